"""The respondent's pages: from the link to «Ответы отправлены», and each state's own kind page."""

from datetime import timedelta

import pytest

from mentoring.surveys.enums import AnswerSide
from mentoring.surveys.models import Answer, Reply, Ticket
from mentoring.surveys.rows import values_of
from mentoring.surveys.telling import data_of
from mentoring.surveys.views import answering, links
from mentoring.surveys.wording import Wording
from tests.mentoring.surveys import samples
from tests.mentoring.surveys.answering_pieces import address, text
from tests.mentoring.surveys.cast import (
    at,
    close,
    make_questionnaire,
    open_wave,
)
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_from_the_link_to_the_end(client, ticket):
    first = text(client.get(address(ticket)))
    assert "Первый месяц" in first
    assert "МБОУ «Лесная СОШ № 1»" in text(client.get(address(ticket, "page", 1)))
    assert ticket.person.short_name in first
    assert "28\u00a0сентября\u00a02026\u00a0г. включительно" in first
    assert "Начать" in first
    one = client.post(
        address(ticket, "page", 1), {"asked": ["useful", "place"], "useful": "8", "place": "o1", "go": "next"}
    )
    # Nothing is asked on the second page.
    assert one["Location"] == address(ticket, "page", 3)
    ticket.refresh_from_db()
    assert ticket.draft == {"useful": 8, "place": "o1"}
    assert "Продолжить" in text(client.get(address(ticket)))
    last = client.post(address(ticket, "page", 3), {"asked": "wish", "wish": "Чаще", "go": "send"})
    assert last["Location"] == address(ticket, "done")
    done = text(client.get(last["Location"]))
    assert "Спасибо, это поможет." in done
    assert '<a href="/">На главную</a>' in done
    reply = Reply.objects.get()
    assert values_of(pages_of(ticket), list(reply.answers.all())) == {"useful": 8, "place": "o1", "wish": "Чаще"}


def pages_of(ticket: Ticket) -> Wording:
    return ticket.part.edition.wording


def test_every_kind_of_question_is_asked_and_stored(client, world):
    """Each drawn value is sent back as a browser would, on one page."""
    form = make_questionnaire(
        world.school, AnswerSide.MENTEE, *[one for one in samples.EVERY_KIND if one.kind != "persons"]
    )
    ticket = open_wave(world.school, form, asked=[world.sofya_card]).tickets.get()
    data = {"asked": list(samples.ANSWERS), "go": "send"}
    for question in samples.EVERY_KIND:
        data |= data_of(question, samples.ANSWERS[question.code])
    response = client.post(address(ticket, "page", 1), data)
    assert response["Location"] == address(ticket, "done")
    stored = values_of(pages_of(ticket), list(Reply.objects.get().answers.all()))
    assert stored == {code: value for code, value in samples.ANSWERS.items() if code != "who"}


def test_back_keeps_what_was_typed_and_asks_nothing(client, ticket):
    back = client.post(address(ticket, "page", 3), {"asked": "wish", "wish": "Начато", "go": "back"})
    assert back["Location"] == address(ticket, "page", 1)
    assert "Начато" in text(client.get(address(ticket, "page", 3)))
    assert client.post(address(ticket, "page", 1), {"go": "back"})["Location"] == address(ticket)


def test_what_is_missing_stands_in_a_summary_with_links(client, ticket):
    page = text(client.post(address(ticket, "page", 1), {"asked": ["useful", "place"], "place": "o1", "go": "next"}))
    assert 'href="#q-useful-1">Насколько полезны встречи?</a><br>Ответьте на этот вопрос.' in page
    assert 'value="o1" id="q-place-o1" checked' in page
    ticket.refresh_from_db()
    assert ticket.draft == {"place": "o1"}


def test_what_is_missing_on_another_page_is_linked_there(client, ticket):
    page = text(client.post(address(ticket, "page", 3), {"asked": "wish", "wish": "Чаще", "go": "send"}))
    there = f"{address(ticket, 'page', 1)}?missing=1"
    assert f'href="{there}#q-useful">Насколько полезны встречи?</a>' in page
    assert "Чаще" in page
    assert "Ответьте на этот вопрос." in text(client.get(there))
    assert "Ответьте на этот вопрос." not in text(client.get(address(ticket, "page", 1)))
    assert Reply.objects.count() == 0


