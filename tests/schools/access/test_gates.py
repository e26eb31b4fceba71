"""Who stands before which organisation's door, by whose calendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from schools.access.roles import roles_in
from schools.access.selectors import places_of
from schools.enums import Role
from schools.models import Membership, Organisation
from schools.years import AcademicYear
from tests.world import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(world) -> Organisation:
    return Organisation.objects.create(
        slug="filial", short_name="Филиал", full_name="Филиал", parent=world.school, level="branch"
    )


def test_a_role_in_a_branch_opens_neither_the_branch_nor_the_legal_entity(world, branch, enter):
    """Such a row cannot be given any more; one that lies there from before gives no rights."""
    keeper = user("keeper", "Ветка Ия Ильинична", curator=branch)
    assert roles_in(keeper, branch) == roles_in(keeper, world.school) == frozenset()
    assert list(Organisation.objects.visible_to(keeper)) == []
    assert places_of(keeper) == []
    client = enter(keeper)
    for slug in ("filial", "lesnaya"):
        for name in ("person_list", "letterhead_edit", "journal"):
            assert client.get(reverse(f"schools:{name}", kwargs={"organisation": slug})).status_code == 404


def test_a_role_in_the_legal_entity_covers_its_branches_and_their_units(world, branch, enter):
    Organisation.objects.create(slug="group", short_name="Группа", full_name="Группа", parent=branch, level="unit")
    client = enter(world.anna)
    for slug in ("filial", "group"):
        assert client.get(reverse("schools:person_list", kwargs={"organisation": slug})).status_code == 200


def test_the_office_does_not_learn_of_the_branches_of_its_schools(world, branch, enter):
    assert list(Organisation.objects.visible_to(world.oleg)) == [world.office]
    assert enter(world.oleg).get("/o/filial/").status_code == 404


@pytest.fixture
def moscow_evening(monkeypatch) -> date:
    """Half past eleven in the evening of 1 March in Moscow, where the server stands; in Irkutsk it is the 2nd."""
    moment = datetime(2027, 3, 1, 23, 30, tzinfo=ZoneInfo("Europe/Moscow"))
    monkeypatch.setattr(
        timezone, "localdate", lambda value=None, timezone=None: moment.astimezone(_current(timezone)).date()
    )
    monkeypatch.setattr(Organisation, "today", lambda self: moment.astimezone(self.tz).date())
    return date(2027, 3, 1)


def _current(zone):
    return zone or timezone.get_current_timezone()


def test_roles_begin_and_end_by_the_organisations_own_midnight(world, enter, moscow_evening):
    own = moscow_evening + timedelta(days=1)
    fresh = user("fresh", "Новая Роль Ивановна")
    gone = user("gone", "Былая Роль Ивановна")
    Membership.objects.create(user=fresh, organisation=world.school, role=Role.CURATOR, starts=own)
    Membership.objects.create(user=gone, organisation=world.school, role=Role.CURATOR, ends=moscow_evening)
    page = reverse("schools:person_list", kwargs={"organisation": "lesnaya"})
    answer = enter(fresh).get(page)
    assert answer.status_code == 200
    assert "Ясная Анна Петровна" in answer.content.decode()
    assert places_of(fresh) == [world.school]
    assert enter(gone).get(page).status_code == 404
    assert places_of(gone) == []


@pytest.mark.parametrize("asked", ["9" * 5000, "2" * 5, "²026", "-026", "1999", ""])
def test_a_year_that_is_none_leaves_the_current_one(world, enter, today, asked):
    answer = enter(world.anna).get("/o/lesnaya/", {"year": asked})
    assert (answer.status_code, answer.wsgi_request.year) == (200, world.school.current_year())


def test_the_year_asked_for_is_remembered(world, enter, today):
    client = enter(world.anna)
    assert client.get("/o/lesnaya/", {"year": "2024"}).wsgi_request.year == AcademicYear(2024)
    assert client.get("/o/lesnaya/", {"year": "9" * 5000}).wsgi_request.year == AcademicYear(2024)
