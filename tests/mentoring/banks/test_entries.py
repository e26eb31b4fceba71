"""Coming into the banks, from the list and from last year; going out by mistake."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mentoring.banks.enums import BankStatus
from mentoring.banks.lines import RequestLine, StrengthLine
from mentoring.banks.models import Mentee, Mentor, MentoringForm
from mentoring.banks.services import (
    add_mentees,
    add_mentors,
    change_mentor_status,
    copy_mentees,
    copy_mentors,
    remove_entry,
    save_mentee,
    save_mentor,
)
from mentoring.pairs.models import Pair
from schools.journal.models import Entry
from tests.world import TODAY, YEAR, person

from .cards import card, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_people_come_in_bulk_and_those_who_cannot_are_named(world):
    ready = person(world.school, "Уваров Лев Ильич", "учитель химии")
    archived = person(world.school, "Белый Ян Олегович", "учитель труда", archived_on=TODAY)
    left = person(world.school, "Юдина Инна Львовна", "учитель музыки")
    (entry,) = add_mentors(world.school, YEAR, [left], world.anna).added
    change_mentor_status(entry, BankStatus.WITHDRAWN, world.anna, "отказалась")
    asked = [ready, archived, left, world.boris_card, world.foreign_card]
    result = add_mentors(world.school, YEAR, asked, world.anna)
    assert [(one.person, one.status, one.entered_on) for one in result.added] == [(ready, BankStatus.CANDIDATE, TODAY)]
    assert {one.surname: why for one, why in result.skipped} == {
        "Белый": "карточка в архиве",
        "Заяц": "уже в банке",
        "Тайный": "карточка другой организации",
        "Юдина": "выбыл из банка в этом году; верните его из карточки",
    }
    assert Entry.objects.filter(deed="внесён в банк наставников", subject_id=result.added[0].pk).count() == 1


def test_the_same_people_sent_twice_come_once(world):
    people = [person(world.school, "Уваров Лев Ильич", "учитель химии")]
    add_mentees(world.school, YEAR, people, world.anna)
    assert [why for _, why in add_mentees(world.school, YEAR, people, world.anna).skipped] == ["уже в банке"]
    assert Mentee.objects.filter(person__in=people).count() == 1


def test_one_may_teach_and_learn_but_it_is_said(world):
    result = add_mentees(world.school, YEAR, [world.boris_card], world.anna)
    assert len(result.added) == 1
    assert result.warnings == [(world.boris_card, "стоит и в банке наставников: будет и учить, и учиться")]


def test_adding_many_does_not_ask_the_database_for_each(world, django_assert_max_num_queries):
    people = [person(world.school, f"Уваров{n} Лев Ильич") for n in range(20)]
    with django_assert_max_num_queries(6 + 2 * len(people)):  # an entry and its line in the journal
        add_mentors(world.school, YEAR, people, world.anna)


def test_a_mistaken_candidate_goes_without_a_trace_but_the_journals(world):
    (entry,) = add_mentors(world.school, YEAR, [world.sofya_card], world.anna).added
    key = entry.pk
    remove_entry(entry, world.anna)
    assert not Mentor.objects.filter(pk=key).exists()
    assert list(Entry.objects.filter(subject_id=key).values_list("deed", flat=True)) == [
        "убран из банка наставников",
        "внесён в банк наставников",
    ]
    with pytest.raises(ValidationError, match="убрать можно только кандидата"):
        remove_entry(world.mentor, world.anna)


def test_a_candidate_who_stood_in_a_pair_is_not_removed(world):
    mentor = world.mentor
    mentor = change_mentor_status(mentor, BankStatus.CANDIDATE, world.anna)
    Pair.objects.create(
        organisation=world.school,
        mentor=mentor,
        form=MentoringForm.objects.first(),
        starts=TODAY,
        ends=date(2027, 5, 31),
    )
    with pytest.raises(ValidationError, match="выведите из банка с причиной"):
        remove_entry(mentor, world.anna)
    assert Mentor.objects.filter(pk=mentor.pk).exists()


def test_last_years_mentors_come_over_with_what_they_can(world):
    save_mentor(
        world.mentor,
        **card(world.mentor, capacity=4, strengths=[StrengthLine(topic("предмет"), "физика")], interests="шахматы"),
        by=world.anna,
    )
    (entry,) = copy_mentors(world.school, YEAR + 1, [world.mentor], world.anna).added
    entry.refresh_from_db()
    assert (entry.year, entry.status, entry.capacity, entry.interests, entry.load) == (
        YEAR + 1,
        BankStatus.CANDIDATE,
        4,
        "шахматы",
        0,
    )
    assert [(line.detail, line.detail_key) for line in entry.strengths.all()] == [("физика", "физика")]
    again = copy_mentors(world.school, YEAR + 1, [world.mentor], world.anna)
    assert (again.added, [why for _, why in again.skipped]) == ([], ["уже в банке"])


def test_last_years_mentees_come_over_a_year_older(world):
    save_mentee(world.mentee, experience_years=1, requests=[RequestLine(topic("методика урока"))], by=world.anna)
    (entry,) = copy_mentees(world.school, YEAR + 1, [world.mentee], world.anna).added
    entry.refresh_from_db()
    assert (entry.experience_years, [str(line) for line in entry.requests.all()]) == (2, ["методика урока"])


def test_only_last_year_is_copied(world):
    assert copy_mentors(world.school, YEAR + 2, [world.mentor], world.anna).added == []
