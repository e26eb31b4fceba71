"""What stays of a person's sheets after the data are destroyed, and what does not."""

import pytest

from mentoring.banks.models import Mentor
from mentoring.surveys.enums import AnswerSide, Mode, Purpose
from mentoring.surveys.erasing import categories
from mentoring.surveys.models import Answer, BlindMarks, Edition, Reply, Ticket, Wave
from mentoring.surveys.selectors.calls import open_signals
from mentoring.surveys.selectors.entries import replies_for_entry
from mentoring.surveys.selectors.tickets import NoSuchTicket, TicketState, find_ticket, now_at, state_of
from mentoring.surveys.tokens import token_of
from schools.enums import DestructionReason
from schools.services.archiving import archive_person
from schools.services.destroying import destroy_person
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import (
    answer,
    long_text,
    make_questionnaire,
    mentors,
    open_wave,
    parent_of,
    pupil,
    scale,
    ticket_for,
)
from tests.mentoring.surveys.planted import plant_surveys
from tests.world import TODAY, YEAR, person

pytestmark = pytest.mark.usefixtures("today")


def destroy(card, world) -> None:
    archive_person(card, world.anna)
    destroy_person(card, reason=DestructionReason.DEMAND, ground_on=TODAY, by=world.anna)


@pytest.fixture
def cuckoo(world):
    card = person(world.school, "Кукушкин Эраст Мефодьевич", "учитель")
    Mentor.objects.create(organisation=world.school, person=card, year=YEAR, entered_on=TODAY)
    plant_surveys(card, world)
    return card


def test_scales_stay_words_and_choices_go(cuckoo, world):
    before = sorted(Answer.objects.filter(number__isnull=False, item="useful").values_list("number", flat=True))
    destroy(cuckoo, world)
    after = sorted(Answer.objects.filter(number__isnull=False, item="useful").values_list("number", flat=True))
    assert after == before
    own = Answer.objects.filter(reply__ticket__person=cuckoo)
    assert list(own.values_list("item", "number", "text")) == [("useful", 3, "")]
    assert list(Answer.objects.filter(item="people").values_list("choice", "number")) == [(str(world.mentor.pk), 1)]
    texts = set(Answer.objects.exclude(text="").values_list("text", flat=True))
    assert texts == {"Помог Данные уничтожены № 1", "Данные уничтожены № 1 строг"}


def test_wordings_are_whole_without_the_name(cuckoo, world):
    destroy(cuckoo, world)
    for edition in Edition.objects.all():
        assert edition.wording.questions()
    assert set(Wave.objects.values_list("title", flat=True)) >= {"Пульс: Спросить Данные уничтожены № 1"}


def test_links_of_the_person_open_nothing_and_only_those(cuckoo, world):
    own = Ticket.objects.filter(person=cuckoo)
    tokens = [token_of(ticket.nonce) for ticket in own]
    hers = [token_of(ticket.nonce) for ticket in Ticket.objects.filter(person=world.sofya_card)]
    assert (len(tokens), len(hers)) == (3, 4)
    destroy(cuckoo, world)
    for token in tokens:
        with pytest.raises(NoSuchTicket):
            find_ticket(token)
    for token in hers:
        assert find_ticket(token).person == world.sofya_card
    states = {state_of(find_ticket(token_of(one.nonce)), now_at(world.school)) for one in own.all() if not one.is_blind}
    assert states == {TicketState.ANSWERED, TicketState.CANCELLED}
    assert set(own.values_list("draft", "draft_saved_at")) == {(None, None)}


def test_an_anonymous_wave_tells_no_more_than_before(cuckoo, world):
    """Whether the person had answered is not told by what became of the ticket."""
    [wave] = Wave.objects.filter(mode=Mode.ANONYMOUS)
    bits = bytes(BlindMarks.objects.get(wave=wave).bits)
    destroy(cuckoo, world)
    assert bytes(BlindMarks.objects.get(wave=wave).bits) == bits
    assert Reply.objects.filter(wave=wave).count() == 6
    assert set(wave.tickets.values_list("cancelled_at", flat=True)) == {None}


def test_what_a_parent_wrote_of_the_child_goes_with_the_child(world):
    child = pupil(world.school)
    mother = parent_of(child)
    form = make_questionnaire(world.school, AnswerSide.PARENT, scale(), long_text(), purpose=Purpose.REQUEST)
    wave = open_wave(world.school, form)
    answer(
        ticket_for(wave.parts.get(), mother, about=child, subject=f"c{child.pk}"), {"useful": 4, "wish": "Застенчив"}
    )
    assert list(categories(child)) == ["ответы на анкеты: написанное, выбранные люди, незаконченное"]
    destroy(child, world)
    assert list(Answer.objects.values_list("number", "text")) == [(4, "")]
    assert list(replies_for_entry(world.anna, world.school, AcademicYear(YEAR))) == []


def test_categories_tell_what_there_is(world):
    [entry] = mentors(world.school, 1)
    assert list(categories(entry.person)) == []
    open_wave(world.school, make_questionnaire(world.school), asked=[entry.person])
    assert list(categories(entry.person)) == ["приглашения к анкетам"]


def test_who_is_gone_calls_nobody(world):
    card = person(world.school, "Кукушкин Эраст Мефодьевич", "учитель")
    wave = open_wave(world.school, make_questionnaire(world.school), asked=[card])
    answer(wave.tickets.get(), {"useful": 1})
    Reply.objects.update(sent_at=now_at(world.school).now(world.school.tz))
    year = AcademicYear(YEAR)
    assert len(open_signals(world.anna, world.school, year)) == 1
    archive_person(card, world.anna)
    assert open_signals(world.anna, world.school, year) == []
