"""Roadmaps of an organisation for its list, each with the progress of one year."""

from django.db.models import Count, ExpressionWrapper, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Greatest, Least

from schools.models import Organisation
from schools.russian import normalise_key
from schools.years import AcademicYear

from ..enums import MeasureStatus
from ..models import Roadmap


def roadmaps_of(user, organisation: Organisation, year: AcademicYear) -> QuerySet[Roadmap]:
    """Each with `shown_year` (the chosen year, or the nearest that it covers), `total`, `done` and `not_held` of it."""
    last = ExpressionWrapper(F("begins") + F("years") - Value(1), IntegerField())
    shown = Least(Greatest(Value(year.begins), F("begins"), output_field=IntegerField()), last)
    of_year = Q(measures__occasions__year=F("shown_year"))
    return (
        Roadmap.objects.visible_to(user)
        .filter(organisation=organisation.legal_entity)
        .annotate(shown_year=shown)
        .annotate(
            total=Count("measures__occasions", filter=of_year, distinct=True),
            done=_of_status(of_year, MeasureStatus.DONE),
            not_held=_of_status(of_year, MeasureStatus.NOT_HELD),
        )
    )


def twin_of(organisation: Organisation, title: str, begins: int, *, besides: int | None = None) -> Roadmap | None:
    """Another plan of the organisation with this title and first year, as the eye tells them apart."""
    plans = Roadmap.objects.filter(organisation=organisation.legal_entity, begins=begins).exclude(pk=besides)
    wanted = normalise_key(title)
    return next((one for one in plans.only("title", "organisation") if normalise_key(one.title) == wanted), None)


def _of_status(of_year: Q, status: str) -> Count:
    return Count("measures__occasions", filter=of_year & Q(measures__occasions__status=status), distinct=True)
