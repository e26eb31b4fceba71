"""What was said after the group meeting moves what is proposed to the curator, and stays with the curator."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.pairs.models import Preference
from mentoring.pairs.selectors.matching import rank
from mentoring.pairs.selectors.preferences import Wish, wishes_between
from mentoring.pairs.selectors.suggesting import suggest
from mentoring.pairs.services import save_preferences
from schools.journal.models import Entry
from schools.years import AcademicYear
from tests import world as cast
from tests.mentoring.pairs.cast import new_mentee, new_mentor

pytestmark = pytest.mark.usefixtures("today")
YEAR = AcademicYear(cast.YEAR)


@pytest.fixture
def group(world):
    """Two mentors without strengths and two mentees without requests: nothing but wishes tells them apart."""
    return world, [new_mentor(world), new_mentor(world)], [new_mentee(world), new_mentee(world)]


def order_for(world, mentors, mentee):
    return [choice.mentor for choice in rank(world.school, YEAR, mentors, [mentee], cast.TODAY)]


def test_points_of_places_from_both_sides():
    assert [Wish(1, 1).points, Wish(1, None).points, Wish(2, 3).points, Wish().points] == [10, 5, 4, 0]
    assert Wish(1, 1, is_avoided=True).points == 0


def test_saying_again_replaces_what_was_said(group):
    world, (first, second), (mentee, _) = group
    save_preferences(mentee, [first.pk, second.pk], [], world.anna)
    save_preferences(mentee, [second.pk], [first.pk], world.anna)
    said = Preference.objects.order_by("mentor__pk").values_list("mentor", "rank", "is_avoided", "by_mentor")
    assert sorted(said) == sorted([(first.pk, None, True, False), (second.pk, 1, False, False)])


def test_one_side_does_not_replace_the_other(group):
    world, (mentor, _), (mentee, _) = group
    save_preferences(mentee, [mentor.pk], [], world.anna)
    save_preferences(mentor, [], [mentee.pk], world.anna)
    assert wishes_between([mentor], [mentee]) == {(mentor.pk, mentee.pk): Wish(1, None, is_avoided=True)}


def test_the_wished_mentor_goes_first_and_the_unwished_last(group):
    world, (first, second), (mentee, _) = group
    for wished, other in ((first, second), (second, first)):
        save_preferences(mentee, [wished.pk], [other.pk], world.anna)
        assert order_for(world, [first, second], mentee) == [wished, other]


def test_mutual_interest_outweighs_one_sided(group):
    world, (first, second), (mentee, _) = group
    save_preferences(mentee, [first.pk, second.pk], [], world.anna)
    save_preferences(second, [mentee.pk], [], world.anna)
    assert order_for(world, [first, second], mentee) == [second, first]


def test_those_who_would_rather_not_are_never_suggested(group):
    world, (first, second), (mentee, _) = group
    save_preferences(mentee, [], [first.pk], world.anna)
    found = suggest(world.school, YEAR, [first, second], [mentee], cast.TODAY)
    assert [one.draft.mentor for one in found.found] == [second]
    save_preferences(second, [], [mentee.pk], world.anna)
    assert suggest(world.school, YEAR, [first, second], [mentee], cast.TODAY).found == []


def test_the_wished_pair_is_suggested(group):
    world, (first, second), (one, other) = group
    save_preferences(one, [second.pk], [], world.anna)
    save_preferences(other, [first.pk], [], world.anna)
    found = suggest(world.school, YEAR, [first, second], [one, other], cast.TODAY)
    assert {(s.draft.mentor, s.draft.mentees[0]) for s in found.found} == {(second, one), (first, other)}


def test_confidence_stays_out_of_the_pairs_words_and_the_journal(group):
    world, (first, _), (mentee, _) = group
    save_preferences(mentee, [first.pk], [], world.anna)
    choice = rank(world.school, YEAR, [first], [mentee], cast.TODAY)[0]
    assert choice.said == ["Наставляемый назвал наставника, место 1"]
    assert "назвал" not in choice.reason
    suggestion = suggest(world.school, YEAR, [first], [mentee], cast.TODAY).found[0]
    assert "назвал" not in suggestion.reason
    assert Entry.objects.get(deed="записаны предпочтения").after == {"названо": 1}


def test_preferences_are_the_curators_alone(group):
    world, (first, _), (mentee, _) = group
    save_preferences(mentee, [first.pk], [], world.anna)
    counts = {
        user.username: Preference.objects.visible_to(user).count()
        for user in (world.anna, world.gleb, world.sofya, world.vera)
    }
    assert counts == {"anna": 1, "gleb": 0, "sofya": 0, "vera": 0}


def test_foreign_people_and_doubles_are_refused(group):
    world, (first, _), (mentee, _) = group
    with pytest.raises(ValidationError, match="уже нет в банке"):
        save_preferences(mentee, [world.foreign_mentor.pk], [], world.anna)
    with pytest.raises(ValidationError, match="дважды"):
        save_preferences(mentee, [first.pk], [first.pk], world.anna)
    assert Preference.objects.count() == 0
