"""What the database holds by itself."""

import pytest
from django.db import IntegrityError, transaction

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentorStrength
from tests.world import TODAY, YEAR

from .cards import put, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("mentor_within_limit", {"load": 3}),
        ("mentor_within_limit", {"capacity": 1, "load": 2}),
        ("mentor_takes_somebody", {"capacity": 0}),
        ("mentor_hours_within_week", {"hours_per_week": 41}),
        ("mentor_confirmed_has_date", {"confirmed_on": None}),
        ("mentor_withdrawn_has_date", {"status": BankStatus.WITHDRAWN, "withdrawal_reason": "отпуск"}),
        ("mentor_withdrawn_has_reason", {"status": BankStatus.WITHDRAWN, "withdrawn_on": TODAY}),
    ],
)
def test_the_database_keeps_a_mentors_limits(world, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Mentor.objects.filter(pk=world.mentor.pk).update(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("mentee_confirmed_has_date", {"confirmed_on": None}),
        ("mentee_withdrawn_has_date", {"status": BankStatus.WITHDRAWN, "withdrawal_reason": "отпуск"}),
        ("mentee_withdrawn_has_reason", {"status": BankStatus.WITHDRAWN, "withdrawn_on": TODAY}),
        ("mentee_experience_within_life", {"experience_years": 71}),
    ],
)
def test_the_database_keeps_a_mentees_limits(world, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Mentee.objects.filter(pk=world.mentee.pk).update(**fields)


@pytest.mark.parametrize("model", [Mentor, Mentee])
def test_the_database_keeps_one_entry_a_year(world, model):
    put(model, world, BankStatus.CANDIDATE)
    twin = model(organisation=world.school, person=world.gleb_card, year=YEAR, entered_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_the_database_keeps_each_line_once(world):
    subject = topic("предмет")
    MentorStrength.objects.create(mentor=world.mentor, topic=subject, detail="Физика")
    MenteeRequest.objects.create(mentee=world.mentee, topic=subject, detail="Физика")
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorStrength.objects.create(mentor=world.mentor, topic=subject, detail="физика ")
    with pytest.raises(IntegrityError), transaction.atomic():
        MenteeRequest.objects.create(mentee=world.mentee, topic=subject, detail="физика ")
    with pytest.raises(IntegrityError, match="request_priority_known"), transaction.atomic():
        MenteeRequest.objects.update(priority=7)


def test_a_seat_cannot_push_a_mentor_over_the_limit(world):
    """The limit stands whoever writes: here the pairs' counter, past every form."""
    Mentor.objects.filter(pk=world.mentor.pk).update(load=world.mentor.capacity)
    mentor = Mentor.objects.get(pk=world.mentor.pk)
    mentor.load += 1
    with pytest.raises(IntegrityError, match="mentor_within_limit"), transaction.atomic():
        mentor.save()
