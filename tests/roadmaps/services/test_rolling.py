"""Last year's plan as this year's draft."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.enums import ApprovalForm, MeasureStatus, ResponsibleRole, RoadmapStatus
from roadmaps.models import Evidence, Measure, Occasion, Responsible, Roadmap
from roadmaps.reading.structure import ColumnRead, RoadmapRead, StageRead
from roadmaps.selectors.words import read_of
from roadmaps.services.doing import add_evidence, move_occasion
from roadmaps.services.editing import set_dates, set_responsible
from roadmaps.services.laying import lay_out
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.rolling import roll_over
from schools.years import AcademicYear
from tests.roadmaps.cast import big, columns, laid_out, measure, measure_of, occasion_of, small
from tests.world import YEAR, World

pytestmark = pytest.mark.usefixtures("today")
NEXT = AcademicYear(YEAR + 1)


def rolled(world: World, roadmap: Roadmap, year: AcademicYear = NEXT) -> Roadmap:
    return roll_over(roadmap, year, world.anna, uuid4())


def one(world: World, years: int = 1, title: str = "План", **fields) -> Roadmap:
    read = RoadmapRead(
        title=title, columns=columns(), stages=[StageRead("s1", None, None, [measure("m1", "Дело", **fields)])]
    )
    return laid_out(world, read, years=years)


def only(roadmap: Roadmap) -> Measure:
    return Measure.objects.get(roadmap=roadmap)


def answering(row: Measure) -> list[tuple[int | None, str, bool]]:
    return list(row.responsible.values_list("person_id", "role", "by_hand"))


def leave(world: World) -> None:
    world.boris_card.employments.update(ends=date(YEAR, 9, 1))


def test_words_move_by_a_year_and_the_marks_stay_behind(world: World) -> None:
    old = laid_out(world)
    Roadmap.objects.filter(pk=old.pk).update(approval_form=ApprovalForm.BY_ORDER)
    old.refresh_from_db()
    new = rolled(world, old)
    read, was = read_of(new), read_of(old)
    assert (new.begins, new.years, new.status, new.previous) == (YEAR + 1, 1, RoadmapStatus.DRAFT, old)
    assert (read.title, read.school_year) == ("Дорожная карта наставничества на 2027-2028 учебный год", "2027-2028")
    assert (read.approval, read.agreement) == (None, None)
    assert new.approval_form == ApprovalForm.BY_ORDER
    assert (new.approved, new.order, new.annex_number) == (None, None, "")
    assert read.columns == was.columns
    # «Отметка о выполнении» was of the old year; all other words are the same, and so are the codes.
    assert [row.extra for row in read.measures] == [{} for _ in was.measures]
    same = ("number", "title", "content", "due_text", "responsible_text", "expected_result", "code", "marker", "row")
    for name in same:
        assert [getattr(row, name) for row in read.measures] == [getattr(row, name) for row in was.measures]
    assert {row.key for row in read.measures} & {row.key for row in was.measures} == set()


def test_the_doing_begins_afresh(world: World) -> None:
    old = laid_out(world)
    occasion = occasion_of(old, "2.1")
    add_evidence(occasion, "text", text="Журнал встреч", by=world.anna, nonce=uuid4())
    move_occasion(occasion_of(old, "2.1"), MeasureStatus.DONE, version=1, by=world.anna, done_on=date(YEAR, 9, 10))
    new = rolled(world, old)
    fresh = Occasion.objects.filter(measure__roadmap=new)
    assert set(fresh.values_list("status", "year", "comment")) == {("planned", YEAR + 1, "")}
    assert not Evidence.objects.filter(occasion__measure__roadmap=new).exists()
    assert occasion_of(new, "1.1", YEAR + 1).spans == [["2027-09-01", "2027-09-30"]]
    assert occasion_of(old, "2.1").status == MeasureStatus.DONE


@pytest.mark.parametrize(
    ("due", "expected", "spans"),
    [
        ("Август – сентябрь 2026 года", "Август – сентябрь 2027 года", [["2027-08-01", "2027-09-30"]]),
        ("декабрь – январь 2027 года", "декабрь – январь 2028 года", [["2027-12-01", "2028-01-31"]]),
        ("до 15.10.2026", "до 15.10.2027", [["2027-10-01", "2027-10-15"]]),
        ("в течение 2026/27 уч. года", "в течение 2027/28 уч. года", [["2027-09-01", "2028-08-31"]]),
        ("ежегодно май", "ежегодно май", [["2028-05-01", "2028-05-31"]]),
        ("по запросу", "по запросу", []),
    ],
)
def test_due_dates(world: World, due: str, expected: str, spans: list[list[str]]) -> None:
    row = only(rolled(world, one(world, due_text=due)))
    assert row.due_text == expected
    assert row.doubts == []
    assert [occasion.spans for occasion in row.occasions.all()] == [spans]


def test_years_of_the_plan_move_in_running_text_and_dates_of_acts_stay(world: World) -> None:
    title = "План на 2026 – 2027 учебный год (распоряжение от 25.12.2019 № 2026, приказ от 3 сентября 2026 г.)"
    old = one(world, title=title, expected_result="Карта на 2027/28 год; приказ от 03.09.2026; итоги 2020 года")
    new = rolled(world, old)
    assert (
        new.title == "План на 2027 – 2028 учебный год (распоряжение от 25.12.2019 № 2026, приказ от 3 сентября 2026 г.)"
    )
    assert only(new).expected_result == "Карта на 2028/29 год; приказ от 03.09.2026; итоги 2020 года"


def test_a_plan_of_several_years_moves_whole(world: World) -> None:
    old = one(world, years=2, title="План на 2026–2028 годы", due_text="сентябрь 2026, май 2028")
    with pytest.raises(RoadmapRefused) as refused:
        rolled(world, old, AcademicYear(YEAR + 1))
    assert refused.value.messages == ["Эта дорожная карта уже составлена по 2027/28 год. Выберите год после него."]
    new = rolled(world, old, AcademicYear(YEAR + 2))
    assert (new.title, new.begins, new.years) == ("План на 2028–2030 годы", YEAR + 2, 2)
    assert only(new).due_text == "сентябрь 2028, май 2030"
    assert [(row.year, row.spans) for row in only(new).occasions.all()] == [
        (2028, [["2028-09-01", "2028-09-30"]]),
        (2029, [["2030-05-01", "2030-05-31"]]),
    ]


def test_a_year_already_covered_is_refused_and_nothing_is_made(world: World) -> None:
    old = laid_out(world)
    for year in (YEAR - 1, YEAR):
        with pytest.raises(RoadmapRefused):
            rolled(world, old, AcademicYear(year))
    assert list(Roadmap.objects.all()) == [old]


def test_who_left_stays_in_words_and_is_doubted(world: World) -> None:
    old = one(world, responsible_text="учитель физики Заяц Б.Ф., куратор")
    assert (world.boris_card.pk, "", False) in answering(only(old))
    leave(world)
    row = only(rolled(world, old))
    assert row.responsible_text == "учитель физики Заяц Б.Ф., куратор"
    assert answering(row) == [(None, ResponsibleRole.CURATOR, False)]
    assert row.doubts == [
        {
            "place": "responsible",
            "original": "учитель физики Заяц Б.Ф., куратор",
            "message": "Проверьте: Заяц Б. Ф. больше не работает.",
        }
    ]


def test_who_left_before_the_file_was_imported_is_found_too(world: World) -> None:
    leave(world)
    row = only(rolled(world, one(world, responsible_text="Заяц Борис Фомич")))
    assert [doubt["message"] for doubt in row.doubts] == ["Проверьте: Заяц Б. Ф. больше не работает."]


def test_an_archived_card_is_doubted_as_well(world: World) -> None:
    old = one(world, responsible_text="Заяц Б. Ф.")
    world.boris_card.archived_on = date(YEAR, 9, 1)
    world.boris_card.save()
    row = only(rolled(world, old))
    assert (answering(row), len(row.doubts)) == ([], 1)


def test_a_destroyed_card_is_not_named(world: World) -> None:
    old = one(world, responsible_text="Заяц Б. Ф.")
    world.boris_card.destroyed_at = "2026-09-01T00:00:00Z"
    world.boris_card.surname = world.boris_card.name = "—"
    world.boris_card.save()
    row = only(rolled(world, old))
    assert [doubt["message"] for doubt in row.doubts] == ["Проверьте: один из ответственных больше не работает."]


def test_a_post_names_whoever_holds_it_now(world: World) -> None:
    """The director of last year has left: her words remain, the duty is the director's."""
    old = one(world, responsible_text="директор школы Ветров Г. И.")
    world.gleb_card.employments.update(ends=date(YEAR, 9, 1))
    row = only(rolled(world, old))
    assert answering(row) == [(None, ResponsibleRole.HEAD, False)]
    assert len(row.doubts) == 1


