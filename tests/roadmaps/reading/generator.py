"""From what a roadmap says to files that say it: the same measures in the tables of many hands.

`draw(expected, seed)` lays a structure (that of `import_roadmap --json`) out as a grid with its own columns; `as_docx`,
`as_xlsx`, `as_ods` and `as_text` write it; `Drawing.expected` is what reading must give again.
"""

import copy
import io
import random
import re
from dataclasses import dataclass, field

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.roadmaps.reading.packages import W, escape

HEADINGS = {
    "number": ["№", "№ п/п", "№\nп/п", "N п/п", "№№"],
    "stage": ["Этап", "Наименование этапа", "Этапы", "Название этапа", "Этапы реализации", "Этап работы", "Раздел", "Направление"],
    "title": ["Мероприятия", "Мероприятие", "Наименование мероприятия"],
    "content": [
        "Содержание деятельности",
        "Содержание мероприятия",
        "Содержание деятельности и примерный план мероприятий",
        "Содержание работы",
        "Содержание",
    ],
    "due": [
        "Сроки",
        "Срок исполнения",
        "Сроки реализации",
        "Срок",
        "Сроки\nпроведения",
        "Дата проведения",
        "Период",
        "Дата",
        "Срок реализации мероприятия",
        "Время проведения",
    ],
    "responsible": [
        "Ответственный",
        "Ответственные",
        "Ответственные\nисполнители",
        "Ответственный за исполнение",
        "Исполнители",
        "Ответственное лицо",
        "Исполнитель",
        "Ответственные лица",
        "Ответственный (должность)",
    ],
    "result": ["Ожидаемый результат", "Ожидаемые результаты", "Планируемый результат", "Предполагаемый результат", "Результат"],
    "extra": ["Отметка о выполнении", "Примечание", "Вид документа", "Отметка об исполнении", "Примечания"],
    "blank": [""],
}  # fmt: skip
ALONE = [
    *HEADINGS["content"],
    "Мероприятия",
    "Мероприятие",
    "Наименование мероприятия",
    "Перечень мероприятий",
    "Основные мероприятия",
    "План мероприятий",
    "Наименование мероприятий",
]
FIELDS = {"due": "due_text", "responsible": "responsible_text", "result": "expected_result"}
_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]\s*")


class Impossible(Exception):
    """This structure cannot be printed in this way."""


@dataclass
class Box:
    """A cell: lines with the kind of list that Word makes of them («» for none, «number», «bullet»)."""

    lines: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    start: int = 1
    breaks: bool = False  # line breaks inside of one paragraph instead of paragraphs
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1

    @property
    def typed(self):
        """The lines as they would be typed, with generated markers written out."""
        number, found = self.start, []
        for line, kind in zip(self.lines, self.kinds or [""] * len(self.lines), strict=True):
            found.append(f"{number}) {line}" if kind == "number" else f"- {line}" if kind == "bullet" else line)
            number += kind == "number"
        return "\n".join(found)


@dataclass
class Drawing:
    expected: dict
    roles: list[str]
    grid: list[list[Box]]
    options: dict
    chance: random.Random
    heading_rows: int = 1
    seams: list[int] = field(default_factory=list)  # rows at which a stage begins, but the first


def draw(expected, seed=0, **options):
    """A layout chosen by `seed`; options fix a choice: stages (column, repeated, empty, across), numbers (items, rows),
    shuffled, numeric, repeated, grouped, soft, generated, extras, landscape, marks, breaks, blank_column, blank_rows,
    blank_lines (empty paragraphs in cells), capitals, doubled (a grid twice as fine as the columns), split (a table for
    each page), lines (a table for each stage, its name above), apart (a stage's number in a cell before its row), latin (letters that only look Russian)."""
    chance = random.Random(seed)
    measures = [measure for stage in expected["stages"] for measure in stage["measures"]]
    has_stages = any(stage["number"] or stage["title"] for stage in expected["stages"])
    chosen = {
        "stages": chance.choice(["column", "repeated", "empty", "across"]) if has_stages else "none",
        "numbers": "items" if _can_be_items(measures) else "rows",
        **{name: chance.random() < 0.5 for name in ("shuffled", "grouped", "soft", "generated", "extras", "landscape", "breaks", "merged", "own_number")},
        **{name: chance.random() < 0.3 for name in ("numeric", "repeated", "extra_column", "blank_column", "blank_rows", "blank_lines", "capitals", "doubled", "split", "lines", "apart", "latin")},
        "marks": chance.choice(["table", "paragraphs"]),
    } | options  # fmt: skip
    if any(_NUMBERED.match(measure["content"]) for measure in measures):
        raise Impossible("a content that begins with a number")
    if chosen["stages"] == "across" and not any(measure[name] for measure in measures for name in FIELDS.values()):
        chosen["stages"] = "column"  # a table of measures alone is anybody's list: something must tell a roadmap
    drawing = Drawing(copy.deepcopy(expected), [], [], chosen, chance)
    drawing.expected.pop("source", None)
    _columns(drawing, measures)
    _rows(drawing)
    _headings(drawing)
    return drawing


