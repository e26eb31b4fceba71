"""A mother of two takes her own consent back: what follows, who is counted, who is asked. And days of what was public."""

from datetime import date, timedelta

import pytest

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents.selectors.owed import signers_of
from mentoring.documents.selectors.withdrawal import aftermath_of
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.home.selectors.duties import unpublishing_waits
from schools.models import CalendarDay, Organisation, Person, Representation
from tests import world as cast
from tests.mentoring.documents.test_pages import at, body
from tests.mentoring.documents.test_public_and_withdrawn import PAGE, given
from tests.mentoring.home.test_children import approved
from tests.mentoring.home.test_desk import desk
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def mother(world) -> Person:
    """Of Миша, approved in a pair, whose sheets she signed, and of Зоя, whose sheets wait for her."""
    nina = cast.user("nina", "Лебедева Нина Павловна", participant=world.school)
    kin = cast.person(world.school, "Лебедева Нина Павловна", account=nina)
    zoya = cast.person(world.school, "Лебедева Зоя Ивановна", grade="9Б", birth_date=date(2011, 3, 3))
    place = Organisation.objects.get(pk=world.school.pk)
    for child in (world.misha_card, zoya):
        Representation.objects.create(representative=kin, pupil=child, relation="мать")
        entry = cast.mentee(child)
        wanted = [(child, Purpose.PROCESSING), (child, Purpose.MENTEE_PART)]
        sheets = prepare_sheets(place, wanted, YEAR, world.anna).consents
        if child == world.misha_card:
            approved(world, world.mentor, entry)
            for sheet in sheets:
                sign_consent(sheet, TODAY, None, world.anna)
    if not Consent.objects.filter(person=kin).exists():
        prepare_sheets(place, [(kin, Purpose.REPRESENTATIVE)], YEAR, world.anna)
    sign_consent(own_of(kin), TODAY, None, world.anna)
    return kin


def own_of(mother: Person) -> Consent:
    return Consent.objects.get(person=mother, purpose=Purpose.REPRESENTATIVE)


def test_what_follows_names_both_children_the_pair_and_the_sheets(world, mother, enter):
    after = aftermath_of(own_of(mother), world.anna)
    assert plain(after.sentences[1]) == (
        "За Лебедева М. И. и Лебедеву З. И. она больше не подписывает: пока не подпишет другой представитель, новые "
        "приказы с их участием не издать. Изданные остаются."
    )
    assert ([str(pair) for pair in after.held_up], {sheet.person.name for sheet in after.unsigned}) == (
        ["Заяц\u00a0Б.\u00a0Ф. — Лебедев\u00a0М.\u00a0И."],
        {"Зоя"},
    )
    page = plain(body(enter(world.anna).get(at("consent_withdraw", own_of(mother).pk))))
    assert [words in page for words in ("без другого представителя в него не войдут", "Лебедева Зоя Ивановна")] == [
        True,
        True,
    ]


def test_who_took_it_back_is_one_person_and_the_children_are_told_apart(world, mother, enter):
    withdraw_consent(own_of(mother), TODAY, "", world.anna)
    page = plain(body(enter(world.anna).get(at("consent_list"))))
    assert "1 человек отозвал согласие: " in page
    told = page.split("запишите в карточке другого:")[1].split("</div>")[0]
    assert [name in told for name in ("Лебедев Михаил Иванович", "Лебедева Зоя Ивановна", "Черных")] == [
        True,
        True,
        False,
    ]


def test_who_signs_for_nobody_is_asked_for_nothing(world, mother, enter):
    home, sheets = desk("lesnaya"), at("my_consents")
    client = enter(mother.user)
    assert ("Принесите куратору 2" in body(client.get(home)), "Вам осталось" in body(client.get(sheets))) == (
        True,
        True,
    )
    withdraw_consent(own_of(mother), TODAY, "", world.anna)
    for page in (plain(body(client.get(home))), plain(body(client.get(sheets)))):
        assert "другой законный представитель: назовите его куратору" in page
        assert [words for words in ("Принесите", "Вам осталось", "Согласия подписаны.") if words in page] == []


def test_the_day_to_take_down_is_named_before_and_after(world, enter):
    Organisation.objects.filter(pk=world.school.pk).update(public_page=PAGE)
    consent = given(world, purpose=Purpose.DISSEMINATION, items=["name"])
    CalendarDay.objects.create(date=date(2026, 9, 16))  # a day off in the middle
    last = date(2026, 9, 18)
    assert aftermath_of(consent, world.anna).unpublish_by == last
    assert "снять со страницы, — 18 сентября 2026 г." in plain(
        body(enter(world.anna).get(at("consent_withdraw", consent.pk)))
    )
    withdraw_consent(consent, TODAY, "", world.anna)
    signers = signers_of(world.school, YEAR, TODAY, world.anna)
    [wait] = unpublishing_waits(world.school, signers, last)
    assert plain(wait.words).startswith("Заяц Б. Ф.: согласие на распространение отозвано, снимите со страницы")
    assert plain(wait.term) == "срок — по 18 сентября 2026 г."
    assert unpublishing_waits(world.school, signers, last + timedelta(days=1)) == []
