"""From what a roadmap says to tables that say it: the same measures in many hands.

`draw(expected, seed)` lays a structure (that of `import_roadmap --json`) out as a grid with its own columns; `writers`
writes it as a file; `Drawing.expected` is what reading must give again.
"""

import copy
import random
import re

from tests.roadmaps.reading.drawing import ALONE, FIELDS, HEADINGS, Box, Drawing, place_cells

_NUMBERED = re.compile(r"\d+(?:\.\d+)*[.)]\s*")


class Impossible(Exception):
    """This structure cannot be printed in this way."""


def draw(expected, seed=0, **options):
    """A layout chosen by `seed`; options fix a choice: stages (column, repeated, empty, across), numbers (items, rows),
    shuffled, numeric, repeated, grouped, soft, generated, extras, landscape, marks, breaks, blank_column, blank_rows,
    blank_lines (empty paragraphs in cells), capitals, doubled (a grid twice as fine as the columns), split (a table for
    each page), lines (a table for each stage, its name above), apart (a stage's number in a cell before its row), latin (letters that only look Russian)."""
    chance = random.Random(seed)
    measures = [measure for stage in expected["stages"] for measure in stage["measures"]]
    has_stages = any(stage["number"] or stage["title"] for stage in expected["stages"])
    chosen = {
        "stages": chance.choice(["column", "repeated", "empty", "across"]) if has_stages else "none",
        "numbers": "items" if _can_be_items(measures) else "rows",
        **{name: chance.random() < 0.5 for name in ("shuffled", "grouped", "soft", "generated", "extras", "landscape", "breaks", "merged", "own_number")},
        **{name: chance.random() < 0.3 for name in ("numeric", "repeated", "extra_column", "blank_column", "blank_rows", "blank_lines", "capitals", "doubled", "split", "lines", "apart", "latin")},
        "marks": chance.choice(["table", "paragraphs"]),
    } | options  # fmt: skip
    if any(_NUMBERED.match(measure["content"]) for measure in measures):
        raise Impossible("a content that begins with a number")
    if chosen["stages"] == "across" and not any(measure[name] for measure in measures for name in FIELDS.values()):
        chosen["stages"] = "column"  # a table of measures alone is anybody's list: something must tell a roadmap
    drawing = Drawing(copy.deepcopy(expected), [], [], chosen, chance)
    drawing.expected.pop("source", None)
    _columns(drawing, measures)
    _rows(drawing)
    _headings(drawing)
    return drawing


def _can_be_items(measures):
    """Numbers of one level, typed before the content, whose own lines have none."""
    numbered = [measure for measure in measures if measure["number"]]
    return all(
        measure["number"].isdigit() and not any(map(_NUMBERED.match, measure["content"].split("\n")))
        for measure in numbered
    )


def _columns(drawing, measures):
    options, chance = drawing.options, drawing.chance
    text = ["title", "content"] if any(measure["title"] for measure in measures) else ["content"]
    rest = [role for role, name in FIELDS.items() if any(measure[name] for measure in measures)]
    rest += [role for role, option in (("extra", "extra_column"), ("blank", "blank_column")) if options[option]]
    if options["shuffled"]:
        chance.shuffle(rest)
        place = chance.randrange(len(rest) + 1)
        rest[place:place] = text
    else:
        rest = [*text, *rest]
    front = []
    options["stage_number_apart"] = (
        options["own_number"] and options["numbers"] == "items" and options["stages"] not in ("across", "none")
    )
    if options["numbers"] == "rows" or options["stage_number_apart"]:
        front.append("number")
    if options["stages"] not in ("across", "none"):
        front.append("stage")
    drawing.roles = [*front, *rest]


def _rows(drawing):
    for number, stage in enumerate(drawing.expected["stages"]):
        if drawing.options["repeated"] and number and drawing.chance.random() < 0.5:
            drawing.grid.append([])  # the headings, filled in later
        if number:
            drawing.seams.append(len(drawing.grid))
        if drawing.options["stages"] == "across":
            drawing.grid.append(_across(stage, drawing))
        first = len(drawing.grid)
        for group in _groups(stage["measures"], drawing):
            drawing.grid.append([_cell(role, stage, group, drawing) for role in drawing.roles])
            _join_title(drawing, group)
        _stage_cells(drawing, first)
        _equal_cells(drawing, first)
        if drawing.options["blank_rows"] and drawing.chance.random() < 0.5:
            drawing.grid.append([Box() for _ in drawing.roles])


def _across(stage, drawing):
    """A stage's row: one cell, or its number in the first column and its name over all others."""
    width = len(drawing.roles)
    if drawing.options["apart"] and drawing.roles[0] == "number" and stage["number"] and stage["title"]:
        name = Box([stage["title"]], columns=width - 1)
        return [Box([stage["number"] + drawing.chance.choice([".", ""])]), *[name] * (width - 1)]
    box = Box([_stage_across(stage, drawing.chance, sure=drawing.options["lines"])], columns=width)
    return [box] * width