def test_people_set_by_hand_are_kept_while_they_work(world: World) -> None:
    old = one(world, responsible_text="рабочая группа")
    set_responsible(only(old), 1, [world.boris_card, world.sofya_card], [ResponsibleRole.MENTORS], world.anna)
    leave(world)
    row = only(rolled(world, old))
    assert sorted(answering(row), key=str) == sorted(
        [(world.sofya_card.pk, "", True), (None, ResponsibleRole.MENTORS, True)], key=str
    )
    assert [doubt["message"] for doubt in row.doubts] == ["Проверьте: Заяц Б. Ф. больше не работает."]


def test_when_all_set_by_hand_have_left_the_words_speak(world: World) -> None:
    old = one(world, responsible_text="куратор")
    set_responsible(only(old), 1, [world.boris_card], [], world.anna)
    leave(world)
    assert answering(only(rolled(world, old))) == [(None, ResponsibleRole.CURATOR, False)]


def test_dates_set_by_hand_move_and_are_doubted(world: World) -> None:
    old = one(world, due_text="по отдельному графику")
    set_dates(only(old).occasions.get(), 1, [(date(2026, 10, 5), date(2026, 10, 9))], world.anna)
    row = only(rolled(world, old))
    occasion = row.occasions.get()
    assert (occasion.spans, occasion.by_hand) == ([["2027-10-05", "2027-10-09"]], True)
    assert (occasion.starts, occasion.ends) == (date(2027, 10, 5), date(2027, 10, 9))
    assert [doubt["message"] for doubt in row.doubts] == [
        "Проверьте: даты поставлены вручную и перенесены с прошлого года."
    ]


