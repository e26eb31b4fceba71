"""Codes cannot be tried out; who has opened a link before is let in to it all the same."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mentoring.surveys.services import throttling
from mentoring.surveys.services.throttling import WRONG
from mentoring.surveys.tokens import token_of
from tests.mentoring.surveys.cast import open_wave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
OTHER = {"REMOTE_ADDR": "10.9.8.7"}


@pytest.fixture(autouse=True)
def forgiven() -> None:
    cache.clear()


@pytest.fixture
def link(world) -> str:
    ticket = open_wave(world.school, asked=[world.boris_card]).tickets.get()
    return reverse("answer:first", args=[token_of(ticket.nonce)])


def try_out(client: Client, times: int) -> list[int]:
    return [client.get(f"/a/wrong-{number}/").status_code for number in range(times)]


def test_after_sixty_wrong_codes_the_address_is_told_to_wait(client, link):
    """Right links go on opening: one pupil's game must not lock the school."""
    assert try_out(client, WRONG) == [404] * WRONG
    refused = client.get("/a/wrong-again/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert "Слишком много неверных кодов" in refused.content.decode()
    assert client.post("/a/wrong-again/save/").json()["problem"].startswith("С вашего адреса")
    assert client.post("/a/", {"code": "wrong again"}).status_code == 429
    assert client.get("/a/wrong-again/", **OTHER).status_code == 404
    assert client.get(link).status_code == 200
    assert client.post("/a/", {"code": link.split("/")[2]})["Location"] == link


def test_wrong_ones_are_counted_however_they_come(client, link):
    for number in range(WRONG // 3):
        client.get(f"/a/wrong-{number}/1/")
        client.post(f"/a/wrong-{number}/save/")
        client.post("/a/", {"code": f"wrong {number}"})
    assert client.get("/a/wrong-again/").status_code == 429


@pytest.fixture
def few(monkeypatch) -> int:
    """The bound past which nothing opens for an address, low enough to be reached in a test."""
    monkeypatch.setattr(throttling, "MOST", 5)
    return 5


def test_past_the_last_bound_nothing_opens(client, link, few):
    try_out(client, few)
    assert client.get(link).status_code == 429
    assert client.post("/a/", {"code": link.split("/")[2]}).status_code == 429
    assert client.get(link, **OTHER).status_code == 200


def test_a_device_that_has_opened_its_link_is_let_in(client, link, few):
    client.get(link)
    stranger = Client()
    try_out(stranger, few)
    assert stranger.get(link).status_code == 429
    assert client.get(link).status_code == 200
    assert client.post(f"{link}save/", {"asked": "useful", "useful": "8"}).status_code == 200


def test_the_mark_opens_its_own_link_alone(client, link, world, few):
    client.get(link)
    (mark,) = client.cookies.values()
    assert (mark["path"], mark["httponly"], mark["samesite"]) == (link, True, "Lax")
    other = open_wave(world.school, asked=[world.sofya_card]).tickets.get()
    try_out(client, few)
    # Django's client sends cookies whatever their path.
    assert client.get(reverse("answer:first", args=[token_of(other.nonce)])).status_code == 429
    client.cookies["opened"] = "0" * 64
    assert client.get(link).status_code == 429


def test_a_right_code_leaves_nothing_in_the_cache(client, link):
    before = dict(cache._cache)
    client.get(link)
    Client().get(link)
    client.post(f"{link}save/", {"asked": "useful", "useful": "8"})
    client.post("/a/", {"code": link.split("/")[2]})
    assert dict(cache._cache) == before
    client.get("/a/wrong/")
    assert dict(cache._cache) != before


def test_the_page_of_codes(client, link):
    code = link.split("/")[2]
    assert "Введите код анкеты" in client.get("/a/").content.decode()
    assert client.post("/a/", {"code": code.upper().replace("-", " ")})["Location"] == link
    empty = client.post("/a/", {"code": "  "}).content.decode()
    assert "Впишите код с листка." in empty
    wrong = client.post("/a/", {"code": '<b>"'}).content.decode()
    assert "Такого кода нет." in wrong
    assert "&lt;b&gt;&quot;" in wrong
