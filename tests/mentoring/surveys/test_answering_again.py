"""Whom a link is about, where one goes on, what was left out of a matrix, where one goes after sending."""

import pytest

from mentoring.surveys.enums import AnswerSide
from mentoring.surveys.models import Ticket
from mentoring.surveys.selectors.sheets import Sheet
from mentoring.surveys.wording import Option, Question, Section, Wording
from tests.mentoring.pairs.cast import propose
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.answering_pieces import address, text
from tests.mentoring.surveys.cast import make_questionnaire, matrix, open_wave, scale, ticket_for

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_the_link_says_whom_the_answers_are_about_and_no_surname(client, world):
    pair = propose(world, world.mentor, [world.mentee])
    wave = open_wave(world.school, make_questionnaire(world.school, AnswerSide.MENTOR))
    ticket = ticket_for(wave.parts.get(), world.boris_card, pair=pair, subject=f"p{pair.pk}")
    for page in (address(ticket), address(ticket, "page", 1), address(ticket, "page", 2)):
        shown = text(client.get(page))
        assert "Софья Павловна" in shown, page
        assert "Черных" not in shown, page


def test_a_sheet_about_nobody_names_nobody(client, world):
    ticket = open_wave(world.school, asked=[world.boris_card]).tickets.get()
    first, page = client.get(address(ticket)), client.get(address(ticket, "page", 1))
    assert [one.status_code for one in (first, page)] == [200, 200]
    assert [ticket.wave.title in text(first), "О ком" in text(first), "о ком:" in text(page)] == [True, False, False]


def test_of_a_matrix_filled_in_part_the_missed_row_is_marked_and_led_to(client, world):
    form = make_questionnaire(
        world.school, AnswerSide.MENTOR, matrix("parts", "Оцените", "встречи", "помощь", "советы")
    )
    ticket = open_wave(world.school, form, asked=[world.boris_card]).tickets.get()
    sent = {"asked": "parts", "parts__r1": "7", "parts__r3": "9", "go": "next"}
    page = text(client.post(address(ticket, "page", 1), sent))
    assert page.count("— не оценено") == 1
    assert 'помощь <span class="q-problem">— не оценено' in page
    assert '<a href="#q-parts-r2-1">Оцените</a>' in page
    # From the page that sends too.
    last = text(client.post(address(ticket, "page", 2), {"go": "send"}))
    assert f'href="{address(ticket, "page", 1)}?missing=1#q-parts-r2"' in last
    assert "— не оценено" in text(client.get(address(ticket, "page", 1) + "?missing=1"))


def test_a_matrix_that_nobody_touched_is_wrong_as_a_whole(client, world):
    form = make_questionnaire(world.school, AnswerSide.MENTOR, matrix())
    ticket = open_wave(world.school, form, asked=[world.boris_card]).tickets.get()
    page = text(client.post(address(ticket, "page", 1), {"asked": "parts", "go": "next"}))
    assert ("Ответьте на этот вопрос." in page, "— не оценено" in page) == (True, False)
    assert '<a href="#q-parts-r1-1">Оцените</a>' in page


def test_a_page_of_ticks_is_gone_back_to_where_more_may_follow(world):
    ticks = Question("ticks", "multiple", "Отметьте", options=(Option("a", "да"), Option("b", "нет")))
    said = Wording(
        "Запрос", sections=(Section("1", "", (scale(),)), Section("2", "", (ticks,)), Section("3", "", (scale("x"),)))
    )
    form = make_questionnaire(world.school, content=said)
    sheet = Sheet(open_wave(world.school, form, asked=[world.boris_card]).tickets.get())
    assert sheet.page_left_at({"useful": 5}) == 2
    assert sheet.page_left_at({"useful": 5, "ticks": ["a", "b"]}) == 2
    assert sheet.page_left_at({"useful": 5, "ticks": ["a"], "x": 1}) == 3


@pytest.mark.parametrize("has_account", [True, False])
def test_after_sending_only_who_has_an_account_is_led_on(client, world, has_account):
    card = world.boris_card if has_account else cast.teachers(world.school, 1)[0]
    ticket: Ticket = open_wave(world.school, asked=[card]).tickets.get()
    client.post(address(ticket, "page", 1), {"asked": "useful", "useful": "8", "go": "send"})
    assert ("На главную" in text(client.get(address(ticket, "done")))) is has_account
