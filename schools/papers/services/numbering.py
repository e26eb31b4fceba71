"""Registers and their numbers (design, decision 6).

A register belongs to a legal entity and a kind; its numbers begin anew each calendar year. Only `{n}` of the
pattern counts up; anything else («14-а», «5/1») is typed. Two numbers are the same when their keys are: case,
spaces, kinds of dashes, look-alike letters and a leading «№» make no difference.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError

from schools.models import Organisation

from ..enums import NOT_KEPT_AT_FIRST, DocumentStatus, NumberMode, RegisterKind
from ..kinds import PaperKind, kind_of
from ..models import Document, Register
from ..numbers import (
    JUMP,
    LARGEST,
    LONGEST,
    LONGEST_KEY,
    by_pattern,
    counted,
    last_of,
    number_key,
    number_sort,
    tidy_number,
)

__all__ = [
    "LONGEST",
    "NumberTaken",
    "check_number",
    "doubtful_day",
    "doubtful_jump",
    "number_key",
    "number_sort",
    "propose_number",
    "propose_numbers",
    "register_for",
    "register_of",
    "register_of_draft",
    "require_free",
    "taken_by",
    "tidy_number",
]


class NumberTaken(ValidationError):
    """The number stands in the register already; `document` is the paper that took it."""

    def __init__(self, number: str, document: Document) -> None:
        self.document = document
        what = f"«{document.title}» " if document.title else ""
        super().__init__(
            f"Номер {tidy_number(number)} в журнале «{document.register}» за {document.year} год уже занят: {what}"
            f"от {document.date:%d.%m.%Y}. Впишите другой номер.",
            code="number_taken",
        )


def register_of(organisation: Organisation, kind: str = RegisterKind.MAIN) -> Register:
    """The register of the legal entity; made with its defaults at the first need."""
    defaults = {"kept": kind not in NOT_KEPT_AT_FIRST}
    return Register.objects.get_or_create(organisation=organisation.legal_entity, kind=kind, defaults=defaults)[0]


def register_for(organisation: Organisation, kind: PaperKind, base: Document | None = None) -> Register:
    """Where a paper of the kind takes its number: beside `base`, the one that it changes or cancels, else in the register
    of its kind, if the organisation keeps that apart.
    """
    if base is not None and base.register is not None:
        return base.register
    register = register_of(organisation, kind.register or RegisterKind.MAIN)
    return register if register.kept else register_of(organisation)


def register_of_draft(document: Document) -> Register:
    kind = kind_of(document.kind)
    return register_for(
        document.organisation, kind, document.changes or (document.ground if kind.beside_ground else None)
    )


def check_number(text: str) -> str:
    """The tidied number. Raises ValidationError when it cannot be one (ГОСТ Р 7.0.97, 5.11: digits plus any
    letters).
    """
    number = tidy_number(text)
    if not number:
        raise ValidationError("Впишите номер.", code="number_missing")
    if len(number) > LONGEST or len(number_key(number)) > LONGEST_KEY:
        raise ValidationError(f"Номер длиннее {LONGEST} знаков. Впишите короче.", code="number_long")
    if not re.search(r"\d", number) or not number.isprintable():
        raise ValidationError(
            f"В номере «{number}» нет ни одной цифры. Впишите номер, как он стоит на бумаге.", code="number_odd"
        )
    return number


def taken_by(register: Register, year: int, number: str) -> Document | None:
    """The paper that stands under this number in the register of the year."""
    return (
        Document.objects.filter(register=register, year=year, number_key=number_key(number))
        .exclude(status=DocumentStatus.DRAFT)
        .select_related("register")
        .first()
    )


def require_free(register: Register, year: int, number: str) -> None:
    """Raises NumberTaken. Sure only under the lock of the register."""
    document = taken_by(register, year, number)
    if document is not None:
        raise NumberTaken(number, document)


def propose_number(register: Register, day: date) -> str:
    """The next free number by the pattern for the calendar year of the day; "" when the office gives numbers.

    Void papers and those issued elsewhere count: their numbers stay taken. It goes on after the greatest number and
    does not fill gaps, for a gap filled later would have an earlier number with a later date. A slip of the hand does
    not lead: see `last_of`.
    """
    return propose_numbers(register, day, 1)[0]


def propose_numbers(register: Register, day: date, how_many: int) -> list[str]:
    """The next free ones in order, for papers that are issued together; one query."""
    if register.mode == NumberMode.OFFICE:
        return [""] * how_many
    keys = _keys(register, day)
    n = max(register.first_number, last_of(counted(register.pattern, keys)) + 1)
    found: list[str] = []
    while len(found) < how_many:
        number = by_pattern(register.pattern, n)
        if number_key(number) not in keys:
            found.append(number)
        n += 1
    return found


def doubtful_jump(register: Register, day: date, number: str) -> str:
    """A sentence when the number stands far beyond the last of the year, as a mistyped one does; "" when it does not.

    Where an office gives the numbers, gaps mean nothing, and only what can be no number at all is doubted.
    """
    asked = counted(register.pattern, [number_key(number)])
    if not asked:
        return ""
    last = max(last_of(counted(register.pattern, _keys(register, day))), register.first_number - 1)
    if asked[0] <= (LARGEST if register.mode == NumberMode.OFFICE else last + JUMP):
        return ""
    before = f"последний номер в журнале за {day.year} год — {by_pattern(register.pattern, last)}" if last else ""
    first = before or f"за {day.year} год номеров в журнале ещё нет"
    return f"Номер {tidy_number(number)} сильно забегает вперёд: {first}. Поправьте его или подтвердите, что он верный."


def doubtful_day(register: Register | None, day: date, number: str) -> str:
    """A sentence when the number goes on after one of a later day, or stands before one of an earlier day; "" when not.

    Only numbers that count up are compared: «14-а» is put between by hand, and on purpose.
    """
    asked = counted(register.pattern, [number_key(number)]) if register is not None and number else []
    if not asked or register is None:
        return ""
    taken = Document.objects.filter(register=register, year=day.year).exclude(status=DocumentStatus.DRAFT)
    rows = [
        (n, other, given)
        for key, other, given in taken.values_list("number_key", "number", "date")
        for n in counted(register.pattern, [key])
        if given is not None
    ]
    last = last_of(n for n, *_ in rows)
    before = max((row for row in rows if row[0] < asked[0] and row[2] > day), default=None)
    after = min((row for row in rows if asked[0] < row[0] <= last and row[2] < day), default=None)
    if before is None and after is None:
        return ""
    _, other, given = before or after or (0, "", day)
    place, when = ("после", "раньше") if before else ("перед", "позже")
    return (
        f"Номер {tidy_number(number)} стоит в журнале {place} № {other} от {given:%d.%m.%Y}, а дата документа {when}: "
        f"{day:%d.%m.%Y}. Поправьте её или подтвердите, что она верная."
    )


def _keys(register: Register, day: date) -> set[str]:
    """Keys of the numbers taken in the calendar year of the day."""
    taken = Document.objects.filter(register=register, year=day.year).exclude(status=DocumentStatus.DRAFT)
    return set(taken.values_list("number_key", flat=True))
