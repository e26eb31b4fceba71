"""Where papers and registers disagree. Rooms above register what they see of it; nothing is corrected silently."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from schools.models import Organisation, User


@dataclass(frozen=True)
class Disagreement:
    """A sentence, and the page where it can be looked into: the name of its address with `pk` or a query."""

    words: str
    page: str
    link: str
    pk: int | None = None
    query: str = ""


# What a room sees: (user, organisation, calendar year) → disagreements.
Look = Callable[[User, Organisation, int], Iterable[Disagreement]]

_looks: dict[str, Look] = {}


def register_look(code: str, look: Look) -> None:
    """Make it known; registering the same code again replaces it."""
    _looks[code] = look


def looks() -> list[Look]:
    return list(_looks.values())
