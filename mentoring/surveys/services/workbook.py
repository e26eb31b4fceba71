"""Everything of a wave as .xlsx: figures, answers, texts and the codebook that explains them."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from schools.workbooks.writing import Value, put

from ..answers import Values
from ..enums import QuestionKind
from ..models import Reply
from ..plots import number
from ..rows import values_of
from ..selectors.counting import missing
from ..selectors.figures import Results
from ..wording import HIGHEST, LOWEST, Question, Wording

WIDTHS = {
    "Вопрос": 60,
    "Строка или вариант": 36,
    "Ответ": 80,
    "Утверждение": 60,
    "Варианты": 60,
    "Пара": 44,
    "Где два балла и больше": 60,
}
STEPS = [str(step) for step in range(LOWEST, HIGHEST + 1)]
SUMMARY = ["Кто отвечает", "№", "Код", "Вопрос", "Строка или вариант", "Ответов", "Среднее", "Середина", "Разброс"]


def workbook_of(results: Results) -> bytes:
    """`results` are read whole. Sheets that the viewer may not see, or that have nothing to say, are left out."""
    book = Workbook()
    del book["Sheet"]
    _sheet(book, "Сводка", [*SUMMARY, "Выбрали", "Доля, %", *STEPS], _summary(results))
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
        _sheet(book, "До и после", heads, _changes(results))
    if results.sides:
        heads = ["Код", "Утверждение"] + [
            f"{side}: {what}" for side in results.seen_by for what in ("ответов", "среднее")
        ]
        _sheet(book, "Стороны", heads, _sides(results))
    if any(part.by_form for part in results.parts):
        _sheet(
            book, "По формам", ["Кто отвечает", "Код", "Утверждение", "Форма", "Ответов", "Среднее"], _forms(results)
        )
    if results.pairs:
        heads = ["Пара", "Наставник", "Наставляемые", "Разница", "Где два балла и больше"]
        _sheet(book, "По парам", heads, _pairs(results))
    if results.sight.persons:
        heads, rows = _answers(results)
        _sheet(book, "Ответы", heads, rows)
    _sheet(book, "Тексты", ["Кто отвечает", "Код", "Вопрос", "Ответ", "Кто написал"], _texts(results))
    heads = ["Кто отвечает", "№", "Код", "Вопрос", "Вид", "Обязательный", "Варианты", "Что значит 1", "Что значит 10"]
    _sheet(book, "Кодовая книга", heads, _codebook(results))
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


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _summary(results: Results) -> Iterator[list[Value]]:
    for part in results.parts:
        for item in part.items:
            head: list[Value] = [part.label, item.number, item.question.code, item.question.text]
            for line in item.lines:
                if line.summary is None:
                    yield [*head, line.text, item.why]
                else:
                    one = line.summary
                    steps = [times for _, times in line.counts]
                    yield [*head, line.text, one.n, _round(one.mean), one.median, _round(one.sd), None, None, *steps]
            if item.bars:
                for bar in item.bars:
                    yield [*head, bar.text, item.n, _round(bar.place), None, None, bar.n, round(100 * bar.share, 1)]
            elif not item.lines:
                yield [*head, "", item.why if item.is_hidden else item.n]


def _changes(results: Results) -> Iterator[list[Value]]:
    for line in results.comparisons:
        head: list[Value] = [line.label, line.item, line.text]
        if (one := line.change) is None:
            yield [*head, "не показано"]
            continue
        figures = [one.before, one.after, one.difference, one.low, one.high, one.effect]
        yield [*head, one.n, *map(_round, figures), one.verdict]


def _sides(results: Results) -> Iterator[list[Value]]:
    for line in results.sides:
        cells: list[Value] = []
        for cell in line.cells:
            cells += [cell.n, _round(cell.mean)] if cell else [None, None]
        yield [line.item, line.text, *cells]


def _forms(results: Results) -> Iterator[list[Value]]:
    for part in results.parts:
        for line in part.by_form:
            for form, cell in zip(part.forms, line.cells, strict=True):
                if cell is not None:
                    yield [part.label, line.item, line.text, form, cell.n, _round(cell.mean)]


def _pairs(results: Results) -> Iterator[list[Value]]:
    for line in results.pairs:
        gaps = [f"{text} {number(mentor)} и {number(mentees)}" for text, mentor, mentees in line.gaps]
        yield [line.name, *map(_round, (line.mentor, line.mentees, line.difference)), "\n".join(gaps)]


def _texts(results: Results) -> Iterator[list[Value]]:
    for part in results.parts:
        for item in part.items:
            for said in item.texts:
                yield [part.label, item.question.code, item.question.text, said.text, said.who]


def _codebook(results: Results) -> Iterator[list[Value]]:
    for part in results.parts:
        for item in part.items:
            one = item.question
            options = [*one.all_options, *one.rows]
            yield [
                part.label,
                item.number,
                one.code,
                one.text,
                QuestionKind(one.kind).label,
                "да" if one.required else "нет",
                "\n".join(f"{option.code} — {option.text}" for option in options),
                one.low,
                one.high,
            ]


def _answers(results: Results) -> tuple[list[str], Iterator[list[Value]]]:
    """A row for each sheet, a column for each code; of a matrix a column for each of its rows."""
    wordings = {
        part.pk: Wording.from_json(part.edition.content)
        for part in results.wave.parts.select_related("edition")
        if part.edition is not None
    }
    columns: dict[tuple[str, str], None] = {}
    for wording in wordings.values():
        for question in wording.questions():
            rows = [row.code for row in question.rows] if question.kind == QuestionKind.MATRIX else [""]
            columns |= {(question.code, row): None for row in rows}
    heads = ["Фамилия, имя, отчество", "Кто отвечает", "О ком", "Пара", "Раз", "Отправлено", "С бумаги"]
    names = _names_of_people(results)
    return heads + [f"{code}.{row}" if row else code for code, row in columns], _sheets(
        results, wordings, columns, names
    )


def _sheets(
    results: Results,
    wordings: dict[int, Wording],
    columns: Iterable[tuple[str, str]],
    names: dict[tuple[str, str], str],
) -> Iterator[list[Value]]:
    zone = results.wave.organisation.tz
    replies = (
        Reply.objects.filter(wave=results.wave, is_blind=False)
        .select_related("part", "ticket__person", "ticket__about", "ticket__pair__mentor__person")
        .prefetch_related("answers", "ticket__pair__seats__mentee__person")
        .order_by("part", "ticket__person__name_key", "round", "pk")
    )
    for reply in replies.iterator(chunk_size=500):
        ticket = reply.ticket
        assert ticket is not None
        assert reply.sent_at is not None
        wording = wordings[reply.part_id]
        values = values_of(wording, list(reply.answers.all()))
        words: dict[tuple[str, str], Value] = defaultdict(lambda: None)
        for question in wording.questions():
            if question.code in values:
                words |= _cells(question, values, names, with_avoided=results.sight.avoided)
        yield [
            ticket.person.full_name,
            reply.part.get_side_display(),
            ticket.about.full_name if ticket.about else "",
            str(ticket.pair) if ticket.pair else "",
            reply.round,
            reply.sent_at.astimezone(zone),
            "да" if reply.on_paper else "",
            *(words[column] for column in columns),
        ]


def _cells(
    question: Question, values: Values, names: dict[tuple[str, str], str], *, with_avoided: bool
) -> dict[tuple[str, str], Value]:
    value: Any = values[question.code]
    if question.kind == QuestionKind.MATRIX:
        return {(question.code, row): point for row, point in value.items()}
    if question.kind == QuestionKind.PERSONS:
        said = [names.get((question.code, key), key) for key in value.get("preferred", [])]
        avoided = [names.get((question.code, key), key) for key in value.get("avoided", [])] if with_avoided else []
        return {(question.code, ""): "; ".join(said) + (f" (лучше не: {'; '.join(avoided)})" if avoided else "")}
    words = {option.code: option.text for option in question.all_options}
    if isinstance(value, list):
        return {(question.code, ""): "; ".join(words.get(code, code) for code in value)}
    return {(question.code, ""): words.get(value, value) if words else value}


def _names_of_people(results: Results) -> dict[tuple[str, str], str]:
    """(item, number of the entry) → name of the person chosen."""
    return {
        (item.question.code, bar.code): bar.text
        for part in results.parts
        for item in part.items
        if item.is_about_people
        for bar in item.bars
    }
