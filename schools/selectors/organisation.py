"""Reading the organisation's own facts."""

from django.db.models import Q

from schools.enums import OrganisationLevel
from schools.models import Headship, Organisation
from schools.russian import LABELS, OBLIQUE, Case, decline_organisation


def name_in(organisation: Organisation, which: str, case: Case) -> str:
    """The name in a case; `which` is "full" or "short". A case corrected by hand wins."""
    kept = (organisation.name_cases or {}).get(which, {})
    words = organisation.full_name if which == "full" else organisation.short_name
    return kept.get(case.value) or decline_organisation(words, case)


def name_table(organisation: Organisation) -> list[tuple[str, str, str, bool]]:
    """(case, full name, short name, corrected by hand) for the oblique cases."""
    kept = organisation.name_cases or {}
    return [
        (
            LABELS[case],
            name_in(organisation, "full", case),
            name_in(organisation, "short", case),
            any(case.value in kept.get(which, {}) for which in ("full", "short")),
        )
        for case in OBLIQUE
    ]


def own_units(organisation: Organisation) -> list[Organisation]:
    """Branches and units of a legal entity, with the units of its branches; legal entities below it are not its own."""
    deeper = Q(parent__parent=organisation) & ~Q(parent__level=OrganisationLevel.LEGAL_ENTITY)
    inside = Organisation.objects.filter(Q(parent=organisation) | deeper)
    return list(inside.exclude(level=OrganisationLevel.LEGAL_ENTITY).order_by("pk"))


def headships_of(organisation: Organisation) -> list[Headship]:
    """Everyone who headed, heads or will head, newest first."""
    return list(
        Headship.objects.filter(organisation=organisation).select_related("person__user").order_by("-starts", "-pk")
    )


LETTERHEAD_OWED = {
    "full_name": "полное наименование",
    "address": "адрес",
    "place": "место составления",
}


def letterhead_lacks(organisation: Organisation) -> list[str]:
    """What an order cannot do without (ГОСТ Р 7.0.97, 5.5–5.13) and the letterhead has not yet."""
    return [words for field, words in LETTERHEAD_OWED.items() if not getattr(organisation, field)]
