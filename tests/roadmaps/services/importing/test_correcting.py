"""Cells, the head, rows and columns of what was read, corrected."""

import pytest

from roadmaps.models import Measure
from roadmaps.services.importing import (
    add_row,
    apply_import,
    correct_cell,
    correct_head,
    drop_row,
    set_columns,
    settle_row,
    split_row,
)
from roadmaps.services.refusals import RoadmapRefused
from schools.editing.stale import StaleRow
from tests.roadmaps.cast import measure_of, small
from tests.roadmaps.services.importing.steps import everything, keys, read_now, row, start

pytestmark = pytest.mark.usefixtures("today")


def test_a_cell_is_corrected_and_no_longer_doubted(imported, world):
    correct_cell(imported, 1, "m1", "responsible_text", " Заяц Б.Ф.,\r\n\r\nкуратор ", world.anna)
    assert row(imported, "m1").responsible_text == "Заяц Б.Ф.,\nкуратор"
    assert [doubt.key for doubt in read_now(imported).doubts] == ["s2", ""]
    imported.refresh_from_db()
    assert (imported.version, imported.original) == (2, small().to_dict())


@pytest.mark.parametrize(
    ("key", "field", "value", "left"),
    [
        ("m1", "title", " Акты\nшколы ", "Акты школы"),
        ("m1", "content", "", ""),
        ("m1", "due_text", "", None),
        ("m1", "expected_result", "Приказ\nПоложение", "Приказ\nПоложение"),
        ("s1", "title", "", None),
        ("s1", "number", "I", "I"),
    ],
)
def test_each_field(imported, world, key, field, value, left):
    correct_cell(imported, 1, key, field, value, world.anna)
    assert getattr(row(imported, key), field) == left


def test_further_columns(imported, world):
    correct_cell(imported, 1, "m1", "extra-6", "", world.anna)
    correct_cell(imported, 2, "m2", "extra-6", "сделано", world.anna)
    assert (row(imported, "m1").extra, row(imported, "m2").extra) == ({}, {"6": "сделано"})


def test_a_corrected_stage_is_printed_by_its_new_words(imported, world):
    correct_cell(imported, 1, "s1", "title", "Начало", world.anna)
    assert row(imported, "s1").printed == ""


def test_a_corrected_number_stands_for_its_row(imported, world):
    correct_cell(imported, 1, "m3", "number", "1.3", world.anna)
    assert (row(imported, "m3").row_number, row(imported, "m3").marker) == ("1.3.", "")
    roadmap = apply_import(imported, world.anna)
    assert measure_of(roadmap, "1.3").row != measure_of(roadmap, "1.2.1").row


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("m9", "title", "x"),
        ("m1", "key", "x"),
        ("m1", "row", "x"),
        ("s1", "content", "x"),
        ("m1", "extra-7", "x"),
        ("m1", "extra-", "x"),
        ("m1", "extra-" + "1" * 5000, "x"),
        ("m1", "number", "н" * 41),
        ("m1", "content", "н" * 20001),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_changes_nothing(imported, world, key, field, value):
    before = everything()
    with pytest.raises(RoadmapRefused):
        correct_cell(imported, 1, key, field, value, world.anna)
    assert everything() == before


def test_of_two_who_correct_the_second_is_told(imported, world):
    correct_cell(imported, 1, "m1", "title", "Акты", world.anna)
    before = everything()
    for deed in (
        lambda: correct_cell(imported, 1, "m1", "title", "Иное", world.anna),
        lambda: correct_head(imported, 1, {"title": "Иное"}, world.anna),
        lambda: drop_row(imported, 1, "m2", world.anna),
        lambda: add_row(imported, 1, "m2", world.anna),
        lambda: split_row(imported, 1, "m4", world.anna),
        lambda: settle_row(imported, 1, "m1", world.anna),
        lambda: set_columns(imported, 1, ["number", "content", "title", "due", "responsible", "result", "extra"], None),
    ):
        with pytest.raises(StaleRow):
            deed()
    assert everything() == before
    correct_cell(imported, 1, "m1", "title", "Акты", world.anna)
    assert everything() == before


def test_the_head(imported, world):
    values = {
        "title": " План \n школы",
        "organisation": "",
        "begins": 2027,
        "years": 3,
        "approval": {"post": "Директор"},
        "agreement": {},
    }
    correct_head(imported, 1, values, world.anna)
    read = read_now(imported)
    assert (read.title, read.organisation, read.school_year, read.agreement) == ("План школы", None, "2026-2027", None)
    assert (read.approval.post, read.approval.name) == ("Директор", None)
    assert [doubt.key for doubt in read.doubts] == ["m1", "s2"]
    roadmap = apply_import(imported, world.anna)
    assert (roadmap.begins, roadmap.years, roadmap.title) == (2027, 3, "План школы")
    with pytest.raises(RoadmapRefused):
        correct_head(imported, 3, {"years": 12}, world.anna)


