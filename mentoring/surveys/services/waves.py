"""The one door of a wave's status, and the deeds that go through it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils import timezone

from schools.journal.services import record
from schools.models import User
from schools.refusals import told_as

from ..anonymity import FEWEST
from ..enums import WAVE_TRANSITIONS, AnswerSide, Mode, QuestionKind, Timing, WaveStatus
from ..models import BlindMarks, Ticket, Wave, WavePart
from ..selectors.audience import people_of, scarce_sides
from ..wording import Wording
from .blind import shuffle_all
from .questionnaires import freeze
from .rights import require_curator
from .tickets import issue_tickets


class WaveRefused(ValidationError):
    """A deed on a wave that did not happen. `messages` holds a Russian sentence for each reason; nothing was changed."""


def in_words() -> AbstractContextManager[None]:
    """One transaction whose broken database rules come out as the Russian sentences of their constraints."""
    return told_as(WaveRefused, (Wave, WavePart, Ticket))


def locked(wave: Wave) -> Wave:
    """The row under its lock. Needs an open transaction."""
    row = Wave.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").filter(pk=wave.pk)
    found = row.first()
    if found is None:
        raise WaveRefused(["Этого анкетирования больше нет."])
    return found


def facts_of(wave: Wave) -> dict[str, str]:
    """What the journal keeps of a wave before and after a deed, in words."""
    return {
        "состояние": WaveStatus(wave.status).label,
        "название": wave.title,
        "кто видит ответы": Mode(wave.mode).label,
        "с": f"{wave.opens_on:%d.%m.%Y}",
        "по": f"{wave.closes_on:%d.%m.%Y}",
    }


def move_wave(
    wave: Wave,
    to: str,
    *,
    deed: str,
    by: User | None,
    guard: Callable[[Wave], None] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Wave:
    """Change a wave's status: lock, table, guard, save, journal — all or nothing. Returns the fresh row, still locked when the
    caller has a transaction open. Raises `WaveRefused` when the table or the guard does not allow the change."""
    with in_words():
        row = locked(wave)
        if to not in WAVE_TRANSITIONS[row.status]:
            was, wanted = WaveStatus(row.status).label, WaveStatus(to).label
            raise WaveRefused([f"«{row}»: сейчас «{was}», сделать «{wanted}» нельзя."])
        if guard is not None:
            guard(row)
        before = facts_of(row)
        row.status = to
        for name, value in (values or {}).items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        record(deed, row, organisation=row.organisation, user=by, before=before, after=facts_of(row))
    return row


def start_wave(wave: Wave, by: User) -> Wave:
    """Freeze the wording, make everybody's ticket, open. A second click finds the wave begun and changes nothing."""
    require_curator(by, wave.organisation)
    with in_words():
        row = locked(wave)
        if row.status == WaveStatus.OPEN:
            return row
        now, today = timezone.now(), row.organisation.today()
        values = {"started_at": now, "settled_on": today}
        row = move_wave(row, WaveStatus.OPEN, deed="начато анкетирование", by=by, guard=may_start, values=values)
        for part in row.parts.select_related("questionnaire"):
            part.edition = freeze(part.questionnaire, row.organisation)
            part.save(update_fields=["edition"])
        if row.is_anonymous:
            BlindMarks.objects.create(wave=row)
        issue_tickets(row, today)
    return row


def may_start(wave: Wave) -> None:
    """Raises `WaveRefused` with every reason why the wave cannot begin now."""
    if reasons := reasons_not_to_start(wave):
        raise WaveRefused(reasons)


