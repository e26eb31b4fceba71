"""Who may change what belongs to surveys."""

from django.core.exceptions import PermissionDenied

from schools.access.roles import roles_in
from schools.enums import Role
from schools.models import Organisation, User


def require_curator(by: User, organisation: Organisation) -> None:
    """Raise PermissionDenied unless the user is a curator there today."""
    if Role.CURATOR not in roles_in(by, organisation):
        raise PermissionDenied("Анкеты проводит куратор организации.")
