from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schools.access.granting import give_role, grantable, may_renew_password, renewable
from schools.enums import Role
from schools.models import Membership, Organisation
from tests.world import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def branch(world) -> Organisation:
    return Organisation.objects.create(
        slug="filial", short_name="Филиал", full_name="Филиал", parent=world.school, level="branch"
    )


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("anna", {Role.PARTICIPANT}),
        ("gleb", {Role.PARTICIPANT, Role.CURATOR, Role.ACTING_HEAD, Role.HEAD}),
        ("irina", set()),  # acts only in February
        ("boris", set()),
        ("vera", set()),
        ("oleg", set()),
        ("admin", set(Role)),
    ],
)
def test_who_may_give_which_role_in_the_school(world, who, roles):
    assert grantable(getattr(world, who), world.school) == roles


def test_an_acting_head_gives_no_role_that_outlives_the_term(world, monkeypatch):
    monkeypatch.setattr("schools.models.Organisation.today", lambda self: date(2027, 2, 3))
    assert grantable(world.irina, world.school) == {Role.PARTICIPANT}


def test_a_role_in_the_branch_gives_nothing_in_the_legal_entity(world, branch):
    keeper = user("keeper", "Ветка Ия Ильинична", curator=branch)
    assert grantable(keeper, branch) == set()
    assert grantable(world.anna, branch) == {Role.PARTICIPANT}


def test_a_switched_off_account_gives_nothing(world):
    world.gleb.is_active = False
    assert grantable(world.gleb, world.school) == set()


def test_a_new_password_is_given_only_over_accounts_that_hold_no_more_than_one_could_give(world):
    everyone = [world.boris, world.sofya, world.anna, world.gleb, world.irina, world.vera, world.klara, world.admin]
    assert renewable(world.anna, everyone, world.school) == {world.boris.pk, world.sofya.pk}
    assert renewable(world.gleb, everyone, world.school) == {
        world.boris.pk,
        world.sofya.pk,
        world.anna.pk,
        world.irina.pk,
    }
    assert renewable(world.boris, everyone, world.school) == set()


def test_a_participant_who_is_curator_elsewhere_is_beyond_the_curators_reach(world):
    Membership.objects.create(user=world.boris, organisation=world.foreign, role=Role.PARTICIPANT)
    assert not may_renew_password(world.anna, world.boris, world.school)
    assert not may_renew_password(world.gleb, world.boris, world.school)
    assert may_renew_password(world.admin, world.boris, world.school)


def test_roles_to_come_count_too(world):
    Membership.objects.create(
        user=world.boris,
        organisation=world.school,
        role=Role.ACTING_HEAD,
        starts=date(2030, 1, 1),
        ends=date(2030, 2, 1),
    )
    assert not may_renew_password(world.anna, world.boris, world.school)


def test_the_same_role_is_not_given_twice_and_a_longer_term_is_kept(world):
    held = Membership.objects.get(user=world.boris, organisation=world.school)
    assert give_role(world.boris, world.school, Role.PARTICIPANT) == held
    acting = give_role(world.boris, world.school, Role.ACTING_HEAD, date(2027, 1, 1), date(2027, 1, 10))
    longer = give_role(world.boris, world.school, Role.ACTING_HEAD, date(2027, 1, 1), date(2027, 1, 20))
    assert acting.pk == longer.pk
    assert longer.ends == date(2027, 1, 20)
    assert Membership.objects.filter(user=world.boris).count() == 2


def test_a_role_without_a_first_day_is_held_once_and_giving_it_again_changes_nothing(world):
    first = give_role(world.boris, world.foreign, Role.PARTICIPANT)
    assert give_role(world.boris, world.foreign, Role.PARTICIPANT) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=world.boris, organisation=world.foreign, role=Role.PARTICIPANT)
    assert Membership.objects.filter(user=world.boris, organisation=world.foreign).count() == 1


def test_no_role_is_given_in_a_branch(world, branch):
    with pytest.raises(ValidationError) as refused:
        give_role(world.boris, branch, Role.PARTICIPANT)
    assert refused.value.messages == [
        "Роль дают в самой организации: она действует и в её филиалах и подразделениях. "
        "Выберите «МБОУ «Лесная СОШ № 1»»."
    ]
    with pytest.raises(ValidationError):
        Membership(user=world.boris, organisation=branch, role=Role.CURATOR).full_clean()
    Membership(user=world.vera, organisation=world.office, role=Role.COORDINATOR).full_clean()
