"""Words of the banks' dictionaries in questions."""

from collections.abc import Iterable
from typing import Protocol

from schools.russian import normalise_key

from ..wording import Question


class Word(Protocol):
    """An entry of a dictionary of the banks."""

    organisation_id: int | None
    name: str


def narrowed[W: Word](question: Question, words: Iterable[W]) -> list[W]:
    """Those of the dictionary's words that the question offers: all when it names none, else those that it names and the
    organisation's own. A pupil is not asked about lesson plans."""
    named = {normalise_key(option.text) for option in question.options}
    return [one for one in words if not named or one.organisation_id is not None or normalise_key(one.name) in named]
