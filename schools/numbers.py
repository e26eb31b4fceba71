"""Numbers of rows that came from outside as text: from an address, a form, a page kept for later.

Python refuses to read an endless row of digits and the database a number past its column: both are nobody's here.
"""

from collections.abc import Iterable

# One digit fewer than the largest number of a row (9 223 372 036 854 775 807) has.
MOST_DIGITS = 18


def number_from(text: str) -> int:
    """The number that the text is; what is not one is 0, which no row has."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


def ids_from(texts: Iterable[str]) -> list[int]:
    """Numbers of rows in the order of the texts, each once; what is not one is passed over."""
    return list(dict.fromkeys(number for number in map(number_from, texts) if number))
