"""Every questionnaire of the library: asked, answered by simulated people, summed up on the page, in the workbook and on paper."""

import random
from collections import Counter

import pytest
from django.urls import reverse

from mentoring.surveys.anonymity import FEWEST
from mentoring.surveys.enums import Mode, QuestionKind
from mentoring.surveys.library import LibraryItem
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.summaries import blocks_of
from mentoring.surveys.services.workbook import workbook_of
from mentoring.surveys.wording import Option
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.shelf import each
from tests.mentoring.surveys.simulate import simulated_values
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
PEOPLE = 9


def answered_by_simulated(
    world: World, item: LibraryItem, entries: list[Option], mode: str
) -> tuple[Wave, Counter[str]]:
    """The wave, and how many answered each question."""
    sheet = cast.make_questionnaire(world.school, item.side, content=filled(item.wording, world.school), mode=mode)
    wave = cast.open_wave(world.school, sheet)
    rng = random.Random(item.code)
    values = [simulated_values(sheet.wording, rng, entries) for _ in range(PEOPLE)]
    answered.answers(wave, values, form="teacher-teacher")
    return wave, Counter(code for one in values for code in one)


@each
def test_summed_up_with_names_and_without(world, enter, item):
    entries = [Option(str(one.pk), one.person.short_name) for one in cast.mentors(world.school, 2)]
    wave, said = answered_by_simulated(world, item, entries, Mode.NAMED)
    found = results(wave, [Role.CURATOR], whole=True)
    assert found.response.whole.answered == PEOPLE
    assert {one.question.code: one.n for one in found.parts[0].items} == {
        one.code: said[one.code] for one in item.wording.questions()
    }
    assert enter(world.anna).get(reverse("surveys:wave_results", args=["lesnaya", wave.pk])).status_code == 200
    assert workbook_of(found).startswith(b"PK")
    assert len(blocks_of(found)) >= 4
    wave, again = answered_by_simulated(world, item, entries, Mode.ANONYMOUS)
    assert again == said
    (part,) = results(answered.close(wave), [Role.CURATOR]).parts
    for one in part.items:
        is_told = said[one.question.code] >= FEWEST and one.question.kind != QuestionKind.PERSONS
        assert one.n == (said[one.question.code] if is_told else None)
