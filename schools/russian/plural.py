"""Numbers with their nouns: 1 пара, 2 пары, 5 пар."""


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of the noun that stands with ``n``: 1, 21 — ``one``; 2–4, 22–24 — ``few``; 0, 5–20, 11–14 — ``many``."""
    n = abs(n)
    if n % 10 == 1 and n % 100 != 11:
        return one
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return few
    return many


def count(n: int, one: str, few: str, many: str) -> str:
    """The number and its noun with an ordinary space: «5 пар» (``nbsp_document`` makes papers unbreakable)."""
    return f"{n} {plural(n, one, few, many)}"
