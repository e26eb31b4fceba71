import pytest
from django.urls import reverse

from schools.journal.models import Entry
from schools.papers.models import PaperSettings, Register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NUMBERS = "/o/lesnaya/settings/numbers/"
PAPERS = "/o/lesnaya/settings/papers/"


def test_the_pattern_of_numbers_is_kept_and_the_next_number_shown(world, enter):
    client = enter(world.anna)
    assert 'Следующий номер — <strong class="nowrap">1</strong>' in client.get(NUMBERS).content.decode()
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
    assert "Следующий номер" not in client.get(NUMBERS).content.decode()


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
