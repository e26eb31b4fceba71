"""Two places laid out once for a module of sweeps; every test's own deeds are rolled back."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from roadmaps.services.handing import hand_down
from schools.access.roles import HEADS
from schools.enums import Role
from schools.models import Membership, Organisation, User
from schools.years import AcademicYear
from tests import world as cast
from tests.filled import fill
from tests.filled_places import OURS, SECRETS, Place
from tests.roadmaps.services.handing.cast import municipal
from tests.sweeps.table import Row
from tests.world import TODAY, YEAR, World, build


@dataclass
class Ground:
    world: World
    ours: Place
    theirs: Place
    # Who tries: word → sign-in; None is somebody unknown.
    actors: dict[str, User | None]
    clients: dict[str, Client]
    # The municipal office with its own roadmap, some of which has been handed down to our school.
    office: Place

    def actor_for(self, row: Row) -> str:
        """Somebody who may open the address."""
        if Role.CURATOR in row.opens:
            return "куратор"
        if row.opens & HEADS:
            return "руководитель"
        return "координатор" if row.opens == {Role.COORDINATOR} else "наставник"

    def place_for(self, row: Row) -> Place:
        """Where whoever may open the address works: what only a coordinator opens lies in the office."""
        return self.office if row.opens == {Role.COORDINATOR} else self.ours


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(Organisation, "today", lambda self: TODAY)
        yield lay()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def frozen(today) -> None:
    """The calendar of every sweep stands still."""


@pytest.fixture(autouse=True)
def quiet(monkeypatch) -> None:
    """Thousands of refusals are expected here; their tracebacks in the log tell nothing."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.fixture(autouse=True)
def forgiven() -> None:
    """Wrong codes of surveys are counted by address: a sweep's own would be refused after some dozens."""
    cache.clear()


@pytest.fixture
def undone(ground, db) -> None:
    """`db` opens a transaction inside of the ground's."""


def lay() -> Ground:
    world = build()
    zoya = cast.user("zoya", "Тайнова Зоя Саввична", head=world.foreign)
    ours = fill(world.school, world.anna, world.gleb, OURS, world.mentor)
    theirs = fill(world.foreign, world.vera, zoya, SECRETS)
    both = cast.user("both", "Обе Роли Ивановны", head=world.school)
    Membership.objects.create(user=both, organisation=world.school, role=Role.CURATOR)
    late = cast.user("late", "Бывший Ио Иванович")
    # Roles begin and end by the server's calendar, deeds by the organisation's, which stands still here.
    now = timezone.localdate()
    Membership.objects.create(
        user=late,
        organisation=world.school,
        role=Role.ACTING_HEAD,
        starts=TODAY - timedelta(9),
        ends=TODAY - timedelta(1),
    )
    Membership.objects.filter(user=world.irina).update(starts=TODAY, ends=max(now, TODAY) + timedelta(9))
    actors = {
        "куратор": world.anna,
        "руководитель": world.gleb,
        "и.о. в свои дни": world.irina,
        "и.о. в чужие дни": late,
        "наставник": world.boris,
        "наставляемая": world.sofya,
        "координатор": world.oleg,
        "куратор чужой школы": world.vera,
        "руководитель и куратор": both,
        "администратор": world.admin,
        "неизвестный": None,
    }
    clients = {}
    for word, user in actors.items():
        clients[word] = Client()
        if user is not None:
            clients[word].force_login(user)
    return Ground(world, ours, theirs, actors, clients, at_the_office(world))


def at_the_office(world: World) -> Place:
    """A municipal roadmap, its first measure handed down to a school without a roadmap of the year."""
    plan = municipal(world)
    hand_down(plan, list(plan.measures.all())[:1], [world.village], year=AcademicYear(YEAR), by=world.oleg)
    measures = list(plan.measures.values_list("pk", flat=True))
    return Place(world.office, {"roadmap": [plan.pk], "measure": measures})
