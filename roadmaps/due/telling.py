"""Whether words are those of a due date at all: for texts in which it stands beside something else."""

from . import lexis

_DATES = frozenset(
    {"day", "dayspan", "daylist", "date", "iso", "shortspan", "years", "shortyears", "month", "holidays"}
)
_STRETCHES = frozenset({"always", "yearly", "each", "season", "longseason", "weekday", "term", "during", "part"})
# Enough for a due date when nothing stands beside them that has nothing to do with dates.
_ALONE = frozenset({"year", "short", "monthday", "undated", "week"})


def is_due(text: str) -> bool:
    """Every word is one of a due date, and one of them tells when («до 15 мая», «по необходимости», «в течение года»)."""
    kinds = {token.kind for token in lexis.tokens(text)}
    return "junk" not in kinds and bool(kinds & (_DATES | _STRETCHES | _ALONE))


def has_due(text: str) -> bool:
    """Some words certainly tell when, whatever stands beside them."""
    return any(token.kind in _DATES or token.kind in _STRETCHES for token in lexis.tokens(text))


def begins_due(text: str) -> bool:
    """The first words may be those of a due date."""
    return next((token.kind != "junk" for token in lexis.tokens(text)), False)
