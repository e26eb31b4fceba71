"""Each mistake refuses and each doubt is said, one test for each; a proper pair has neither."""

from datetime import date, timedelta

import pytest

from mentoring.banks.enums import BankStatus, Side
from mentoring.banks.models import Mentee, MenteeRequest, Mentor, MentoringForm, MentorStrength, Topic
from mentoring.pairs.selectors.findings import Draft, errors_of, judge, warnings_of
from mentoring.pairs.services import PairsRefused
from schools.models import Employment
from tests import world as cast
from tests.mentoring.pairs.cast import (
    STARTS,
    consent,
    draft,
    form,
    kind,
    new_mentee,
    new_mentor,
    pair_in,
    propose,
    teacher,
)

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def signed(world):
    for person in (world.boris_card, world.sofya_card):
        consent(person)
    return world


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def test_a_proper_pair_has_neither(signed):
    proposed = draft(signed)
    assert (errors_of(proposed), warnings_of(proposed)) == ([], [])


def test_errors_refuse_the_proposal_with_their_sentences(world):
    with pytest.raises(PairsRefused) as refusal:
        propose(world, ends=date(2026, 9, 1), kinds=[kind("group")])
    assert refusal.value.messages == [
        "Пара заканчивается раньше, чем начинается. Поправьте даты.",
        "Вид «наставничество в группе» — это двое наставляемых и больше. Добавьте ещё или выберите другой вид.",
    ]


def test_nobody(world):
    assert codes(errors_of(draft(world, mentees=()))) == ["nobody"]


def test_no_form(world):
    assert codes(errors_of(draft(world, form=None))) == ["no_form"]


def test_end_before_start(world):
    assert codes(errors_of(draft(world, ends=date(2026, 9, 13)))) == ["ends_before_start"]


def test_years_that_nobody_meant(signed):
    found = errors_of(draft(signed, starts=date(1800, 12, 1), ends=date(2199, 11, 1)))
    assert [(finding.code, finding.message) for finding in found] == [
        ("starts_long_ago", "Проверьте годы: пара не может начинаться раньше 01.09.2025."),
        ("ends_far_off", "Проверьте годы: пара не может длиться больше двух лет."),
    ]


def test_a_year_back_and_two_years_long_are_still_a_term(signed):
    back, long = date(2025, 9, 1), date(2027, 9, 1)
    assert errors_of(draft(signed, starts=back, ends=long)) == []
    assert codes(errors_of(draft(signed, starts=date(2025, 8, 31), ends=long - timedelta(days=1)))) == [
        "starts_long_ago"
    ]
    assert codes(errors_of(draft(signed, starts=back, ends=long + timedelta(days=1)))) == ["ends_far_off"]
    assert codes(errors_of(draft(signed, ends=date(9999, 12, 31)))) == ["ends_far_off"]
    end_of_time = draft(signed, starts=date(9999, 6, 1), ends=date(9999, 12, 30))
    assert codes(warnings_of(end_of_time)) == ["outside_year"]


@pytest.mark.parametrize(("status", "found"), [("draft", ["starts_long_ago"]), ("approved", []), ("ordered", [])])
def test_a_pair_decided_on_may_grow_old(world, status, found):
    pair = pair_in(world, status)
    pair.starts, pair.ends = date(2024, 9, 1), date(2026, 8, 31)
    assert codes(errors_of(Draft.of(pair))) == found


def test_one_day_is_a_term(signed):
    assert errors_of(draft(signed, ends=STARTS)) == []


def test_a_person_with_himself(world):
    himself = cast.mentee(world.boris_card)
    assert codes(errors_of(draft(world, mentees=(himself,)))) == ["self"]


def test_one_mentee_chosen_twice(world):
    assert codes(errors_of(draft(world, mentees=(world.mentee, world.mentee)))) == ["mentee_twice"]


def test_over_the_limit(world):
    propose(world)
    mentor = Mentor.objects.get(pk=world.mentor.pk)
    two_more = (new_mentee(world), new_mentee(world))
    found = errors_of(draft(world, mentor=mentor, mentees=two_more))
    assert codes(found) == ["over_limit"]
    assert found[0].message == (
        "Заяц Б. Ф.: мест для наставляемых 2, свободно 1, а выбрано 2. "
        "Увеличьте предел в карточке наставника или выберите другого."
    ).replace("Заяц Б. Ф.", world.boris_card.short_name)


def test_a_pair_that_is_changed_does_not_count_against_itself(world):
    pair = propose(world, mentees=[world.mentee, new_mentee(world)])
    mentor = Mentor.objects.get(pk=world.mentor.pk)
    assert errors_of(draft(world, mentor=mentor, pair=pair)) == []