def _can_be_items(measures):
    """Numbers of one level, typed before the content, whose own lines have none."""
    numbered = [measure for measure in measures if measure["number"]]
    return all(
        measure["number"].isdigit() and not any(map(_NUMBERED.match, measure["content"].split("\n")))
        for measure in numbered
    )


def _columns(drawing, measures):
    options, chance = drawing.options, drawing.chance
    text = ["title", "content"] if any(measure["title"] for measure in measures) else ["content"]
    rest = [role for role, name in FIELDS.items() if any(measure[name] for measure in measures)]
    rest += [role for role, option in (("extra", "extra_column"), ("blank", "blank_column")) if options[option]]
    if options["shuffled"]:
        chance.shuffle(rest)
        place = chance.randrange(len(rest) + 1)
        rest[place:place] = text
    else:
        rest = [*text, *rest]
    front = []
    options["stage_number_apart"] = (
        options["own_number"] and options["numbers"] == "items" and options["stages"] not in ("across", "none")
    )
    if options["numbers"] == "rows" or options["stage_number_apart"]:
        front.append("number")
    if options["stages"] not in ("across", "none"):
        front.append("stage")
    drawing.roles = [*front, *rest]


def _rows(drawing):
    for number, stage in enumerate(drawing.expected["stages"]):
        if drawing.options["repeated"] and number and drawing.chance.random() < 0.5:
            drawing.grid.append([])  # the headings, filled in later
        if number:
            drawing.seams.append(len(drawing.grid))
        if drawing.options["stages"] == "across":
            drawing.grid.append(_across(stage, drawing))
        first = len(drawing.grid)
        for group in _groups(stage["measures"], drawing):
            drawing.grid.append([_cell(role, stage, group, drawing) for role in drawing.roles])
            _join_title(drawing, group)
        _stage_cells(drawing, first)
        _equal_cells(drawing, first)
        if drawing.options["blank_rows"] and drawing.chance.random() < 0.5:
            drawing.grid.append([Box() for _ in drawing.roles])


def _across(stage, drawing):
    """A stage's row: one cell, or its number in the first column and its name over all others."""
    width = len(drawing.roles)
    if drawing.options["apart"] and drawing.roles[0] == "number" and stage["number"] and stage["title"]:
        name = Box([stage["title"]], columns=width - 1)
        return [Box([stage["number"] + drawing.chance.choice([".", ""])]), *[name] * (width - 1)]
    box = Box([_stage_across(stage, drawing.chance, sure=drawing.options["lines"])], columns=width)
    return [box] * width


def _stage_across(stage, chance, *, sure=False):
    number, title = stage["number"], stage["title"] or ""
    if not number:
        return title
    shapes = [f"Этап {number}. {title}"] if sure else [f"{number}. {title}", f"Этап {number}. {title}"]
    if number.isdigit():
        shapes.append(f"{number} этап. {title}")
    return chance.choice(shapes).strip()


def _groups(measures, drawing):
    """Measures that share a row: consecutive numbers, everything but the content equal."""
    groups = []
    for measure in measures:
        before = groups[-1][-1] if groups else None
        joins = (
            drawing.options["grouped"]
            and drawing.options["numbers"] == "items"
            and before
            and measure["number"]
            and before["number"]
            and int(measure["number"]) == int(before["number"]) + 1
            and all(measure[name] == before[name] for name in ("title", *FIELDS.values()))
            and drawing.chance.random() < 0.8
        )
        if joins:
            groups[-1].append(measure)
        else:
            groups.append([measure])
    return groups


def _cell(role, stage, group, drawing):
    first = group[0]
    if role == "number":
        number = stage["number"] if drawing.options["numbers"] == "items" else first["number"]
        return Box([number + drawing.chance.choice([".", ""])] if number else [])
    if role == "stage":
        apart = drawing.options["stage_number_apart"] or not stage["number"]
        words = stage["title"] or "" if apart else f"{stage['number']}. {stage['title'] or ''}".strip()
        return Box([words] if words else [])
    if role == "title":
        return Box([first["title"]] if first["title"] else [])
    if role in ("extra", "blank"):
        return Box([])
    if role == "content":
        return _content(group, drawing)
    text = first[FIELDS[role]]
    return Box(text.split("\n") if text else [], breaks=drawing.options["breaks"])


