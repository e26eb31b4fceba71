"""What the summary shows: tables, and a picture of the first of them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from schools.papers.engine.blocks import Block, Cell, Column, Paragraph, Picture, Run, SpannedTable, Table
from schools.papers.engine.images import image_of
from schools.russian import count

from .. import plots
from ..plots import number, percent, signed
from ..selectors.figures import Bar, Comparison, ItemResult, Line, Results
from ..stats import CHANCE, TOO_FEW

LONGEST_TEXT, LONGEST_STATEMENT = 140, 80
# As wide as the text of the sheet, in mm.
WIDTH = 165
# The word of `stats` in a narrow column.
SHORT_VERDICTS = {CHANCE: "может быть случайной", TOO_FEW: "мало ответов"}


def tables_of(results: Results, budget: int, rest: int) -> list[Block]:
    """The first of these that has something to say, at most `budget` rows with its picture; of the others `rest` rows each.
    Without room for them it is said where they are."""
    found: list[list[Block]] = []

    def room() -> int:
        return rest if found else budget

    if changes := _changes(results.comparisons, results.compared_with, budget):
        found.append(changes)
    if views := _sides(results, room(), draws=not found) or _statements(results, room(), draws=not found):
        found.append(views)
    if others := _swot(results, room()) or _choices(results, room()):
        found.append(others)
    if len(found) > 1 and not rest:
        note = "Остальные вопросы — на странице результатов и в таблице, которую там можно скачать."
        return [*found[0], Paragraph(note, small=True, indent=False)]
    return [block for blocks in found for block in blocks]


def strongest(lines: Sequence[Comparison], most: int) -> list[Comparison]:
    """Two thirds of those that rose most, one third of those that rose least or fell; who can be trusted in front. In the order
    of the questionnaire."""
    told = [line for line in lines if line.change is not None]
    if len(told) <= most:
        return told
    rising = sorted(told, key=lambda line: _rise(line, 1), reverse=True)[: most - most // 3]
    falling = [line for line in sorted(told, key=lambda line: _rise(line, -1), reverse=True) if line not in rising]
    kept = [*rising, *falling[: most // 3]]
    return [line for line in told if line in kept]


def _rise(line: Comparison, way: int) -> tuple[bool, float]:
    change = line.change
    assert change is not None
    return change.is_firm and way * change.difference > 0, way * change.difference


def _changes(comparisons: Sequence[Comparison], title: str, budget: int) -> list[Block]:
    told = [line for line in comparisons if line.change is not None]
    chosen = strongest(told, budget)
    if not chosen:
        return []
    groups = [(heading, list(lines)) for heading, lines in groupby(chosen, key=lambda line: line.heading)]
    rows: list[tuple[Cell, ...]] = []
    pairs: list[tuple[float, float]] = []
    # Where all are of the same persons their number is told once.
    numbers = {line.change.n for line in told if line.change}
    columns = [Column("№", 6, "centre"), Column("Утверждение", 48)]
    columns += [Column("Людей", 11, "centre")] * (len(numbers) > 1)
    columns += [Column("До", 8, "centre"), Column("После", 11, "centre"), Column("Разница", 16, "centre")]
    columns.append(Column("Какая она", 18))
    for heading, lines in groups:
        if len({line.heading for line in told}) > 1:
            rows.append((Cell(heading, columns=len(columns), bold=True),))
        for line in lines:
            change = line.change
            assert change is not None
            pairs.append((change.before, change.after))
            interval = f"\n({signed(change.low)};\u00a0{signed(change.high)})" if change.low is not None else ""
            figures = (number(change.before), number(change.after), signed(change.difference) + interval)
            rows.append(
                (
                    Cell(str(len(pairs)), align="centre"),
                    Cell(_cut(line.text, LONGEST_STATEMENT)),
                    *[Cell(str(change.n), align="centre")] * (len(numbers) > 1),
                    *(Cell(one, align="centre") for one in figures),
                    Cell(SHORT_VERDICTS.get(change.verdict, change.verdict)),
                )
            )
    who = f"ответы одних и тех же {count(min(numbers), 'человека', 'человек', 'человек')}"
    about = (
        f"До и после: {who if len(numbers) == 1 else 'ответы одних и тех же людей'} («до»: {title}; в скобках границы "
        "разницы с вероятностью 95\u00a0%)"
    )
    said = "; ".join(f"{at} — до {number(was)}, после {number(now)}" for at, (was, now) in enumerate(pairs, 1))
    picture = _picture(
        plots.changes_panel(pairs), f"До и после по номерам таблицы: {said}", "Светлый кружок — до, тёмный — после"
    )
    blocks: list[Block] = [_caption(about), SpannedTable(tuple(columns), tuple(rows))]
    if left := len(told) - len(chosen):
        words = f"Здесь те, что выросли сильнее и слабее других; ещё {count(left, 'показатель', 'показателя', 'показателей')}"
        blocks.append(Paragraph(f"{words} — в таблице, которую можно скачать.", small=True, indent=False))
    return [*blocks, picture]


def _sides(results: Results, budget: int, *, draws: bool) -> list[Block]:
    """Furthest apart first."""
    lines = sorted(results.sides, key=lambda line: -abs(line.difference or 0))
    if not lines:
        return []
    rows = []
    for at, line in enumerate(lines[:budget], 1):
        cells = [f"{number(cell.mean)} ({cell.n})" if cell and cell.n else "—" for cell in line.cells]
        rows.append((str(at), _cut(line.text, LONGEST_STATEMENT), *cells, signed(line.difference)))
    less = f"; разница — {results.seen_by[0]} минус {results.seen_by[1]}" if len(results.seen_by) == 2 else ""
    columns = (
        Column("№", 6, "centre"),
        Column("Утверждение", 44),
        *(Column(label.capitalize(), 20, "centre") for label in results.seen_by),
        Column("Разница", 13, "centre"),
    )
    blocks: list[Block] = [
        _caption(f"Взгляд сторон: средние от 1 до 10, в скобках число ответов{less}"),
        Table(columns, tuple(rows)),
    ]
    blocks += _more(len(lines) - len(rows), "утверждение", "утверждения", "утверждений")
    if draws:
        shapes = ", ".join(f"{plots.SHAPE_NAMES[at]} — {label}" for at, label in enumerate(results.seen_by[:5]))
        marks = [[(at, mean) for at, (_, mean) in enumerate(line.marks) if mean is not None] for line in lines[:budget]]
        said = "; ".join(
            f"{at} — " + ", ".join(f"{label} {number(mean)}" for label, mean in line.marks)
            for at, line in enumerate(lines[:budget], 1)
        )
        blocks.append(
            _picture(plots.marks_panel(marks), f"Взгляд сторон по номерам таблицы: {said}", shapes.capitalize())
        )
    return blocks


def _statements(results: Results, budget: int, *, draws: bool) -> list[Block]:
    """The lowest first: that is where to begin."""
    found: list[tuple[str, Line, float]] = [
        (part.label, line, line.summary.mean)
        for part in results.parts
        for item in part.items
        for line in item.lines
        if line.summary is not None and line.summary.mean is not None
    ]
    if not found:
        return []
    several = len({label for label, _, _ in found}) > 1
    found.sort(key=lambda one: one[2])
    rows = []
    for at, (label, line, mean) in enumerate(found[:budget], 1):
        assert line.summary is not None
        who = f" ({label})" if several else ""
        rows.append((str(at), _cut(line.words, LONGEST_STATEMENT) + who, str(line.summary.n), number(mean)))
    columns = (
        Column("№", 6, "centre"),
        Column("Утверждение, от самой низкой оценки", 65),
        Column("Ответов", 15, "centre"),
        Column("Среднее", 15, "centre"),
    )
    blocks: list[Block] = [_caption("Оценки от 1 до 10"), Table(columns, tuple(rows))]
    blocks += _more(len(found) - len(rows), "утверждение", "утверждения", "утверждений")
    if draws:
        means = [mean for _, _, mean in found[:budget]]
        said = "; ".join(f"{at} — {number(mean)}" for at, mean in enumerate(means, 1))
        panel = plots.marks_panel([[(plots.FULL_CIRCLE, mean)] for mean in means])
        blocks.append(_picture(panel, f"Средние по номерам таблицы: {said}", "Кружок — среднее"))
    return blocks


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
    more = _more(len(lines) - budget, "вопрос", "вопроса", "вопросов")
    return [_caption("Выбор ответов"), Table(columns, tuple(lines[:budget])), *more]


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


def _picture(svg: str, alt: str, legend: str) -> Picture:
    return Picture(image_of(svg), alt, WIDTH, caption=f"{legend}. Номера — строки таблицы, шкала от 1 до 10.")


def _caption(text: str) -> Paragraph:
    return Paragraph((Run(text, bold=True),), align="left", indent=False, keep=True)


def _more(left: int, *forms: str) -> Iterable[Block]:
    if left > 0:
        words = f"Ещё {count(left, *forms)} — в таблице, которую можно скачать."
        yield Paragraph(words, small=True, indent=False)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
