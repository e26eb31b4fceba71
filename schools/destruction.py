"""What rooms above keep about a person, for the day when the person's data are destroyed.

The ground empties the card and the journal; what else is kept, it cannot know. Each room that keeps something registers,
when it starts, a `Holding`: what it keeps, what stands in the way, and how it is destroyed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models

from schools.models import Person, User
from schools.traces import Traces


@dataclass(frozen=True)
class About:
    """Rows whose entries in the journal are about the person: the entries lose what was noted in them.

    `shared`: rows that name others too (a pair): what the entries are called keeps the others' names.
    """

    model: type[models.Model]
    ids: Iterable[int]
    shared: bool = False


def _nothing(person: Person, traces: Traces) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Holding:
    """`categories` of data that the room keeps of the person, as the act lists them. `objections`: sentences on what must
    be settled first. `erase` destroys, inside the deed's transaction, and tells which rows were about the person.
    `papers`: those of the categories that are no kinds of data but papers and files with data in them; words that
    earlier acts used stay among them."""

    categories: Callable[[Person], Iterable[str]]
    erase: Callable[[Person, Traces, User], Iterable[About]]
    objections: Callable[[Person, Traces], Iterable[str]] = _nothing
    papers: frozenset[str] = frozenset()


_holdings: dict[str, Holding] = {}


def register_holding(code: str, holding: Holding) -> None:
    """Make it known; registering the same code again replaces it."""
    _holdings[code] = holding


def holdings() -> list[Holding]:
    """In the order in which rooms start: the rightmost first, since its rows refer to those of the rooms to the left."""
    return list(_holdings.values())


def apart(categories: Iterable[str]) -> tuple[list[str], list[str]]:
    """Kinds of data, and papers and files, out of what an act lists together."""
    papers = frozenset[str]().union(*(holding.papers for holding in holdings()))
    data: list[str] = []
    files: list[str] = []
    for words in categories:
        (files if words in papers else data).append(words)
    return data, files
