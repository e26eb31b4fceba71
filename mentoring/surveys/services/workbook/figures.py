"""Rows of the sheets of figures, and of the codebook that explains them."""

from collections.abc import Iterator

from schools.workbooks.writing import Value

from ...enums import QuestionKind
from ...plots import number
from ...selectors.figures import Results


def summary(results: Results) -> Iterator[list[Value]]:
    """A row for each scale, row of a matrix and option; of a text how many wrote."""
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


def changes(results: Results) -> Iterator[list[Value]]:
    """Before and after, a row for each statement."""
    for line in results.comparisons:
        head: list[Value] = [line.label, line.item, line.text]
        if (one := line.change) is None:
            yield [*head, "не показано"]
            continue
        figures = [one.before, one.after, one.difference, one.low, one.high, one.effect]
        yield [*head, one.n, *map(_round, figures), one.verdict]


def sides(results: Results) -> Iterator[list[Value]]:
    """Number of answers and mean of every side that judged the statement."""
    for line in results.sides:
        cells: list[Value] = []
        for cell in line.cells:
            cells += [cell.n, _round(cell.mean)] if cell else [None, None]
        yield [line.item, line.text, *cells]


def forms(results: Results) -> Iterator[list[Value]]:
    """A row for each statement and form of mentoring."""
    for part in results.parts:
        for line in part.by_form:
            for form, cell in zip(part.forms, line.cells, strict=True):
                if cell is not None:
                    yield [part.label, line.item, line.text, form, cell.n, _round(cell.mean)]


def pairs(results: Results) -> Iterator[list[Value]]:
    """A row for each pair, with the statements on which its two sides are two points apart."""
    for line in results.pairs:
        gaps = [f"{text} {number(mentor)} и {number(mentees)}" for text, mentor, mentees in line.gaps]
        yield [line.name, *map(_round, (line.mentor, line.mentees, line.difference)), "\n".join(gaps)]


def texts(results: Results) -> Iterator[list[Value]]:
    """Every text, in the order that the results give: by name, or in none."""
    for part in results.parts:
        for item in part.items:
            for said in item.texts:
                yield [part.label, item.question.code, item.question.text, said.text, said.who]


def codebook(results: Results) -> Iterator[list[Value]]:
    """What each code means."""
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


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
