"""Answers from paper, typed in by the curator, and mended by the curator as long as the wave runs."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import User

from ..answers import Cleaned, Values, asked, clean, settled
from ..enums import WaveStatus
from ..models import Answer, EntryDecision, Reply, Ticket, Wave, WavePart
from ..rows import rows_of, values_of
from ..selectors.sheets import Sheet
from ..wording import Option, Question, Wording
from .blind import TooManySheets, cast_from_paper
from .replying import finish, finished_values
from .rights import require_curator

EMPTY = "На листе нет ни одного ответа. Введите хотя бы один."
CLOSED = "Анкетирование не идёт: листы больше не принимаются."


class NearlyEmpty(ValidationError):
    """Fewer than half of the questions that must be answered are: perhaps the sheet was sent by mistake. Asked once."""


def read(questions: list[Question], data: Mapping[str, Any], people: Mapping[str, list[Option]]) -> Cleaned:
    """What the page sent, question by question: each question of kind «persons» has people of its own."""
    result = Cleaned()
    for question in questions:
        one = clean([question], data, people.get(question.code, []))
        result.values |= one.values
        result.problems |= one.problems
    return result


@transaction.atomic
def enter_answers(ticket: Ticket, values: Values, by: User, *, is_meant: bool = False) -> Reply | None:
    """The sheet of a person known by name. Gaps stay gaps: the paper has none either. `is_meant`: however few answers it has.

    What the person has begun by the link stays where the sheet says nothing. Raises ValidationError with a sentence, also when
    there is an answer by now: two answers of one person are never silently made one. The same sheet sent twice is one.
    """
    require_curator(by, ticket.wave.organisation)
    if ticket.is_blind:
        raise ValidationError("Анонимные листы вводят без имён.")
    held = _held(ticket)
    if held.answered_at is not None:
        stored = Reply.objects.get(ticket=held)
        kept = _stored(stored)
        # As it would be stored: a topic named twice is kept once, and what a condition leaves out is not kept at all.
        if stored.on_paper and settled(Sheet(ticket).wording, kept | values) == kept:
            return stored
        raise ValidationError(_late(held, stored))
    _look(Sheet(ticket).wording, values, is_meant)
    reply = finish(ticket, values, timezone.now(), on_paper=True)
    _journal("введены ответы с бумаги", held, by)
    return reply


@transaction.atomic
def correct_sheet(ticket: Ticket, values: Values, by: User, *, is_meant: bool = False) -> Reply:
    """The sheet that was typed wrong, as it should be. Only from paper: what people sent themselves nobody changes."""
    reply = _of_paper(ticket, by)
    sheet = Sheet(ticket)
    _look(sheet.wording, values, is_meant)
    rows = rows_of(sheet.wording, finished_values(sheet, values))
    reply.answers.all().delete()
    for row in rows:
        row.reply = reply
    Answer.objects.bulk_create(rows)
    _journal("исправлены ответы с бумаги", ticket, by)
    return reply


@transaction.atomic
def remove_sheet(ticket: Ticket, by: User) -> None:
    """Typed for the wrong person: the answers go, and the person is asked again."""
    reply = _of_paper(ticket, by)
    reply.delete()
    Ticket.objects.filter(pk=ticket.pk).update(answered_at=None, started_at=None)
    _journal("удалены ответы с бумаги", ticket, by)


def why_not_mended(reply: Reply) -> str:
    """Why a stored answer cannot be corrected or removed; empty when it can."""
    if reply.wave.status != WaveStatus.OPEN:
        return "Анкетирование не идёт: ответы больше не исправляют."
    if not reply.on_paper:
        return "Этот ответ прислали по ссылке: изменить его нельзя."
    if EntryDecision.objects.filter(reply=reply).exists():
        return "По этому ответу уже решено, что записать в банк: исправьте карточку."
    return ""


@transaction.atomic
def enter_nameless(part: WavePart, values: Values, by: User, *, is_meant: bool = False) -> None:
    """A sheet of an anonymous wave: nobody is named, and nothing is journaled that would tell when it came.

    Taken as long as the wave is not closed, like the named ones.
    """
    require_curator(by, part.wave.organisation)
    if part.edition is None or part.wave.status != WaveStatus.OPEN:
        raise ValidationError(CLOSED)
    wording = part.edition.wording
    _look(wording, values, is_meant)
    try:
        cast_from_paper(part, settled(wording, values))
    except TooManySheets as error:
        raise ValidationError(
            "Ответов уже столько, сколько людей спрашивали. Проверьте: этот лист, возможно, уже введён."
        ) from error
    # The close holds the same marks: seen from here it has or has not come.
    if not Wave.objects.filter(pk=part.wave_id, status=WaveStatus.OPEN).exists():
        raise ValidationError(CLOSED)


def _look(wording: Wording, values: Values, is_meant: bool) -> None:
    """Whether the sheet says enough to be one. Raises ValidationError, or `NearlyEmpty` when that has not been confirmed."""
    kept = settled(wording, values)
    if not kept:
        raise ValidationError(EMPTY)
    needed = [one.code for one in asked(wording, kept) if one.required]
    given = sum(code in kept for code in needed)
    if not is_meant and 2 * given < len(needed):
        raise NearlyEmpty(
            f"Из {len(needed)} обязательных вопросов ответ есть на {given}. Проверьте лист; если на нём и правда больше ничего "
            "нет, отметьте это и сохраните ещё раз."
        )


def _held(ticket: Ticket) -> Ticket:
    """The ticket's row as it is now, to the end of the transaction."""
    rows = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related("wave__organisation", "person")
    return rows.get(pk=ticket.pk)


def _of_paper(ticket: Ticket, by: User) -> Reply:
    require_curator(by, ticket.wave.organisation)
    _held(ticket)
    reply = Reply.objects.select_related("wave", "part__edition").filter(ticket=ticket, is_blind=False).first()
    if reply is None:
        raise ValidationError("Этого листа уже нет. Обновите страницу.")
    if reason := why_not_mended(reply):
        raise ValidationError(reason)
    return reply


def stored_values(ticket: Ticket) -> Values:
    """The answers of a ticket that has been answered by name."""
    return _stored(Reply.objects.select_related("part__edition").get(ticket=ticket, is_blind=False))


def _stored(reply: Reply) -> Values:
    return values_of(reply.part.edition.wording, list(reply.answers.all())) if reply.part.edition else {}


def _late(ticket: Ticket, reply: Reply) -> str:
    sent = reply.sent_at or ticket.answered_at
    when = f"{timezone.localtime(sent, ticket.wave.organisation.tz):%d.%m.%Y в %H:%M}"
    if reply.on_paper:
        return (
            f"{ticket.person.short_name}: лист уже введён {when}, и ответы на нём другие. Этот лист не записан. Проверьте, чей он; "
            "ошибку во введённом исправьте на его странице: «Ввести с бумаги» → «Введённые листы»."
        )
    return (
        f"{ticket.person.short_name}: ответ по ссылке пришёл {when}. Этот лист не записан: ответ человека остаётся. "
        "Проверьте, чей лист."
    )


def _journal(deed: str, ticket: Ticket, by: User) -> None:
    wave = ticket.wave
    record(deed, wave, organisation=wave.organisation, user=by, after={"кто": ticket.person.short_name})
