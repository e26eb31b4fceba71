"""Preparing a wave: what a form chose, checked, laid down, changed until the start."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from schools.journal.services import record
from schools.models import Organisation, User
from schools.russian import tidy_spaces
from schools.years import AcademicYear

from ..enums import SIDES_IN_ORDER, AnswerSide, Audience, Mode, Timing, WaveStatus
from ..library import LibraryItem
from ..models import Questionnaire, Wave, WavePart
from .questionnaires import take_from_library
from .rights import require_curator
from .waves import WaveRefused, facts_of, in_words, locked

# Who is asked once, whatever pairs there are.
OF_NO_PAIR = frozenset({AnswerSide.CURATOR, AnswerSide.ANYBODY})


@dataclass(frozen=True)
class Plan:
    """A wave as it would be. `parts`: (side, the school's own questionnaire or one of the library), in order."""

    title: str
    mode: str
    parts: tuple[tuple[str, Questionnaire | LibraryItem], ...]
    audience: str
    opens_on: date
    closes_on: date
    choice: dict[str, list] = field(default_factory=dict)
    timing: str = Timing.DATES
    first_after: int | None = None
    every: int | None = None
    open_for: int | None = None
    before: Wave | None = None

    @property
    def purpose(self) -> str:
        return self.parts[0][1].purpose if self.parts else ""

    @property
    def sides(self) -> list[str]:
        return [side for side, _ in self.parts]

    def unsaved(self, organisation: Organisation, year: AcademicYear) -> Wave:
        """A row that is not in the database: to count whom it would ask."""
        return Wave(organisation=organisation.legal_entity, year=year.begins, **self.values())

    def values(self) -> dict[str, Any]:
        relative = self.timing != Timing.DATES
        return {
            "title": tidy_spaces(self.title),
            "purpose": self.purpose,
            "mode": self.mode,
            "audience": Audience.PAIRS if relative else self.audience,
            "choice": {name: list(ids) for name, ids in self.choice.items() if ids},
            "timing": self.timing,
            "opens_on": self.opens_on,
            "closes_on": self.closes_on,
            "first_after": self.first_after if relative else None,
            "every": self.every if self.timing == Timing.PAIR_START else None,
            "open_for": self.open_for if relative else None,
            "before": self.before,
        }


def faults_of(plan: Plan, organisation: Organisation) -> dict[str, list[str]]:
    """{field of the form: sentences} for what cannot be; "" for what is nobody's field."""
    faults: dict[str, list[str]] = {}

    def fault(name: str, sentence: str) -> None:
        faults.setdefault(name, []).append(sentence)

    if not plan.parts:
        fault("parts", "Выберите хотя бы одну анкету.")
    for side in dict.fromkeys(side for side in plan.sides if plan.sides.count(side) > 1):
        fault("parts", f"Кто отвечает — {AnswerSide(side).label}: выбрано две анкеты. Оставьте одну.")
    if plan.closes_on < plan.opens_on:
        fault("closes_on", "Последний день раньше первого. Поправьте даты.")
    elif plan.closes_on < organisation.today():
        fault("closes_on", "Этот день уже прошёл. Поставьте сегодняшний или более поздний.")
    if plan.timing == Timing.DATES:
        if plan.audience == Audience.GRADE and not plan.choice.get("grades"):
            fault("grades", "Отметьте хотя бы один класс.")
        if plan.audience == Audience.LIST and not plan.choice.get("people"):
            fault("people", "Отметьте хотя бы одного человека.")
        return faults
    if plan.mode == Mode.ANONYMOUS:
        fault("mode", "По дням пары человека можно узнать: анонимно спрашивают всех сразу, в назначенные дни.")
    if plan.first_after is None:
        fault("first_after", "Напишите, через сколько дней спросить.")
    if not plan.open_for:
        fault("open_for", "Напишите, сколько дней ждать ответа.")
    for side in OF_NO_PAIR & set(plan.sides):
        fault("timing", f"Кто отвечает — {AnswerSide(side).label}: их спрашивают в назначенные дни, а не по дням пары.")
    return faults


def _checked(plan: Plan, organisation: Organisation) -> None:
    if faults := faults_of(plan, organisation):
        raise ValidationError(faults)


def _lay_parts(wave: Wave, plan: Plan, by: User) -> None:
    # By side, so that pages keep to one order however the boxes of the form stood.
    for side, what in sorted(plan.parts, key=lambda part: SIDES_IN_ORDER.index(part[0])):
        own = take_from_library(wave.organisation, what, by) if isinstance(what, LibraryItem) else what
        WavePart.objects.create(wave=wave, side=side, questionnaire=own)


def prepare_wave(
    organisation: Organisation, year: AcademicYear, plan: Plan, by: User, nonce: UUID | None = None
) -> Wave:
    """A draft. The same form sent twice (`nonce`) gives the wave that the first sending made."""
    entity = organisation.legal_entity
    require_curator(by, entity)
    _checked(plan, entity)
    if nonce is not None and (made := Wave.objects.filter(organisation=entity, nonce=nonce).first()):
        return made
    try:
        with transaction.atomic():
            wave = Wave.objects.create(
                organisation=entity, year=year.begins, nonce=nonce, created_by=by, **plan.values()
            )
            _lay_parts(wave, plan, by)
            record("подготовлено анкетирование", wave, organisation=entity, user=by, after=facts_of(wave))
    except IntegrityError as error:
        # Sent twice at once: the other one was quicker.
        made = Wave.objects.filter(organisation=entity, nonce=nonce).first() if nonce is not None else None
        if made is None:
            raise WaveRefused(["Не получилось сохранить. Попробуйте ещё раз."]) from error
        return made
    return wave


def edit_wave(wave: Wave, version: int, plan: Plan, by: User) -> Wave:
    """Change what has not begun. `version` is the one that the form showed: nobody's edit is overwritten unseen."""
    require_curator(by, wave.organisation)
    _checked(plan, wave.organisation)
    with in_words():
        row = locked(wave)
        if row.status != WaveStatus.DRAFT:
            raise WaveRefused(["Анкетирование уже началось: изменить можно только последний день."])
        if row.version != version:
            raise WaveRefused(["Пока вы меняли, это сохранил кто-то ещё. Посмотрите, что изменилось, и повторите."])
        before = facts_of(row)
        for name, value in plan.values().items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        row.parts.all().delete()
        _lay_parts(row, plan, by)
        deed = "изменено анкетирование"
        record(deed, row, organisation=row.organisation, user=by, before=before, after=facts_of(row))
    return row
