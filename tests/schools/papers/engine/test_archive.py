"""Papers that are kept for ever and read aloud: the structure of the file. Conformance is not verified beyond this."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from schools.papers.engine.blocks import (
    ApprovalMark,
    Cell,
    CheckMark,
    Column,
    DocTitle,
    Heading,
    MarkPair,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    SpannedTable,
)
from schools.papers.engine.packet import render_many
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from tests.schools.papers.engine import pictures, samples

PAGE = PageSetup()
DAY = date(2026, 9, 2)


def everything() -> list:
    """An order with an emblem, an annex that lies, a plan with spans, pictures of both sorts and a mark."""
    blocks = [replace(samples.letterhead(), emblem=pictures.photo()), *samples.order()[1:]]
    plan = SpannedTable(
        (Column("Мероприятие"), Column("Срок"), Column("Кто")),
        (
            (Cell("Этап 1", columns=3, bold=True),),
            (Cell("Сбор", rows=2), Cell("май"), Cell("Ким")),
            (Cell("июнь"), Cell("Цой")),
        ),
    )
    return [
        *blocks,
        PageBreak("wide"),
        MarkPair((ApprovalMark("СОГЛАСОВАНО", ("советом",)),), (ApprovalMark("УТВЕРЖДЕНО", ("приказом",)),)),
        DocTitle("ПЛАН", "на год"),
        plan,
        PageBreak("upright"),
        Heading("Ответы", "centre"),
        Picture(pictures.plot(), "Столбик: 14 ответов", caption="Рисунок 1"),
        Picture(pictures.photo(), "Круг"),
        CheckMark("https://school.example/d/7f3k/", "Проверить"),
    ]


PAPERS = {
    "order": samples.order,
    "consent": samples.consent,
    "everything": everything,
    "untitled": lambda: [Heading("О парах"), Paragraph("Слово."), Signature("Директор", "Ким")],
}


@pytest.fixture(scope="module", params=PAPERS)
def paper(request) -> Iterator[Pdf]:
    with Pdf.open(BytesIO(render_pdf(PAPERS[request.param](), PAGE, "Приказ № 45-ОД", DAY))) as pdf:
        yield pdf


def elements(pdf: Pdf) -> list[Dictionary]:
    """Elements of the tree of tags in the order of reading."""

    def under(element: Object) -> Iterator[Dictionary]:
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/StructElem":
                yield kid
                yield from under(kid)

    return list(under(pdf.Root.StructTreeRoot))


def test_it_says_what_it_is(paper):
    with paper.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == "Приказ №\u00a045-ОД"
    assert str(paper.docinfo.Title) == "Приказ №\u00a045-ОД"
    assert str(paper.docinfo.CreationDate).startswith("D:20260902")
    assert str(paper.Root.Lang) == "ru"
    assert bool(paper.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(paper.Root.MarkInfo.Marked)
    assert paper.trailer.ID


def test_its_colours_are_told_and_nothing_is_locked_or_run(paper):
    (intent,) = paper.Root.OutputIntents
    assert (intent.S, int(intent.DestOutputProfile.N)) == (Name.GTS_PDFA1, 3)
    assert not paper.is_encrypted
    assert {"/AA", "/OpenAction", "/AcroForm"}.isdisjoint(paper.Root.keys())
    assert "/JavaScript" not in paper.Root.get("/Names", Dictionary())
    filters = [str(one.get("/Filter", "")) for one in paper.objects if isinstance(one, Stream)]
    assert not any("LZW" in one for one in filters)
    assert {bool(one.get("/Interpolate", False)) for one in paper.objects if isinstance(one, Stream)} == {False}


def test_its_typefaces_lie_in_it_and_every_letter_can_be_searched(paper):
    fonts = [one for one in paper.objects if isinstance(one, Dictionary) and one.get("/Type") == "/Font"]
    assert fonts
    for font in fonts:
        if font.Subtype == "/Type0":
            assert "/ToUnicode" in font
            (below,) = font.DescendantFonts
            descriptor = below.FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert re.fullmatch(r"/[A-Z]{6}\+PT-Serif(-Bold|-Italic)?", str(descriptor.FontName))


def test_headings_go_step_by_step(paper):
    levels = [int(str(one.S)[2]) for one in elements(paper) if re.fullmatch(r"/H\d", str(one.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    parents = {str(one.P.S) for one in elements(paper) if re.fullmatch(r"/H\d", str(one.S))}
    assert parents <= {"/Art", "/Sect", "/Div"}


def test_heading_cells_say_what_they_head_and_cells_name_their_heads(paper):
    heads = [one for one in elements(paper) if one.S == "/TH"]
    tables = [one for one in elements(paper) if one.S == "/Table"]
    assert bool(heads) == bool(tables)
    assert {str(one.A.Scope) for one in heads} <= {"/Column"}
    names = {str(one.ID) for one in heads}
    assert len(names) == len(heads)
    for cell in elements(paper):
        if cell.S == "/TD":
            assert {str(one) for one in cell.A.get("/Headers", Array())} <= names


def test_figures_have_words_and_a_place(paper):
    figures = [one for one in elements(paper) if one.S == "/Figure"]
    assert all(str(one.Alt).strip() for one in figures)
    for one in figures:
        left, below, right, above = (float(side) for side in one.A.BBox)
        assert 0 < left < right <= float(one.Pg.MediaBox[2])
        assert 0 < below < above <= float(one.Pg.MediaBox[3])


def test_every_mark_of_a_page_is_in_the_tree_or_no_part_of_the_text(paper):
    numbers = paper.Root.StructTreeRoot.ParentTree.Nums
    linked = {one.objgen for one in elements(paper)}
    by_page = {int(number): list(marks) for number, marks in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in paper.pages:
        content = page.Contents.read_bytes().decode("latin-1")
        marks = [int(one) for one in re.findall(r"/MCID (\d+)", content)]
        elements_of_page = by_page[int(page.StructParents)]
        assert all(elements_of_page[mark].objgen in linked for mark in marks)
        assert len(marks) == len(set(marks))
        # Words stand nowhere but in marked content.
        outside = re.sub(r"\b(?:BDC|BMC)\b.*?\bEMC\b", "", content, flags=re.DOTALL)
        assert not re.search(r"\bTJ\b|\bTj\b|\bDo\b", outside)


def test_the_figures_and_headings_of_a_full_paper():
    with Pdf.open(BytesIO(render_pdf(everything(), PAGE, "т"))) as pdf:
        found = elements(pdf)
        assert [str(one.Alt) for one in found if one.S == "/Figure"] == [
            "Эмблема",
            "Столбик: 14 ответов",
            "Круг",
            "QR-код с адресом проверки документа",
        ]
        assert [str(one.S) for one in found if re.fullmatch(r"/H\d", str(one.S))] == ["/H1", "/H2", "/H2", "/H1", "/H2"]
        assert [str(one.S) for one in found].count("/Caption") == 1
        numbers = [
            re.findall(r"/Artifact\s+BMC[^E]*?BT", page.Contents.read_bytes().decode("latin-1")) for page in pdf.pages
        ]
        assert [bool(one) for one in numbers] == [False] + [True] * (len(pdf.pages) - 1)


def test_single_files_are_kept_and_a_packet_is_printed():
    documents = [samples.consent(), samples.order()]
    each = [render_pdf(blocks, PAGE, title) for blocks, title in zip(documents, "аб", strict=True)]
    for data, variant in (*((one, ("3", "A")) for one in each), (render_many(documents, PAGE, ["а", "б"]), ("2", "U"))):
        with Pdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == variant
            assert ("/StructTreeRoot" in pdf.Root) == (variant[1] == "A")
            assert str(pdf.Root.Lang) == "ru"
