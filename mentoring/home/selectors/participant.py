"""The desk of a mentor or mentee: the own pair and the own papers."""

from dataclasses import dataclass

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.lists import own_pairs
from mentoring.pairs.selectors.people import with_people
from schools.models import Organisation, Person, User


@dataclass(frozen=True)
class OwnPair:
    """A pair as its member sees it."""

    pair: Pair
    is_mentor: bool
    others: list[Person]


def own_pairs_of(user: User, organisation: Organisation) -> list[OwnPair]:
    """The pairs in which the user stands, from the moment when people may know of them."""
    found = []
    for pair in with_people(own_pairs(user, organisation)):
        mentees = [seat.mentee.person for seat in pair.seats.all()]
        is_mentor = pair.mentor.person.user_id == user.pk
        others = mentees if is_mentor else [pair.mentor.person]
        found.append(OwnPair(pair, is_mentor, others))
    return found
