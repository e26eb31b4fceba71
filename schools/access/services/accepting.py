"""What happens behind an invitation's link. Reading it changes nothing; accepting it happens once."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import Invitation, Person, User
from schools.russian import normalise_key

from ..granting import give_role, may_renew_password
from ..selectors import invitation_state
from ..tokens import hash_of
from .tying import note_tie

GONE = {
    "accepted": "Этим приглашением уже воспользовались. Войдите с логином и паролем.",
    "cancelled": "Это приглашение отозвали. Попросите у куратора новое.",
    "expired": "Срок приглашения вышел. Попросите у куратора новое.",
    "powerless": "Кто выдал это приглашение, уже не вправе давать эту роль. Попросите новое у руководителя или куратора.",
    "unknown": "Такого приглашения нет. Проверьте, всё ли набрано верно.",
}
BUSY = "С этим адресом уже входит другая учётная запись. Укажите другой или оставьте поле пустым."
TAKEN = "Карточка этого человека уже связана с другой учётной записью. Войдите под ней или обратитесь к руководителю."


def invitation_by(token: str) -> Invitation | None:
    return (
        Invitation.objects.select_related("organisation", "person__user", "created_by")
        .filter(token_hash=hash_of(token))
        .first()
    )


def accept_new(token: str, *, username: str, password: str, email: str = "") -> User:
    """Make the account, link the card, give the role.

    `email` is the address to sign in with, typed by the person: one from the card, which a curator wrote, would let the
    owner of that address take the account over.
    Where the card already has an account, its password is renewed instead, if whoever made the link may do so.
    Raises ValidationError with a Russian sentence.
    """
    try:
        with transaction.atomic():
            invitation, person = _lock(token)
            if person is not None and person.user is not None:
                account = person.user
                if not may_renew_password(invitation.created_by, account, invitation.organisation):
                    raise ValidationError(TAKEN)
                account.set_password(password)
                account.save(update_fields=["password"])
            else:
                account = User(username=username, full_name=invitation.full_name or str(person or ""))
                if email and User.objects.filter(email__iexact=email).exists():
                    raise ValidationError({"email": BUSY})
                account.email = email
                account.set_password(password)
                account.save(force_insert=True)
            _take(invitation, person, account)
            return account
    except IntegrityError as error:
        raise ValidationError({"username": "Такой логин уже занят. Добавьте к нему цифру или букву."}) from error


@transaction.atomic
def accept_as(token: str, account: User) -> User:
    """Add the role to an account that one already has: one human, several organisations."""
    invitation, person = _lock(token)
    if invitation.person_id is None and normalise_key(account.full_name) != normalise_key(invitation.full_name):
        # The link names nobody's card: one of that name is not for an account of another.
        person = None
    if person is not None and person.user_id not in (None, account.pk):
        raise ValidationError(TAKEN)
    if person is not None:
        twin = Person.objects.present().filter(organisation=invitation.organisation, user=account).exclude(pk=person.pk)
        if twin.exists():
            raise ValidationError(
                f"Ваша учётная запись уже связана с карточкой «{twin[0].full_name}» этой организации. "
                f"Если карточек две, попросите куратора объединить их."
            )
    _take(invitation, person, account)
    return account


def _lock(token: str) -> tuple[Invitation, Person | None]:
    """The card first, then the link: archiving takes them in the same order."""
    links = Invitation.objects.filter(token_hash=hash_of(token))
    person = Person.objects.select_for_update(no_key=True).filter(pk__in=links.values("person")).first()
    invitation = links.select_for_update().first()
    state = invitation_state(invitation)
    if invitation is None or state != "open":
        raise ValidationError(GONE[state])
    if person is None:
        return invitation, _only_card(invitation)
    if person.archived_on or person.destroyed_at:
        raise ValidationError(GONE["cancelled"])
    return invitation, person


def _only_card(invitation: Invitation) -> Person | None:
    """The card of someone invited before there were cards: the only one of that name that nobody signs in for."""
    cards = (
        Person.objects.select_for_update(no_key=True)
        .present()
        .filter(organisation=invitation.organisation, name_key=normalise_key(invitation.full_name), user=None)
    )
    found = list(cards[:2])
    return found[0] if len(found) == 1 else None


def _take(invitation: Invitation, person: Person | None, account: User) -> None:
    if person is not None and person.user_id is None:
        if invitation.person_id is None:
            # The link was made before the card: that they are one person is noted.
            note_tie(person, account, account)
        else:
            person.user = account
            person.save(update_fields=["user", "updated_at"])
    give_role(account, invitation.organisation, invitation.role, invitation.role_starts, invitation.role_ends)
    invitation.accepted_at = timezone.now()
    invitation.accepted_by = account
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record(
        "принято приглашение",
        invitation,
        organisation=invitation.organisation,
        user=account,
        after={"роль": invitation.get_role_display(), "логин": account.username},
    )
