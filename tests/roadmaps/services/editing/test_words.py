"""The words of a measure: saved, dated, assigned; what of them is refused; doubts settled."""

from datetime import date

import pytest

from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.reading.structure import ColumnRead, RoadmapRead, StageRead
from roadmaps.services.editing import (
    RoadmapRefused,
    add_measure,
    edit_measure,
    set_dates,
    set_responsible,
    settle_doubts,
)
from schools.journal.models import Entry
from tests.roadmaps.cast import laid_out, measure, measure_of, occasion_of, stage_of
from tests.roadmaps.services.editing.looking import everything, rows

pytestmark = pytest.mark.usefixtures("today")


def test_new_words_are_saved_dated_and_assigned(roadmap, world):
    one = measure_of(roadmap, "1.1")
    edit_measure(
        one, 1, {"due_text": "ноябрь", "responsible_text": "Заяц Б.Ф.", "content": " Издать\r\n\r\nприказ "}, world.anna
    )
    fresh = measure_of(roadmap, "1.1")
    assert (fresh.due_text, fresh.content, fresh.version, fresh.title) == ("ноябрь", "Издать\nприказ", 2, "Приказы")
    assert (occasion_of(roadmap, "1.1").starts, occasion_of(roadmap, "1.1").version) == (date(2026, 11, 1), 2)
    assert [row.person for row in fresh.responsible.all()] == [world.boris_card]


def test_a_corrected_field_is_no_longer_doubted(roadmap, world):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, world.anna)
    assert len(measure_of(roadmap, "1.1").doubts) == 1
    edit_measure(measure_of(roadmap, "1.1"), 2, {"responsible_text": "куратор"}, world.anna)
    assert measure_of(roadmap, "1.1").doubts == []


def test_doubts_are_settled_by_looking(roadmap, world):
    settle_doubts(measure_of(roadmap, "1.1"), 1, world.anna)
    assert measure_of(roadmap, "1.1").doubts == []
    said = Entry.objects.first()
    assert (said.deed, said.before) == ("сомнения проверены", {"проверить": ["Проверьте, кто отвечает."]})


def test_dates_and_persons_set_by_hand_outlive_the_prose(roadmap, world):
    set_dates(occasion_of(roadmap, "1.1"), 1, [(date(2026, 9, 5), date(2026, 9, 7))], world.anna)
    set_responsible(measure_of(roadmap, "1.1"), 1, [world.sofya_card], [], world.anna)
    edit_measure(measure_of(roadmap, "1.1"), 2, {"due_text": "май", "responsible_text": "Заяц Б.Ф."}, world.anna)
    occasion = occasion_of(roadmap, "1.1")
    assert (occasion.spans, occasion.by_hand) == ([["2026-09-05", "2026-09-07"]], True)
    people = measure_of(roadmap, "1.1").responsible.all()
    assert [(row.person, row.by_hand) for row in people] == [(world.sofya_card, True), (world.boris_card, False)]


def test_years_in_which_a_measure_falls_follow_the_prose_but_marks_stay(world):
    roadmap = laid_out(world, years=2)
    one = measure_of(roadmap, "2.2")
    Occasion.objects.filter(measure=one, year=2027).update(comment="договорились")
    edit_measure(one, 1, {"due_text": "май 2027 года"}, world.anna)
    held = Occasion.objects.filter(measure=one).order_by("year")
    assert [(row.year, row.starts, row.comment) for row in held] == [
        (2026, date(2027, 5, 1), ""),
        (2027, None, "договорились"),
    ]
    Occasion.objects.filter(measure=one, year=2027).update(comment="")
    edit_measure(measure_of(roadmap, "2.2"), 2, {"due_text": "апрель 2027 года"}, world.anna)
    assert [row.year for row in Occasion.objects.filter(measure=one)] == [2026]
    edit_measure(measure_of(roadmap, "2.2"), 3, {"due_text": "ежегодно в мае"}, world.anna)
    assert [row.starts for row in Occasion.objects.filter(measure=one)] == [date(2027, 5, 1), date(2028, 5, 1)]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"number": "н" * 41}, "Номер длиннее 40 знаков. Сократите его."),
        ({"content": "н" * 20001}, "Текст длиннее 20000 знаков. Сократите его или разделите мероприятие."),
        (
            {"title": "", "content": " \n "},
            "Напишите, что нужно сделать: у мероприятия нет ни названия, ни содержания.",
        ),
        ({"extra": {"99": "x"}}, "Такого столбца в таблице нет. Обновите страницу."),
        ({"extra": {"-1": "x"}}, "Такого столбца в таблице нет. Обновите страницу."),
        ({"extra": {"1" * 5000: "x"}}, "Такого столбца в таблице нет. Обновите страницу."),
        ({"code": "magic"}, "Выберите подтверждение из списка."),
    ],
)
def test_bad_values_are_refused_in_words(roadmap, world, values, sentence):
    before = everything()
    with pytest.raises(RoadmapRefused) as refused:
        edit_measure(measure_of(roadmap, "1.1"), 1, values, world.anna)
    assert (refused.value.messages, everything()) == ([sentence], before)


def test_control_signs_are_no_words(roadmap, world):
    edit_measure(measure_of(roadmap, "1.1"), 1, {"content": "При\x00каз", "extra": {"6": "\x1f"}}, world.anna)
    assert (measure_of(roadmap, "1.1").content, measure_of(roadmap, "1.1").extra) == ("Приказ", {})


def test_a_number_typed_by_hand_is_printed_as_the_row_s_own(roadmap, world):
    edit_measure(measure_of(roadmap, "1.2.2"), 1, {"number": "1.3"}, world.anna)
    row = measure_of(roadmap, "1.3")
    assert (row.row_number, row.marker) == ("1.3.", "")
    assert rows(roadmap) == [("1.1", 1), ("1.2.1", 2), ("1.3", 6), ("2.1", 4), ("2.2", 5)]


def test_where_the_numbers_column_counts_stages_a_number_is_a_mark_of_a_list(world):
    read = RoadmapRead(
        columns=[ColumnRead("№", "number")],
        stages=[StageRead("s1", "1", "x", [measure("m1", "a", number="1", marker="1)"), measure("m2", "b")])],
    )
    roadmap = laid_out(world, read)
    edit_measure(measure_of(roadmap, ""), 1, {"number": "2"}, world.anna)
    assert (measure_of(roadmap, "2").marker, measure_of(roadmap, "2").row_number) == ("2)", "")


def test_a_number_that_becomes_too_long_when_printed_is_refused_in_words(roadmap, world):
    Measure.objects.filter(number="1.1").update(row_number="1.1.")
    before = everything()
    with pytest.raises(RoadmapRefused, match=r"длиннее 40 знаков. Сократите номер"):
        edit_measure(measure_of(roadmap, "1.1"), 1, {"number": "9" * 40}, world.anna)
    assert everything() == before
    Measure.objects.filter(roadmap=roadmap).update(row_number="", marker="")
    Roadmap.objects.filter(pk=roadmap.pk).update(columns=[one for one in roadmap.columns if one["role"] != "number"])
    before = everything()
    roadmap = Roadmap.objects.get(pk=roadmap.pk)
    with pytest.raises(RoadmapRefused, match=r"9\)», это длиннее 40 знаков"):
        add_measure(stage_of(roadmap, "1"), None, {"content": "Совет", "number": "9" * 40}, world.anna)
    assert everything() == before