def test_the_same_pair_twice(world):
    propose(world)
    assert codes(errors_of(draft(world, mentor=Mentor.objects.get(pk=world.mentor.pk)))) == ["twice"]


def test_the_same_people_by_entries_of_another_year_when_the_terms_meet(world):
    propose(world)
    mentor, mentee = Mentor.objects.get(pk=world.mentor.pk), Mentee.objects.get(pk=world.mentee.pk)
    for entry in (mentor, mentee):
        entry.pk, entry.year = None, 2027
        entry.save()
    later = {"mentor": mentor, "mentees": (mentee,), "starts": date(2027, 9, 1), "ends": date(2028, 5, 31)}
    assert errors_of(draft(world, **later)) == []
    assert codes(errors_of(draft(world, **(later | {"starts": date(2027, 8, 31)})))) == ["twice"]


def test_form_that_does_not_admit_the_mentor_or_the_mentee(world):
    assert codes(errors_of(draft(world, form=form("head-teacher")))) == ["form_mentor"]
    pupil = cast.mentee(world.misha_card)
    found = errors_of(draft(world, mentees=(pupil,)))
    assert codes(found) == ["form_mentee"]
    assert errors_of(draft(world, mentees=(pupil,), form=form("teacher-pupil"))) == []


def test_form_of_another_organisation(world):
    own = MentoringForm.objects.create(
        organisation=world.foreign,
        code="own",
        name="своя",
        contingent="teachers",
        mentor_sides=[Side.EMPLOYEE],
        mentee_sides=[Side.EMPLOYEE],
    )
    assert codes(errors_of(draft(world, form=own))) == ["foreign_form"]


@pytest.mark.parametrize(
    ("status", "code"), [(BankStatus.CANDIDATE, "not_confirmed"), (BankStatus.WITHDRAWN, "withdrawn")]
)
def test_not_confirmed_or_withdrawn(world, status, code):
    days = {"withdrawn_on": date(2026, 9, 10), "withdrawal_reason": "переезд"}
    for model, entry in ((Mentor, world.mentor), (Mentee, world.mentee)):
        model.objects.filter(pk=entry.pk).update(status=status, **days)
    changed = draft(
        world, mentor=Mentor.objects.get(pk=world.mentor.pk), mentees=(Mentee.objects.get(pk=world.mentee.pk),)
    )
    assert codes(errors_of(changed)) == [code, code]


def test_archived(world):
    world.sofya_card.archived_on = date(2026, 9, 10)
    world.sofya_card.save()
    assert codes(errors_of(draft(world, mentees=(Mentee.objects.get(pk=world.mentee.pk),)))) == ["archived"]


def test_banks_of_different_years(world):
    mentee = Mentee.objects.create(
        organisation=world.school,
        person=teacher(world),
        year=2025,
        status=BankStatus.CONFIRMED,
        entered_on=date(2025, 9, 1),
        confirmed_on=date(2025, 9, 1),
    )
    assert codes(errors_of(draft(world, mentees=(mentee,)))) == ["other_year"]


def test_a_person_of_another_organisation(world):
    assert codes(errors_of(draft(world, mentor=world.foreign_mentor))) == ["foreign"]
    assert codes(errors_of(draft(world, mentees=(world.foreign_mentee,)))) == ["foreign"]


def test_group_kind_with_one_mentee(world):
    assert codes(errors_of(draft(world, kinds=(kind("group"),)))) == ["group_of_one"]
    both = (world.mentee, new_mentee(world))
    assert errors_of(draft(world, kinds=(kind("group"),), mentees=both)) == []


def test_own_superior_by_the_post(signed):
    signed.sofya_card.employments.update(reports_to=signed.boris_card)
    assert codes(warnings_of(draft(signed))) == ["superior"]


def test_own_superior_by_being_the_head(signed):
    consent(signed.gleb_card)
    head = cast.mentor(signed.gleb_card)
    assert codes(warnings_of(draft(signed, mentor=head, form=form("head-teacher")))) == ["superior"]


def test_missing_consents_of_each(world):
    found = warnings_of(draft(world))
    assert codes(found) == ["consent", "consent"]
    assert [world.boris_card.short_name in found[0].message, world.sofya_card.short_name in found[1].message] == [
        True
    ] * 2


def test_shorter_than_three_months_unless_short_by_nature(signed):
    assert codes(warnings_of(draft(signed, ends=date(2026, 12, 12)))) == ["short"]
    assert warnings_of(draft(signed, ends=date(2026, 12, 13))) == []
    assert warnings_of(draft(signed, ends=date(2026, 9, 30), kinds=(kind("speed"),))) == []


