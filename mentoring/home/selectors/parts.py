"""What of a plan falls to a user by the own part in mentoring: a mentor of teachers does not do what mentors of pupils do."""

from django.db.models import Q, QuerySet

from mentoring.banks.enums import BankStatus, Contingent
from mentoring.banks.models import Mentee, Mentor
from mentoring.pairs.models import Seat
from mentoring.pairs.selectors.lists import SHOWN_TO_PARTICIPANTS
from roadmaps.enums import ResponsibleRole
from roadmaps.models import Roadmap
from roadmaps.selectors.due import NOBODYS
from schools.models import Organisation, User
from schools.years import AcademicYear

from .contingents import contingent_of, mentees_of, mentors_of


def parts_of(user: User, organisation: Organisation, year: AcademicYear) -> Q:
    """Which rows of `Responsible` are the user's as a mentor or mentee of the year: in plans about the people with whom the
    user works, and in those that do not tell whose they are.

    Two queries for who stands in no bank; the number of others does not grow with people or measures.
    """
    found = NOBODYS
    own = Q(person__user=user, status=BankStatus.CONFIRMED)
    seats = Seat.objects.filter(
        pair__organisation=organisation.legal_entity,
        pair__status__in=SHOWN_TO_PARTICIPANTS,
        pair__starts__lte=year.end,
        pair__ends__gte=year.start,
    )
    sides: tuple[tuple[str, QuerySet[Mentor] | QuerySet[Mentee], Q], ...] = (
        (ResponsibleRole.MENTORS, mentors_of(organisation, year, None), Q(mentor__person__user=user)),
        (ResponsibleRole.MENTEES, mentees_of(organisation, year, None), Q(mentee__person__user=user)),
    )
    plans: dict[Contingent | None, list[int]] | None = None
    for role, bank, seated in sides:
        if not bank.filter(own).exists():
            continue
        entries = mentors_of if role == ResponsibleRole.MENTORS else mentees_of
        works_with = {whose for whose in Contingent if entries(organisation, year, whose).filter(own).exists()}
        works_with |= {Contingent(one) for one in seats.filter(seated).values_list("pair__form__contingent", flat=True)}
        plans = plans if plans is not None else _plans(organisation)
        near = [pk for whose in (None, *works_with) for pk in plans.get(whose, [])]
        found |= Q(role=role, measure__roadmap__in=near)
    return found


def _plans(organisation: Organisation) -> dict[Contingent | None, list[int]]:
    """All plans of the organisation by whose mentoring they are about; None: they do not tell."""
    found: dict[Contingent | None, list[int]] = {}
    for plan in Roadmap.objects.filter(organisation=organisation.legal_entity).only("pattern", "title"):
        found.setdefault(contingent_of(plan), []).append(plan.pk)
    return found
