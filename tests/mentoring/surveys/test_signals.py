"""What calls for the curator, and what does not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind, SignalKind
from mentoring.surveys.models import Answer, Reply, SignalMark, Wave
from mentoring.surveys.rows import rows_of
from mentoring.surveys.selectors.calls import open_signals
from mentoring.surveys.services.calls import handle_signal, reopen_signal
from mentoring.surveys.services.editing.values import question_of, values_of
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording
from schools.years import AcademicYear
from tests.mentoring.pairs.cast import propose
from tests.mentoring.surveys import answered
from tests.mentoring.surveys.cast import make_questionnaire, open_wave, scale, ticket_for
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")

PULSE = Wording(
    "Как идут дела",
    sections=(
        Section(
            questions=(
                scale("comfort", "Легко ли вам вместе?"),
                scale("support", "Хватает ли поддержки?"),
                Question("help", QuestionKind.YES_NO, "Нужна помощь куратора?", signal="help"),
                Question("help_what", QuestionKind.LONG, "Какая?", required=False, when=Condition("help", "is", "yes")),
            )
        ),
    ),
)


@pytest.fixture
def pulse(world):
    pair = propose(world)
    mentor = make_questionnaire(world.school, AnswerSide.MENTOR, content=PULSE)
    mentee = make_questionnaire(world.school, AnswerSide.MENTEE, content=PULSE)
    return Pulse(world, pair, open_wave(world.school, mentor, mentee))


class Pulse:
    def __init__(self, world, pair, wave: Wave):
        self.world, self.pair, self.wave = world, pair, wave

    def say(self, side: str, comfort: int, support: int, *, needs_help: str = "no", plea: str = "", round: int = 1):
        part = self.wave.parts.get(side=side)
        person = self.pair.mentor.person if side == AnswerSide.MENTOR else self.pair.seats.get().mentee.person
        ticket = ticket_for(part, person, pair=self.pair, subject=f"p{self.pair.pk}", round=round)
        values = {"comfort": comfort, "support": support, "help": needs_help} | ({"help_what": plea} if plea else {})
        # Rounds are weeks apart.
        sent = timezone.now() - timedelta(days=60 - round)
        reply = Reply.objects.create(wave=self.wave, part=part, ticket=ticket, round=round, sent_at=sent)
        rows = rows_of(PULSE, values)
        for row in rows:
            row.reply = reply
        Answer.objects.bulk_create(rows)
        return ticket

    def signals(self, user=None):
        return open_signals(user or self.world.anna, self.world.school, AcademicYear(YEAR))

    def kinds(self):
        return [signal.kind for signal in self.signals()]


def test_a_good_pulse_is_silent(pulse):
    pulse.say(AnswerSide.MENTOR, 9, 8)
    pulse.say(AnswerSide.MENTEE, 8, 9)
    assert pulse.signals() == []


@pytest.mark.parametrize(("points", "kinds"), [((4, 4), [SignalKind.LOW]), ((4, 5), [])])
def test_low_is_a_mean_of_four_and_less(pulse, points, kinds):
    pulse.say(AnswerSide.MENTEE, *points)
    assert pulse.kinds() == kinds


@pytest.mark.parametrize(("second", "kinds"), [((7, 7), [SignalKind.FALLING]), ((7, 8), []), ((9, 10), [])])
def test_falling_is_two_points_of_the_mean_against_the_last_time(pulse, second, kinds):
    pulse.say(AnswerSide.MENTEE, 9, 9)
    pulse.say(AnswerSide.MENTEE, *second, round=2)
    assert pulse.kinds() == kinds


def test_whoever_recovered_is_no_longer_told(pulse):
    pulse.say(AnswerSide.MENTEE, 3, 3)
    pulse.say(AnswerSide.MENTEE, 9, 9, round=2)
    assert pulse.signals() == []


@pytest.mark.parametrize(("mentee", "kinds"), [(7, [SignalKind.DISAGREEMENT]), (8, [])])
def test_disagreement_is_two_points_on_one_question(pulse, mentee, kinds):
    pulse.say(AnswerSide.MENTOR, 9, 9)
    pulse.say(AnswerSide.MENTEE, mentee, 9)
    assert pulse.kinds() == kinds


def test_views_of_different_rounds_are_not_compared(pulse):
    pulse.say(AnswerSide.MENTOR, 9, 9)
    pulse.say(AnswerSide.MENTEE, 6, 6, round=2)
    assert pulse.signals() == []


def test_help_goes_first_with_the_words(pulse):
    pulse.say(AnswerSide.MENTOR, 2, 2)
    pulse.say(AnswerSide.MENTEE, 2, 2, needs_help="yes", plea="Не сходимся по времени")
    first, *rest = pulse.signals()
    assert (first.kind, first.words) == (SignalKind.HELP, "просит помощи: «Не сходимся по времени»")
    assert sorted(signal.kind for signal in rest) == [SignalKind.LOW, SignalKind.LOW]


def test_old_answers_call_nobody(pulse):
    ticket = pulse.say(AnswerSide.MENTEE, 1, 1, needs_help="yes")
    Reply.objects.filter(ticket=ticket).update(sent_at=timezone.now() - timedelta(days=121))
    assert pulse.signals() == []


def test_other_purposes_give_no_signals(pulse):
    pulse.say(AnswerSide.MENTEE, 1, 1, needs_help="yes")
    Wave.objects.update(purpose=Purpose.REQUEST)
    assert pulse.signals() == []


def test_what_is_dealt_with_is_told_once_and_comes_back_when_reopened(pulse):
    ticket = pulse.say(AnswerSide.MENTEE, 1, 1, needs_help="yes")
    mark = handle_signal(ticket, SignalKind.HELP, "поговорили", pulse.world.anna)
    assert pulse.kinds() == [SignalKind.LOW]
    with pytest.raises(ValidationError, match="уже отмечен"):
        handle_signal(ticket, SignalKind.HELP, "", pulse.world.anna)
    reopen_signal(mark, pulse.world.anna)
    assert pulse.kinds() == [SignalKind.HELP, SignalKind.LOW]


def test_the_queries_do_not_grow(pulse, django_assert_num_queries):
    for round in range(1, 6):
        pulse.say(AnswerSide.MENTOR, 9, 1, round=round)
        pulse.say(AnswerSide.MENTEE, 1, 9, round=round, needs_help="yes")
    with django_assert_num_queries(3):
        assert len(pulse.signals()) == 10


def test_signals_are_the_curators_alone(pulse, enter):
    ticket = pulse.say(AnswerSide.MENTEE, 1, 1, needs_help="yes", plea="Тайна")
    world = pulse.world
    address = "/o/lesnaya/surveys/signals/"
    assert "Тайна" in enter(world.anna).get(address).content.decode()
    assert enter(world.gleb).get(address).status_code == 403
    assert enter(world.sofya).get(address).status_code == 403
    assert enter(world.vera).get(address).status_code == 404
    assert open_signals(world.vera, world.school, AcademicYear(YEAR)) == []
    assert enter(world.vera).post(f"/o/polevaya/surveys/signals/{ticket.pk}/help/").status_code == 404
    assert SignalMark.objects.count() == 0


def test_dealt_with_in_the_browser_and_taken_back(pulse, enter):
    ticket = pulse.say(AnswerSide.MENTEE, 1, 1, needs_help="yes")
    client = enter(pulse.world.anna)
    page = client.post(f"/o/lesnaya/surveys/signals/{ticket.pk}/help/", {"note": "Созвонились"}, follow=True)
    assert "Созвонились" in page.content.decode()
    assert SignalMark.objects.get().note == "Созвонились"
    client.post(f"/o/lesnaya/surveys/signals/{ticket.pk}/help/reopen/")
    assert SignalMark.objects.count() == 0
    assert client.post(f"/o/lesnaya/surveys/signals/{ticket.pk}/nonsense/").status_code == 404


def test_an_anonymous_wave_gives_none(pulse):
    pulse.say(AnswerSide.MENTEE, 1, 1, needs_help="yes")
    Wave.objects.update(mode=Mode.ANONYMOUS)
    assert pulse.signals() == []


@pytest.mark.parametrize("kind", [QuestionKind.SINGLE, QuestionKind.MULTIPLE])
@pytest.mark.parametrize(("chosen", "kinds"), [(1, [SignalKind.HELP]), (0, [])])
def test_an_option_marked_with_the_sign_calls(world, kind, chosen, kinds):
    typed = values_of(Question("x", kind, "Нужна ли помощь?")) | {"options": "справляемся\n! нужна помощь куратора"}
    question = question_of(typed, None, [], ())
    assert [option.text for option in question.options] == ["справляемся", "нужна помощь куратора"]
    wave = open_wave(
        world.school, make_questionnaire(world.school, AnswerSide.MENTOR, question), asked=[world.boris_card]
    )
    code = question.options[chosen].code
    answered.reply(wave.tickets.get(), {question.code: code if kind == QuestionKind.SINGLE else [code]})
    assert [one.kind for one in open_signals(world.anna, world.school, AcademicYear(YEAR))] == kinds


def test_such_an_option_of_a_question_that_calls_nobody_is_silent(world):
    plain = Question(
        "q", QuestionKind.SINGLE, "Что было?", options=(Option("ask_help", "просил помощи"), Option("b", "б"))
    )
    wave = open_wave(world.school, make_questionnaire(world.school, AnswerSide.MENTOR, plain), asked=[world.boris_card])
    answered.reply(wave.tickets.get(), {"q": "ask_help"})
    assert open_signals(world.anna, world.school, AcademicYear(YEAR)) == []


def told_after(world, *asked):
    """Signals after sheets of (purpose, {item: points}), each of a wave of its own."""
    for purpose, points in asked:
        scales = [scale(item, f"Вопрос {item}") for item in points]
        own = make_questionnaire(world.school, AnswerSide.MENTOR, *scales, purpose=purpose)
        answered.reply(open_wave(world.school, own, asked=[world.boris_card]).tickets.get(), points)
    return [(one.kind, one.words) for one in open_signals(world.anna, world.school, AcademicYear(YEAR))]


def test_a_fall_is_told_of_the_same_questions_only(world):
    assert told_after(world, (Purpose.PULSE, {"useful": 9}), (Purpose.PULSE, {"other": 6})) == []
    assert told_after(world, (Purpose.PULSE, {"useful": 6, "third": 10})) == [(SignalKind.FALLING, "было 9, стало 6")]


def test_another_purpose_is_no_fall_and_only_the_pulse_is_low(world):
    assert told_after(world, (Purpose.PULSE, {"useful": 9}), (Purpose.INTERIM, {"useful": 2, "hard": 2})) == []
    assert told_after(world, (Purpose.INTERIM, {"hard": 1})) == []


def test_a_good_interim_does_not_hide_a_low_pulse(world):
    found = told_after(world, (Purpose.PULSE, {"useful": 3}), (Purpose.INTERIM, {"hard": 9}))
    assert found == [(SignalKind.LOW, "средняя оценка 3 из 10")]


def test_a_signal_that_does_not_stand_is_not_dealt_with(world, enter):
    ticket = open_wave(world.school, asked=[world.boris_card]).tickets.get()
    address = f"/o/lesnaya/surveys/signals/{ticket.pk}/low/"
    page = enter(world.anna).post(address, {"note": "рано"}, follow=True).content.decode()
    assert "Такого сигнала сейчас нет" in page
    answered.reply(ticket, {"useful": 1})
    assert [one.kind for one in open_signals(world.anna, world.school, AcademicYear(YEAR))] == [SignalKind.LOW]


def test_the_services_ask_for_the_curator(pulse):
    ticket = pulse.say(AnswerSide.MENTEE, 1, 1)
    with pytest.raises(PermissionDenied):
        handle_signal(ticket, SignalKind.LOW, "", pulse.world.gleb)
    mark = handle_signal(ticket, SignalKind.LOW, "", pulse.world.anna)
    with pytest.raises(PermissionDenied):
        reopen_signal(mark, pulse.world.gleb)
