"""Writing down what one side said of the other."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.banks.models import Mentee, Mentor
from schools.journal.services import record
from schools.models import User

from ..models import Preference


@transaction.atomic
def save_preferences(
    entry: Mentor | Mentee, preferred: Sequence[int], avoided: Sequence[int], by: User | None
) -> list[Preference]:
    """Replace all that this entry of a bank has said. `preferred` are keys of the other bank's entries, the most wished first.

    Raises ValidationError when somebody stands twice, or is not of the same organisation and year. The journal keeps that it
    was written, not what: «лучше не» is between the person and the curator.
    """
    named = [*preferred, *avoided]
    if len(set(named)) < len(named):
        raise ValidationError("Один человек назван дважды. Оставьте одно.")
    by_mentor = isinstance(entry, Mentor)
    other: type[Mentor] | type[Mentee] = Mentee if by_mentor else Mentor
    type(entry)._default_manager.select_for_update().get(pk=entry.pk)
    people = other._default_manager.filter(organisation=entry.organisation_id, year=entry.year).in_bulk(named)
    if len(people) < len(named):
        raise ValidationError("Кого-то из названных уже нет в банке. Обновите страницу.")
    own = {"mentor": entry} if by_mentor else {"mentee": entry}
    Preference.objects.filter(by_mentor=by_mentor, **own).delete()
    rows = [
        Preference(
            organisation_id=entry.organisation_id,
            by_mentor=by_mentor,
            rank=None if key in avoided else preferred.index(key) + 1,
            is_avoided=key in avoided,
            **own,
            **{"mentee" if by_mentor else "mentor": people[key]},
        )
        for key in named
    ]
    Preference.objects.bulk_create(rows)
    record("записаны предпочтения", entry, organisation=entry.organisation, user=by, after={"названо": len(named)})
    return rows