def test_rows_are_dropped_added_settled(imported, world):
    drop_row(imported, 1, "m2", world.anna)
    add_row(imported, 2, "m1", world.anna, {"content": "Совет", "number": "1.1а"})
    add_row(imported, 3, "s2", world.anna)
    assert keys(imported) == [["m1", "m6", "m3"], ["m7", "m4", "m5"]]
    settle_row(imported, 4, "s2", world.anna)
    assert [doubt.key for doubt in read_now(imported).doubts] == ["m1", ""]
    assert (row(imported, "m6").row_number, row(imported, "m6").row) == ("1.1а", 6)


def test_a_row_added_and_left_empty_is_asked_about(imported, world):
    add_row(imported, 1, "m1", world.anna)
    before = everything()
    with pytest.raises(RoadmapRefused, match="В 1 строке не сказано, что нужно сделать. Впишите"):
        apply_import(imported, world.anna)
    assert everything() == before
    drop_row(imported, 2, "m6", world.anna)
    apply_import(imported, world.anna)


def test_a_measure_keeps_a_name(imported, world):
    before = everything()
    for text in ("", " \n "):
        with pytest.raises(RoadmapRefused, match="должно остаться название или содержание"):
            correct_cell(imported, 1, "m2", "content", text, world.anna)
    assert everything() == before
    # Columns understood otherwise may leave a row without a name as well.
    set_columns(imported, 1, ["number", "title", "extra", "due", "responsible", "result", "content"], world.anna)
    before = everything()
    with pytest.raises(RoadmapRefused, match=r"В 4 строках не сказано.*Номера: 1\.2\.1, 1\.2\.2, 2\.1, 2\.2\."):
        apply_import(imported, world.anna)
    assert everything() == before


def test_a_row_that_the_file_left_nameless_may_be_given_other_words_first(world, monkeypatch):
    read = small()
    read.stages[1].measures[1].content = ""
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: read)
    imported = start(world)
    correct_cell(imported, 1, "m5", "due_text", "июнь", world.anna)
    with pytest.raises(RoadmapRefused, match="В 1 строке"):
        apply_import(imported, world.anna)
    correct_cell(imported, 2, "m5", "title", "Итоги", world.anna)
    assert str(measure_of(apply_import(imported, world.anna), "2.2")) == "Итоги"


def test_a_measure_without_words_still_has_a_name_to_be_clicked():
    assert str(Measure()) == "Мероприятие без названия"


def test_a_stage_goes_when_it_is_empty(imported, world):
    with pytest.raises(RoadmapRefused, match="Сначала уберите их"):
        drop_row(imported, 1, "s2", world.anna)
    drop_row(imported, 1, "m4", world.anna)
    drop_row(imported, 2, "m5", world.anna)
    drop_row(imported, 3, "s2", world.anna)
    assert keys(imported) == [["m1", "m2", "m3"]]


def test_split(imported, world):
    split_row(imported, 1, "m4", world.anna)
    assert [(one.number, one.marker, one.title, one.content) for one in read_now(imported).stages[1].measures][:2] == [
        ("2.1.1", "1)", "Встречи пар", "знакомство"),
        ("2.1.2", "2)", "Встречи пар", "посещение уроков"),
    ]
    for key in ("m1", "s1", "m9"):
        with pytest.raises(RoadmapRefused):
            split_row(imported, 2, key, world.anna)
    roadmap = apply_import(imported, world.anna)
    assert measure_of(roadmap, "2.1.1").row == measure_of(roadmap, "2.1.2").row


def test_an_item_of_a_list_is_split_without_renumbering(imported, world):
    correct_cell(imported, 1, "m2", "content", "Раздать\nСобрать", world.anna)
    split_row(imported, 2, "m2", world.anna)
    roadmap = apply_import(imported, world.anna)
    rows = Measure.objects.filter(roadmap=roadmap, stage__number="1").order_by("position")
    assert [(one.number, one.content) for one in rows] == [
        ("1.1", "Издать приказ о наставничестве"),
        ("1.2.1", "Раздать"),
        ("", "Собрать"),
        ("1.2.2", "Собрать анкеты"),
    ]
    assert len({one.row for one in rows}) == 4


def test_columns_take_their_texts_along(imported, world):
    roles = ["number", "content", "title", "due", "extra", "result", "responsible"]
    set_columns(imported, 1, roles, world.anna)
    one = row(imported, "m1")
    assert (one.title, one.content, one.responsible_text) == (
        "Издать приказ о наставничестве",
        "Приказы",
        "до 1 октября",
    )
    assert one.extra == {"4": "Ветров Г.И."}
    assert [column.role for column in read_now(imported).columns] == roles
    set_columns(imported, 2, ["number", "title", "content", "due", "responsible", "result", "extra"], world.anna)
    back, was = read_now(imported), small()
    assert [one.to_dict() if hasattr(one, "to_dict") else one for one in back.measures] == was.measures


@pytest.mark.parametrize(
    "roles",
    [
        ["title", "number", "content", "due", "responsible", "result", "extra"],
        ["number", "title", "title", "due", "responsible", "result", "extra"],
        ["number", "extra", "extra", "due", "responsible", "result", "extra"],
        ["number", "title", "content"],
        ["number", "title", "magic", "due", "responsible", "result", "extra"],
    ],
)
def test_columns_that_cannot_be(imported, world, roles):
    before = everything()
    with pytest.raises(RoadmapRefused):
        set_columns(imported, 1, roles, world.anna)
    assert everything() == before
