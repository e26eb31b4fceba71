"""Whom a wave asks: every way of choosing × every side; who is never asked; which days pairs bring."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import MentoringForm
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.surveys.enums import AnswerSide, Audience, Mode, Purpose, Timing
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.selectors.audience import curators_without_card, left_out, people_of
from mentoring.surveys.services.settling import settle
from mentoring.surveys.services.tickets import drop_ticket, issue_due, restore_ticket
from mentoring.surveys.services.waves import start_wave
from schools.models import Membership, Representation
from tests import world as people
from tests.mentoring.pairs import cast as pairs_cast
from tests.mentoring.surveys import cast
from tests.world import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


def asked(wave: Wave, *sides: str, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.side, one.person.surname) for one in people_of(wave, sides or None, today)]


def wave_of(world: World, *sides: str, **fields) -> Wave:
    return cast.make_wave(world.school, *(cast.make_questionnaire(world.school, side) for side in sides), **fields)


def pair_of(world: World, mentor=None, mentee=None, form: str = "teacher-teacher", **fields) -> Pair:
    """A pair in an order of TODAY, to the end of the year, laid straight."""
    values = {"starts": TODAY, "ends": date(2027, 8, 31), "status": PairStatus.ORDERED} | fields
    order = values.pop("order", None) or pairs_cast.document(world, number=str(Pair.objects.count() + 1))
    mentor, mentee = mentor or world.mentor, mentee or world.mentee
    pair = Pair.objects.create(
        organisation=world.school, mentor=mentor, form=MentoringForm.objects.get(code=form), order=order, **values
    )
    pair.seats.create(mentee=mentee, mentor=mentor)
    return pair


def test_the_bank_is_asked_without_candidates_who_left_and_cards_put_away(world):
    candidate = cast.mentors(world.school, 1, BankStatus.CANDIDATE)[0]
    [archived] = cast.mentors(world.school, 1)
    archived.person.archived_on = TODAY
    archived.person.save()
    [destroyed] = cast.mentees(world.school, 1)
    destroyed.person.destroyed_at = timezone.now()
    destroyed.person.save()
    wave = wave_of(world, AnswerSide.MENTOR, AnswerSide.MENTEE)
    assert asked(wave) == [("mentor", "Заяц"), ("mentee", "Черных")]
    wave.purpose = Purpose.READINESS
    assert asked(wave, AnswerSide.MENTOR) == sorted(
        [("mentor", "Заяц"), ("mentor", candidate.person.surname)], key=lambda one: one[1]
    )


def test_a_person_in_both_banks_gets_two_tickets(world):
    people.mentee(world.boris_card)
    wave = start_wave(wave_of(world, AnswerSide.MENTOR, AnswerSide.MENTEE), world.anna)
    assert sorted(wave.tickets.filter(person=world.boris_card).values_list("part__side", flat=True)) == [
        "mentee",
        "mentor",
    ]


def test_the_bank_of_a_form_are_those_who_may_stand_in_it(world):
    child = cast.pupil(world.school)
    people.mentee(child)
    helper = people.mentor(people.person(world.school, "Громов Пётр Ильич", "учитель"))
    helper.forms.add(MentoringForm.objects.get(code="teacher-pupil"))
    wave = wave_of(world, AnswerSide.MENTOR, AnswerSide.MENTEE, choice={"forms": ["teacher-teacher"]})
    assert asked(wave) == [("mentor", "Заяц"), ("mentee", "Черных")]


def test_parents_are_those_of_pupils_who_are_mentees_and_speak_of_each_child(world):
    first, second = cast.pupil(world.school), cast.pupil(world.school, "Ручьёва Лия Ильинична", "5А")
    father = cast.parent_of(first)
    Representation.objects.create(representative=father, pupil=second)
    cast.parent_of(world.misha_card, "Лебедев Иван Петрович")  # his child is in no bank
    for child in (first, second):
        people.mentee(child)
    found = people_of(wave_of(world, AnswerSide.PARENT), None, TODAY)
    assert [(one.person, one.about, one.subject) for one in found] == [
        (father, first, f"c{first.pk}"),
        (father, second, f"c{second.pk}"),
    ]


def test_curators_are_asked_by_their_cards(world):
    Membership.objects.create(
        user=people.user("extra", "Вторая Куратор Ивановна"), organisation=world.school, role="curator"
    )
    assert asked(wave_of(world, AnswerSide.CURATOR)) == [("curator", "Ясная")]
    assert curators_without_card(world.school, TODAY) == 1


def test_classes_and_lists_ask_whom_they_name_and_say_whom_they_do_not(world):
    child = cast.pupil(world.school)
    people.mentee(child)
    cast.pupil(world.school, "Озёров Глеб Ильич", "8Б")  # in no bank
    grade = wave_of(world, AnswerSide.MENTEE, AnswerSide.ANYBODY, audience=Audience.GRADE, choice={"grades": ["8Б"]})
    assert asked(grade) == [("mentee", "Ручьёв"), ("anybody", "Озёров"), ("anybody", "Ручьёв")]
    chosen = {"people": [world.boris_card.pk, world.sofya_card.pk, world.foreign_card.pk]}
    some = wave_of(world, AnswerSide.MENTOR, audience=Audience.LIST, choice=chosen)
    found = people_of(some, None, TODAY)
    assert [one.person for one in found] == [world.boris_card]
    assert left_out(some, found) == [world.sofya_card]


def test_into_a_bank_everybody_of_the_list_is_asked_who_is_not_there_yet(world):
    [newcomer] = cast.teachers(world.school, 1)
    wave = wave_of(world, AnswerSide.MENTEE, audience=Audience.LIST, choice={"people": [newcomer.pk]})
    assert asked(wave) == []
    wave.purpose = Purpose.REQUEST
    assert asked(wave, AnswerSide.MENTEE) == [("mentee", newcomer.surname)]


def test_who_stands_in_two_pairs_speaks_of_each(world):
    pair_of(world)
    pair_of(world, mentee=cast.mentees(world.school, 1)[0])
    wave = wave_of(world, AnswerSide.MENTOR, AnswerSide.MENTEE, audience=Audience.PAIRS)
    assert len(people_of(wave, [AnswerSide.MENTOR], TODAY)) == 2
    assert len(people_of(wave, [AnswerSide.MENTEE], TODAY)) == 2
    wave.purpose = Purpose.SWOT
    [once] = people_of(wave, [AnswerSide.MENTOR], TODAY)
    assert (once.pair, once.subject) == (None, "")
    wave.purpose, wave.mode = Purpose.PULSE, Mode.ANONYMOUS
    assert len(people_of(wave, [AnswerSide.MENTOR], TODAY)) == 1


def test_the_bank_tells_the_form_of_who_has_one_pair(world):
    pair = pair_of(world)
    [one] = people_of(wave_of(world, AnswerSide.MENTOR), None, TODAY)
    assert (one.pair, one.subject) == (pair, "")


@pytest.mark.parametrize(
    ("status", "purpose", "there"),
    [
        (PairStatus.ORDERED, Purpose.PULSE, True),
        (PairStatus.APPROVED, Purpose.PULSE, False),
        (PairStatus.APPROVED, Purpose.BEFORE, True),
        (PairStatus.DRAFT, Purpose.BEFORE, False),
        (PairStatus.ENDED, Purpose.PULSE, False),
        (PairStatus.ENDED, Purpose.SATISFACTION, True),
        (PairStatus.ENDED, Purpose.AFTER, True),
    ],
)
def test_which_pairs_are_asked_follows_from_their_state(world, status, purpose, there):
    ended = {"ended_on": TODAY - timedelta(1), "end_reason": "mutual"} if status == PairStatus.ENDED else {}
    pair_of(world, status=status, starts=TODAY - timedelta(9), **ended)
    wave = wave_of(world, AnswerSide.MENTOR, audience=Audience.PAIRS)
    wave.purpose = purpose
    assert bool(asked(wave, AnswerSide.MENTOR)) is there


def test_pairs_of_a_form_and_chosen_pairs(world):
    first = pair_of(world)
    second = pair_of(world, mentee=cast.mentees(world.school, 1)[0], form="pupil-pupil")
    wave = wave_of(world, AnswerSide.MENTEE, audience=Audience.PAIRS, choice={"forms": ["pupil-pupil"]})
    assert [one.pair for one in people_of(wave, None, TODAY)] == [second]
    wave.choice = {"pairs": [first.pk]}
    assert [one.pair for one in people_of(wave, None, TODAY)] == [first]


def rounds(wave: Wave, today: date) -> list[tuple[int, date, date]]:
    return [(one.round, one.opens_on, one.closes_on) for one in people_of(wave, [AnswerSide.MENTOR], today)]


def relative(world: World, timing: str, **fields) -> Wave:
    values = {"timing": timing, "first_after": 30, "open_for": 7, "closes_on": date(2027, 8, 31)} | fields
    return wave_of(world, AnswerSide.MENTOR, AnswerSide.MENTEE, audience=Audience.PAIRS, **values)


def test_a_pulse_comes_thirty_days_after_the_start_and_then_every_sixty(world):
    pair_of(world)
    wave = relative(world, Timing.PAIR_START, every=60)
    first, second = TODAY + timedelta(30), TODAY + timedelta(90)
    assert rounds(wave, first - timedelta(15)) == []
    # Two weeks ahead, so that slips can be printed.
    assert rounds(wave, first - timedelta(14)) == [(1, first, first + timedelta(6))]
    assert rounds(wave, first + timedelta(6)) == [(1, first, first + timedelta(6))]
    assert rounds(wave, first + timedelta(7)) == []
    # Whenever it is looked at, the second asking is the second.
    assert rounds(wave, second) == [(2, second, second + timedelta(6))]


def test_a_pulse_begins_with_the_order_and_ends_with_the_pair_and_the_wave(world):
    pair = pair_of(world, starts=TODAY - timedelta(20), ends=TODAY + timedelta(89))
    wave = relative(world, Timing.PAIR_START, every=60)
    # The order is of today, later than the pair's first day.
    assert rounds(wave, TODAY + timedelta(30))[0][:2] == (1, TODAY + timedelta(30))
    assert rounds(wave, TODAY + timedelta(90)) == []
    Pair.objects.filter(pk=pair.pk).update(ends=TODAY + timedelta(90))
    assert rounds(wave, TODAY + timedelta(90))[0][:2] == (2, TODAY + timedelta(90))
    wave.closes_on = TODAY + timedelta(89)
    assert rounds(wave, TODAY + timedelta(90)) == []


def test_an_asking_before_the_wave_began_is_not_made_up_for(world):
    pair_of(world, starts=TODAY, order=pairs_cast.document(world))
    wave = relative(world, Timing.PAIR_START, opens_on=TODAY + timedelta(37))
    assert rounds(wave, TODAY + timedelta(37)) == []
    wave.opens_on = TODAY + timedelta(36)
    assert rounds(wave, TODAY + timedelta(36)) == [(1, TODAY + timedelta(30), TODAY + timedelta(36))]


def test_before_the_end_comes_by_the_term_or_on_the_day_when_it_ended_early(world):
    ends = TODAY + timedelta(60)
    pair = pair_of(world, ends=ends)
    wave = relative(world, Timing.PAIR_END)
    assert rounds(wave, TODAY + timedelta(30)) == [(1, TODAY + timedelta(30), TODAY + timedelta(36))]
    early = TODAY + timedelta(10)
    Pair.objects.filter(pk=pair.pk).update(status=PairStatus.ENDED, ended_on=early, end_reason="mutual")
    assert rounds(wave, early) == [(1, early, early + timedelta(6))]


def test_due_tickets_are_made_once_and_those_of_an_ended_pair_are_taken_back(world):
    pair = pair_of(world)
    wave = start_wave(relative(world, Timing.PAIR_START, every=60), world.anna)
    assert wave.tickets.count() == 0
    due = TODAY + timedelta(30)
    assert [issue_due(wave, due), issue_due(wave, due)] == [2, 0]
    assert set(wave.tickets.values_list("subject", "round", "pair")) == {(f"p{pair.pk}", 1, pair.pk)}
    Pair.objects.filter(pk=pair.pk).update(status=PairStatus.ENDED, ended_on=due - timedelta(1), end_reason="mutual")
    now = timezone.make_aware(datetime(2026, 10, 14, 12), world.school.tz)
    assert settle(world.school, now, again=True).cancelled == 2
    assert wave.tickets.filter(cancelled_at=None).count() == 0
    # The end was recorded by mistake: they are asked again, but not whom the curator has taken out.
    first, second = wave.tickets.order_by("pk")
    Pair.objects.filter(pk=pair.pk).update(status=PairStatus.ORDERED, ended_on=None, end_reason="")
    assert issue_due(wave, due) == 2
    drop_ticket(second, world.anna)
    assert issue_due(wave, due) == 0
    assert list(wave.tickets.filter(cancelled_at=None)) == [first]
    restore_ticket(second, world.anna)
    assert wave.tickets.filter(cancelled_at=None).count() == 2


def test_who_leaves_is_asked_no_more_and_who_comes_is_asked(world):
    wave = start_wave(wave_of(world, AnswerSide.MENTOR, AnswerSide.MENTEE), world.anna)
    now = timezone.make_aware(datetime(2026, 9, 15, 12), world.school.tz)
    assert (settle(world.school, now).cancelled, wave.tickets.count()) == (0, 2)
    type(world.mentor).objects.filter(pk=world.mentor.pk).update(
        status=BankStatus.WITHDRAWN, withdrawn_on=TODAY, withdrawal_reason="болезнь"
    )
    [newcomer] = cast.mentors(world.school, 1)
    world.sofya_card.archived_on = TODAY
    world.sofya_card.save()
    # Today it has been looked through already.
    assert settle(world.school, now).cancelled == 0
    done = settle(world.school, now + timedelta(1))
    assert (done.issued, done.cancelled) == (1, 2)
    assert [one.person for one in wave.tickets.filter(cancelled_at=None)] == [newcomer.person]


@pytest.mark.parametrize(("purpose", "asked_still"), [(Purpose.PULSE, 0), (Purpose.READINESS, 1)])
def test_who_left_the_bank_is_asked_only_to_come_back_into_it(world, purpose, asked_still):
    """A list for entry asks also those who withdrew before; any other list asks people of the bank."""
    chosen = {"people": [world.boris_card.pk]}
    wave = wave_of(world, AnswerSide.MENTOR, audience=Audience.LIST, choice=chosen, purpose=purpose)
    start_wave(wave, world.anna)
    type(world.mentor).objects.update(status=BankStatus.WITHDRAWN, withdrawn_on=TODAY, withdrawal_reason="болезнь")
    settle(world.school, datetime(2026, 9, 14, 12, tzinfo=world.school.tz), again=True)
    assert wave.tickets.filter(cancelled_at=None).count() == asked_still


@pytest.mark.parametrize(("purpose", "asked_still"), [(Purpose.PULSE, 0), (Purpose.SATISFACTION, 2)])
def test_the_end_of_a_pair_ends_its_pulse_and_not_the_questions_on_the_end(world, purpose, asked_still):
    pair = pair_of(world, starts=TODAY - timedelta(9), order=pairs_cast.document(world))
    sides = (AnswerSide.MENTOR, AnswerSide.MENTEE)
    wave = start_wave(wave_of(world, *sides, audience=Audience.PAIRS, purpose=purpose), world.anna)
    Pair.objects.filter(pk=pair.pk).update(status=PairStatus.ENDED, ended_on=TODAY, end_reason="mutual")
    settle(world.school, datetime(2026, 9, 15, 12, tzinfo=world.school.tz), again=True)
    assert wave.tickets.filter(cancelled_at=None).count() == asked_still


def test_an_answer_given_stays_whoever_leaves(world):
    wave = start_wave(wave_of(world, AnswerSide.MENTOR), world.anna)
    wave.tickets.update(answered_at=timezone.now())
    world.boris_card.archived_on = TODAY
    world.boris_card.save()
    assert settle(world.school, timezone.now(), again=True).cancelled == 0


def test_an_anonymous_list_never_changes_after_the_start(world):
    cast.mentors(world.school, 4)
    own = cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS)
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    cast.mentors(world.school, 1)
    world.boris_card.archived_on = TODAY
    world.boris_card.save()
    now = timezone.make_aware(datetime(2026, 9, 15, 12), world.school.tz)
    assert (settle(world.school, now).issued, settle(world.school, now, again=True).cancelled) == (0, 0)
    assert wave.tickets.filter(cancelled_at=None).count() == 5
    with pytest.raises(ValidationError, match="всех сразу"):
        drop_ticket(Ticket.objects.filter(wave=wave).first(), world.anna)
