"""Last year's plan as this year's draft: «прошлый год этой организации»."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from schools.models import Employment, Organisation, Person, User
from schools.years import AcademicYear

from ..due import shift_due
from ..models import Measure, Occasion, Responsible, Roadmap
from ..reading.structure import DUE, EXTRA, RESPONSIBLE, Doubt, MeasureRead, RoadmapRead
from ..responsible import Named, read_responsible
from ..selectors.words import read_of
from ..years import renewed
from .laying import lay_out
from .recognising import candidates_of, dated
from .refusals import RoadmapRefused, in_words

# Columns that a person filled in during the old year.
_MARKS = re.compile(r"отметк|выполн|исполнени|факт|примечани|комментари", re.IGNORECASE)


@dataclass
class _Old:
    """A measure of the old plan with what was set by hand."""

    measure: Measure
    by_hand: list[Responsible]
    persons: list[Person]
    dates: dict[int, list[list[str]]]


def roll_over(roadmap: Roadmap, year: AcademicYear, by: User | None, nonce: UUID) -> Roadmap:
    """A draft for the years from `year` on, made of the whole plan: dates in prose moved, dates and people set by hand kept and
    doubted, those who left dropped to their words, marks, evidence, approval and agreement left behind. What came down from
    the municipality stays known as such.

    The same nonce again gives the roadmap made first. Raises `RoadmapRefused` for a year that the plan already covers, and
    `PermissionDenied`.
    """
    if year <= roadmap.last_year:
        raise RoadmapRefused(
            [f"Эта дорожная карта уже составлена по {roadmap.last_year} год. Выберите год после него."]
        )
    organisation = roadmap.organisation
    by_years = year.begins - roadmap.begins
    with in_words():
        is_repeated = Roadmap.objects.filter(nonce=nonce).exists()
        read = moved(read_of(roadmap), roadmap.begins, roadmap.years, by_years)
        old = _old_measures(roadmap)
        gone = _gone(organisation, {person.pk for one in old.values() for person in one.persons})
        staff = candidates_of(organisation, organisation.today())
        for measure in read.measures:
            read.doubts += _doubts(measure, old[measure.key], gone, staff)
        made = lay_out(
            read, organisation, begins=year.begins, years=roadmap.years, by=by, nonce=nonce, previous=roadmap
        )
        if not is_repeated:
            Roadmap.objects.filter(pk=made.pk).update(approval_form=roadmap.approval_form)
            made.approval_form = roadmap.approval_form
            fresh = Measure.objects.filter(roadmap=made).order_by("position")
            pairs = [(old[one.key], new) for one, new in zip(read.measures, fresh, strict=True)]
            _keep_origin(pairs)
            _keep_people(pairs, {person.pk for person in gone})
            _keep_dates(pairs, by_years)
    return made


def moved(read: RoadmapRead, begins: int, years: int, by_years: int) -> RoadmapRead:
    """The words of a plan some years later. In the due dates every year moves; elsewhere the years that the plan covers
    («на 2025–2026 учебный год»), while dates of acts and orders stay."""

    def renew(text: str | None) -> str | None:
        return text and renewed(text, range(begins, begins + years + 1), by_years)

    marks = {str(place) for place, one in enumerate(read.columns) if one.role == EXTRA and _MARKS.search(one.heading)}
    read.title = renew(read.title) or ""
    read.school_year = read.school_year and shift_due(read.school_year, by_years)
    read.approval = read.agreement = None
    read.annex_number = ""
    for stage in read.stages:
        stage.title, stage.printed = renew(stage.title), renew(stage.printed) or ""
        for one in stage.measures:
            one.title, one.content = renew(one.title), renew(one.content) or ""
            one.expected_result = renew(one.expected_result)
            one.due_text = one.due_text and shift_due(one.due_text, by_years)
            one.extra = {place: renew(text) or "" for place, text in one.extra.items() if place not in marks}
    return read


def _old_measures(roadmap: Roadmap) -> dict[str, _Old]:
    """By the key that `read_of` gives them."""
    measures = Measure.objects.filter(roadmap=roadmap).prefetch_related("occasions", "responsible__person")
    return {
        str(measure.uid): _Old(
            measure=measure,
            by_hand=[one for one in measure.responsible.all() if one.by_hand],
            persons=[one.person for one in measure.responsible.all() if one.person is not None],
            dates={one.year: one.spans for one in measure.occasions.all() if one.by_hand},
        )
        for measure in measures
    }


def _gone(organisation: Organisation, answered: Iterable[int]) -> list[Person]:
    """Who no longer works there: archived cards, destroyed ones that still answer for something, and posts that have ended."""
    posts = Employment.objects.filter(person=OuterRef("pk"))
    today = organisation.today()
    left = Q(archived_on__isnull=False) | (Exists(posts) & ~Exists(posts.active(today)))
    people = Person.objects.filter(organisation=organisation.legal_entity)
    return list(
        people.filter(
            (left & Q(destroyed_at__isnull=True)) | Q(destroyed_at__isnull=False, pk__in=list(answered))
        ).order_by("pk")
    )


def _doubts(measure: MeasureRead, old: _Old, gone: Sequence[Person], staff: Sequence[Named]) -> list[Doubt]:
    """What to look at: people who left, named by the words or set by hand; dates set by hand for the old year."""
    text = measure.responsible_text or ""
    by_pk = {person.pk: person for person in gone}
    named = _named_in(text, gone, staff) if text and gone else set()
    left = [by_pk[pk] for pk in sorted(named | {person.pk for person in old.persons if person.pk in by_pk})]
    doubts = [
        Doubt(RESPONSIBLE, text, f"Проверьте: {_called(person)} больше не работает.", measure.key) for person in left
    ]
    if any(old.dates.values()):
        message = "Проверьте: даты поставлены вручную и перенесены с прошлого года."
        doubts.append(Doubt(DUE, measure.due_text or "", message, measure.key))
    return doubts


def _called(person: Person) -> str:
    if person.destroyed_at is not None:
        return "один из ответственных"
    return person.short_name.replace("\N{NO-BREAK SPACE}", " ")


def _named_in(text: str, gone: Sequence[Person], staff: Sequence[Named]) -> set[int]:
    """Those who left and whom the words name, unless somebody who works there may be meant as well."""
    left = [Named(one.pk, one.surname, one.name, one.patronymic) for one in gone if one.destroyed_at is None]
    pks = {one.pk for one in left}
    return {one.pk for one in read_responsible(text, [*staff, *left]) if one.pk in pks and one.pk is not None}


def _keep_origin(pairs: Sequence[tuple[_Old, Measure]]) -> None:
    """Which measure of the old plan each continues, and of which municipal one it is the school's own: without it the next
    handing down would add the same once more."""
    for old, new in pairs:
        new.continues = old.measure
        new.handed_from_id = old.measure.handed_from_id
    Measure.objects.bulk_update([new for _, new in pairs], ["continues", "handed_from"])


def _keep_people(pairs: Sequence[tuple[_Old, Measure]], gone: set[int]) -> None:
    """People and roles set by hand take the place of those read from the words; if none of them is left, the words speak."""
    kept = {new: [one for one in old.by_hand if one.person_id not in gone] for old, new in pairs if old.by_hand}
    changed = {new: rows for new, rows in kept.items() if rows}
    Responsible.objects.filter(measure__in=list(changed)).delete()
    Responsible.objects.bulk_create(
        Responsible(measure=new, person_id=one.person_id, role=one.role, text=one.text, by_hand=True)
        for new, rows in changed.items()
        for one in rows
    )


def _keep_dates(pairs: Sequence[tuple[_Old, Measure]], by_years: int) -> None:
    """Dates set by hand, so many years later."""
    held = {
        (one.measure_id, one.year): one
        for one in Occasion.objects.filter(measure__in=[new for old, new in pairs if old.dates])
    }
    changed = []
    for old, new in pairs:
        for year, spans in old.dates.items():
            occasion = held.get((new.pk, year + by_years)) or Occasion(measure=new, year=year + by_years)
            dated(occasion, [(_later(first, by_years), _later(last, by_years)) for first, last in spans])
            occasion.by_hand = True
            changed.append(occasion)
    Occasion.objects.bulk_create(one for one in changed if one.pk is None)
    Occasion.objects.bulk_update([one for one in changed if one.pk], ["spans", "starts", "ends", "by_hand"])


def _later(iso: str, by_years: int) -> date:
    """29 February becomes 28."""
    day = date.fromisoformat(iso)
    try:
        return day.replace(year=day.year + by_years)
    except ValueError:
        return day.replace(year=day.year + by_years, day=28)
