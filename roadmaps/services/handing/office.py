"""Who hands down what to whom."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from schools.models import Organisation

from ...models import Measure, Roadmap


def refuse_foreign(roadmap: Roadmap, measures: Sequence[Measure], schools: Sequence[Organisation]) -> None:
    """Only an office hands down, only its own measures, only to its own schools; `PermissionDenied` otherwise."""
    office = roadmap.organisation
    if (
        not roadmap.is_municipal
        or any(measure.roadmap_id != roadmap.pk for measure in measures)
        or any(school.parent_id != office.pk for school in schools)
    ):
        raise PermissionDenied("Мероприятия спускает орган управления образованием, и только своим организациям.")
