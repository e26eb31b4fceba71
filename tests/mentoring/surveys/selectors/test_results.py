"""Figures of one wave: response, distributions, choices, texts, sides, forms, pairs."""

from dataclasses import replace

import pytest

from mentoring.surveys.enums import AnswerSide, Mode, QuestionKind
from mentoring.surveys.selectors.results import results
from mentoring.surveys.wording import Option, Question, Section
from schools.enums import Role
from tests.mentoring.surveys import answered, cast
from tests.mentoring.surveys.samples import ANSWERS, EVERY_KIND, WORDING
from tests.mentoring.surveys.selectors.test_by_pair import pair_answers

CURATOR, HEAD = [Role.CURATOR], [Role.HEAD]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def item_of(found, code, part=0):
    return next(item for item in found.parts[part].items if item.question.code == code)


def scored(*values):
    return [{"useful": value} for value in values]


def test_how_many_answered_and_who_is_missing(world):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(8, 9, 10))
    late = cast.teachers(world.school, 2)
    for card in late:
        cast.ticket_for(wave.parts.get(), card)
    found = results(wave, CURATOR).response
    assert (found.whole.asked, found.whole.answered, found.whole.share) == (5, 3, 0.6)
    assert [(side.label, side.asked, side.answered) for side in found.sides] == [("наставники", 5, 3)]
    assert sorted(one.name for one in found.missing) == sorted(card.full_name for card in late)
    assert {(one.side, one.closes_on) for one in found.missing} == {("наставники", cast.CLOSES)}


def test_by_side(world):
    mentors, mentees = cast.make_questionnaire(world.school), cast.make_questionnaire(world.school, AnswerSide.MENTEE)
    wave = cast.open_wave(world.school, mentors, mentees)
    answered.answers(wave, scored(8, 9))
    answered.answers(wave, scored(5), part=1)
    cast.ticket_for(wave.parts.last(), cast.teachers(world.school, 1)[0])
    found = results(wave, CURATOR).response
    assert [(side.side, side.asked, side.answered) for side in found.sides] == [("mentor", 2, 2), ("mentee", 2, 1)]


def test_names_beyond_what_a_page_holds_are_counted(world, monkeypatch):
    from mentoring.surveys.selectors import counting

    monkeypatch.setattr(counting, "MISSING_SHOWN", 2)
    monkeypatch.setattr(counting.missing, "__defaults__", (2,))
    wave = cast.open_wave(world.school, asked=cast.teachers(world.school, 5))
    found = results(wave, CURATOR).response
    assert (len(found.missing), found.missing_left) == (2, 3)


def test_distribution_mean_spread_and_middle_of_a_scale(world):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(3, 8, 8, 9))
    (line,) = item_of(results(wave, CURATOR), "useful").lines
    assert line.counts == ((1, 0), (2, 0), (3, 1), (4, 0), (5, 0), (6, 0), (7, 0), (8, 2), (9, 1), (10, 0))
    assert (line.summary.n, line.summary.mean, line.summary.median) == (4, 7.0, 8.0)
    assert line.summary.sd == pytest.approx(2.7080128)


def test_nobody_answered(world):
    found = results(cast.open_wave(world.school), CURATOR)
    assert (found.response.whole.answered, found.response.whole.share) == (0, None)
    (line,) = item_of(found, "useful").lines
    assert (line.summary.n, line.summary.mean, sum(times for _, times in line.counts)) == (0, None, 0)
    assert item_of(found, "wish").texts == ()


