"""Who may do what to a plan. Services ask here themselves: a view's gate is not enough."""

from django.core.exceptions import PermissionDenied

from schools.access.roles import HEADS, acts_as, roles_in
from schools.enums import Role
from schools.models import Organisation, User

from ..models import Measure, Responsible
from ..roles import EDITORS, OFFICES


def editing_roles(organisation: Organisation) -> frozenset[str]:
    """Who writes the plan: the curator of an organisation, in a municipal office its coordinator too."""
    entity = organisation.legal_entity
    return EDITORS if entity.kind in OFFICES else frozenset({Role.CURATOR})


def require_editor(by: User | None, organisation: Organisation) -> str:
    """Returns in what capacity, for the journal; raises `PermissionDenied`. Nobody (None) is the installation's own command."""
    if by is None:
        return ""
    roles = roles_in(by, organisation) & editing_roles(organisation)
    if not roles:
        raise PermissionDenied("Дорожную карту составляет и правит куратор организации.")
    return acts_as(roles)


def may_edit(by: User, organisation: Organisation) -> bool:
    return bool(roles_in(by, organisation) & editing_roles(organisation))


def require_doer(by: User | None, measure: Measure) -> str:
    """Who reports on a measure: the editors, the head, and those whom the measure names. Returns in what capacity."""
    if by is None:
        return ""
    organisation = measure.roadmap.organisation
    roles = roles_in(by, organisation)
    if reporting := roles & (editing_roles(organisation) | HEADS):
        return acts_as(reporting)
    if Responsible.objects.filter(measure=measure, person__user=by).exists():
        return "ответственный"
    raise PermissionDenied("Отмечать это мероприятие могут куратор, руководитель и те, кто за него отвечает.")
