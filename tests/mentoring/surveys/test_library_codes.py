"""The same is asked by the same code: before and after, on both sides, through the year."""

from collections.abc import Iterator

from mentoring.surveys.enums import AnswerSide, Purpose, QuestionKind
from mentoring.surveys.library import (
    LibraryItem,
    LibrarySet,
    library_item,
)
from mentoring.surveys.wording import Question
from tests.mentoring.surveys.shelf import ITEMS, SETS, codes, faults

MEASURED = {QuestionKind.SCALE, QuestionKind.MATRIX, QuestionKind.FREQUENCY}


def test_before_and_after_measure_the_same() -> None:
    def measure(question: Question | None) -> object:
        return question and (question.kind, question.low, question.high, question.rows)

    def rule(item: LibraryItem) -> Iterator[object]:
        after = library_item(item.code.replace("before", "after"))
        if (after.side, after.variants) != (item.side, item.variants):
            yield after.code
        was, became = codes(item, MEASURED), codes(after, MEASURED)
        if len(was) < 4:
            yield was
        yield from (code for code, question in was.items() if measure(question) != measure(became.get(code)))
        yield from {"glad"} - (codes(item).keys() & codes(after).keys())
        yield from {"expectations_met", "satisfied"} - (became.keys() - was.keys())

    assert faults(rule, [one for one in ITEMS if one.purpose == Purpose.BEFORE]) == {}


def test_both_sides_answer_by_the_same_codes() -> None:
    """And a code always means one kind of question."""

    def rule(chosen: LibrarySet) -> Iterator[object]:
        by_side = {side: codes(library_item(code)) for side, code in chosen.parts}
        for code in {code for found in by_side.values() for code in found}:
            if len({found[code].kind for found in by_side.values() if code in found}) != 1:
                yield code
        if {AnswerSide.MENTOR, AnswerSide.MENTEE} <= by_side.keys():
            sides = (AnswerSide.MENTOR, AnswerSide.MENTEE)
            mentor, mentee = ({c for c, q in by_side[side].items() if q.kind in MEASURED} for side in sides)
            if len(mentor & mentee) < {Purpose.PREFERENCE: 1, Purpose.SWOT: 2}.get(chosen.purpose, 4):
                yield mentor & mentee
            if chosen.purpose == Purpose.PULSE:
                yield from by_side[AnswerSide.MENTOR].keys() ^ by_side[AnswerSide.MENTEE].keys()

    assert faults(rule, SETS) == {}


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


def test_what_each_says_of_oneself_is_not_mixed() -> None:
    """Rows of one code are compared between sides: a parent speaks of the child as the child does, a mentor of other things."""

    def rule(chosen: LibrarySet) -> Iterator[object]:
        rows = {
            side: {row.code for row in question.rows}
            for side, code in chosen.parts
            if (question := codes(library_item(code)).get("growth"))
        }
        if rows:
            yield from rows[AnswerSide.MENTOR] & rows[AnswerSide.MENTEE]
            yield from rows[AnswerSide.MENTOR] & rows.get(AnswerSide.PARENT, set())
            if not rows[AnswerSide.MENTEE] & rows.get(AnswerSide.PARENT, rows[AnswerSide.MENTEE]):
                yield "nothing common of child and parent"

    assert faults(rule, SETS) == {}


def test_swot_has_its_four_texts() -> None:
    four = ["strengths", "weaknesses", "opportunities", "threats"]
    found = {
        one.code: [question.code for question in one.wording.questions() if question.kind == QuestionKind.LONG]
        for one in ITEMS
        if one.purpose == Purpose.SWOT and codes(one, MEASURED)
    }
    assert found == {one.code: four for one in ITEMS if one.purpose == Purpose.SWOT}
