"""The summary of a wave on one sheet: the same words as PDF and for Word."""

from collections.abc import Sequence

from schools.models import Organisation
from schools.papers.engine.blocks import Block, Cell, Column, DocTitle, Letterhead, Paragraph, Run, SpannedTable, Table
from schools.papers.engine.docx import render_docx
from schools.papers.engine.page import LINE_SPACINGS, SIZES, PageSetup
from schools.papers.engine.pdf import layout, quick_layout, write
from schools.papers.models import PaperSettings
from schools.russian import count, date_words, nbsp_document

from ..plots import number, percent, signed
from ..selectors.figures import Bar, Comparison, ItemResult, Line, Results, SideCount
from ..wording import HIGHEST, LOWEST

# Rows of a table, by turns, until all fits on one sheet.
BUDGETS = (16, 12, 9, 7, 6, 5, 4, 3, 2)
LONGEST_TEXT, LONGEST_STATEMENT = 140, 110
WAS, IS, STEP = "◊", "•", "·"


def summary_pdf(results: Results) -> bytes:
    blocks, page, title = _fitted(results)
    with quick_layout():
        return write(layout([blocks], page, title, results.wave.organisation.today()))


def summary_docx(results: Results) -> bytes:
    blocks, page, title = _fitted(results)
    organisation = results.wave.organisation
    return render_docx(blocks, page, title, author=organisation.short_name, day=organisation.today())


def _fitted(results: Results) -> tuple[list[Block], PageSetup, str]:
    """The longest summary that one sheet holds."""
    page, title = page_of(results.wave.organisation), f"Сводка: {results.wave.title}"
    blocks: list[Block] = []
    for budget in BUDGETS:
        blocks = blocks_of(results, budget)
        with quick_layout():
            if len(layout([blocks], page, title).pages) == 1:
                break
    return blocks, page, title


def page_of(organisation: Organisation) -> PageSetup:
    """The organisation's own sheet, set as tight as the standard admits."""
    stored = PaperSettings.objects.filter(organisation=organisation.legal_entity).first() or PaperSettings()
    return PageSetup(
        left=stored.left_mm,
        right=stored.right_mm,
        top=stored.top_mm,
        bottom=stored.bottom_mm,
        font=stored.font,
        size=SIZES[0],
        line_spacing=LINE_SPACINGS[0],
    )


def blocks_of(results: Results, budget: int = BUDGETS[0]) -> list[Block]:
    """Nothing but what the page of results shows to the same viewer; at most `budget` rows in each table."""
    wave, entity = results.wave, results.wave.organisation.legal_entity
    blocks: list[Block] = [
        Letterhead(nbsp_document(entity.full_name), short_name=nbsp_document(entity.short_name)),
        DocTitle("СВОДКА", f"по результатам анкетирования «{nbsp_document(wave.title)}»"),
        Paragraph(_when(results)),
        Paragraph(_who(results)),
    ]
    blocks += _changes(results.comparisons, results.compared_with, budget)
    blocks += _sides(results, budget) or _statements(results, budget)
    blocks += _swot(results, budget) or _choices(results, budget)
    if results.sight.protected:
        note = "Числа меньше чем по пяти ответившим не показаны, чтобы никого нельзя было узнать."
        blocks.append(Paragraph(note, small=True, indent=False))
    return blocks


def _when(results: Results) -> str:
    wave = results.wave
    day = wave.organisation.today()
    kind = f"Анкета {wave.get_mode_display()}"
    last = wave.closes_on
    if wave.closed_at:
        # The curator may have ended it before its day.
        last = min(last, wave.closed_at.astimezone(wave.organisation.tz).date())
    term = f"с {date_words(wave.opens_on)} по {date_words(last)}"
    if wave.closed_at:
        return f"{kind}, ответы принимали {term} Анкетирование завершено."
    return f"{kind}, ответы принимают {term} Числа на {date_words(day)}"


def _who(results: Results) -> str:
    whole, sides = results.response.whole, results.response.sides
    if whole.answered is None:
        return f"Спросили: {whole.asked}."
    said = f"Ответили {_share(whole)}"
    if (people := results.response.people) is not None:
        asked = count(people, "человека", "человек", "человек")
        said = f"Спросили {asked}, у кого несколько пар — о каждой; анкет пришло {_share(whole)}"
    told = [f"{side.label} — {_share(side)}" for side in sides if side.answered is not None]
    return f"{said}: {', '.join(told)}." if len(told) > 1 else f"{said}."


def _share(side: SideCount) -> str:
    return f"{side.answered} из {side.asked} ({percent(side.share)})".replace(" %", "\u00a0%")


def _changes(comparisons: Sequence[Comparison], title: str, budget: int) -> list[Block]:
    """The firm ones first, then by size."""
    found = [(line.change, line) for line in comparisons if line.change is not None]
    told = [line for _, line in sorted(found, key=lambda pair: (not pair[0].is_firm, -abs(pair[0].difference)))]
    if not told:
        return []
    several = len({line.side for line in told}) > 1
    rows = []
    for line in told[:budget]:
        change = line.change
        assert change is not None
        who = f" ({line.label})" if several else ""
        interval = f" ({signed(change.low)}…{signed(change.high)})" if change.low is not None else ""
        rows.append(
            (
                _cut(line.text, LONGEST_STATEMENT) + who,
                str(change.n),
                number(change.before),
                number(change.after),
                on_scale(change.after, change.before),
                signed(change.difference) + interval,
                change.verdict,
            )
        )
    columns = (
        Column("Утверждение", 32),
        Column("Людей", 12, "centre"),
        Column("До", 8, "centre"),
        Column("После", 11, "centre"),
        Column("От 1 до 10", 16, "centre"),
        Column("Разница", 16, "centre"),
        Column("Можно ли верить", 19),
    )
    about = (
        f"До и после, ответы одних и тех же людей («до»: {title}; на шкале {WAS} — до, {IS} — после; в скобках границы "
        f"разницы с вероятностью 95\u00a0%){_left(told, rows)}"
    )
    return [_caption(about), Table(columns, tuple(rows))]


