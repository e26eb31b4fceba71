"""The same is asked by the same code: before and after, on both sides, through the year."""

from mentoring.surveys.enums import AnswerSide, Purpose, QuestionKind
from mentoring.surveys.library import (
    LibraryItem,
    LibrarySet,
    library_item,
)
from tests.mentoring.surveys.shelf import ITEMS, codes, each, each_set

MEASURED = {QuestionKind.SCALE, QuestionKind.MATRIX, QuestionKind.FREQUENCY}


@each
def test_before_and_after_measure_the_same(item: LibraryItem) -> None:
    if item.purpose != Purpose.BEFORE:
        return
    after = library_item(item.code.replace("before", "after"))
    assert (after.side, after.variants) == (item.side, item.variants)
    was, became = codes(item, MEASURED), codes(after, MEASURED)
    assert len(was) >= 4
    for code, question in was.items():
        later = became[code]
        assert (later.kind, later.low, later.high, later.rows) == (
            question.kind,
            question.low,
            question.high,
            question.rows,
        ), code
    assert "glad" in codes(item).keys() & codes(after).keys()
    assert {"expectations_met", "satisfied"} <= became.keys() - was.keys()


@each_set
def test_both_sides_answer_by_the_same_codes(chosen: LibrarySet) -> None:
    """And a code always means one kind of question."""
    by_side = {side: codes(library_item(code)) for side, code in chosen.parts}
    for code in {code for found in by_side.values() for code in found}:
        assert len({found[code].kind for found in by_side.values() if code in found}) == 1, code
    if {AnswerSide.MENTOR, AnswerSide.MENTEE} <= by_side.keys():
        sides = (AnswerSide.MENTOR, AnswerSide.MENTEE)
        mentor, mentee = ({c for c, q in by_side[side].items() if q.kind in MEASURED} for side in sides)
        least = {Purpose.PREFERENCE: 1, Purpose.SWOT: 2}.get(chosen.purpose, 4)
        assert len(mentor & mentee) >= least
        if chosen.purpose == Purpose.PULSE:
            assert by_side[AnswerSide.MENTOR].keys() == by_side[AnswerSide.MENTEE].keys()


def test_a_code_means_one_kind_of_question_everywhere() -> None:
    kinds: dict[str, set[str]] = {}
    for item in ITEMS:
        for question in item.wording.questions():
            kinds.setdefault(question.code, set()).add(question.kind)
    assert {code: found for code, found in kinds.items() if len(found) > 1} == {}


def test_lasting_codes_keep_their_kind_through_the_year() -> None:
    lasting = {
        "comfort": QuestionKind.SCALE,
        "support": QuestionKind.SCALE,
        "usefulness": QuestionKind.SCALE,
        "plan_clear": QuestionKind.SCALE,
        "satisfied": QuestionKind.SCALE,
        "expectations_met": QuestionKind.SCALE,
        "help_needed": QuestionKind.YES_NO,
        "growth": QuestionKind.MATRIX,
    }
    kinds: dict[str, set[str]] = {}
    ends: dict[str, set[tuple[str, str]]] = {}
    for item in ITEMS:
        for question in item.wording.questions():
            kinds.setdefault(question.code, set()).add(question.kind)
            if question.kind == QuestionKind.SCALE:
                ends.setdefault(question.code, set()).add((question.low, question.high))
    assert {code: kinds[code] for code in lasting} == {code: {kind} for code, kind in lasting.items()}
    # Ones that are compared over the whole year: what 1 and 10 mean does not change.
    compared = ("comfort", "support", "usefulness", "plan_clear", "satisfied")
    assert {code: len(ends[code]) for code in compared} == dict.fromkeys(compared, 1)


@each_set
def test_what_each_says_of_oneself_is_not_mixed(chosen: LibrarySet) -> None:
    """Rows of one code are compared between sides: a parent speaks of the child as the child does, a mentor of other things."""
    rows = {
        side: {row.code for row in question.rows}
        for side, code in chosen.parts
        if (question := codes(library_item(code)).get("growth"))
    }
    if rows:
        assert rows[AnswerSide.MENTOR] & rows[AnswerSide.MENTEE] == set()
        assert rows[AnswerSide.MENTOR] & rows.get(AnswerSide.PARENT, set()) == set()
        if AnswerSide.PARENT in rows:
            assert rows[AnswerSide.MENTEE] & rows[AnswerSide.PARENT]


@each
def test_swot_has_its_four_texts(item: LibraryItem) -> None:
    if item.purpose == Purpose.SWOT:
        texts = [one.code for one in item.wording.questions() if one.kind == QuestionKind.LONG]
        assert texts == ["strengths", "weaknesses", "opportunities", "threats"]
        assert codes(item, MEASURED)
