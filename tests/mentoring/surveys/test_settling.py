"""What comes by itself when its day has come: by the command, or when somebody opens a page."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from mentoring.surveys.enums import Mode, Timing, WaveStatus
from mentoring.surveys.models import Wave
from mentoring.surveys.models.wave import GRACE
from mentoring.surveys.services.settling import settle
from mentoring.surveys.services.waves import start_wave
from schools.journal.models import Entry
from schools.models import Organisation
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.test_audience import pair_of, relative
from tests.world import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


def running(world: World, **fields) -> Wave:
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school), by=world.anna, **fields)
    return start_wave(wave, world.anna)


def test_a_wave_ends_after_its_last_day_and_the_grace_minute(world):
    wave = running(world)
    over = wave.end_of(wave.closes_on)
    assert over == datetime(2026, 9, 29, tzinfo=world.school.tz)
    for moment, status in ((over + GRACE, WaveStatus.OPEN), (over + GRACE + timedelta(seconds=1), WaveStatus.CLOSED)):
        settle(world.school, moment)
        wave.refresh_from_db()
        assert wave.status == status
    entry = Entry.objects.filter(subject_type="surveys.wave").latest("pk")
    assert (entry.deed, entry.user) == ("анкетирование завершилось по сроку", None)


def test_a_wave_of_pairs_waits_for_the_last_ticket(world):
    pair_of(world)
    due = TODAY + timedelta(30)
    wave = start_wave(relative(world, Timing.PAIR_START, closes_on=due), world.anna)
    settle(world.school, datetime(due.year, due.month, due.day, 12, tzinfo=world.school.tz))
    assert wave.tickets.count() == 2
    settle(world.school, wave.end_of(due) + timedelta(hours=1))
    wave.refresh_from_db()
    assert wave.status == WaveStatus.OPEN
    settle(world.school, wave.end_of(due + timedelta(6)) + timedelta(hours=1))
    wave.refresh_from_db()
    assert wave.status == WaveStatus.CLOSED


def test_whoever_is_asked_finds_what_fell_due_and_ends_nothing(world):
    pair_of(world)
    over, due = running(world), TODAY + timedelta(30)
    wave = start_wave(relative(world, Timing.PAIR_START, closes_on=due), world.anna)
    done = settle(world.school, datetime(due.year, due.month, due.day, 12, tzinfo=world.school.tz), closing=False)
    assert (done.issued, done.cancelled, done.closed) == (2, 0, [])
    over.refresh_from_db()
    wave.refresh_from_db()
    assert (over.status, over.settled_on, wave.settled_on) == (WaveStatus.OPEN, TODAY, due)


def test_once_a_day_is_enough_and_costs_one_question(world, django_assert_num_queries):
    running(world)
    noon = datetime(2026, 9, 14, 12, tzinfo=world.school.tz)
    with django_assert_num_queries(1):
        settle(world.school, noon)


def test_the_blind_are_mixed_when_their_time_runs_out(world):
    cast.mentors(world.school, 4)
    own = cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS)
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    for ticket in wave.tickets.all()[:3]:
        cast.answer(ticket)
    assert set(wave.replies.values_list("is_settled", flat=True)) == {False}
    settle(world.school, wave.end_of(wave.closes_on) + timedelta(hours=1))
    wave.refresh_from_db()
    assert (wave.status, set(wave.replies.values_list("is_settled", flat=True))) == (WaveStatus.CLOSED, {True})


def open_surveys(**options) -> list[dict]:
    out = StringIO()
    call_command("open_surveys", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_command_tells_what_it_did_for_each_organisation(world, monkeypatch):
    pair_of(world)
    pulse = start_wave(relative(world, Timing.PAIR_START), world.anna)
    past = running(world)
    monkeypatch.setattr(Organisation, "today", lambda self: TODAY + timedelta(30))
    assert open_surveys() == [
        {"organisation": "lesnaya", "issued": 2, "cancelled": 0, "closed": [{"id": past.pk, "title": past.title}]}
    ]
    assert pulse.tickets.count() == 2
    assert open_surveys() == [{"organisation": "lesnaya", "issued": 0, "cancelled": 0, "closed": []}]
    assert open_surveys(organisation="polevaya") == [
        {"organisation": "polevaya", "issued": 0, "cancelled": 0, "closed": []}
    ]
    with pytest.raises(CommandError, match="Организации «нет-такой» нет"):
        open_surveys(organisation="нет-такой")


def test_whoever_opens_the_page_brings_it_up_to_the_day(world, enter, monkeypatch):
    past = running(world)
    monkeypatch.setattr(Organisation, "today", lambda self: past.closes_on + timedelta(1))
    page = enter(world.gleb).get(reverse("surveys:wave_list", args=["lesnaya"]))
    assert [row["wave"] for row in page.context["groups"]["past"]] == [past]
    assert past.title in page.content.decode()


def test_who_opens_only_their_own_surveys_misses_no_round_that_fell_due(world, enter):
    wave = start_wave(relative(world, Timing.PAIR_START, first_after=0), world.anna)
    assert not wave.tickets.exists()
    pair_of(world)
    Wave.objects.filter(pk=wave.pk).update(settled_on=TODAY - timedelta(1))
    page = enter(world.boris).get(reverse("surveys:my_surveys", args=["lesnaya"]))
    [waiting] = page.context["waiting"]
    assert waiting.ticket == wave.tickets.get(person=world.boris_card)
