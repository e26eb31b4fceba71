"""The summary: one sheet whatever the wave, the same words as PDF and for Word, nothing that the page would not show."""

import io
import re
from datetime import UTC, date, datetime

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from mentoring.surveys.enums import AnswerSide, Mode, QuestionKind, WaveStatus
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.figures import Comparison
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.summaries import blocks_of, summary_docx, summary_pdf
from mentoring.surveys.services.summary_tables import strongest
from mentoring.surveys.stats import change
from mentoring.surveys.wording import Option, Question
from schools.enums import Role
from schools.papers.engine.blocks import Paragraph, Picture, SpannedTable, Table
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


def cells(block: Table | SpannedTable) -> list[list[str]]:
    return [[cell if isinstance(cell, str) else cell.text for cell in row] for row in block.rows]


def pictures(blocks) -> list[Picture]:
    return [block for block in blocks if isinstance(block, Picture)]


def test_word_says_what_the_pdf_says(world):
    found = results(long_wave(world), CURATOR)
    _, printed = words_of_pdf(summary_pdf(found))
    written = words_of_docx(summary_docx(found))
    (table,) = (block for block in blocks_of(found, 5, 0) if isinstance(block, SpannedTable))
    for row in cells(table):
        for cell in row[1:]:
            assert squeezed(cell) in written
            assert squeezed(cell) in printed


def test_the_strongest_and_the_weakest_changes_stand_under_their_sections(world):
    """Of thirty statements of each side those raised to nine and those raised to five only; the rest are in the workbook."""
    blocks = blocks_of(results(long_wave(world), CURATOR), 6, 0)
    (table,) = (block for block in blocks if isinstance(block, SpannedTable))
    told = [row for row in cells(table) if len(row) > 1]
    assert [row[0] for row in told] == ["1", "2", "3", "4", "5", "6"]
    assert sorted(row[4].splitlines()[0] for row in told) == ["+2,0", "+2,0", "+6,0", "+6,0", "+6,0", "+6,0"]
    assert {row[0] for row in cells(table) if len(row) == 1} <= {"Наставники", "Наставляемые"}
    said = [str(block.text) for block in blocks if isinstance(block, Paragraph)]
    assert [one for one in said if "ещё 54 показателя — в таблице" in one.replace("\u00a0", " ")]
    assert [one for one in said if one.startswith("Остальные вопросы — на странице результатов")]


def test_a_long_summary_fills_its_sheet(world):
    _, words = words_of_pdf(summary_pdf(results(long_wave(world), CURATOR)))
    (left,) = re.findall(r"ещё(\d+)показател", words)
    assert 60 - int(left) >= 6


def line(difference: int, *, firm: bool = True, section: str = "") -> Comparison:
    """Eight persons who moved so far from five, all alike or now here, now there."""
    alike, apart = (
        {(5, 5 + difference): 7, (6, 6 + difference): 1},
        {(5, 5 + difference): 4, (5, 5): 2, (9, 1): 1, (1, 9): 1},
    )
    pairs = alike if firm else apart
    return Comparison("mentor", "наставники", section, "q", f"{difference} {firm}", change(pairs))


def test_trusted_changes_are_chosen_before_the_rest():
    lines = [line(n) for n in (3, 2, 1, 0, -1, -3)] + [line(4, firm=False)]
    assert strongest(lines, 9) == lines
    assert [one.text for one in strongest(lines, 3)] == ["3 True", "2 True", "-3 True"]
    assert [one.text for one in strongest(lines, 6)] == [
        *("3 True", "2 True", "1 True"),
        *("-1 True", "-3 True"),
        "4 False",
    ]


def test_of_what_is_hidden_nothing_is_chosen():
    assert strongest([Comparison("mentor", "наставники", "", "q", "Тайна", None)], 3) == []


