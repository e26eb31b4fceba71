"""Every address of the resolver × every role: the answer is exactly the one of `table`; a foreign school's anything is 404."""

import pytest
from django.conf import settings
from django.urls import reverse

from schools.access.roles import roles_in
from schools.enums import Role
from tests.sweeps.addresses import addresses, all_addresses
from tests.sweeps.answers import ask, leaks
from tests.sweeps.table import OUTSIDE, TABLE, Row

pytestmark = pytest.mark.usefixtures("undone")

IN_PLACE = [name for name, one in addresses().items() if one.in_place and name in TABLE]
WITH_OBJECT = [name for name in IN_PLACE if TABLE[name].noun]
# Organisation is asked for by hand there: the door between one's own organisations.
WITHOUT_GATE = {"home:switch"}
METHODS = ("get", "post")
# To the foreign school; its roles are asked for by one gate, so not everybody has to try.
STRANGERS = ("руководитель и куратор", "и.о. в свои дни", "наставник", "координатор", "администратор", "неизвестный")


def test_every_address_has_its_row():
    known = set(TABLE) | set(OUTSIDE)
    missing = [name for name in addresses() if name not in known]
    assert missing == [], (
        f"Addresses without a row in tests/sweeps/table.py: {', '.join(missing)}. Decide who may open them and who may send, "
        "and write that down there."
    )
    surplus = sorted(known - set(addresses()))
    assert surplus == [], f"Rows of tests/sweeps/table.py for addresses that do not exist: {', '.join(surplus)}."


def test_names_of_addresses_are_unique():
    names = [one.name for one in all_addresses() if not one.name.startswith("admin:")]
    assert sorted(names) == sorted(set(names))


def test_gates_say_what_the_table_says():
    said = {name: one.open_to for name, one in addresses().items() if one.in_place and name not in WITHOUT_GATE}
    assert said == {name: TABLE[name].opens for name in said if name in TABLE}


def expected(row: Row, method: str, held: frozenset[str], *, known: bool, reaches: bool) -> int:
    """The answer by the table. `held`: roles in the organisation of the address; `reaches`: the object is one that this role may see."""
    answer = row.get if method == "get" else row.post
    if row.head is not None and held and Role.CURATOR not in held:
        answer = row.head[METHODS.index(method)]
    if answer == 405 and row.refuses_first:
        return 405
    if not known:
        return 302
    if not held:
        return 404
    if not held & row.opens:
        return 403
    if answer == 405:
        return 405
    return answer if reaches else 404


def reaches(row: Row, actor: str, held: frozenset[str]) -> bool:
    if row.starter_only:
        return actor == "куратор"
    return not (row.own_only and held == {Role.PARTICIPANT})


@pytest.mark.parametrize("name", IN_PLACE)
def test_own_organisation(ground, name):
    address, row = addresses()[name], TABLE[name]
    url = address.url(ground.ours, ground.ours.pks[row.noun][0] if row.noun else None)
    wanted, got, leaked = {}, {}, {}
    for actor, user in ground.actors.items():
        held = roles_in(user, ground.world.school) if user else frozenset()
        for method in METHODS:
            key = (actor, method)
            wanted[key] = expected(row, method, held, known=user is not None, reaches=reaches(row, actor, held))
            response = ask(ground.clients[actor], method, url)
            got[key] = response.status_code
            if response.status_code == 302 and user is None:
                assert response["Location"].startswith(reverse(settings.LOGIN_URL))
            if found := leaks(response):
                leaked[key] = found
    assert got == wanted
    assert leaked == {}


@pytest.mark.parametrize("name", [name for name in WITH_OBJECT if TABLE[name].own_only])
def test_participant_reaches_what_is_own(ground, name):
    address, row = addresses()[name], TABLE[name]
    own = ground.ours.own.get(row.noun)
    if own is None:  # Борис is nobody's mentee; Софья is
        own, actor = ground.world.mentee.pk, "наставляемая"
    else:
        actor = "наставник"
    others = {"наставник": "наставляемая", "наставляемая": "наставник"}[actor]
    url = address.url(ground.ours, own)
    method, answer = ("post", row.post) if row.get == 405 else ("get", row.get)
    assert {who: ask(ground.clients[who], method, url).status_code for who in (actor, others)} == {
        actor: answer,
        others: 404,
    }


@pytest.mark.parametrize("name", WITH_OBJECT)
def test_foreign_object_in_own_organisation(ground, name):
    """A foreign row's number under one's own organisation: as if it did not exist."""
    address, row = addresses()[name], TABLE[name]
    wanted, got, leaked = {}, {}, {}
    url = address.url(ground.ours, ground.theirs.pks[row.noun][0])
    for actor, user in ground.actors.items():
        held = roles_in(user, ground.world.school) if user else frozenset()
        for method in METHODS:
            key = (actor, method)
            wanted[key] = expected(row, method, held, known=user is not None, reaches=False)
            response = ask(ground.clients[actor], method, url)
            got[key] = response.status_code
            if found := leaks(response):
                leaked[key] = found
    assert got == wanted
    assert leaked == {}


@pytest.mark.parametrize("name", IN_PLACE)
def test_foreign_organisation(ground, name):
    """Under a foreign organisation's name there is nothing, though the number is right."""
    address, row = addresses()[name], TABLE[name]
    wanted, got, leaked = {}, {}, {}
    url = address.url(ground.theirs, ground.theirs.pks[row.noun][0] if row.noun else None)
    for actor in STRANGERS:
        user = ground.actors[actor]
        for method in METHODS:
            key = (actor, method)
            wanted[key] = expected(row, method, frozenset(), known=user is not None, reaches=False)
            response = ask(ground.clients[actor], method, url)
            got[key] = response.status_code
            if found := leaks(response):
                leaked[key] = found
    assert got == wanted
    assert leaked == {}


@pytest.mark.parametrize("name", IN_PLACE)
def test_coordinator_at_the_office(ground, name):
    """Of the municipality the coordinator has the desk with its counts and its own roadmaps, and no school's rows."""
    address, row = addresses()[name], TABLE[name]
    url = address.url(ground.ours, ground.ours.pks[row.noun][0] if row.noun else None)
    url = url.replace(f"/o/{ground.world.school.slug}/", f"/o/{ground.world.office.slug}/", 1)
    held = frozenset({Role.COORDINATOR})
    answers = {method: ask(ground.clients["координатор"], method, url).status_code for method in METHODS}
    assert answers == {method: expected(row, method, held, known=True, reaches=not row.noun) for method in METHODS}


@pytest.mark.parametrize("name", [name for name in addresses() if name in OUTSIDE])
def test_outside_of_organisations(ground, name):
    row = OUTSIDE[name]
    url = addresses()[name].url(**dict(row.arguments))
    wanted = {actor: row.known if user else row.unknown for actor, user in ground.actors.items()}
    if row.administrator is not None:
        wanted["администратор"] = row.administrator
    # Without any role left, or with roles in several places, the front page stays and says so.
    if name == "home:front":
        wanted |= dict.fromkeys(("и.о. в чужие дни", "администратор"), (200, 405))
    responses = {actor: [ask(client, method, url) for method in METHODS] for actor, client in ground.clients.items()}
    assert {actor: tuple(one.status_code for one in both) for actor, both in responses.items()} == wanted
    assert [leaks(one) for both in responses.values() for one in both if leaks(one)] == []
