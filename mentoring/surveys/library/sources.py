"""Words of the banks' dictionaries in questions, and numbers in answers."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from schools.russian import normalise_key

from ..wording import Question

_NUMBER = re.compile(r"^n(\d{1,3})(?:_(\d))?$")


class Word(Protocol):
    """An entry of a dictionary of the banks."""

    organisation_id: int | None
    name: str


def narrowed[W: Word](question: Question, words: Iterable[W]) -> list[W]:
    """Those of the dictionary's words that the question offers: all when it names none, else those that it names and the
    organisation's own. A pupil is not asked about lesson plans."""
    named = {normalise_key(option.text) for option in question.options}
    return [one for one in words if not named or one.organisation_id is not None or normalise_key(one.name) in named]


def number_of(answer: str) -> Decimal | None:
    """What the option's code or the typed text says: «n2» and «2» are 2, «n0_5» and «0,5» are 0.5; None for other words."""
    text = answer.strip().replace(",", ".")
    coded = _NUMBER.match(text)
    if coded:
        text = f"{coded[1]}.{coded[2] or 0}"
    return Decimal(text) if re.fullmatch(r"\d{1,3}(\.\d)?", text, re.ASCII) else None