def _sides(results: Results, budget: int) -> list[Block]:
    """Furthest apart first."""
    lines = sorted(results.sides, key=lambda line: -abs(line.difference or 0))
    if not lines:
        return []
    rows = []
    for line in lines[:budget]:
        cells = [f"{number(cell.mean)} ({cell.n})" if cell and cell.n else "—" for cell in line.cells]
        rows.append((_cut(line.text, LONGEST_STATEMENT), *cells, signed(line.difference)))
    columns = (
        Column("Утверждение", 46),
        *(Column(label.capitalize(), 20, "centre") for label in results.seen_by),
        Column("Разница", 14, "centre"),
    )
    caption = f"Взгляд сторон: средние от 1 до 10, в скобках число ответов{_left(lines, rows)}"
    return [_caption(caption), Table(columns, tuple(rows))]


def _statements(results: Results, budget: int) -> list[Block]:
    """The lowest first: that is where to begin."""
    found: list[tuple[str, Line]] = [
        (part.label, line)
        for part in results.parts
        for item in part.items
        for line in item.lines
        if line.summary is not None and line.summary.n
    ]
    if not found:
        return []
    several = len({label for label, _ in found}) > 1
    found.sort(key=lambda pair: pair[1].summary.mean or 0)  # type: ignore[union-attr]  # only those with figures
    rows = []
    for label, line in found[:budget]:
        figures = line.summary
        assert figures is not None
        who = f" ({label})" if several else ""
        mean = number(figures.mean)
        rows.append((_cut(line.words, LONGEST_STATEMENT) + who, str(figures.n), mean, on_scale(figures.mean or 0)))
    columns = (
        Column("Утверждение, от самой низкой оценки", 56),
        Column("Ответов", 13, "centre"),
        Column("Среднее", 13, "centre"),
        Column("От 1 до 10", 18, "centre"),
    )
    return [_caption(f"Оценки{_left(found, rows)}"), Table(columns, tuple(rows))]


def _choices(results: Results, budget: int) -> list[Block]:
    lines = []
    for part in results.parts:
        for item in part.items:
            chosen = [bar for bar in sorted(item.bars, key=_rank) if bar.n and not item.is_about_people]
            if chosen:
                said = "; ".join(f"{bar.text} — {_told(bar)}" for bar in chosen[:4])
                who = f" ({part.label})" if len(results.parts) > 1 else ""
                lines.append((_cut(item.question.text, LONGEST_STATEMENT) + who, said))
    if not lines:
        return []
    columns = Column("Вопрос", 45), Column("Чаще всего отвечали", 55)
    return [_caption(f"Выбор ответов{_left(lines, lines[:budget])}"), Table(columns, tuple(lines[:budget]))]


def _rank(bar: Bar) -> tuple[float, int]:
    """What was put in order goes by its mean place, the rest by how many chose it: as on the page."""
    return (bar.place, -bar.n) if bar.place is not None else (0, -bar.n)


def _told(bar: Bar) -> str:
    if bar.place is not None:
        return f"в среднем место {number(bar.place)}"
    return percent(bar.share).replace(" %", "\u00a0%")


def _swot(results: Results, budget: int) -> list[Block]:
    if not results.swot:
        return []
    squares = [(title, [said for item in items for said in _words(item)]) for title, items in results.swot]
    most = max(1, budget // 3)

    def square(title: str, said: list[str]) -> tuple[Cell, Cell]:
        more = f"\n– и ещё: {len(said) - most}" if len(said) > most else ""
        return Cell(title, bold=True), Cell("\n".join(f"– {one}" for one in said[:most]) + more or "—")

    cells = [square(title, said) for title, said in squares]
    rows = [tuple(cell[part] for cell in cells[first : first + 2]) for first in (0, 2) for part in (0, 1)]
    head = (Column("Внутри программы и вокруг неё: что помогает", 50), Column("Что мешает", 50))
    return [_caption("SWOT: что назвали ответившие"), SpannedTable(head, tuple(rows))]


def _words(item: ItemResult) -> list[str]:
    chosen = [f"{bar.text} — {bar.n}" for bar in sorted(item.bars, key=lambda bar: -bar.n) if bar.n]
    return chosen + [_cut(" ".join(said.text.split()), LONGEST_TEXT) for said in item.texts]


def on_scale(value: float, before: float | None = None) -> str:
    """A picture in the letters of any typeface: ten steps, «•» at the value, «◊» at what it was before."""
    steps = [STEP] * (HIGHEST - LOWEST + 1)
    if before is not None:
        steps[round(before) - LOWEST] = WAS
    steps[round(value) - LOWEST] = IS
    return "".join(steps)


def _caption(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),), align="left", indent=False, keep=True)


def _left(whole: Sequence, shown: Sequence) -> str:
    return f"; показаны {len(shown)} из {len(whole)}" if len(whole) > len(shown) else ""


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
