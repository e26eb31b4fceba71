"""Who has access, who is invited."""

from django.db.models import QuerySet
from django.utils import timezone

from schools.models import Invitation, Membership, Organisation


def invitation_state(invitation: Invitation | None) -> str:
    """One of: open, accepted, cancelled, expired, unknown."""
    if invitation is None:
        return "unknown"
    if invitation.accepted_at:
        return "accepted"
    if invitation.cancelled_at:
        return "cancelled"
    return "expired" if invitation.expires_at <= timezone.now() else "open"


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
