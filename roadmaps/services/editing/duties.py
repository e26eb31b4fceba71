"""Deeds on what the words mean for the product: dates, who answers, what is no longer doubted. Not printed, so they leave an
approved plan approved and are allowed while the head reads.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from schools.models import Person, User

from ...enums import ResponsibleRole
from ...models import Measure, Occasion, Responsible, Roadmap
from ...reading.structure import DUE, RESPONSIBLE
from ..recognising import Recogniser, dated, in_digits
from ..refusals import GONE, RoadmapRefused
from .deed import editing, fresh_measure, refuse_stale, refuse_stale_occasion

Spans = Sequence[tuple[date, date]]


def set_dates(occasion: Occasion, version: int, spans: Spans | None, by: User | None) -> Occasion:
    """Dates set by hand, which a change of the prose leaves; none of them: it has no dates. None: as the prose says again.

    `version` is that of the occasion. Raises `StaleRow`, `RoadmapRefused`.
    """
    with editing(occasion.measure.roadmap, "изменены даты мероприятия", by) as deed:
        measure = fresh_measure(deed, occasion.measure)
        row = Occasion.objects.select_for_update().filter(pk=occasion.pk, measure=measure).first()
        if row is None:
            raise RoadmapRefused([GONE])
        row.measure = measure
        was = (row.spans, row.by_hand)
        shown = in_digits(_days(row))
        if spans is None:
            found = Recogniser(deed.roadmap.years_covered, ()).due(measure.due_text)[0].get(row.year)
            dated(row, found.spans if found else ())
        else:
            _refuse_wrong(spans, row)
            dated(row, spans)
        row.by_hand = spans is not None
        if (row.spans, row.by_hand) == was:
            return row
        refuse_stale_occasion(row, version)
        row.version += 1
        row.save()
        _settle(measure, DUE)
        deed.note(measure, {"даты": shown}, {"даты": in_digits(_days(row))})
    return row


def _days(row: Occasion) -> list[tuple[date, date]]:
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.spans]


def _refuse_wrong(spans: Spans, row: Occasion) -> None:
    """The summer before belongs to the year that it prepares."""
    first_day, last_day = date(row.year, 6, 1), date(row.year + 1, 8, 31)
    if any(last < first for first, last in spans):
        raise RoadmapRefused(["Срок заканчивается раньше, чем начинается. Поправьте даты."])
    if any(first < first_day or last > last_day for first, last in spans):
        raise RoadmapRefused(
            [f"Даты этого учебного года лежат между {first_day:%d.%m.%Y} и {last_day:%d.%m.%Y}. Поправьте даты."]
        )


def set_responsible(
    measure: Measure, version: int, persons: Iterable[Person], roles: Collection[str], by: User | None
) -> Measure:
    """Who answers, set by hand; a change of the prose leaves them. `version` is that of the measure."""
    with editing(measure.roadmap, "назначены ответственные", by) as deed:
        row = fresh_measure(deed, measure)
        wanted = _wanted(row, persons, roles)
        held = {(one.person_id, one.role): one for one in row.responsible.select_related("person").order_by("pk")}
        if set(held) == set(wanted) and all(one.by_hand for one in held.values()):
            return row
        refuse_stale(row, version)
        Responsible.objects.filter(measure=row).delete()
        Responsible.objects.bulk_create(
            Responsible(
                measure=row,
                person_id=person,
                role=role,
                text=held[person, role].text if (person, role) in held else "",
                by_hand=True,
            )
            for person, role in wanted
        )
        row.version += 1
        row.save(update_fields=["version"])
        _settle(row, RESPONSIBLE)
        deed.note(
            row,
            {"ответственные": ", ".join(map(str, held.values()))},
            {"ответственные": ", ".join(wanted.values())},
        )
    return row


def _wanted(row: Measure, persons: Iterable[Person], roles: Collection[str]) -> dict[tuple[int | None, str], str]:
    """(person, role) → how it is named, each once."""
    ids = [person.pk for person in persons]
    known = Person.objects.present().filter(organisation=row.roadmap.organisation, pk__in=ids)
    names = {person.pk: str(person) for person in known}
    if set(ids) != set(names):
        raise RoadmapRefused(["Кого-то из выбранных в организации больше нет. Обновите страницу и выберите снова."])
    if set(roles) - set(ResponsibleRole.values):
        raise RoadmapRefused(["Выберите роль из списка."])
    wanted: dict[tuple[int | None, str], str] = {(pk, ""): names[pk] for pk in ids}
    return wanted | {(None, str(role)): ResponsibleRole(role).label for role in roles}


def settle_doubts(measure: Measure, version: int, by: User | None) -> Measure:
    """Somebody looked at what the reader was unsure of, and it is right."""
    with editing(measure.roadmap, "сомнения проверены", by) as deed:
        row = fresh_measure(deed, measure)
        if not row.doubts:
            return row
        refuse_stale(row, version)
        before = [doubt["message"] for doubt in row.doubts]
        row.doubts = []
        row.save(update_fields=["doubts"])
        deed.note(row, {"проверить": before}, {})
    return row


def settle_many(roadmap: Roadmap, versions: Mapping[int, int], by: User | None) -> int:
    """The same for measures shown in a list, number → version; one deed, one undo. What was saved since is left for another look.

    Returns how many were settled.
    """
    settled = 0
    with editing(roadmap, "сомнения проверены", by) as deed:
        for row in Measure.objects.filter(roadmap=deed.roadmap, pk__in=versions).select_related("stage").order_by("pk"):
            if not row.doubts or row.version != versions[row.pk]:
                continue
            row.roadmap = deed.roadmap
            before = [doubt["message"] for doubt in row.doubts]
            row.doubts = []
            row.save(update_fields=["doubts"])
            deed.note(row, {"проверить": before}, {})
            settled += 1
    return settled


def _settle(measure: Measure, place: str) -> None:
    left = [doubt for doubt in measure.doubts if doubt["place"] != place]
    if left != measure.doubts:
        measure.doubts = left
        measure.save(update_fields=["doubts"])
