"""Days that no calendar has."""

import re

from schools.russian import fix_lookalikes, normalise_key

from .lexis import LONGEST, MONTH_WORDS

# Without a year 29 February may be meant.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WORDS = [re.compile(words) for words in MONTH_WORDS]
_YEAR = r"(?:\s*(?P<year>20\d\d)(?!\d))?"
_IN_WORDS = re.compile(rf"(?<![\d.,])(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTH_WORDS)})(?![а-я])\.?{_YEAR}")
_IN_DIGITS = re.compile(
    r"(?<![\d.])(?P<day>[012]?\d|3[01])\.(?P<month>0[1-9]|1[0-2])(?:\.(?P<year>20\d\d))?(?![\d.]*\d)"
)


def impossible_day(text: str) -> str:
    """The first day of the text that does not exist («31 февраля 2026»), as it stands there in small letters; else ""."""
    key = normalise_key(fix_lookalikes(text[:LONGEST], cyrillic=True))
    found = [*_IN_WORDS.finditer(key), *_IN_DIGITS.finditer(key)]
    return next((match[0] for match in sorted(found, key=lambda one: one.start()) if not _exists(match)), "")


def _exists(match: re.Match[str]) -> bool:
    word = match["month"]
    month = int(word) if word.isdigit() else next(n for n, one in enumerate(_WORDS, 1) if one.fullmatch(word))
    day, year = int(match["day"]), match["year"]
    if month == 2 and day == 29 and year:
        return int(year) % 4 == 0
    return 1 <= day <= _LONGEST[month - 1]
