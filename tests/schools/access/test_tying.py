"""An account given by name and the card brought later by a list: joined by one press, never by themselves."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schools.access.selectors import accounts_without_cards
from schools.access.services import accept_as, accept_new, invite, invite_head, tie_account
from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Membership, Person
from tests.schools.staff_files import load, staff_file
from tests.world import person, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
NAME = "Баирова Сэсэг Дашиевна"
OFFER = "Связать с карточкой"


def page(name: str, *args, place: str = "lesnaya") -> str:
    return reverse(f"schools:{name}", args=[place, *args])


@pytest.fixture
def account(world):
    return user("bairova", NAME, head=world.school)


@pytest.fixture
def card(world, account) -> Person:
    return person(world.school, NAME, "директор")


@pytest.fixture
def anna(world, enter):
    return enter(world.anna)


def test_the_access_page_and_the_card_offer_it_and_one_press_does_it(world, anna, account, card):
    assert anna.get(page("invitation_list")).text.count(OFFER) == 1
    shown = anna.get(page("person_detail", card.pk)).text
    assert [OFFER in shown, "Вход «bairova» выписан на то же имя" in shown] == [True, True]
    card.refresh_from_db()
    assert card.user is None
    sent = anna.post(page("account_tie", card.pk), {"account": account.pk}, follow=True)
    assert "Карточка «Баирова Сэсэг Дашиевна» связана с входом «bairova»." in sent.text
    assert OFFER not in sent.text
    card.refresh_from_db()
    assert card.user == account
    entry = Entry.objects.get(deed="карточка связана с входом")
    assert (entry.user, entry.after) == (world.anna, {"логин": "bairova"})


def test_whoever_enters_already_is_not_among_those_to_invite(anna, account, card):
    shown = anna.get(page("invitation_create"))
    assert NAME not in [one.full_name for one in shown.context["page_obj"]]
    assert f"вход не связан с карточкой: {NAME}." in shown.text
    # From the card of a namesake one may still be invited, knowingly.
    asked = anna.post(page("invitation_create"), {"ids": [card.pk]}).text
    assert ["с этим именем уже входят" in asked, f'value="{card.pk}" checked' in asked] == [True, False]


def test_a_list_that_brings_the_card_says_that_the_person_enters_already(world, anna, account):
    loaded = load(
        world.school,
        world.anna,
        staff_file((NAME, "15.07.1978", "директор"), ("Гоголь Любовь Ивановна", "", "учитель")),
    )
    assert Person.objects.get(surname="Баирова").user is None
    shown = anna.get(page("import_preview", loaded.pk)).text
    assert f"вход ещё не связан с карточкой: {NAME}." in shown


def test_nothing_is_offered_where_somebody_else_may_be_meant(world, account, card):
    assert accounts_without_cards(world.school) == {card.pk: account}
    namesake = person(world.school, NAME, "учитель музыки")
    assert accounts_without_cards(world.school) == {}
    namesake.delete()
    other = user("bairova2", NAME, participant=world.school)
    assert accounts_without_cards(world.school) == {}
    other.delete()
    person(world.school, "Баирова Эржена Дашиевна", "учитель", account=account)
    assert accounts_without_cards(world.school) == {}


def test_an_account_of_another_organisation_is_never_offered(world, enter, account):
    foreign = person(world.foreign, NAME, "учитель")
    assert accounts_without_cards(world.foreign) == {}
    with pytest.raises(ValidationError):
        tie_account(foreign, account.pk, by=world.vera)
    assert enter(world.gleb).post(page("account_tie", foreign.pk), {"account": account.pk}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.user is None


def test_a_press_for_another_account_than_the_one_shown_is_refused(world, anna, account, card):
    for wrong in (world.boris.pk, "", "head"):
        sent = anna.post(page("account_tie", card.pk), {"account": wrong}, follow=True)
        assert "Связать не получилось" in sent.text
    Membership.objects.filter(user=account).delete()
    with pytest.raises(ValidationError):
        tie_account(card, account.pk, by=world.anna)
    card.refresh_from_db()
    assert card.user is None
    assert not Entry.objects.filter(deed="карточка связана с входом").exists()


def test_a_card_found_while_accepting_is_noted_and_never_given_to_an_account_of_another_name(world):
    slip = invite_head(world.foreign, "Горячая Зоя Саввична", Role.HEAD, by=world.admin)
    accept_as(slip.token, world.boris)
    assert not Person.objects.filter(organisation=world.foreign, user=world.boris).exists()
    slip = invite_head(world.foreign, "Горячая Зоя Саввична", Role.HEAD, by=world.admin)
    accept_new(slip.token, username="zoya", password="сирень-цветёт-7")
    assert Entry.objects.get(deed="карточка связана с входом").after == {"логин": "zoya"}


def test_people_are_counted_once_however_many_roles_they_hold(world, anna):
    Membership.objects.create(user=world.gleb, organisation=world.school, role=Role.CURATOR)
    shown = " ".join(anna.get(page("invitation_list")).text.replace("\u00a0", " ").split())
    assert 'Входят <span class="quiet">5 человек, у них 6 ролей</span>' in shown


def test_slip_letter_and_page_name_the_same_last_day(world, client, anna):
    """By the clock of the organisation: five hours before Moscow the day is another one."""
    guest = person(world.school, "Гостева Ия Павловна", "учитель")
    [slip] = invite(world.school, [guest], Role.PARTICIPANT, by=world.anna)[0]
    slip.invitation.expires_at = datetime(2026, 12, 22, 18, 30, tzinfo=UTC)
    slip.invitation.save()
    assert "действует до 23.12.2026." in client.get(reverse("invitation", args=[slip.token])).text
    assert '<td class="c-meta num">23.12.2026</td>' in anna.get(page("invitation_list")).text
