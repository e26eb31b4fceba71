"""A second sheet of one person from paper: the same one is stored once, another one is refused."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.surveys.enums import QuestionKind
from mentoring.surveys.models import Reply
from mentoring.surveys.services.paper import enter_answers, stored_values
from mentoring.surveys.wording import Condition, Option, Question
from schools.journal.models import Entry
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.test_paper import SHEET, entry, running

pytestmark = pytest.mark.usefixtures("today")


def test_a_sheet_entered_twice_is_stored_once(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    for _ in range(2):
        anna.post(entry(ticket), SHEET)
    assert Reply.objects.count() == 1
    assert Entry.objects.filter(deed="введены ответы с бумаги").count() == 1


def test_the_same_sheet_again_is_one_though_it_is_not_stored_word_for_word(world):
    """A topic marked twice is kept once, an answer to what was not asked not at all: the second time they are no difference."""
    topics = (Option("t1", "предмет"), Option("t2", "журнал"))
    several = [
        Question(code, QuestionKind.MULTIPLE, code, required=False, options=topics, target=code)
        for code in ("requests_high", "requests_middle")
    ]
    why = cast.long_text("why", "Отчего?", when=Condition("place", "is", "o1"))
    own = cast.make_questionnaire(world.school, "mentor", *several, cast.single(required=False), why)
    ticket = cast.open_wave(world.school, own, asked=[world.boris_card]).tickets.get()
    sheet = {"requests_high": ["t1"], "requests_middle": ["t1", "t2"], "place": "o2", "why": "Далеко"}
    first = enter_answers(ticket, sheet, world.anna)
    assert stored_values(ticket) == {"requests_high": ["t1"], "requests_middle": ["t2"], "place": "o2"}
    assert enter_answers(ticket, sheet, world.anna) == first
    for other in ({"requests_middle": ["t2"], "requests_high": ["t2"]}, {"place": "o1"}):
        with pytest.raises(ValidationError, match="ответы на нём другие"):
            enter_answers(ticket, sheet | other, world.anna)


def test_a_sheet_of_somebody_who_has_answered_meanwhile_is_refused_and_stays_on_the_page(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    cast.answer(ticket, {"useful": 1, "parts": {"r1": 1, "r2": 1}})
    text = anna.post(entry(ticket), SHEET, follow=True).content.decode()
    assert ("Записано" in text, "Этот лист не записан" in text, "Больше времени" in text) == (False, True, True)
    assert set(Reply.objects.get().answers.values_list("number", flat=True)) == {1}
    assert not Entry.objects.filter(deed="введены ответы с бумаги").exists()
    assert "Ответ уже есть" in anna.get(entry(ticket)).content.decode()


def test_another_sheet_of_the_same_person_is_refused_too(world, enter):
    anna, wave = enter(world.anna), running(world)
    ticket = wave.tickets.first()
    anna.post(entry(ticket), SHEET)
    text = anna.post(entry(ticket), SHEET | {"useful": "2", "wish": "Вторая рука"}).content.decode()
    assert ("лист уже введён" in text, "Вторая рука" in text) == (True, True)
    assert Reply.objects.get().answers.get(item="useful").number == 9
