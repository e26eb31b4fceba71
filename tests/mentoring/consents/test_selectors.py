"""Who owes which consent."""

from datetime import date

import pytest

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import (
    age_on,
    consequences_of_withdrawal,
    is_minor,
    missing_for,
    owed,
    required_purposes,
    signing_note,
)
from tests.world import TODAY, person

pytestmark = pytest.mark.django_db


def signed(card, purpose, **fields):
    return Consent.objects.create(
        organisation=card.organisation,
        person=card,
        purpose=purpose,
        prepared_on=date(2026, 9, 1),
        **{"status": ConsentStatus.SIGNED, "signed_on": date(2026, 9, 2)} | fields,
    )


def test_what_is_required_follows_from_the_part_taken():
    assert required_purposes(False, False) == ()
    assert required_purposes(True, False) == (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)
    assert required_purposes(False, True) == (Purpose.PROCESSING, Purpose.MENTEE_PART)
    assert required_purposes(True, True) == (Purpose.PROCESSING, Purpose.MENTOR_DUTIES, Purpose.MENTEE_PART)


def test_missing_consents_of_many_in_one_query(world, django_assert_num_queries):
    boris, sofya = world.boris_card, world.sofya_card
    signed(boris, Purpose.PROCESSING)
    signed(boris, Purpose.MENTOR_DUTIES, valid_until=date(2026, 9, 10))  # past its term
    signed(sofya, Purpose.PROCESSING)
    signed(sofya, Purpose.MENTEE_PART, valid_until=date(2027, 8, 31))
    asked = {boris.pk: required_purposes(True, False), sofya.pk: required_purposes(False, True)}
    with django_assert_num_queries(1):
        assert missing_for(asked, TODAY) == {boris.pk: [Purpose.MENTOR_DUTIES]}


def test_nobody_owes_nothing_without_a_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert missing_for({}, TODAY) == {}


def test_a_debt_says_how_far_it_has_come(world):
    boris = world.boris_card
    signed(boris, Purpose.PROCESSING, status=ConsentStatus.WITHDRAWN, withdrawn_on=date(2026, 9, 5))
    signed(boris, Purpose.MENTOR_DUTIES, valid_until=date(2026, 9, 10))
    waiting = Consent.objects.create(
        organisation=world.school, person=boris, purpose=Purpose.MENTEE_PART, prepared_on=date(2026, 9, 1)
    )
    debts = owed({boris.pk: required_purposes(True, True), world.sofya_card.pk: [Purpose.PROCESSING]}, TODAY)
    assert [(debt.person_id, debt.purpose, debt.state) for debt in debts] == [
        (boris.pk, Purpose.PROCESSING, "отозвано"),
        (boris.pk, Purpose.MENTOR_DUTIES, "срок истёк"),
        (boris.pk, Purpose.MENTEE_PART, "напечатано, не подписано"),
        (world.sofya_card.pk, Purpose.PROCESSING, "не печаталось"),
    ]
    assert [debt.prepared for debt in debts] == [None, None, waiting, None]


def test_a_consent_signed_later_does_not_count_on_an_earlier_day(world):
    signed(world.boris_card, Purpose.PROCESSING)
    asked = {world.boris_card.pk: [Purpose.PROCESSING]}
    assert missing_for(asked, date(2026, 9, 1)) == {world.boris_card.pk: [Purpose.PROCESSING]}
    assert missing_for(asked, date(2026, 9, 2)) == {}


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 9, 14), date(2026, 9, 14), 18),
        (None, TODAY, None),
    ],
)
def test_full_years(world, born, day, age):
    world.misha_card.birth_date = born
    assert age_on(world.misha_card, day) == age


def test_who_signs(world):
    teenager = person(world.school, "Уваров Лев Ильич", grade="9А", birth_date=date(2012, 1, 1))
    assert signing_note(world.boris_card, TODAY) == ""
    assert signing_note(world.misha_card, TODAY) == "Подписывает законный представитель."
    assert "подросток" in signing_note(teenager, TODAY)
    assert is_minor(person(world.school, "Белый Ян Олегович", "учитель химии"), TODAY) is False


@pytest.mark.parametrize("day", [TODAY, date(2027, 8, 31), date(2027, 9, 1), date(2030, 1, 1)])
def test_a_pupil_without_a_birth_date_does_not_grow_up_when_the_school_year_turns(world, day):
    pupil = person(world.school, "Уваров Лев Ильич", grade="9А")
    assert is_minor(pupil, day) is True


def test_a_former_pupil_with_a_post_signs_for_himself(world):
    back = person(world.school, "Уваров Лев Ильич", "вожатый", grade="11А")
    assert is_minor(back, TODAY) is False
    assert is_minor(back, date(2020, 8, 31)) is True  # before the post began


def test_a_withdrawal_says_what_follows(world):
    said = {purpose: " ".join(consequences_of_withdrawal(signed(world.boris_card, purpose))) for purpose in Purpose}
    expected = {
        Purpose.PROCESSING: ("завершить приказом", "за 30 дней", "за три рабочих дня"),
        Purpose.MENTOR_DUTIES: ("статья 351.8", "завершить приказом"),
        Purpose.MENTEE_PART: ("завершить приказом",),
        Purpose.DISSEMINATION: ("за три рабочих дня", "остаются в силе"),
        Purpose.REPRESENTATIVE: ("за 30 дней", "пока не подпишет другой представитель"),
    }
    assert {purpose: [words for words in expected[purpose] if words not in said[purpose]] for purpose in Purpose} == {
        purpose: [] for purpose in Purpose
    }


def test_consents_are_visible_to_staff_and_to_their_person(world):
    mine = signed(world.boris_card, Purpose.PROCESSING)
    other = signed(world.sofya_card, Purpose.PROCESSING)
    foreign = signed(world.foreign_card, Purpose.PROCESSING)

    def see(user):
        return set(Consent.objects.visible_to(user))

    assert see(world.anna) == see(world.gleb) == {mine, other}
    assert see(world.boris) == {mine}
    assert see(world.vera) == {foreign}
    assert see(world.oleg) == set()