def test_every_kind_of_question(world):
    sheet = cast.make_questionnaire(world.school, content=WORDING)
    wave = cast.open_wave(world.school, sheet)
    entries = cast.mentors(world.school, 3)
    first, second, third = (str(one.pk) for one in entries)
    who = [
        {"preferred": [first, second], "avoided": [third]},
        {"preferred": [second]},
        {"avoided": [third]},
    ]
    places = [["class", "yard"], ["class"], ["online"]]
    orders = [["yard", "class", "online"], ["yard", "online", "class"], ["class", "yard", "online"]]
    values = [
        ANSWERS | {"who": who[n], "places": places[n], "order": orders[n], "parts": {"meetings": 7 + n, "advice": 9}}
        for n in range(3)
    ]
    values[2].pop("how_often")
    answered.answers(wave, values)
    found = results(wave, CURATOR)

    assert [line.summary.mean for line in item_of(found, "parts").lines] == [8.0, 9.0]
    single = item_of(found, "place")
    assert [(bar.code, bar.text, bar.n, bar.share) for bar in single.bars] == [
        ("class", "в кабинете", 0, 0.0),
        ("online", "на связи", 3, 1.0),
        ("yard", "во дворе", 0, 0.0),
    ]
    several = item_of(found, "places")
    assert several.n == 3
    assert [(bar.n, bar.share) for bar in several.bars] == [(2, 2 / 3), (1, 1 / 3), (1, 1 / 3)]
    assert [(bar.code, bar.n) for bar in item_of(found, "help").bars] == [("yes", 3), ("no", 0)]
    often = item_of(found, "how_often")
    assert (often.n, [bar.n for bar in often.bars]) == (2, [0, 0, 2, 0, 0])
    ranking = item_of(found, "order")
    assert [(bar.code, bar.place, bar.first) for bar in ranking.bars] == [
        ("yard", pytest.approx(4 / 3), 2),
        ("class", 2.0, 1),
        ("online", pytest.approx(8 / 3), 0),
    ]
    people = item_of(found, "who")
    assert people.n == 3
    assert [(bar.code, bar.n, bar.first, bar.avoided) for bar in people.bars] == [
        (second, 2, 1, 0),
        (first, 1, 1, 0),
        (third, 0, 0, 2),
    ]
    assert {bar.text for bar in people.bars} == {one.person.short_name for one in entries}
    assert sorted(said.text for said in item_of(found, "word").texts) == ["Тёплые"] * 3


def test_a_head_sees_whom_people_wish_and_not_whom_they_avoid(world):
    """«Лучше не» was said to the curator alone."""
    sheet = cast.make_questionnaire(world.school, content=WORDING)
    wave = cast.open_wave(world.school, sheet)
    (entry,) = cast.mentors(world.school, 1)
    answered.answers(wave, [ANSWERS | {"who": {"preferred": [str(entry.pk)]}}])
    (bar,) = item_of(results(wave, HEAD), "who").bars
    assert (bar.n, bar.avoided) == (1, None)


def test_whom_one_only_avoids_is_no_row_of_the_heads(world):
    """A row with nought would say it, and a sheet that only avoids is none that chose."""
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, content=WORDING))
    wished, avoided = (str(one.pk) for one in cast.mentors(world.school, 2))
    answered.answers(
        wave,
        [ANSWERS | {"who": {"preferred": [wished], "avoided": [avoided]}}, ANSWERS | {"who": {"avoided": [avoided]}}],
    )
    curators, heads = (item_of(results(wave, roles), "who") for roles in (CURATOR, HEAD))
    assert (curators.n, [(bar.code, bar.n, bar.avoided) for bar in curators.bars]) == (
        2,
        [(wished, 1, 0), (avoided, 0, 2)],
    )
    assert (heads.n, [(bar.code, bar.n, bar.share, bar.avoided) for bar in heads.bars]) == (1, [(wished, 1, 1.0, None)])
    on_paper = item_of(results(wave, CURATOR, paper=True), "who")
    assert (on_paper.n, [bar.code for bar in on_paper.bars]) == (1, [wished])


def test_a_person_who_is_in_no_bank_has_no_name(world):
    sheet = cast.make_questionnaire(world.school, content=WORDING)
    wave = cast.open_wave(world.school, sheet)
    answered.answers(wave, [ANSWERS | {"who": {"preferred": [str(world.foreign_mentor.pk)]}}])
    (bar,) = item_of(results(wave, CURATOR), "who").bars
    assert bar.text == "нет в банке"


