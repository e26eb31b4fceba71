"""The same roadmaps in the tables of many hands: whatever the layout, the reading gives the same structure."""

import json
from pathlib import Path

import pytest

from roadmaps.reading import read_file, read_text
from tests.roadmaps.reading.generator import Impossible, as_docx, as_text, as_xlsx, draw

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "tests" / "fixtures" / "roadmaps"
SHARED = ROOT.parent / "shared" / "data" / "roadmaps"
SEEDS = 8


def sources():
    """Our own structures, and beside the shared data those too, under numbers: their names are names of places."""
    own = {path.name.partition(".")[0]: path for path in sorted(FIXTURES.glob("*.expected.json"))}
    return own | {f"shared{number}": path for number, path in enumerate(sorted(SHARED.glob("*.expected.json")))}


SOURCES = sources()


def spaceless(value):
    """The structure with all white space collapsed."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: spaceless(one) for key, one in value.items()}
    return [spaceless(one) for one in value] if isinstance(value, list) else value


def comparable(structure):
    """What must be equal whatever the layout: posts and bodies of marks are prose that a layout may cut otherwise."""
    approval, agreement = structure["approval"] or {}, structure["agreement"] or {}
    return spaceless(
        {name: structure[name] for name in ("title", "school_year", "columns", "stages")}
        | {name: approval.get(name) for name in ("order_number", "order_date")}
        | {name: agreement.get(name) for name in ("protocol_number", "date")}
        | {"approved by": approval.get("name"), "agreed by": agreement.get("name")}
    )


def expected_of(name):
    return json.loads(SOURCES[name].read_text())


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("name", SOURCES)
def test_word(name, seed):
    drawing = draw(expected_of(name), seed)
    assert comparable(read_file(as_docx(drawing)).as_json()) == comparable(drawing.expected)


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize("name", SOURCES)
def test_workbook(name, seed):
    drawing = draw(expected_of(name), seed, breaks=True)
    assert comparable(read_file(as_xlsx(drawing)).as_json()) == comparable(drawing.expected)


@pytest.mark.parametrize("seed", range(SEEDS // 2))
@pytest.mark.parametrize("name", SOURCES)
def test_pasted(name, seed):
    expected = expected_of(name)
    drawing = draw(expected, seed, stages=_unmerged(expected), merged=False, grouped=False, soft=False, extras=False)
    if any(
        row[index] is row[index - 1]
        for row in drawing.grid
        for index in range(1, len(row))
        if row[index].rows * row[index].columns > 1 and len(row) != row[index].columns
    ):
        # A copied table tells nothing of a title and a content merged into one cell.
        drawing = None
    assert drawing is None or comparable(read_text(as_text(drawing)).as_json()) == comparable(drawing.expected)


def _unmerged(expected):
    return "repeated" if any(stage["number"] or stage["title"] for stage in expected["stages"]) else "none"


def test_structure_that_cannot_be_printed_is_told():
    expected = expected_of("municipal")
    expected["stages"][0]["measures"][0]["content"] = "1. Издать приказ"
    with pytest.raises(Impossible):
        draw(expected)
