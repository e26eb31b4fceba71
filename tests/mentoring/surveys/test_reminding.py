"""Reminders: by mail where there is a server, and nobody learns who was reminded of an anonymous survey."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mentoring.surveys.enums import Mode
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.services.reminding import reminder_of, send_reminders
from mentoring.surveys.services.waves import close_wave, start_wave
from mentoring.surveys.tokens import token_of
from schools.journal.models import Entry
from schools.papers.models import Job
from tests.mentoring.surveys import cast
from tests.world import World

pytestmark = pytest.mark.usefixtures("today")
BASE = "https://shkola.example/"


def running(world: World, mode: str = Mode.NAMED) -> Wave:
    """Five mentors, Борис without an address."""
    for number, one in enumerate(cast.mentors(world.school, 4)):
        one.person.email = f"p{number}@shkola.example"
        one.person.save()
    return start_wave(cast.make_wave(world.school, cast.make_questionnaire(world.school, mode=mode)), world.anna)


def send(wave: Wave, since=None) -> int:
    return send_reminders(wave, BASE, None, since or timezone.now())


@pytest.fixture
def mails(settings) -> None:
    settings.MAIL_HOST = "mail.example"


def test_without_a_mail_server_nothing_is_sent_and_the_page_leads_to_the_slips(world, enter):
    wave = running(world)
    with pytest.raises(ValidationError, match="не настроен"):
        send(wave)
    address = reverse("surveys:wave_remind", args=["lesnaya", wave.pk])
    assert "Напечатать листки" in enter(world.anna).get(address).content.decode()
    assert "Разослать письма" not in enter(world.anna).get(address).content.decode()


@pytest.mark.usefixtures("mails")
def test_letters_go_to_those_who_have_not_answered_and_have_an_address(world):
    wave = running(world)
    done = wave.tickets.exclude(person=world.boris_card).first()
    cast.answer(done)
    assert reminder_of(wave).__dict__ == {"left": 4, "mails": 3, "without": 1}
    assert send(wave) == 3
    waiting = wave.tickets.filter(answered_at=None).exclude(person=world.boris_card)
    assert {letter.to[0] for letter in mail.outbox} == set(waiting.values_list("person__email", flat=True))
    [first] = [one for one in mail.outbox if one.to[0] == waiting[0].person.email]
    assert f"{BASE}a/{token_of(waiting[0].nonce)}/" in first.body
    assert "Ответы увидят куратор и руководитель. Просьбу о помощи — только куратор." in first.body
    assert {one.reminded_at is not None for one in waiting} == {True}
    assert Entry.objects.latest("pk").after == {"писем": 3}


@pytest.mark.usefixtures("mails")
def test_begun_again_it_writes_to_nobody_twice(world):
    wave, since = running(world), timezone.now()
    assert (send(wave, since), send(wave, since)) == (4, 0)
    assert send(wave, timezone.now() + timedelta(1)) == 4


@pytest.mark.usefixtures("mails")
def test_of_an_anonymous_wave_nothing_is_written_down_of_whom_a_letter_went_to(world, enter):
    wave = running(world, Mode.ANONYMOUS)
    done = wave.tickets.exclude(person=world.boris_card).first()
    cast.answer(done)
    before = list(Ticket.objects.order_by("pk").values())
    page = enter(world.anna).post(reverse("surveys:wave_remind", args=["lesnaya", wave.pk]))
    job = Job.objects.get()
    assert page.url == reverse("papers:job", args=["lesnaya", job.pk])
    assert done.person.email not in {letter.to[0] for letter in mail.outbox}
    assert len(mail.outbox) == 3
    # Neither the rows of tickets, nor the journal, nor the job tell how many letters there were.
    assert list(Ticket.objects.order_by("pk").values()) == before
    entry = Entry.objects.get(deed="разосланы напоминания")
    assert (entry.before, entry.after, entry.reason) == ({}, {}, "")
    assert (job.status, job.done, job.total, job.message) == ("done", 4, 4, "")
    # And the page before it counts all who have an address, the one who has answered too.
    assert reminder_of(wave).__dict__ == {"left": 4, "mails": 4, "without": 1}


@pytest.mark.usefixtures("mails")
def test_the_worker_writes_the_letters_of_a_named_wave(world, enter):
    wave = running(world)
    enter(world.anna).post(reverse("surveys:wave_remind", args=["lesnaya", wave.pk]))
    assert (Job.objects.get().status, len(mail.outbox)) == ("done", 4)
    assert "http://testserver/a/" in mail.outbox[0].body


@pytest.mark.usefixtures("mails")
def test_a_silent_server_is_told(world, monkeypatch):
    wave, sent = running(world), []

    def silent(self):
        if sent:
            raise OSError("connection refused")
        sent.append(self)

    monkeypatch.setattr(mail.EmailMessage, "send", silent)
    with pytest.raises(ValidationError, match="не отвечает. Ушло 1 письмо"):
        send(wave)


@pytest.mark.usefixtures("mails")
def test_a_wave_that_is_over_reminds_nobody(world, enter):
    wave = running(world)
    close_wave(wave, world.anna)
    wave.refresh_from_db()
    with pytest.raises(ValidationError, match="не идёт"):
        send(wave)
    address = reverse("surveys:wave_remind", args=["lesnaya", wave.pk])
    assert enter(world.anna).post(address).url == reverse("surveys:wave_detail", args=["lesnaya", wave.pk])
    assert mail.outbox == []
