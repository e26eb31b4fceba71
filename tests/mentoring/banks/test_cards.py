"""What a mentor can give and a mentee needs."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from mentoring.banks.enums import Priority, RequestSource
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentor, MentoringForm, Topic
from mentoring.banks.services import save_mentee, save_mentor
from schools.journal.models import Entry

from .cards import card, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_a_mentors_card_is_written_whole_and_journaled_by_differences(world):
    form = MentoringForm.objects.get(code="teacher-teacher")
    mentor = save_mentor(
        world.mentor,
        **card(
            world.mentor,
            capacity=3,
            hours_per_week=Decimal("1.5"),
            achievements=" призёр ",
            forms=[form],
            strengths=[StrengthLine(topic("предмет"), "Физика"), StrengthLine(topic("предмет"), " физика ")],
        ),
        by=world.anna,
    )
    mentor.refresh_from_db()
    assert (mentor.capacity, mentor.hours_per_week, mentor.achievements) == (3, Decimal("1.5"), "призёр")
    assert [str(line) for line in mentor.strengths.all()] == ["предмет: физика"]
    journal = Entry.objects.get(subject_type="banks.mentor")
    assert journal.before == {
        "сколько готов взять": 2,
        "часов в неделю": None,
        "достижения": "",
        "формы": [],
        "сильные стороны": [],
    }
    assert journal.after["сильные стороны"] == ["предмет: физика"]


def test_saving_nothing_new_leaves_no_trace_and_keeps_the_rows(world):
    fields = card(world.mentor, strengths=[StrengthLine(topic("методика урока"))])
    save_mentor(world.mentor, **fields, by=world.anna)
    kept = world.mentor.strengths.get().pk
    save_mentor(world.mentor, **fields, by=world.anna)
    assert world.mentor.strengths.get().pk == kept
    assert Entry.objects.count() == 1


def test_the_limit_does_not_fall_below_the_load(world):
    Mentor.objects.filter(pk=world.mentor.pk).update(load=2)
    with pytest.raises(ValidationError, match="сейчас 2 наставляемых") as refusal:
        save_mentor(world.mentor, **card(world.mentor, capacity=1), by=world.anna)
    assert list(refusal.value.error_dict) == ["capacity"]


@pytest.mark.parametrize("hours", [Decimal(0), Decimal(41)])
def test_impossible_hours_are_refused_in_words(world, hours):
    with pytest.raises(ValidationError, match="Часов в неделю"):
        save_mentor(world.mentor, **card(world.mentor, hours_per_week=hours), by=world.anna)


def test_another_schools_word_is_refused(world):
    foreign = Topic.objects.create(organisation=world.foreign, name="тайное")
    with pytest.raises(ValidationError, match="своей организации"):
        save_mentor(world.mentor, **card(world.mentor, strengths=[StrengthLine(foreign)]), by=world.anna)


def test_requests_are_written_changed_and_taken_away(world):
    first = RequestLine(topic("методика урока"), "", Priority.HIGH, RequestSource.DEPARTMENT)
    second = RequestLine(topic("предмет"), "Математика", Priority.LOW, RequestSource.SELF)
    save_mentee(world.mentee, experience_years=1, requests=[first, second], by=world.anna)
    kept = world.mentee.requests.get(topic=topic("предмет")).pk
    urgent = RequestLine(topic("предмет"), "математика", Priority.HIGH, RequestSource.PSYCHOLOGIST)
    mentee = save_mentee(world.mentee, experience_years=2, requests=[urgent], by=world.anna)
    (row,) = mentee.requests.all()
    assert (row.pk, row.detail, row.priority, row.source) == (kept, "математика", Priority.HIGH, "psychologist")
    assert Entry.objects.filter(subject_type="banks.mentee").count() == 2


def test_the_same_request_twice_is_refused(world):
    lines = [RequestLine(topic("предмет"), "физика"), RequestLine(topic("предмет"), "Физика")]
    with pytest.raises(ValidationError, match="записан дважды"):
        save_mentee(world.mentee, experience_years=None, requests=lines, by=world.anna)
    assert world.mentee.requests.count() == 0


def test_nonsense_in_a_request_is_refused(world):
    line = RequestLine(topic("предмет"), "физика", priority=9)
    with pytest.raises(ValidationError):
        save_mentee(world.mentee, experience_years=None, requests=[line], by=world.anna)


def test_a_stale_card_is_refused_under_the_lock(world):
    mentor = save_mentor(world.mentor, **card(world.mentor, note="первое"), by=world.anna, version=world.mentor.version)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        save_mentor(world.mentor, **card(world.mentor, note="второе"), by=world.anna, version=world.mentor.version)
    save_mentee(world.mentee, experience_years=1, requests=[], by=world.anna, version=world.mentee.version)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        save_mentee(world.mentee, experience_years=2, requests=[], by=world.anna, version=world.mentee.version)
    world.mentee.refresh_from_db()
    mentor.refresh_from_db()
    assert (mentor.note, world.mentee.experience_years) == ("первое", 1)
