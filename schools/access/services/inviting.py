"""Making and cancelling invitations, taking a role away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from schools.enums import Role
from schools.journal.services import record
from schools.models import Invitation, Membership, Organisation, Person, User

from ..granting import grantable, may_renew_password
from ..logins import propose_logins
from ..tokens import hash_of, new_token

TERM = timedelta(days=30)
NOT_YOURS = "Эту роль выдаёт руководитель организации или администратор установки."


@dataclass(frozen=True)
class Slip:
    """What is printed or mailed once; the token is nowhere else."""

    invitation: Invitation
    token: str
    login: str
    name: str


@transaction.atomic
def invite(
    organisation: Organisation,
    people: Iterable[Person],
    role: str,
    *,
    by: User,
    starts: date | None = None,
    ends: date | None = None,
    again: bool = False,
) -> tuple[list[Slip], list[tuple[Person, str]]]:
    """One-time links for people of the organisation; earlier open links to the same role are cancelled.

    Returns the slips and those passed over, with reasons. With `again` also for those who already have an account:
    their link sets a new password. Raises ValidationError when `by` may not give the role.
    """
    place = organisation.legal_entity
    if role not in grantable(by, place):
        raise ValidationError(NOT_YOURS)
    check_term(role, starts, ends)
    chosen: list[Person] = []
    passed: list[tuple[Person, str]] = []
    for person in people:
        reason = _obstacle(place, person, role, by, again)
        if reason:
            passed.append((person, reason))
        else:
            chosen.append(person)
    cancel_open(Invitation.objects.filter(organisation=place, person__in=chosen, role=role), by)
    logins = propose_logins([person.full_name for person in chosen])
    slips = []
    for person, login in zip(chosen, logins, strict=True):
        invitation, token = _create(place, role, by, starts, ends, person=person, email=person.email)
        known = person.user.username if person.user else login
        slips.append(Slip(invitation, token, known, person.full_name))
    return slips, passed


@transaction.atomic
def invite_head(
    organisation: Organisation,
    full_name: str,
    role: str,
    *,
    by: User,
    email: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> Slip:
    """The first person of a new organisation, who has no card yet. For the administrator of the installation."""
    place = organisation.legal_entity
    if role not in grantable(by, place):
        raise ValidationError(NOT_YOURS)
    check_term(role, starts, ends)
    full_name = " ".join(full_name.split())
    if not full_name:
        raise ValidationError("Напишите фамилию, имя и отчество того, кого приглашаете.")
    cancel_open(Invitation.objects.filter(organisation=place, person=None, full_name=full_name, role=role), by)
    invitation, token = _create(place, role, by, starts, ends, full_name=full_name, email=email)
    return Slip(invitation, token, propose_logins([full_name])[0], full_name)


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, by: User) -> None:
    """The link stops working. A used one cannot be cancelled: take the role away instead."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.role not in grantable(by, invitation.organisation):
        raise ValidationError(NOT_YOURS)
    if invitation.accepted_at:
        raise ValidationError("Приглашением уже воспользовались. Если человек не должен входить, снимите с него роль.")
    cancel_open(Invitation.objects.filter(pk=invitation.pk), by)


@transaction.atomic
def end_role(membership: Membership, *, by: User) -> None:
    """Take a role away from today. One's own role stays, lest an organisation be left without its head.

    Open links that would give the role back to the person go out with it, and those that the person made and may make
    no longer.
    """
    place, account, role = membership.organisation, membership.user, membership.role
    links = Invitation.objects.filter(organisation=place)
    to_them, by_them = links.filter(person__user=account, role=role), links.filter(created_by=account)
    # Links are locked before roles, as in accepting one.
    touched = [*to_them.values_list("pk", flat=True), *by_them.filter(accepted_at=None).values_list("pk", flat=True)]
    list(links.select_for_update().filter(pk__in=touched).order_by("pk"))
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.role not in grantable(by, place):
        raise ValidationError(NOT_YOURS)
    if membership.user_id == by.pk:
        raise ValidationError("Свою роль снять нельзя. Попросите другого руководителя или администратора.")
    before = {"роль": membership.get_role_display(), "кто": membership.user.get_full_name()}
    record("снята роль", membership, organisation=place, user=by, before=before)
    membership.delete()
    cancel_open(to_them, by)
    cancel_open(by_them.exclude(role__in=grantable(account, place)), by)


