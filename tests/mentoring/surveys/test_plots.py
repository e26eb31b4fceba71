"""Pictures: well-formed, without style, the figures in their words and in their lengths."""

from xml.etree import ElementTree

import pytest

from mentoring.surveys import plots

COUNTS = tuple((step, step % 4) for step in range(1, 11))
EVERY = [
    plots.distribution(COUNTS, 5.5, "Польза <b>"),
    plots.distribution(tuple((step, 0) for step in range(1, 11)), None, "Польза <b>"),
    plots.bar(0.25, "Польза <b>"),
    plots.progress(3, 12, "Польза <b>"),
    plots.progress(0, 0, "Польза <b>"),
    plots.dumbbell(3.2, 7.9, "Польза <b>"),
    plots.sides([("наставники", 7.0), ("наставляемые", None), ("родители", 1.0)], "Польза <b>"),
]


def tree(svg):
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("svg", EVERY)
def test_read_aloud_and_allowed_by_the_policy(svg):
    root = tree(svg)
    assert root.get("role") == "img"
    title, desc = root.find("title"), root.find("desc")
    assert "Польза <b>" in title.text
    assert desc.text
    for one in root.iter():
        assert one.get("style") is None
        assert one.tag not in ("style", "script")
        assert not any(name.startswith("on") for name in one.attrib)


def test_columns_are_as_tall_as_the_numbers():
    root = tree(plots.distribution(((1, 2), (2, 4), (3, 0)), 1.7, "Польза"))
    bars = [(float(one.get("y")), float(one.get("height"))) for one in root.iter("rect")]
    assert [height for _, height in bars] == [plots.TALL / 2, plots.TALL]
    assert {y + height for y, height in bars} == {plots.TOP + plots.TALL}
    assert [one.text for one in root.iter("text")] == ["2", "1", "4", "2", "3"]
    assert root.find("desc").text == "1 — 2; 2 — 4; среднее 1,7"


def test_the_triangle_stands_under_the_mean():
    root = tree(plots.distribution(COUNTS, 5.5, "Польза"))
    marks = [one.get("d") for one in root.iter("path") if "l5 8" in one.get("d")]
    assert marks == [f"M{5 * plots.COLUMN} {plots.TOP + plots.TALL + 1}l5 8h-10z"]


def test_no_answers_no_columns_no_triangle():
    root = tree(plots.distribution(tuple((step, 0) for step in range(1, 11)), None, "Польза"))
    assert list(root.iter("rect")) == []
    assert root.find("desc").text == "ответов нет; среднее —"
    assert plots.distribution((), None, "Польза") == ""


@pytest.mark.parametrize(("share", "width"), [(0, "0"), (0.25, "25"), (1, "100"), (1.7, "100")])
def test_a_bar_is_as_long_as_the_share(share, width):
    assert tree(plots.bar(share, "Польза"))[3].get("width") == width


def test_before_is_hollow_and_after_is_full():
    root = tree(plots.dumbbell(1, 10, "Польза"))
    hollow, full = root.iter("circle")
    assert (hollow.get("cx"), hollow.get("fill")) == (str(plots.EDGE), "#fff")
    assert (full.get("cx"), full.get("fill")) == (str(plots.TRACK - plots.EDGE), plots.ACCENT)
    assert root.find("desc").text == "до 1,0, после 10,0"


def test_each_side_has_a_shape_of_its_own():
    marks = [plots.mark(place, 5) for place in range(5)]
    assert len(set(marks)) == 5
    root = tree(plots.sides([("наставники", 7.0), ("наставляемые", None), ("родители", 1.0)], "Польза"))
    assert root.find("desc").text == "наставники 7,0; родители 1,0"


def test_who_is_missing_is_hatched():
    root = tree(plots.progress(3, 12, "все"))
    hatched, full, _ = root.iter("rect")
    assert (hatched.get("fill"), full.get("width")) == ("url(#sv-hatch)", "75")
    assert 'id="sv-hatch"' in plots.SHAPES
    assert root.find("desc").text == "3 из 12 приглашений"


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [(7.44, "7,4", "+7,4"), (-0.5, "−0,5", "−0,5"), (0.04, "0,0", "0,0"), (-0.04, "0,0", "0,0"), (None, "—", "—")],
)
def test_numbers_as_they_are_read(value, plain, with_sign):
    assert (plots.number(value), plots.signed(value)) == (plain, with_sign)


def test_shares():
    assert (plots.percent(0.856), plots.percent(None)) == ("86 %", "—")
