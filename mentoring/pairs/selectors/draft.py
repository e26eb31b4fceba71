"""A pair as it would be, and the facts about its people that checks need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mentoring.banks.enums import Side
from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind
from mentoring.banks.selectors import Fit, fits_of, sides_of_people
from mentoring.consents.enums import Purpose
from mentoring.consents.selectors import missing_for, required_purposes
from schools.models import Organisation, Person

from ..enums import LIVING
from ..models import Pair, Seat
from .people import load_facts

REQUIRED_OF_MENTOR = required_purposes(is_mentor=True, is_mentee=False)
REQUIRED_OF_MENTEE = required_purposes(is_mentor=False, is_mentee=True)
# Missing under a minor whichever part he or she takes: the own sheet of the representative who signs.
OF_SIGNER = (Purpose.REPRESENTATIVE,)


@dataclass(frozen=True)
class Finding:
    code: str
    message: str


@dataclass(frozen=True)
class Draft:
    """A pair as it would be. `pair` is the existing row when it is being changed or looked at."""

    organisation: Organisation
    mentor: Mentor
    mentees: tuple[Mentee, ...]
    form: MentoringForm | None
    kinds: tuple[MentoringKind, ...]
    starts: date
    ends: date
    pair: Pair | None = None
    # The ordered pair whose mentor this one is to take the place of.
    replaces: Pair | None = None

    @classmethod
    def of(cls, pair: Pair) -> "Draft":
        mentees = tuple(seat.mentee for seat in pair.seats.all())
        kinds = tuple(pair.kinds.all())
        return cls(
            pair.organisation, pair.mentor, mentees, pair.form, kinds, pair.starts, pair.ends, pair, pair.stands_in_for
        )

    @property
    def people(self) -> tuple[Person, ...]:
        return (self.mentor.person, *(mentee.person for mentee in self.mentees))

    @property
    def own_places(self) -> int:
        """Places of the mentor that this very pair takes already."""
        if self.pair is None or self.pair.status not in LIVING or self.pair.mentor_id != self.mentor.pk:
            return 0
        return len(self.pair.seats.all())

    @property
    def load_after(self) -> int:
        return self.mentor.load - self.own_places + len(self.mentees)


class Facts:
    """What checks need to know about all people of the drafts at once."""

    def __init__(self, drafts: Sequence[Draft], day: date) -> None:
        self.day = day
        people = [person for draft in drafts for person in draft.people]
        load_facts(people)
        self.sides: dict[int, set[Side]] = sides_of_people(people, day)
        mentors = {draft.mentor.pk: draft.mentor for draft in drafts}
        mentees = {mentee.pk: mentee for draft in drafts for mentee in draft.mentees}
        self.fits: dict[tuple[int, int], Fit] = fits_of(mentors.values(), mentees.values())
        owed: dict[int, set[Purpose]] = {}
        for draft in drafts:
            owed.setdefault(draft.mentor.person_id, set()).update(REQUIRED_OF_MENTOR)
            for mentee in draft.mentees:
                owed.setdefault(mentee.person_id, set()).update(REQUIRED_OF_MENTEE)
        # Consents are looked up for everything that a person owes in any of the drafts; `missing_in` narrows to one draft.
        self.missing = missing_for({person: sorted(purposes) for person, purposes in owed.items()}, day) if owed else {}
        ids = set(owed)
        self.living = list(
            Seat.objects.filter(Q(mentee__person__in=ids) | Q(mentor__person__in=ids), is_living=True).select_related(
                "pair", "mentor__person", "mentee__person"
            )
        )

    def others(self, draft: Draft) -> Iterator[Seat]:
        """Living seats of other pairs whose term meets the draft's, or which use the same entries of the bank."""
        same = {draft.mentor.pk}, {mentee.pk for mentee in draft.mentees}
        for seat in self.living:
            if draft.pair is not None and seat.pair_id == draft.pair.pk:
                continue
            meets = seat.pair.starts <= draft.ends and seat.pair.ends >= draft.starts
            if meets or (seat.mentor_id in same[0] and seat.mentee_id in same[1]):
                yield seat

    def missing_in(self, draft: Draft) -> dict[int, list[Purpose]]:
        needed = {mentee.person_id: REQUIRED_OF_MENTEE for mentee in draft.mentees}
        needed[draft.mentor.person_id] = REQUIRED_OF_MENTOR
        narrowed = {who: [p for p in self.missing.get(who, []) if p in (*needed[who], *OF_SIGNER)] for who in needed}
        return {who: purposes for who, purposes in narrowed.items() if purposes}
