"""Who may give which role. The one place that stands between a curator and the head's chair."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.enums import OrganisationLevel, Role
from schools.models import Membership, Organisation, User
from schools.models.membership import ONLY_ENTITIES

from .roles import roles_in

# An acting head's word ends with the term, so it gives no role that would outlive it.
# The coordinator is the administrator's to appoint.
GRANTS: dict[str, frozenset[str]] = {
    Role.HEAD: frozenset({Role.PARTICIPANT, Role.CURATOR, Role.ACTING_HEAD, Role.HEAD}),
    Role.ACTING_HEAD: frozenset({Role.PARTICIPANT}),
    Role.CURATOR: frozenset({Role.PARTICIPANT}),
}


def grantable(by: User | None, organisation: Organisation) -> frozenset[str]:
    """The roles that `by` may give, and take away, in the organisation today."""
    if by is None or not by.is_active:
        return frozenset()
    if by.is_superuser:
        return frozenset(Role)
    held = roles_in(by, organisation.legal_entity)
    return frozenset().union(*(GRANTS.get(role, frozenset()) for role in held))


def may_renew_password(by: User | None, account: User, organisation: Organisation) -> bool:
    """Whether `by` may make a link that sets a new password for the account."""
    return account.pk in renewable(by, [account], organisation)


def renewable(by: User | None, accounts: Iterable[User], organisation: Organisation) -> set[int]:
    """The ids of those accounts for which `by` may make a link that sets a new password. One query for all.

    Such a link hands over the whole account, so the account may hold nothing that `by` could not give: its roles
    everywhere count, to come included, not only those of today in this organisation.
    """
    if by is None or not by.is_active:
        return set()
    if by.is_superuser:
        return {account.pk for account in accounts}
    place = organisation.legal_entity
    given = grantable(by, place)
    if not given:
        return set()
    plain = {account.pk for account in accounts if not account.is_superuser and not account.is_staff and account != by}
    held = Membership.objects.filter(user__in=plain).exclude(ends__lt=place.today())
    beyond = {
        user
        for user, role, where in held.values_list("user", "role", "organisation")
        if role not in given or where != place.pk
    }
    return plain - beyond


def check_place(organisation: Organisation) -> None:
    """Roles are given in legal entities (offices and regions are such too), never in a branch or unit."""
    if organisation.level != OrganisationLevel.LEGAL_ENTITY:
        raise ValidationError(ONLY_ENTITIES.format(organisation.legal_entity))


@transaction.atomic
def give_role(
    account: User, organisation: Organisation, role: str, starts: date | None = None, ends: date | None = None
) -> Membership:
    """The role for the term; the same role that already covers the term is left as it is.

    Asked twice, also at once, it gives one role. Raises ValidationError for a branch or unit.
    """
    check_place(organisation)
    User.objects.select_for_update(no_key=True).get(pk=account.pk)
    for held in Membership.objects.filter(user=account, organisation=organisation, role=role):
        begins_in_time = held.starts is None or (starts is not None and held.starts <= starts)
        lasts = held.ends is None or (ends is not None and held.ends >= ends)
        if begins_in_time and lasts:
            return held
        if held.starts == starts:
            held.ends = ends
            held.save(update_fields=["ends"])
            return held
    return Membership.objects.create(user=account, organisation=organisation, role=role, starts=starts, ends=ends)
