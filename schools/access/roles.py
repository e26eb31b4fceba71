"""What roles a user holds in an organisation."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from schools.enums import Role
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


def acts_as(roles: Iterable[str]) -> str:
    """In whose name a deed is done, for the journal: the highest role held."""
    for role in (Role.HEAD, Role.ACTING_HEAD, Role.CURATOR, Role.COORDINATOR, Role.PARTICIPANT):
        if role in roles:
            return Role(role).label
    return ""
