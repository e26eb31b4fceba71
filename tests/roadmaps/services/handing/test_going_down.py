"""Measures go down into the plans of schools, each once, by whom it may be."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.enums import RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.handing import hand_down, take_back
from roadmaps.services.laying import lay_out
from schools.journal.models import Entry
from schools.models import Organisation
from tests.roadmaps.cast import in_force, laid_out
from tests.roadmaps.services.handing.cast import THIS_YEAR, hand, municipal, title_of
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_school_without_a_roadmap_gets_one_begun(world):
    roadmap = municipal(world)
    done = hand(world, roadmap)
    own = Roadmap.objects.get(organisation=world.school)
    assert (done.added, done.schools, done.begun, done.skipped) == (3, [world.school], [world.school], [])
    assert (own.begins, own.status, [column["heading"] for column in own.columns]) == (
        YEAR,
        RoadmapStatus.DRAFT,
        ["Мероприятие", "Содержание", "Сроки", "Ответственные"],
    )
    assert list(own.measures.values_list("title", "content", "due_text", "stage__title", "code")) == [
        ("Дело 0", "Содержание 0", "сентябрь", "Подготовка", "pairs_order"),
        ("Дело 1", "Содержание 1", "октябрь", "Подготовка", ""),
        ("Дело 2", "Содержание 2", "по запросу", "Подготовка", ""),
    ]
    assert list(Occasion.objects.filter(measure__roadmap=own).values_list("starts", "ends")) == [
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (None, None),
    ]
    assert Entry.objects.filter(organisation=world.school, deed__contains="спущены").count() == 1
    assert Entry.objects.filter(organisation=world.office, deed__contains="спущены").count() == 1


def test_measures_go_on_with_the_numbers_of_the_schools_plan(world):
    def numbered(count: int) -> RoadmapRead:
        rows = [
            MeasureRead(f"m{n}", f"Дело {n}", number=str(n), row_number=f"{n}.", row=n) for n in range(1, count + 1)
        ]
        columns = [ColumnRead("№", "number"), ColumnRead("Дело", "content")]
        return RoadmapRead("План", columns=columns, stages=[StageRead("s1", None, "Подготовка", rows)])

    office = lay_out(numbered(2), world.office, begins=YEAR, years=1, by=world.oleg)
    own = laid_out(world, numbered(3))
    hand(world, office)
    assert list(own.measures.order_by("position").values_list("row_number", flat=True)) == [
        "1.",
        "2.",
        "3.",
        "4.",
        "5.",
    ]
    hand(world, office, world.foreign)
    begun = Roadmap.objects.get(organisation=world.foreign)
    assert list(begun.measures.order_by("position").values_list("row_number", flat=True)) == ["1", "2"]


def test_a_new_stage_goes_on_with_the_numbers_of_the_stages(world):
    """«3.1», never «.1»; where the stages have no numbers, «1»."""
    own = laid_out(world, under("1", "2"))
    hand(world, municipal(world), count=2)
    assert list(own.stages.order_by("position").values_list("number", flat=True)) == ["1", "2", "3"]
    assert list(own.measures.order_by("position").values_list("number", flat=True)) == ["1.1", "2.1", "3.1", "3.2"]
    Roadmap.objects.filter(organisation=world.school).delete()
    Measure.objects.filter(roadmap__organisation=world.school).delete()
    odd = laid_out(world, under("1", "3"))
    hand(world, municipal(world), count=2)
    assert list(odd.measures.order_by("position").values_list("number", flat=True)) == ["1.1", "3.1", "1", "2"]


def under(*stages: str) -> RoadmapRead:
    """A measure in each stage, numbered under it."""
    read = RoadmapRead("План", columns=[ColumnRead("№", "number"), ColumnRead("Дело", "content")])
    for row, number in enumerate(stages, 1):
        one = MeasureRead(f"m{row}", f"Шаг {row}", number=f"{number}.1", row_number=f"{number}.1.", row=row)
        read.stages.append(StageRead(f"s{row}", number, f"Этап {number}", [one]))
    return read


def test_measures_join_the_stage_of_the_same_name_in_the_schools_own_columns(world):
    own = laid_out(world)
    stage = own.stages.get(number="1")
    own.columns = [column for column in own.columns if column["role"] != "title"]
    own.save()
    before = own.measures.count()
    done = hand(world, municipal(world))
    assert done.begun == []
    assert Roadmap.objects.filter(organisation=world.school).count() == 1
    came = own.measures.filter(handed_from__isnull=False)
    assert own.measures.count() == before + 3
    assert list(came.values_list("stage", "title", "content")) == [
        (stage.pk, "", f"Дело {n}\nСодержание {n}") for n in range(3)
    ]


def test_what_a_school_has_is_not_added_again(world):
    roadmap = municipal(world)
    hand(world, roadmap, count=2)
    done = hand(world, roadmap, world.school, world.village)
    assert (done.added, done.schools) == (1 + 3, [world.school, world.village])
    again = hand(world, roadmap)
    assert (again.added, again.schools) == (0, [])
    assert [school for school, _ in again.skipped] == [world.school]
    assert Measure.objects.filter(roadmap__organisation=world.school).count() == 3


def test_an_approved_roadmap_becomes_a_changed_one_and_one_with_the_head_waits(world):
    own = laid_out(world)
    in_force(own)
    roadmap = municipal(world)
    hand(world, roadmap, count=1)
    own.refresh_from_db()
    assert own.status == RoadmapStatus.CHANGED
    Roadmap.objects.filter(pk=own.pk).update(status=RoadmapStatus.SUBMITTED)
    done = hand(world, roadmap, world.school, world.village)
    assert done.schools == [world.village]
    assert [(school, "у руководителя" in reason) for school, reason in done.skipped] == [(world.school, True)]
    assert own.measures.filter(handed_from__isnull=False).count() == 1


def test_nothing_chosen_is_said(world):
    roadmap = municipal(world)
    with pytest.raises(ValidationError, match="хотя бы одно мероприятие"):
        hand_down(roadmap, [], [world.school], year=THIS_YEAR, by=world.oleg)
    with pytest.raises(ValidationError, match="хотя бы одну организацию"):
        hand_down(roadmap, list(roadmap.measures.all()), [], year=THIS_YEAR, by=world.oleg)


def test_only_the_office_hands_down(world):
    roadmap = municipal(world)
    for stranger in (world.anna, world.vera, world.boris):
        with pytest.raises(PermissionDenied):
            hand_down(roadmap, list(roadmap.measures.all()), [world.school], year=THIS_YEAR, by=stranger)
        with pytest.raises(PermissionDenied):
            take_back(roadmap, [], by=stranger)
    assert not Roadmap.objects.filter(organisation=world.school).exists()


def test_measures_go_to_the_plan_in_force_whatever_was_begun_after_it(world):
    own = in_force(laid_out(world))
    later = laid_out(world, title_of("План кружка"))
    done = hand(world, municipal(world))
    assert [(school, plan, added) for school, plan, added in done.plans] == [(world.school, own, 3)]
    assert not later.measures.filter(handed_from__isnull=False).exists()


def test_a_plan_with_the_head_is_waited_for_though_there_is_a_draft(world):
    own, later = laid_out(world), laid_out(world, title_of("План кружка"))
    Roadmap.objects.filter(pk=own.pk).update(status=RoadmapStatus.SUBMITTED)
    done = hand(world, municipal(world))
    assert (done.added, done.plans, [school for school, _ in done.skipped]) == (0, [], [world.school])
    assert not later.measures.filter(handed_from__isnull=False).exists()


def test_of_drafts_the_one_that_came_down_before_goes_first(world):
    roadmap = municipal(world)
    hand(world, roadmap, count=1)
    came = Roadmap.objects.get(organisation=world.school)
    laid_out(world)
    done = hand(world, roadmap)
    assert [(plan, added) for _, plan, added in done.plans] == [(came, 2)]


def test_a_term_of_other_years_is_doubted_in_the_school_too(world):
    roadmap = municipal(world)
    late, dated = roadmap.measures.order_by("position")[:2]
    Measure.objects.filter(pk=late.pk).update(due_text="сентябрь 2024 года")
    Measure.objects.filter(pk=dated.pk).update(due_text="октябрь 2024 года")
    day = TODAY.isoformat()
    Occasion.objects.filter(measure=dated).update(spans=[[day, day]], starts=TODAY, ends=TODAY, by_hand=True)
    hand(world, roadmap)
    first, second, third = Measure.objects.filter(roadmap__organisation=world.school).order_by("position")
    assert [one["message"] for one in first.doubts] == [
        "Срок назван для других лет, а карта на 2026/27. Поправьте срок или поставьте даты."
    ]
    assert (second.doubts, third.doubts) == ([], [])
    assert list(first.occasions.values_list("year", "ends")) == [(YEAR, None)]
    assert list(second.occasions.values_list("year", "ends", "by_hand")) == [(YEAR, TODAY, True)]


def test_of_a_longer_plan_of_the_school_only_the_handed_year_gets_the_measure(world):
    words = RoadmapRead(
        title="План школы",
        columns=[ColumnRead("Мероприятие", "title")],
        stages=[StageRead("s1", None, None, [MeasureRead("m1", "", title="Своё")])],
    )
    own = lay_out(words, world.school, begins=YEAR - 1, years=3, by=world.anna)
    hand(world, municipal(world), count=1)
    copy = Measure.objects.get(roadmap=own, handed_from__isnull=False)
    assert list(copy.occasions.values_list("year", flat=True)) == [YEAR]


def test_nobody_hands_down_from_a_school_or_to_a_foreign_one(world):
    own = laid_out(world)
    with pytest.raises(PermissionDenied):
        hand_down(own, list(own.measures.all()), [world.village], year=THIS_YEAR, by=world.anna)
    roadmap = municipal(world)
    with pytest.raises(PermissionDenied):
        hand_down(roadmap, list(own.measures.all()), [world.school], year=THIS_YEAR, by=world.oleg)
    Organisation.objects.filter(pk=world.foreign.pk).update(parent=None)
    world.foreign.refresh_from_db()
    with pytest.raises(PermissionDenied):
        hand_down(roadmap, list(roadmap.measures.all()), [world.foreign], year=THIS_YEAR, by=world.oleg)
    with pytest.raises(ValidationError, match="Забирать нечего"):
        take_back(roadmap, list(own.measures.values_list("pk", flat=True)), by=world.oleg)
    assert own.measures.count() == 5


def test_columns_that_a_school_has_not_come_as_lines(world):
    roadmap = municipal(world)
    roadmap.columns = [*roadmap.columns, {"heading": "Вид документа", "role": "extra", "width": 0}]
    roadmap.save()
    roadmap.measures.filter(title="Дело 0").update(extra={"4": "справка"})
    hand(world, roadmap, count=1)
    assert Measure.objects.get(roadmap__organisation=world.school).content == "Содержание 0\nВид документа: справка"


def test_sixty_measures_cost_a_school_as_many_queries_as_three(world):
    few, many = municipal(world), municipal(world, 60)

    def queries(deed) -> int:
        with CaptureQueriesContext(connection) as asked:
            deed()
        return len(asked)

    def in_turn(roadmap: Roadmap) -> tuple[int, int, int]:
        """To one school, to three more, and back from all."""
        given = []
        one = queries(lambda: given.append(hand(world, roadmap)))
        more = queries(lambda: given.append(hand(world, roadmap, world.village, world.foreign, world.kindergarten)))
        copies = [pk for done in given for pk in done.copies]
        assert len(copies) == 4 * roadmap.measures.count()
        back = queries(lambda: take_back(roadmap, copies, by=world.oleg))
        assert not Measure.objects.filter(handed_from__roadmap=roadmap).exists()
        Roadmap.objects.exclude(organisation=world.office).delete()
        return one, more, back

    small = in_turn(few)
    assert in_turn(many) == small
    assert small[0] <= 25
    assert small[1] <= 3 * small[0]


def test_the_journals_of_both_tell_how_many_came_and_went(world):
    roadmap = municipal(world, 60)
    copies = hand(world, roadmap, world.school, world.village).copies
    take_back(roadmap, copies[:5], by=world.oleg)
    told = [(one.deed, one.organisation, one.after or one.before, one.user) for one in Entry.objects.order_by("pk")]
    came = {"мероприятий": 60, "откуда": "Дорожная карта района"}

    def part(place: Organisation, number: int) -> dict:
        return {"организация": place.short_name, "мероприятий": number}

    assert [one for one in told if "спущен" in one[0]] == [
        ("спущены мероприятия из муниципалитета", world.school, came, world.oleg),
        ("спущены мероприятия организации", world.office, part(world.school, 60), world.oleg),
        ("спущены мероприятия из муниципалитета", world.village, came, world.oleg),
        ("спущены мероприятия организации", world.office, part(world.village, 60), world.oleg),
        ("забраны спущенные мероприятия", world.office, part(world.school, 5), world.oleg),
        ("забраны спущенные мероприятия", world.school, part(world.school, 5), world.oleg),
    ]
