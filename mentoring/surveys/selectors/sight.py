"""Who sees what of a wave's results: follows from its mode, its state and the viewer's roles, and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass

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
    # Small groups are hidden.
    protected: bool = True
    why: str = ""


def sight(wave: Wave, roles: Iterable[str]) -> Sight:
    """Heads who are curators too see as curators."""
    held = frozenset(roles)
    is_curator = Role.CURATOR in held
    if wave.status not in (WaveStatus.OPEN, WaveStatus.CLOSED):
        return Sight(why=NOT_BEGUN)
    is_closed = wave.status == WaveStatus.CLOSED
    if wave.mode == Mode.ANONYMOUS:
        return Sight(figures=is_closed, texts=is_closed, why="" if is_closed else STILL_OPEN)
    if wave.mode == Mode.CONFIDENTIAL and not is_curator:
        return Sight(figures=is_closed, why="" if is_closed else CURATOR_ONLY)
    names = may_see_missing(wave, held)
    return Sight(figures=True, persons=True, missing=names, texts=True, avoided=is_curator, protected=False)
