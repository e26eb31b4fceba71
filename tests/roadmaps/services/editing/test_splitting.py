"""One measure into several and several into one."""

from datetime import date

import pytest

from roadmaps.models import Measure, Occasion
from roadmaps.services.editing import (
    RoadmapRefused,
    edit_measure,
    join_measure,
    set_responsible,
    split_measure,
    undo_edit,
)
from tests.roadmaps.cast import measure_of, occasion_of
from tests.roadmaps.services.editing.looking import everything, order, rows
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


def test_split_by_dashes_makes_a_numbered_row(roadmap, world):
    made = split_measure(measure_of(roadmap, "2.1"), 1, world.anna)
    assert [(one.number, one.marker, one.row_number, one.title, one.content) for one in made] == [
        ("2.1.1", "1)", "2.1.", "Встречи пар", "знакомство"),
        ("2.1.2", "2)", "2.1.", "Встречи пар", "посещение уроков"),
    ]
    assert order(roadmap)["2"] == ["2.1.1", "2.1.2", "2.2"]
    assert len({measure_of(roadmap, number).row for number in ("2.1.1", "2.1.2")}) == 1
    second = measure_of(roadmap, "2.1.2")
    assert [(row.person, row.role) for row in second.responsible.all()] == [(world.boris_card, ""), (None, "curator")]
    assert [row.year for row in second.occasions.all()] == [YEAR]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("1. Приказ\n2. Положение\n2.1. о совете", ["Приказ", "Положение\n2.1. о совете"]),
        ("Подготовить: 1) приказ; 2) план", ["Подготовить: приказ;", "Подготовить: план"]),
        ("Приказ\nПлан\nСовет", ["Приказ", "План", "Совет"]),
        ("• приказ\n• план\nна год", ["приказ", "план\nна год"]),
    ],
)
def test_how_a_content_parts(roadmap, world, content, texts):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"content": content}, world.anna)
    assert [one.content for one in split_measure(measure_of(roadmap, "1.1"), 2, world.anna)] == texts


def test_an_item_of_a_list_parts_without_renumbering_its_followers(roadmap, world):
    edit_measure(measure_of(roadmap, "1.2.1"), 1, {"content": "Собрать\nСложить"}, world.anna)
    split_measure(measure_of(roadmap, "1.2.1"), 2, world.anna)
    assert rows(roadmap) == [("1.1", 1), ("1.2.1", 2), ("", 6), ("1.2.2", 7), ("2.1", 4), ("2.2", 5)]


def test_what_has_one_part_is_not_split(roadmap, world):
    before = everything()
    with pytest.raises(RoadmapRefused):
        split_measure(measure_of(roadmap, "1.1"), 1, world.anna)
    assert everything() == before


def cells(row: Measure) -> tuple:
    return row.number, row.marker, row.row_number, row.title, row.content


def test_join_with_the_next(roadmap, world):
    join_measure(measure_of(roadmap, "1.2.1"), 1, world.anna)
    # The last of a list is a list no more.
    row = measure_of(roadmap, "1.2")
    assert cells(row) == ("1.2", "", "1.2.", "", "Собрать согласия\nСобрать анкеты")
    assert order(roadmap)["1"] == ["1.1", "1.2"]
    before = everything()
    with pytest.raises(RoadmapRefused, match="объединять не с чем"):
        join_measure(row, 2, world.anna)
    assert everything() == before


def test_joining_undoes_a_split_part_by_part(roadmap, world):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"content": "Приказ\nПлан\nСовет"}, world.anna)
    whole = cells(measure_of(roadmap, "1.1"))
    split_measure(measure_of(roadmap, "1.1"), 2, world.anna)
    join_measure(measure_of(roadmap, "1.1.1"), 3, world.anna)
    parts = [cells(measure_of(roadmap, number)) for number in ("1.1.1", "1.1.2")]
    assert [(number, marker, content) for number, marker, _, _, content in parts] == [
        ("1.1.1", "1)", "Приказ\nПлан"),
        ("1.1.2", "2)", "Совет"),
    ]
    join_measure(measure_of(roadmap, "1.1.1"), 4, world.anna)
    assert cells(measure_of(roadmap, "1.1")) == whole
    for _ in range(3):
        undo_edit(roadmap, world.anna)
    assert cells(measure_of(roadmap, "1.1")) == whole


