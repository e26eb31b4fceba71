"""A drawn roadmap as a file: .docx by python-docx, .xlsx by openpyxl, text as Excel copies it."""

import io
import re

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.roadmaps.reading.drawing import Box, starting, tables_of
from tests.roadmaps.reading.packages import W, escape

# What stands around the table


def marks_of(expected):
    """(lines of the agreement, lines of the approval), empty when there is none."""
    agreement, approval = expected.get("agreement"), expected.get("approval")
    left, right = [], []
    if agreement:
        number = f" № {agreement['protocol_number']}" if agreement["protocol_number"] else ""
        left = [
            "СОГЛАСОВАНО",
            agreement["body"],
            agreement["post"],
            agreement["name"] and f"__________ {agreement['name']}",
        ]
        left.append(f"Протокол{number} от {_day(agreement['date'])}" if agreement["date"] else None)
    if approval:
        order = (
            f"№ {approval['order_number']} от {_day(approval['order_date'])}"
            if approval["order_number"] and approval["order_date"]
            else None
        )
        if not approval["post"] and not approval["name"]:
            right = [f"Приложение к приказу {order}"]
        else:
            right = [
                "УТВЕРЖДАЮ",
                approval["post"],
                approval["name"] and f"__________ {approval['name']}",
                order and f"Приказ {order}",
            ]
    return [line for line in left if line], [line for line in right if line]


def _day(iso):
    year, month, day = iso.split("-")
    return f"{day}.{month}.{year}"


def letterhead(expected):
    own = expected.get("organisation")
    return [own] if own and own not in expected["title"] else []


# Word


def as_docx(drawing):
    document = docx.Document()
    options, expected = drawing.options, drawing.expected
    if options["landscape"]:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    numbering = _Lists(document)
    body = document.element.body

    def put(xml):
        body.insert(len(body) - 1, parse_xml(xml))

    for line in letterhead(expected):
        put(_paragraph(soft(line, drawing), align="center"))
    left, right = marks_of(expected)
    if (left or right) and options["marks"] == "table":
        put(_table([[Box(left, row=0, column=0), Box(right, row=0, column=1)]], drawing, numbering))
        put(_paragraph(""))
    else:
        for line in left:
            put(_paragraph(line))
        for line in right:
            put(_paragraph(line, align="right"))
    for line in _split_title(drawing):
        put(_paragraph(soft(line, drawing), align="center", bold=True))
    if options["extras"]:
        put(_paragraph("Лист ознакомления"))
        put(_table(_plain([["№", "Фамилия, инициалы", "Подпись"], ["1", "Лугова А.С.", ""]]), drawing, numbering))
        put(_paragraph(""))
    for above, grid in tables_of(drawing):
        if above:
            put(_paragraph(above, bold=True))
        put(_table(grid, drawing, numbering, header_rows=drawing.heading_rows))
        put(_paragraph(""))
    if options["extras"]:
        put(_paragraph("Приложение. Сводные показатели"))
        put(
            _table(
                _plain([["Показатель", "Значение на начало", "Значение на конец"], ["Число пар", "3", "5"]]),
                drawing,
                numbering,
            )
        )
        put(_paragraph(""))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _plain(rows):
    return [
        [Box([text] if text else [], row=number, column=column) for column, text in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _split_title(drawing):
    words = drawing.expected["title"].split()
    if len(words) < 4 or drawing.chance.random() < 0.5:
        return [" ".join(words)]
    return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]


class _Lists:
    """Numbered and bulleted lists of the document, each with its own beginning."""

    def __init__(self, document):
        self.root = document.part.numbering_part.element
        self.count = 900

    def new(self, kind, start=1):
        self.count += 1
        form, text = ("decimal", "%1)") if kind == "number" else ("bullet", "")
        abstract = parse_xml(
            f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{self.count}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )
        self.root.insert(0, abstract)
        self.root.append(
            parse_xml(f'<w:num xmlns:w="{W}" w:numId="{self.count}"><w:abstractNumId w:val="{self.count}"/></w:num>')
        )
        return self.count


def _paragraph(text, *, align="", bold=False, number=0, namespace=True):
    own = f' xmlns:w="{W}"' if namespace else ""
    properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    properties += f'<w:jc w:val="{align}"/>' if align else ""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    # Word cuts a text into runs wherever it likes.
    cut = len(text) // 3
    runs = "".join(f"<w:r>{look}{_text(part)}</w:r>" for part in (text[:cut], text[cut:]) if part)
    return f"<w:p{own}><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _text(part):
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in part.split("\n"))


