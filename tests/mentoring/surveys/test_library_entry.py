"""Answers that enter the banks and the pairs, and the dictionaries that they are chosen from."""

from collections.abc import Iterator

import pytest

from mentoring.banks.models import Mentee, Mentor, MentoringForm, Topic
from mentoring.surveys.enums import AnswerSide, Purpose, QuestionKind
from mentoring.surveys.library import (
    LibraryItem,
    LibrarySet,
    library_item,
    narrowed,
)
from mentoring.surveys.wording import TARGETS, Question
from schools.russian import normalise_key
from tests.mentoring.surveys.shelf import ITEMS, SETS, codes, faults
from tests.world import World

MENTEE_TARGETS = {
    "requests_high",
    "requests_middle",
    "requests_low",
    "request_detail",
    "experience_years",
    "note",
}
MENTOR_TARGETS = {
    "strengths",
    "strength_detail",
    "capacity",
    "hours_per_week",
    "achievements",
    "interests",
    "wished_age",
    "kinds",
    "forms",
    "note",
}


def test_answers_go_where_they_belong() -> None:
    allowed = {
        (Purpose.REQUEST, AnswerSide.MENTEE): MENTEE_TARGETS,
        (Purpose.REQUEST, AnswerSide.PARENT): MENTEE_TARGETS,
        (Purpose.READINESS, AnswerSide.MENTOR): MENTOR_TARGETS,
        (Purpose.PREFERENCE, AnswerSide.MENTOR): {"preferred"},
        (Purpose.PREFERENCE, AnswerSide.MENTEE): {"preferred"},
    }

    def rule(item: LibraryItem) -> Iterator[object]:
        here = allowed.get((item.purpose, item.side), set())
        targets = [one.target for one in item.wording.questions() if one.target]
        if not set(targets) <= here or len(set(targets)) < len(targets) or bool(targets) != bool(here):
            yield targets

    assert faults(rule, ITEMS) == {}


def test_a_parent_chooses_of_the_same_as_the_child() -> None:
    def rule(chosen: LibrarySet) -> Iterator[object]:
        found = {side: codes(library_item(code))["requests_high"].options for side, code in chosen.parts}
        if found[AnswerSide.PARENT] != found[AnswerSide.MENTEE]:
            yield found

    asked = [one for one in SETS if one.purpose == Purpose.REQUEST and AnswerSide.PARENT in dict(one.parts)]
    assert asked
    assert faults(rule, asked) == {}


def test_every_field_of_the_banks_is_asked() -> None:
    """«Avoided» comes along with «preferred» in the same answer."""
    used = {one.target for item in ITEMS for one in item.wording.questions() if one.target}
    assert used == set(TARGETS) - {"avoided"}
    fields = {field.name for model in (Mentor, Mentee) for field in model._meta.get_fields()}
    assert MENTOR_TARGETS - {"strength_detail"} <= fields
    assert {"experience_years", "note", "requests"} <= fields


def test_people_are_of_the_other_side() -> None:
    other = {AnswerSide.MENTOR: "mentees", AnswerSide.MENTEE: "mentors"}
    found = {
        item.code: [one.source for one in item.wording.questions() if one.kind == QuestionKind.PERSONS]
        for item in ITEMS
    }
    assert found == {one.code: [other[one.side]] if one.purpose == Purpose.PREFERENCE else [] for one in ITEMS}


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["topics", "forms"])
def test_words_of_the_dictionaries_are_named_as_they_stand_there(source: str) -> None:
    """A misspelt one would leave the question without it."""
    model = {"topics": Topic, "forms": MentoringForm}[source]
    known = {normalise_key(name) for name in model.objects.values_list("name", flat=True)}
    named = {
        normalise_key(option.text)
        for item in ITEMS
        for question in item.wording.questions()
        if question.source == source
        for option in question.options
    }
    assert named
    assert named <= known
    if source == "topics":
        assert named == known


def test_a_question_narrows_the_dictionary(world: World) -> None:
    own = Topic.objects.create(organisation=world.school, name="музейное дело")
    question = codes(library_item("request_mentee_employer"))["requests_high"]
    offered = narrowed(question, Topic.objects.offered_to(world.school))
    names = [one.name for one in offered]
    assert own in offered
    assert "выбор профессии" in names
    assert "методика урока" not in names
    everything = narrowed(Question("kinds", QuestionKind.MULTIPLE, "Какой?", source="topics"), offered)
    assert everything == offered
