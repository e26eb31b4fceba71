"""An answer of which nothing can be written does not wait; one with a word to the curator is closed with one click."""

import pytest

from mentoring.home.selectors.surveys import entry_waits
from mentoring.surveys.enums import AnswerSide, Decision, Purpose
from mentoring.surveys.models import EntryDecision
from mentoring.surveys.services.entries import take_many
from mentoring.surveys.wording import Question
from schools.years import AcademicYear
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.cast import mentees, mentors
from tests.mentoring.surveys.entering import Desk
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")
LIST = "/o/lesnaya/surveys/entries/"


@pytest.fixture
def desk(world):
    return Desk(world)


def wait(desk) -> list[int]:
    """How many wait by the desk."""
    return [one.number for one in entry_waits(desk.world.anna, desk.world.school, AcademicYear(YEAR))]


def wish(desk, entry, values: dict, *more: Question):
    """After the meeting: names nobody, and answers the rest."""
    side = AnswerSide.MENTEE
    people = Question("people", "persons", "С кем?", required=False, source="mentors", target="preferred")
    questions = [cast.single("has_wishes", "Есть ли пожелания?", "да", "подойдёт любой"), people, *more]
    return desk.say(entry.person, values, side=side, purpose=Purpose.PREFERENCE, questions=questions)


def test_who_takes_anybody_waits_nowhere(desk, enter):
    [entry], [named] = mentees(desk.world.school, 1), mentors(desk.world.school, 1)
    reply = wish(desk, entry, {"has_wishes": "o2"})
    assert (desk.waiting(), wait(desk)) == ([], [])
    other = wish(desk, mentees(desk.world.school, 1)[0], {"has_wishes": "o1", "people": {"preferred": [str(named.pk)]}})
    assert (desk.waiting(), wait(desk)) == ([other], [1])
    page = enter(desk.world.anna).get(f"{LIST}{reply.pk}/").content.decode()
    assert "Никого не назвали: подойдёт любой" in page
    assert "Записать предпочтения" not in page


def test_who_takes_anybody_now_takes_earlier_names_back(desk):
    [entry], [named] = mentees(desk.world.school, 1), mentors(desk.world.school, 1)
    desk.take(desk.wish(entry, [named]))
    later = wish(desk, entry, {"has_wishes": "o2"})
    assert desk.waiting() == [later]
    desk.take(later)
    assert desk.waiting() == []


def test_a_word_to_the_curator_is_read_and_closed_with_one_click(desk, enter):
    [entry] = mentees(desk.world.school, 1)
    reply = wish(desk, entry, {"has_wishes": "o2", "word": "Только не по пятницам"}, cast.long_text("word"))
    assert wait(desk) == [1]
    anna = enter(desk.world.anna)
    page = anna.get(f"{LIST}{reply.pk}/").content.decode()
    assert ("Только не по пятницам" in page, "Прочитано, убрать из списка" in page) == (True, True)
    assert take_many([reply], desk.world.anna).left[0][1] == "записывать нечего, прочтите ответ"
    anna.post(f"{LIST}{reply.pk}/leave/")
    assert (EntryDecision.objects.get().decision, wait(desk)) == (Decision.LEFT, [])


def test_who_is_not_in_the_bank_waits_whatever_was_said(desk):
    """To enter the bank is something in itself; who stands in it already has nothing to be written."""
    known, stranger = mentees(desk.world.school, 2)
    stranger_card = stranger.person
    stranger.delete()
    desk.say(known.person, {})
    reply = desk.say(stranger_card, {})
    assert desk.waiting() == [reply]
    assert desk.say(known.person, {"high": [f"t{desk.plain.pk}"]}) in desk.waiting()


def test_a_mentor_is_looked_for_in_the_own_bank(desk):
    [known], [mentee] = mentors(desk.world.school, 1), mentees(desk.world.school, 1)
    for card in (known.person, mentee.person):
        desk.say(card, {}, side=AnswerSide.MENTOR, purpose=Purpose.READINESS)
    assert [reply.ticket.person for reply in desk.waiting()] == [mentee.person]
