"""Whom an answer names after the group meeting."""

from collections.abc import Iterable

from mentoring.banks.models import Mentee, Mentor
from schools.numbers import ids_from

from ...answers import Values
from ...enums import AnswerSide
from ...wording import Question
from .proposal import Proposal, Row

# Keys of rows about those who stand among the preferences and are not named any more.
GONE = "gone_"


def preference_rows(proposal: Proposal, given: Values, targets: dict[str, Question]) -> Iterable[Row]:
    """Those whom the answer wishes, in order, those whom it would rather not, and those whom it does not name any more."""
    other: type[Mentor] | type[Mentee] = Mentee if proposal.reply.part.side == AnswerSide.MENTOR else Mentor
    named = {"preferred": [], "avoided": []}
    for target in named:
        value = given.get(target, {})
        if isinstance(value, dict):
            for name, keys in value.items():
                named[name] += ids_from(map(str, keys))
    everybody = other._default_manager.filter(
        organisation=proposal.reply.wave.organisation, year=proposal.reply.wave.year
    ).select_related("person")
    standing = _standing_preferences(proposal.entry)
    people = everybody.in_bulk([*named["preferred"], *named["avoided"], *standing])
    for place, key in enumerate((key for key in named["preferred"] if key in people), 1):
        yield Row(
            f"preferred_{key}",
            people[key].person.full_name,
            standing.get(key, ""),
            f"место {place}",
            f"место {place}",
            key,
        )
    for key in named["avoided"]:
        if key in people:
            yield Row(
                f"avoided_{key}",
                people[key].person.full_name,
                standing.get(key, ""),
                "лучше не вместе",
                "лучше не вместе",
                key,
            )
    for key, words in standing.items():
        if key in people and key not in (*named["preferred"], *named["avoided"]):
            yield Row(
                f"{GONE}{key}",
                people[key].person.full_name,
                words,
                "",
                "",
                problem="больше не назван: прежнее исчезнет",
            )


def _standing_preferences(entry: Mentor | Mentee | None) -> dict[int, str]:
    if entry is None:
        return {}
    by_mentor = isinstance(entry, Mentor)
    rows = entry.preferences.filter(by_mentor=by_mentor)
    return {row.mentee_id if by_mentor else row.mentor_id: str(row) for row in rows}