def test_texts_with_names_stand_by_name(world):
    wave = cast.open_wave(world.school)
    cards = answered.answers(wave, [{"useful": 5, "wish": f"Пожелание {n}"} for n in range(3)])
    said = item_of(results(wave, CURATOR), "wish").texts
    expected = sorted(zip(cards, range(3), strict=True), key=lambda pair: pair[0].name_key)
    assert [(one.text, one.who) for one in said] == [(f"Пожелание {n}", card.short_name) for card, n in expected]


def test_texts_beyond_what_a_page_holds_are_in_the_workbook(world, monkeypatch):
    from mentoring.surveys.selectors import counting

    monkeypatch.setitem(counting.texts.__kwdefaults__, "most", 2)
    wave = cast.open_wave(world.school)
    answered.answers(wave, [{"useful": 5, "wish": f"Пожелание {n}"} for n in range(5)])
    shown, whole = (item_of(results(wave, CURATOR, whole=flag), "wish") for flag in (False, True))
    assert (len(shown.texts), shown.texts_left, shown.n) == (2, 3, 5)
    assert (len(whole.texts), whole.texts_left) == (5, 0)


def test_both_sides_side_by_side_by_the_code_they_share(world):
    own = cast.scale("own", "Сколько сил уходит?")
    mentors = cast.make_questionnaire(world.school, AnswerSide.MENTOR, cast.scale(), own)
    mentees = cast.make_questionnaire(world.school, AnswerSide.MENTEE, cast.scale(), cast.matrix())
    wave = cast.open_wave(world.school, mentors, mentees)
    answered.answers(wave, [{"useful": 9, "own": 3}, {"useful": 7, "own": 3}])
    answered.answers(wave, [{"useful": 5, "parts": {"r1": 2}}], part=1)
    found = results(wave, CURATOR)
    assert found.seen_by == ("наставники", "наставляемые")
    (line,) = found.sides
    assert (line.item, line.difference) == ("useful", 3.0)
    assert [(cell.n, cell.mean) for cell in line.cells] == [(2, 8.0), (1, 5.0)]
    assert line.marks == [("наставники", 8.0), ("наставляемые", 5.0)]


def test_mentors_stand_before_mentees_however_the_wave_was_laid(world):
    """Else one page would subtract both ways: the pairs' table is always the mentor's."""
    sides = (AnswerSide.MENTEE, AnswerSide.MENTOR)
    wave = cast.open_wave(world.school, *(cast.make_questionnaire(world.school, side, cast.scale()) for side in sides))
    answered.answers(wave, [{"useful": 4}])
    answered.answers(wave, [{"useful": 9}], part=1)
    found = results(wave, CURATOR)
    assert found.seen_by == ("наставники", "наставляемые")
    assert [line.difference for line in found.sides] == [5.0]
    assert [part.side for part in found.parts] == ["mentor", "mentee"]
    assert [side.side for side in found.response.sides] == ["mentor", "mentee"]


def test_one_side_is_not_compared_with_itself(world):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(5))
    assert results(wave, CURATOR).sides == ()


def test_by_form(world):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(8, 10), form="teacher-teacher")
    answered.answers(wave, scored(4), form="pupil-pupil")
    answered.answers(wave, scored(6))
    (part,) = results(wave, CURATOR).parts
    cells = dict(zip(part.forms, part.by_form[0].cells, strict=True))
    assert {form: (cell.n, cell.mean) for form, cell in cells.items()} == {
        "ученик — ученик": (1, 4.0),
        "педагог — педагог": (2, 9.0),
        "без пары": (1, 6.0),
    }
    assert all(cell.sd is None and cell.median is None for cell in cells.values())


