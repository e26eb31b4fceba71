import pytest
from django.urls import reverse

from schools.journal.models import Entry
from schools.papers.models import PaperSettings, Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NUMBERS = "/o/lesnaya/settings/numbers/"
PAPERS = "/o/lesnaya/settings/papers/"


def test_the_pattern_of_numbers_is_kept_and_the_next_number_shown(world, enter):
    client = enter(world.anna)
    assert 'Следующий номер: <strong class="nowrap">1</strong>' in client.get(NUMBERS).content.decode()
    response = client.post(NUMBERS, {"mode": "here", "pattern": " 02-05/{n} ", "first_number": "14"})
    assert response.url == NUMBERS
    register = Register.objects.get(organisation=world.school)
    assert (register.pattern, register.first_number) == ("02-05/{n}", 14)
    assert "02-05/14" in client.get(NUMBERS).content.decode()
    entry = Entry.objects.get()
    assert (entry.deed, entry.before, entry.after) == (
        "изменена нумерация приказов",
        {"pattern": "{n}", "first_number": 1},
        {"pattern": "02-05/{n}", "first_number": 14},
    )


def test_with_the_office_no_number_is_promised(world, enter):
    client = enter(world.anna)
    client.post(NUMBERS, {"mode": "office", "pattern": "{n}", "first_number": "1"})
    assert Register.objects.get(organisation=world.school).mode == "office"
    page = client.get(NUMBERS)
    assert (page.status_code, page.context["form"]["mode"].value()) == (200, "office")
    assert "Следующий номер" not in page.content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"pattern": "ОД"}, "В образце должно быть {n}"),
        ({"pattern": "{n}{n}"}, "В образце должно быть {n}"),
        ({"mode": "иначе"}, "Выберите из предложенного"),
        ({"first_number": "-1"}, "Номера начинаются с единицы."),
    ],
)
def test_patterns_that_cannot_count_are_refused(world, enter, values, sentence):
    whole = {"mode": "here", "pattern": "{n}", "first_number": "1"} | values
    assert sentence in enter(world.anna).post(NUMBERS, whole).content.decode()
    assert not Entry.objects.exists()


def test_the_look_of_papers_is_kept_from_what_the_engine_can_print(world, enter):
    client = enter(world.gleb)
    page = client.get(PAPERS)
    values = {field.name: field.value() for field in page.context["form"]}
    assert client.post(PAPERS, values | {"layout": "angular", "font_size": "14"}).url == PAPERS
    stored = PaperSettings.objects.get(organisation=world.school)
    assert (stored.layout, stored.font_size) == ("angular", 14)
    html = client.post(PAPERS, values | {"left_mm": "3"}).content.decode()
    assert "Выберите из предложенного" in html
    assert reverse("home:letterhead", kwargs={"organisation": "lesnaya"}) in html


@pytest.mark.parametrize("address", [NUMBERS, PAPERS])
def test_settings_of_papers_are_for_curator_and_heads(world, enter, address):
    statuses = {
        who: enter(getattr(world, who)).get(address).status_code for who in ("anna", "gleb", "boris", "vera", "oleg")
    }
    assert statuses == {"anna": 200, "gleb": 200, "boris": 403, "vera": 404, "oleg": 404}


def test_each_register_has_its_own_numbers(world, enter):
    client = enter(world.anna)
    url = f"{NUMBERS}?kind=outgoing"
    assert client.post(url, {"mode": "here", "pattern": "исх-{n}", "first_number": "3"}).url == url
    assert "исх-3" in client.get(url).content.decode()
    assert dict(Register.objects.filter(organisation=world.school).values_list("kind", "pattern")) == {
        "outgoing": "исх-{n}"
    }
    assert client.get(f"{NUMBERS}?kind=иной").context["register"].kind == "main"


def test_the_qr_mark_is_switched_on_and_off(world, enter):
    client = enter(world.anna)
    values = {field.name: field.value() for field in client.get(PAPERS).context["form"] if field.name != "qr_mark"}
    client.post(PAPERS, values | {"qr_mark": "on"})
    assert PaperSettings.objects.get(organisation=world.school).qr_mark is True
    client.post(PAPERS, values)
    assert PaperSettings.objects.get(organisation=world.school).qr_mark is False
