"""Numbers of papers: what makes two the same, how they sort, which ordinal a pattern holds."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40
# A number so far beyond the last one is asked about, and alone it does not lead the count.
JUMP = 50
# No school issues so many orders a year: a date or a telephone typed into the wrong field.
LARGEST = 99_999
LONGEST_KEY = 60
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
# Lower case of letters whose capital or small shape looks the same: a number is copied from paper by eye.
_LOOK_ALIKES = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
_LEADING_SIGN = re.compile(r"^(?:(?:№|n[oо]?[.°º]?(?=\s*\d)|n[°º])\s*)+", re.IGNORECASE)


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


def last_of(numbers: Iterable[int]) -> int:
    """The number after which the count goes on; 0 when there is none.

    One alone that is far beyond the others is a slip of the hand, until a second one follows it.
    """
    found = sorted({n for n in numbers if n <= LARGEST})
    if len(found) > 1 and found[-1] - found[-2] > JUMP:
        found.pop()
    return found[-1] if found else 0


def by_pattern(pattern: str, n: int) -> str:
    return pattern.replace("{n}", str(n))


def counted(pattern: str, keys: Iterable[str]) -> list[int]:
    """Ordinal numbers of those keys that follow the pattern."""
    before, after = pattern.split("{n}")
    shape = re.compile(rf"{re.escape(number_key(before))}(\d{{1,9}}){re.escape(number_key(after))}")
    return [int(found[1]) for key in keys if (found := shape.fullmatch(key))]
