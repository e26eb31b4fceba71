"""Papers issued elsewhere are entered: once each, whatever the form remembers."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere, verify_document
from schools.papers.services.numbering import NumberTaken

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


def test_an_order_issued_on_paper_is_entered_once(world, scan):
    nonce = uuid4()
    for _ in range(2):
        document = enter_elsewhere(
            world.school, "order", " О  наставниках ", "№ 126-А", date(2026, 9, 1), world.anna, scan=scan, nonce=nonce
        )
    assert Document.objects.count() == 1
    assert (document.number, document.title, document.elsewhere) == ("126-А", "О наставниках", True)
    assert document.status == DocumentStatus.ISSUED
    assert verify_document(document)
    with pytest.raises(NumberTaken):
        enter_elsewhere(world.school, "order", "Другой", "126-a", date(2026, 9, 2), world.anna)


@pytest.mark.parametrize("day", [date(2026, 9, 15), date(1026, 9, 1)])
def test_an_order_on_paper_is_not_of_the_future(world, day):
    with pytest.raises(ValidationError):
        enter_elsewhere(world.school, "order", "О наставниках", "1", day, world.anna)


def test_the_next_order_typed_over_a_restored_form_is_another_order(world):
    """The browser brings the form back with the nonce that it was sent with."""
    nonce = uuid4()

    def enter(title: str, number: str, day: date) -> Document:
        return enter_elsewhere(world.school, "order", title, number, day, world.anna, nonce=nonce)

    first = enter("О наставниках", "901", date(2026, 9, 1))
    second = enter("О кураторе", "902", date(2026, 9, 2))
    # A year ago the register had a 901 too.
    third = enter("О положении", "901", date(2025, 9, 1))
    told = Document.objects.order_by("pk").values_list("number", "date", "title")
    assert list(told) == [
        ("901", date(2026, 9, 1), "О наставниках"),
        ("902", date(2026, 9, 2), "О кураторе"),
        ("901", date(2025, 9, 1), "О положении"),
    ]
    assert [first.nonce, second.nonce, third.nonce] == [nonce, None, None]
    assert enter("О наставниках", "№ 901", date(2026, 9, 1)) == first
    with pytest.raises(NumberTaken):  # the second form sent twice by that nonce is no other order
        enter("О кураторе", "902", date(2026, 9, 2))
