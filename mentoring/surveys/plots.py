"""Pictures of results, drawn on the server: plain SVG with presentation attributes only, so that the strict policy on styles lets
them through and a printer without colours keeps them apart — by shape, by hatching, by hollow and full.

Every picture says in `<title>` and `<desc>` what it shows; beside each the page has the same figures as a table.
Hatchings are drawn once on a page: `SHAPES`.
"""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from schools.russian import plural

from .wording import HIGHEST, LOWEST

INK, ACCENT, PALE, QUIET = "#16191d", "#1d4e89", "#dfe3e8", "#565e68"
SHAPES = mark_safe(  # a constant
    '<svg class="sv-shapes" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="sv-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#fff"/><rect width="2" height="6" fill="{ACCENT}"/></pattern>'
    "</defs></svg>"
)
# Histogram: a column for each step.
COLUMN, BAR_WIDTH, TALL, TOP = 34, 24, 72, 18
# Tracks from 1 to 10.
TRACK, EDGE, MIDDLE, REACH = 220, 10, 13, 5
# Panel of tracks: room for a number, between columns, from track to track; so many stand in one column.
NUMBER, GAP, PITCH, IN_ONE_COLUMN = 26, 16, 18, 4
# Of the marks by their place, for those who read the legend.
SHAPE_NAMES = ("квадрат", "светлый кружок", "треугольник", "светлый квадрат", "тёмный кружок")
FULL_CIRCLE = 4


def number(value: float | None, digits: int = 1) -> str:
    """«7,4»; «—» for nothing."""
    if value is None:
        return "—"
    text = f"{abs(value):.{digits}f}"
    minus = "−" if value < 0 and float(text) else ""
    return minus + text.replace(".", ",")


def signed(value: float | None, digits: int = 1) -> str:
    """«+1,2», «−0,4», «0,0»."""
    text = number(value, digits)
    return f"+{text}" if value is not None and not text.startswith("−") and float(text.replace(",", ".")) else text


def percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.0f} %"


def distribution(counts: Sequence[tuple[int, int]], mean: float | None, about: str) -> SafeString:
    """Columns over the steps of a scale, the number over each, and a triangle under the axis at the mean."""
    if not counts:
        return SafeString()
    most = max((times for _, times in counts), default=0) or 1
    base = TOP + TALL
    columns = []
    for place, (step, times) in enumerate(counts):
        left, middle = place * COLUMN + (COLUMN - BAR_WIDTH) / 2, place * COLUMN + COLUMN / 2
        height = TALL * times / most
        if times:
            columns.append(
                format_html(
                    '<rect x="{}" y="{}" width="{}" height="{}"/>'
                    '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>',
                    *(_cut(left), _cut(base - height), BAR_WIDTH, _cut(height)),
                    *(_cut(middle), _cut(base - height - 4), INK, times),
                )
            )
        columns.append(
            format_html(
                '<text x="{}" y="{}" text-anchor="middle" fill="{}">{}</text>', _cut(middle), base + 22, QUIET, step
            )
        )
    line = SafeString()
    if mean is not None:
        at = _cut((mean - counts[0][0]) * COLUMN + COLUMN / 2)
        line = format_html('<path d="M{} {}l5 8h-10z" fill="{}"/>', at, base + 1, INK)
    desc = "; ".join(f"{step} — {times}" for step, times in counts if times)
    return _svg(
        "sv-hist",
        (COLUMN * len(counts), base + 28),
        f"Распределение ответов: {about}",
        f"{desc or 'ответов нет'}; среднее {number(mean)}",
        format_html(
            '<g fill="{}" font-size="12">{}<path d="M0 {}H{}" stroke="{}"/>{}</g>',
            *(ACCENT, _joined(columns), base, COLUMN * len(counts), QUIET, line),
        ),
    )


def bar(share: float, about: str) -> SafeString:
    """A full bar in an empty one; stretched to the width it is given."""
    body = format_html(
        '<rect x="0.5" y="0.5" width="99" height="9" fill="#fff" stroke="{}" vector-effect="non-scaling-stroke"/>'
        '<rect y="0" width="{}" height="10" fill="{}"/>',
        *(QUIET, _cut(100 * min(max(share, 0), 1)), ACCENT),
    )
    return _svg("sv-bar", (100, 10), about, percent(share), body, stretch=True)


def progress(answered: int, asked: int, about: str) -> SafeString:
    """Answered full, still missing hatched."""
    at = _cut(300 * min(answered / asked, 1)) if asked else "0"
    body = format_html(
        '<rect width="300" height="14" fill="url(#sv-hatch)"/><rect width="{}" height="14" fill="{}"/>'
        '<rect x="0.5" y="0.5" width="299" height="13" fill="none" stroke="{}"/>',
        *(at, ACCENT, ACCENT),
    )
    people = plural(asked, "приглашения", "приглашений", "приглашений")
    return _svg("sv-progress", (300, 14), f"Ответили: {about}", f"{answered} из {asked} {people}", body)


def dumbbell(before: float, after: float, about: str) -> SafeString:
    """Before hollow, after full, a thick line between."""
    said = f"до {number(before)}, после {number(after)}"
    return _svg("sv-track", (TRACK, 2 * MIDDLE), f"До и после: {about}", said, _axis() + _change(before, after))


