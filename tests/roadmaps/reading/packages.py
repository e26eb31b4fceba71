"""Small .docx archives written by hand, so that a test can break any byte of them."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

HEADINGS = ["№", "Этап", "Содержание мероприятия", "Сроки", "Ответственный", "Ожидаемый результат"]
ROWS = [
    ["1.", "Подготовка", "1) Издать приказ о наставничестве", "сентябрь 2024", "директор", "приказ издан"],
    ["", "", "2) Собрать согласия", "сентябрь 2024", "куратор", "согласия собраны"],
    ["2.", "Работа пар", "Встречи пар\nпо программам", "в течение года", "наставники", "записи о встречах"],
]
TITLE = "Дорожная карта наставничества на 2024–2025 учебный год"


def zipped(parts, *, method=zipfile.ZIP_DEFLATED):
    """An archive of {name: text or bytes}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def paragraph(text):
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def cell(text, *, span=1, merge=""):
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"": "", "start": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(rows):
    """rows: lists of texts or of ready <w:tc>."""
    ready = [[one if one.startswith("<w:tc>") else cell(one) for one in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in ready) + "</w:tbl>"


def document(body):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'


def parts(body, *, main="word/document.xml", main_type=MAIN_TYPE):
    """The three parts that Word needs."""
    return {
        "[Content_Types].xml": (
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{main}" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": (
            f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>'
        ),
        main: document(body),
    }


def roadmap_body():
    """A title and a table with vertical merges, the heading row first."""
    rows = [HEADINGS, *[list(row) for row in ROWS]]
    for column in (0, 1):
        rows[1][column] = cell(rows[1][column], merge="start")
        rows[2][column] = cell("", merge="on")
    return paragraph(TITLE) + table(rows)


def docx(body=None, **more):
    return zipped(parts(roadmap_body() if body is None else body, **more))
