"""Who has access, who is invited."""

from django.db.models import QuerySet
from django.utils import timezone

from schools.enums import OrganisationLevel
from schools.models import Invitation, Membership, Organisation, User

from .granting import grantable


def invitation_state(invitation: Invitation | None) -> str:
    """One of: open, accepted, cancelled, expired, powerless, unknown.

    Powerless: who made it may no longer give the role. A dismissed head keeps no door through old links.
    """
    if invitation is None:
        return "unknown"
    if invitation.accepted_at:
        return "accepted"
    if invitation.cancelled_at:
        return "cancelled"
    if invitation.expires_at <= timezone.now():
        return "expired"
    return "open" if invitation.role in grantable(invitation.created_by, invitation.organisation) else "powerless"


def places_of(user: User) -> list[Organisation]:
    """Where the user holds a role today, by each organisation's own calendar: those to choose among. One query."""
    near = Membership.objects.near().filter(user=user, organisation__level=OrganisationLevel.LEGAL_ENTITY)
    places = {
        role.organisation.pk: role.organisation
        for role in near.select_related("organisation").order_by("organisation__short_name", "pk")
        if (role.starts is None or role.starts <= role.organisation.today())
        and (role.ends is None or role.ends >= role.organisation.today())
    }
    return list(places.values())


def open_invitations(user, organisation: Organisation) -> QuerySet[Invitation]:
    """Links that still work, newest first."""
    return (
        Invitation.objects.visible_to(user)
        .filter(organisation=organisation, accepted_at=None, cancelled_at=None, expires_at__gt=timezone.now())
        .select_related("person", "created_by")
    )


def roles_given(organisation: Organisation) -> QuerySet[Membership]:
    """Everyone's roles in the organisation, today's and those to come. Behind a gate of its staff."""
    return (
        Membership.objects.filter(organisation=organisation)
        .exclude(ends__lt=organisation.today())
        .select_related("user")
        .order_by("user__full_name", "role")
    )