def reasons_not_to_start(wave: Wave) -> list[str]:
    """Sentences on what has to be mended before the wave can begin; none when it can."""
    parts = list(wave.parts.select_related("questionnaire"))
    if not parts:
        return ["Выберите хотя бы одну анкету."]
    reasons = []
    today = wave.organisation.today()
    if wave.closes_on < today:
        reasons.append("Последний день уже прошёл. Поставьте другой.")
    asked = people_of(wave, [part.side for part in parts], today)
    if not asked and wave.timing == Timing.DATES:
        reasons.append("Спрашивать некого: по этому выбору в банках и парах никого нет.")
    elif wave.is_anonymous and (scarce := scarce_sides(asked)):
        told = ", ".join(f"{AnswerSide(side).label} — {number}" for side, number in scarce)
        reasons.append(
            f"Анонимно спрашивают не меньше пяти человек с каждой стороны, а здесь {told}: ответы таких немногих показать нельзя. "
            "Выберите больше людей, снимите их анкету или выберите другой способ."
        )
    for part in parts:
        reasons += _faults_of(part, wave)
    return reasons


def _faults_of(part: WavePart, wave: Wave) -> list[str]:
    try:
        wording: Wording = part.questionnaire.wording
    except ValidationError as error:
        return [f"«{part.questionnaire}»: {sentence}" for sentence in error.messages]
    leads = any(one.target or one.kind == QuestionKind.PERSONS for one in wording.questions())
    if wave.is_anonymous and leads:
        return [f"«{part.questionnaire}»: ответы ведут в банк или к парам, анонимными они быть не могут."]
    return []


def close_wave(wave: Wave, by: User | None) -> Wave:
    """End it now. Without `by` its time has come. Answers of an anonymous wave are mixed once more, for good."""
    if by is not None:
        require_curator(by, wave.organisation)
    with in_words():
        deed = "завершено анкетирование" if by else "анкетирование завершилось по сроку"
        row = move_wave(wave, WaveStatus.CLOSED, deed=deed, by=by, values={"closed_at": timezone.now()})
        if row.is_anonymous:
            shuffle_all(row)
    return row


def cancel_wave(wave: Wave, by: User) -> Wave:
    """Drop what has not begun."""
    require_curator(by, wave.organisation)
    return move_wave(wave, WaveStatus.CANCELLED, deed="отменено анкетирование", by=by)


def why_not_reopen(wave: Wave) -> str:
    """Why a closed wave stays closed; empty when it may open again.

    Whoever has seen figures without names must not see them again with one answer more: the difference would be that answer.
    """
    if wave.is_anonymous:
        return "Анонимное анкетирование второй раз не открывают: по разнице итогов можно узнать, кто что ответил."
    parts = wave.parts.annotate(n=Count("replies")).values_list("n", flat=True)
    if wave.mode == Mode.CONFIDENTIAL and max(parts, default=0) >= FEWEST:
        return (
            "Итоги этого конфиденциального анкетирования уже открылись руководителю: если принять ещё ответы, по разнице можно "
            "узнать, кто что ответил. Начните новое."
        )
    return ""


def extend_wave(wave: Wave, closes_on: date, by: User) -> Wave:
    """Set another last day, today or later; a closed wave opens again, unless `why_not_reopen` says otherwise.

    Tickets that follow the wave's own dates get the new day; those that follow pairs keep theirs.
    """
    require_curator(by, wave.organisation)

    def guard(row: Wave) -> None:
        if reason := why_not_reopen(row):
            raise WaveRefused([reason])

    with in_words():
        row = locked(wave)
        if closes_on < row.organisation.today():
            raise WaveRefused(["Этот день уже прошёл. Поставьте сегодняшний или более поздний."])
        if closes_on < row.opens_on:
            raise WaveRefused(["Последний день раньше первого. Поправьте дату."])
        values: dict[str, Any] = {"closes_on": closes_on}
        if row.status == WaveStatus.CLOSED:
            values["closed_at"] = None
            row = move_wave(row, WaveStatus.OPEN, deed="продлено анкетирование", by=by, guard=guard, values=values)
        elif row.status == WaveStatus.OPEN:
            before = facts_of(row)
            row.closes_on = closes_on
            row.version += 1
            row.save(update_fields=["closes_on", "version"])
            deed = "изменён срок анкетирования"
            record(deed, row, organisation=row.organisation, user=by, before=before, after=facts_of(row))
        else:
            raise WaveRefused(["Срок меняют у начатого анкетирования. Это ещё можно изменить целиком."])
        if row.timing == Timing.DATES:
            row.tickets.update(closes_on=closes_on)
    return row