def _stage_across(stage, chance, *, sure=False):
    number, title = stage["number"], stage["title"] or ""
    if not number:
        return title
    shapes = [f"Этап {number}. {title}"] if sure else [f"{number}. {title}", f"Этап {number}. {title}"]
    if number.isdigit():
        shapes.append(f"{number} этап. {title}")
    return chance.choice(shapes).strip()


def _groups(measures, drawing):
    """Measures that share a row: consecutive numbers, everything but the content equal."""
    groups = []
    for measure in measures:
        before = groups[-1][-1] if groups else None
        joins = (
            drawing.options["grouped"]
            and drawing.options["numbers"] == "items"
            and before
            and measure["number"]
            and before["number"]
            and int(measure["number"]) == int(before["number"]) + 1
            and all(measure[name] == before[name] for name in ("title", *FIELDS.values()))
            and drawing.chance.random() < 0.8
        )
        if joins:
            groups[-1].append(measure)
        else:
            groups.append([measure])
    return groups


def _cell(role, stage, group, drawing):
    first = group[0]
    if role == "number":
        number = stage["number"] if drawing.options["numbers"] == "items" else first["number"]
        return Box([number + drawing.chance.choice([".", ""])] if number else [])
    if role == "stage":
        apart = drawing.options["stage_number_apart"] or not stage["number"]
        words = stage["title"] or "" if apart else f"{stage['number']}. {stage['title'] or ''}".strip()
        return Box([words] if words else [])
    if role == "title":
        return Box([first["title"]] if first["title"] else [])
    if role in ("extra", "blank"):
        return Box([])
    if role == "content":
        return _content(group, drawing)
    text = first[FIELDS[role]]
    return Box(text.split("\n") if text else [], breaks=drawing.options["breaks"])


def _content(group, drawing):
    box = Box(breaks=drawing.options["breaks"])
    numbered = drawing.options["numbers"] == "items" and group[0]["number"]
    generated = drawing.options["generated"]
    if numbered:
        box.start = int(group[0]["number"])
    mark = drawing.chance.choice(["{})", "{}."])
    for measure in group:
        for place, line in enumerate(measure["content"].split("\n")):
            if not place and numbered and generated:
                box.lines.append(line)
                box.kinds.append("number")
            elif not place and numbered:
                box.lines.append(f"{mark.format(measure['number'])} {line}")
                box.kinds.append("")
            elif line.startswith("- ") and generated:
                box.lines.append(line[2:])
                box.kinds.append("bullet")
            else:
                box.lines.append(
                    line.replace("- ", drawing.chance.choice(["- ", "– ", "• "]), 1) if line.startswith("- ") else line
                )
                box.kinds.append("")
    box.breaks = box.breaks and not any(box.kinds)
    return box


def _join_title(drawing, group):
    """A measure without title in a table with titles: both cells are one."""
    if "title" in drawing.roles and group[0]["title"] is None:
        row = drawing.grid[-1]
        title, content = drawing.roles.index("title"), drawing.roles.index("content")
        row[content].columns = 2
        row[title] = row[content]


def _stage_cells(drawing, first):
    for column, role in enumerate(drawing.roles):
        if role == "stage" or (role == "number" and drawing.options["stage_number_apart"]):
            for row in drawing.grid[first + 1 :]:
                if drawing.options["stages"] == "column":
                    row[column] = drawing.grid[first][column]
                    row[column].rows += 1
                elif drawing.options["stages"] == "empty":
                    row[column] = Box()


def _equal_cells(drawing, first):
    """Equal neighbours of a stage are merged downwards, titles may also stay empty below the first."""
    for column, role in enumerate(drawing.roles):
        if role not in ("title", *FIELDS):
            continue
        for above, row in zip(drawing.grid[first:], drawing.grid[first + 1 :], strict=False):
            upper, box = above[column], row[column]
            if upper is box or not box.lines or upper.lines != box.lines or upper.columns != box.columns != 1:
                continue
            if drawing.options["merged"]:
                upper.rows += 1
                row[column] = upper


def _headings(drawing):
    alone = "title" not in drawing.roles
    names = [drawing.chance.choice(ALONE if role == "content" and alone else HEADINGS[role]) for role in drawing.roles]
    if drawing.options["capitals"]:
        names = [name.upper() for name in names]
    if drawing.options["latin"]:
        names = [
            name.replace("е", "e").replace("о", "o").replace("с", "c") if len(name) > 4 else name for name in names
        ]
    drawing.expected["columns"] = [" ".join(name.split("\n")) for name in names if name]
    for place, row in enumerate(drawing.grid):
        if not row:
            drawing.grid[place] = _heading_row(names)
    top = [_heading_row(names)]
    if drawing.options["numeric"]:
        top.append([Box([str(number)]) for number, _ in enumerate(names, start=1)])
    drawing.heading_rows = len(top)
    drawing.grid = top + drawing.grid
    drawing.seams = [seam + len(top) for seam in drawing.seams]
    place_cells(drawing.grid)


def _heading_row(names):
    return [Box(name.split("\n") if name else []) for name in names]
