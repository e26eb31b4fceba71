"""What an answer would write into the bank beside what stands there."""

import pytest

from mentoring.banks.enums import BankStatus, Priority, RequestSource
from mentoring.banks.lines import StrengthLine
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentoringForm, MentoringKind
from mentoring.banks.services import save_mentor
from mentoring.surveys.enums import AnswerSide, Purpose
from mentoring.surveys.selectors.entries import proposal_of
from tests.mentoring.surveys.cast import (
    mentees,
    mentors,
    parent_of,
    pupil,
    teachers,
)
from tests.mentoring.surveys.entering import Desk, lines_of, side_by_side
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def desk(world):
    return Desk(world)


def test_a_new_person_enters_as_a_candidate_whole(desk):
    [person] = teachers(desk.world.school, 1)
    reply = desk.say(
        person,
        {
            "high": [f"t{desk.precise.pk}"],
            "middle": [f"t{desk.plain.pk}"],
            "detail": "физика",
            "years": "3 года",
            "word": "Свободна по средам",
            "beside": "кот Мурзик",
        },
    )
    proposal = proposal_of(reply)
    assert (proposal.is_new, proposal.overwrites, proposal.problems) == (True, [], [])
    assert proposal.others == [("Впишите: beside", "кот Мурзик")]
    assert not Mentee.objects.filter(person=person).exists()
    desk.take(reply)
    entry = Mentee.objects.get(person=person)
    assert (entry.status, entry.year, entry.experience_years, entry.note) == (
        BankStatus.CANDIDATE,
        YEAR,
        3,
        "Свободна по средам",
    )
    assert lines_of(entry) == {
        (desk.precise.pk, "физика", Priority.HIGH, RequestSource.SELF),
        (desk.plain.pk, "", Priority.MIDDLE, RequestSource.SELF),
    }
    assert "кот" not in str(entry.__dict__)


def test_no_standing_line_is_lost(desk):
    """The answer changes the line that it speaks of, adds what is new, and leaves the rest with its source."""
    [entry] = mentees(desk.world.school, 1)
    for topic, detail, source in (
        (desk.precise, "химия", RequestSource.DEPARTMENT),
        (desk.precise, "физика", RequestSource.PSYCHOLOGIST),
        (desk.plain, "", RequestSource.DOCUMENTS),
    ):
        MenteeRequest.objects.create(mentee=entry, topic=topic, detail=detail, priority=Priority.LOW, source=source)
    reply = desk.say(
        entry.person, {"high": [f"t{desk.precise.pk}"], "middle": [f"t{desk.other.pk}"], "detail": "Физика"}
    )
    assert side_by_side(reply) == [
        ("физика, по возможности", "Физика, в первую очередь", "Физика, в первую очередь"),
        ("", "важно", "важно"),
    ]
    desk.take(reply)
    assert lines_of(entry) == {
        (desk.precise.pk, "химия", Priority.LOW, RequestSource.DEPARTMENT),
        (desk.precise.pk, "Физика", Priority.HIGH, RequestSource.PSYCHOLOGIST),
        (desk.plain.pk, "", Priority.LOW, RequestSource.DOCUMENTS),
        (desk.other.pk, "", Priority.MIDDLE, RequestSource.SELF),
    }


def test_another_detail_adds_a_line(desk):
    [entry] = mentees(desk.world.school, 1)
    MenteeRequest.objects.create(mentee=entry, topic=desk.precise, detail="химия")
    reply = desk.say(entry.person, {"high": [f"t{desk.precise.pk}"], "detail": "физика"})
    assert proposal_of(reply).overwrites == []
    desk.take(reply)
    assert {line[1] for line in lines_of(entry)} == {"химия", "физика"}


def test_an_answer_without_detail_keeps_the_detail(desk):
    [entry] = mentees(desk.world.school, 1)
    MenteeRequest.objects.create(mentee=entry, topic=desk.precise, detail="химия", priority=Priority.LOW)
    reply = desk.say(entry.person, {"high": [f"t{desk.precise.pk}"]})
    desk.take(reply)
    assert lines_of(entry) == {(desk.precise.pk, "химия", Priority.HIGH, RequestSource.SELF)}


def test_what_is_not_ticked_stays_as_it_was(desk):
    [entry] = mentees(desk.world.school, 1)
    entry.note = "Прежнее"
    entry.save()
    reply = desk.say(entry.person, {"years": "7", "word": "Новое"})
    desk.take(reply, but="note")
    entry.refresh_from_db()
    assert (entry.experience_years, entry.note) == (7, "Прежнее")


