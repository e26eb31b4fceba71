"""Slips of paper with personal links: whose, in which order."""

from collections.abc import Iterable
from dataclasses import dataclass

from schools.models import Enrolment
from schools.selectors.people import grade_order

from ..enums import Mode
from ..models import Ticket, Wave
from ..tokens import token_of
from .tickets import whom

BY_GRADE, BY_NAME = "grade", "name"
# On one sheet of A4.
ON_SHEET = 8
# Told to whoever holds the slip.
PROMISES: dict[str, str] = {
    Mode.NAMED: "Ответы увидят куратор и руководитель. Просьбу о помощи — только куратор.",
    Mode.CONFIDENTIAL: "Ответы увидит только куратор.",
    Mode.ANONYMOUS: "Ответ анонимный: никто не узнает, что он ваш.",
}


@dataclass(frozen=True)
class Slip:
    ticket: Ticket
    token: str
    # Class of the pupil, or of the child of whom a parent speaks; empty for others.
    grade: str
    # Of whom one is asked, where it is somebody: a given name.
    about: str

    @property
    def name(self) -> str:
        return self.ticket.person.full_name


def slips_of(
    wave: Wave, *, order: str = BY_GRADE, only: Iterable[int] | None = None, all_of_them: bool = False
) -> list[Slip]:
    """Slips of those who can still answer, sorted by class or by name; three queries.

    Of an anonymous wave always everybody's: who is left out would be known to have answered. `only`: these tickets.
    """
    # A link whose days are over takes nothing.
    tickets = Ticket.objects.filter(wave=wave, cancelled_at__isnull=True, closes_on__gte=wave.organisation.today())
    if not all_of_them and not wave.is_anonymous:
        tickets = tickets.filter(answered_at__isnull=True)
    if only is not None:
        tickets = tickets.filter(pk__in=list(only))
    rows = list(
        tickets.select_related("person", "about", "part", "pair__mentor__person").prefetch_related(
            "pair__seats__mentee__person"
        )
    )
    pupils = {one.about_id or one.person_id for one in rows}
    grades = dict(Enrolment.objects.filter(person__in=pupils, year=wave.year).values_list("person_id", "grade"))
    found = [
        Slip(
            one,
            token_of(one.nonce),
            grades.get(one.about_id or one.person_id, ""),
            whom(one) if one.subject else "",
        )
        for one in rows
    ]

    def place(slip: Slip) -> tuple:
        name = (slip.ticket.person.name_key, slip.ticket.person_id, slip.ticket.pk)
        return (bool(slip.grade), *grade_order(slip.grade), *name) if order == BY_GRADE else name

    return sorted(found, key=place)


def pages[One](slips: list[One]) -> list[list[One]]:
    """As they lie on sheets of paper, `ON_SHEET` on each."""
    return [slips[start : start + ON_SHEET] for start in range(0, len(slips), ON_SHEET)]
