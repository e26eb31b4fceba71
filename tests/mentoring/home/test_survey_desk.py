"""What surveys bring to each one's desk."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.home.selectors.surveys import (
    asked_waits,
    entry_waits,
    result_waits,
    signal_waits,
    wave_waits,
)
from mentoring.home.selectors.wait import Wait
from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind, WaveStatus
from mentoring.surveys.models import Answer, Reply, Ticket, Wave
from mentoring.surveys.rows import rows_of
from mentoring.surveys.tokens import token_of
from mentoring.surveys.wording import Question
from schools.enums import Role
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import answer, long_text, make_questionnaire, make_wave, open_wave, scale, teachers
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.usefixtures("today")
THIS_YEAR = AcademicYear(YEAR)
DESK = "/o/lesnaya/"
HELP = Question("help", QuestionKind.YES_NO, "Нужна помощь?", signal="help")


def told(waits: list[Wait]) -> list[tuple]:
    return [(wait.number, wait.words, wait.term.replace("\xa0", " "), wait.button, wait.owed) for wait in waits]


def calling(world, *people, low: bool = False) -> Wave:
    """Each has answered the pulse; asking for help, or only with a low mark."""
    form = make_questionnaire(world.school, AnswerSide.MENTEE, scale(), HELP)
    wave = open_wave(world.school, form, asked=people, title="Пульс сентября")
    for ticket in wave.tickets.all():
        reply = Reply.objects.create(wave=wave, part=ticket.part, ticket=ticket, sent_at=timezone.now())
        for row in rows_of(form.wording, {"useful": 2 if low else 9, "help": "no" if low else "yes"}):
            row.reply = reply
            row.save()
    return wave


def test_who_asks_for_help_is_named_first_of_all(world, enter):
    calling(world, world.sofya_card)
    assert told(signal_waits(world.anna, world.school, THIS_YEAR)) == [
        (1, "Нужна помощь: Черных Софья Павловна", "Пульс сентября", "Разобраться", True)
    ]
    page = enter(world.anna).get(DESK)
    assert page.context["waits"][0].words == "Нужна помощь: Черных Софья Павловна"
    for other in (world.gleb, world.sofya, world.boris):
        assert "Нужна помощь" not in enter(other).get(DESK).content.decode()


def test_many_calls_and_other_signals_are_one_line(world):
    calling(world, *teachers(world.school, 5))
    calling(world, world.sofya_card, low=True)
    *named, rest = told(signal_waits(world.anna, world.school, THIS_YEAR))
    assert len(named) == 3
    assert rest == (3, "сигнала в ответах: паре нужно внимание", "", "Посмотреть", True)


def test_a_low_pulse_alone_is_not_warm(world):
    calling(world, world.sofya_card, low=True)
    [line] = signal_waits(world.anna, world.school, THIS_YEAR)
    assert (line.number, line.owed) == (1, False)


def test_answers_for_the_banks_are_counted(world):
    form = make_questionnaire(world.school, AnswerSide.MENTEE, scale(), long_text(), purpose=Purpose.REQUEST)
    wave = open_wave(world.school, form, asked=teachers(world.school, 2))
    assert entry_waits(world.anna, world.school, THIS_YEAR) == []
    for ticket in wave.tickets.all():
        answer(ticket)
    assert told(entry_waits(world.anna, world.school, THIS_YEAR)) == [
        (2, "ответа ждут записи в банк или в предпочтения", "", "Сверить и записать", False)
    ]
    assert entry_waits(world.vera, world.foreign, THIS_YEAR) == []


def test_a_wave_that_ends_soon_tells_how_many_are_missing(world):
    form = make_questionnaire(world.school)
    people = teachers(world.school, 3)
    soon = open_wave(world.school, form, asked=people, title="Пульс", closes_on=TODAY + timedelta(3))
    open_wave(world.school, form, asked=people, title="Не скоро", closes_on=TODAY + timedelta(4))
    whole = open_wave(world.school, form, asked=people[:1], title="Все ответили", closes_on=TODAY)
    for ticket in [soon.tickets.all()[0], *whole.tickets.all()]:
        answer(ticket)
    assert told(wave_waits(world.anna, world.school, THIS_YEAR, TODAY)) == [
        (2, "анкеты не заполнены: «Пульс»", "последний день — 17 сентября 2026 г.", "Кого нет", False)
    ]


def test_drafts_and_those_that_are_late(world):
    form = make_questionnaire(world.school)
    for title, days in (("Пора", -1), ("Скоро", 3), ("Потом", 4), ("Ещё позже", 30)):
        make_wave(
            world.school,
            form,
            title=title,
            opens_on=TODAY + timedelta(days),
            closes_on=TODAY + timedelta(60 + days),
        )
    assert told(wave_waits(world.anna, world.school, THIS_YEAR, TODAY)) == [
        (
            1,
            "Анкетирование «Пора» готово, но не начато",
            "должно было начаться 13 сентября 2026 г.",
            "Проверить и начать",
            True,
        ),
        (1, "Анкетирование «Скоро» готово, но не начато", "начало — 17 сентября 2026 г.", "Проверить и начать", False),
        (2, "анкетирования готовятся", "", "Показать", False),
    ]


def closed(world, mode=Mode.NAMED, days=1, **more) -> Wave:
    form = make_questionnaire(world.school, mode=mode)
    wave = open_wave(world.school, form, mode=mode, asked=teachers(world.school, 2), **more)
    if mode != Mode.ANONYMOUS:
        answer(wave.tickets.all()[0])
    ended = datetime.combine(TODAY - timedelta(days), datetime.min.time(), world.school.tz) + timedelta(hours=12)
    Wave.objects.filter(pk=wave.pk).update(status=WaveStatus.CLOSED, closed_at=ended)
    return wave


def test_the_head_is_told_of_results_for_a_while(world, enter):
    closed(world, title="Итоги года")
    closed(world, title="Давно", days=15)
    open_wave(world.school, make_questionnaire(world.school))
    roles = frozenset({Role.HEAD})
    assert told(result_waits(world.gleb, world.school, roles, TODAY)) == [
        (1, "ответ из 2: «Итоги года»", "завершено 13 сентября 2026 г.", "Посмотреть итоги", False)
    ]
    page = enter(world.gleb).get(DESK)
    [line] = [wait for wait in page.context["waits"] if wait.button == "Посмотреть итоги"]
    assert enter(world.gleb).get(line.url).status_code == 200
    assert result_waits(world.vera, world.foreign, roles, TODAY) == []


def test_of_a_few_the_head_is_not_told_how_many_answered(world):
    closed(world, Mode.CONFIDENTIAL, title="Двое")
    [line] = result_waits(world.gleb, world.school, frozenset({Role.HEAD}), TODAY)
    assert (line.number, line.words) == (1, "анкетирование завершено: «Двое»")
    [line] = result_waits(world.gleb, world.school, frozenset({Role.HEAD, Role.CURATOR}), TODAY)
    assert line.words == "ответ из 2: «Двое»"


def test_whoever_is_asked_finds_the_sheet_on_the_desk(world, enter):
    form = make_questionnaire(world.school, title="Моя анкета")
    wave = open_wave(world.school, form, asked=[world.boris_card, world.sofya_card])
    ticket = wave.tickets.get(person=world.boris_card)
    assert told(asked_waits(world.boris, world.school)) == [
        (1, "Анкета «Моя анкета»", "ответить можно по 28 сентября 2026 г.", "Ответить", False)
    ]
    page = enter(world.boris).get(DESK)
    [line] = page.context["waits"]
    assert line.url == f"/a/{token_of(ticket.nonce)}/"
    assert line.url in page.content.decode()
    Ticket.objects.filter(pk=ticket.pk).update(draft={"useful": 3})
    assert asked_waits(world.boris, world.school)[0].button == "Продолжить"
    answer(ticket)
    assert asked_waits(world.boris, world.school) == []
    assert enter(world.boris).get(DESK).context["waits"] == []


def test_many_own_sheets_are_three_and_a_line(world):
    for _ in range(5):
        open_wave(world.school, make_questionnaire(world.school), asked=[world.boris_card])
    *own, rest = asked_waits(world.boris, world.school)
    assert len(own) == 3
    assert (rest.number, rest.words, rest.url) == (2, "ещё анкеты ждут вашего ответа", "/o/lesnaya/surveys/mine/")


def test_the_desk_brings_running_waves_up_to_the_day(world, enter):
    """A wave whose term is over is closed when the curator or the head looks, not by those whom it asked."""
    form = make_questionnaire(world.school)
    wave = open_wave(world.school, form, opens_on=TODAY - timedelta(5), closes_on=TODAY - timedelta(2))
    marked = wave.settled_on
    for who, status in ((world.boris, WaveStatus.OPEN), (world.anna, WaveStatus.CLOSED)):
        for page in (DESK, f"{DESK}surveys/mine/"):
            enter(who).get(page)
            wave.refresh_from_db()
            assert (wave.status, wave.settled_on) == (status, marked)


def test_queries_of_the_desk_do_not_grow_with_surveys(world, enter):
    def grow(n: int) -> None:
        people = teachers(world.school, n)
        calling(world, *people)
        for days in (1, 2):
            form = make_questionnaire(world.school, purpose=Purpose.REQUEST)
            wave = open_wave(world.school, form, asked=[world.boris_card, *people], closes_on=TODAY + timedelta(days))
            Wave.objects.filter(pk=wave.pk).update(settled_on=TODAY)
            answer(wave.tickets.get(person=people[0]))
            make_wave(world.school, form)
        closed(world)
        Wave.objects.update(settled_on=TODAY)

    def queries(who) -> int:
        client = enter(who)
        client.get(DESK)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(DESK).status_code == 200
        return len(seen)

    grow(1)
    before = [queries(who) for who in (world.anna, world.gleb, world.boris)]
    for _ in range(2):
        grow(3)
    assert Answer.objects.count() > 10
    assert [queries(who) for who in (world.anna, world.gleb, world.boris)] == before
