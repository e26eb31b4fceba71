"""What people read is Russian, errors included; junk of every sort gets a sentence, never a 500."""

import pytest
from django.http.response import HttpResponseBase

from schools.models import Person
from schools.russian import Case, initials
from tests.sweeps.addresses import addresses
from tests.sweeps.answers import ask, body_of, leaks
from tests.sweeps.reading import Page, english, undeclined
from tests.sweeps.table import OUTSIDE, TABLE

pytestmark = pytest.mark.usefixtures("undone")

IN_PLACE = [name for name, one in addresses().items() if one.in_place and name in TABLE]
# Slots of the cast: they stand in lists of access as the logins they are.
LOGINS = {"anna", "gleb", "irina", "boris", "sofya", "both", "late", "slot", "lesnaya", "layer", "admin"}
# Of our junk, which pages may repeat; keys of the keyboard.
ECHO = {"script", "alert", "xyz", "zzz", "evil", "caps", "lock", "ctrl", "enter", "esc"}
# Only a forged form lacks its hidden fields, and Django names them.
FORGED = ("Скрытое поле", "ManagementForm")
# Russian of machines: it tells what is wrong with a value and not what to do.
MACHINE = ("Убедитесь, что", "корректн", "Введите правильн", "допустимых значений")
JUNK_QUERIES = (
    "page=999&sort=x&year=99999&q=%00&status=zzz&only=zzz&group=zzz&kind=zzz&purpose=zzz&format=zzz&download=zzz",
    "page=-1&sort=-&year=%D9%A2%D9%A0%D9%A2%D9%A6&q=%27%22%3Cb%3E&mentor=999999999999999999999&mentee=x&mentee=%00&ids=%00&from=zzz",
    "page=%00&sort=%00&year=%00&q="
    + "%D1%91" * 2000
    + "&ids=99999999999999999999&term=99&since=2026-99-99&user=x&deed=%00",
    "page=2&year=2026&calendar=%00&register=%00&unsigned=%00&post=%00&access=%00&missing=%00&form=99999999999999999999&size=%00",
)
JUNK_VALUES = (
    "абв\x00где",
    "99999999999999999999999",
    "-1",
    "2026-99-99",
    "ё" * 4_000,
    "<script>alert(1)</script>",
    "{пары:xyz}{",
    "\ud7ff\u202e",
)
HUGE = 10**18


def numbers(ground, name: str) -> list[int | None]:
    noun = TABLE[name].noun
    return list(ground.place_for(TABLE[name]).pks[noun]) if noun else [None]


def nominatives() -> set[str]:
    """«Заяц Борис Фомич», «Заяц Б. Ф.», «Заяц Б.Ф.» of everybody whose surname has other forms."""
    found = set()
    for one in Person.objects.all():
        if all(one.short_in(case) != one.short_name for case in (Case.GENT, Case.ABLT)):
            found |= {one.full_name, " ".join(one.short_name.split()), f"{one.surname} {initials(one.as_name())}"}
    return found


