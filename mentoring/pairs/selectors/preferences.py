"""What mentors and mentees said of each other after the group meeting: mutual interest beside the fit (seed 001, stage 5).

Said in confidence: it moves what is proposed to the curator and is told on the curator's pages only, never in a pair's own words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mentoring.banks.models import Mentee, Mentor

from ..models import Preference

# What a wished place is worth from each side, in the points of the requests (high 5, middle 3, low 1).
PLACE_POINTS = {1: 5, 2: 3}
FURTHER_POINTS = 1


@dataclass(frozen=True)
class Wish:
    """How the two named each other; None is not named."""

    by_mentee: int | None = None
    by_mentor: int | None = None
    is_avoided: bool = False

    @property
    def points(self) -> int:
        """0…10; nothing where one of them would rather not."""
        if self.is_avoided:
            return 0
        return sum(PLACE_POINTS.get(place, FURTHER_POINTS) for place in (self.by_mentee, self.by_mentor) if place)

    @property
    def sentences(self) -> list[str]:
        """For the curator's eyes. Who said «лучше не» is not told."""
        if self.is_avoided:
            return ["После общей встречи сказано: лучше не вместе"]
        said = []
        if self.by_mentee:
            said.append(f"Наставляемый назвал наставника, место {self.by_mentee}")
        if self.by_mentor:
            said.append(f"Наставник назвал наставляемого, место {self.by_mentor}")
        return said


NO_WISH = Wish()


def wishes_between(mentors: Iterable[Mentor], mentees: Iterable[Mentee]) -> dict[tuple[int, int], Wish]:
    """By (mentor id, mentee id); pairs of whom nothing was said are absent. One query."""
    rows = Preference.objects.filter(mentor__in=[m.pk for m in mentors], mentee__in=[m.pk for m in mentees])
    found: dict[tuple[int, int], Wish] = {}
    for row in rows.order_by("pk"):
        key = (row.mentor_id, row.mentee_id)
        before = found.get(key, NO_WISH)
        found[key] = Wish(
            before.by_mentee if row.by_mentor else row.rank,
            row.rank if row.by_mentor else before.by_mentor,
            before.is_avoided or row.is_avoided,
        )
    return found
