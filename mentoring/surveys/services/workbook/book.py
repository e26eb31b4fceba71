"""Everything of a wave as .xlsx: figures, answers, texts and the codebook that explains them."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from schools.workbooks.writing import Value, put

from ...selectors.counting import missing
from ...selectors.figures import Results
from ...wording import HIGHEST, LOWEST
from .answers import answers
from .figures import changes, codebook, forms, pairs, sides, summary, texts

WIDTHS = {
    "Вопрос": 60,
    "Строка или вариант": 36,
    "Ответ": 80,
    "Утверждение": 60,
    "Варианты": 60,
    "Пара": 44,
    "Где два балла и больше": 60,
}
PAIR_GAP = "Разница: наставник минус наставляемые"
STEPS = [str(step) for step in range(LOWEST, HIGHEST + 1)]
SUMMARY = ["Кто отвечает", "№", "Код", "Вопрос", "Строка или вариант", "Ответов", "Среднее", "Середина", "Разброс"]


def workbook_of(results: Results) -> bytes:
    """`results` are read whole. Sheets that the viewer may not see, or that have nothing to say, are left out."""
    book = Workbook()
    del book["Sheet"]
    _sheet(book, "Сводка", [*SUMMARY, "Выбрали", "Доля, %", *STEPS], summary(results))
    if results.response.missing is not None:
        late = [
            (one.side, one.name, one.about, one.partners, one.closes_on) for one in missing(results.wave, most=None)
        ]
        _sheet(
            book,
            "Не ответили",
            ["Кто отвечает", "Фамилия, имя, отчество", "О ребёнке", "О работе с", "Открыта по"],
            late,
        )
    if results.comparisons:
        heads = [
            "Кто отвечает",
            "Код",
            "Утверждение",
            "Людей",
            "До",
            "После",
            "Разница",
            "От",
            "До, 95 %",
            "Размер",
            "Вывод",
        ]
        _sheet(book, "До и после", heads, changes(results))
    if results.sides:
        heads = ["Код", "Утверждение"] + [
            f"{side}: {what}" for side in results.seen_by for what in ("ответов", "среднее")
        ]
        _sheet(book, "Стороны", heads, sides(results))
    if any(part.by_form for part in results.parts):
        _sheet(book, "По формам", ["Кто отвечает", "Код", "Утверждение", "Форма", "Ответов", "Среднее"], forms(results))
    if results.pairs:
        heads = ["Пара", "Наставник", "Наставляемые", PAIR_GAP, "Где два балла и больше"]
        _sheet(book, "По парам", heads, pairs(results))
    if results.sight.persons:
        heads, rows = answers(results)
        _sheet(book, "Ответы", heads, rows)
    _sheet(book, "Тексты", ["Кто отвечает", "Код", "Вопрос", "Ответ", "Кто написал"], texts(results))
    heads = ["Кто отвечает", "№", "Код", "Вопрос", "Вид", "Обязательный", "Варианты", "Что значит 1", "Что значит 10"]
    _sheet(book, "Кодовая книга", heads, codebook(results))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _sheet(book: Workbook, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    page = book.create_sheet(title)
    for column, heading in enumerate(headings, 1):
        cell = put(page, 1, column, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EDEDED")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(column)].width = WIDTHS.get(heading, min(max(len(heading) + 4, 8), 30))
    last = 1
    for last, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            if value is not None and value != "":
                put(page, last, column, value).alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{last}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # openpyxl makes it
    page.print_title_rows = "1:1"