def test_one_form_is_nothing_to_compare(world):
    wave = cast.open_wave(world.school)
    answered.answers(wave, scored(8, 10), form="teacher-teacher")
    (part,) = results(wave, CURATOR).parts
    assert (part.forms, part.by_form) == ((), ())


def swot(*codes):
    return [cast.long_text(code, f"Что о программе: {code}?") for code in codes]


def test_swot_in_four_squares(world):
    codes = ("strengths", "weaknesses", "opportunities", "threats")
    sheet = cast.make_questionnaire(world.school, AnswerSide.MENTOR, *swot(*codes))
    wave = cast.open_wave(world.school, sheet)
    answered.answers(wave, [{code: f"Ответ о {code}" for code in codes}])
    found = results(wave, CURATOR).swot
    assert [title for title, _ in found] == ["Сильные стороны", "Слабые стороны", "Возможности", "Угрозы"]
    assert [items[0].texts[0].text for _, items in found] == [f"Ответ о {code}" for code in codes]


def test_three_squares_are_no_swot(world):
    sheet = cast.make_questionnaire(world.school, AnswerSide.MENTOR, *swot("strengths", "weaknesses", "threats"))
    assert results(cast.open_wave(world.school, sheet), CURATOR).swot == ()


def test_a_wave_that_repeats_counts_the_last_answer_of_each(world):
    wave = cast.open_wave(world.school, every=30)
    cards = answered.answers(wave, scored(2, 4))
    answered.again(wave, cards[:1], scored(10), round=2)
    (line,) = item_of(results(wave, CURATOR), "useful").lines
    assert {step: times for step, times in line.counts if times} == {10: 1, 4: 1}
    assert results(wave, CURATOR).response.whole.answered == 3


def test_an_answer_whose_option_is_unknown_breaks_nothing(world):
    question = Question("place", QuestionKind.SINGLE, "Где?", options=(Option("a", "здесь"), Option("b", "там")))
    wave = cast.open_wave(world.school, cast.make_questionnaire(world.school, AnswerSide.MENTOR, question))
    answered.answers(wave, [{"place": "a"}, {"place": "gone"}])
    item = item_of(results(wave, CURATOR), "place")
    assert (item.n, [bar.n for bar in item.bars]) == (2, [1, 0])


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CONFIDENTIAL, Mode.ANONYMOUS])
def test_twelve_queries_whatever_their_number(world, django_assert_max_num_queries, mode):
    """Everything at once: both sides, every kind of question, forms, pairs, people, another wave before."""
    sheets = [cast.make_questionnaire(world.school, side, content=WORDING) for side in ("mentor", "mentee")]
    mentees = [replace(one, source="mentees") if one.code == "who" else one for one in EVERY_KIND]
    content = replace(WORDING, sections=(Section("", "", tuple(mentees)),))
    sheets[1] = cast.make_questionnaire(world.school, "mentee", content=content)
    (entry,) = cast.mentors(world.school, 1)
    values = ANSWERS | {"who": {"preferred": [str(entry.pk)], "avoided": [str(world.mentor.pk)]}}
    before = cast.open_wave(world.school, *sheets)
    wave = cast.open_wave(world.school, *sheets, mode=mode, before=before if mode != Mode.ANONYMOUS else None)
    for size in (6, 12):
        if mode == Mode.ANONYMOUS:
            answered.answers(wave, [values] * size, form="teacher-teacher")
            answered.answers(wave, [values] * size, form="pupil-pupil")
        else:
            cards = answered.answers(before, [values] * size)
            answered.again(wave, cards, [values] * size)
            answered.answers(wave, [values] * size, form="pupil-pupil")
            pair_answers(wave, values, values)
        answered.close(wave)
        fresh = type(wave).objects.select_related("organisation", "before__organisation").get(pk=wave.pk)
        for roles in (CURATOR, HEAD):
            with django_assert_max_num_queries(12):
                results(fresh, roles)
