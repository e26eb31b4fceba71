"""What roles a user holds in an organisation."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from schools.enums import OrganisationLevel, Role
from schools.models import Membership, Organisation, User

# Who sees the whole of an organisation.
STAFF = frozenset({Role.CURATOR, Role.HEAD, Role.ACTING_HEAD})
# Who decides and signs.
HEADS = frozenset({Role.HEAD, Role.ACTING_HEAD})
ANYONE = frozenset(Role)


def roles_in(user: User | AnonymousUser, organisation: Organisation) -> frozenset[str]:
    """The roles that hold today in the organisation's own time zone; a role in a legal entity covers its branches.

    A role in a branch counts nowhere: people, letterhead and registers are the legal entity's.
    """
    if not user.is_authenticated:
        return frozenset()
    held = Membership.objects.active(organisation.today()).filter(user=user, organisation=organisation.legal_entity)
    return frozenset(held.values_list("role", flat=True))


def capacity_of(user: User | None, organisation: Organisation) -> str:
    """In whose name the user acts there today, for the journal; empty for a command."""
    return acts_as(roles_in(user, organisation)) if user is not None else ""


def places_of(user: User, roles: Iterable[str]) -> QuerySet[Any, Any]:
    """Keys of the legal entities where the user holds one of the roles today, as a condition of a query (`visible_to`)."""
    return Membership.objects.active().filter(user=user, role__in=list(roles)).values("organisation")


def held_near(user: User | AnonymousUser) -> list[Membership]:
    """All roles of the user in legal entities about today, with their organisations, by name: one query for a whole page."""
    if not user.is_authenticated:
        return []
    near = Membership.objects.near().filter(user=user, organisation__level=OrganisationLevel.LEGAL_ENTITY)
    return list(near.select_related("organisation").order_by("organisation__short_name", "pk"))


def held_in(held: Iterable[Membership], organisation: Organisation) -> frozenset[str]:
    """What `roles_in` would say, out of what `held_near` has read."""
    entity, today = organisation.legal_entity, organisation.today()
    return frozenset(one.role for one in held if one.organisation_id == entity.pk and one.holds_on(today))


def acts_as(roles: Iterable[str]) -> str:
    """In whose name a deed is done, for the journal: the highest role held."""
    for role in (Role.HEAD, Role.ACTING_HEAD, Role.CURATOR, Role.COORDINATOR, Role.PARTICIPANT):
        if role in roles:
            return Role(role).label
    return ""
