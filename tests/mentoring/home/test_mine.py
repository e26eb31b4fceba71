"""«Мои мероприятия»: by name, by post, by one's part in mentoring; drafts owe nothing."""

from datetime import date

import pytest
from django.db.models import Q
from django.urls import reverse

from mentoring.home.selectors.parts import parts_of
from roadmaps.enums import ResponsibleRole
from roadmaps.models import Occasion, Responsible
from roadmaps.selectors.mine import own_measures
from roadmaps.services.doing import move_occasion
from roadmaps.services.editing import set_responsible
from schools.models import Employment
from schools.years import AcademicYear
from tests.roadmaps.cast import in_force, laid_out, measure_of, occasion_of
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
THIS_YEAR = AcademicYear(YEAR)
LISTS = ("late", "ahead", "settled")


@pytest.fixture
def mine(client, world):
    def ask(user, **asked):
        client.force_login(user)
        return client.get(reverse("home:my_measures", args=["lesnaya"]), asked)

    return ask


def listed(page) -> dict[str, list[str]]:
    return {name: [row.occasion.measure.number for row in page.context[name]] for name in LISTS}


def answers(plan, number: str, *roles: str) -> None:
    measure = plan.measures.get(number=number)
    measure.responsible.all().delete()
    for role in roles:
        Responsible.objects.create(measure=measure, role=role)


def test_own_measures_stand_by_what_they_need(world, mine, monkeypatch):
    roadmap = in_force(laid_out(world))
    for number in ("1.1", "1.2.1", "2.2"):
        row = measure_of(roadmap, number)
        set_responsible(row, row.version, [world.sofya_card], [], world.anna)
    row = occasion_of(roadmap, "1.1")
    move_occasion(row, "done", version=row.version, by=world.sofya, done_on=TODAY)
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: date(2026, 11, 20))
    page = mine(world.sofya)
    assert listed(page) == {"late": ["1.2.1"], "ahead": ["2.2"], "settled": ["1.1"]}
    assert mine(world.sofya, year="2027").context["total"] == 0


def test_a_part_in_mentoring_and_a_post_bring_their_measures(world, mine):
    plan = in_force(laid_out(world))
    Responsible.objects.all().delete()
    answers(plan, "1.1", ResponsibleRole.MENTORS, ResponsibleRole.MENTEES)
    answers(plan, "1.2.1", ResponsibleRole.CLASS_TEACHERS)
    answers(plan, "2.1", ResponsibleRole.MENTEES)
    answers(plan, "2.2", ResponsibleRole.PSYCHOLOGIST)
    boris, sofya = mine(world.boris), mine(world.sofya)
    assert listed(boris) == {"late": [], "ahead": ["1.1"], "settled": []}
    assert listed(sofya) == {"late": [], "ahead": ["1.1", "2.1"], "settled": []}
    words = boris.content.decode()
    assert "отвечают наставники; отмечает куратор" in words
    # Whom the measure does not name cannot open it, so nothing leads there.
    assert reverse("roadmaps:measure_detail", args=["lesnaya", plan.measures.get(number="1.1").pk]) not in words
    Employment.objects.create(
        person=world.boris_card, post="учитель физики, классный руководитель 7Б", starts=date(2026, 9, 1)
    )
    assert listed(mine(world.boris))["ahead"] == ["1.1", "1.2.1"]


def test_who_is_named_opens_the_card_and_the_part_is_not_told(world, mine):
    plan = in_force(laid_out(world))
    Responsible.objects.create(measure=plan.measures.get(number="2.1"), role=ResponsibleRole.MENTORS)
    words = mine(world.boris).content.decode()
    assert reverse("roadmaps:measure_detail", args=["lesnaya", plan.measures.get(number="2.1").pk]) in words
    assert "отвечают" not in words


def test_a_draft_fills_nothing_but_says_that_it_waits(world, mine):
    plan = laid_out(world)
    page = mine(world.boris)
    assert (page.context["total"], page.context["drafts"]) == (0, 1)
    assert "В неутверждённых дорожных картах за вами ещё 1 мероприятие." in page.content.decode()
    row = occasion_of(plan, "2.1")
    move_occasion(row, "done", version=row.version, by=world.boris, done_on=TODAY)
    assert listed(mine(world.boris)) == {"late": [], "ahead": [], "settled": ["2.1"]}


def test_another_organisation_brings_nothing(world):
    plan = in_force(laid_out(world))
    answers(plan, "1.1", ResponsibleRole.CURATOR)
    found = own_measures(world.vera, world.foreign, THIS_YEAR, TODAY, parts_of(world.vera, world.foreign, THIS_YEAR))
    assert (found.rows, found.drafts) == ([], 0)


def test_queries_do_not_grow_with_measures(world, django_assert_max_num_queries):
    plan = in_force(laid_out(world))
    for number in ("1.1", "1.2.1", "1.2.2", "2.1", "2.2"):
        answers(plan, number, ResponsibleRole.MENTORS)
    assert Occasion.objects.count() == 5
    with django_assert_max_num_queries(6):
        found = own_measures(world.boris, world.school, THIS_YEAR, TODAY, Q(role=ResponsibleRole.MENTORS))
        assert len(found.rows) == 5