def test_the_last_page_may_turn_out_to_be_an_earlier_one(client, world, pages):
    """Then nothing is sent by «Далее»: the answers are shown and wait for «Отправить»."""
    short = Wording(pages.title, sections=pages.sections[:2])
    form = make_questionnaire(world.school, content=short)
    ticket = open_wave(world.school, form, asked=[world.boris_card]).tickets.get()
    assert ">Далее<" in text(client.get(address(ticket, "page", 1)))
    response = client.post(
        address(ticket, "page", 1), {"asked": ["useful", "place"], "useful": "8", "place": "o1", "go": "next"}
    )
    assert response["Location"] == address(ticket, "page", 3)
    assert Reply.objects.count() == 0
    check = text(client.get(response["Location"]))
    assert "Осталось отправить" in check
    assert "в школе" in check
    assert client.post(address(ticket, "page", 3), {"go": "send"})["Location"] == address(ticket, "done")
    assert Reply.objects.count() == 1


def test_sending_with_gaps_from_the_page_that_sends(client, world, pages):
    short = Wording(pages.title, sections=pages.sections[:2])
    ticket = open_wave(
        world.school, make_questionnaire(world.school, content=short), asked=[world.boris_card]
    ).tickets.get()
    page = text(client.post(address(ticket, "page", 3), {"go": "send"}))
    assert f"{address(ticket, 'page', 1)}?missing=1#q-useful" in page
    assert client.post(address(ticket, "page", 3), {"go": "back"})["Location"] == address(ticket, "page", 1)


def test_second_use_is_refused_and_a_second_sending_stored_once(client, ticket):
    data = {"asked": ["useful", "place"], "useful": "8", "place": "o1", "go": "send"}
    for number in "83":
        assert client.post(address(ticket, "page", 1), data | {"useful": number})["Location"] == address(ticket, "done")
    assert list(Reply.objects.get().answers.filter(item="useful").values_list("number", flat=True)) == [8]
    for name, more in (("first", ()), ("page", (1,))):
        page = client.get(address(ticket, name, *more))
        assert page.status_code == 200
        assert "Ваши ответы уже отправлены" in text(page)
        assert "14\u00a0сентября\u00a02026\u00a0г. в " in text(page)
    late = client.post(address(ticket, "page", 1), data | {"go": "next"})
    assert (late.status_code, "Второй раз отвечать не нужно" in text(late)) == (409, True)


@pytest.mark.parametrize(
    ("state", "heading"),
    [
        ("not_yet", "Анкета ещё не открыта"),
        ("closed", "Анкета закрыта"),
        ("ended", "Анкета закрыта"),
        ("cancelled", "Эта анкета отменена"),
    ],
)
def test_states_have_pages_of_their_own(client, ticket, state, heading):
    day = timedelta(1)
    changes = {
        "not_yet": {"opens_on": TODAY + day},
        "closed": {"opens_on": TODAY - 9 * day, "closes_on": TODAY - day, "draft": {"useful": 3}},
        "cancelled": {"cancelled_at": at(ticket)},
        "ended": {"draft": {"useful": 3}},
    }[state]
    Ticket.objects.filter(pk=ticket.pk).update(**changes)
    if state == "ended":
        close(ticket, at(ticket, TODAY - day))
    for name, more in (("first", ()), ("page", (1,))):
        page = client.get(address(ticket, name, *more))
        assert (page.status_code, f"<h1>{heading}</h1>" in text(page)) == (200, True)
        assert ("не отправили" in text(page)) == ("draft" in changes)
    sent = client.post(address(ticket, "page", 1), {"asked": "useful", "useful": "8", "go": "send"})
    assert (sent.status_code, f"<h1>{heading}</h1>" in text(sent)) == (409, True)
    saved = client.post(address(ticket, "save"), {"asked": "useful", "useful": "8"})
    assert (saved.status_code, set(saved.json())) == (409, {"problem"})
    assert client.get(address(ticket, "done"))["Location"] == address(ticket)
    ticket.refresh_from_db()
    assert ticket.draft == changes.get("draft")
    assert Reply.objects.count() == 0


