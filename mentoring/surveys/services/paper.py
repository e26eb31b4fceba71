"""Answers from paper, typed in by the curator."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import User

from ..answers import Cleaned, Values, clean, settled
from ..enums import WaveStatus
from ..models import Reply, Ticket, Wave, WavePart
from ..wording import Option, Question
from .blind import TooManySheets, cast_from_paper
from .replying import finish
from .waves import require_curator

EMPTY = "На листе нет ни одного ответа. Введите хотя бы один."
CLOSED = "Анкетирование не идёт: листы больше не принимаются."


def read(questions: list[Question], data: Mapping[str, Any], people: Mapping[str, list[Option]]) -> Cleaned:
    """What the page sent, question by question: each question of kind «persons» has people of its own."""
    result = Cleaned()
    for question in questions:
        one = clean([question], data, people.get(question.code, []))
        result.values |= one.values
        result.problems |= one.problems
    return result


@transaction.atomic
def enter_answers(ticket: Ticket, values: Values, by: User) -> Reply | None:
    """The sheet of a person known by name. Gaps stay gaps: the paper has none either. Raises ValidationError with a sentence."""
    require_curator(by, ticket.wave.organisation)
    if ticket.is_blind:
        raise ValidationError("Анонимные листы вводят без имён.")
    if not values:
        raise ValidationError(EMPTY)
    reply = finish(ticket, values, timezone.now(), on_paper=True)
    wave = ticket.wave
    record(
        "введены ответы с бумаги",
        wave,
        organisation=wave.organisation,
        user=by,
        after={"кто": ticket.person.short_name},
    )
    return reply


@transaction.atomic
def enter_nameless(part: WavePart, values: Values, by: User) -> None:
    """A sheet of an anonymous wave: nobody is named, and nothing is journaled that would tell when it came.

    Taken as long as the wave is not closed, like the named ones.
    """
    require_curator(by, part.wave.organisation)
    if part.edition is None or part.wave.status != WaveStatus.OPEN:
        raise ValidationError(CLOSED)
    kept = settled(part.edition.wording, values)
    if not kept:
        raise ValidationError(EMPTY)
    try:
        cast_from_paper(part, kept)
    except TooManySheets as error:
        raise ValidationError(
            "Ответов уже столько, сколько людей спрашивали. Проверьте: этот лист, возможно, уже введён."
        ) from error
    # The close holds the same marks: seen from here it has or has not come.
    if not Wave.objects.filter(pk=part.wave_id, status=WaveStatus.OPEN).exists():
        raise ValidationError(CLOSED)
