"""The library of questionnaires: everything promised is there, in its mode, in the minutes that it tells."""

from collections import Counter
from collections.abc import Iterator

import pytest

from mentoring.banks.enums import Contingent
from mentoring.banks.models import MentoringForm
from mentoring.surveys.enums import AnswerSide, Mode, Purpose, QuestionKind
from mentoring.surveys.lengths import minutes_of, seconds_of
from mentoring.surveys.library import (
    LibraryItem,
    LibrarySet,
    library_item,
)
from mentoring.surveys.wording import Question, Wording, check
from schools.enums import OrganisationKind
from tests.mentoring.surveys.cast import matrix, scale, wording
from tests.mentoring.surveys.shelf import ITEMS, SETS, faults

BOTH = [Purpose.PREFERENCE, Purpose.PULSE, Purpose.INTERIM, Purpose.BEFORE, Purpose.AFTER, Purpose.SATISFACTION]
# What every form of mentoring is promised, by side; parents where a pupil is concerned.
PROMISED = {
    AnswerSide.MENTEE: [Purpose.REQUEST, *BOTH, Purpose.SWOT],
    AnswerSide.MENTOR: [Purpose.READINESS, *BOTH, Purpose.SWOT],
    AnswerSide.CURATOR: [Purpose.CONDITIONS, Purpose.SWOT],
    AnswerSide.PARENT: [
        Purpose.REQUEST,
        Purpose.INTERIM,
        Purpose.BEFORE,
        Purpose.AFTER,
        Purpose.SATISFACTION,
        Purpose.SWOT,
    ],
}


def suits(one: LibraryItem | LibrarySet, kind: str, form: str) -> bool:
    return kind in one.for_kinds and (not one.forms or form in one.forms)


def places() -> list[tuple[str, MentoringForm]]:
    """(kind of organisation, form of mentoring) that there are: a kindergarten has no pupils who mentor."""
    return [
        (kind, form)
        for kind in (
            OrganisationKind.SCHOOL,
            OrganisationKind.COLLEGE,
            OrganisationKind.ADDITIONAL,
            OrganisationKind.KINDERGARTEN,
        )
        for form in MentoringForm.objects.all()
        if not (kind == OrganisationKind.KINDERGARTEN and form.contingent == Contingent.PUPILS)
    ]


@pytest.mark.django_db
def test_every_form_and_side_has_exactly_one_of_everything_promised() -> None:
    faults = []
    for kind, form in places():
        for side in AnswerSide:
            for purpose in Purpose:
                found = [
                    one.code
                    for one in ITEMS
                    if (one.side, one.purpose) == (side, purpose) and suits(one, kind, form.code)
                ]
                promised = purpose in PROMISED.get(side, [])
                if side == AnswerSide.PARENT and form.contingent != Contingent.PUPILS:
                    promised = False
                if len(found) != promised:
                    faults.append((kind, form.code, side, purpose, found))
    assert faults == []


@pytest.mark.django_db
def test_everything_is_begun_by_exactly_one_button() -> None:
    faults = []
    for kind, form in places():
        for item in ITEMS:
            if suits(item, kind, form.code):
                found = [
                    one.code for one in SETS if suits(one, kind, form.code) and (item.side, item.code) in one.parts
                ]
                if len(found) != 1:
                    faults.append((kind, form.code, item.code, found))
    assert faults == []
    assert {code for one in SETS for _, code in one.parts} == {one.code for one in ITEMS}


@pytest.mark.django_db
def test_a_form_that_the_school_invents_has_what_suits_everybody() -> None:
    universal = {(one.purpose, one.side) for one in ITEMS if not one.forms}
    assert universal == {
        (Purpose.PREFERENCE, AnswerSide.MENTOR),
        (Purpose.PREFERENCE, AnswerSide.MENTEE),
        (Purpose.PULSE, AnswerSide.MENTOR),
        (Purpose.PULSE, AnswerSide.MENTEE),
        (Purpose.SWOT, AnswerSide.CURATOR),
    }
    known = set(MentoringForm.objects.values_list("code", flat=True))
    assert {form for one in ITEMS for form in one.forms} == known


def test_they_can_be_asked_and_kept() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        yield from check(item.wording)
        if Wording.from_json(item.wording.to_json()) != item.wording:
            yield "is not kept as it is"
        if not item.about or len(item.code) > 60 or len(item.title) > 200:
            yield item.about, item.code, item.title

    assert faults(rule, ITEMS) == {}


def test_codes_and_titles_are_nobody_elses() -> None:
    assert [one for one, times in Counter(one.code for one in ITEMS).items() if times > 1] == []
    for kind in OrganisationKind:
        for offered in (ITEMS, SETS):
            titles = Counter(one.title for one in offered if kind in one.for_kinds)
            assert [title for title, times in titles.items() if times > 1] == []


def test_the_time_promised_is_honest() -> None:
    def rule(item: LibraryItem) -> Iterator[object]:
        if item.minutes != minutes_of(item.wording) or item.minutes > 5:
            yield item.minutes, minutes_of(item.wording)

    assert faults(rule, ITEMS) == {}


def test_seconds_are_counted_by_question() -> None:
    assert seconds_of(wording(scale())) == 16
    assert seconds_of(wording(matrix("parts", "Оцените", "а", "б", "в"))) == 30
    assert seconds_of(wording(Question("w", QuestionKind.LONG, "Что?"))) == 50
    assert (minutes_of(wording(scale())), minutes_of(wording(*(scale(f"s{n}") for n in range(9))))) == (1, 2)


@pytest.mark.parametrize("code", ["pulse_mentor", "pulse_mentee"])
def test_the_pulse_is_short_and_calls_for_help(code: str) -> None:
    item = library_item(code)
    assert seconds_of(item.wording) < 90
    always = [one for one in item.wording.questions() if one.when is None]
    assert 3 <= len(always) <= 5
    assert [one.signal for one in always if one.signal] == ["help"]


def test_modes_are_as_the_method_needs_them() -> None:
    modes = {(one.purpose, one.mode) for one in ITEMS}
    assert modes == {
        (Purpose.REQUEST, Mode.CONFIDENTIAL),
        (Purpose.READINESS, Mode.NAMED),
        (Purpose.PREFERENCE, Mode.CONFIDENTIAL),
        (Purpose.PULSE, Mode.CONFIDENTIAL),
        (Purpose.INTERIM, Mode.CONFIDENTIAL),
        (Purpose.BEFORE, Mode.NAMED),
        (Purpose.AFTER, Mode.NAMED),
        (Purpose.SATISFACTION, Mode.ANONYMOUS),
        (Purpose.CONDITIONS, Mode.NAMED),
        (Purpose.SWOT, Mode.ANONYMOUS),
        # One curator cannot be anonymous.
        (Purpose.SWOT, Mode.NAMED),
    }
    assert {one.code for one in ITEMS if one.purpose == Purpose.SWOT and one.mode == Mode.NAMED} == {"swot_curator"}


def test_an_anonymous_questionnaire_asks_nothing_that_needs_a_person() -> None:
    anonymous = [one for one in ITEMS if one.mode == Mode.ANONYMOUS]
    assert anonymous
    needy = faults(lambda item: [one.code for one in item.wording.questions() if one.signal or one.target], anonymous)
    assert needy == {}
