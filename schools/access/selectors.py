"""Who has access, who is invited."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from schools.models import Invitation, Membership, Organisation, Person, User
from schools.russian import normalise_key

from .granting import grantable
from .roles import held_near


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


def places_of(user: User, held: Iterable[Membership] | None = None) -> list[Organisation]:
    """Where the user holds a role today, by each organisation's own calendar: those to choose among.

    One query; none when `held` is what `held_near` has read already.
    """
    roles = held_near(user) if held is None else held
    places = {role.organisation_id: role.organisation for role in roles if role.holds_on(role.organisation.today())}
    return list(places.values())


def open_invitations(user, organisation: Organisation) -> QuerySet[Invitation]:
    """Links that still work, newest first."""
    return (
        Invitation.objects.visible_to(user)
        .filter(organisation=organisation, accepted_at=None, cancelled_at=None, expires_at__gt=timezone.now())
        .select_related("organisation", "person", "created_by")
    )


def roles_given(organisation: Organisation) -> QuerySet[Membership]:
    """Everyone's roles in the organisation, today's and those to come. Behind a gate of its staff."""
    return (
        Membership.objects.filter(organisation=organisation)
        .exclude(ends__lt=organisation.today())
        .select_related("user")
        .order_by("user__full_name", "role")
    )


def accounts_without_cards(organisation: Organisation) -> dict[int, User]:
    """{card: account} of people who sign in here and whose card does not know it: to be joined by a press, never by itself.

    The account holds a role in this very organisation and has no card in it; the card has no account; their full names are
    equal, and no other such account or card bears that name. Two queries. Behind a gate of the organisation's staff.
    """
    place = organisation.legal_entity
    here = Person.objects.present().filter(organisation=place)
    roles = Membership.objects.filter(organisation=place).exclude(ends__lt=place.today())
    loose = User.objects.filter(pk__in=roles.values("user"), is_active=True)
    accounts: dict[str, list[User]] = defaultdict(list)
    for account in loose.exclude(pk__in=here.filter(user__isnull=False).values("user")):
        # One word is no full name: «Администратор» is nobody's.
        if len(account.full_name.split()) > 1:
            accounts[normalise_key(account.full_name)].append(account)
    if not accounts:
        return {}
    cards: dict[str, list[int]] = defaultdict(list)
    for key, card in here.filter(user=None, name_key__in=accounts).values_list("name_key", "pk"):
        cards[key].append(card)
    return {found[0]: accounts[key][0] for key, found in cards.items() if len(found) == len(accounts[key]) == 1}
