"""Every questionnaire of the library in the mode that it was not written for: answered by simulated people and summed up.

How each looks on the page, in the workbook and on paper in its own mode is seen set by set in `test_library_through`.
"""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from mentoring.surveys.anonymity import FEWEST
from mentoring.surveys.enums import Mode, QuestionKind
from mentoring.surveys.library import LibraryItem
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.selectors.results import results
from mentoring.surveys.wording import Option
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.shelf import ITEMS, faults
from tests.mentoring.surveys.simulate import simulated_values
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PEOPLE = 9


@pytest.fixture
def entries(world) -> list[Option]:
    return [Option(str(one.pk), one.person.short_name) for one in cast.mentors(world.school, 2)]


def simulated(world: World, item: LibraryItem, entries: list[Option], mode: str) -> tuple[Wave, dict[str, int]]:
    """The wave, and how many answered each question."""
    sheet = cast.make_questionnaire(world.school, item.side, content=filled(item.wording, world.school), mode=mode)
    wave = cast.open_wave(world.school, sheet)
    rng = random.Random(item.code)
    values = [simulated_values(sheet.wording, rng, entries) for _ in range(PEOPLE)]
    answered.answers(wave, values, form="teacher-teacher")
    said = Counter(code for one in values for code in one)
    return wave, {one.code: said[one.code] for one in sheet.wording.questions()}


def test_summed_up_with_names(world, entries):
    def rule(item: LibraryItem) -> Iterator[object]:
        wave, said = simulated(world, item, entries, Mode.NAMED)
        found = results(wave, [Role.CURATOR], whole=True)
        if (told := {one.question.code: one.n for one in found.parts[0].items}) != said:
            yield told, said
        if found.response.whole.answered != PEOPLE:
            yield found.response

    assert faults(rule, ITEMS) == {}


def test_summed_up_without_names(world, entries):
    """No figure of fewer than five, nor who was chosen."""

    def rule(item: LibraryItem) -> Iterator[object]:
        wave, said = simulated(world, item, entries, Mode.ANONYMOUS)
        (part,) = results(answered.close(wave), [Role.CURATOR]).parts
        for one in part.items:
            n = said[one.question.code]
            is_told = n >= FEWEST and one.question.kind != QuestionKind.PERSONS
            if one.n != (n if is_told else None):
                yield one.question.code, one.n, n

    assert faults(rule, ITEMS) == {}
