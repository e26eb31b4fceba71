"""Registers and their numbers (design, decision 6).

A register belongs to a legal entity and a kind; its numbers begin anew each calendar year. Only `{n}` of the
pattern counts up; anything else («14-а», «5/1») is typed. Two numbers are the same when their keys are: case,
spaces, kinds of dashes, look-alike letters and a leading «№» make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from schools.models import Organisation

from ..enums import DocumentStatus, NumberMode, RegisterKind
from ..models import Document, Register

LONGEST = 40
LONGEST_KEY = 60
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
# Lower case of letters whose capital or small shape looks the same: a number is copied from paper by eye.
_LOOK_ALIKES = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
_LEADING_SIGN = re.compile(r"^(?:№|n[oо]?[.°º]?(?=\s*\d)|n[°º])\s*", re.IGNORECASE)


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


def tidy_number(text: str) -> str:
    """As papers print it: no «№» before it, no spaces at the ends, one inside."""
    shown = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    return _LEADING_SIGN.sub("", " ".join(shown.split()))


def number_key(text: str) -> str:
    """What makes two numbers the same."""
    text = tidy_number(text).translate(_DASHES).casefold().translate(_LOOK_ALIKES)
    return re.sub(r"\s+", "", text)


def number_sort(key: str) -> str:
    """The key with its digits padded, so that 2 stands before 10."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(8), key)


def register_of(organisation: Organisation, kind: str = RegisterKind.MAIN) -> Register:
    """The register of the legal entity; made with its defaults at the first need."""
    return Register.objects.get_or_create(organisation=organisation.legal_entity, kind=kind)[0]


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
    does not fill gaps, for a gap filled later would have an earlier number with a later date.
    """
    if register.mode == NumberMode.OFFICE:
        return ""
    keys = set(
        Document.objects.filter(register=register, year=day.year)
        .exclude(status=DocumentStatus.DRAFT)
        .values_list("number_key", flat=True)
    )
    n = max([register.first_number, *(n + 1 for n in _counted(register.pattern, keys))])
    while number_key(by_pattern(register.pattern, n)) in keys:
        n += 1
    return by_pattern(register.pattern, n)


def by_pattern(pattern: str, n: int) -> str:
    return pattern.replace("{n}", str(n))


def _counted(pattern: str, keys: Iterable[str]) -> list[int]:
    """Ordinal numbers of those keys that follow the pattern."""
    before, after = pattern.split("{n}")
    shape = re.compile(rf"{re.escape(number_key(before))}(\d{{1,9}}){re.escape(number_key(after))}")
    return [int(found[1]) for key in keys if (found := shape.fullmatch(key))]
