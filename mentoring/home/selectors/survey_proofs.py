"""What closed waves prove of a roadmap's measures. A running wave proves nothing yet, one that nobody answered never does."""

from collections.abc import Collection

from mentoring.surveys.enums import AnswerSide, Purpose, WaveStatus
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.waves import Counts, counts_of
from schools.models import Organisation
from schools.russian import plural
from schools.years import AcademicYear

from .proof import Proof


def needs_surveyed(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """Mentees themselves, or parents for them."""
    return _ended(organisation, year, Purpose.REQUEST)


def readiness_surveyed(organisation: Organisation, year: AcademicYear) -> Proof | None:
    return _ended(organisation, year, Purpose.READINESS)


def preferences_asked(organisation: Organisation, year: AcademicYear) -> Proof | None:
    return _ended(organisation, year, Purpose.PREFERENCE)


def interim_surveyed(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """Both sides have answered, in one wave or in two."""
    return _ended(organisation, year, Purpose.INTERIM, both=(AnswerSide.MENTOR, AnswerSide.MENTEE))


def before_after(organisation: Organisation, year: AcademicYear) -> Proof | None:
    """A wave at the end that is compared with an ended one at the beginning; that may lie in an earlier year."""
    return _ended(organisation, year, Purpose.AFTER, before__status=WaveStatus.CLOSED)


def _ended(
    organisation: Organisation, year: AcademicYear, purpose: str, *, both: Collection[str] = (), **more: object
) -> Proof | None:
    waves = Wave.objects.filter(
        organisation=organisation.legal_entity, year=year.begins, purpose=purpose, status=WaveStatus.CLOSED, **more
    )
    rows = list(waves.select_related("organisation").order_by("closed_at", "pk"))
    numbers = counts_of(rows)
    answered = [wave for wave in rows if numbers[wave.pk].answered]
    sides = {part.side for wave in answered for part in numbers[wave.pk].parts if part.answered}
    if not answered or not sides.issuperset(both):
        return None
    told = "; ".join(f"«{wave.title}» — {_told(numbers[wave.pk])}" for wave in answered[:3])
    more_words = " и другие" if len(answered) > 3 else ""
    return Proof(f"{plural(len(answered), 'анкетирование', 'анкетирования', 'анкетирования')} {told}{more_words}")


def _told(numbers: Counts) -> str:
    return f"{plural(numbers.answered, 'ответил', 'ответили', 'ответили')} {numbers.answered} из {numbers.asked}"
