"""A roadmap as a workbook: the same sheet as on paper, cells merged as there, ready to be printed and to be read again."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from schools.papers.engine.blocks import ApprovalMark, Block, Cell, DocTitle, Letterhead, MarkPair, SpannedTable
from schools.papers.engine.measure import lines_of
from schools.papers.engine.page import PageSetup
from schools.papers.engine.spans import grid_of
from schools.workbooks.writing import put

from .printing import blocks_of, is_wide, marks_of
from .reading.structure import RoadmapRead

SHEET = "Дорожная карта"
TOTAL = {True: 140, False: 92}  # signs in a row of a lying and of an upright sheet
ROW = 15.0  # points a line
HIGHEST = 409.0  # points; a spreadsheet has no higher rows
_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def workbook_of(read: RoadmapRead, form: str = "signed", annex_number: str = "", organisation: str = "") -> bytes:
    """The plan with its marks as .xlsx. Texts stay texts: nothing in them computes."""
    page = PageSetup()
    lies = is_wide(read, page)
    blocks = blocks_of(read, marks_of(read, form, annex_number, organisation), PageSetup(landscape=lies))
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]  # stubs are wider
    sheet.title = SHEET
    writer = _Writer(sheet, blocks, TOTAL[lies])
    for block in blocks:
        writer.write(block)
    sheet.page_setup.orientation = "landscape" if lies else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # stubs are wider
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes blocks one under the other; each takes the whole width of the table."""

    def __init__(self, sheet: Worksheet, blocks: list[Block], total: int) -> None:
        self.sheet = sheet
        table = next(block for block in blocks if isinstance(block, SpannedTable))
        self.count = len(table.columns)
        whole = sum(column.width for column in table.columns)
        self.widths = [max(4.0, total * column.width / whole) for column in table.columns]
        for number, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        self.row = 1

    def write(self, block: Block) -> None:
        match block:
            case Letterhead():
                self._across(block.full_name, Font(bold=True))
            case MarkPair():
                self._marks(block)
            case DocTitle():
                self._across(block.text, Font(bold=True, size=14))
                if block.subtitle:
                    self._across(block.subtitle, Font(bold=True))
                self.row += 1
            case SpannedTable():
                self._table(block)

    def _across(self, text: str, font: Font) -> None:
        cell = put(self.sheet, self.row, 1, text)
        cell.font = font
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._merge(self.row, 1, 1, self.count)
        self.sheet.row_dimensions[self.row].height = self._height(text, 0, self.count) + 3
        self.row += 1

    def _marks(self, block: MarkPair) -> None:
        half = max(1, self.count // 2)
        high = ROW
        for marks, first, last in ((block.left, 1, half), (block.right, half + 1, self.count)):
            lines = [line for mark in marks for line in _lines(mark)]
            if not lines:
                continue
            if first > self.count:  # a table of one column: the marks stand one under the other
                first, self.row = last, self.row + 1
            text = "\n".join(lines)
            put(self.sheet, self.row, first, text).alignment = Alignment(wrap_text=True, vertical="top")
            self._merge(self.row, first, 1, last - first + 1)
            high = max(high, self._height(text, first - 1, last - first + 1))
        self.sheet.row_dimensions[self.row].height = high
        self.row += 2

    def _table(self, table: SpannedTable) -> None:
        for column, heading in enumerate(table.columns, 1):
            cell = put(self.sheet, self.row, column, heading.title)
            cell.font, cell.border = Font(bold=True), _BORDER
            cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        heights = [self._height(heading.title, place, 1) for place, heading in enumerate(table.columns)]
        self.sheet.row_dimensions[self.row].height = max(heights)
        self.sheet.freeze_panes = f"A{self.row + 1}"
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        top = self.row + 1
        for number, line in enumerate(grid_of(table.rows, self.count)):
            high = ROW
            for place in dict.fromkeys(line):
                if place.row != number:
                    continue
                self._cell(top + number, place.column, place.cell)
                share = self._height(place.cell.text, place.column, place.cell.columns) / place.cell.rows
                high = max(high, share)
            self.sheet.row_dimensions[top + number].height = min(high, HIGHEST)
        self.row = top + len(table.rows)

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        written = put(self.sheet, row, column + 1, cell.text)
        written.font = Font(bold=cell.bold)
        side = "center" if cell.align == "centre" else cell.align
        written.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side)
        for line in self.sheet.iter_rows(row, row + cell.rows - 1, column + 1, column + cell.columns):
            for one in line:
                one.border = _BORDER
        self._merge(row, column + 1, cell.rows, cell.columns)

    def _merge(self, row: int, column: int, rows: int, columns: int) -> None:
        if rows > 1 or columns > 1:
            self.sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1
            )

    def _height(self, text: str, column: int, columns: int) -> float:
        """Points that the text needs: a sign of the sheet is about two millimetres wide."""
        return lines_of(text, 2.0 * sum(self.widths[column : column + columns])) * ROW


def _lines(mark: ApprovalMark) -> list[str]:
    signed = [mark.post, f"______________ {mark.name}", mark.date or "«____» _____________ 20___ г."]
    return [line for line in (mark.word, *mark.lines, *(signed if mark.name else [])) if line]