def test_parts_without_a_number_of_their_row_lose_theirs_again(roadmap, world):
    Measure.objects.filter(number="2.1").update(number="", row_number="")
    split_measure(measure_of(roadmap, ""), 1, world.anna)
    assert order(roadmap)["2"] == ["1", "2", "2.2"]
    join_measure(measure_of(roadmap, "1"), 2, world.anna)
    assert order(roadmap)["2"] == ["", "2.2"]


def test_no_word_of_the_joined_is_lost(roadmap, world):
    first, second = measure_of(roadmap, "2.1"), measure_of(roadmap, "2.2")
    changes = {"title": "Итоги", "due_text": "май", "responsible_text": "директор", "expected_result": "Справка"}
    edit_measure(first, 1, {"due_text": "апрель", "expected_result": "Журнал", "extra": {"6": "да"}}, world.anna)
    edit_measure(second, 1, changes | {"extra": {"6": "нет"}, "code": "pairs_order"}, world.anna)
    set_responsible(second, 2, [world.sofya_card], [], world.anna)
    join_measure(first, 2, world.anna)
    row = measure_of(roadmap, "2.1")
    assert row.content.endswith("посещение уроков\nИтоги\nПодвести итоги")
    assert (row.due_text, row.expected_result, row.extra) == ("апрель; май", "Журнал\nСправка", {"6": "да\nнет"})
    assert row.responsible_text == "Заяц Борис Фомич, куратор\nдиректор"
    assert row.code == "pairs_order"
    # The dates of both, those who answer for both.
    occasion = occasion_of(roadmap, "2.1")
    assert (occasion.starts, occasion.ends) == (date(2027, 4, 1), date(2027, 5, 31))
    held = {(one.person, one.role) for one in row.responsible.all()}
    assert held == {(world.boris_card, ""), (world.sofya_card, ""), (None, "curator"), (None, "head")}


def test_what_both_say_alike_is_said_once(roadmap, world):
    made = split_measure(measure_of(roadmap, "2.1"), 1, world.anna)
    join_measure(made[0], 2, world.anna)
    row = measure_of(roadmap, "2.1")
    assert (row.due_text, row.responsible_text) == ("по отдельному графику", "Заяц Борис Фомич, куратор")
    assert (row.title, row.content) == ("Встречи пар", "знакомство\nпосещение уроков")


def test_what_has_marks_or_grows_too_long_is_not_joined(roadmap, world):
    Measure.objects.filter(number="1.2.2").update(content="ж" * 19_990)
    before = everything()
    with pytest.raises(RoadmapRefused, match="длиннее 20000 знаков"):
        join_measure(measure_of(roadmap, "1.2.1"), 1, world.anna)
    assert everything() == before
    Occasion.objects.filter(measure__number="1.2.2").update(comment="Почти всё")
    with pytest.raises(RoadmapRefused, match="есть отметки"):
        join_measure(measure_of(roadmap, "1.2.1"), 1, world.anna)


def test_parts_whose_numbers_become_too_long_are_refused_in_words(roadmap, world):
    Measure.objects.filter(number="2.1").update(number="9" * 39, marker="", content="Начать\n1) одно\n2) другое")
    before = everything()
    with pytest.raises(RoadmapRefused, match=r"9\.1», это длиннее 40 знаков"):
        split_measure(measure_of(roadmap, "9" * 39), 1, world.anna)
    assert everything() == before


def test_join_takes_for_said_only_what_is_said_whole(roadmap, world):
    """«5 мая» is not said by «15 мая», nor Иванова by Петрова-Иванова."""
    first, second = measure_of(roadmap, "2.1"), measure_of(roadmap, "2.2")
    Measure.objects.filter(pk=first.pk).update(due_text="15 мая", responsible_text="Петрова-Иванова")
    Measure.objects.filter(pk=second.pk).update(due_text="5 мая", responsible_text="Иванова")
    joined = join_measure(measure_of(roadmap, "2.1"), first.version, world.anna)
    assert (joined.due_text, joined.responsible_text) == ("15 мая; 5 мая", "Петрова-Иванова\nИванова")


def test_join_drops_no_dates_set_by_hand(roadmap, world):
    Occasion.objects.filter(measure=measure_of(roadmap, "2.2")).update(by_hand=True)
    before = everything()
    with pytest.raises(RoadmapRefused, match="проставлены вручную"):
        join_measure(measure_of(roadmap, "2.1"), 1, world.anna)
    assert everything() == before
