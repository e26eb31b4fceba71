"""Who sees what of a wave's results: follows from its mode, its state and the viewer's roles, and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from schools.enums import Role

from ..enums import Mode, WaveStatus
from ..models import Wave
from .waves import may_see_missing

NOT_BEGUN = "Анкетирование не начато, ответов ещё нет."
STILL_OPEN = (
    "Анкетирование анонимное: что ответили, будет видно после его завершения. Пока оно идёт, разница двух просмотров "
    "выдала бы ответ того, кто ответил между ними."
)
CURATOR_ONLY = (
    "Анкетирование конфиденциальное: кто что ответил, видит только куратор. Обобщённые числа откроются руководителю "
    "после его завершения."
)

GRACE_RUNS = (
    "Итоги откроются через минуту: ответ, отправленный перед самым завершением, ещё может дойти, и по разнице двух "
    "просмотров было бы видно, чей он. Обновите страницу чуть позже."
)


@dataclass(frozen=True)
class Sight:
    # Figures at all; when not, `why` says it.
    figures: bool = False
    # Who answered what, and by pair.
    persons: bool = False
    # Names of those who have not answered.
    missing: bool = False
    # Words as they were written.
    texts: bool = False
    # Whom one would rather not work with: said to the curator alone.
    avoided: bool = False
    # Who asked for help and in what words; where nobody is named, how many did.
    calls: bool = False
    # Small groups are hidden.
    protected: bool = True
    why: str = ""


def sight(wave: Wave, roles: Iterable[str], now: datetime | None = None) -> Sight:
    """Heads who are curators too see as curators. `now` is the moment of looking."""
    held = frozenset(roles)
    is_curator = Role.CURATOR in held
    if wave.status not in (WaveStatus.OPEN, WaveStatus.CLOSED):
        return Sight(why=NOT_BEGUN)
    is_closed = wave.status == WaveStatus.CLOSED
    if wave.mode == Mode.ANONYMOUS:
        return Sight(figures=is_closed, texts=is_closed, calls=is_closed, why="" if is_closed else STILL_OPEN)
    if wave.mode == Mode.CONFIDENTIAL and not is_curator:
        if not is_closed:
            return Sight(why=CURATOR_ONLY)
        stands = wave.stands_from
        if stands is not None and (now or timezone.now()) < stands:
            return Sight(why=GRACE_RUNS)
        return Sight(figures=True)
    names = may_see_missing(wave, held)
    return Sight(
        figures=True,
        persons=True,
        missing=names,
        texts=True,
        avoided=is_curator,
        calls=is_curator,
        protected=False,
    )


def on_paper(wave: Wave, seen: Sight) -> Sight:
    """What of it goes on a sheet that will be handed on: of a confidential wave what a head may see, whoever prints it; of a
    named one nothing that was told to the curator alone."""
    if wave.mode == Mode.CONFIDENTIAL and seen.figures:
        return Sight(figures=True)
    return seen if wave.is_anonymous else replace(seen, avoided=False, calls=False)
