"""Word gets the words of the PDF; and the comparing sees one that is missing."""

from dataclasses import replace

import pytest

from schools.papers.engine.blocks import (
    ApprovalMark,
    Block,
    Cell,
    CheckMark,
    Column,
    DateNumberPlace,
    DocTitle,
    Heading,
    MarkPair,
    PageBreak,
    Paragraph,
    Picture,
    Point,
    Run,
    Signature,
    SpannedTable,
    Table,
)
from schools.papers.engine.docx import render_docx
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine import pictures, samples
from tests.schools.papers.engine.same_words import difference

PAGE = PageSetup()


def plan() -> list[Block]:
    """A plan over several sheets, with a stage over many rows, that lies."""
    rows = tuple(
        (
            *((Cell(f"Этап {number // 12 + 1}. Подготовка", rows=12),) if number % 12 == 0 else ()),
            Cell(f"{number + 1}"),
            Cell(f"Мероприятие {number}\n– приказ № 4{number}-ОД;\n– протокол"),
            Cell("до 10 сентября 2026 г."),
        )
        for number in range(36)
    )
    return [
        MarkPair(
            (ApprovalMark("СОГЛАСОВАНО", post="Председатель совета", name="А.Б. Ким"),),
            (ApprovalMark("УТВЕРЖДЕНО", ("приказом школы", "от 2 сентября 2026 г. № 45-ОД")),),
        ),
        DocTitle("ДОРОЖНАЯ КАРТА", "наставничества"),
        SpannedTable((Column("Этап"), Column("№"), Column("Мероприятие", 4), Column("Срок", 2)), rows),
    ]


PAPERS: dict[str, list[Block]] = {
    "order": samples.order(),
    "draft": [samples.letterhead("angular"), DocTitle("ПРИКАЗ"), DateNumberPlace("", "", "пос. Лесной"), *samples.order()[3:]],
    "consent": samples.consent(),
    "plan": plan(),
    "annexes": [
        *samples.order(),
        PageBreak("wide"),
        *plan(),
        PageBreak("upright"),
        Heading("Раздел", "centre"),
        Point("1)", (Run("Наставнику "), Run("Ким Е.С.", bold=True))),
        Table((Column("Имя"), Column("Срок")), tuple((f"Ким {number}", "год") for number in range(90)), numbered=True),
        Picture(pictures.plot(), "Столбик", caption="Рисунок 1 – Ответы"),
        Signature("Исполняющая обязанности директора муниципального бюджетного учреждения", "О.В. Ким"),
        CheckMark("https://school.example/d/7f3k9q2m/", "Проверить"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_word_says_what_the_pdf_says(name):
    blocks = PAPERS[name]
    assert difference(render_pdf(blocks, PAGE, "т"), render_docx(blocks, PAGE, "т"), PAGE, blocks) == ""


@pytest.mark.parametrize("place", range(len(samples.order())))
def test_a_block_that_is_missing_or_altered_is_seen(place):
    blocks = samples.order()
    if isinstance(blocks[place], PageBreak):
        return
    less = [*blocks[:place], *blocks[place + 1 :]]
    assert difference(render_pdf(blocks, PAGE, "т"), render_docx(less, PAGE, "т"), PAGE, blocks)


def test_a_word_that_differs_or_stands_elsewhere_is_seen():
    blocks = [Paragraph("Первое слово."), Paragraph("Второе слово."), Paragraph("Третье.")]
    pdf = render_pdf(blocks, PAGE, "т")
    for other in (
        [*blocks[1::-1], blocks[2]],
        [replace(blocks[0], text="Первое слава."), *blocks[1:]],
        [*blocks, blocks[0]],
    ):
        assert difference(pdf, render_docx(other, PAGE, "т"), PAGE)
