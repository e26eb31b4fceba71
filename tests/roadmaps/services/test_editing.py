"""Editing by hand: words, place, one into several, stages, head; who may, what the journal keeps, what the status becomes."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Evidence, Measure, Occasion, Responsible, Roadmap, RoadmapEdit, RoadmapVersion, Stage
from roadmaps.reading.structure import ColumnRead, RoadmapRead, StageRead
from roadmaps.selectors.plan import read_of, snapshot_of
from roadmaps.services.editing import (
    RoadmapRefused,
    StaleRow,
    add_measure,
    add_stage,
    edit_head,
    edit_measure,
    edit_stage,
    join_measure,
    move_measure,
    move_stage,
    remove_measure,
    remove_stage,
    set_dates,
    set_responsible,
    settle_doubts,
    split_measure,
)
from roadmaps.services.laying import lay_out
from schools.journal.models import Entry
from schools.models import Membership
from schools.papers.models import Document
from tests.roadmaps.cast import big, laid_out, measure, measure_of, occasion_of, small, stage_of
from tests.world import TODAY, YEAR, user

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def roadmap(world) -> Roadmap:
    return laid_out(world)


def order(roadmap: Roadmap) -> dict[str, list[str]]:
    stages = Stage.objects.filter(roadmap=roadmap)
    return {stage.number: [one.number for one in stage.measures.all()] for stage in stages}


def rows(roadmap: Roadmap) -> list[tuple[str, int]]:
    return list(Measure.objects.filter(roadmap=roadmap).values_list("number", "row"))


def approve(world, roadmap: Roadmap) -> Roadmap:
    """As the approval leaves it."""
    paper = Document.objects.create(organisation=world.school, kind="roadmap", title="Карта")
    version = RoadmapVersion.objects.create(
        roadmap=roadmap, number=1, document=paper, snapshot=snapshot_of(roadmap), approved_on=TODAY
    )
    Roadmap.objects.filter(pk=roadmap.pk).update(status="approved", approved=version)
    return Roadmap.objects.get(pk=roadmap.pk)


def everything() -> list:
    models = (Roadmap, Stage, Measure, Occasion, Responsible, RoadmapEdit)
    return [list(model.objects.order_by("pk").values()) for model in models] + [Entry.objects.count()]


# Words


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


# Two people


def test_a_stale_form_is_told_who_saved_and_keeps_what_is_there(roadmap, world):
    lada = user("lada", "Снегова Лада Ильинична", curator=world.school)
    opened = measure_of(roadmap, "1.1")
    edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, lada)
    before = everything()
    with pytest.raises(StaleRow) as stale:
        edit_measure(opened, opened.version, {"title": "Приказ о наставниках"}, world.anna)
    assert (stale.value.who, stale.value.row.title) == (lada, "Акты")
    assert "Снегова Лада Ильинична" in stale.value.messages[0]
    assert everything() == before
    edit_measure(opened, stale.value.row.version, {"title": "Приказ о наставниках"}, world.anna)
    assert measure_of(roadmap, "1.1").title == "Приказ о наставниках"


def test_every_deed_with_a_version_refuses_a_stale_one(roadmap, world):
    for deed in (
        lambda: edit_measure(measure_of(roadmap, "2.1"), 7, {"title": "x"}, world.anna),
        lambda: split_measure(measure_of(roadmap, "2.1"), 7, world.anna),
        lambda: join_measure(measure_of(roadmap, "2.1"), 7, world.anna),
        lambda: remove_measure(measure_of(roadmap, "2.1"), 7, world.anna),
        lambda: edit_stage(stage_of(roadmap, "2"), 7, {"title": "x"}, world.anna),
        lambda: remove_stage(stage_of(roadmap, "2"), 7, world.anna),
        lambda: edit_head(roadmap, 7, {"title": "x"}, world.anna),
        lambda: set_dates(occasion_of(roadmap, "2.1"), 7, [], world.anna),
        lambda: set_responsible(measure_of(roadmap, "2.1"), 7, [], [], world.anna),
        lambda: settle_doubts(measure_of(roadmap, "2.1"), 7, world.anna),
    ):
        before = everything()
        with pytest.raises(StaleRow):
            deed()
        assert everything() == before


def test_the_same_form_twice_changes_once_and_complains_not(roadmap, world):
    for _ in range(2):
        edit_measure(measure_of(roadmap, "1.1"), 1, {"title": "Акты"}, world.anna)
        set_responsible(measure_of(roadmap, "2.2"), 1, [world.boris_card], ["curator"], world.anna)
        set_dates(occasion_of(roadmap, "2.2"), 1, [(date(2027, 5, 3), date(2027, 5, 3))], world.anna)
        edit_stage(stage_of(roadmap, "1"), 1, {"title": "Начало"}, world.anna)
        edit_head(roadmap, 1, {"title": "План"}, world.anna)
    assert (RoadmapEdit.objects.count(), Entry.objects.count()) == (5, 6)
    assert Roadmap.objects.get().title == "План"


def test_the_same_nonce_adds_once(roadmap, world):
    nonce, other = uuid4(), uuid4()
    stage = stage_of(roadmap, "2")
    for _ in range(2):
        add_measure(stage, None, {"content": "Круглый стол"}, world.anna, nonce=nonce)
        add_stage(roadmap, None, {"number": "3", "title": "Итоги"}, world.anna, nonce=other)
    assert (Measure.objects.count(), Stage.objects.count(), RoadmapEdit.objects.count()) == (6, 3, 2)


# Place


def test_added_behind_a_neighbour_or_at_the_end(roadmap, world):
    add_measure(stage_of(roadmap, "1"), measure_of(roadmap, "1.1"), {"number": "1.1а", "title": "Совет"}, world.anna)
    add_measure(stage_of(roadmap, "1"), None, {"number": "1.9", "content": "x", "due_text": "май"}, world.anna)
    assert order(roadmap) == {"1": ["1.1", "1.1а", "1.2.1", "1.2.2", "1.9"], "2": ["2.1", "2.2"]}
    assert occasion_of(roadmap, "1.9").starts == date(2027, 5, 1)
    assert rows(roadmap) == [
        ("1.1", 1), ("1.1а", 6), ("1.2.1", 2), ("1.2.2", 2), ("1.9", 7), ("2.1", 4), ("2.2", 5)
    ]  # fmt: skip


def test_moved_between_stages_and_within(roadmap, world):
    move_measure(measure_of(roadmap, "2.2"), stage_of(roadmap, "1"), measure_of(roadmap, "1.1"), world.anna)
    assert order(roadmap) == {"1": ["2.2", "1.1", "1.2.1", "1.2.2"], "2": ["2.1"]}
    move_measure(measure_of(roadmap, "2.2"), stage_of(roadmap, "1"), None, world.anna)
    assert order(roadmap) == {"1": ["1.1", "1.2.1", "1.2.2", "2.2"], "2": ["2.1"]}
    told = Entry.objects.filter(deed="переставлено мероприятие").order_by("pk").first()
    assert (told.before, told.after) == ({"этап": "2. Работа пар"}, {"этап": "1. Подготовка"})


def test_moving_to_where_it_stands_is_no_deed(roadmap, world):
    before = everything()
    move_measure(measure_of(roadmap, "1.2.2"), stage_of(roadmap, "1"), None, world.anna)
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "1"), measure_of(roadmap, "1.2.1"), world.anna)
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "1"), measure_of(roadmap, "1.1"), world.anna)
    move_stage(stage_of(roadmap, "2"), None, world.anna)
    assert everything() == before


def test_a_row_parted_by_another_is_two_rows_and_rejoins_when_it_leaves(roadmap, world):
    move_measure(measure_of(roadmap, "2.2"), stage_of(roadmap, "1"), measure_of(roadmap, "1.2.2"), world.anna)
    assert rows(roadmap) == [("1.1", 1), ("1.2.1", 2), ("2.2", 5), ("1.2.2", 6), ("2.1", 4)]


def test_a_neighbour_that_left_the_stage_is_no_neighbour(roadmap, world):
    move_measure(measure_of(roadmap, "1.1"), stage_of(roadmap, "2"), measure_of(roadmap, "1.2.1"), world.anna)
    assert order(roadmap) == {"1": ["1.2.1", "1.2.2"], "2": ["2.1", "2.2", "1.1"]}


# One into several


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


def test_join_with_the_next(roadmap, world):
    join_measure(measure_of(roadmap, "1.2.1"), 1, world.anna)
    assert measure_of(roadmap, "1.2.1").content == "Собрать согласия\nСобрать анкеты"
    assert order(roadmap)["1"] == ["1.1", "1.2.1"]
    with pytest.raises(RoadmapRefused):
        join_measure(measure_of(roadmap, "1.2.1"), 2, world.anna)


# Away


def test_removed_when_nothing_was_done_by_it(roadmap, world):
    one = measure_of(roadmap, "1.1")
    remove_measure(one, 1, world.anna)
    assert order(roadmap)["1"] == ["1.2.1", "1.2.2"]
    told = Entry.objects.first()
    assert (told.deed, told.subject_id, told.before["content"]) == (
        "удалено мероприятие",
        one.pk,
        "Издать приказ о наставничестве",
    )
    with pytest.raises(RoadmapRefused):
        remove_measure(one, 1, world.anna)


@pytest.mark.parametrize("mark", ["status", "comment", "evidence"])
def test_what_bears_marks_is_not_removed(roadmap, world, mark):
    occasion = occasion_of(roadmap, "1.1")
    if mark == "evidence":
        Evidence.objects.create(occasion=occasion, kind="text", text="протокол")
    else:
        Occasion.objects.filter(pk=occasion.pk).update(**{mark: "under_way"})
    before = everything()
    with pytest.raises(RoadmapRefused, match="уже есть отметки"):
        remove_measure(measure_of(roadmap, "1.1"), 1, world.anna)
    assert everything() == before


def test_what_was_handed_down_is_removed_by_neither(roadmap, world):
    above = lay_out(small(), world.office, begins=YEAR, years=1, by=world.oleg)
    Measure.objects.filter(pk=measure_of(roadmap, "1.1").pk).update(handed_from=measure_of(above, "1.1"))
    with pytest.raises(RoadmapRefused, match="спустило управление"):
        remove_measure(measure_of(roadmap, "1.1"), 1, world.anna)
    with pytest.raises(RoadmapRefused, match="уже спущено организациям"):
        remove_measure(measure_of(above, "1.1"), 1, world.oleg)
    edit_measure(measure_of(roadmap, "1.1"), 1, {"content": "Издать свой приказ"}, world.anna)
    assert measure_of(roadmap, "1.1").content == "Издать свой приказ"


# Stages and head


def test_stages(roadmap, world):
    add_stage(roadmap, stage_of(roadmap, "1"), {"number": "1а", "title": "Банк\nнаставников"}, world.anna)
    assert list(order(roadmap)) == ["1", "1а", "2"]
    assert (stage_of(roadmap, "1а").title, stage_of(roadmap, "1а").across) == ("Банк наставников", True)
    move_stage(stage_of(roadmap, "2"), stage_of(roadmap, "1"), world.anna)
    assert order(roadmap) == {"2": ["2.1", "2.2"], "1": ["1.1", "1.2.1", "1.2.2"], "1а": []}
    assert [one.number for one in read_of(roadmap).measures] == ["2.1", "2.2", "1.1", "1.2.1", "1.2.2"]
    edit_stage(stage_of(roadmap, "1"), 1, {"title": "Начало"}, world.anna)
    assert (stage_of(roadmap, "1").title, stage_of(roadmap, "1").printed) == ("Начало", "")
    with pytest.raises(RoadmapRefused, match="Сначала перенесите"):
        remove_stage(stage_of(roadmap, "2"), 1, world.anna)
    remove_stage(stage_of(roadmap, "1а"), 1, world.anna)
    assert list(order(roadmap)) == ["2", "1"]


def test_the_only_stage_stays(world):
    roadmap = laid_out(world, big(1, 1))
    remove_measure(measure_of(roadmap, ""), 1, world.anna)
    with pytest.raises(RoadmapRefused, match="единственный этап"):
        remove_stage(stage_of(roadmap, "1"), 1, world.anna)


def test_head_is_saved_and_other_years_give_other_dates(roadmap, world):
    edit_head(
        roadmap,
        1,
        {"title": " План ", "begins": 2027, "years": 2, "approval": {"post": "Директор", "name": ""}, "agreement": {}},
        world.anna,
    )
    fresh = Roadmap.objects.get(pk=roadmap.pk)
    assert (fresh.title, fresh.version, fresh.agreement) == ("План", 2, {})
    assert fresh.approval == {"post": "Директор", "name": None, "order_number": None, "order_date": None}
    held = Occasion.objects.filter(measure__number="2.2").order_by("year")
    assert [(one.year, one.starts) for one in held] == [(2027, date(2028, 5, 1)), (2028, date(2029, 5, 1))]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": " "}, "Напишите название дорожной карты."),
        ({"years": 11}, "Дорожную карту составляют на срок от одного года до десяти лет."),
        ({"begins": 20}, "Выберите первый учебный год дорожной карты."),
        ({"school_year": "2" * 21}, f"«{'2' * 21}» длиннее 20 знаков. Сократите."),
        ({"approval_form": "x"}, "Выберите гриф утверждения из списка."),
        ({"columns": []}, "Столбцы таблицы изменились. Обновите страницу и повторите."),
    ],
)
def test_a_bad_head_is_refused_in_words(roadmap, world, values, sentence):
    before = everything()
    with pytest.raises(RoadmapRefused) as refused:
        edit_head(roadmap, 1, values, world.anna)
    assert (refused.value.messages, everything()) == ([sentence], before)


# Dates and persons


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([(date(2026, 9, 2), date(2026, 9, 1))], "Срок заканчивается раньше"),
        ([(date(2026, 5, 31), date(2026, 9, 1))], "между 01.06.2026 и 31.08.2027"),
        ([(date(2027, 8, 1), date(2027, 9, 1))], "между 01.06.2026 и 31.08.2027"),
    ],
)
def test_wrong_dates_are_refused(roadmap, world, spans, sentence):
    before = everything()
    with pytest.raises(RoadmapRefused, match=sentence):
        set_dates(occasion_of(roadmap, "1.1"), 1, spans, world.anna)
    assert everything() == before


def test_dates_go_back_to_the_prose(roadmap, world):
    set_dates(occasion_of(roadmap, "1.1"), 1, [], world.anna)
    assert (occasion_of(roadmap, "1.1").starts, occasion_of(roadmap, "1.1").by_hand) == (None, True)
    set_dates(occasion_of(roadmap, "1.1"), 2, None, world.anna)
    assert (occasion_of(roadmap, "1.1").starts, occasion_of(roadmap, "1.1").by_hand) == (date(2026, 9, 1), False)
    told = Entry.objects.filter(deed="изменены даты мероприятия").order_by("pk").last()
    assert (told.before, told.after) == ({"даты": ""}, {"даты": "01.09.2026–30.09.2026"})


def test_nobody_of_another_organisation_answers(roadmap, world):
    before = everything()
    for people, roles in (([world.foreign_card], []), ([], ["king"])):
        with pytest.raises(RoadmapRefused):
            set_responsible(measure_of(roadmap, "1.1"), 1, people, roles, world.anna)
    assert everything() == before


# Right, status, journal


def deeds(roadmap: Roadmap, by) -> list:
    return [
        lambda: edit_measure(measure_of(roadmap, "2.1"), 1, {"title": "x"}, by),
        lambda: add_measure(stage_of(roadmap, "2"), None, {"title": "x"}, by),
        lambda: move_measure(measure_of(roadmap, "2.1"), stage_of(roadmap, "1"), None, by),
        lambda: split_measure(measure_of(roadmap, "2.1"), 1, by),
        lambda: join_measure(measure_of(roadmap, "2.1"), 1, by),
        lambda: remove_measure(measure_of(roadmap, "2.1"), 1, by),
        lambda: add_stage(roadmap, None, {"title": "x"}, by),
        lambda: edit_stage(stage_of(roadmap, "2"), 1, {"title": "x"}, by),
        lambda: move_stage(stage_of(roadmap, "2"), stage_of(roadmap, "1"), by),
        lambda: edit_head(roadmap, 1, {"title": "x"}, by),
    ]


def unprinted(roadmap: Roadmap, by) -> list:
    return [
        lambda: set_dates(occasion_of(roadmap, "2.1"), 1, [(TODAY, TODAY)], by),
        lambda: set_responsible(measure_of(roadmap, "2.1"), 1, [], ["head"], by),
        lambda: settle_doubts(measure_of(roadmap, "2.1"), 2, by),
        lambda: edit_measure(measure_of(roadmap, "2.1"), 2, {"code": "pairs_order"}, by),
    ]


def test_only_the_curator_edits(roadmap, world):
    before = everything()
    for by in (world.gleb, world.boris, world.sofya, world.vera, world.oleg):
        for deed in deeds(roadmap, by) + unprinted(roadmap, by):
            with pytest.raises(PermissionDenied):
                deed()
    assert everything() == before
    Membership.objects.create(user=world.gleb, organisation=world.school, role="curator")
    deeds(roadmap, world.gleb)[0]()


@pytest.mark.parametrize("place", range(10))
def test_words_stand_still_while_the_head_has_them(roadmap, world, place):
    Roadmap.objects.update(status="submitted")
    before = everything()
    with pytest.raises(RoadmapRefused, match="Отзовите её, чтобы править"):
        deeds(roadmap, world.anna)[place]()
    assert everything() == before


@pytest.mark.parametrize("place", range(10))
def test_new_words_make_an_approved_plan_changed(roadmap, world, place):
    approve(world, roadmap)
    deeds(roadmap, world.anna)[place]()
    assert Roadmap.objects.get().status == "changed"
    assert Entry.objects.first().deed == "изменена после утверждения"


@pytest.mark.parametrize("status", ["approved", "submitted"])
def test_what_is_not_printed_may_be_set_at_any_time(roadmap, world, status):
    approve(world, roadmap)
    Roadmap.objects.update(status=status)
    for deed in unprinted(roadmap, world.anna):
        deed()
    assert (Roadmap.objects.get().status, RoadmapEdit.objects.count()) == (status, 4)


def test_each_deed_is_one_entry_of_the_journal(roadmap, world):
    for deed in deeds(roadmap, world.anna)[:3]:
        deed()
    said = [(one.deed, one.user, one.on_behalf, one.organisation) for one in Entry.objects.order_by("pk")][1:]
    assert said == [
        (deed, world.anna, "куратор", world.school)
        for deed in ("изменено мероприятие", "добавлено мероприятие", "переставлено мероприятие")
    ]


def test_a_deed_that_breaks_leaves_nothing(roadmap, world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("roadmaps.services.editing.deed.record", broken)
    before = everything()
    for deed in deeds(roadmap, world.anna):
        with pytest.raises(RuntimeError):
            deed()
        assert everything() == before


def test_an_edit_of_a_long_plan_asks_as_much_as_of_a_short_one(world):
    told = []
    for measures in (15, 150):
        roadmap = laid_out(world, big(measures))
        first = Measure.objects.filter(roadmap=roadmap).select_related("roadmap", "stage").first()
        last = Stage.objects.filter(roadmap=roadmap).last()
        with CaptureQueriesContext(connection) as queries:
            edit_measure(first, 1, {"due_text": "апрель", "responsible_text": "куратор"}, world.anna)
            move_measure(first, last, None, world.anna)
            add_measure(last, first, {"content": "x"}, world.anna)
        told.append(len(queries))
    assert told[0] == told[1]


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


def test_parts_whose_numbers_become_too_long_are_refused_in_words(roadmap, world):
    Measure.objects.filter(number="2.1").update(number="9" * 39, marker="", content="Начать\n1) одно\n2) другое")
    before = everything()
    with pytest.raises(RoadmapRefused, match=r"9\.1», это длиннее 40 знаков"):
        split_measure(measure_of(roadmap, "9" * 39), 1, world.anna)
    assert everything() == before
