"""The desk of a mentor or mentee: the own pair and the own papers."""

from dataclasses import dataclass

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import duties_ends, ending_words
from mentoring.pairs.selectors.lists import own_pairs
from mentoring.pairs.selectors.people import with_people
from schools.models import Organisation, Person, User


@dataclass(frozen=True)
class OwnPair:
    """A pair as its member sees it."""

    pair: Pair
    is_mentor: bool
    others: list[Person]
    # When the duties end by paper before the pair's own last day.
    ending: str = ""


def own_pairs_of(user: User, organisation: Organisation) -> list[OwnPair]:
    """The pairs in which the user stands, from the moment when people may know of them."""
    found, today = [], organisation.today()
    pairs = list(with_people(own_pairs(user, organisation)))
    ends = duties_ends(pairs, today)
    for pair in pairs:
        mentees = [seat.mentee.person for seat in pair.seats.all()]
        is_mentor = pair.mentor.person.user_id == user.pk
        others = mentees if is_mentor else [pair.mentor.person]
        people = [pair.mentor.person, *mentees]
        mine = {person.pk for person in people if person.user_id == user.pk}
        found.append(OwnPair(pair, is_mentor, others, ending_words(ends.get(pair.pk), today, own=mine)))
    return found
