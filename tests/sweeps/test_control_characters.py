"""A control character in a search is passed over: PostgreSQL refuses a query with a NUL in it."""

import pytest

from tests.sweeps.addresses import addresses
from tests.sweeps.answers import ask, text_of
from tests.sweeps.table import TABLE

pytestmark = pytest.mark.usefixtures("undone")

QUERIES = ("q=%D0%B0%00b", "q=%00", "q=%D0%B7%D0%B0%D1%8F%00%07%D1%86")
PAGES = [name for name, one in addresses().items() if one.in_place and TABLE[name].get == 200 and not TABLE[name].noun]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_stumbles(ground, name):
    answers = {
        (actor, query): ask(ground.clients[actor], "get", f"{addresses()[name].url(ground.ours)}?{query}").status_code
        for actor in ("куратор", "руководитель")
        for query in QUERIES
    }
    assert {code for code in answers.values() if code >= 400 and code != 403} == set()


def test_the_word_is_found_all_the_same(ground):
    url = addresses()["schools:person_list"].url(ground.ours)
    assert "заяц борис фомич" in text_of(ask(ground.clients["куратор"], "get", f"{url}?{QUERIES[2]}"))
