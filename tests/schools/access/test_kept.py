"""A form sent after the sign-in has ended: nothing typed is lost, nothing happens by itself, nobody else reads it."""

from time import time

import pytest
from django.test import Client
from django.urls import reverse

from schools.access import kept
from schools.models import Organisation, Person

pytestmark = pytest.mark.django_db
WORDS = "Победитель районного конкурса, ведёт кружок робототехники"
PASSWORD = "Тихая-Заводь-42"
OWN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def address(world) -> str:
    return reverse("schools:letterhead_edit", args=["lesnaya"])


def answers(world, **changes) -> dict[str, str]:
    return {"full_name": WORDS, "short_name": "Лесная СОШ", "csrfmiddlewaretoken": "abcdef", **changes}


def sign_in(client: Client, user, to: str):
    user.set_password(PASSWORD)
    user.save()
    return client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD, "next": to})


def test_words_sent_by_nobody_stand_in_the_form_after_the_sign_in_and_are_not_written(world, client, address):
    before = Organisation.objects.filter(pk=world.school.pk).values().get()
    asked = client.post(address, answers(world))
    assert (asked.status_code, asked.url) == (302, f"{reverse('account_login')}?next={address}")
    assert "Введённое сохранено" in client.get(asked.url).content.decode()
    assert sign_in(client, world.anna, address).url == address
    page = client.get(address)
    html = page.content.decode()
    assert page.context["form"]["full_name"].value() == WORDS
    assert "введённое сохранено и стоит в полях" in html
    assert Organisation.objects.filter(pk=world.school.pk).values().get() == before
    # Asked for again, it is still there; sent, it is gone.
    assert client.get(address).context["form"]["full_name"].value() == WORDS
    client.post(address, answers(world))
    assert kept._NAME not in client.session


def test_passwords_tokens_and_files_are_not_kept(world, client, address):
    client.post(address, answers(world, password="s3cret", new_password1="s3cret"))
    assert dict(client.session[kept._NAME]["fields"]) == {"full_name": WORDS, "short_name": "Лесная СОШ"}


def test_another_user_finds_nothing(world, client, address):
    client.post(address, answers(world))
    sign_in(client, world.anna, address)
    assert WORDS in client.get(address).content.decode()
    client.force_login(world.gleb)
    assert WORDS not in client.get(address).content.decode()
    # Kept by one user's stale page, it is not shown to another in the same session either.
    session = client.session
    session[kept._NAME] = {
        "action": address,
        "page": address,
        "at": time(),
        "user": world.anna.pk,
        "fields": [["full_name", WORDS]],
        "files": False,
    }
    session.save()
    assert WORDS not in client.get(address).content.decode()
    assert kept._NAME not in client.session


def test_a_page_that_the_user_may_not_open_shows_nothing(world, client, address):
    client.post(address, answers(world))
    sign_in(client, world.boris, address)
    refused = client.get(address)
    assert refused.status_code == 403
    assert WORDS not in refused.content.decode()


def test_old_and_oversized_forms_are_forgotten(world, client, address, monkeypatch):
    monkeypatch.setattr(kept, "ROOM", 40)
    client.post(address, answers(world))
    assert kept._NAME not in client.session
    monkeypatch.setattr(kept, "ROOM", 4000)
    client.post(address, answers(world))
    sign_in(client, world.anna, address)
    monkeypatch.setattr(kept, "LIFE", 0)
    assert WORDS not in client.get(address).content.decode()
    assert kept._NAME not in client.session


def test_a_form_that_the_user_gives_up_is_forgotten(world, client, address):
    client.post(address, answers(world))
    sign_in(client, world.anna, address)
    assert WORDS in client.get(address).content.decode()
    assert client.get(f"{address}?year=2026&forget=1").url == f"{address}?year=2026"
    assert WORDS not in client.get(address).content.decode()


def test_a_deed_of_another_address_leads_back_to_its_page_with_the_words_to_copy(world, client):
    card = reverse("schools:person_detail", args=["lesnaya", world.boris_card.pk])
    deed = reverse("schools:person_archive", args=["lesnaya"])
    asked = client.post(deed, {"ids": world.boris_card.pk, "note": WORDS}, HTTP_REFERER=f"http://testserver{card}")
    assert asked.url == f"{reverse('account_login')}?next={card}"
    sign_in(client, world.anna, card)
    html = client.get(card).content.decode()
    assert "последнее действие не выполнено" in html
    assert f'readonly aria-label="Набранный текст 1">{WORDS}' in html
    assert Person.objects.get(pk=world.boris_card.pk).archived_on is None


def test_another_sites_page_does_not_choose_where_to_return(world, client, address):
    asked = client.post(address, answers(world), HTTP_REFERER="https://example.org/o/lesnaya/")
    assert asked.url == f"{reverse('account_login')}?next={address}"


def test_a_fragment_of_an_open_page_is_not_replaced_by_the_sign_in(world, client, address):
    asked = client.post(address, answers(world), HTTP_HX_REQUEST="true")
    assert (asked.status_code, asked.content) == (401, b"")
    assert kept._NAME not in client.session


def test_a_stale_page_shows_the_words_and_the_way_back_and_refills(world, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anna)
    refused = client.post(address, answers(world), **OWN)
    html = refused.content.decode()
    assert refused.status_code == 403
    assert f'href="{address}"' in html
    assert f">{WORDS}</textarea>" in html
    assert client.get(address).context["form"]["full_name"].value() == WORDS


def test_words_of_another_site_are_neither_shown_nor_kept(world, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anna)
    for origin in ({"HTTP_ORIGIN": "https://example.org"}, {"HTTP_ORIGIN": "null"}, {}):
        html = client.post(address, answers(world), **origin).content.decode()
        assert WORDS not in html
        assert "На главную" in html
    assert kept._NAME not in client.session