def test_a_note_is_added_to_what_stands(desk):
    [entry] = mentees(desk.world.school, 1)
    entry.note = "Работает до трёх"
    entry.save()
    first = desk.say(entry.person, {"word": "Свободна по средам"})
    assert side_by_side(first) == [
        ("Работает до трёх", "Свободна по средам", "Работает до трёх\nСвободна по средам"),
    ]
    desk.take(first)
    again = desk.say(entry.person, {"word": "свободна по СРЕДАМ"})
    assert [row.is_change for row in proposal_of(again).rows] == [False]
    entry.refresh_from_db()
    assert entry.note == "Работает до трёх\nСвободна по средам"


@pytest.mark.parametrize(("told", "years"), [("3 года", 3), ("около 12", 12), ("0", 0)])
def test_a_number_is_read_out_of_words(desk, told, years):
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.say(entry.person, {"years": told}))
    entry.refresh_from_db()
    assert entry.experience_years == years


@pytest.mark.parametrize("told", ["много", "5–7 лет", "с 1998", "2,5", "71"])
def test_an_unreadable_number_is_told_and_not_written(desk, told):
    [entry] = mentees(desk.world.school, 1)
    Mentee.objects.filter(pk=entry.pk).update(experience_years=4)
    reply = desk.say(entry.person, {"years": told, "word": "Слово"})
    [problem] = proposal_of(reply).problems
    assert (problem.key, problem.answer, problem.result) == ("experience_years", told, "4")
    assert problem.problem == "Впишите в карточку сами: нужно целое число от 0 до 60."
    desk.take(reply)
    entry.refresh_from_db()
    assert (entry.experience_years, entry.note) == (4, "Слово")


def test_a_parent_speaks_of_the_child_and_stands_as_the_source(desk):
    child = pupil(desk.world.school)
    mother = parent_of(child)
    reply = desk.say(mother, {"high": [f"t{desk.plain.pk}"]}, side=AnswerSide.PARENT, about=child)
    proposal = proposal_of(reply)
    assert (proposal.person, proposal.bank) == (child, "mentee")
    desk.take(reply)
    assert lines_of(Mentee.objects.get(person=child)) == {(desk.plain.pk, "", Priority.HIGH, RequestSource.PARENT)}
    assert not Mentee.objects.filter(person=mother).exists()


def test_a_mentors_answer_enters_with_forms_and_kinds(desk):
    [person] = teachers(desk.world.school, 1)
    form = MentoringForm.objects.get(code="teacher-teacher")
    kind = MentoringKind.objects.offered_to(desk.world.school)[0]
    reply = desk.say(
        person,
        {
            "strong": [f"t{desk.precise.pk}", f"t{desk.plain.pk}"],
            "strong_detail": "физика",
            "places": "3",
            "hours": "1,5 часа",
            "proud": "Победила в конкурсе",
            "shapes": ["f_teacher_teacher"],
            "sorts": [f"k{kind.pk}"],
        },
        side=AnswerSide.MENTOR,
        purpose=Purpose.READINESS,
    )
    desk.take(reply)
    entry = Mentor.objects.get(person=person)
    assert (entry.capacity, float(entry.hours_per_week), entry.achievements) == (3, 1.5, "Победила в конкурсе")
    assert (list(entry.forms.all()), list(entry.kinds.all())) == ([form], [kind])
    assert set(entry.strengths.values_list("topic", "detail")) == {(desk.precise.pk, "физика"), (desk.plain.pk, "")}


def test_what_a_mentor_has_is_kept_where_the_answer_is_silent(desk):
    [entry] = mentors(desk.world.school, 1)
    form = MentoringForm.objects.get(code="teacher-teacher")
    save_mentor(
        entry,
        capacity=4,
        hours_per_week=2,
        achievements="Прежние",
        interests="лыжи",
        wished_age="7 класс",
        forms=[form],
        kinds=[],
        strengths=[StrengthLine(desk.precise, "химия"), StrengthLine(desk.plain)],
        note="заметка",
        case_url="https://shkola.example/delo",
        by=desk.world.anna,
    )
    reply = desk.say(
        entry.person,
        {"strong": [f"t{desk.precise.pk}"], "strong_detail": "физика"},
        side=AnswerSide.MENTOR,
        purpose=Purpose.READINESS,
    )
    desk.take(reply)
    now = Mentor.objects.get(pk=entry.pk)
    kept = (now.capacity, now.hours_per_week, now.achievements, now.interests, now.wished_age, now.note, now.case_url)
    assert kept == (4, 2, "Прежние", "лыжи", "7 класс", "заметка", "https://shkola.example/delo")
    assert list(now.forms.all()) == [form]
    assert set(now.strengths.values_list("topic", "detail")) == {
        (desk.precise.pk, "химия"),
        (desk.precise.pk, "физика"),
        (desk.plain.pk, ""),
    }