def _table(grid, drawing, numbering, header_rows=0):
    width = len(grid[0])
    rows = []
    for number, row in enumerate(grid):
        cells, column = [], 0
        while column < width:
            box = row[column]
            cells.append(_docx_cell(box, number, drawing, numbering))
            column += box.columns
        header = "<w:trPr><w:tblHeader/></w:trPr>" if number < header_rows else ""
        rows.append(f"<w:tr>{header}{''.join(cells)}</w:tr>")
    width *= 2 if drawing.options["doubled"] else 1
    columns = "".join(f'<w:gridCol w:w="{9000 // width}"/>' for _ in range(width))
    return f'<w:tbl xmlns:w="{W}"><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _docx_cell(box, row, drawing, numbering):
    span = box.columns * (2 if drawing.options["doubled"] else 1)
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if box.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if box.row == row else "<w:vMerge/>"
    if box.row != row or not box.lines:
        inside = "<w:p/>"
    elif box.breaks:
        inside = _paragraph(soft("\n".join(box.lines), drawing), namespace=False)
    else:
        lists = {kind: numbering.new(kind, box.start) for kind in set(box.kinds) if kind}
        kinds = box.kinds or [""] * len(box.lines)
        inside = "".join(
            _paragraph(soft(line, drawing), number=lists.get(kind, 0), namespace=False)
            for line, kind in zip(box.lines, kinds, strict=True)
        )
    blank = "<w:p/>" if drawing.options["blank_lines"] else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blank}{inside}{blank}</w:tc>"


def soft(text, drawing):
    """Soft hyphens in long words, no-break spaces, zero-width characters: what a reader does not see."""
    if not drawing.options["soft"]:
        return text
    words = [
        f"{word[:4]}\u00ad{word[4:]}" if len(word) > 8 and word.isalpha() and drawing.chance.random() < 0.3 else word
        for word in text.split(" ")
    ]
    joined = words[0]
    for word in words[1:]:
        joined += drawing.chance.choice([" ", " ", " ", "\u00a0", "  ", " \u200b"]) + word
    return joined


# Sheets and pasted text


def _lines_above(drawing):
    """Rows above the table of a sheet: (text, column to begin in)."""
    width = len(drawing.roles)
    left, right = marks_of(drawing.expected)
    rows = [(line, 0) for line in letterhead(drawing.expected)]
    rows += [(line, max(width - 2, 0)) for line in right]
    rows += [(line, 0) for line in left]
    rows.append((drawing.expected["title"], 0))
    return rows


def as_xlsx(drawing):
    book = Workbook()
    sheet = book.active
    sheet.title = "Дорожная карта"
    sheet.page_setup.orientation = "landscape" if drawing.options["landscape"] else "portrait"
    number = 0
    for text, column in _lines_above(drawing):
        number += 1
        sheet.cell(number, column + 1, text)
        if not column:
            sheet.merge_cells(f"A{number}:{get_column_letter(len(drawing.roles))}{number}")
    top = number + 2
    for row, column, box in starting(drawing.grid):
        if box.lines:
            sheet.cell(top + row, column + 1, soft(box.typed, drawing))
        if box.rows * box.columns > 1:
            sheet.merge_cells(
                start_row=top + row,
                start_column=column + 1,
                end_row=top + row + box.rows - 1,
                end_column=column + box.columns,
            )
    if drawing.options["extras"]:
        book.create_sheet("Список")["A1"] = "ФИО"
        book["Список"]["A2"] = "Лугова Анна Сергеевна"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def as_text(drawing):
    """As Excel copies the table: merged cells are empty below and beside, line breaks in quotes."""
    lines = [text for text, _ in _lines_above(drawing)]
    for number, row in enumerate(drawing.grid):
        texts = [box.typed if (box.row, box.column) == (number, column) else "" for column, box in enumerate(row)]
        lines.append(
            "\t".join('"' + text.replace('"', '""') + '"' if re.search(r'[\n"]', text) else text for text in texts)
        )
    return "\r\n".join(lines)
