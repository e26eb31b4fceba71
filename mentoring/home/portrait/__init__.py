"""All that is kept about one person, for the answer to his or her request (152-ФЗ, статья 14, часть 7).

A section for each room, from left to right; a test plants a mark in every column that a person can leave one in and looks
for it here.
"""

from schools.models import Person

from .answers import answered
from .ground import account, card, deeds, origin, relatives, work
from .part import banks, consents, pairs, papers, roadmaps
from .section import Section

__all__ = ["Section", "portrait_of"]


def portrait_of(person: Person, *, whole: bool) -> list[Section]:
    """Sections with something in them. `whole`: for the person or the curator; the head does not read confidential answers."""
    sections = [
        card(person),
        work(person),
        relatives(person),
        account(person),
        origin(person),
        *consents(person),
        *banks(person),
        pairs(person),
        *answered(person, whole=whole),
        papers(person),
        roadmaps(person),
        deeds(person),
    ]
    return [section for section in sections if section.rows]
