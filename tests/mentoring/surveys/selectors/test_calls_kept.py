"""Who asks for help is promised that the curator alone reads it: a head sees neither who nor how many nor in what words."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from mentoring.surveys.enums import AnswerSide, Mode, QuestionKind
from mentoring.surveys.selectors.items import CURATORS_CALLS
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.summaries import blocks_of
from mentoring.surveys.services.workbook import workbook_of
from mentoring.surveys.wording import Condition, Question
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.selectors.test_by_pair import pair_answers
from tests.mentoring.surveys.selectors.test_results import item_of

CURATOR, HEAD = [Role.CURATOR], [Role.HEAD]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
QUESTIONS = (
    cast.scale(),
    Question("help", QuestionKind.YES_NO, "Нужна ли помощь?", signal="help"),
    cast.long_text("plea", "С чем помочь?", when=Condition("help", "is", "yes")),
    cast.scale("urgent", "Насколько это срочно?", when=Condition("help", "is", "yes")),
)
CALLS = {"useful": 8, "help": "yes", "plea": "Прошу помощи", "urgent": 10}
KEPT = ("help", "plea", "urgent")


def pulse(world, mode=Mode.NAMED):
    sheets = [cast.make_questionnaire(world.school, side, *QUESTIONS, mode=mode) for side in AnswerSide.values[:2]]
    wave = cast.open_wave(world.school, *sheets)
    answered.answers(wave, [CALLS] * 6)
    if mode != Mode.ANONYMOUS:
        pair_answers(wave, CALLS, CALLS | {"urgent": 1})
    return wave


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CONFIDENTIAL])
def test_a_head_is_told_nothing_of_calls(world, mode):
    wave = answered.close(pulse(world, mode))
    found = results(wave, HEAD, whole=True)
    for code in KEPT:
        item = item_of(found, code)
        assert (item.n, item.lines, item.bars, item.texts, item.why) == (None, (), (), (), CURATORS_CALLS)
    assert item_of(found, "useful").n == 7
    assert [line.item for line in found.sides] == ["useful"]
    assert [line.gaps for line in found.pairs] == [()] * (mode == Mode.NAMED)
    assert "urgent" not in [line.item for part in found.parts for line in part.by_form]
    book = load_workbook(io.BytesIO(workbook_of(found)))
    cells = [cell for page in book for row in page.iter_rows(values_only=True) for cell in row]
    assert "Прошу помощи" not in cells
    if mode == Mode.NAMED:
        heads = [cell.value for cell in book["Ответы"][1]]
        assert heads[-1] == "useful"


def test_the_curator_reads_them(world):
    found = results(pulse(world), CURATOR, whole=True)
    assert [item_of(found, code).n for code in KEPT] == [7, 7, 7]
    assert [len(line.gaps) for line in found.pairs] == [1]
    book = load_workbook(io.BytesIO(workbook_of(found)))
    assert [cell.value for cell in book["Ответы"][1]][-4:] == ["useful", *KEPT]


def test_on_paper_there_are_no_calls_even_of_the_curators(world):
    found = results(pulse(world), CURATOR, paper=True)
    assert item_of(found, "help").is_hidden
    assert "Нужна ли помощь?" not in str(blocks_of(found))
    assert "Насколько это срочно?" not in str(blocks_of(found))


def test_where_nobody_is_named_everybody_reads_how_many_call(world):
    wave = answered.close(pulse(world, Mode.ANONYMOUS))
    for roles in (CURATOR, HEAD):
        assert item_of(results(wave, roles), "help").n == 6


def test_what_depends_on_what_depends_on_a_call_is_kept_too(world):
    further = cast.single("who_helps", "Кто поможет?", when=Condition("urgent", "at_least", 5))
    content = cast.wording(*QUESTIONS, further)
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, content=replace(content, title="Пульс")))
    answered.answers(wave, [CALLS | {"who_helps": "o1"}] * 6)
    assert item_of(results(wave, HEAD), "who_helps").why == CURATORS_CALLS
