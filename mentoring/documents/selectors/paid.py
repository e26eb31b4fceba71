"""Whom an order on payments may pay: mentors who are here and whose pairs stand in orders and work in its period."""

from datetime import date

from django.db.models import Q, QuerySet

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Person
from schools.papers.models import Document
from schools.years import AcademicYear


def year_of_payments(document: Document) -> AcademicYear:
    return AcademicYear(document.data.get("year") or document.organisation.current_year().begins)


def period_of(document: Document) -> tuple[date, date]:
    """As the draft has it; until it says, from today, or from the first day of a year to come or gone by, to its last."""
    year, today = year_of_payments(document), document.organisation.today()
    first = today if year.start <= today <= year.end else year.start
    starts, ends = document.data.get("starts"), document.data.get("ends")
    return (
        date.fromisoformat(starts) if starts else first,
        date.fromisoformat(ends) if ends else year.end,
    )


def paid_pairs(document: Document) -> QuerySet[Pair]:
    """Pairs of employees in this year's orders, those that ended too."""
    year = year_of_payments(document)
    pairs = Pair.objects.filter(organisation=document.organisation.legal_entity, form__contingent=Contingent.TEACHERS)
    standing = pairs.filter(status__in=[PairStatus.ORDERED, PairStatus.ENDED])
    return standing.touching(year.start, year.end).begun()


def mentors(document: Document) -> QuerySet[Person]:
    """Who may be chosen: mentors of this year's pairs, but for those who left; for work done they may be paid afterwards."""
    return _present(document, paid_pairs(document))


def mentors_at_work(document: Document) -> QuerySet[Person]:
    """Who is chosen to begin with: those whose pair works in the period."""
    return _present(document, working_pairs(document))


def _present(document: Document, pairs: QuerySet[Pair]) -> QuerySet[Person]:
    people = Person.objects.present().filter(organisation=document.organisation.legal_entity)
    return people.filter(pk__in=pairs.values("mentor__person"))


def working_pairs(document: Document) -> QuerySet[Pair]:
    """Pairs that work on some day of the period, whose mentor is here; with mentors and agreements."""
    first, last = period_of(document)
    here = Q(mentor__person__archived_on__isnull=True, mentor__person__destroyed_at__isnull=True)
    at_work = Q(status=PairStatus.ORDERED) | Q(ended_on__gte=first)
    pairs = paid_pairs(document).touching(first, last).filter(here & at_work)
    return pairs.select_related("mentor__person", "agreement", "order", "notice")


def agreements_in_force(document: Document) -> QuerySet[Pair]:
    """Those of them that no order and no hand has ended."""
    return working_pairs(document).filter(status=PairStatus.ORDERED)