def test_late_within_the_minute_is_kept(client, ticket, monkeypatch):
    late = at(ticket, ticket.closes_on + timedelta(1), 0, 0, 40)
    for module in (answering, links):
        monkeypatch.setattr(module, "now_at", lambda organisation: late)
    data = {"asked": ["useful", "place"], "useful": "8", "place": "o1"}
    assert client.post(address(ticket, "page", 1), data | {"go": "next"}).status_code == 302
    assert client.post(address(ticket, "page", 3), {"go": "send"})["Location"] == address(ticket, "done")
    assert Reply.objects.get().sent_at == late


class TestSaving:
    def test_tells_the_time_and_the_new_marks(self, client, ticket, monkeypatch):
        monkeypatch.setattr(answering, "now_at", lambda organisation: at(ticket, hour=18, minute=42))
        told = client.post(address(ticket, "save"), {"asked": "useful", "was.useful": "", "useful": "8"}).json()
        assert (told["saved"], told["problems"], told["replaced"]) == ("18:42", {}, [])
        ticket.refresh_from_db()
        assert ticket.draft == {"useful": 8}
        again = client.post(
            address(ticket, "save"), {"asked": "useful", "was.useful": told["was"]["useful"], "useful": "9"}
        ).json()
        assert again["replaced"] == []
        assert "Сохранено в 18:42" in text(client.get(address(ticket, "page", 1)))
        Ticket.objects.filter(pk=ticket.pk).update(draft_saved_at=at(ticket, TODAY - timedelta(1), 9, 5))
        assert "Сохранено 13\u00a0сентября\u00a02026\u00a0г. в 09:05" in text(client.get(address(ticket, "page", 1)))

    def test_names_the_answer_of_another_device(self, client, ticket):
        for value in "83":
            told = client.post(address(ticket, "save"), {"asked": "useful", "was.useful": "", "useful": value}).json()
        assert told["replaced"] == [
            "На вопрос «Насколько полезны встречи?» с другого устройства был ответ «8», оставлен последний"
        ]
        page = client.post(
            address(ticket, "page", 1), {"asked": ["useful", "place"], "useful": "5", "place": "o1", "go": "next"}
        )
        assert page["Location"] == f"{address(ticket, 'page', 3)}?replaced=useful"
        assert "С другого устройства были другие ответы" in text(client.get(page["Location"]))

    def test_sends_nothing_that_the_sender_has_not_seen(self, client, ticket):
        """The page still shows an answer that another device has changed since: it is told before anything is sent."""
        client.post(address(ticket, "save"), {"asked": ["useful", "place"], "useful": "8", "place": "o1"})
        first = client.post(address(ticket, "save"), {"asked": "wish", "was.wish": "", "wish": "Чаще"}).json()
        shown = first["was"]["wish"]
        other = client.post(address(ticket, "save"), {"asked": "wish", "was.wish": shown, "wish": "Реже"}).json()
        stale = {"asked": "wish", "was.wish": shown, "wish": "Чаще", "go": "send"}
        page = client.post(address(ticket, "page", 3), stale)
        assert "С другого устройства вы ответили иначе: «Реже»" in text(page)
        assert Reply.objects.count() == 0
        client.post(address(ticket, "page", 3), stale | {"was.wish": other["was"]["wish"]})
        assert Answer.objects.get(item="wish").text == "Чаще"

    def test_at_most_six_queries(self, client, ticket, django_assert_max_num_queries):
        with django_assert_max_num_queries(5):
            client.post(address(ticket, "save"), {"asked": "useful", "useful": "8"})
        with django_assert_max_num_queries(5):
            client.post(
                address(ticket, "page", 1), {"asked": ["useful", "place"], "useful": "7", "place": "o1", "go": "next"}
            )
        with django_assert_max_num_queries(6):
            client.post(address(ticket, "page", 3), {"asked": "wish", "wish": "Чаще", "go": "send"})
        assert Reply.objects.count() == 1

    def test_opened_by_hand_leads_to_the_sheet(self, client, ticket):
        assert client.get(address(ticket, "save"))["Location"] == address(ticket)


def test_one_sentence_for_many_gaps_is_said_once(client, ticket):
    page = text(client.post(address(ticket, "page", 1), {"asked": ["useful", "place"], "go": "next"}))
    summary = page.partition('class="error-summary"')[2].partition("</div>")[0]
    assert (summary.count("<li>"), summary.count("Ответьте на эти вопросы:")) == (2, 1)
    assert "Ответьте на этот вопрос." not in summary
