"""What tests of the banks put into them."""

from datetime import date

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentor, Topic
from tests.world import YEAR


def topic(name: str) -> Topic:
    return Topic.objects.get(name=name)


def card(mentor: Mentor, **changed):
    """Everything that `save_mentor` asks for, as an untouched card has it."""
    fields = {
        "capacity": mentor.capacity,
        "hours_per_week": None,
        "achievements": "",
        "interests": "",
        "forms": [],
        "kinds": [],
        "strengths": [],
    }
    return fields | changed


def put(model, world, status):
    model.objects.filter(person=world.gleb_card).delete()
    return model.objects.create(
        organisation=world.school,
        person=world.gleb_card,
        year=YEAR,
        entered_on=date(2026, 9, 1),
        status=status,
        confirmed_on=date(2026, 9, 2) if status == BankStatus.CONFIRMED else None,
        withdrawn_on=date(2026, 9, 3) if status == BankStatus.WITHDRAWN else None,
        withdrawal_reason="уволился" if status == BankStatus.WITHDRAWN else "",
    )
