import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from schools.papers.engine import page as choices
from schools.papers.engine.blocks import (
    AcquaintanceList,
    AnnexMark,
    ApprovalMark,
    Blank,
    BlankLine,
    Column,
    DateNumberPlace,
    DocTitle,
    Executor,
    Heading,
    Letterhead,
    Paragraph,
    Point,
    Run,
    Signature,
    Table,
)
from schools.papers.engine.fonts import FACES, FONT_FOLDER
from schools.papers.engine.html import block_html, document_html, preview_html, sheets_html
from schools.papers.engine.page import PageSetup
from tests.schools.papers.engine import samples

STATIC = Path(__file__).resolve().parents[4] / "static" / "papers"
EVIL = "<script>alert('&')</script> \"x\" \x00\x0b"
ESCAPED = "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt; &quot;x&quot; "


@pytest.mark.parametrize(
    "block",
    [
        Letterhead(EVIL),
        Letterhead("а", (EVIL,)),
        Letterhead("а", (), EVIL),
        Letterhead("а", contacts=(EVIL,)),
        DocTitle(EVIL),
        DocTitle("а", EVIL),
        DateNumberPlace(EVIL),
        DateNumberPlace("", EVIL),
        DateNumberPlace("", "", EVIL),
        Heading(EVIL),
        Paragraph(EVIL),
        Paragraph((Run(EVIL, bold=True),)),
        Point(EVIL, "а"),
        Point("1.", EVIL),
        Table((Column(EVIL),), ()),
        Table((Column("а"),), ((EVIL,),)),
        AnnexMark((EVIL,)),
        ApprovalMark(EVIL),
        ApprovalMark("а", (EVIL,)),
        ApprovalMark("а", post=EVIL, name="б"),
        ApprovalMark("а", name=EVIL),
        ApprovalMark("а", name="б", date=EVIL),
        Signature(EVIL),
        Signature("", EVIL),
        Signature("", EVIL, by_hand=True),
        AcquaintanceList((EVIL,)),
        AcquaintanceList((), EVIL),
        Executor(EVIL),
        Executor("а", EVIL),
        BlankLine((Blank(EVIL),)),
        BlankLine((Blank("", EVIL),)),
        BlankLine((Blank("", "", EVIL),)),
    ],
)
def test_what_a_user_writes_is_escaped(block):
    html = block_html(block)
    assert html.count(ESCAPED) == 1
    fromstring(html.join(("<a>", "</a>")))


def test_the_document_is_well_formed_and_tells_language_title_and_order_of_headings():
    tree = fromstring(document_html([samples.order()], PageSetup(), "Приказ № 1"))
    assert (tree.get("lang"), tree.findtext("head/title")) == ("ru", "Приказ №\u00a01")
    assert [one.tag for one in tree.iter() if re.fullmatch("h[1-6]", one.tag)] == ["h1", "h2", "h2"]
    assert {one.get("scope") for one in tree.iter("th")} == {"col"}


def test_the_preview_obeys_a_strict_policy():
    html = preview_html(samples.order() + samples.consent(), PageSetup(), "Приказ", ["/static/papers/paper.css"])
    assert not re.search(r"<style|style=|<script|\son\w+=|https?://", html)
    assert html.count('class="sheet ') == 2
    assert re.findall("<h[1-6]", sheets_html(samples.order(), PageSetup())) == ["<h2", "<h3", "<h3"]


def test_no_break_spaces_and_lines_are_kept():
    assert (
        block_html(Heading("О\u00a0парах\nв школе"))
        == '<h2 class="paper-heading left">О\u00a0парах<br/>в\u00a0школе</h2>'
    )


@pytest.mark.parametrize("extra", ["", "sheet."])
def test_every_choice_of_a_page_has_its_rule(extra):
    css = (STATIC / ("sheet.css" if extra else "paper.css")).read_text()
    wanted = (
        [("left", choices.LEFT_MARGINS), ("right", choices.RIGHT_MARGINS)]
        + [("top", choices.TOP_MARGINS), ("bottom", choices.BOTTOM_MARGINS)]
        if extra
        else [("size", choices.SIZES), ("spacing", [round(one * 100) for one in choices.LINE_SPACINGS])]
    )
    assert [f".{name}-{value} {{" in css for name, values in wanted for value in values].count(False) == 0


def test_an_odd_page_is_refused():
    with pytest.raises(ValueError, match="left"):
        PageSetup(left=5)


def test_the_browser_gets_the_faces_of_the_package():
    css = (STATIC / "fonts.css").read_text()
    assert re.findall(r'url\("fonts/(.+?)"\)', css) == [name for name, _, _ in FACES]
    assert [(FONT_FOLDER / name).is_file() for name, _, _ in FACES] == [True] * 4
