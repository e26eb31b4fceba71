"""Roadmaps by invented hands: Word documents built in code, and short ways to say what was read of them."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH

from roadmaps.reading import read_file

TITLE = "Дорожная карта по развитию наставничества"
HEADINGS = ["№", "Мероприятия", "Сроки", "Ответственные"]
UP, LEFT = "^", "<"  # a cell merged with the one above it, with the one left of it


def fill(table, rows):
    """Texts of the cells; UP and LEFT merge."""
    grid = [[table.cell(number, column) for column in range(len(row))] for number, row in enumerate(rows)]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in (UP, LEFT):
                continue
            right = column
            while right + 1 < len(row) and row[right + 1] == LEFT:
                right += 1
            below = number
            while below + 1 < len(rows) and rows[below + 1][column] == UP:
                below += 1
            cell = grid[number][column]
            if (right, below) != (column, number):
                cell = cell.merge(grid[below][right])
            lines = text.split("\n")
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)


def add_table(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    fill(table, rows)
    return table


def add_lines(document, lines, align=None):
    for line in lines:
        document.add_paragraph(line).alignment = align


def paper(*blocks, landscape=False):
    """A document of blocks: a text is a centred line, a list of texts are lines at the left, a list of lists a table."""
    document = Document()
    if landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for block in blocks:
        if isinstance(block, str):
            add_lines(document, block.split("\n"), WD_ALIGN_PARAGRAPH.CENTER)
        elif block and isinstance(block[0], str):
            add_lines(document, block)
        else:
            add_table(document, block)
            document.add_paragraph()
    return saved(document)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(*blocks, **options):
    return read_file(paper(*blocks, **options))


def outline(roadmap):
    """[(number of the stage, its title, [(number, title, content) of its measures])]."""
    return [
        (
            stage.number,
            stage.title,
            [(measure.number, measure.title, measure.content) for measure in stage.measures],
        )
        for stage in roadmap.stages
    ]


def contents(roadmap):
    return [measure.content for measure in roadmap.measures]


def roles(roadmap):
    return [(column.heading, column.role) for column in roadmap.columns]
