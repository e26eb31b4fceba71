"""Links lead to their tickets however they are typed; a ticket is open on the days of its organisation."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mentoring.surveys.enums import Purpose, WaveStatus
from mentoring.surveys.models import Ticket
from mentoring.surveys.selectors.tickets import (
    NoSuchTicket,
    TicketState,
    answered_by,
    ended_blind,
    find_ticket,
    state_of,
    waiting_for,
    whom,
)
from mentoring.surveys.services.replying import finish
from mentoring.surveys.services.tickets import drop_ticket, reissue, restore_ticket
from mentoring.surveys.services.waves import close_wave
from mentoring.surveys.tokens import token_of
from tests.mentoring.pairs.cast import propose
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.cast import at, blind, close, open_wave, ticket_for
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(world) -> Ticket:
    wave = open_wave(world.school, asked=[world.boris_card])
    return wave.tickets.get()


class TestFinding:
    def test_by_the_code_however_typed(self, ticket):
        code = token_of(ticket.nonce)
        russian = code.translate(str.maketrans("abcehkmptyx", "авсенкмртух"))
        for typed in (code, code.upper(), code.replace("-", ""), code.replace("-", " "), f" {code} ", russian):
            assert find_ticket(typed) == ticket

    @pytest.mark.parametrize("junk", ["", "x", "k7mp-2hqx-9rtw", "\x00", "ё" * 5000, "' or 1=1 --"])
    def test_nobody_by_junk(self, ticket, junk):
        with pytest.raises(NoSuchTicket):
            find_ticket(junk)

    def test_in_one_query_with_all_that_a_page_needs(self, ticket, django_assert_num_queries):
        with django_assert_num_queries(1):
            found = find_ticket(token_of(ticket.nonce))
            state_of(found, at(found))
            assert found.part.edition.wording.title
            assert found.person.short_name

    def test_named_is_held_and_blind_is_not(self, world, ticket):
        """A lock leaves its trace in the row."""
        hidden = blind(world)
        for one, locks in ((ticket, [True]), (hidden, [True, False])):
            with transaction.atomic(), CaptureQueriesContext(connection) as asked:
                assert find_ticket(token_of(one.nonce), lock=True) == one
            selects = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
            # What is locked is asked for among the open ones alone.
            assert ["is_blind" in sql.partition(" WHERE ")[2] for sql in selects] == locks


class TestStates:
    def test_by_the_calendar_of_the_organisation(self, ticket):
        before, last = TODAY - timedelta(1), ticket.closes_on
        assert state_of(ticket, at(ticket, before, 23, 59, 59)) == TicketState.NOT_YET
        assert state_of(ticket, at(ticket, TODAY, 0)) == TicketState.OPEN
        assert state_of(ticket, at(ticket, last, 23, 59, 59)) == TicketState.OPEN
        assert state_of(ticket, at(ticket, last + timedelta(1), 0, 0, 0)) == TicketState.GRACE
        assert state_of(ticket, at(ticket, last + timedelta(1), 0, 1, 0)) == TicketState.GRACE
        assert state_of(ticket, at(ticket, last + timedelta(1), 0, 1, 1)) == TicketState.CLOSED

    def test_ended_by_the_curator(self, ticket):
        now = at(ticket)
        close(ticket, now)
        assert state_of(ticket, now + timedelta(seconds=60)) == TicketState.GRACE
        assert state_of(ticket, now + timedelta(seconds=61)) == TicketState.CLOSED

    def test_an_anonymous_wave_takes_nothing_after_its_close(self, world):
        ticket = blind(world)
        close(ticket, at(ticket))
        assert state_of(ticket, at(ticket)) == TicketState.CLOSED

    def test_cancelled_wins_over_all(self, ticket):
        ticket.cancelled_at = ticket.answered_at = at(ticket)
        assert state_of(ticket, at(ticket)) == TicketState.CANCELLED

    def test_being_prepared(self, ticket):
        ticket.wave.status = WaveStatus.DRAFT
        assert state_of(ticket, at(ticket)) == TicketState.NOT_YET


class TestWaiting:
    def test_own_open_ones_that_close_first_in_front(self, world, today):
        wave = open_wave(world.school, asked=[world.boris_card, world.sofya_card])
        soon = open_wave(world.school, asked=[world.boris_card], closes_on=TODAY + timedelta(1))
        open_wave(world.school, asked=[world.boris_card], opens_on=TODAY + timedelta(1))
        cancelled = open_wave(world.school, asked=[world.boris_card]).tickets
        cancelled.update(cancelled_at=at(wave.tickets.first()))
        open_wave(world.foreign, asked=[world.foreign_card])
        own = [wave.tickets.get(person=world.boris_card), soon.tickets.get()]
        assert [one.ticket for one in waiting_for(world.boris, world.school)] == own[::-1]
        assert waiting_for(world.boris, world.foreign) == []
        finish(own[1], {"useful": 8}, at(own[1]))
        assert [one.token for one in waiting_for(world.boris, world.school)] == [token_of(own[0].nonce)]

    def test_an_answered_anonymous_one_waits_no_more(self, world, today):
        ticket = blind(world)
        assert [one.ticket for one in waiting_for(world.boris, world.school)] == [ticket]
        finish(ticket, {"useful": 8}, at(ticket))
        assert waiting_for(world.boris, world.school) == []

    def test_as_many_queries_for_ten_as_for_one(self, world, today, django_assert_num_queries):
        for number in range(10):
            ticket = open_wave(world.school, asked=[world.boris_card]).tickets.get()
            if number % 2:
                Ticket.objects.filter(pk=ticket.pk).update(about=world.misha_card, subject=f"c{number}")
        with django_assert_num_queries(1):
            assert len(waiting_for(world.boris, world.school)) == 10


class TestAnswered:
    def test_own_sheets_with_their_day_the_latest_first(self, world, today):
        first, second = (open_wave(world.school, asked=[world.boris_card, world.sofya_card]) for _ in range(2))
        own = [wave.tickets.get(person=world.boris_card) for wave in (first, second)]
        for number, ticket in enumerate(own):
            finish(ticket, {"useful": 8}, at(ticket, TODAY + timedelta(number)))
        finish(first.tickets.get(person=world.sofya_card), {"useful": 8}, at(own[0]))
        open_wave(world.school, asked=[world.boris_card])
        found = answered_by(world.boris, world.school)
        assert [(one.title, one.day) for one in found] == [
            (own[1].part.edition.wording.title, TODAY + timedelta(1)),
            (own[0].part.edition.wording.title, TODAY),
        ]
        assert answered_by(world.boris, world.foreign) == []

    def test_of_an_anonymous_one_only_that_the_link_is_used(self, world, today):
        ticket = blind(world)
        assert answered_by(world.boris, world.school) == []
        finish(ticket, {"useful": 8}, at(ticket))
        assert [one.day for one in answered_by(world.boris, world.school)] == [None]

    @pytest.mark.parametrize("has_answered", [True, False])
    def test_a_closed_anonymous_one_is_told_alike_whether_one_answered_or_not(self, world, today, enter, has_answered):
        ticket = blind(world)
        if has_answered:
            finish(ticket, {"useful": 8}, at(ticket))
        close_wave(ticket.wave, world.anna)
        close(ticket, at(ticket))
        assert (waiting_for(world.boris, world.school), answered_by(world.boris, world.school)) == ([], [])
        assert [one.title for one in ended_blind(world.boris, world.school)] == [ticket.part.edition.wording.title]
        assert ended_blind(world.sofya, world.school) == []
        page = enter(world.boris).get("/o/lesnaya/surveys/mine/").content.decode()
        assert f"анонимный опрос завершён {TODAY:%d.%m.%Y}" in page
        assert ("Вы уже ответили" in page, "ссылка использована" in page) == (False, False)

    def test_the_page_shows_them(self, world, today, enter):
        ticket = open_wave(world.school, asked=[world.boris_card]).tickets.get()
        finish(ticket, {"useful": 8}, at(ticket))
        finish(blind(world), {"useful": 8}, at(ticket))
        page = enter(world.boris).get("/o/lesnaya/surveys/mine/").content.decode()
        assert f"отвечено {TODAY:%d.%m}" in page
        assert "ссылка использована" in page


def test_only_the_curator_changes_who_is_asked(world, ticket):
    for deed in (drop_ticket, restore_ticket, reissue):
        with pytest.raises(PermissionDenied):
            deed(ticket, world.boris)


class TestAboutWhom:
    def test_preferences_of_somebody_paired_are_not_about_the_pair(self, world, today):
        pair = propose(world, world.mentor, [world.mentee])
        wave = open_wave(world.school, cast.make_questionnaire(world.school, purpose=Purpose.PREFERENCE))
        ticket_for(wave.parts.get(), world.boris_card, pair=pair)
        assert [one.about for one in waiting_for(world.boris, world.school)] == [""]

    def test_whom_a_pair_s_sheet_is_about(self, world):
        (second,) = cast.mentees(world.school, 1)
        pairs = [propose(world, world.mentor, [one]) for one in (world.mentee, second)]
        wave = open_wave(world.school)
        one = ticket_for(wave.parts.get(), world.boris_card, pair=pairs[0], subject=f"p{pairs[0].pk}")
        assert whom(one) == "Софья Павловна"
        two = ticket_for(wave.parts.get(), world.boris_card, pair=pairs[1], subject=f"p{pairs[1].pk}")
        assert [whom(each) for each in (one, two)] == ["Софья Павловна", "Вера Павловна"]
