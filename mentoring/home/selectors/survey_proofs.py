"""What closed waves prove of a roadmap's measures. A running wave proves nothing yet, one that nobody answered never does."""

from collections.abc import Collection, Sequence

from mentoring.banks.enums import Contingent
from mentoring.surveys.enums import AnswerSide, Purpose, WaveStatus
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.waves import Counts
from roadmaps.models import Roadmap
from schools.russian import plural

from .contingents import contingent_of
from .facts import Facts
from .proof import Proof


def needs_surveyed(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """Mentees themselves, or parents for them."""
    return _ended(known, plan, Purpose.REQUEST)


def readiness_surveyed(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    return _ended(known, plan, Purpose.READINESS)


def preferences_asked(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    return _ended(known, plan, Purpose.PREFERENCE)


def interim_surveyed(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """Both sides have answered, in one wave or in two."""
    return _ended(known, plan, Purpose.INTERIM, both=(AnswerSide.MENTOR, AnswerSide.MENTEE))


def before_after(known: Facts, plan: Roadmap | None = None) -> Proof | None:
    """A wave at the end that is compared with an ended one at the beginning; that may lie in an earlier year."""
    whose = contingent_of(plan)
    waves = [wave for wave in _closed(known, whose, Purpose.AFTER) if _is_compared(wave)]
    return _told_of(known, waves)


def _is_compared(wave: Wave) -> bool:
    return wave.before is not None and wave.before.status == WaveStatus.CLOSED


def _ended(known: Facts, plan: Roadmap | None, purpose: str, *, both: Collection[str] = ()) -> Proof | None:
    return _told_of(known, _closed(known, contingent_of(plan), purpose), both)


def _closed(known: Facts, whose: Contingent | None, purpose: str) -> list[Wave]:
    """Of the purpose; for one contingent those that asked somebody of it."""
    waves = [wave for wave in known.closed if wave.purpose == purpose]
    return [wave for wave in waves if wave.pk in known.asked(whose)] if waves and whose else waves


def _told_of(known: Facts, waves: Sequence[Wave], both: Collection[str] = ()) -> Proof | None:
    """`both`: sides of which each must have answered."""
    if not waves:
        return None
    numbers = known.numbers
    answered = [wave for wave in waves if numbers[wave.pk].answered]
    sides = {part.side for wave in answered for part in numbers[wave.pk].parts if part.answered}
    if not answered or not sides.issuperset(both):
        return None
    told = "; ".join(f"«{wave.title}» — {_told(numbers[wave.pk])}" for wave in answered[:3])
    more_words = " и другие" if len(answered) > 3 else ""
    return Proof(f"{plural(len(answered), 'анкетирование', 'анкетирования', 'анкетирования')} {told}{more_words}")


def _told(numbers: Counts) -> str:
    return f"{plural(numbers.answered, 'ответил', 'ответили', 'ответили')} {numbers.answered} из {numbers.asked}"
