"""Every page that shows rows asks the database as often for thirty of each noun as for one."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schools.enums import Role
from schools.models import Organisation
from schools.views.generic import ListPage
from tests import world as cast
from tests.filled_places import Place
from tests.sweeps.addresses import addresses
from tests.sweeps.layers import add_layer
from tests.sweeps.table import TABLE
from tests.world import TODAY

pytestmark = pytest.mark.django_db

MANY = 30
# Pages without an object: lists, desks, benches, forms with choices.
PAGES = [
    name
    for name, one in addresses().items()
    if one.in_place and name in TABLE and not TABLE[name].noun and TABLE[name].get == 200
]
WORKBOOKS = [name for name in PAGES if issubclass(getattr(addresses()[name].view, "view_class", type), ListPage)]


@pytest.fixture(scope="module")
def counts(django_db_setup, django_db_blocker) -> Iterator[dict[str, tuple[int, int]]]:
    """Page and role → queries with one row of each noun and with thirty."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(Organisation, "today", lambda self: TODAY)
        place = cast.organisation("lesnaya", "МБОУ «Лесная СОШ № 1»")
        curator = cast.user("anna", "Ясная Анна Петровна", curator=place)
        head = cast.user("gleb", "Ветров Глеб Ильич", head=place)
        participant = cast.user("boris", "Заяц Борис Фомич", participant=place)
        clients = {}
        for role, user in ((Role.CURATOR, curator), (Role.HEAD, head), (Role.PARTICIPANT, participant)):
            clients[role] = Client()
            clients[role].force_login(user)
        add_layer(place, curator, head, 0)
        few = count_all(place, clients)
        for number in range(1, MANY):
            add_layer(place, curator, head, number)
        many = count_all(place, clients)
        yield {key: (few[key], many[key]) for key in few}
        transaction.set_rollback(True)


def count_all(place: Organisation, clients: dict[str, Client]) -> dict[str, int]:
    found = {}
    for name in PAGES:
        url = addresses()[name].url(Place(place))
        for role, client in clients.items():
            if role not in TABLE[name].opens:
                continue
            found[f"{name} {role}"] = queries(client, url)
            if name in WORKBOOKS:
                found[f"{name} {role} xlsx"] = queries(client, f"{url}?format=xlsx")
    return found


def queries(client: Client, url: str) -> int:
    client.get(url)  # the first visit also writes the session
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200, url
    return len(asked)


@pytest.mark.parametrize("name", PAGES)
def test_as_many_queries_for_thirty_rows_as_for_one(counts, name):
    own = {key: both for key, both in counts.items() if key.split(" ")[0] == name}
    assert own
    assert {key: both for key, both in own.items() if both[0] != both[1]} == {}
