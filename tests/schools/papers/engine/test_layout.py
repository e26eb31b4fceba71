"""Layout by ГОСТ Р 7.0.97, measured on printed pages; and that the measuring sees what it should."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from schools.papers.engine import pdf as engine
from schools.papers.engine.blocks import (
    AcquaintanceList,
    AnnexMark,
    ApprovalMark,
    Block,
    CheckMark,
    Column,
    DocTitle,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    Point,
    Signature,
    Table,
)
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine import pictures, samples
from tests.schools.papers.engine.layout_rules import faults

FORTY = tuple(
    f"{name}-Ивановская{samples.NBSP}А.{letter}." for name in ("Ким", "Белозёрова") for letter in "АБВГДЕЖЗИКЛМНОПРСТУФ"
)
SHORT = "Контроль оставляю за собой."


def order(layout: str = "centred", names: tuple[str, ...] = FORTY, columns: int = 1) -> list[Block]:
    blocks = samples.order()
    place = next(index for index, block in enumerate(blocks) if isinstance(block, AcquaintanceList))
    blocks[0] = samples.letterhead(layout)
    blocks[place] = AcquaintanceList(names, columns=columns)  # type: ignore[arg-type]  # known by the sample
    return blocks


def with_annexes() -> list[Block]:
    """An order that approves a regulation and a plan that lies."""
    text = "Наставничество педагогических работников организуется приказом директора, изданным до 5 сентября 2026 г., и длится до 31 мая 2027 г. "
    plan = Table(
        (Column("Мероприятие", 3), Column("Срок"), Column("Ответственный")),
        (("Сбор заявлений", "до 10 сентября", "Орлова И.П."),) * 40,
        True,
    )
    return [
        *order("angular", FORTY[:3]),
        PageBreak(),
        ApprovalMark("УТВЕРЖДЕНО", ("приказом МБОУ «Лесная СОШ № 1»", "от 2 сентября 2026 г. № 45-ОД")),
        DocTitle("ПОЛОЖЕНИЕ", "о наставничестве"),
        *(block for number in range(1, 10) for block in (Heading(f"{number}. Раздел", "centre"), Point(f"{number}.1.", text * 3, 2))),
        PageBreak("wide"),
        AnnexMark(("Приложение № 2", "к приказу МБОУ «Лесная СОШ № 1»", "от 2 сентября 2026 г. № 45-ОД")),
        Heading("Дорожная карта", "centre"),
        plan,
        PageBreak("upright"),
        AnnexMark(("Приложение № 3",)),
        Picture(pictures.plot(), "Столбик", 170, caption="Рисунок 1"),
        Paragraph(text * 2),
        CheckMark("https://school.example/d/7f3k9q2m/", "Проверить документ"),
    ]  # fmt: skip


def checked(blocks: Sequence[Block], page: PageSetup | None = None) -> list[str]:
    page = page or PageSetup()
    return faults(render_pdf(blocks, page, "Приказ"), page, blocks)


@pytest.mark.parametrize("layout", ["centred", "angular"])
@pytest.mark.parametrize(
    "page",
    [
        PageSetup(),
        PageSetup(left=20, right=10, top=20, bottom=20, size=12, line_spacing=1.0),
        PageSetup(left=35, right=20, top=25, bottom=25, size=14, line_spacing=1.5),
    ],
    ids=["usual", "tight", "loose"],
)
def test_an_order_with_forty_names_and_its_annex(layout, page):
    assert checked(order(layout), page) == []


@pytest.mark.parametrize(
    "blocks", [order(columns=2), with_annexes(), samples.consent(), [replace(samples.letterhead(), emblem=pictures.photo()), *samples.order()[1:]]],
    ids=["two columns", "annexes", "consent", "emblem"],
)  # fmt: skip
def test_other_papers(blocks):
    assert checked(blocks) == []


@pytest.mark.parametrize("count", range(12, 26))
def test_a_signature_goes_with_two_lines_wherever_the_page_ends(count):
    blocks = [DocTitle("ПРИКАЗ"), *[Point("1.", "Представить отчёт о выполнении программы. " * 3)] * count]
    blocks += [Point("2.", SHORT), Signature("Исполняющая обязанности директора", f"О.В.{samples.NBSP}Ким")]
    assert checked(blocks) == []


@pytest.mark.parametrize("filler", range(1, 24))
def test_dates_initials_and_numbers_are_not_broken_wherever_the_line_ends(filler):
    text = "слово " + "о" * filler + " "
    units = "от 2 сентября 2026 г. № 45-ОД Орлова И.П. и (приказ № 12/3-к), А.Б. Ким по п. 3 ст. 351 в 2026 г. до 31 мая 2027 г. "
    assert checked([Paragraph(text + units * 4), Point("1.", text + units * 3), Heading(f"О{text}{units}")]) == []


# Rules of the style sheet, each taken away or spoiled; and what is then said of the page.
SPOILED = {
    "margin": ("margin: 20mm 10mm 20mm 30mm", "margin: 20mm 9mm 20mm 29mm", "выходит на поле"),
    "lower margin": ("margin: 20mm 10mm 20mm 30mm", "margin: 20mm 10mm 14mm 30mm", "выходит на поле"),
    "indent": ("text-indent: 12.5mm", "text-indent: 10mm", "отступ"),
    "number of the first page": ("counter-reset: page 1; @top-center { content: none; }", "counter-reset: page 1", "номер в верхнем поле"),
    "numbers": ("content: counter(page)", "content: none", "номер в верхнем поле"),
    "numbers at the right": ("@top-center {\n", "@top-right {\n", "номер"),
    "numbers at the edge": ("padding-top: 10mm", "padding-top: 4mm", "ближе 10 мм"),
    "kerning": ("font-kerning: none", "", "выходит на поле"),
    "heading": (".paper-heading.left { width: 50%;", ".paper-heading.left {", "шире половины"),
    "justified": (".paper .justify { text-align: justify;", ".paper .justify {", "не доходит"),
    "mark": (".paper-mark { width: 75mm; margin: 0 0 5mm auto;", ".paper-mark { width: 75mm;", "не справа"),
    "letterhead": (".paper-letterhead { width: 120mm;", ".paper-letterhead { width: 150mm;", "шире 120"),
    "title": ("line-height: 1.25; text-align: center; }\n.paper-subtitle", "line-height: 1.25; }\n.paper-subtitle", "не посередине"),
    "signature": (".paper-signature { display: table;", ".paper-signature { display: block;", "подписи"),
    "signer": ("width: 38%; text-align: right;", "width: 38%;", "не у правого поля"),
    "pitch": (".paper.spacing-115 { line-height: 1.32; }", ".paper.spacing-115 { line-height: 1.4; }", "шаг строк"),
    "size": (".paper.size-13 { font-size: 13pt; }", "", "кегль"),
}  # fmt: skip


@pytest.mark.parametrize("rule", SPOILED)
def test_a_rule_that_is_taken_away_is_missed(rule, monkeypatch):
    old, new, said = SPOILED[rule]
    real = engine.styles

    def spoiled(page: PageSetup) -> str:
        text = real(page)
        assert old in text
        return text.replace(old, new)

    monkeypatch.setattr(engine, "styles", spoiled)
    engine._sheet.cache_clear()
    try:
        found = checked([*order(), Paragraph("Слова. " * 60)])
    finally:
        engine._sheet.cache_clear()
    assert any(said in one for one in found), found[:5]


def test_a_signature_left_alone_is_seen(monkeypatch):
    monkeypatch.setattr("schools.papers.engine.flow.TWO_LINES", 0)
    seen = [
        one
        for count in range(12, 26)
        for one in checked(
            [*[Paragraph("Представить отчёт о выполнении программы. " * 3)] * count, PageBreak(), Signature("Директор", "О.В. Ким")]
        )
    ]  # fmt: skip
    assert any("подпись на листе" in one for one in seen)


def test_what_is_torn_between_lines_is_seen():
    """Without the bound spaces of the engine: a date that lies over the end of a line."""
    blocks = [Letterhead("Школа"), Paragraph("Наставничество организуется в школе до 31 мая 2027 года. " * 3)]
    pdf = render_pdf(
        [blocks[0], Paragraph("Наставничество организуется в школе до 31 мая 2027 года. " * 3)], PageSetup(), "т"
    )
    assert faults(pdf, PageSetup(), blocks) == []
    torn = [blocks[0], replace(blocks[1], text=blocks[1].text.replace("организуется в", "№ "))]
    assert faults(pdf, PageSetup(), torn) == ["нет текста «Наставничество №  школе до 31 мая 2027 г»"]
