"""A workbook file as plain grids: .xlsx, .xls and .ods by calamine; a bad file is refused in one Russian sentence."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from schools.workbooks import errors, isolated
from schools.workbooks.bounds import Container, SheetBounds
from schools.workbooks.containers import inspect
from schools.workbooks.errors import WorkbookError

__all__ = ["Cell", "Formula", "Sheet", "Workbook", "WorkbookError", "column_letter", "open_workbook"]

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_SHEETS = 60
MAX_CELLS_IN_BOOK = 3_000_000

BLANK = "В книге нет ни одной заполненной ячейки. Проверьте, тот ли файл вы выбрали и сохранён ли он после заполнения."

Cell = str | float | int | bool | date | datetime | time | timedelta
Merge = tuple[tuple[int, int], tuple[int, int]]


class Formula(str):
    """The text of a formula («=1+1») whose result is not stored in the file: nothing is ever computed here."""


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows[0]` is the first row of Excel; blank leading rows and columns are kept, blank cells are ''."""

    name: str
    rows: list[list[Cell]]
    visible: bool = True
    merges: list[Merge] = field(default_factory=list)  # ((row, column), (row, column)) from 0, corners included
    far_cell: str = ""  # address of a stray cell that lay too far away and was left out

    @property
    def is_blank(self) -> bool:
        return not any(cell != "" for row in self.rows for cell in row)


@dataclass(slots=True)
class Workbook:
    filename: str
    sheets: list[Sheet]


def column_letter(index: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def open_workbook(content: bytes, filename: str = "") -> Workbook:
    """Read all sheets of a file.

    Raises WorkbookError, with a sentence for the user, whatever is wrong with the file; nothing else ever leaves.
    """
    if len(content) > MAX_FILE_BYTES:
        raise WorkbookError(
            f"Файл больше {MAX_FILE_BYTES // 1024 // 1024} МБ. Оставьте в книге только лист со списком, "
            "уберите картинки и загрузите файл снова."
        )
    try:
        container = inspect(content)
        return Workbook(filename=filename, sheets=_sheets(content, container))
    except WorkbookError:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except PasswordError as error:
        raise WorkbookError(errors.PASSWORD) from error
    except BaseException as error:  # a panic inside the Rust reader arrives as BaseException, not as Exception
        raise WorkbookError(errors.DAMAGED) from error


def _sheets(content: bytes, container: Container) -> list[Sheet]:
    sheets = _isolated_sheets(content) if container.isolated else _direct_sheets(content, container)
    if not sheets:
        raise WorkbookError("В книге нет ни одного листа с таблицей. Проверьте, тот ли файл вы выбрали.")
    if all(sheet.is_blank for sheet in sheets):
        raise WorkbookError(BLANK)
    return sheets


def _isolated_sheets(content: bytes) -> list[Sheet]:
    try:
        found = isolated.read_sheets(content, MAX_CELLS_IN_BOOK)
    except isolated.IsolatedError as error:
        sentences = {"password": errors.PASSWORD, "large": errors.TOO_LARGE}
        raise WorkbookError(sentences.get(error.reason, errors.DAMAGED)) from error
    return [Sheet(name, rows, visible, merges) for name, visible, rows, merges in found[:MAX_SHEETS]]


def _direct_sheets(content: bytes, container: Container) -> list[Sheet]:
    sheets: list[Sheet] = []
    cells = 0
    with CalamineWorkbook.from_filelike(io.BytesIO(container.repacked or content)) as book:
        for index, entry in enumerate(book.sheets_metadata):
            if entry.typ != SheetTypeEnum.WorkSheet or len(sheets) == MAX_SHEETS:
                continue
            raw = book.get_sheet_by_index(index)
            cells += raw.total_height * raw.total_width
            if cells > MAX_CELLS_IN_BOOK:
                raise WorkbookError(errors.TOO_LARGE)
            rows: list[list[Cell]] = raw.to_python(skip_empty_area=False)
            bounds = container.bounds.get(entry.name, SheetBounds())
            for (row, column), text in bounds.formulas.items():
                if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                    rows[row][column] = Formula(text)
            visible = entry.visible == SheetVisibleEnum.Visible
            merges = list(raw.merged_cell_ranges or bounds.merges)
            sheets.append(Sheet(entry.name, rows, visible, merges, bounds.far_cell))
    return sheets
