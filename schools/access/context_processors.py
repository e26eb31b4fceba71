"""What the shell of every page shows: organisation, year, roles, the user's other organisations."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from schools.enums import Role
from schools.models import Organisation
from schools.years import AcademicYear

from .selectors import places_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """On pages outside an organisation only `places`; nothing is read until a template asks."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"organisation": None, "roles": frozenset(), "places": []}
    places = SimpleLazyObject(lambda: places_of(user, getattr(request, "held", None)))
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return {"organisation": None, "roles": frozenset(), "places": places}
    roles = request.roles  # type: ignore[attr-defined]  # set by the gate
    year = request.year  # type: ignore[attr-defined]  # set by the gate
    return {
        "organisation": organisation,
        "kept": getattr(request, "kept", None),
        "roles": roles,
        "roles_text": ", ".join(role.label for role in Role if role in roles),
        "year": year,
        "years": years_to_choose(organisation, year),
        "places": places,
    }


def years_to_choose(organisation: Organisation, chosen: AcademicYear) -> list[AcademicYear]:
    """Two years back, the current one, the next, and the chosen one wherever it is; newest first."""
    now = organisation.current_year().begins
    return [AcademicYear(begins) for begins in sorted({now - 2, now - 1, now, now + 1, chosen.begins}, reverse=True)]
