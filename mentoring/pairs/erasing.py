"""The pairs of a person whose data are destroyed: who stood with whom and when stays, the words about them go."""

from collections.abc import Iterator

from django.db.models import Q

from schools.destruction import About
from schools.models import Person, User
from schools.traces import Traces, scrub_rows

from .models import Pair, Preference
from .models.pair import PairQuerySet
from .models.preference import PreferenceQuerySet

WORDS = ("reason", "comment", "consent_override")
WHY = "данные уничтожены"


def categories(person: Person) -> Iterator[str]:
    if _pairs_of(person).exists():
        yield "сведения о парах: почему составлены, замечания руководителя"
    if _preferences_of(person).exists():
        yield "предпочтения после общей встречи"


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """That the head allowed a pair without a consent stays known; why does not."""
    pks = list(_pairs_of(person).values_list("pk", flat=True))
    pairs = Pair.objects.filter(pk__in=pks)
    pairs.update(reason="", comment="")
    pairs.exclude(consent_override="").update(consent_override=WHY)
    _preferences_of(person).delete()
    scrub_rows(Pair.objects.filter(organisation=person.organisation), [*WORDS, "decided_as"], traces)
    yield About(Pair, pks, shared=True)


def _pairs_of(person: Person) -> PairQuerySet:
    return Pair.objects.filter(Q(mentor__person=person) | Q(seats__mentee__person=person)).distinct()


def _preferences_of(person: Person) -> PreferenceQuerySet:
    return Preference.objects.filter(Q(mentor__person=person) | Q(mentee__person=person))
