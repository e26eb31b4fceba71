"""Which questions stand on which page, where one goes on, and whom one may choose."""

import pytest

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.selectors.sheets import Sheet, people_for
from mentoring.surveys.services.replying import finish
from mentoring.surveys.wording import Condition, Question, Section, Wording
from tests import world as people
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.cast import at, long_text, make_questionnaire, open_wave, scale, single, ticket_for
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def three_pages() -> Wording:
    return Wording(
        "Три страницы",
        sections=(
            Section("Начало", "", (single("place"), long_text("first"))),
            Section("Если на связи", "", (long_text("how", when=Condition("place", "is", "o2"), required=True),)),
            Section("Конец", "", (scale(), long_text("last", when=Condition("useful", "at_most", 3)))),
        ),
    )


class TestPages:
    @pytest.fixture
    def sheet(self, world) -> Sheet:
        form = make_questionnaire(world.school, content=three_pages())
        return Sheet(open_wave(world.school, form, asked=[world.boris_card]).tickets.get())

    def codes(self, sheet, page, values) -> list[str]:
        return [one.code for one in sheet.questions_on(page, values)]

    def test_conditions_of_earlier_pages_are_decided(self, sheet):
        assert self.codes(sheet, 2, {"place": "o1"}) == []
        assert self.codes(sheet, 2, {"place": "o2"}) == ["how"]
        assert (sheet.page_after(1, {"place": "o1"}), sheet.page_after(1, {"place": "o2"})) == (3, 2)
        assert (sheet.page_before(3, {"place": "o1"}), sheet.page_before(3, {"place": "o2"})) == (1, 2)

    def test_conditions_of_the_same_page_are_shown(self, sheet):
        assert self.codes(sheet, 3, {}) == ["useful", "last"]

    def test_whether_something_may_follow(self, sheet):
        assert [sheet.is_last(page, {}) for page in (1, 2, 3)] == [False, False, True]

    def test_where_one_left(self, sheet):
        assert sheet.page_left_at({}) == 1
        assert sheet.page_left_at({"first": "…"}) == 1
        assert sheet.page_left_at({"place": "o1"}) == 1
        # Of words typed half-way nobody knows whether they were finished.
        assert sheet.page_left_at({"place": "o1", "first": "…"}) == 1
        assert sheet.page_left_at({"place": "o2", "first": "…"}) == 1
        assert sheet.page_left_at({"place": "o2", "useful": 5}) == 2
        assert sheet.page_left_at({"place": "o1", "useful": 5}) == 3

    def test_all_on_one_page(self, sheet):
        whole = Sheet(sheet.ticket, whole=True)
        assert self.codes(whole, 1, {}) == ["place", "first", "how", "useful", "last"]
        assert (whole.last_page, whole.is_last(1, {}), whole.page_of("useful")) == (1, True, 1)


class TestPeople:
    @pytest.fixture
    def choosing(self, world):
        """A mentee's ticket, and the question «с кем»."""
        who = Question("who", "persons", "С кем?", source="mentors", required=False)
        form = make_questionnaire(world.school, AnswerSide.MENTEE, who, mode=Mode.CONFIDENTIAL)
        wave = open_wave(world.school, form, mode=Mode.CONFIDENTIAL, asked=[world.sofya_card])
        return wave.tickets.get(), who

    def test_the_bank_of_the_year_by_short_names(self, world, choosing):
        ticket, who = choosing
        (extra,) = cast.mentors(world.school, 1)
        gone, last_year = cast.mentors(world.school, 2)
        type(gone).objects.filter(pk=gone.pk).update(status="withdrawn", withdrawn_on=TODAY, withdrawal_reason="уехал")
        type(gone).objects.filter(pk=last_year.pk).update(year=2025)
        own = people.mentor(world.sofya_card)
        assert world.foreign_mentor.year == ticket.wave.year
        assert own.pk
        found = people_for(ticket, who)
        assert {(one.code, one.text) for one in found} == {
            (str(world.mentor.pk), world.boris_card.short_name),
            (str(extra.pk), extra.person.short_name),
        }

    def test_only_those_who_are_asked_too(self, world, choosing):
        ticket, who = choosing
        cast.mentors(world.school, 3)
        other = make_questionnaire(world.school, AnswerSide.MENTOR)
        part = ticket.wave.parts.create(side=AnswerSide.MENTOR, questionnaire=other, edition=cast.edition(other))
        ticket_for(part, world.boris_card)
        assert [one.code for one in people_for(ticket, who)] == [str(world.mentor.pk)]

    def test_who_left_the_bank_meanwhile_is_no_fault(self, world, choosing):
        ticket, _ = choosing
        reply = finish(ticket, {"who": {"preferred": [str(world.mentor.pk), "999999"]}}, at(ticket))
        assert list(reply.answers.values_list("choice", "number")) == [(str(world.mentor.pk), 1)]
