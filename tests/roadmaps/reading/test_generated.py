"""The same roadmaps in the tables of many hands: whatever the layout, the reading gives the same structure."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.reading import read_file, read_text
from roadmaps.reading.doubts import LEFT_OUT
from tests.roadmaps.reading.generator import Impossible, draw
from tests.roadmaps.reading.writers import as_docx, as_text, as_xlsx

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
    read = read_file(as_docx(drawing))
    assert comparable(read.as_json()) == comparable(drawing.expected)
    assert [doubt for doubt in read.doubts if doubt.message == LEFT_OUT] == []


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


WORDS = st.sampled_from(
    [
        "провести",
        "анкетирование",
        "наставляемых",
        "подготовить",
        "приказ",
        "о",
        "кураторе",
        "организовать",
        "встречи",
        "пар",
        "«Школа",
        "наставника»",
        "и",
        "обсудить",
        "итоги",
        "методический",
        "семинар",
        "(по",
        "запросу)",
        "базы",
        "данных,",
        "педагогов;",
        "консультации",
        "ведущего",
        "специалиста",
        "Р-145",
        "2025",
        "года",
    ]
)
PHRASE = st.lists(WORDS, min_size=2, max_size=9).map(" ".join).map(lambda text: "Дело " + text)
LINES = st.lists(PHRASE, min_size=1, max_size=3).map("\n".join)
DUE = st.sampled_from(
    ["сентябрь", "август – сентябрь 2025", "в течение года", "до 5 октября", "по необходимости", "01.09.2025"]
)
WHO = st.sampled_from(["Куратор", "Директор\nКуратор", "Заместитель директора, куратор", "классные руководители"])


@st.composite
def roadmaps(draw_from):
    """A structure with all columns or some of them, stages numbered in one way, items numbered from one in each stage."""
    has_title, has_result, numbered = (draw_from(st.booleans()) for _ in range(3))
    form = draw_from(
        st.sampled_from([str, lambda number: ["I", "II", "III", "IV", "V"][number - 1], lambda number: None])
    )
    stages = []
    for number in range(1, draw_from(st.integers(2, 5)) + 1):
        measures = []
        for item in range(1, draw_from(st.integers(1, 4)) + 1):
            measures.append(
                {
                    "number": str(item) if numbered else None,
                    "title": draw_from(PHRASE) if has_title else None,
                    "content": draw_from(LINES),
                    "due_text": draw_from(DUE),
                    "responsible_text": draw_from(st.one_of(st.none(), WHO)),
                    "expected_result": draw_from(LINES) if has_result else None,
                }
            )
        stages.append(
            {"number": form(number), "title": f"Часть {'абвгд'[number - 1]} {draw_from(PHRASE)}", "measures": measures}
        )
    title = "Дорожная карта наставничества на 2025-2026 учебный год"
    return {
        "title": title,
        "organisation": None,
        "school_year": "2025-2026",
        "approval": None,
        "agreement": None,
        "stages": stages,
    }


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(roadmaps(), st.integers(0, 10_000), st.booleans())
def test_any_structure_in_any_hand(expected, seed, as_sheet):
    drawing = draw(expected, seed, **({"breaks": True} if as_sheet else {}))
    content = as_xlsx(drawing) if as_sheet else as_docx(drawing)
    assert comparable(read_file(content).as_json()) == comparable(drawing.expected), drawing.options
