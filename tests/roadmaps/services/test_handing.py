"""Measures go down from the municipality to schools, and what became of them comes back."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.enums import MeasureStatus, RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.selectors.handed import handed_table
from roadmaps.services.editing import edit_measure, remove_measure, set_dates, set_responsible
from roadmaps.services.handing import hand_down, take_back
from roadmaps.services.laying import lay_out
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.removing import remove_roadmap
from roadmaps.services.rolling import roll_over
from schools.journal.models import Entry
from schools.models import Organisation
from schools.years import AcademicYear
from tests.roadmaps.cast import in_force, laid_out, small
from tests.world import TODAY, YEAR, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THIS_YEAR, NEXT = AcademicYear(YEAR), AcademicYear(YEAR + 1)


def municipal(world: World, measures: int = 3) -> Roadmap:
    dues = ["сентябрь", "октябрь", "по запросу"]
    read = RoadmapRead(
        title="Дорожная карта района",
        columns=[
            ColumnRead("Мероприятие", "title"),
            ColumnRead("Содержание", "content"),
            ColumnRead("Сроки", "due"),
            ColumnRead("Ответственные", "responsible"),
        ],
        stages=[
            StageRead(
                "s1",
                "1",
                "Подготовка",
                [
                    MeasureRead(
                        f"m{n}",
                        f"Содержание {n}",
                        title=f"Дело {n}",
                        due_text=dues[n % 3],
                        responsible_text="Руководители образовательных организаций",
                        row=n,
                        code="schools_ordered" if n == 0 else "",
                    )
                    for n in range(measures)
                ],
            )
        ],
    )
    return lay_out(read, world.office, begins=YEAR, years=1, by=world.oleg)


def hand(world: World, roadmap: Roadmap, *schools: Organisation, count: int | None = None):
    measures = list(roadmap.measures.order_by("position"))[:count]
    return hand_down(roadmap, measures, schools or [world.school], year=THIS_YEAR, by=world.oleg)


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


def test_what_nobody_has_begun_is_taken_back(world):
    roadmap = municipal(world)
    copies = hand(world, roadmap).copies
    first, second, third = Measure.objects.filter(roadmap__organisation=world.school).order_by("position")
    Occasion.objects.filter(measure=first).update(status=MeasureStatus.UNDER_WAY)
    Occasion.objects.filter(measure=second).update(comment="Обсудили на совете")
    done = take_back(roadmap, copies, by=world.oleg)
    assert done.measures == 1
    assert len(done.kept) == 1
    assert world.school.short_name in done.kept[0]
    assert list(Measure.objects.filter(roadmap__organisation=world.school).order_by("position")) == [first, second]
    assert not Measure.objects.filter(pk=third.pk).exists()


def test_a_school_may_not_throw_away_what_came_down(world):
    hand(world, municipal(world))
    own = Roadmap.objects.get(organisation=world.school)
    with pytest.raises(RoadmapRefused, match="спущенные из управления"):
        remove_roadmap(own, world.anna)
    assert Roadmap.objects.filter(pk=own.pk).exists()


def test_the_table_tells_states_and_days(world):
    roadmap = municipal(world)
    hand(world, roadmap, world.school, world.village, count=2)
    for plan in Roadmap.objects.exclude(pk=roadmap.pk):
        in_force(plan)
    first, second = Measure.objects.filter(roadmap__organisation=world.school).order_by("position")
    Occasion.objects.filter(measure=first).update(status=MeasureStatus.DONE, done_on=TODAY)
    table = handed_table(roadmap, THIS_YEAR, date(2026, 11, 2))
    names = [row.organisation.slug for row in table.rows]
    assert sorted(names) == sorted(["lesnaya", "polevaya", "skazka", "dalnyaya"])
    told = {row.organisation.slug: [cell and cell.label for cell in row.cells] for row in table.rows}
    assert told == {
        "lesnaya": ["выполнено", "просрочено"],
        "dalnyaya": ["просрочено", "просрочено"],
        "polevaya": [None, None],
        "skazka": [None, None],
    }
    assert [(column.done, column.handed, column.overdue) for column in table.columns] == [
        (1, 2, 1),
        (0, 2, 2),
    ]
    # On the last day it is not late yet.
    assert not any(
        cell.is_overdue
        for row in handed_table(roadmap, THIS_YEAR, date(2026, 9, 30)).rows
        for cell in row.cells
        if cell
    )


def test_a_plan_that_nobody_has_approved_owes_the_office_nothing(client, world):
    roadmap = municipal(world)
    hand(world, roadmap, world.school, world.village)
    in_force(Roadmap.objects.get(organisation=world.village))
    # Approved once and changed since: what stands in it is owed.
    Roadmap.objects.filter(organisation=world.village).update(status=RoadmapStatus.CHANGED)
    table = handed_table(roadmap, THIS_YEAR, date(2027, 8, 1))
    told = {row.organisation: (row.handed, row.overdue, row.has_draft) for row in table.rows if row.handed}
    assert told == {world.school: (3, 0, True), world.village: (3, 2, False)}
    assert [(column.overdue, column.late) for column in table.columns] == [
        (1, [world.village.short_name]),
        (1, [world.village.short_name]),
        (0, []),
    ]
    Roadmap.objects.filter(organisation=world.school).update(status=RoadmapStatus.SUBMITTED)
    assert sum(row.overdue for row in handed_table(roadmap, THIS_YEAR, date(2027, 8, 1)).rows) == 2
    client.force_login(world.oleg)
    page = client.get(f"/o/{world.office.slug}/roadmaps/{roadmap.pk}/handed/").content.decode()
    assert page.count("карта не утверждена") == 1


def test_the_table_asks_as_much_of_many_schools_as_of_one(world):
    roadmap = municipal(world)
    hand(world, roadmap, world.school)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            handed_table(roadmap, THIS_YEAR, TODAY)
        return len(asked)

    one = queries()
    hand(world, roadmap, world.village, world.foreign, world.kindergarten)
    assert queries() == one <= 8


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


def title_of(title: str) -> RoadmapRead:
    read = small()
    read.title = title
    return read


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


def test_taking_back_touches_only_what_that_deed_made(world):
    roadmap = municipal(world)
    earlier = hand(world, roadmap, count=2).copies
    later = hand(world, roadmap).copies
    assert len(later) == 1
    assert take_back(roadmap, later, by=world.oleg).measures == 1
    assert set(Measure.objects.filter(roadmap__organisation=world.school).values_list("pk", flat=True)) == set(earlier)


def test_what_a_school_made_its_own_is_not_taken_back(world):
    roadmap = municipal(world)
    copies = hand(world, roadmap).copies
    words, dates, people = Measure.objects.filter(pk__in=copies).order_by("position")
    edit_measure(words, words.version, {"content": "Сделаем по-своему"}, world.anna)
    occasion = dates.occasions.get()
    set_dates(occasion, occasion.version, [(date(2026, 10, 5), date(2026, 10, 6))], world.anna)
    set_responsible(people, people.version, [world.boris_card], [], world.anna)
    done = take_back(roadmap, copies, by=world.oleg)
    assert done.measures == 0
    assert len(done.kept) == 1
    assert Measure.objects.filter(pk__in=copies).count() == 3


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


def carried(world: World, plan: Roadmap, by) -> Roadmap:
    return roll_over(plan, AcademicYear(YEAR + 1), by, uuid4())


def test_what_a_school_carried_over_comes_down_again_without_a_second_row(world):
    roadmap = municipal(world)
    hand(world, roadmap, count=2)
    own = Roadmap.objects.get(organisation=world.school)
    later, next_one = carried(world, own, world.anna), carried(world, roadmap, world.oleg)
    done = hand_down(next_one, list(next_one.measures.order_by("position")), [world.school], year=NEXT, by=world.oleg)
    assert [(plan, added) for _, plan, added in done.plans] == [(later, 1)]
    rows = later.measures.order_by("position").values_list("title", "handed_from__roadmap", "handed_from__title")
    assert list(rows) == [(f"Дело {n}", next_one.pk, f"Дело {n}") for n in range(3)]
    entry = Entry.objects.get(deed="мероприятия прошлого года спущены снова")
    assert (entry.organisation, entry.subject_id, entry.after["мероприятий"]) == (world.school, later.pk, 2)
    table = handed_table(next_one, NEXT, TODAY)
    assert [row.handed for row in table.rows if row.organisation == world.school] == [3]
    # What came down last year stands there as it stood.
    assert own.measures.filter(handed_from__roadmap=roadmap).count() == 2


def test_a_longer_plan_of_the_office_is_not_handed_twice_to_a_plan_carried_over(world):
    roadmap = municipal(world)
    Roadmap.objects.filter(pk=roadmap.pk).update(years=2)
    roadmap.refresh_from_db()
    hand(world, roadmap)
    later = carried(world, Roadmap.objects.get(organisation=world.school), world.anna)
    measures = list(roadmap.measures.order_by("position"))
    again = hand_down(roadmap, measures, [world.school, world.village], year=NEXT, by=world.oleg)
    assert (again.added, again.schools, later.measures.count()) == (3, [world.village], 3)
    # A school that begins its new plan afresh gets them for the new year.
    first_year = hand(world, roadmap, world.village)
    assert (first_year.added, first_year.begun) == (3, [world.village])


def test_a_plan_carried_over_is_the_schools_own_until_something_comes_down(world):
    roadmap = municipal(world)
    hand(world, roadmap)
    own = Roadmap.objects.get(organisation=world.school)
    later = carried(world, own, world.anna)
    assert list(later.measures.values_list("handed_from")) == list(own.measures.values_list("handed_from"))
    assert list(Measure.objects.from_above()) == list(own.measures.all())
    one = later.measures.first()
    remove_measure(one, one.version, world.anna)
    assert later.measures.count() == 2
    remove_roadmap(later, world.anna)
    assert list(Roadmap.objects.filter(organisation=world.school)) == [own]
