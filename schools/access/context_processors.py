"""What the shell of every page shows: organisation, year, roles."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return {"organisation": None, "roles": frozenset()}
    return {"organisation": organisation, "roles": request.roles, "year": request.year}