def test_before_and_after_are_drawn(world):
    found = results(long_wave(world), CURATOR)
    (picture,) = pictures(blocks_of(found, 6, 0))
    assert picture.image.data.count("<circle") == 12
    assert "1 — до 3,0, после " in picture.alt
    assert picture.caption.startswith("Светлый кружок — до, тёмный — после")
    document = docx.Document(io.BytesIO(summary_docx(found)))
    assert len(document.inline_shapes) == 1
    (page,) = PdfReader(io.BytesIO(summary_pdf(found))).pages
    assert "··" not in page.extract_text()


def test_sides_are_drawn_each_with_its_mark(world):
    own = [cast.make_questionnaire(world.school, side, cast.scale("a", "Первое")) for side in ("mentor", "mentee")]
    wave = cast.open_wave(world.school, *own)
    for part, points in enumerate((9, 4)):
        answered.answers(wave, [{"a": points}] * 3, part=part)
    (picture,) = pictures(blocks_of(results(wave, CURATOR)))
    assert picture.caption.startswith("Квадрат — наставники, светлый кружок — наставляемые")
    assert picture.alt == "Взгляд сторон по номерам таблицы: 1 — наставники 9,0, наставляемые 4,0"


def test_statements_of_one_side_begin_with_the_lowest(world):
    sheet = cast.make_questionnaire(world.school, "mentor", cast.scale("a", "Первое"), cast.scale("b", "Второе"))
    wave = cast.open_wave(world.school, sheet)
    answered.answers(wave, [{"a": 9, "b": 2}])
    (table,) = (block for block in blocks_of(results(wave, CURATOR)) if isinstance(block, Table))
    assert table.rows == (("1", "Второе", "1", "2,0"), ("2", "Первое", "1", "9,0"))
    (picture,) = pictures(blocks_of(results(wave, CURATOR)))
    assert picture.alt == "Средние по номерам таблицы: 1 — 2,0; 2 — 9,0"


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


def test_a_confidential_summary_tells_the_curator_no_more_than_the_head(world, enter):
    """The sheet is handed on: four answers to one question and two of one side stay hidden, whoever prints it."""
    own = [
        cast.make_questionnaire(world.school, side, cast.scale("a", "Первое"), cast.scale("b", "Второе"), mode=mode)
        for side, mode in (("mentor", Mode.CONFIDENTIAL), ("mentee", Mode.CONFIDENTIAL))
    ]
    wave = cast.open_wave(world.school, *own)
    answered.answers(wave, [{"a": 9, "b": 2}] * 4 + [{"a": 9}] * 3)
    answered.answers(wave, [{"a": 3, "b": 3}] * 2, part=1)
    client = enter(world.anna)
    address = reverse("surveys:wave_summary", args=["lesnaya", wave.pk, "pdf"])
    _, words = words_of_pdf(client.get(address).content)
    assert squeezed("9,0 (7)") in words
    for secret in ("2,0 (4)", "3,0 (2)"):
        assert squeezed(secret) not in words
    assert squeezed("не показаны, чтобы никого нельзя было узнать") in words
    written = words_of_docx(client.get(address.replace(".pdf", ".docx")).content)
    assert (squeezed("9,0 (7)") in written, squeezed("3,0 (2)") in written) == (True, False)
    page = client.get(reverse("surveys:wave_results", args=["lesnaya", wave.pk])).content.decode()
    assert "В сводке на листе нет чисел меньше чем по пяти ответившим" in page


def test_a_named_summary_against_a_confidential_one_hides_few_too(world):
    before = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL))
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school), before=before)
    cards = answered.answers(before, scored(*[3] * 4))
    answered.again(wave, cards, scored(*[8] * 4))
    assert [line.change is None for line in results(wave, CURATOR).comparisons] == [False]
    assert [line.change for line in results(wave, CURATOR, paper=True).comparisons] == [None]


def test_nobody_answered(world):
    pages, words = words_of_pdf(summary_pdf(results(cast.open_wave(world.school), CURATOR)))
    assert (pages, squeezed("Ответили 0 из 0 (—)") in words) == (1, True)


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
