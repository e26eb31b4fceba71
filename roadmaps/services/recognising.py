"""What the words of a measure say: when it is due in each year of the plan, and who answers for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from schools.models import Employment, Organisation
from schools.years import AcademicYear

from ..due import Due, falls_in, impossible_day, read_due
from ..enums import ResponsibleRole
from ..models import Measure, Occasion, Responsible
from ..reading.structure import DUE
from ..responsible import Found, Named, read_responsible

Doubt = dict[str, str]
LONGEST_WORDS = 250


def candidates_of(organisation: Organisation, day: date) -> list[Named]:
    """Who works there on the day, a row for each post: those whom the words may name. One query."""
    rows = (
        Employment.objects.active(day)
        .filter(
            person__organisation=organisation.legal_entity,
            person__archived_on__isnull=True,
            person__destroyed_at__isnull=True,
        )
        .order_by("person_id", "-is_main", "pk")
    )
    return [
        Named(pk, surname, name, patronymic, post)
        for pk, surname, name, patronymic, post in rows.values_list(
            "person_id", "person__surname", "person__name", "person__patronymic", "post"
        )
    ]


@dataclass
class Recogniser:
    """Reads words of one plan; the same words are read once."""

    years: Sequence[AcademicYear]
    people: Sequence[Named]
    _due: dict[str, tuple[dict[int, Due | None], list[Doubt]]] = field(default_factory=dict)
    _responsible: dict[str, list[Found]] = field(default_factory=dict)

    @classmethod
    def of(cls, organisation: Organisation, years: Sequence[AcademicYear]) -> "Recogniser":
        return cls(years, candidates_of(organisation, organisation.today()))

    def due(self, text: str) -> tuple[dict[int, Due | None], list[Doubt]]:
        """Years in which the measure falls due → its dates, None where the words allow none; and what to look at.

        Words that name other years only still leave a measure to be ticked: it falls into every year without dates.
        """
        if text not in self._due:
            self._due[text] = self._read_due(text)
        return self._due[text]

    def _read_due(self, text: str) -> tuple[dict[int, Due | None], list[Doubt]]:
        if not text:
            return {year.begins: None for year in self.years}, []
        found = {year.begins: read_due(text, year) for year in self.years if falls_in(text, year)}
        if day := impossible_day(text):
            message = f"Такого дня не бывает: {day}. Поправьте срок."
            return found or {year.begins: None for year in self.years}, [_doubt(text, message)]
        if not found:
            covered = f"{self.years[0]}" if len(self.years) == 1 else f"{self.years[0]} — {self.years[-1]}"
            message = f"Срок назван для других лет, а карта на {covered}. Поправьте срок или поставьте даты."
            return {year.begins: None for year in self.years}, [_doubt(text, message)]
        unsure = [due for due in found.values() if due is not None and due.spans and not due.is_sure]
        if unsure:
            return found, [_doubt(text, f"Срок понят как {in_digits(unsure[0].spans)}. Проверьте даты.")]
        return found, []

    def responsible(self, text: str) -> list[Found]:
        """Persons and roles that the words name, each once; words that name nobody known are left out."""
        if text not in self._responsible:
            self._responsible[text] = list(_known(read_responsible(text, self.people))) if text else []
        return self._responsible[text]


def _known(found: Iterable[Found]) -> Iterable[Found]:
    seen: set[tuple[int | None, str]] = set()
    for one in found:
        key = (one.pk, "" if one.pk is not None else str(one.role or ""))
        if key != (None, "") and key not in seen:
            seen.add(key)
            yield one


def _doubt(text: str, message: str) -> Doubt:
    return {"place": DUE, "original": text, "message": message}


def in_digits(spans: Iterable[tuple[date, date]]) -> str:
    """«01.09.2026–30.09.2026, 05.10.2026»."""
    return ", ".join(
        f"{first:%d.%m.%Y}" if first == last else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}" for first, last in spans
    )


def dated(occasion: Occasion, spans: Iterable[tuple[date, date]]) -> Occasion:
    """Set the stretches of days, and the outer days from them; none leaves the occasion without dates."""
    ordered = sorted(spans)
    occasion.spans = [[first.isoformat(), last.isoformat()] for first, last in ordered]
    occasion.starts = ordered[0][0] if ordered else None
    occasion.ends = max(last for _, last in ordered) if ordered else None
    return occasion


def occasions_for(measure: Measure, due: dict[int, Due | None]) -> list[Occasion]:
    """Unsaved occasions of the measure."""
    return [dated(Occasion(measure=measure, year=year), one.spans if one else ()) for year, one in due.items()]


def responsible_for(measure: Measure, found: Iterable[Found]) -> list[Responsible]:
    """Unsaved rows of who answers for the measure."""
    return [
        Responsible(
            measure=measure,
            person_id=one.pk,
            role="" if one.pk is not None else ResponsibleRole(one.role or "").value,
            text=one.text[:LONGEST_WORDS],
        )
        for one in found
    ]
