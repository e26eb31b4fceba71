"""The curator's word on an answer: once, whole or in part, one by one or many together."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.banks.services import change_mentor_status
from mentoring.surveys.enums import AnswerSide, Decision, Purpose
from mentoring.surveys.models import EntryDecision, Reply
from mentoring.surveys.selectors.entries import proposal_of
from mentoring.surveys.services.entries import leave_entry, take_entry, take_many, undo_leaving
from tests.mentoring.surveys.cast import (
    mentees,
    mentors,
    teachers,
)
from tests.mentoring.surveys.entering import Desk
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def desk(world):
    return Desk(world)


def test_an_answer_is_taken_once(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    shown = [row.key for row in proposal_of(reply).rows]
    take_entry(reply, shown, desk.world.anna)
    for deed in (lambda: take_entry(reply, shown, desk.world.anna), lambda: leave_entry(reply, desk.world.anna)):
        with pytest.raises(ValidationError, match="уже решено"):
            deed()
    decision = EntryDecision.objects.get()
    assert (decision.decision, decision.decided_by) == (Decision.TAKEN, desk.world.anna)
    entry.refresh_from_db()
    assert entry.note == "Слово"
    assert desk.waiting() == []


def test_a_card_changed_meanwhile_is_not_written_over(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    shown = entry.version
    Mentee.objects.filter(pk=entry.pk).update(version=shown + 1)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        desk.take(reply, version=shown)
    assert not EntryDecision.objects.exists()
    desk.take(reply, version=shown + 1)
    assert EntryDecision.objects.count() == 1


def test_nothing_ticked_is_no_decision(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    with pytest.raises(ValidationError, match="Не отмечено ни одного поля"):
        take_entry(reply, [], desk.world.anna)
    assert desk.waiting() == [reply]


def test_left_and_taken_back(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    leave_entry(reply, desk.world.anna)
    assert desk.waiting() == []
    undo_leaving(reply, desk.world.anna)
    assert desk.waiting() == [reply]
    with pytest.raises(ValidationError, match="не откладывали"):
        undo_leaving(reply, desk.world.anna)
    desk.take(reply)
    with pytest.raises(ValidationError, match="не откладывали"):
        undo_leaving(reply, desk.world.anna)


def test_the_bank_refuses_in_words_and_nothing_is_decided(desk):
    """Whoever left the bank is brought back by the card, not by an answer."""
    [entry] = mentors(desk.world.school, 1, BankStatus.CONFIRMED)
    change_mentor_status(entry, BankStatus.WITHDRAWN, desk.world.anna, "уехала")
    reply = desk.say(entry.person, {"places": "3"}, side=AnswerSide.MENTOR, purpose=Purpose.READINESS)
    with pytest.raises(ValidationError, match="выбыл"):
        desk.take(reply)
    assert desk.waiting() == [reply]
    assert Mentor.objects.get(pk=entry.pk).capacity == 2


def test_many_at_once_leaves_what_wants_a_look(desk):
    differs, silent, unclear = mentees(desk.world.school, 3)
    [new] = teachers(desk.world.school, 1)
    Mentee.objects.filter(pk=differs.pk).update(experience_years=2)
    replies = [
        desk.say(differs.person, {"years": "3"}),
        desk.say(silent.person, {"years": "3"}),
        desk.say(unclear.person, {"years": "много"}),
        desk.say(new, {"years": "5"}),
    ]
    result = take_many(replies, desk.world.anna)
    assert {proposal.person for proposal in result.taken} == {silent.person, new}
    assert [(proposal.person, why) for proposal, why in result.left] == [
        (differs.person, "есть что сравнить"),
        (unclear.person, "есть что сравнить"),
    ]
    years = dict(Mentee.objects.exclude(experience_years=None).values_list("person", "experience_years"))
    assert years == {differs.person_id: 2, silent.person_id: 3, new.pk: 5}
    assert desk.waiting() == [replies[0], replies[2]]


def test_what_waits_is_what_may_enter(desk):
    """No pulse, no blind reply, nothing of another year."""
    [entry] = mentees(desk.world.school, 1)
    pulse = desk.say(entry.person, {"word": "Слово"}, purpose=Purpose.PULSE)
    old = desk.say(entry.person, {"word": "Слово"})
    type(old.wave).objects.filter(pk=old.wave_id).update(year=YEAR - 1)
    later, earlier = (desk.say(entry.person, {"word": "Слово"}) for _ in "12")
    Reply.objects.filter(pk=earlier.pk).update(sent_at=timezone.now() - timedelta(days=2))
    blind = Reply.objects.create(wave=later.wave, part=later.part, is_blind=True)
    assert desk.waiting() == [earlier, later]
    assert pulse not in desk.waiting()
    with pytest.raises(ValueError, match="blind"):
        proposal_of(blind)


def test_the_services_ask_for_the_curator(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.say(entry.person, {"word": "Слово"})
    keys = [row.key for row in proposal_of(reply).rows]
    for deed in (
        lambda: take_entry(reply, keys, desk.world.gleb),
        lambda: take_many([reply], desk.world.gleb),
        lambda: leave_entry(reply, desk.world.gleb),
        lambda: undo_leaving(reply, desk.world.gleb),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert EntryDecision.objects.count() == 0