def mail_slips(slips: Sequence[Slip], addresses: Sequence[str]) -> list[Slip]:
    """Send the links to those with an e-mail, when a mail server is configured. Returns those that were sent.

    `addresses` are the full addresses of the links, in the order of the slips. Never inside a transaction.
    """
    if not settings.MAIL_HOST:
        return []
    sent = []
    for slip, address in zip(slips, addresses, strict=True):
        if not slip.invitation.email:
            continue
        place = slip.invitation.organisation.short_name
        body = (
            f"Здравствуйте, {slip.name}!\n\n{place} приглашает вас в «Наставничество».\n"
            f"Откройте ссылку и придумайте пароль:\n\n{address}\n\n"
            f"Логин, который мы предлагаем: {slip.login}\n"
            f"Ссылка одноразовая, действует до {slip.invitation.last_day:%d.%m.%Y}.\n"
        )
        # Whoever got no letter gets the slip: they are printed anyway, and the page says who that is.
        try:
            mail.EmailMessage(f"Приглашение: {place}", body, to=[slip.invitation.email]).send()
        except (SMTPException, ValueError):
            # One wrong address is no reason to leave the others without letters.
            continue
        except OSError:
            # The server is silent: each of the rest would wait as long.
            break
        sent.append(slip)
    return sent


def check_term(role: str, starts: date | None, ends: date | None) -> None:
    if role == Role.ACTING_HEAD and not (starts and ends):
        raise ValidationError("У исполняющего обязанности укажите первый и последний день.")
    if starts and ends and ends < starts:
        raise ValidationError("Последний день раньше первого. Поправьте даты.")


def _obstacle(place: Organisation, person: Person, role: str, by: User, again: bool) -> str:
    if person.organisation_id != place.pk or person.archived_on or person.destroyed_at:
        return "нет среди действующих карточек организации"
    if person.user is None:
        return ""
    if again:
        if may_renew_password(by, person.user, place):
            return ""
        return "новую ссылку этому человеку выдаёт руководитель или администратор"
    if Membership.objects.active(place.today()).filter(user=person.user, organisation=place, role=role).exists():
        return "уже входит с этой ролью"
    return ""


def _create(
    place: Organisation, role: str, by: User, starts: date | None, ends: date | None, **whom: object
) -> tuple[Invitation, str]:
    token = new_token()
    invitation = Invitation.objects.create(
        organisation=place,
        role=role,
        role_starts=starts,
        role_ends=ends,
        token_hash=hash_of(token),
        created_by=by,
        expires_at=timezone.now() + TERM,
        **whom,
    )
    record("выдано приглашение", invitation, organisation=place, user=by, after={"роль": invitation.get_role_display()})
    return invitation, token


def cancel_open(invitations: QuerySet[Invitation], by: User | None) -> None:
    """Those of the links that nobody has used yet stop working. Within the caller's transaction."""
    waiting = invitations.filter(accepted_at=None, cancelled_at=None).order_by("pk").values_list("pk", flat=True)
    # Locked by their ids: PostgreSQL locks no rows of an outer join.
    for old in Invitation.objects.select_for_update().filter(pk__in=list(waiting)).order_by("pk"):
        if old.accepted_at or old.cancelled_at:
            continue
        old.cancelled_at = timezone.now()
        old.save(update_fields=["cancelled_at"])
        record("отозвано приглашение", old, organisation=old.organisation, user=by)
