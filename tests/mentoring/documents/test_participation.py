"""A person's card tells the part that the person takes: bank, pairs, consents."""

import pytest
from django.urls import reverse

from mentoring.banks.services import add_mentors
from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import withdraw_consent
from mentoring.documents.selectors.participation import part_of
from schools.years import AcademicYear
from tests.mentoring.documents.cast import first_pair
from tests.mentoring.documents.test_pages import body
from tests.mentoring.pairs.cast import consent, propose
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def told(world, user, person) -> list[tuple[str, list[str]]]:
    parts = part_of(user, world.school, AcademicYear(2026), person)
    return [(part.label, [link.words.replace("\u00a0", " ") for link in part.links]) for part in parts]


def card(client, person) -> str:
    return body(client.get(reverse("schools:person_detail", args=["lesnaya", person.pk])))


def test_a_mentor_with_a_pair_is_told_of_bank_pair_and_consents(world):
    pair = propose(world)
    consent(world.boris_card, Purpose.PROCESSING)
    assert told(world, world.anna, world.boris_card) == [
        ("В банке, 2026/27", ["наставник — подтверждён"]),
        ("Пары и группы", [f"{pair} — составляется".replace("\u00a0", " ")]),
        (
            "Согласия",
            ["на обработку персональных данных — подписано", "на выполнение обязанностей наставника — не подписано"],
        ),
    ]


def withdrawn(world, person, purpose=Purpose.PROCESSING):
    consent(person, purpose)
    withdraw_consent(Consent.objects.get(person=person, purpose=purpose), TODAY, "", world.anna)


def test_who_took_processing_back_is_told_so_with_the_last_day_and_is_offered_nothing(world, enter):
    withdrawn(world, world.boris_card)
    parts = dict(told(world, world.anna, world.boris_card))
    assert parts["Согласия"][0] == "на обработку персональных данных — отозвано 14.09.2026"
    assert parts["Уничтожение данных"] == [
        "согласие на обработку персональных данных отозвано 14.09.2026; уничтожить не позднее 14.10.2026"
    ]
    page = card(enter(world.anna), world.boris_card)
    offered = [">В банк наставников<", ">В банк наставляемых<", ">Пригласить<"]
    assert [word in page for word in offered] == [False, False, False]
    assert "в банк не вносят и войти не приглашают" in page
    consent(world.boris_card, Purpose.PROCESSING)
    assert ">В банк наставляемых<" in card(enter(world.anna), world.boris_card)


def test_nobody_is_put_into_a_bank_while_processing_is_taken_back(world):
    withdrawn(world, world.gleb_card)
    done = add_mentors(world.school, 2026, [world.gleb_card], world.anna)
    assert (done.added, done.skipped) == (
        [],
        [(world.gleb_card, "согласие на обработку данных отозвано 14.09.2026")],
    )


def test_somebody_without_a_part_has_none(world):
    assert told(world, world.anna, world.gleb_card) == []
    assert told(world, world.vera, world.boris_card) == []


def test_the_card_links_them_and_does_not_offer_the_bank_again(world, enter):
    pair = first_pair(world)
    page = card(enter(world.anna), world.boris_card)
    for address in (
        reverse("banks:mentor_detail", args=["lesnaya", world.mentor.pk]),
        reverse("pairs:pair_detail", args=["lesnaya", pair.pk]),
    ):
        assert f'<a href="{address}">' in page
    assert f'<a href="{reverse("documents:consent_list", args=["lesnaya"])}?q=' in page
    assert ["В банк наставников" in page, "В банк наставляемых" in page] == [False, True]
    assert "В банк наставников" in card(enter(world.anna), world.sofya_card)


def test_a_participant_sees_no_lines_for_the_staff(world, enter):
    first_pair(world)
    page = card(enter(world.boris), world.boris_card)
    assert ["Заяц Борис Фомич" in page, "Участие в программе" in page] == [True, False]