def _change(before: float, after: float) -> SafeString:
    was, became = _at(before), _at(after)
    return format_html(
        '<path d="M{} {m}H{}" stroke="{}" stroke-width="3"/>'
        '<circle cx="{}" cy="{m}" r="{r}" fill="#fff" stroke="{}" stroke-width="2"/>'
        '<circle cx="{}" cy="{m}" r="{r}" fill="{}"/>',
        *(was, became, ACCENT, was, INK, became, ACCENT),
        m=MIDDLE,
        r=REACH,
    )


def sides(means: Iterable[tuple[str, float | None]], about: str) -> SafeString:
    """A mark of its own shape for each side."""
    told = [(place, label, mean) for place, (label, mean) in enumerate(means) if mean is not None]
    body = _joined(mark(place, mean) for place, _, mean in told)
    said = "; ".join(f"{label} {number(mean)}" for _, label, mean in told)
    return _svg("sv-track", (TRACK, 2 * MIDDLE), f"Взгляд сторон: {about}", said or "ответов нет", _axis() + body)


def mark(place: int, mean: float) -> SafeString:
    """Square, hollow circle, triangle, hollow square, full circle — by turns."""
    x = EDGE + (mean - LOWEST) / (HIGHEST - LOWEST) * (TRACK - 2 * EDGE)
    left, top, size = _cut(x - REACH), MIDDLE - REACH, 2 * REACH
    kinds = (
        format_html('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>', left, top, size, size, ACCENT),
        format_html(
            '<circle cx="{}" cy="{}" r="{}" fill="#fff" fill-opacity="0.7" stroke="{}" stroke-width="2"/>',
            *(_cut(x), MIDDLE, REACH, INK),
        ),
        format_html('<path d="M{} {}l6 11h-12z" fill="{}"/>', _cut(x), MIDDLE - 6, QUIET),
        format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="none" stroke="{}" stroke-width="2"/>',
            *(left, top, size, size, INK),
        ),
        format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>', _cut(x), MIDDLE, REACH, QUIET),
    )
    return kinds[place % len(kinds)]


def changes_panel(pairs: Sequence[tuple[float, float]]) -> str:
    """Tracks of before and after, numbered from 1, for a paper: the figures stand in its table."""
    return _panel([_change(*pair) for pair in pairs])


def marks_panel(rows: Sequence[Sequence[tuple[int, float]]]) -> str:
    """Tracks with marks (shape, value), numbered from 1, for a paper."""
    return _panel([_joined(mark(shape, value) for shape, value in marks) for marks in rows])


def _panel(bodies: Sequence[SafeString]) -> str:
    """In two columns when there are many; over each the ends of the scale. A file of its own, hence the namespace."""
    columns = 2 if len(bodies) > IN_ONE_COLUMN else 1
    tall = -(-len(bodies) // columns)
    wide = NUMBER + TRACK + GAP
    pieces = []
    for column in range(columns):
        for step in (LOWEST, HIGHEST):
            x = column * wide + NUMBER + float(_at(step))
            pieces.append(format_html('<text x="{}" y="11" text-anchor="middle" fill="{}">{}</text>', x, QUIET, step))
    for place, body in enumerate(bodies):
        x, y = place // tall * wide, 12 + place % tall * PITCH
        pieces.append(
            format_html(
                '<text x="{}" y="{}" text-anchor="end" fill="{}">{}</text><g transform="translate({} {})">{}{}</g>',
                *(x + NUMBER - 4, y + MIDDLE + 4, INK, place + 1),
                *(x + NUMBER, y, _axis(), body),
            )
        )
    # One column is as wide as two: circles of two papers are alike.
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-size="12">{}</svg>',
        *(2 * wide, 12 + tall * PITCH + 2 * MIDDLE - PITCH, _joined(pieces)),
    )


def sign(place: int) -> SafeString:
    """The mark of a side alone, for the legend and the head of a table."""
    return format_html(
        '<svg class="sv-sign" viewBox="{} 0 26 26" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>',
        EDGE - 13,
        mark(place, LOWEST),
    )


def _axis() -> SafeString:
    ticks = "".join(f"M{_at(step)} {MIDDLE - 4}v8" for step in range(LOWEST, HIGHEST + 1))
    return format_html('<path d="M{} {}H{}{}" stroke="{}"/>', EDGE, MIDDLE, TRACK - EDGE, ticks, "#868e97")


def _at(value: float) -> str:
    return _cut(EDGE + (value - LOWEST) / (HIGHEST - LOWEST) * (TRACK - 2 * EDGE))


def _cut(value: float) -> str:
    """A coordinate in tenths, without what it can do without."""
    return f"{value:.1f}".removesuffix(".0")


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _svg(
    name: str, size: tuple[float, float], title: str, desc: str, body: SafeString, *, stretch: bool = False
) -> SafeString:
    return format_html(
        '<svg class="sv {}" viewBox="0 0 {} {}" role="img" focusable="false"{}><title>{}</title><desc>{}</desc>{}</svg>',
        *(name, *size, mark_safe(' preserveAspectRatio="none"') if stretch else "", title, desc, body),
    )
