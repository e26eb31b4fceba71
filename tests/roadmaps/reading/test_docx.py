"""A Word document as its printed page shows it."""

import io

import docx
import pytest

from roadmaps.reading.docx import read_docx
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Paragraph, Table
from tests.roadmaps.reading import packages
from tests.roadmaps.reading.packages import W, cell, paragraph, table


def source(body, **parts):
    named = {name.replace("__", "/") + ".xml": text.encode() for name, text in parts.items()}
    return read_docx({"word/document.xml": packages.document(body).encode()} | named)


def texts(body, **parts):
    return [block.printed for block in source(body, **parts).blocks if isinstance(block, Paragraph)]


def run(text, *, tag=""):
    return f'<w:r>{tag}<w:t xml:space="preserve">{text}</w:t></w:r>'


def made(text, use=1, level=0, style=""):
    """A paragraph of a generated list."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>' if use else ""
    return f"<w:p><w:pPr>{named}{listed}</w:pPr>{run(text) if text else ''}</w:p>"


def numbering(*definitions, overrides=""):
    """Definitions are lists of (format, text) of levels; use n points to definition n."""
    body = ""
    for number, levels in enumerate(definitions, 1):
        inner = "".join(
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
            for index, (form, text, *rest) in enumerate(levels)
            for more in ["".join(rest)]
        )
        body += f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>'
    for number in range(1, len(definitions) + 1):
        body += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return f'<w:numbering xmlns:w="{W}">{body}{overrides}</w:numbering>'


def only_table(body, **parts):
    return next(block for block in source(body, **parts).blocks if isinstance(block, Table))


def shape(read):
    """Rows of (text, rows, columns) of the cells that begin in them."""
    return [[(one.text, one.rows, one.columns) for one in read.starting(row)] for row in range(read.height)]


def test_insertions_stay_and_deletions_go():
    body = (
        f'<w:p>{run("Провести ")}<w:ins w:id="1">{run("осенний ")}</w:ins>'
        f'<w:del w:id="2"><w:r><w:delText>летний </w:delText></w:r></w:del>{run("сбор")}</w:p>'
    )
    assert texts(body) == ["Провести осенний сбор"]


def test_moved_text_stands_where_it_was_moved_to():
    body = f"<w:p><w:moveFrom>{run('старое ')}</w:moveFrom><w:moveTo>{run('новое')}</w:moveTo></w:p>"
    assert texts(body) == ["новое"]


def test_a_deleted_end_of_paragraph_joins_it_with_the_next():
    body = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("Сбор ")}</w:p><w:p>{run("запросов")}</w:p>'
    assert texts(body) == ["Сбор запросов"]


def test_a_deleted_row_is_left_out():
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("никогда")}</w:tr>'
    assert shape(only_table(table([["Сбор"]]).replace("</w:tbl>", gone + "</w:tbl>"))) == [[("Сбор", 1, 1)]]


def test_hidden_text_is_not_read():
    hidden = run("черновик", tag="<w:rPr><w:vanish/></w:rPr>")
    assert texts(f"<w:p>{run('Сбор')}{hidden}</w:p>") == ["Сбор"]


def test_hyperlinks_fields_and_content_controls_are_read_in_place():
    body = (
        f"<w:p>{run('На ')}<w:hyperlink>{run('сайте')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run(' школы')}</w:sdtContent></w:sdt>"
        f'<w:fldSimple w:instr="DATE">{run(" сегодня")}</w:fldSimple></w:p>'
        f"<w:sdt><w:sdtContent>{paragraph('Ниже')}</w:sdtContent></w:sdt>"
    )
    assert texts(body) == ["На сайте школы сегодня", "Ниже"]


def test_tabs_breaks_and_hyphens():
    body = "<w:p><w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:noBreakHyphen/><w:t>г</w:t><w:softHyphen/></w:r></w:p>"
    assert texts(body) == ["а\tб\nв-г"]


def test_a_text_box_is_read_once_before_its_anchor():
    inner = f"<w:txbxContent>{paragraph('Утверждаю')}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('Дорожная карта')}</w:p>"
    )
    assert texts(body) == ["", "Утверждаю", "", "Дорожная карта"]


def test_lists_are_counted_as_word_counts_them():
    lists = numbering(
        [("decimal", "%1)"), ("russianLower", "%2)")], [("upperRoman", "%1."), ("decimal", "%1.%2.", "<w:isLgl/>")]
    )
    body = (
        made("раз") + made("часть", level=1) + made("доля", level=1) + made("два") + made("ещё часть", level=1)
        + made("первая", 2) + made("внутри", 2, 1) + made("вторая", 2) + made("внутри", 2, 1) + made("три")
    )  # fmt: skip
    assert texts(body, word__numbering=lists) == [
        "1) раз", "а) часть", "б) доля", "2) два", "а) ещё часть",
        "I. первая", "1.1. внутри", "II. вторая", "2.1. внутри", "3) три",
    ]  # fmt: skip


def test_bullets_are_dashes_and_no_numbers():
    lists = numbering([("bullet", "\uf0b7")])
    assert texts(made("раз") + made("два"), word__numbering=lists) == ["- раз", "- два"]


def test_a_list_begins_anew_where_word_says_so():
    again = (
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    lists = numbering([("decimal", "%1.")], overrides=again)
    body = made("раз") + made("два") + made("снова", 7) + made("и ещё", 7)
    assert texts(body, word__numbering=lists) == ["1. раз", "2. два", "1. снова", "2. и ещё"]


def test_a_style_brings_its_list():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    body = made("раз", 0, style="A") + made("два", 0, style="B") + paragraph("просто")
    assert texts(body, word__numbering=numbering([("decimal", "%1.")]), word__styles=styles) == [
        "1. раз",
        "2. два",
        "просто",
    ]


def test_a_style_names_the_level_of_its_list():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    lists = numbering([("decimal", "%1.", '<w:pStyle w:val="A"/>'), ("decimal", "%1.%2.", '<w:pStyle w:val="B"/>')])
    body = made("раз", 0, style="A") + made("часть", 0, style="B") + made("два", 0, style="A")
    assert texts(body, word__numbering=lists, word__styles=styles) == ["1. раз", "1.1. часть", "2. два"]


def test_a_number_may_stand_before_nothing():
    lists = numbering([("decimal", "%1.")])
    rows = [[f"<w:tc>{made('')}</w:tc>", "Сбор"], [f"<w:tc>{made('')}</w:tc>", "Опрос"]]
    assert shape(only_table(table(rows), word__numbering=lists)) == [
        [("1.", 1, 1), ("Сбор", 1, 1)],
        [("2.", 1, 1), ("Опрос", 1, 1)],
    ]


def test_merged_cells_are_one_cell():
    rows = [
        [cell("1", merge="start"), "а", "б"],
        [cell("", merge="on"), cell("в", span=2)],
        [cell("Этап", span=3)],
    ]
    read = only_table(table(rows))
    assert shape(read) == [[("1", 2, 1), ("а", 1, 1), ("б", 1, 1)], [("в", 1, 2)], [("Этап", 1, 3)]]
    assert read.grid[0][0] is read.grid[1][0]


def test_a_row_of_one_cell_runs_across_though_it_does_not_say_so():
    assert shape(only_table(table([["а", "б", "в"], ["Этап"]])))[1] == [("Этап", 1, 3)]


def test_short_rows_and_left_out_columns_are_filled_with_empty_cells():
    before = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("г")}{cell("д")}</w:tr>'
    rows = table([["а", "б", "в"]]).replace("</w:tbl>", before + "</w:tbl>")
    assert shape(only_table(rows))[1] == [("", 1, 1), ("г", 1, 1), ("д", 1, 1)]


def test_a_continued_cell_with_nothing_above_is_a_cell():
    assert shape(only_table(table([[cell("", merge="on"), "б"]]))) == [[("", 1, 1), ("б", 1, 1)]]


def test_old_horizontal_merges():
    wide = '<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>Этап</w:t></w:r></w:p></w:tc>'
    rest = "<w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>"
    assert shape(only_table(table([[wide, rest, "в"]]))) == [[("Этап", 1, 2), ("в", 1, 1)]]


def test_a_nested_table_loses_no_word():
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('Выше')}{table([['1.', 'Раз'], ['2.', 'Два']])}{paragraph('Ниже')}</w:tc></w:tr></w:tbl>"
    read = only_table(outer)
    assert read.grid[0][0].text == "Выше\n1. Раз\n2. Два\nНиже"
    assert [inner.height for inner in read.grid[0][0].tables] == [2]


def test_each_table_knows_its_section():
    section = '<w:sectPr><w:pgSz w:w="{}" w:h="{}"/></w:sectPr>'
    body = table([["а"]]) + f"<w:p><w:pPr>{section.format(11906, 16838)}</w:pPr></w:p>" + table([["б"]])
    body += section.format(16838, 11906)
    assert [block.landscape for block in source(body).blocks if isinstance(block, Table)] == [False, True]


def test_spans_beyond_all_reason_are_cut():
    assert only_table(table([[cell("а", span=10**6), "б"]])).width == 64


def test_a_document_without_body_is_refused():
    with pytest.raises(RoadmapUnreadable, match="нет текста документа"):
        read_docx({"word/document.xml": f'<w:document xmlns:w="{W}"/>'.encode()})


def test_a_damaged_main_part_is_refused():
    with pytest.raises(RoadmapUnreadable, match="повреждён"):
        read_docx({"word/document.xml": b"<w:document"})


def test_a_damaged_list_of_styles_is_no_harm():
    parts = {"word/document.xml": packages.document(paragraph("Сбор")).encode(), "word/styles.xml": b"<w:st"}
    assert [block.text for block in read_docx(parts).blocks] == ["Сбор"]


def test_lists_of_a_real_document():
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("дело", style=style)
    buffer = io.BytesIO()
    document.save(buffer)
    read = read_docx(
        {name: data for name, data in packages.unzipped(buffer.getvalue()).items() if name.endswith(".xml")}
    )
    assert [block.printed for block in read.blocks] == ["1. дело", "2. дело", "- дело"]