def test_the_29th_of_february_set_by_hand(world: World) -> None:
    old = one(world, years=2, due_text="по запросу")
    occasion = only(old).occasions.get(year=2027)
    set_dates(occasion, 1, [(date(2028, 2, 29), date(2028, 2, 29))], world.anna)
    new = rolled(world, old, AcademicYear(YEAR + 3))
    assert only(new).occasions.get(by_hand=True).spans == [["2031-02-28", "2031-02-28"]]


def test_each_measure_knows_which_one_it_continues_and_whence_it_came(world: World) -> None:
    old, above = laid_out(world), lay_out(small(), world.office, begins=YEAR, years=1, by=world.oleg)
    came = measure_of(above, "2.1")
    Measure.objects.filter(roadmap=old, number="2.2").update(handed_from=came)
    new = rolled(world, old)
    assert [row.continues for row in new.measures.all()] == list(old.measures.all())
    assert [(row.number, row.handed_from) for row in new.measures.filter(handed_from__isnull=False)] == [("2.2", came)]


def test_the_same_form_sent_twice_makes_one_plan(world: World) -> None:
    old, nonce = laid_out(world), uuid4()
    set_responsible(measure_of(old, "1.1"), 1, [world.sofya_card], [], world.anna)
    first = roll_over(old, NEXT, world.anna, nonce)
    people = Responsible.objects.count()
    again = roll_over(old, NEXT, world.anna, nonce)
    assert again == first
    assert (Roadmap.objects.count(), Responsible.objects.count()) == (2, people)


@pytest.mark.parametrize("who", ["boris", "vera", "oleg", "gleb"])
def test_only_the_curator_rolls_over(world: World, who: str) -> None:
    old = laid_out(world)
    with pytest.raises(PermissionDenied):
        roll_over(old, NEXT, getattr(world, who), uuid4())
    assert list(Roadmap.objects.all()) == [old]


def test_the_old_plan_is_untouched(world: World) -> None:
    old = laid_out(world, small())
    before = read_of(old)
    rolled(world, old)
    assert read_of(Roadmap.objects.get(pk=old.pk)) == before


def test_columns_with_marks_keep_their_heading(world: World) -> None:
    new = rolled(world, laid_out(world))
    assert ColumnRead("Отметка о выполнении", "extra") in read_of(new).columns


def test_a_big_plan_costs_as_many_queries_as_a_small_one(world: World) -> None:
    spent = []
    for plan in (laid_out(world, big(15)), laid_out(world, big(150))):
        with CaptureQueriesContext(connection) as queries:
            rolled(world, plan)
        spent.append(len(queries))
    assert spent[0] == spent[1]
