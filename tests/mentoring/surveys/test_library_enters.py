"""Answers to the entry questionnaires of the library, by simulated people, as the curator would take them into the bank."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from mentoring.banks.models import Mentee, Mentor
from mentoring.surveys.enums import AnswerSide, Purpose
from mentoring.surveys.library import LibraryItem
from mentoring.surveys.models import Reply
from mentoring.surveys.rows import rows_of
from mentoring.surveys.selectors.entries import proposal_of
from mentoring.surveys.selectors.entries.proposal import NOWHERE
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.services.entries import take_entry
from mentoring.surveys.wording import Option, Wording
from tests.mentoring.surveys.cast import make_questionnaire, mentees, mentors, open_wave, pupil, teachers, ticket_for
from tests.mentoring.surveys.shelf import ITEMS
from tests.mentoring.surveys.simulate import simulated_values
from tests.world import World

ENTRY = [one for one in ITEMS if one.purpose in (Purpose.REQUEST, Purpose.READINESS)]
PREFERENCES = [one for one in ITEMS if one.purpose == Purpose.PREFERENCE]


def replied(
    world: World, item: LibraryItem, person: Any, values: dict[str, Any], said: Wording, **ticket: Any
) -> Reply:
    home = world.school
    questionnaire = make_questionnaire(home, item.side, content=said, purpose=item.purpose, mode=item.mode)
    wave = open_wave(home, questionnaire)
    part = wave.parts.get()
    asked = ticket_for(part, person, **ticket)
    reply = Reply.objects.create(wave=wave, part=part, ticket=asked, sent_at=datetime(2026, 9, 15, tzinfo=UTC))
    rows = rows_of(said, values)
    for row in rows:
        row.reply = reply
        row.save()
    return reply


@pytest.mark.parametrize("item", ENTRY, ids=[one.code for one in ENTRY])
def test_an_answer_becomes_an_entry_whole(item: LibraryItem, world: World) -> None:
    said = filled(item.wording, world.school)
    rng = random.Random(item.code)
    for _ in range(4):
        values = simulated_values(said, rng)
        if "experience_years" in values:
            values["experience_years"] = "3"
        [person] = teachers(world.school, 1)
        about = {}
        if item.side == AnswerSide.PARENT:
            child = pupil(world.school, f"Ручьёв Лев {rng.randint(1, 10**6)}")
            about = {"about": child, "subject": f"c{child.pk}"}
        reply = replied(world, item, person, values, said, **about)
        proposal = proposal_of(reply)
        # Of several topics that take a detail the curator names one.
        detail_for = proposal.detail_topics[0][0] if proposal.asks_detail else None
        proposal = proposal_of(reply, detail_for)
        assert proposal.problems == []
        assert proposal.bank == ("mentor" if item.side == AnswerSide.MENTOR else "mentee")
        entering = {one.code for one in said.questions() if one.target}
        assert proposal.rows
        # A detail of no topic that takes one is read beside.
        stray = bool(proposal.detail) and proposal.detail_for == NOWHERE
        assert len(proposal.others) == len(values.keys() - entering) + stray
        take_entry(reply, [row.key for row in proposal.rows], world.anna, detail_for=detail_for)
        check_entry(item, about.get("about", person), said, values)


def check_entry(item: LibraryItem, person: Any, said: Wording, values: dict[str, Any]) -> None:
    if item.side == AnswerSide.MENTOR:
        mentor = Mentor.objects.get(person=person)
        assert {f"t{one.topic_id}" for one in mentor.strengths.all()} == set(values["helps_with"])
        assert mentor.capacity == int(values["capacity"].removeprefix("n"))
        hours = {"n0_5": 0.5, "n1": 1, "n2": 2, "n3": 3}[values["hours_per_week"]]
        assert mentor.hours_per_week == hours
        for name in ("achievements", "interests", "wished_age"):
            assert getattr(mentor, name) == values.get(name, "")
        slugs = {f"f_{one.code.replace('-', '_')}" for one in mentor.forms.all()}
        assert slugs == set(values.get("forms", []))
        assert {f"k{one.pk}" for one in mentor.kinds.all()} == set(values.get("kinds", []))
        assert mentor.note == values.get("time_wish", "")
        return
    mentee = Mentee.objects.get(person=person)
    priorities = {f"t{one.topic_id}": one.priority for one in mentee.requests.all()}
    told = [
        (code, place)
        for place, name in enumerate(("requests_high", "requests_middle", "requests_low"), 1)
        for code in values.get(name, [])
    ]
    assert priorities == dict(reversed(told))
    assert mentee.experience_years == (3 if "experience_years" in values else None)
    assert mentee.note == values.get("time_wish", values.get("parent_word", ""))


@pytest.mark.parametrize("item", PREFERENCES, ids=[one.code for one in PREFERENCES])
def test_whom_one_wishes_becomes_the_pairs_own_rows(item: LibraryItem, world: World) -> None:
    said = filled(item.wording, world.school)
    by_mentor = item.side == AnswerSide.MENTOR
    [own] = (mentors if by_mentor else mentees)(world.school, 1)
    others = (mentees if by_mentor else mentors)(world.school, 4)
    rng = random.Random(item.code)
    values: dict[str, Any] = {}
    while "avoided" not in values.get("people", {}):
        values = simulated_values(said, rng, [Option(str(one.pk), one.person.short_name) for one in others])
    reply = replied(world, item, own.person, values, said)
    proposal = proposal_of(reply)
    take_entry(reply, [row.key for row in proposal.rows], world.anna)
    rows = {str(one.mentee_id if by_mentor else one.mentor_id): one.rank for one in own.preferences.all()}
    named = values["people"]
    assert rows == {key: place for place, key in enumerate(named["preferred"], 1)} | dict.fromkeys(named["avoided"])
    assert {one.by_mentor for one in own.preferences.all()} == {by_mentor}
