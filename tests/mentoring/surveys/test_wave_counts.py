"""How many of a side answered is told only where it tells of nobody: on the card, on the list of sheets, on the sheet."""

import pytest

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.models import Wave
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.test_wave_pages import at, running
from tests.world import World

pytestmark = pytest.mark.usefixtures("today")


def sided(world: World, *sizes: int) -> Wave:
    """An anonymous wave that runs, of so many mentors and mentees; one mentor has answered."""
    sides = (AnswerSide.MENTOR, AnswerSide.MENTEE)
    own = [cast.make_questionnaire(world.school, side, mode=Mode.ANONYMOUS) for side in sides]
    asked = [(part, one) for part, n in enumerate(sizes) for one in cast.teachers(world.school, n)]
    wave = cast.open_wave(world.school, *own, mode=Mode.ANONYMOUS, asked=asked)
    cast.answer(wave.tickets.filter(part__side=AnswerSide.MENTOR)[0])
    return wave


@pytest.mark.parametrize(
    ("sizes", "told"),
    [((5, 6), [True, True]), ((3, 6), [False, False]), ((6, 4), [False, False]), ((6, 0), [True])],
)
def test_of_an_anonymous_side_of_few_nobody_is_told_how_many_answered(world, enter, sizes, told):
    """Neither is the other side's number told: the whole less it would give it."""
    wave, anna = sided(world, *sizes), enter(world.anna)
    card = anna.get(at("wave_detail", wave.pk))
    assert [part.is_told for part in card.context["counts"].parts] == told
    pages = [card.content.decode(), anna.get(at("wave_paper", wave.pk)).content.decode()]
    for page in pages:
        assert (f"1 из {sizes[0]}" in page, f"0 из {sizes[1]}" in page) == (told[0], len(told) == 2 and told[1])
    assert f"Не ответили: {sum(sizes) - 1} " in pages[0]
    sheet = anna.get(at("paper_sheet", wave.parts.first().pk)).content.decode()
    assert ("осталось" in sheet) == told[0]
    assert "Сохранить и следующий" in sheet
    assert at("paper_sheet", wave.parts.first().pk) in pages[1]


def test_with_names_every_side_is_told(world, enter):
    wave = running(world, people=2)
    [part] = enter(world.anna).get(at("wave_detail", wave.pk)).context["counts"].parts
    assert (part.asked, part.is_told) == (2, True)
