"""Who is let in by a link, what the respondent's pages tell and keep, and what they never show."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.models import Reply, Ticket
from mentoring.surveys.tokens import token_of
from mentoring.surveys.views import links
from tests.mentoring.surveys import samples
from tests.mentoring.surveys.answering_pieces import address, text
from tests.mentoring.surveys.cast import (
    at,
    blind,
    close,
    make_questionnaire,
    open_wave,
)
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def hidden(world) -> Ticket:
    return blind(world)


class TestAnonymous:
    def row(self, ticket: Ticket) -> dict:
        return Ticket.objects.filter(pk=ticket.pk).values().get()

    def test_says_so_honestly_and_names_nobody(self, client, hidden, world):
        page = text(client.get(address(hidden)))
        assert "никто не сможет узнать, чей это ответ, даже с базой данных в руках" in page
        assert "хранится лишь на этом устройстве" in page
        assert world.boris_card.surname not in page

    def test_all_on_one_page_without_a_draft(self, client, hidden):
        before = self.row(hidden)
        page = text(client.get(address(hidden, "page", 1)))
        assert "data-save" not in page
        assert ">Отправить<" in page
        faulty = client.post(address(hidden, "page", 1), {"asked": ["useful", "wish"], "wish": "Чаще"})
        assert "Ответьте на этот вопрос." in text(faulty)
        assert "Чаще" in text(faulty)
        assert client.post(address(hidden, "save"), {"asked": "useful", "useful": "8"}).status_code == 409
        assert client.get(address(hidden, "page", 2))["Location"] == address(hidden)
        assert self.row(hidden) == before

    def test_sent_twice_is_stored_once(self, client, hidden):
        before = self.row(hidden)
        data = {"asked": ["useful", "wish"], "useful": "8", "go": "send"}
        for _ in range(2):
            assert client.post(address(hidden, "page", 1), data)["Location"] == address(hidden, "done")
        assert Reply.objects.count() == 1
        assert self.row(hidden) == before
        again = text(client.get(address(hidden)))
        assert "Ваши ответы уже отправлены" in again
        assert "2026" not in again
        assert f'data-forget="{token_of(hidden.nonce)}"' in text(client.get(address(hidden, "done")))

    def test_closed_for_ever(self, client, hidden):
        close(hidden, at(hidden))
        page = text(client.get(address(hidden)))
        assert "Анкета закрыта" in page
        assert "продлить" not in page


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.NAMED, "увидят куратор и руководитель. Просьбу о помощи прочитает только куратор."),
        (Mode.CONFIDENTIAL, "видит только куратор"),
    ],
)
def test_first_page_says_who_sees_the_answers(client, world, mode, words):
    form = make_questionnaire(world.school, mode=mode)
    ticket = open_wave(world.school, form, mode=mode, asked=[world.boris_card]).tickets.get()
    assert words in text(client.get(address(ticket)))


class TestTheDoor:
    def all_pages(self, ticket: Ticket) -> list[str]:
        return ["/a/", address(ticket), address(ticket, "page", 1), address(ticket, "page", 4), "/a/no-such/"]

    def test_every_answer_is_sealed(self, client, ticket):
        for url in [*self.all_pages(ticket), address(ticket, "done"), address(ticket, "save")]:
            for response in (client.get(url), client.head(url), client.post(url)):
                sealed = {name: response[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")}
                assert sealed == {
                    "Cache-Control": "no-store",
                    "Referrer-Policy": "no-referrer",
                    "X-Robots-Tag": "noindex, nofollow",
                }, url

    def test_no_session_and_no_account(self, world, ticket):
        unknown = Client()
        for url in self.all_pages(ticket):
            unknown.get(url)
            unknown.post(url)
        assert Session.objects.count() == 0
        assert set(unknown.cookies) == {"opened"}
        known = Client()
        known.force_login(world.anna)
        assert "Ясная" not in "".join(text(known.get(url)) for url in self.all_pages(ticket))

    def test_needs_no_token_of_a_form(self, ticket):
        """A phone that was without a connection for a day still sends its answers."""
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(address(ticket, "save"), {"asked": "useful", "useful": "8"}).status_code == 200

    def test_looking_writes_nothing(self, client, ticket):
        before = Ticket.objects.filter(pk=ticket.pk).values().get()
        for url in self.all_pages(ticket)[:4]:
            client.head(url)
            client.get(url)
        assert Ticket.objects.filter(pk=ticket.pk).values().get() == before

    def test_pages_are_drawn_when_the_ticket_is_let_go(self, client, world, ticket, hidden, monkeypatch):
        """A slow template must keep nobody waiting: faults, the page that sends and refusals are drawn after the transaction."""
        around, drawn = len(connection.savepoint_ids), []
        real = links.render_to_string
        monkeypatch.setattr(
            links,
            "render_to_string",
            lambda *given: drawn.append((given[0], len(connection.savepoint_ids))) or real(*given),
        )
        gap = {"asked": ["useful", "place"]}
        client.post(address(ticket, "page", 1), gap | {"go": "next"})
        client.post(address(ticket, "page", 4), {"go": "send"})
        client.post(address(hidden, "page", 1), gap)
        close(ticket, at(ticket, TODAY - timedelta(1)))
        client.post(address(ticket, "page", 1), gap | {"go": "next"})
        pages = ["answer/page.html", "answer/sending.html", "answer/page.html", "answer/state.html"]
        assert drawn == [(one, around) for one in pages]

    def test_foreign_host_is_refused(self, client, ticket):
        assert client.get(address(ticket), headers={"host": "evil.example"}).status_code == 400

    @pytest.mark.parametrize("method", ["put", "delete", "options", "patch"])
    def test_other_methods(self, client, ticket, method):
        assert getattr(client, method)(address(ticket)).status_code == 405
        assert getattr(client, method)("/a/").status_code == 405

    def test_shows_nobody_else(self, client, world, ticket):
        others = [world.anna.full_name, world.gleb.full_name, world.sofya_card.surname, world.misha_card.surname]
        shown = "".join(text(client.get(url)) for url in self.all_pages(ticket))
        assert [name for name in others if name in shown] == []

    def test_light_for_a_phone(self, client, world):
        """The heaviest page with all that it loads, uncompressed."""
        form = make_questionnaire(world.school, AnswerSide.MENTEE, *samples.EVERY_KIND, mode=Mode.NAMED)
        ticket = open_wave(world.school, form, asked=[world.sofya_card]).tickets.get()
        page = client.get(address(ticket, "page", 1)).content
        loaded = [Path(settings.BASE_DIR, "static", name) for name in ("css/survey.css", "js/survey.js")]
        assert page.count(b"<script") == 1
        assert page.count(b'rel="stylesheet"') == 1
        assert len(page) + sum(path.stat().st_size for path in loaded) < 60_000

    @pytest.mark.parametrize("junk", ["%00", "a" * 3000, "..%2F", "%D1%91", "'%22%3Cb%3E", "%F0%9F%98%80", "-"])
    def test_junk_codes_do_not_exist(self, client, ticket, junk):
        for url in (f"/a/{junk}/", f"/a/{junk}/1/", f"/a/{junk}/done/"):
            response = client.get(url)
            assert response.status_code == 404
            assert "<b>" not in text(response).replace("'\"<b>", "")
        assert client.post(f"/a/{junk}/save/").status_code == 404

    @pytest.mark.parametrize("page", [0, 5, 10**18])
    def test_pages_that_are_not_there(self, client, ticket, page):
        assert client.get(address(ticket, "page", page))["Location"] == address(ticket)
        assert client.post(address(ticket, "page", page), {"go": "next"}).status_code in (200, 302)

    def test_junk_in_fields(self, client, ticket):
        for value in ("абв\x00", "9" * 30, "-1", "ё" * 6000, "<b>"):
            data = dict.fromkeys(("useful", "place", "wish", "was.useful", "go", "asked"), value)
            for asked in ("useful", value):
                response = client.post(address(ticket, "page", 1), data | {"asked": asked})
                assert response.status_code in (200, 302)
                assert client.post(address(ticket, "save"), data | {"asked": asked}).status_code == 200
        assert client.get(address(ticket, "page", 1) + "?replaced=%00.useful.zzz&missing=%00").status_code == 200


@pytest.mark.parametrize("rest", ["", "1/", "1/?missing=1", "3/", "4/"])
def test_whatever_was_typed_is_shown_as_letters(client, ticket, rest):
    """By the school in its questionnaire, by the person in the answers."""
    markup = '<b hx-get="/x">&'
    edition, organisation = ticket.part.edition, ticket.wave.organisation

    def planted(value):
        if isinstance(value, dict):
            keys = ("title", "text", "intro", "thanks", "low", "high", "help")
            return {key: markup if key in keys else planted(one) for key, one in value.items()}
        return [planted(one) for one in value] if isinstance(value, list) else value

    type(edition).objects.filter(pk=edition.pk).update(content=planted(edition.content))
    type(organisation).objects.filter(pk=organisation.pk).update(short_name=markup, full_name=markup)
    Ticket.objects.filter(pk=ticket.pk).update(draft={"wish": markup, "place": markup})
    page = client.get(address(ticket) + rest).content.decode()
    assert "<b hx-" not in page
    assert "&lt;b hx-" in page
