"""Reminders by mail, where there is a mail server. Called by the worker, never within a transaction.

Of an anonymous wave nothing is written down of whom a letter went to: neither on the ticket, nor in the journal, nor as a
number. Everybody with an address is gone through, in random order, and whoever has answered is passed over silently.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from schools.journal.services import record
from schools.models import User
from schools.russian import count

from ..enums import WaveStatus
from ..models import Ticket, Wave
from ..selectors.slips import PROMISES
from ..selectors.waves import counts, people_left
from ..tokens import token_of
from .blind import answered_places

_dice = random.SystemRandom()


@dataclass(frozen=True)
class Reminder:
    """`left` people have not answered. `mails` and `without` are of those — but of everybody asked, when the wave is anonymous."""

    left: int
    mails: int
    without: int


def reminder_of(wave: Wave) -> Reminder:
    """Whom a reminder would reach; five queries at most."""
    tickets = list(_waiting(wave).values_list("person_id", "person__email"))
    people = dict(tickets)
    mails = sum(1 for email in people.values() if email)
    left = counts(wave).left if wave.is_anonymous else people_left(wave)
    return Reminder(left, mails, len(people) - mails)


def can_mail() -> bool:
    """Whether the installation has a mail server."""
    return bool(settings.MAIL_HOST)


def _waiting(wave: Wave):
    """Open tickets that may be reminded: without an answer as far as the rows tell, and whose days have begun."""
    today = wave.organisation.today()
    open_now = Ticket.objects.filter(wave=wave, cancelled_at__isnull=True, answered_at__isnull=True)
    return open_now.filter(opens_on__lte=today, closes_on__gte=today)


def send_reminders(
    wave: Wave, base: str, by: User | None, since: datetime, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write to everybody who has not answered and has an address. How many letters went.

    `base` is the site's address («https://школа.example/»). Begun again after a killed worker it does not write twice to whom
    it has written `since` (of an anonymous wave it may). Raises ValidationError when the mail server is silent.
    """
    if not can_mail():
        raise ValidationError("Почтовый сервер не настроен. Напечатайте листки.")
    if wave.status != WaveStatus.OPEN:
        raise ValidationError("Анкетирование не идёт: напоминать не о чем.")
    waiting = _waiting(wave).exclude(person__email="").select_related("person")
    rows = [one for one in waiting if one.reminded_at is None or one.reminded_at < since]
    _dice.shuffle(rows)
    done = answered_places(wave) if wave.is_anonymous else frozenset()
    sent = 0
    for number, ticket in enumerate(rows, 1):
        if not wave.is_anonymous or ticket.place not in done:
            sent += _write(wave, ticket, base, sent)
        if progress is not None:
            progress(number, len(rows))
    after = {} if wave.is_anonymous else {"писем": sent}
    record("разосланы напоминания", wave, organisation=wave.organisation, user=by, after=after)
    return sent


def _write(wave: Wave, ticket: Ticket, base: str, sent: int) -> int:
    address = base.rstrip("/") + reverse("answer:first", args=[token_of(ticket.nonce)])
    person = ticket.person
    body = (
        f"Здравствуйте, {f'{person.name} {person.patronymic}'.strip()}!\n\n"
        f"{wave.organisation.short_name} просит вас ответить на анкету «{wave.title}».\n"
        f"Это займёт несколько минут, учётная запись не нужна. Откройте ссылку:\n\n{address}\n\n"
        f"Ссылка личная. Ответить можно по {ticket.closes_on:%d.%m.%Y} включительно.\n{PROMISES[wave.mode]}\n"
    )
    try:
        mail.EmailMessage(f"Анкета: {wave.title}", body, to=[person.email]).send()
    except (SMTPException, ValueError):
        # One wrong address is no reason to leave the others without letters.
        return 0
    except OSError as error:
        told = "" if wave.is_anonymous else f" Ушло {count(sent, 'письмо', 'письма', 'писем')}."
        raise ValidationError(f"Почтовый сервер не отвечает.{told} Попробуйте позже.") from error
    if not wave.is_anonymous:
        Ticket.objects.filter(pk=ticket.pk).update(reminded_at=timezone.now())
    return 1
