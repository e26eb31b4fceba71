"""Answers are kept as they come, each stored once; per question the later saving wins."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.surveys.answers import Sent
from mentoring.surveys.enums import AnswerSide
from mentoring.surveys.models import BlindMarks, Reply, Ticket
from mentoring.surveys.rows import values_of
from mentoring.surveys.selectors.sheets import Sheet
from mentoring.surveys.selectors.tickets import (
    TicketState,
)
from mentoring.surveys.services import taking
from mentoring.surveys.services.drafts import save_page
from mentoring.surveys.services.replying import NotComplete, finish, send
from mentoring.surveys.services.taking import NotTaking
from mentoring.surveys.telling import digest
from mentoring.surveys.wording import Condition, Option, Question
from tests import world as people
from tests.mentoring.surveys.cast import at, blind, close, long_text, make_questionnaire, open_wave, scale, ticket_for
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(world) -> Ticket:
    wave = open_wave(world.school, asked=[world.boris_card])
    return wave.tickets.get()


def shown(ticket: Ticket, **typed: str) -> Sent:
    """A page of the standard questions as it stands now, with what was typed into it."""
    stored = ticket.draft or {}
    data = {code: [str(value)] for code, value in {**stored, **typed}.items()}
    return Sent(
        data
        | {"asked": ["useful", "wish"]}
        | {f"was.{code}": [digest(stored.get(code))] for code in ("useful", "wish")}
    )


class TestDraft:
    def test_kept_with_its_time(self, ticket):
        now = at(ticket)
        save_page(ticket, Sheet(ticket), shown(ticket, useful="7"), now)
        save_page(ticket, Sheet(ticket), shown(ticket, wish="Чаще"), now + timedelta(minutes=5))
        ticket.refresh_from_db()
        assert ticket.draft == {"useful": 7, "wish": "Чаще"}
        assert (ticket.started_at, ticket.draft_saved_at) == (now, now + timedelta(minutes=5))
        save_page(ticket, Sheet(ticket), shown(ticket, useful=""), now)
        ticket.refresh_from_db()
        assert ticket.draft == {"wish": "Чаще"}

    def test_not_of_an_anonymous_sheet(self, world):
        ticket = blind(world)
        with pytest.raises(ValueError, match="no draft"):
            save_page(ticket, Sheet(ticket), shown(ticket, useful="7"), at(ticket))

    @pytest.mark.parametrize(
        "deed",
        [
            lambda ticket, now: save_page(ticket, Sheet(ticket), shown(ticket, useful="7"), now),
            lambda ticket, now: finish(ticket, {"useful": 7}, now),
        ],
    )
    def test_not_outside_the_term(self, ticket, deed):
        for day in (TODAY - timedelta(1), ticket.closes_on + timedelta(2)):
            with pytest.raises(NotTaking) as trouble:
                deed(ticket, at(ticket, day))
            assert trouble.value.messages[0].startswith(("Анкета откроется 14", "Анкета закрыта"))
        ticket.refresh_from_db()
        assert (ticket.draft, Reply.objects.count()) == (None, 0)


class TestTwoDevices:
    def test_what_a_page_did_not_touch_is_left_alone(self, ticket):
        """Both open the empty page; one answers the scale, the other the text."""
        phone, laptop = shown(ticket, useful="7"), shown(ticket, wish="Чаще")
        save_page(ticket, Sheet(ticket), phone, at(ticket))
        saved = save_page(ticket, Sheet(ticket), laptop, at(ticket))
        assert (saved.values, saved.replaced) == ({"useful": 7, "wish": "Чаще"}, {})

    def test_the_later_of_two_answers_stays_and_the_other_is_named(self, ticket):
        phone, laptop = shown(ticket, useful="7"), shown(ticket, useful="3")
        save_page(ticket, Sheet(ticket), phone, at(ticket))
        saved = save_page(ticket, Sheet(ticket), laptop, at(ticket))
        assert (saved.values, saved.replaced) == ({"useful": 3}, {"useful": 7})

    def test_the_same_answer_twice_replaces_nothing(self, ticket):
        page = shown(ticket, useful="7")
        save_page(ticket, Sheet(ticket), page, at(ticket))
        saved = save_page(ticket, Sheet(ticket), page, at(ticket))
        assert (saved.values, saved.replaced, saved.is_changed) == ({"useful": 7}, {}, False)

    def test_an_answer_taken_back_is_taken_out(self, ticket):
        save_page(ticket, Sheet(ticket), shown(ticket, useful="7", wish="Чаще"), at(ticket))
        saved = save_page(ticket, Sheet(ticket), shown(ticket, wish=""), at(ticket))
        assert saved.values == {"useful": 7}


class TestFinishing:
    def test_stores_reply_and_answers(self, ticket):
        reply = finish(ticket, {"useful": 8, "wish": "Чаще"}, at(ticket))
        ticket.refresh_from_db()
        assert (reply.ticket, reply.part, reply.round, reply.sent_at) == (ticket, ticket.part, 1, at(ticket))
        assert (ticket.answered_at, ticket.draft, ticket.draft_saved_at) == (at(ticket), None, None)
        wording = ticket.part.edition.wording
        assert values_of(wording, list(reply.answers.all())) == {"useful": 8, "wish": "Чаще"}

    def test_twice_is_stored_once(self, ticket):
        first = finish(ticket, {"useful": 8}, at(ticket))
        again = finish(ticket, {"useful": 1}, at(ticket, hour=13))
        assert (again, Reply.objects.count()) == (first, 1)
        assert list(first.answers.values_list("number", flat=True)) == [8]
        ticket.refresh_from_db()
        assert ticket.answered_at == at(ticket)

    def test_anonymous_twice_is_stored_once(self, world):
        ticket = blind(world)
        assert finish(ticket, {"useful": 8}, at(ticket)) is None
        assert finish(ticket, {"useful": 1}, at(ticket)) is None
        assert [reply.is_blind for reply in Reply.objects.all()] == [True]
        assert BlindMarks.objects.get().has(ticket.place)

    def test_anonymous_after_the_close_leaves_nothing(self, world, monkeypatch):
        """The wave ended between the look at its state and the casting."""
        ticket = blind(world)
        close(ticket, at(ticket))
        monkeypatch.setattr(taking, "state_of", lambda ticket, now: TicketState.OPEN)
        with pytest.raises(NotTaking):
            finish(ticket, {"useful": 8}, at(ticket))
        assert (Reply.objects.count(), BlindMarks.objects.get().has(ticket.place)) == (0, False)

    def test_in_the_minute_of_grace(self, ticket):
        late = at(ticket, ticket.closes_on + timedelta(1), 0, 0, 59)
        assert finish(ticket, {"useful": 8}, late).sent_at == late

    def test_needs_what_must_be_answered(self, ticket):
        with pytest.raises(ValidationError) as trouble:
            finish(ticket, {"wish": "Чаще"}, at(ticket))
        assert trouble.value.message_dict == {"useful": ["Ответьте на этот вопрос."]}
        assert Reply.objects.count() == 0

    def test_refuses_what_no_form_would_send(self, ticket):
        with pytest.raises(ValidationError) as trouble:
            finish(ticket, {"useful": 11}, at(ticket))
        assert trouble.value.message_dict == {"useful": ["Выберите число от 1 до 10."]}

    def test_from_paper_as_it_was_filled_in(self, ticket):
        """With gaps, and on the days after the last one, until the wave is closed."""
        day_after = at(ticket, ticket.closes_on + timedelta(1))
        assert finish(ticket, {"wish": "Чаще"}, day_after, on_paper=True).on_paper
        other = ticket_for(ticket.part, people.person(ticket.wave.organisation, "Мельник Ян Ильич"))
        close(other, day_after)
        with pytest.raises(NotTaking):
            finish(other, {"wish": "Чаще"}, day_after + timedelta(1), on_paper=True)

    def test_drops_what_was_not_asked(self, world):
        more = long_text("why", "Почему?", when=Condition("useful", "at_most", 4))
        form = make_questionnaire(world.school, AnswerSide.MENTOR, scale(), more)
        ticket = open_wave(world.school, form, asked=[world.boris_card]).tickets.get()
        reply = finish(ticket, {"useful": 9, "why": "Начато и брошено"}, at(ticket))
        assert [answer.item for answer in reply.answers.all()] == ["useful"]


class TestSending:
    def test_faults_keep_what_was_answered(self, ticket):
        with pytest.raises(NotComplete) as trouble:
            send(ticket, Sheet(ticket), shown(ticket, wish="Чаще"), at(ticket))
        assert trouble.value.faults == {"useful": "Ответьте на этот вопрос."}
        ticket.refresh_from_db()
        assert ticket.draft == {"wish": "Чаще"}

    def test_puts_in_the_last_page(self, ticket):
        save_page(ticket, Sheet(ticket), shown(ticket, useful="6"), at(ticket))
        send(ticket, Sheet(ticket), Sent({"asked": ["wish"], "wish": ["Чаще"]}), at(ticket))
        reply = Reply.objects.get()
        assert {(one.item, one.number, one.text) for one in reply.answers.all()} == {
            ("useful", 6, ""),
            ("wish", None, "Чаще"),
        }

    def test_too_much_chosen_before_is_found_at_the_end(self, world):
        options = tuple(Option(f"o{n}", f"вариант {n}") for n in range(4))
        many = Question("many", "multiple", "Что?", options=options, limit=2)
        form = make_questionnaire(world.school, AnswerSide.MENTOR, many, scale())
        ticket = open_wave(world.school, form, asked=[world.boris_card]).tickets.get()
        save_page(ticket, Sheet(ticket), Sent({"asked": ["many"], "many": ["o1", "o2", "o3"]}), at(ticket))
        assert ticket.draft == {"many": ["o1", "o2", "o3"]}
        with pytest.raises(NotComplete) as trouble:
            send(ticket, Sheet(ticket), Sent({"asked": ["useful"], "useful": ["5"]}), at(ticket))
        assert trouble.value.faults == {"many": "Отметьте не больше 2."}
