"""Thousands of damaged files: a roadmap or a sentence, never a crash, and never by way of the net for our own faults."""

import io
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.reading import RoadmapRead, RoadmapUnreadable, read_file, read_text, refusals
from tests.roadmaps.reading.damage import OF_BYTES, damaged
from tests.roadmaps.reading.generator import draw
from tests.roadmaps.reading.packages import OFFICE, RELATIONS, W, parts, roadmap_body, zipped
from tests.roadmaps.reading.test_generated import expected_of
from tests.roadmaps.reading.writers import as_xlsx
from tests.schools.workbooks.maker import ods

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "roadmaps"
ROUNDS = 20
WORD_FILES, SHEET_FILES, ODS_FILES, XLS_FILES = 100, 30, 10, 12  # a round of the first three; the last once

NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a" w:default="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/>'
    '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)
LISTED = (
    '<w:p><w:pPr><w:pStyle w:val="b"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="right"/></w:pPr>'
    "<w:r><w:t>Утверждаю</w:t></w:r><w:ins><w:r><w:t>Приказ № 5 от 01.09.2024</w:t></w:r></w:ins></w:p>"
)
NESTED = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{LISTED}</w:tc></w:tr></w:tbl>'


def small_docx():
    """Three kilobytes of XML that use most of what the reader knows."""
    body = roadmap_body().replace(
        "<w:tbl>", f"{LISTED}{NESTED}<w:tbl><w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='2000'/></w:tblGrid>", 1
    )
    body = body.replace("</w:tc></w:tr></w:tbl>", f"{LISTED}{NESTED}<w:p/></w:tc></w:tr></w:tbl>")
    kinds = {"styles": "styles.xml", "numbering": "numbering.xml", "header": "header1.xml"}
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{path}"/>' for kind, path in kinds.items()
    )
    return zipped(
        parts(body)
        | {
            "word/numbering.xml": NUMBERING,
            "word/styles.xml": STYLES,
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{LISTED}</w:hdr>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
        }
    )


def outcome(content, reader=read_file):
    """«read», «refused», or what went wrong."""
    try:
        read = reader(content)
    except RoadmapUnreadable as error:
        if str(error) == refusals.UNEXPECTED:
            return f"unexpected {error.__cause__!r}"
        return "refused" if re.match(r"[А-ЯЁ]", str(error)) else f"says {error}"
    if RoadmapRead.from_dict(read.to_dict()) != read or not read.measures:
        return "no round trip"
    return "read"


def outcomes(content, seeds):
    found = Counter()
    for seed in seeds:
        result = outcome(damaged(random.Random(seed), content))
        found[result if result in ("read", "refused") else f"{seed}: {result}"] += 1
    return found


@pytest.mark.parametrize("number", range(ROUNDS))
def test_damaged_documents(number):
    content = small_docx()
    assert outcome(content) == "read"
    found = outcomes(content, range(number * WORD_FILES, (number + 1) * WORD_FILES))
    assert set(found) == {"read", "refused"}, found


@pytest.mark.parametrize("number", range(ROUNDS))
def test_damaged_workbooks(number):
    drawing = draw(expected_of("kindergarten"), number, soft=False)
    content = as_xlsx(drawing)
    assert outcome(content) == "read"
    found = outcomes(content, range(number * SHEET_FILES, (number + 1) * SHEET_FILES))
    assert set(found) <= {"read", "refused"}, found


@pytest.mark.parametrize("number", range(ROUNDS))
def test_damaged_open_documents(number):
    content = ods(
        [("Карта", [["Этап", "Мероприятие", "Срок"], ["1", "Издать приказ", "май"], ["", "Собрать согласия", "июнь"]])]
    )
    assert outcome(content) == "read"
    found = outcomes(content, range(number * ODS_FILES, (number + 1) * ODS_FILES))
    assert set(found) <= {"read", "refused"}, found


def test_damaged_old_workbooks():
    """Few: each is read in a process of its own."""
    content = (FIXTURES / "plan.xls").read_bytes()
    assert outcome(content) == "read"
    found = Counter(
        outcome(random.Random(seed).choice(OF_BYTES)(random.Random(seed), content)) for seed in range(XLS_FILES)
    )
    assert set(found) <= {"read", "refused"}, found


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml", b"{\\rtf"]),
)
def test_any_bytes(data, beginning):
    assert outcome(beginning + data) == "refused"


WORDS = st.sampled_from(
    [
        "Этап 1.",
        "№",
        "Срок",
        "Мероприятие",
        "Ответственный",
        "1)",
        "1.1.",
        "- а",
        '"',
        '""',
        "б",
        "\n",
        "\t",
        "|",
        "---",
        "\r\n",
        " ",
        "<br>",
        "МАЙ",
    ]
)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.one_of(st.lists(WORDS, max_size=60).map("".join), st.text(max_size=300)))
def test_any_text(text):
    assert outcome(text, read_text) in ("read", "refused")


CELLS = st.sampled_from(
    [
        "",
        "1.",
        "1)",
        "2) б",
        "1.1",
        "I.",
        "Этап 1",
        "Подготовка",
        "май",
        "- а\n- б",
        "1. а\n2. б",
        "куратор",
        "№",
        "Срок",
        "1",
        "2",
        "3",
        "УТВЕРЖДАЮ",
    ]
)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12), st.integers(0, 3), st.booleans())
def test_any_table_under_known_headings(rows, place, across):
    """Through the whole way of a document; rows of unequal length, spans that fit nowhere."""
    from tests.roadmaps.reading.packages import HEADINGS, cell, docx, table

    made = [HEADINGS, *rows]
    if across and rows:
        made[1 + place % len(rows)] = [cell("Раздел 2. Работа", span=place * 5 + 1, merge="on" if place == 2 else "")]
    assert outcome(docx(table(made))) in ("read", "refused")


def test_the_small_document_uses_what_it_should():
    read = read_file(small_docx())
    assert [len(stage.measures) for stage in read.stages] == [2, 1]
    assert io.BytesIO(small_docx()).getbuffer().nbytes < 6_000
