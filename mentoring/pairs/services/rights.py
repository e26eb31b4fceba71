"""Who may do what to pairs. Services ask here themselves: a view's gate is not enough for a lawful decision."""

from django.core.exceptions import PermissionDenied

from schools.access.roles import HEADS, STAFF, acts_as, roles_in
from schools.enums import Role
from schools.models import Headship, Organisation, User
from schools.selectors.headship import signer_on


def require_curator(by: User, organisation: Organisation) -> str:
    """The curator forms, submits and ends pairs. Returns in what capacity; raises `PermissionDenied`."""
    if Role.CURATOR not in roles_in(by, organisation):
        raise PermissionDenied("Пары составляет куратор организации.")
    return Role.CURATOR.label


def require_staff(by: User, organisation: Organisation) -> str:
    """Deeds that come with an order: the curator prepares it, the head issues it."""
    roles = roles_in(by, organisation)
    if not roles & STAFF:
        raise PermissionDenied("Пары закрепляют приказом куратор и руководитель организации.")
    return acts_as(roles)


def require_head(by: User, organisation: Organisation) -> str:
    """Only the head, or the acting head within the dates, decides. Returns the post in which: «Директор», «И.о. директора»."""
    roles = roles_in(by, organisation)
    if not roles & HEADS:
        raise PermissionDenied("Решение о парах принимает руководитель организации.")
    today = organisation.today()
    own = Headship.objects.on(today).filter(organisation=organisation.legal_entity, person__user=by).first()
    if own is None and (signer := signer_on(organisation, today)) and signer.is_acting == (Role.HEAD not in roles):
        # The card is not linked to the sign-in, but the role says which of the two heads this is.
        own = signer
    return own.post if own else acts_as(roles)
