"""Whom people named after the group meeting: the pairs' rows, by the curator's word, for the curator's eyes."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.pairs.models import Preference
from mentoring.surveys.selectors.entries import proposal_of
from mentoring.surveys.services.entries import take_many
from schools.journal.models import Entry
from tests.mentoring.surveys.cast import (
    mentees,
    mentors,
)
from tests.mentoring.surveys.entering import Desk, side_by_side

pytestmark = pytest.mark.usefixtures("today")
LIST = "/o/lesnaya/surveys/entries/"


@pytest.fixture
def desk(world):
    return Desk(world)


def preferences() -> set[tuple]:
    return set(Preference.objects.values_list("mentor", "mentee", "by_mentor", "rank", "is_avoided"))


def test_preferences_become_the_pairs_rows(desk):
    first, second, third = mentors(desk.world.school, 3)
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [second, first], [third])
    assert side_by_side(reply) == [
        ("", "место 1", "место 1"),
        ("", "место 2", "место 2"),
        ("", "лучше не вместе", "лучше не вместе"),
    ]
    desk.take(reply)
    assert preferences() == {
        (second.pk, entry.pk, False, 1, False),
        (first.pk, entry.pk, False, 2, False),
        (third.pk, entry.pk, False, None, True),
    }


def test_who_is_named_no_more_is_told_before_it_goes(desk):
    first, second = mentors(desk.world.school, 2)
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.wish(entry, [first], [second]))
    reply = desk.wish(entry, [second])
    assert side_by_side(reply) == [("лучше не вместе", "место 1", "место 1"), ("место 1", "", "")]
    assert take_many([reply], desk.world.anna).taken == []
    desk.take(reply)
    assert preferences() == {(second.pk, entry.pk, False, 1, False)}


def test_a_later_answer_that_names_nobody_takes_back_what_stands(desk, enter):
    [first] = mentors(desk.world.school, 1)
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.wish(entry, [], [first]))
    reply = desk.wish(entry)
    assert side_by_side(reply) == [("лучше не вместе", "", "")]
    page = enter(desk.world.anna).post(f"{LIST}{reply.pk}/take/", follow=True).content.decode()
    assert f"Записано: {entry.person.full_name}" in page
    assert preferences() == set()


def test_nothing_ticked_of_what_is_named_takes_nothing_back(desk):
    first, second = mentors(desk.world.school, 2)
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.wish(entry, [], [first]))
    with pytest.raises(ValidationError, match="Не отмечено ни одного поля"):
        desk.take(desk.wish(entry, [second]), but=f"preferred_{second.pk}")


def test_who_is_unticked_is_not_written_and_the_rest_moves_up(desk):
    first, second = mentors(desk.world.school, 2)
    [entry] = mentees(desk.world.school, 1)
    desk.take(desk.wish(entry, [first, second]), but=f"preferred_{first.pk}")
    assert preferences() == {(second.pk, entry.pk, False, 1, False)}


def test_preferences_of_somebody_outside_the_bank_have_no_place(desk):
    [first] = mentors(desk.world.school, 1)
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [first])
    entry.delete()
    with pytest.raises(ValidationError, match="не в банке наставляемых"):
        desk.take(reply)
    assert desk.waiting() == [reply]


def test_people_of_another_school_are_nobodys_preference(desk):
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [desk.world.foreign_mentor])
    assert proposal_of(reply).rows == []


def test_the_head_learns_nothing_of_preferences(desk, enter):
    [mentor] = mentors(desk.world.school, 1)
    [entry] = mentees(desk.world.school, 1)
    reply = desk.wish(entry, [], [mentor])
    desk.take(reply)
    assert list(Preference.objects.visible_to(desk.world.gleb)) == []
    assert Preference.objects.visible_to(desk.world.anna).count() == 1
    assert list(Preference.objects.visible_to(desk.world.vera)) == []
    client = enter(desk.world.gleb)
    for address in (f"{LIST}", f"{LIST}{reply.pk}/"):
        assert client.get(address).status_code == 403
    for address in (f"banks/mentors/{mentor.pk}/", f"banks/mentees/{entry.pk}/", "journal/", "pairs/decisions/"):
        response = client.get(f"/o/lesnaya/{address}")
        assert "лучше не" not in response.content.decode(), address
    told = str(list(Entry.objects.values_list("deed", "subject_name", "before", "after", "reason")))
    assert "записаны предпочтения" in told
    assert "лучше не" not in told
