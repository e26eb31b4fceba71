"""Waves that have been answered, laid straight: for tests of what is made of the answers."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from mentoring.banks.models import MentoringForm
from mentoring.pairs.models import Pair, Seat
from mentoring.surveys.enums import WaveStatus
from mentoring.surveys.models import Reply, Ticket, Wave, WavePart
from mentoring.surveys.models.answer import Answer
from mentoring.surveys.rows import rows_of
from schools.models import Person
from tests import world as people
from tests.mentoring.surveys import cast
from tests.world import TODAY


def reply(ticket: Ticket, values: dict[str, Any], *, form: str = "") -> Reply:
    """A sheet with a name."""
    now = timezone.now()
    Ticket.objects.filter(pk=ticket.pk).update(answered_at=now)
    form = form or (ticket.pair.form.code if ticket.pair else "")
    sheet = Reply.objects.create(
        wave=ticket.wave, part=ticket.part, ticket=ticket, round=ticket.round, form=form, sent_at=now
    )
    _fill(sheet, values)
    return sheet


def blind_reply(part: WavePart, values: dict[str, Any]) -> Reply:
    """A sheet of nobody."""
    sheet = Reply.objects.create(wave=part.wave, part=part, is_blind=True)
    _fill(sheet, values)
    return sheet


def _fill(sheet: Reply, values: dict[str, Any]) -> None:
    assert sheet.part.edition is not None
    rows = rows_of(sheet.part.edition.wording, values)
    for row in rows:
        row.reply = sheet
    Answer.objects.bulk_create(rows)


def answers(wave: Wave, all_values: Iterable[dict[str, Any]], *, part: int = 0, form: str = "") -> list[Person]:
    """New teachers who answer so, one after the other, and were asked by the part of this number."""
    asked = list(wave.parts.all())[part]
    values = list(all_values)
    cards = cast.teachers(wave.organisation, len(values))
    for card, one in zip(cards, values, strict=True):
        ticket = cast.ticket_for(asked, card)
        if wave.is_anonymous:
            blind_reply(asked, one)
        else:
            reply(ticket, one, form=form)
    return cards


def again(wave: Wave, cards: Iterable[Person], all_values: Iterable[dict[str, Any]], *, part: int = 0, **more) -> None:
    """The same people answer this wave."""
    asked = list(wave.parts.all())[part]
    for card, one in zip(cards, all_values, strict=True):
        reply(cast.ticket_for(asked, card, **more), one)


def close(wave: Wave) -> Wave:
    """The wave as it is after its close, without the service's ceremony."""
    Wave.objects.filter(pk=wave.pk).update(status=WaveStatus.CLOSED, closed_at=timezone.now())
    wave.refresh_from_db()
    return wave


def pair(mentor: Person, *mentees: Person, form: str = "teacher-teacher", begins: date = TODAY) -> Pair:
    """A pair of these people, being prepared."""
    giver = mentor.mentor_entries.first() or people.mentor(mentor)
    found = Pair.objects.create(
        organisation=mentor.organisation,
        mentor=giver,
        form=MentoringForm.objects.get(code=form),
        starts=begins,
        ends=begins + timedelta(200),
    )
    for one in mentees:
        Seat.objects.create(pair=found, mentee=one.mentee_entries.first() or people.mentee(one), mentor=giver)
    return found