def is_page(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def words(response: HttpResponseBase) -> list[str]:
    if not is_page(response):
        return []
    page = body_of(response).decode()
    found = english(page, known=LOGINS | ECHO) + [words for words in MACHINE if words in page]
    return [piece for piece in found if not any(forged in piece for forged in FORGED)]


@pytest.mark.parametrize("name", [name for name in IN_PLACE if TABLE[name].get == 200])
def test_pages_speak_russian(ground, name):
    """In every state of the noun, to everybody who may open it; people's names stand in their cases."""
    said, names = {}, nominatives()
    for actor in ("куратор", "руководитель", "наставник", "координатор"):
        slug_owner = ground.place_for(TABLE[name])
        for pk in numbers(ground, name) if actor == "куратор" else numbers(ground, name)[:1]:
            response = ask(ground.clients[actor], "get", addresses()[name].url(slug_owner, pk))
            if found := words(response):
                said[actor, pk] = found
            if is_page(response) and (found := undeclined(body_of(response).decode(), names)):
                said[actor, pk, "падеж"] = found
    assert said == {}


@pytest.mark.parametrize("name", [name for name in IN_PLACE if TABLE[name].post != 405])
def test_junk_is_answered_in_russian(ground, name):
    """Every field of every form filled with junk, and every deed sent with it."""
    client, address = ground.clients[ground.actor_for(TABLE[name])], addresses()[name]
    pk = numbers(ground, name)[0]
    url = address.url(ground.place_for(TABLE[name]), pk)
    fields = set()
    if TABLE[name].get == 200:
        fields = set(Page(body_of(ask(client, "get", url)).decode()).fields())
    fields |= {
        "ids",
        "role",
        "to",
        "reason",
        "next",
        "nonce",
        "version",
        "all",
        "query",
        "who",
        "action",
        "comment",
        "contingent",
        "signed_on",
        "on",
        "how",
        "term",
        "mentor",
        "mentees",
    }
    said, codes = {}, {}
    bodies = [{}] + [dict.fromkeys(fields, value) for value in JUNK_VALUES]
    bodies += [{"all": "1", "query": "page=%00&q=%00&status=zzz", "ids": ["1", "x", "\x00"], "to": "confirmed"}]
    for body in bodies:
        response = ask(client, "post", url, data=body)
        key = str(body)[:60]
        if response.status_code not in (200, 302, 404, 409):
            codes[key] = response.status_code
        if found := words(response) + leaks(response):
            said[key] = found
    assert codes == {}
    assert said == {}


@pytest.mark.parametrize("name", IN_PLACE)
def test_junk_in_the_address(ground, name):
    client, address, row = ground.clients[ground.actor_for(TABLE[name])], addresses()[name], TABLE[name]
    codes, said = {}, {}
    methods = [method for method, answer in (("get", row.get), ("post", row.post)) if answer != 405]
    for query in JUNK_QUERIES:
        for method in methods:
            response = ask(client, method, f"{address.url(ground.place_for(row), numbers(ground, name)[0])}?{query}")
            if response.status_code not in (200, 302, 404):
                codes[method, query[:40]] = response.status_code
            if found := words(response):
                said[method, query[:40]] = found
    if row.noun:
        for method in methods:
            for pk in (0, HUGE, 10**30):
                answer = ask(client, method, address.url(ground.ours, pk)).status_code
                if answer != 404:
                    codes[method, pk] = answer
    assert codes == {}
    assert said == {}


@pytest.mark.parametrize("name", list(OUTSIDE))
def test_outside_of_organisations(ground, name):
    row = OUTSIDE[name]
    url = addresses()[name].url(**dict(row.arguments))
    if name == "home:health":
        return
    said = {}
    for actor in ("неизвестный", "куратор", "администратор"):
        client = ground.clients[actor]
        for key, response in {
            "get": ask(client, "get", url),
            "junk query": ask(client, "get", f"{url}?next=%00//evil&q=%00"),
            "empty": ask(client, "post", url),
            "wrong": ask(client, "post", url, data={"login": "anna", "password": "не тот"}),
            **{
                f"junk {number}": ask(client, "post", url, data=dict.fromkeys(FIELDS_OUTSIDE, value))
                for number, value in enumerate(JUNK_VALUES)
            },
        }.items():
            assert response.status_code < 500
            if found := words(response):
                said[actor, key] = found
    assert said == {}


FIELDS_OUTSIDE = (
    "code",
    "login",
    "password",
    "email",
    "oldpassword",
    "password1",
    "password2",
    "username",
    "how",
    "again",
)


def test_pages_of_refusal_speak_russian(ground):
    said = {}
    for actor, url in {
        "куратор": "/no-such-page/",
        "наставник": "/o/lesnaya/people/",
        "координатор": "/o/lesnaya/",
        "неизвестный": "/i/нет-такой/",
    }.items():
        said[url] = words(ask(ground.clients[actor], "get", url))
    assert said == dict.fromkeys(said, [])