def _content(group, drawing):
    box = Box(breaks=drawing.options["breaks"])
    numbered = drawing.options["numbers"] == "items" and group[0]["number"]
    generated = drawing.options["generated"]
    if numbered:
        box.start = int(group[0]["number"])
    mark = drawing.chance.choice(["{})", "{}."])
    for measure in group:
        for place, line in enumerate(measure["content"].split("\n")):
            if not place and numbered and generated:
                box.lines.append(line)
                box.kinds.append("number")
            elif not place and numbered:
                box.lines.append(f"{mark.format(measure['number'])} {line}")
                box.kinds.append("")
            elif line.startswith("- ") and generated:
                box.lines.append(line[2:])
                box.kinds.append("bullet")
            else:
                box.lines.append(
                    line.replace("- ", drawing.chance.choice(["- ", "– ", "• "]), 1) if line.startswith("- ") else line
                )
                box.kinds.append("")
    box.breaks = box.breaks and not any(box.kinds)
    return box


def _join_title(drawing, group):
    """A measure without title in a table with titles: both cells are one."""
    if "title" in drawing.roles and group[0]["title"] is None:
        row = drawing.grid[-1]
        title, content = drawing.roles.index("title"), drawing.roles.index("content")
        row[content].columns = 2
        row[title] = row[content]


def _stage_cells(drawing, first):
    for column, role in enumerate(drawing.roles):
        if role == "stage" or (role == "number" and drawing.options["stage_number_apart"]):
            for row in drawing.grid[first + 1 :]:
                if drawing.options["stages"] == "column":
                    row[column] = drawing.grid[first][column]
                    row[column].rows += 1
                elif drawing.options["stages"] == "empty":
                    row[column] = Box()


def _equal_cells(drawing, first):
    """Equal neighbours of a stage are merged downwards, titles may also stay empty below the first."""
    for column, role in enumerate(drawing.roles):
        if role not in ("title", *FIELDS):
            continue
        for above, row in zip(drawing.grid[first:], drawing.grid[first + 1 :], strict=False):
            upper, box = above[column], row[column]
            if upper is box or not box.lines or upper.lines != box.lines or upper.columns != box.columns != 1:
                continue
            if drawing.options["merged"]:
                upper.rows += 1
                row[column] = upper


def _headings(drawing):
    alone = "title" not in drawing.roles
    names = [drawing.chance.choice(ALONE if role == "content" and alone else HEADINGS[role]) for role in drawing.roles]
    if drawing.options["capitals"]:
        names = [name.upper() for name in names]
    if drawing.options["latin"]:
        names = [
            name.replace("е", "e").replace("о", "o").replace("с", "c") if len(name) > 4 else name for name in names
        ]
    drawing.expected["columns"] = [" ".join(name.split("\n")) for name in names if name]
    for place, row in enumerate(drawing.grid):
        if not row:
            drawing.grid[place] = _heading_row(names)
    top = [_heading_row(names)]
    if drawing.options["numeric"]:
        top.append([Box([str(number)]) for number, _ in enumerate(names, start=1)])
    drawing.heading_rows = len(top)
    drawing.grid = top + drawing.grid
    drawing.seams = [seam + len(top) for seam in drawing.seams]
    _place(drawing.grid)


def _heading_row(names):
    return [Box(name.split("\n") if name else []) for name in names]


def _place(grid):
    seen = set()
    for number, row in enumerate(grid):
        for column, box in enumerate(row):
            if id(box) not in seen:
                seen.add(id(box))
                box.row, box.column = number, column


def tables_of(drawing):
    """[(line above, grid)]: one table, or one for each page or stage with the headings again."""
    by_lines = drawing.options["lines"] and drawing.options["stages"] == "across" and not drawing.options["apart"]
    by_lines = by_lines and all(stage["number"] for stage in drawing.expected["stages"])
    if not (by_lines or drawing.options["split"]):
        return [("", drawing.grid)]
    top = drawing.grid[: drawing.heading_rows]
    ends = [*drawing.seams, len(drawing.grid)]
    found = []
    for start, end in zip([drawing.heading_rows, *drawing.seams], ends, strict=True):
        rows, above = copy.deepcopy([*top, *drawing.grid[start:end]]), ""
        if by_lines:
            across = next(number for number, row in enumerate(rows) if row[0].columns == len(row) > 1)
            above = rows.pop(across)[0].lines[0]
        _place(rows)
        found.append((above, rows))
    return found


def starting(grid):
    """(row, column, box) of every cell where it begins."""
    for number, row in enumerate(grid):
        for column, box in enumerate(row):
            if (box.row, box.column) == (number, column):
                yield number, column, box


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
