"""Plans carried over to another year know what came down."""

import pytest

from roadmaps.models import Measure, Roadmap
from roadmaps.selectors.handed import handed_table
from roadmaps.services.editing import remove_measure
from roadmaps.services.handing import hand_down
from roadmaps.services.removing import remove_roadmap
from schools.journal.models import Entry
from tests.roadmaps.services.handing.cast import NEXT, carried, hand, municipal
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


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


def test_a_carried_over_plan_does_not_say_that_it_came_from_the_office(client, world):
    hand(world, municipal(world), count=2)
    own = Roadmap.objects.get(organisation=world.school)
    later = carried(world, own, world.anna)
    client.force_login(world.anna)
    words = "из муниципальной дорожной карты"
    told = []
    for plan in (own, later):
        page = client.get(f"/o/lesnaya/roadmaps/{plan.pk}/").content.decode()
        card = client.get(f"/o/lesnaya/roadmaps/measures/{plan.measures.first().pk}/").content.decode()
        told.append((page.count(f"{words}</span>"), card.count(f"<dd>{words}</dd>")))
    assert told == [(2, 1), (0, 0)]


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
