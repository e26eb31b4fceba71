"""What closed waves prove of a roadmap's measures. A running wave proves nothing yet, one that nobody answered never does."""

from collections.abc import Collection

from django.db.models import Q

from mentoring.surveys.enums import AnswerSide, Purpose, WaveStatus
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.selectors.waves import Counts, counts_of
from roadmaps.models import Roadmap
from schools.models import Organisation
from schools.russian import plural
from schools.years import AcademicYear

from .contingents import contingent_of, people_of
from .proof import Proof


def needs_surveyed(organisation: Organisation, year: AcademicYear, plan: Roadmap | None = None) -> Proof | None:
    """Mentees themselves, or parents for them."""
    return _ended(organisation, year, plan, Purpose.REQUEST)


def readiness_surveyed(organisation: Organisation, year: AcademicYear, plan: Roadmap | None = None) -> Proof | None:
    return _ended(organisation, year, plan, Purpose.READINESS)


def preferences_asked(organisation: Organisation, year: AcademicYear, plan: Roadmap | None = None) -> Proof | None:
    return _ended(organisation, year, plan, Purpose.PREFERENCE)


def interim_surveyed(organisation: Organisation, year: AcademicYear, plan: Roadmap | None = None) -> Proof | None:
    """Both sides have answered, in one wave or in two."""
    return _ended(organisation, year, plan, Purpose.INTERIM, both=(AnswerSide.MENTOR, AnswerSide.MENTEE))


def before_after(organisation: Organisation, year: AcademicYear, plan: Roadmap | None = None) -> Proof | None:
    """A wave at the end that is compared with an ended one at the beginning; that may lie in an earlier year."""
    return _ended(organisation, year, plan, Purpose.AFTER, before__status=WaveStatus.CLOSED)


def _ended(
    organisation: Organisation,
    year: AcademicYear,
    plan: Roadmap | None,
    purpose: str,
    *,
    both: Collection[str] = (),
    **more: object,
) -> Proof | None:
    waves = Wave.objects.filter(
        organisation=organisation.legal_entity, year=year.begins, purpose=purpose, status=WaveStatus.CLOSED, **more
    )
    if whose := contingent_of(plan):
        people = people_of(organisation, year, whose)
        # A parent answers about a child.
        asked = Ticket.objects.filter(Q(person__in=people) | Q(about__in=people))
        waves = waves.filter(pk__in=asked.values("wave"))
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
