"""Joining a sign-in that is there already with the card of the same person."""

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Person, User

from ..selectors import accounts_without_cards

MOVED = (
    "Связать не получилось: карточка и вход тем временем изменились, или имя в них уже не совпадает. "
    "Обновите страницу и посмотрите ещё раз."
)


@transaction.atomic
def tie_account(person: Person, account_id: int, *, by: User) -> User:
    """Join the card with the account that the page has shown beside it, and note it in the journal of the card.

    Only an account with a role in the card's own organisation, of the same full name, when neither could be anybody else
    (`accounts_without_cards`). Raises ValidationError with a sentence when that holds no more.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    account = accounts_without_cards(person.organisation).get(person.pk)
    if account is None or account.pk != account_id:
        raise ValidationError(MOVED)
    # Two cards of one name may be pressed at once: the account is held, and looked at again.
    User.objects.select_for_update(no_key=True).get(pk=account.pk)
    if Person.objects.present().filter(organisation=person.organisation, user=account).exists():
        raise ValidationError(MOVED)
    note_tie(person, account, by)
    return account


def note_tie(person: Person, account: User, by: User) -> None:
    """The card belongs to the account from now on. Within the caller's transaction, the card locked."""
    person.user = account
    person.save(update_fields=["user", "updated_at"])
    after = {"логин": account.username}
    record("карточка связана с входом", person, organisation=person.organisation, user=by, after=after)
