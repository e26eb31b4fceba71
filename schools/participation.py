"""What part a person takes in the programme, told on the person's card.

Banks, pairs and consents live in rooms above. The room that sees them all registers one source when it starts; without
it the card tells nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from schools.models import Organisation, Person, User
from schools.years import AcademicYear


@dataclass(frozen=True)
class Link:
    words: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    """A line of the card. `taken`: what the person is already: «mentor», «mentee» — so that it is not offered again.
    `closed`: why nobody is to be put into a bank or invited; empty when they may be.
    """

    label: str
    links: list[Link]
    taken: frozenset[str] = frozenset()
    closed: str = ""


# Who asks, where, for which year, of whom → lines in the order of showing; what the asker may not see is left out.
Source = Callable[[User, Organisation, AcademicYear, Person], list[Part]]

_sources: dict[str, Source] = {}


def register_participation(code: str, source: Source) -> None:
    """Make it known; registering the same code again replaces it."""
    _sources[code] = source


def participation_of(user: User, organisation: Organisation, year: AcademicYear, person: Person) -> list[Part]:
    return [part for source in _sources.values() for part in source(user, organisation, year, person)]
