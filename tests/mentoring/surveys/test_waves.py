"""A wave's life through its one door: every move of the table has its deed, all others are refused."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mentoring.surveys.enums import WAVE_TRANSITIONS, AnswerSide, Audience, Mode, Purpose, QuestionKind, WaveStatus
from mentoring.surveys.models import BlindMarks, Wave
from mentoring.surveys.services.preparing import Plan, edit_wave, prepare_wave
from mentoring.surveys.services.tickets import issue_tickets
from mentoring.surveys.services.waves import (
    WaveRefused,
    cancel_wave,
    close_wave,
    extend_wave,
    move_wave,
    start_wave,
)
from mentoring.surveys.tokens import ticket_hash
from mentoring.surveys.wording import Question
from schools.journal.models import Entry
from schools.years import AcademicYear
from tests.mentoring.surveys import cast
from tests.world import TODAY, YEAR, World

pytestmark = pytest.mark.usefixtures("today")
LATER = cast.CLOSES + timedelta(7)


def in_status(world: World, status: str, **fields) -> Wave:
    """A wave of one mentor in the status, moved there by the deeds."""
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school), by=world.anna, **fields)
    if status == WaveStatus.CANCELLED:
        return cancel_wave(wave, world.anna)
    if status in (WaveStatus.OPEN, WaveStatus.CLOSED):
        wave = start_wave(wave, world.anna)
    return close_wave(wave, world.anna) if status == WaveStatus.CLOSED else wave


DEEDS = {
    ("draft", "open"): lambda w, one: start_wave(one, w.anna),
    ("draft", "cancelled"): lambda w, one: cancel_wave(one, w.anna),
    ("open", "closed"): lambda w, one: close_wave(one, w.anna),
    ("closed", "open"): lambda w, one: extend_wave(one, LATER, w.anna),
}


def test_every_move_of_the_table_has_a_deed():
    assert set(DEEDS) == {(was, to) for was, moves in WAVE_TRANSITIONS.items() for to in moves}


@pytest.mark.parametrize(("was", "to"), sorted(DEEDS))
def test_the_deed_makes_its_move_and_is_journaled(world, was, to):
    wave = in_status(world, was)
    entries = Entry.objects.count()
    DEEDS[was, to](world, wave)
    wave.refresh_from_db()
    assert wave.status == to
    [entry] = Entry.objects.order_by("-pk")[: Entry.objects.count() - entries]
    assert (entry.user, entry.before["состояние"], entry.after["состояние"]) == (
        world.anna,
        WaveStatus(was).label,
        WaveStatus(to).label,
    )


@pytest.mark.parametrize(("was", "to"), sorted(set(product(WaveStatus.values, repeat=2)) - set(DEEDS)))
def test_what_the_table_does_not_allow_is_refused_and_changes_nothing(world, was, to):
    wave = in_status(world, was)
    before = Wave.objects.values().get(pk=wave.pk)
    with pytest.raises(WaveRefused, match="нельзя"):
        move_wave(wave, to, deed="проба", by=world.anna)
    assert Wave.objects.values().get(pk=wave.pk) == before


def test_the_start_freezes_the_wording_and_makes_a_ticket_for_each(world):
    own = cast.make_questionnaire(world.school)
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    [ticket] = wave.tickets.all()
    assert (ticket.person, ticket.opens_on, ticket.closes_on, ticket.is_blind) == (
        world.boris_card,
        TODAY,
        cast.CLOSES,
        False,
    )
    assert ticket.token_hash == ticket_hash(ticket.nonce)
    own.content = cast.wording(cast.scale("other", "Другой вопрос")).to_json()
    own.save()
    assert [one.code for one in wave.parts.get().edition.wording.questions()] == ["useful", "wish"]


def test_a_second_click_on_the_start_finds_it_begun(world):
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school))
    start_wave(wave, world.anna)
    entries = Entry.objects.count()
    assert start_wave(wave, world.anna).status == WaveStatus.OPEN
    assert (wave.tickets.count(), Entry.objects.count()) == (1, entries)


def test_issuing_again_makes_nothing(world):
    wave = start_wave(cast.make_wave(world.school, cast.make_questionnaire(world.school)), world.anna)
    assert issue_tickets(wave, TODAY) == []


@pytest.mark.parametrize("how_many", [4, 5])
def test_anonymously_at_least_five_are_asked(world, how_many):
    cast.mentors(world.school, how_many - 1)
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS))
    if how_many == 5:
        started = start_wave(wave, world.anna)
        assert sorted(started.tickets.values_list("place", flat=True)) == [0, 1, 2, 3, 4]
        assert set(started.tickets.values_list("is_blind", flat=True)) == {True}
        assert BlindMarks.objects.filter(wave=wave).count() == 1
        return
    with pytest.raises(WaveRefused, match="с каждой стороны, а здесь наставники — 4"):
        start_wave(wave, world.anna)
    wave.refresh_from_db()
    assert (wave.status, wave.tickets.count()) == (WaveStatus.DRAFT, 0)


def test_each_side_needs_five_of_its_own(world):
    """Both banks: eight tickets of five people, and yet neither side could ever be shown."""
    for one in cast.mentors(world.school, 3):
        cast.people.mentee(one.person)
    own = [cast.make_questionnaire(world.school, side, mode=Mode.ANONYMOUS) for side in ("mentor", "mentee")]
    wave = cast.make_wave(world.school, *own)
    with pytest.raises(WaveRefused, match="наставники — 4, наставляемые — 4"):
        start_wave(wave, world.anna)
    cast.mentors(world.school, 1)
    cast.mentees(world.school, 1)
    assert start_wave(wave, world.anna).tickets.count() == 10


@pytest.mark.parametrize(
    "question",
    [
        Question("note", QuestionKind.SHORT, "Что ещё?", target="note"),
        Question("who", QuestionKind.PERSONS, "С кем?", source="mentors"),
    ],
)
def test_what_leads_into_a_bank_is_never_anonymous(world, question):
    cast.mentors(world.school, 5)
    own = cast.make_questionnaire(world.school, AnswerSide.MENTOR, question, mode=Mode.ANONYMOUS)
    with pytest.raises(WaveRefused, match="анонимными они быть не могут"):
        start_wave(cast.make_wave(world.school, own), world.anna)


def test_nobody_to_ask_and_a_day_that_has_passed_are_both_told(world):
    wave = cast.make_wave(
        world.school,
        cast.make_questionnaire(world.school, AnswerSide.PARENT),
        opens_on=TODAY - timedelta(9),
        closes_on=TODAY - timedelta(1),
    )
    with pytest.raises(WaveRefused) as refused:
        start_wave(wave, world.anna)
    assert [sentence.split(".")[0] for sentence in refused.value.messages] == [
        "Последний день уже прошёл",
        "Спрашивать некого: по этому выбору в банках и парах никого нет",
    ]


def test_only_the_curator_starts_closes_extends_and_cancels(world):
    draft, running = in_status(world, "draft"), in_status(world, "open")
    for deed in (
        lambda by: start_wave(draft, by),
        lambda by: cancel_wave(draft, by),
        lambda by: close_wave(running, by),
        lambda by: extend_wave(running, LATER, by),
    ):
        for user in (world.gleb, world.boris, world.vera):
            with pytest.raises(PermissionDenied):
                deed(user)


def test_a_longer_term_reaches_the_tickets(world):
    wave = in_status(world, "open")
    extend_wave(wave, LATER, world.anna)
    assert wave.tickets.get().closes_on == LATER


@pytest.mark.parametrize(
    ("day", "words"), [(TODAY - timedelta(1), "уже прошёл"), (TODAY + timedelta(1), "раньше первого")]
)
def test_a_term_is_not_moved_where_it_cannot_be(world, day, words):
    wave = in_status(world, "open")
    Wave.objects.filter(pk=wave.pk).update(opens_on=TODAY + timedelta(3))
    with pytest.raises(WaveRefused, match=words):
        extend_wave(wave, day, world.anna)


def test_a_draft_is_edited_not_prolonged(world):
    with pytest.raises(WaveRefused, match="ещё можно изменить целиком"):
        extend_wave(in_status(world, "draft"), LATER, world.anna)


def test_an_anonymous_wave_is_prolonged_while_it_runs_and_never_opened_again(world):
    cast.mentors(world.school, 4)
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS))
    start_wave(wave, world.anna)
    extend_wave(wave, LATER, world.anna)
    assert set(wave.tickets.values_list("closes_on", flat=True)) == {LATER}
    close_wave(wave, world.anna)
    with pytest.raises(WaveRefused, match="второй раз не открывают"):
        extend_wave(wave, LATER + timedelta(1), world.anna)
    wave.refresh_from_db()
    assert (wave.status, wave.closes_on) == (WaveStatus.CLOSED, LATER)


def plan(world: World, **changes) -> Plan:
    values = {
        "title": "  Пульс   осени ",
        "mode": Mode.NAMED,
        "parts": ((AnswerSide.MENTOR, cast.make_questionnaire(world.school)),),
        "audience": Audience.BANK,
        "opens_on": TODAY,
        "closes_on": cast.CLOSES,
    }
    return Plan(**(values | changes))


def test_a_form_sent_twice_makes_one_wave(world):
    nonce = uuid4()
    chosen = plan(world)
    first, second = (prepare_wave(world.school, AcademicYear(YEAR), chosen, world.anna, nonce) for _ in range(2))
    assert first == second
    assert (first.title, first.purpose, first.status) == ("Пульс осени", Purpose.PULSE, WaveStatus.DRAFT)
    assert [part.side for part in first.parts.all()] == [AnswerSide.MENTOR]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parts": ()}, "parts"),
        ({"closes_on": TODAY - timedelta(1), "opens_on": TODAY - timedelta(2)}, "closes_on"),
        ({"closes_on": TODAY, "opens_on": TODAY + timedelta(1)}, "closes_on"),
        ({"audience": Audience.GRADE}, "grades"),
        ({"audience": Audience.LIST}, "people"),
        ({"timing": "pair_start", "open_for": 7}, "first_after"),
        ({"timing": "pair_end", "first_after": 7}, "open_for"),
        ({"timing": "pair_start", "first_after": 30, "open_for": 7, "mode": Mode.ANONYMOUS}, "mode"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(world, changes, field):
    with pytest.raises(ValidationError) as refused:
        prepare_wave(world.school, AcademicYear(YEAR), plan(world, **changes), world.anna)
    assert list(refused.value.message_dict) == [field]
    assert Wave.objects.count() == 0


def test_two_questionnaires_for_one_side_are_refused(world):
    twice = tuple((AnswerSide.MENTOR, cast.make_questionnaire(world.school)) for _ in range(2))
    with pytest.raises(ValidationError, match="выбрано две анкеты"):
        prepare_wave(world.school, AcademicYear(YEAR), plan(world, parts=twice), world.anna)


@pytest.mark.parametrize("side", [AnswerSide.CURATOR, AnswerSide.ANYBODY])
def test_the_curator_is_not_asked_by_the_days_of_a_pair(world, side):
    parts = ((side, cast.make_questionnaire(world.school, side)),)
    chosen = plan(world, parts=parts, timing="pair_start", first_after=30, open_for=7)
    with pytest.raises(ValidationError, match="в назначенные дни"):
        prepare_wave(world.school, AcademicYear(YEAR), chosen, world.anna)


def test_of_two_curators_who_edit_at_once_the_second_is_told(world):
    wave = prepare_wave(world.school, AcademicYear(YEAR), plan(world), world.anna)
    edit_wave(wave, 1, plan(world, title="Первая правка"), world.anna)
    with pytest.raises(WaveRefused, match="сохранил кто-то ещё"):
        edit_wave(wave, 1, plan(world, title="Вторая правка"), world.anna)
    wave.refresh_from_db()
    assert wave.title == "Первая правка"


def test_what_has_begun_is_not_edited(world):
    wave = in_status(world, "open")
    with pytest.raises(WaveRefused, match="уже началось"):
        edit_wave(wave, wave.version, plan(world), world.anna)


@pytest.mark.parametrize(
    ("mode", "answered", "reopens"),
    [(Mode.CONFIDENTIAL, 5, False), (Mode.CONFIDENTIAL, 4, True), (Mode.NAMED, 5, True)],
)
def test_what_the_head_has_seen_without_names_is_not_opened_again(world, mode, answered, reopens):
    """Closed with five the head sees figures; with one answer more, the difference would be that answer."""
    people = cast.teachers(world.school, 6)
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=mode), asked=people)
    for ticket in wave.tickets.all()[:answered]:
        cast.answer(ticket)
    closed = close_wave(wave, world.anna)
    if reopens:
        assert extend_wave(closed, wave.closes_on, world.anna).status == WaveStatus.OPEN
        return
    with pytest.raises(WaveRefused, match="по разнице"):
        extend_wave(closed, wave.closes_on, world.anna)
    closed.refresh_from_db()
    assert closed.status == WaveStatus.CLOSED
