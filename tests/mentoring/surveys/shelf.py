"""The library, for the tests that go through it item by item."""

from collections.abc import Callable, Iterable

import pytest

from mentoring.surveys.library import LibraryItem, LibrarySet, library, sets
from mentoring.surveys.wording import Question

ITEMS, SETS = library(), sets()
each = pytest.mark.parametrize("item", ITEMS, ids=[one.code for one in ITEMS])
each_set = pytest.mark.parametrize("chosen", SETS, ids=[one.code for one in SETS])


def faults[One: (LibraryItem, LibrarySet)](
    rule: Callable[[One], Iterable[object]], of: list[One]
) -> dict[str, list[object]]:
    """What the rule finds wrong, by the code of the questionnaire (or set): one assertion tells all of them at once."""
    return {one.code: found for one in of if (found := list(rule(one)))}


def codes(item: LibraryItem, kinds: set[str] | None = None) -> dict[str, Question]:
    """Its questions by code, of these kinds only."""
    return {one.code: one for one in item.wording.questions() if kinds is None or one.kind in kinds}
