"""What the curator begins with one button, and what is offered to which organisation."""

import pytest

from mentoring.surveys.enums import AnswerSide, Audience, Mode, Purpose, Timing
from mentoring.surveys.library import (
    LibrarySet,
    offered_to,
    set_for,
    sets_for,
)
from mentoring.surveys.library.loading import only_known
from tests.mentoring.surveys.shelf import SETS, each_set
from tests.world import World


def test_a_kindergarten_is_offered_its_own(world: World) -> None:
    own = {one.code for one in offered_to(world.kindergarten)}
    assert {"before_mentee_kindergarten", "pulse_mentor", "swot_mentor_teacher"} <= own
    assert {one.side for one in offered_to(world.kindergarten)} == set(AnswerSide) - {
        AnswerSide.PARENT,
        AnswerSide.ANYBODY,
    }
    school = {one.code for one in offered_to(world.school)}
    assert {code for code in school if "kindergarten" in code} == set()
    assert {"before_mentee_employer", "request_parent"} <= school - own


def test_a_set_is_found_by_the_beginning_of_its_code(world: World) -> None:
    assert set_for(world.school, "pulse").code == "pulse"
    assert set_for(world.school, "before").code == "before_pupil"
    assert set_for(world.kindergarten, "before").code == "before_kindergarten"
    assert set_for(world.school, "before_kindergarten") is None
    assert set_for(world.school, "nothing") is None
    assert [one for one in sets_for(world.kindergarten) if one.code.startswith("before")] == [
        set_for(world.kindergarten, "before")
    ]


@each_set
def test_a_set_can_become_a_wave(chosen: LibrarySet) -> None:
    items = chosen.items
    assert [one.side for one in items] == [side for side, _ in chosen.parts]
    assert len(set(chosen.parts)) == len({side for side, _ in chosen.parts})
    assert {(one.purpose, one.mode) for one in items} == {(chosen.purpose, chosen.mode)}
    assert 1 <= chosen.open_for <= 30
    assert chosen.about
    if chosen.timing == Timing.DATES:
        assert (chosen.first_after, chosen.every) == (None, None)
    else:
        assert chosen.mode != Mode.ANONYMOUS
        assert chosen.audience == Audience.PAIRS
        assert chosen.first_after is not None
    if chosen.before:
        earlier = next(one for one in SETS if one.code == chosen.before)
        assert earlier.forms == chosen.forms
        assert [side for side, _ in earlier.parts] == [side for side, _ in chosen.parts]
        assert earlier.mode == chosen.mode == Mode.NAMED


def test_the_pulse_comes_after_thirty_days_and_every_sixty() -> None:
    pulse = next(one for one in SETS if one.code == "pulse")
    assert (pulse.timing, pulse.first_after, pulse.every) == (Timing.PAIR_START, 30, 60)
    assert {one.before for one in SETS if one.purpose == Purpose.AFTER} == {
        one.code for one in SETS if one.purpose == Purpose.BEFORE
    }


def test_a_misspelt_key_of_a_file_is_not_left_out_silently() -> None:
    with pytest.raises(ValueError, match="requred"):
        only_known({"requred": True}, frozenset({"required"}), "pulse")
