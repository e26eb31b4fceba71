"""Who sees what: by mode, state and role; and small groups where nobody must be recognised."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring.surveys.anonymity import FEWEST
from mentoring.surveys.enums import AnswerSide, Mode, Timing, WaveStatus
from mentoring.surveys.models import Reply, Wave
from mentoring.surveys.selectors.items import CURATORS_TEXTS, NO_PEOPLE, TOO_FEW
from mentoring.surveys.selectors.results import results
from mentoring.surveys.selectors.sight import CURATOR_ONLY, GRACE_RUNS, NOT_BEGUN, STILL_OPEN, Sight, on_paper, sight
from mentoring.surveys.services.replying import finish
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.samples import ANSWERS, WORDING
from tests.mentoring.surveys.selectors.test_results import item_of, scored
from tests.mentoring.surveys.selectors.test_suppression import computable
from tests.world import TODAY

CURATOR, HEAD, BOTH = [Role.CURATOR], [Role.HEAD], [Role.HEAD, Role.CURATOR]
ALL = Sight(figures=True, persons=True, missing=True, texts=True, avoided=True, calls=True, protected=False)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def unsaved(mode, status):
    return Wave(mode=mode, status=status)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("status", [WaveStatus.DRAFT, WaveStatus.CANCELLED])
@pytest.mark.parametrize("roles", [CURATOR, HEAD])
def test_before_the_start_nobody_sees_figures(mode, status, roles):
    assert sight(unsaved(mode, status), roles) == Sight(why=NOT_BEGUN)


@pytest.mark.parametrize("status", [WaveStatus.OPEN, WaveStatus.CLOSED])
def test_named(status):
    wave = unsaved(Mode.NAMED, status)
    assert sight(wave, CURATOR) == sight(wave, BOTH) == ALL
    assert sight(wave, HEAD) == sight(wave, [Role.ACTING_HEAD])
    assert sight(wave, HEAD) == Sight(figures=True, persons=True, missing=True, texts=True, protected=False)


@pytest.mark.parametrize("status", [WaveStatus.OPEN, WaveStatus.CLOSED])
def test_confidential_is_the_curators(status):
    assert sight(unsaved(Mode.CONFIDENTIAL, status), CURATOR) == ALL
    assert sight(unsaved(Mode.CONFIDENTIAL, status), BOTH) == ALL


def test_confidential_to_a_head_is_figures_after_the_close():
    assert sight(unsaved(Mode.CONFIDENTIAL, WaveStatus.OPEN), HEAD) == Sight(why=CURATOR_ONLY)
    assert sight(unsaved(Mode.CONFIDENTIAL, WaveStatus.CLOSED), HEAD) == Sight(figures=True)


def test_a_head_waits_until_no_late_answer_can_come(world):
    """What is kept in the grace minute would be read from the difference of two looks."""
    wave = cast.open_wave(
        world.school,
        cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL),
        asked=cast.teachers(world.school, 6),
    )
    *early, late = wave.tickets.all()
    for ticket in early:
        cast.answer(ticket)
    cast.close(late, cast.at(late))
    wave.refresh_from_db()
    assert sight(wave, HEAD, cast.at(late, second=59)) == Sight(why=GRACE_RUNS)
    finish(late, {"useful": 1}, cast.at(late, second=59))
    assert Reply.objects.filter(wave=wave).count() == 6
    assert sight(wave, HEAD, cast.at(late, minute=1, second=29)) == Sight(why=GRACE_RUNS)
    assert sight(wave, HEAD, cast.at(late, minute=1, second=30)) == Sight(figures=True)
    for roles in (CURATOR, BOTH):
        assert sight(wave, roles, cast.at(late)) == ALL


def test_what_ended_by_its_day_is_shown_at_once(world):
    """Closed the morning after: nothing could come any more."""
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL))
    ticket = cast.ticket_for(wave.parts.get(), *cast.teachers(world.school, 1))
    morning = cast.at(ticket, wave.closes_on + timedelta(1), 8)
    cast.close(ticket, morning)
    assert sight(ticket.wave, HEAD, morning) == Sight(figures=True)
    ticket.wave.timing = Timing.PAIR_START
    assert sight(ticket.wave, HEAD, morning) == Sight(why=GRACE_RUNS)


def test_while_the_head_waits_nothing_stands_on_the_page(world, enter):
    later = TODAY.replace(year=2099)
    sheet = cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL)
    wave = cast.open_wave(world.school, sheet, closes_on=later)
    answered.answers(wave, scored(*[7] * 6))
    answered.close(wave)
    address = reverse("surveys:wave_results", args=["lesnaya", wave.pk])
    page = enter(world.gleb).get(address).content.decode()
    assert ("Итоги откроются через минуту" in page, "среднее" in page) == (True, False)
    Wave.objects.filter(pk=wave.pk).update(closed_at=timezone.now() - timedelta(seconds=91))
    assert "среднее" in enter(world.gleb).get(address).content.decode()


def test_on_paper_nobody_is_told_more_than_those_it_is_handed_to():
    assert on_paper(unsaved(Mode.CONFIDENTIAL, WaveStatus.OPEN), ALL) == Sight(figures=True)
    assert on_paper(unsaved(Mode.NAMED, WaveStatus.OPEN), ALL) == replace(ALL, avoided=False, calls=False)
    hidden = Sight(why=CURATOR_ONLY)
    assert on_paper(unsaved(Mode.CONFIDENTIAL, WaveStatus.OPEN), hidden) == hidden
    seen = Sight(figures=True, texts=True, calls=True)
    assert on_paper(unsaved(Mode.ANONYMOUS, WaveStatus.CLOSED), seen) == seen


@pytest.mark.parametrize("roles", [CURATOR, HEAD, BOTH])
def test_anonymous_is_nobodys(roles):
    assert sight(unsaved(Mode.ANONYMOUS, WaveStatus.OPEN), roles) == Sight(why=STILL_OPEN)
    assert sight(unsaved(Mode.ANONYMOUS, WaveStatus.CLOSED), roles) == Sight(figures=True, texts=True, calls=True)


def blind(world, values, content=None, *, close=True):
    """A closed anonymous wave; its people answer so."""
    sheet = cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS, content=content)
    wave = cast.open_wave(world.school, sheet)
    answered.answers(wave, values)
    return answered.close(wave) if close else wave


def test_an_open_anonymous_wave_tells_only_how_many(world):
    wave = blind(world, scored(*[8] * 9), close=False)
    found = results(wave, CURATOR)
    assert (found.response.whole.answered, found.response.missing) == (9, None)
    assert [side.answered for side in found.response.sides] == [9]
    assert (found.parts, found.comparisons, found.sides, found.pairs) == ((), (), (), ())


def test_four_answers_are_not_shown_and_five_are(world):
    few = item_of(results(blind(world, scored(1, 2, 3, 4)), CURATOR), "useful")
    assert (few.n, few.is_hidden, few.why) == (None, True, TOO_FEW)
    assert (few.lines[0].counts, few.lines[0].summary) == ((), None)
    enough = item_of(results(blind(world, scored(1, 2, 3, 4, 5)), CURATOR), "useful")
    assert (enough.n, enough.lines[0].summary.mean) == (5, 3.0)


def test_choices_of_four_are_not_shown(world):
    values = [ANSWERS] * 5 + [{key: value for key, value in ANSWERS.items() if key == "useful"}] * 3
    found = results(blind(world, values, content=WORDING), CURATOR)
    assert [item_of(found, code).n for code in ("useful", "place", "places", "order", "parts")] == [8, 5, 5, 5, 5]
    values = [ANSWERS] * 4 + [{"useful": 4}] * 4
    found = results(blind(world, values, content=WORDING), CURATOR)
    for code in ("place", "places", "help", "how_often", "order", "parts", "word", "wish"):
        item = item_of(found, code)
        assert (item.n, item.bars, item.texts) == (None, (), ())
    assert item_of(found, "useful").n == 8


def test_chosen_people_are_not_told_where_nobody_is_named(world):
    found = results(blind(world, [ANSWERS] * 9, content=WORDING), CURATOR)
    who = item_of(found, "who")
    assert (who.n, who.bars, who.why) == (None, (), NO_PEOPLE)


def test_texts_are_mixed_and_have_no_names(world):
    values = [{"useful": 5, "wish": f"Слово {n:02}"} for n in range(12)]
    wave = blind(world, values)
    texts = [said.text for said in item_of(results(wave, CURATOR), "wish").texts]
    assert sorted(texts) == [f"Слово {n:02}" for n in range(12)]
    assert texts not in (sorted(texts), sorted(texts, reverse=True))
    assert {said.who for said in item_of(results(wave, CURATOR), "wish").texts} == {""}


def test_texts_of_two_questions_do_not_stand_in_one_order(world):
    """Who wrote the third wish did not write the third word, so far as the order tells."""
    content = cast.wording(cast.long_text("wish", "Что изменить?"), cast.long_text("word", "Что оставить?"))
    values = [{"wish": f"Слово {n:02}", "word": f"Слово {n:02}"} for n in range(12)]
    found = results(blind(world, values, content=content), CURATOR)
    first, second = ([said.text for said in item_of(found, code).texts] for code in ("wish", "word"))
    assert sorted(first) == sorted(second)
    assert first != second


def test_the_order_of_texts_does_not_follow_the_rows(world):
    values = [{"useful": 5, "wish": f"Слово {n:02}"} for n in range(12)]
    one, other = blind(world, values), blind(world, values[::-1])
    texts = [[said.text for said in item_of(results(wave, CURATOR), "wish").texts] for wave in (one, other)]
    assert texts[0] == texts[1]


def test_four_texts_of_forty_people_are_not_shown(world):
    values = [{"useful": 5, "wish": "Слово"}] * 4 + scored(*[5] * 36)
    item = item_of(results(blind(world, values), CURATOR), "wish")
    assert (item.n, item.texts, item.why) == (None, (), TOO_FEW)


def test_an_anonymous_wave_is_not_told_by_form(world):
    (part,) = results(blind(world, scored(*[8] * 9)), CURATOR).parts
    assert (part.forms, part.by_form) == ((), ())


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(both=st.integers(0, 9), only_before=st.integers(0, 9), only_after=st.integers(0, 9))
def test_by_subtraction_nothing_small_is_found(world, both, only_before, only_after):
    """Of all means that a head is shown of two confidential waves no sum or difference belongs to fewer than five."""
    sheet = cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL)
    before = cast.open_wave(world.school, sheet)
    after = cast.open_wave(world.school, sheet, before=before)
    cards = answered.answers(before, scored(*[3] * both, *[1] * only_before))[:both]
    answered.again(after, cards, scored(*[8] * both))
    answered.answers(after, scored(*[1] * only_after))
    for wave in (before, after):
        answered.close(wave)
    after.before.refresh_from_db()
    sizes = {"both": both, "before": only_before, "after": only_after}
    compared = [line for line in results(after, HEAD).comparisons if line.change]
    for wave, once in ((before, "before"), (after, "after")):
        groups = [group for group in ("both", once) if sizes[group]]
        told = [set(groups)] if item_of(results(wave, HEAD), "useful").n else []
        told += [{"both"}] if compared else []
        small = [one for one in computable(told, groups) if sum(sizes[group] for group in one) < FEWEST]
        assert small == []


def test_a_side_of_three_does_not_tell_how_many_of_it_answered(world):
    sheets = [
        cast.make_questionnaire(world.school, side, mode=Mode.ANONYMOUS) for side in ("mentor", "mentee", "parent")
    ]
    wave = cast.open_wave(world.school, *sheets)
    for number, size in enumerate((9, 6, 3)):
        answered.answers(wave, scored(*[7] * size), part=number)
    found = results(answered.close(wave), CURATOR).response
    assert [side.answered for side in found.sides] == [9, None, None]
    assert found.whole.answered == 18


def test_of_four_asked_not_even_the_number_is_told(world):
    assert results(blind(world, scored(7, 7, 7, 7)), CURATOR).response.whole.answered is None


def test_a_head_gets_figures_of_five_people_and_no_words(world):
    sheet = cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL)
    wave = cast.open_wave(world.school, sheet)
    answered.answers(wave, [{"useful": 8, "wish": "Слово"}] * 5)
    answered.close(wave)
    found = results(wave, HEAD)
    assert item_of(found, "useful").n == 5
    assert (item_of(found, "wish").texts, item_of(found, "wish").why) == ((), CURATORS_TEXTS)
    assert found.response.missing is None
    assert len(item_of(results(wave, CURATOR), "wish").texts) == 5


def test_five_sheets_of_one_mentor_are_one_person(world):
    """Who mentors five answers about each: to a head these are no five people."""
    sheet = cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL)
    wave = cast.open_wave(world.school, sheet)
    (card,) = cast.teachers(world.school, 1)
    for number in range(5):
        answered.reply(cast.ticket_for(wave.parts.get(), card, subject=f"c{number}"), {"useful": 8, "wish": "Да"})
    answered.close(wave)
    assert item_of(results(wave, HEAD), "useful").n is None
    assert item_of(results(wave, CURATOR), "useful").n == 5


def test_a_head_of_a_confidential_wave_sees_no_forms(world):
    sheet = cast.make_questionnaire(world.school, mode=Mode.CONFIDENTIAL)
    wave = cast.open_wave(world.school, sheet)
    for form in ("teacher-teacher", "pupil-pupil"):
        answered.answers(wave, scored(*[8] * 9), form=form)
    answered.close(wave)
    assert results(wave, HEAD).parts[0].by_form == ()
    assert len(results(wave, CURATOR).parts[0].by_form) == 1


def test_sides_of_few_people_are_hidden_side_by_side(world):
    sheets = [cast.make_questionnaire(world.school, side, mode=Mode.ANONYMOUS) for side in AnswerSide.values[:2]]
    wave = cast.open_wave(world.school, *sheets)
    answered.answers(wave, scored(*[9] * 6))
    answered.answers(wave, scored(*[2] * 4), part=1)
    (line,) = results(answered.close(wave), CURATOR).sides
    assert (line.cells[0].mean, line.cells[1], line.difference) == (9.0, None, None)


def test_nothing_of_an_anonymous_wave_is_by_pair_or_before(world):
    before = cast.open_wave(world.school)
    wave = blind(world, scored(*[8] * 9))
    wave.before = before
    wave.save()
    found = results(wave, CURATOR)
    assert (found.pairs, found.comparisons) == ((), ())
    assert Reply.objects.filter(wave=wave, ticket__isnull=False).count() == 0