def test_longer_than_a_year(signed):
    assert codes(warnings_of(draft(signed, starts=date(2026, 9, 1), ends=date(2027, 9, 1)))) == ["long", "outside_year"]
    assert warnings_of(draft(signed, starts=date(2026, 9, 1), ends=date(2027, 8, 31))) == []


def test_outside_the_academic_year(signed):
    assert codes(warnings_of(draft(signed, starts=date(2026, 8, 31), ends=date(2027, 5, 1)))) == ["outside_year"]


def test_another_pair_of_the_mentee(signed):
    other = new_mentor(signed)
    consent(other.person)
    propose(signed, mentor=other)
    assert codes(warnings_of(draft(signed))) == ["other_pair"]


def test_high_load(signed):
    mentees = tuple(new_mentee(signed) for _ in range(3))
    for mentee in mentees:
        consent(mentee.person)
    mentor = Mentor.objects.get(pk=signed.mentor.pk)
    mentor.capacity = 3
    mentor.save()
    assert codes(warnings_of(draft(signed, mentor=mentor, mentees=mentees))) == ["load"]
    assert warnings_of(draft(signed, mentor=mentor, mentees=mentees[:2])) == []


def test_no_strength_answers_any_request(signed):
    topic, other = Topic.objects.filter(has_detail=False)[:2]
    MenteeRequest.objects.create(mentee=signed.mentee, topic=topic)
    MentorStrength.objects.create(mentor=signed.mentor, topic=other)
    assert codes(warnings_of(draft(signed))) == ["no_fit"]
    MentorStrength.objects.create(mentor=signed.mentor, topic=topic)
    fresh = {"mentor": Mentor.objects.get(pk=signed.mentor.pk), "mentees": (Mentee.objects.get(pk=signed.mentee.pk),)}
    assert warnings_of(draft(signed, **fresh)) == []


def test_mentor_who_is_a_mentee(signed):
    senior = new_mentor(signed)
    consent(senior.person)
    propose(signed, mentor=senior, mentees=[cast.mentee(signed.boris_card)])
    assert codes(warnings_of(draft(signed))) == ["mentor_is_mentee"]


def test_minor_by_birth_date_and_by_class_alone(signed):
    pupil = cast.mentee(signed.misha_card)
    nameless = cast.mentee(cast.person(signed.school, "Дубов Иван Ильич", grade="11А"))
    for mentee in (pupil, nameless):
        judged = draft(signed, mentees=(mentee,), form=form("teacher-pupil"))
        assert codes(warnings_of(judged)) == ["minor", "consent"]
        # All signed: the head is not to think that something is missing.
        consent(mentee.person)
        assert warnings_of(judged) == []
    adult = cast.person(signed.school, "Рябов Иван Ильич", grade="11А", birth_date=date(2008, 9, 14))
    consent(adult)
    assert warnings_of(draft(signed, mentees=(cast.mentee(adult),), form=form("teacher-pupil"))) == []


def test_a_girl_is_spoken_of_as_one(signed):
    for name, word in (("Швец Анна Игоревна", "несовершеннолетняя"), ("Туз Марк Антонович", "несовершеннолетний")):
        pupil = cast.mentee(cast.person(signed.school, name, grade="7А"))
        found = warnings_of(draft(signed, mentees=(pupil,), form=form("teacher-pupil")))
        said = f"{pupil.person.short_name} — {word}: нужны согласия законного представителя."
        assert [one.message for one in found if one.code == "minor"] == [said]


def test_the_subject_taught_is_no_request(signed):
    """Who asked for nothing is not told that nobody answers."""
    Employment.objects.filter(person=signed.sofya_card).update(subjects=["математика"])
    assert warnings_of(draft(signed, mentees=(Mentee.objects.get(pk=signed.mentee.pk),))) == []


def test_many_are_judged_in_as_many_queries_as_one(world, django_assert_num_queries, django_assert_max_num_queries):
    drafts = [draft(world, mentor=new_mentor(world), mentees=(new_mentee(world),)) for _ in range(8)]
    Employment.objects.filter(person__in=[d.mentor.person for d in drafts]).update(subjects=["физика"])

    def fresh(d):
        mentor = Mentor.objects.select_related("person").get(pk=d.mentor.pk)
        return draft(world, mentor=mentor, mentees=(Mentee.objects.select_related("person").get(pk=d.mentees[0].pk),))

    one, eight = [fresh(drafts[0])], [fresh(d) for d in drafts]
    with django_assert_max_num_queries(20) as used:
        judge(one, STARTS)
    with django_assert_num_queries(len(used)):
        assert [codes(found.warnings) for found in judge(eight, STARTS)] == [["consent", "consent"]] * 8
