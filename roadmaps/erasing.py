"""A person in roadmaps when the data are destroyed: duties go, the name in the words of the plan gives way to a number.

Approved versions are frozen papers and stay as they are.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from schools.destruction import About
from schools.models import Person, User
from schools.traces import BATCH, Traces, scrub_rows

from .models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapEdit, RoadmapImport, Stage
from .models.roadmap import RoadmapQuerySet

TEXTS = ("title", "content", "due_text", "responsible_text", "expected_result", "extra", "doubts")
STAGE_TEXTS = ("title", "printed")
EDIT_TEXTS = ("deed", "before", "after")


def categories(person: Person) -> Iterator[str]:
    if Responsible.objects.filter(person=person).exists():
        yield "участие в дорожных картах: за какие мероприятия отвечает"


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Plans in which the person answers for something are searched for the very words too in which it was recognised."""
    duties = Responsible.objects.filter(person=person)
    words = [text for text in duties.values_list("text", flat=True).distinct() if person.surname[:3] in text]
    mine = list(duties.values_list("measure__roadmap", flat=True).distinct())
    measures = list(duties.values_list("measure", flat=True))
    duties.delete()
    handed = list(_erase_handed(person, traces, traces.with_words(words), mine))
    _scrub(Roadmap.objects.filter(pk__in=mine), traces.with_words(words), own=True)
    _scrub(Roadmap.objects.filter(organisation=person.organisation).exclude(pk__in=mine), traces, own=False)
    imports = RoadmapImport.objects.filter(organisation=person.organisation)
    scrub_rows(imports, ["filename", "original", "reading", "before"], traces.with_words(words), own=bool(words))
    yield About(Measure, [*measures, *handed], shared=True)


def _erase_handed(person: Person, traces: Traces, told: Traces, mine: list[int]) -> Iterator[int]:
    """The person in the words that the organisation has handed down, as they stand in schools' plans; gives the numbers of
    the measures that named her or whose original did.

    What a school has not touched are the office's own words. What it has may by the same words mean somebody of its own:
    where there is such a person, it is left alone.
    """
    copies = Measure.objects.filter(handed_from__roadmap__organisation=person.organisation)
    plans = Roadmap.objects.filter(measures__in=copies).distinct()
    alike = _with_somebody_alike(person, traces, plans)
    for copy in copies.select_related("handed_from").order_by("pk").iterator(BATCH):
        own = copy.handed_from.roadmap_id in mine
        if any(told.are_in(getattr(row, name), own=own) for row in (copy, copy.handed_from) for name in TEXTS):
            yield copy.pk
    as_they_came = Q(version=1, continues=None)
    _scrub_measures(copies.filter(as_they_came, handed_from__roadmap__in=mine), told, own=True)
    _scrub_measures(copies.filter(as_they_came).exclude(handed_from__roadmap__in=mine), traces, own=False)
    _scrub_measures(copies.exclude(as_they_came).exclude(roadmap__organisation__in=alike), traces, own=False)
    elsewhere = plans.exclude(organisation__in=alike).values("pk")
    scrub_rows(Stage.objects.filter(roadmap__in=elsewhere, measures__in=copies).distinct(), STAGE_TEXTS, traces)
    scrub_rows(RoadmapEdit.objects.filter(roadmap__in=elsewhere), EDIT_TEXTS, traces)


def _with_somebody_alike(person: Person, traces: Traces, plans: RoadmapQuerySet) -> set[int]:
    """Organisations of the plans in which somebody else may be meant by the same words."""
    others = Person.objects.filter(organisation__in=plans.values("organisation"), destroyed_at__isnull=True)
    near = others.filter(surname__startswith=person.surname[:2])
    return {one.organisation_id for one in near if traces.are_in([one.full_name, one.short_name], own=True)}


def _scrub(plans: RoadmapQuerySet, traces: Traces, *, own: bool) -> None:
    pks = list(plans.values_list("pk", flat=True))
    heads = ["title", "organisation_text", "approval", "agreement", "comment"]
    scrub_rows(Roadmap.objects.filter(pk__in=pks), heads, traces, own=own)
    scrub_rows(Stage.objects.filter(roadmap__in=pks), STAGE_TEXTS, traces, own=own)
    _scrub_measures(Measure.objects.filter(roadmap__in=pks), traces, own=own)
    scrub_rows(RoadmapEdit.objects.filter(roadmap__in=pks), EDIT_TEXTS, traces, own=own)


def _scrub_measures(measures: QuerySet[Measure], traces: Traces, *, own: bool) -> None:
    pks: Iterable[int] = list(measures.values_list("pk", flat=True))
    scrub_rows(Measure.objects.filter(pk__in=pks), TEXTS, traces, own=own)
    scrub_rows(Responsible.objects.filter(measure__in=pks), ["text"], traces, own=own)
    scrub_rows(Occasion.objects.filter(measure__in=pks), ["reason", "comment"], traces, own=own)
    scrub_rows(Evidence.objects.filter(occasion__measure__in=pks), ["text", "url"], traces, own=own)
