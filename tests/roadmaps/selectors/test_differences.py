"""Differences of two snapshots: what was added, removed, changed, moved; and nothing where nothing is."""

from copy import deepcopy

import pytest

from roadmaps.selectors.plan import Change, difference, same_words, snapshot_of
from tests.roadmaps.cast import big, laid_out

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def old(world) -> dict:
    return snapshot_of(laid_out(world))


def test_nothing_differs_from_itself(old):
    assert difference(old, deepcopy(old)) == []
    assert same_words(old, deepcopy(old))


def test_against_nothing_everything_is_added(old):
    found = difference({}, old)
    assert [(one.kind, one.noun) for one in found] == [
        ("changed", "head"),
        *[("added", noun) for noun in ("stage", "measure", "measure", "measure", "stage", "measure", "measure")],
    ]


def test_a_changed_field_is_told_with_both_texts(old):
    new = deepcopy(old)
    new["stages"][0]["measures"][0] |= {"due_text": None, "content": "Издать два приказа", "extra": {"6": "готово"}}
    uid = new["stages"][0]["measures"][0]["key"]
    assert difference(old, new) == [
        Change(
            "changed",
            "measure",
            uid,
            "1. Подготовка",
            "1.1 Приказы",
            {
                "содержание": "Издать приказ о наставничестве",
                "срок": "сентябрь",
                "Отметка о выполнении": "до 1 октября",
            },
            {"содержание": "Издать два приказа", "срок": "", "Отметка о выполнении": "готово"},
        )
    ]
    assert difference(old, new)[0].rows[1] == ("срок", "сентябрь", "")
    assert difference(old, new)[0].label == "изменено"


def test_rows_of_printing_and_codes_are_no_difference_of_words(old):
    new = deepcopy(old)
    new["stages"][0]["measures"][0] |= {"row": 77, "code": ""}
    assert same_words(old, new)


def test_added_and_removed(old):
    new = deepcopy(old)
    gone = new["stages"][0]["measures"].pop(0)
    new["stages"][1]["measures"].append(gone | {"key": "new", "number": "2.3", "title": None})
    assert [(one.kind, one.uid, one.stage, one.name) for one in difference(old, new)] == [
        ("added", "new", "2. Работа пар", "2.3 Издать приказ о наставничестве"),
        ("removed", gone["key"], "1. Подготовка", "1.1 Приказы"),
    ]


def test_the_one_row_that_was_moved_is_told_and_not_those_it_passed(old):
    new = deepcopy(old)
    rows = new["stages"][0]["measures"]
    rows.append(rows.pop(0))
    assert [(one.kind, one.name, one.was, one.now) for one in difference(old, new)] == [
        ("moved", "1.1 Приказы", {}, {})
    ]


def test_moved_to_another_stage_and_changed_at_once(old):
    new = deepcopy(old)
    moved = new["stages"][1]["measures"].pop(1)
    new["stages"][0]["measures"].insert(0, moved | {"number": "1.0"})
    assert [(one.kind, one.was, one.now) for one in difference(old, new)] == [
        ("changed", {"номер": "2.2"}, {"номер": "1.0"}),
        ("moved", {"этап": "2. Работа пар"}, {"этап": "1. Подготовка"}),
    ]


def test_stages(old):
    new = deepcopy(old)
    new["stages"].reverse()
    new["stages"][0]["title"] = "Встречи"
    new["stages"].append({"key": "s", "number": "3", "title": "Итоги", "measures": []})
    told = [(one.kind, one.noun, one.name) for one in difference(old, new)]
    assert ("changed", "stage", "2. Встречи") in told
    assert ("added", "stage", "3. Итоги") in told
    assert [kind for kind, noun, _ in told if noun == "stage" and kind == "moved"] == ["moved"]


def test_head(old):
    new = deepcopy(old)
    new["approval"] = None
    new["title"] = "План"
    changed = difference(old, new)[0]
    assert (changed.noun, list(changed.was)) == (
        "head",
        ["название", "утверждает: должность", "утверждает: имя", "номер приказа", "дата приказа"],
    )


def test_a_long_plan_turned_over_is_told(world):
    old = snapshot_of(laid_out(world, big(150)))
    new = deepcopy(old)
    for stage in new["stages"]:
        stage["measures"].reverse()
    assert len([one for one in difference(old, new) if one.kind == "moved"]) == 150 - 10


def test_the_form_of_the_mark_the_annex_and_the_sheet_are_told(old):
    new = old | {"approval_form": "by_order", "annex_number": "3", "landscape": not old["landscape"]}
    sheets = ("альбомный", "книжный") if old["landscape"] else ("книжный", "альбомный")
    assert [one.rows for one in difference(old, new)] == [
        [
            ("гриф утверждения", "УТВЕРЖДАЮ — должность, подпись, дата", "УТВЕРЖДЕНА приказом"),
            ("номер приложения", "", "3"),
            ("лист", *sheets),
        ]
    ]


def test_what_an_earlier_version_does_not_know_is_no_difference(old):
    earlier = {name: value for name, value in old.items() if name not in ("approval_form", "annex_number", "landscape")}
    assert same_words(earlier, old | {"approval_form": "annex", "annex_number": "3"})


def test_days_are_told_in_words_and_an_order_only_where_there_is_one(old):
    new = deepcopy(old)
    new["approval"]["order_date"] = "2026-09-10"
    [change] = difference(old, new)
    assert change.rows == [("дата приказа", "30\u00a0августа\u00a02026\u00a0г.", "10\u00a0сентября\u00a02026\u00a0г.")]
    new["approval"]["order_number"] = old["approval"]["order_number"] = None
    new["agreement"]["date"] = "вчера"
    [change] = difference(old, new)
    assert change.rows == [
        ("дата утверждения", "30\u00a0августа\u00a02026\u00a0г.", "10\u00a0сентября\u00a02026\u00a0г."),
        ("дата согласования", "29\u00a0августа\u00a02026\u00a0г.", "вчера"),
    ]
