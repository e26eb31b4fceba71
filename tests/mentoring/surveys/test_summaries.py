"""The summary: one sheet whatever the wave, the same words as PDF and for Word, nothing that the page would not show."""

import io
from datetime import UTC, date, datetime

import docx
import pytest
from pypdf import PdfReader

from mentoring.surveys.enums import AnswerSide, Mode, QuestionKind, WaveStatus
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.summaries import blocks_of, on_scale, summary_docx, summary_pdf
from mentoring.surveys.wording import Option, Question
from schools.enums import Role
from schools.papers.engine.blocks import SpannedTable, Table
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.selectors.test_results import scored, swot

CURATOR, HEAD = [Role.CURATOR], [Role.HEAD]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def words_of_pdf(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return len(pages), squeezed(" ".join(page.extract_text() for page in pages))


def words_of_docx(content):
    document = docx.Document(io.BytesIO(content))
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeezed(" ".join(texts))


def squeezed(text):
    return "".join(text.split())


def long_wave(world):
    """Thirty statements for both sides, before and after."""
    questions = [
        cast.scale(f"q{n}", f"Насколько вам помогло то, о чём говорили на встрече номер {n}?") for n in range(30)
    ]
    sheets = [
        cast.make_questionnaire(world.school, side, *questions) for side in (AnswerSide.MENTOR, AnswerSide.MENTEE)
    ]
    before = cast.open_wave(world.school, *sheets, title="До начала")
    wave = cast.open_wave(world.school, *sheets, before=before, title="После")
    for part in (0, 1):
        cards = answered.answers(before, [{f"q{n}": 3 for n in range(30)}] * 6, part=part)
        answered.again(wave, cards, [{f"q{n}": 5 + n % 5 for n in range(30)}] * 6, part=part)
    return wave


def test_a_long_wave_fits_on_one_sheet(world):
    found = results(long_wave(world), CURATOR)
    pages, words = words_of_pdf(summary_pdf(found))
    assert pages == 1
    for said in ("СВОДКА", "«После»", "Ответили12из12(100%)", "Дона­чала".replace("\u00ad", ""), "большая,устойчивая"):
        assert squeezed(said) in words


def test_word_says_what_the_pdf_says(world):
    found = results(long_wave(world), CURATOR)
    _, printed = words_of_pdf(summary_pdf(found))
    written = words_of_docx(summary_docx(found))
    for block in blocks_of(found, 2):
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    assert squeezed(cell) in written
                    assert squeezed(cell) in printed


def test_the_firm_ones_come_first(world):
    wave = long_wave(world)
    tables = [block for block in blocks_of(results(wave, CURATOR), 4) if isinstance(block, Table)]
    assert [row[5] for row in tables[0].rows] == ["+6,0 (+6,0…+6,0)"] * 4
    assert [len(table.rows) for table in tables] == [4, 4]


def test_statements_of_one_side_begin_with_the_lowest(world):
    sheet = cast.make_questionnaire(world.school, "mentor", cast.scale("a", "Первое"), cast.scale("b", "Второе"))
    wave = cast.open_wave(world.school, sheet)
    answered.answers(wave, [{"a": 9, "b": 2}])
    (table,) = (block for block in blocks_of(results(wave, CURATOR)) if isinstance(block, Table))
    assert table.rows == (("Второе", "1", "2,0", "·•········"), ("Первое", "1", "9,0", "········•·"))


def test_swot_is_printed_in_four_squares(world):
    codes = ("strengths", "weaknesses", "opportunities", "threats")
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, "mentor", *swot(*codes)))
    answered.answers(wave, [{code: f"Слово о {code}" for code in codes}] * 9)
    (table,) = (block for block in blocks_of(results(wave, CURATOR), 9) if isinstance(block, SpannedTable))
    assert [cell.text.splitlines()[0] for cell in table.rows[0]] == ["Сильные стороны", "Слабые стороны"]
    assert table.rows[3][1].text == "– Слово о threats\n" * 3 + "– и ещё: 6"


def test_small_groups_stay_hidden_on_paper(world):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS))
    answered.answers(wave, scored(9, 9, 9, 9))
    found = results(answered.close(wave), CURATOR)
    assert [block for block in blocks_of(found) if isinstance(block, Table)] == []
    pages, words = words_of_pdf(summary_pdf(found))
    assert pages == 1
    assert squeezed("не показаны, чтобы никого нельзя было узнать") in words


def test_nobody_answered(world):
    pages, words = words_of_pdf(summary_pdf(results(cast.open_wave(world.school), CURATOR)))
    assert (pages, squeezed("Ответили 0 из 0 (—)") in words) == (1, True)


def test_a_picture_in_letters():
    assert on_scale(1) == "•·········"
    assert on_scale(7.6, 3.2) == "··◊····•··"
    assert on_scale(10, 10) == "·········•"


def test_a_ranking_is_told_by_places_as_on_the_page(world):
    """More people placed the visits, but the talk stands higher."""
    options = (Option("visits", "посещать уроки"), Option("talk", "говорить"), Option("books", "читать"))
    order = Question("order", QuestionKind.RANKING, "Что помогло?", options=options, limit=2)
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, content=cast.wording(order)))
    answered.answers(wave, [{"order": ["talk", "visits"]}] * 3 + [{"order": ["books", "visits"]}])
    _, words = words_of_pdf(summary_pdf(results(wave, CURATOR)))
    assert (
        squeezed("говорить — в среднем место 1,0; читать — в среднем место 1,0; посещать уроки — в среднем место 2,0")
        in words
    )


def test_a_wave_ended_early_took_answers_until_that_day(world):
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school))
    answered.answers(wave, [{"useful": 7}])
    Wave.objects.filter(pk=wave.pk).update(
        status=WaveStatus.CLOSED, closed_at=datetime(2026, 9, 15, 9, tzinfo=UTC), closes_on=date(2026, 12, 5)
    )
    _, words = words_of_pdf(summary_pdf(results(Wave.objects.get(pk=wave.pk), CURATOR)))
    assert squeezed("по 15 сентября 2026 г.") in words
