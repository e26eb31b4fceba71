"""An order on pupils waits for the sheets of minors and of those who sign for them; the head never lets a minor in without."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.consents.enums import Purpose
from mentoring.consents.services import sign_consent
from mentoring.documents.selectors.obstacles import obstacles_of
from mentoring.documents.services.marks import why_kept
from mentoring.pairs.services import PairsRefused, override_consent
from schools.models import Person, Representation
from tests import world as cast
from tests.mentoring.documents.cast import approved, drafted, issue, signed
from tests.mentoring.documents.test_consents_of_minors import all_signed, link, sheets
from tests.mentoring.pairs.cast import form
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(world) -> Representation:
    return link(world, world.misha_card, "Лебедева Нина Павловна", "мать")


@pytest.fixture
def misha(world, mother):
    return cast.mentee(world.misha_card)


def pupils_order(world, misha):
    signed(world.boris_card)
    return drafted(world, approved(world, world.mentor, misha, form=form("teacher-pupil")), contingent="pupils")


def told(document) -> list[tuple[str, bool]]:
    return [(one.message.replace("\u00a0", " "), one.blocks) for one in obstacles_of(document, TODAY)]


def test_the_order_waits_for_the_representatives_own_sheet_too(world, misha, mother):
    order = pupils_order(world, misha)
    for consent in sheets(world, world.misha_card).consents:
        sign_consent(consent, TODAY, None, world.anna)
    assert told(order) == [
        ("Лебедев М. И.: на 14.09.2026 нет согласия на обработку данных законного представителя.", True)
    ]
    with pytest.raises(ValidationError, match="нет согласия на обработку данных законного представителя"):
        issue(order, world.anna)
    [own] = sheets(world, mother.representative, [Purpose.REPRESENTATIVE]).consents
    own = sign_consent(own, TODAY, None, world.anna)
    assert told(order) == []
    assert why_kept(own) == ""
    assert issue(order, world.anna).number
    # The order rests on what the mother signed for herself, too.
    assert why_kept(own).replace("\u00a0", " ") == (
        "Лебедева Н. П., согласие на обработку данных законного представителя: на это согласие уже опирается изданный "
        "приказ."
    )


def test_the_head_never_lets_a_minor_in_without_them(world, misha, mother):
    order = pupils_order(world, misha)
    pair = misha.seats.get().pair
    with pytest.raises(PairsRefused, match="несовершеннолетнего без согласия закреплять нельзя"):
        override_consent(pair, "очень нужно", world.gleb)
    assert [blocks for _, blocks in told(order)] == [True]


def test_outgrown_consents_hold_up_the_order(world, misha, mother):
    order = pupils_order(world, misha)
    all_signed(world, mother)
    assert told(order) == []
    Person.objects.filter(pk=world.misha_card.pk).update(birth_date=date(2008, 9, 14))
    assert told(order) == [
        (
            "Лебедев М. И.: на 14.09.2026 нет согласий на обработку персональных данных, на участие в наставничестве.",
            True,
        )
    ]
