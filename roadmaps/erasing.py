"""A person in roadmaps when the data are destroyed: duties go, the name in the words of the plan gives way to a number.

Approved versions are frozen papers and stay as they are.
"""

from collections.abc import Iterator

from schools.destruction import About
from schools.models import Person, User
from schools.traces import Traces, scrub_rows

from .models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapEdit, RoadmapImport, Stage
from .models.roadmap import RoadmapQuerySet

TEXTS = ("title", "content", "due_text", "responsible_text", "expected_result", "extra", "doubts")


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
    _scrub(Roadmap.objects.filter(pk__in=mine), traces.with_words(words), own=True)
    _scrub(Roadmap.objects.filter(organisation=person.organisation).exclude(pk__in=mine), traces, own=False)
    imports = RoadmapImport.objects.filter(organisation=person.organisation)
    scrub_rows(imports, ["filename", "original", "reading"], traces.with_words(words), own=bool(words))
    yield About(Measure, measures, shared=True)


def _scrub(plans: RoadmapQuerySet, traces: Traces, *, own: bool) -> None:
    pks = list(plans.values_list("pk", flat=True))
    heads = ["title", "organisation_text", "approval", "agreement", "comment"]
    scrub_rows(Roadmap.objects.filter(pk__in=pks), heads, traces, own=own)
    scrub_rows(Stage.objects.filter(roadmap__in=pks), ["title", "printed"], traces, own=own)
    scrub_rows(Measure.objects.filter(roadmap__in=pks), TEXTS, traces, own=own)
    scrub_rows(Responsible.objects.filter(measure__roadmap__in=pks), ["text"], traces, own=own)
    scrub_rows(Occasion.objects.filter(measure__roadmap__in=pks), ["reason", "comment"], traces, own=own)
    scrub_rows(Evidence.objects.filter(occasion__measure__roadmap__in=pks), ["text", "url"], traces, own=own)
    scrub_rows(RoadmapEdit.objects.filter(roadmap__in=pks), ["deed", "before", "after"], traces, own=own)
