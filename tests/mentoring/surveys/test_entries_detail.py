"""What was said once to make topics precise goes to the one topic it belongs to; of several the curator says which."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.banks.models import Topic
from mentoring.surveys.enums import AnswerSide, Purpose
from mentoring.surveys.selectors.entries import NOWHERE, proposal_of
from mentoring.surveys.services.entries import take_many
from tests.mentoring.surveys.cast import mentees, mentors
from tests.mentoring.surveys.entering import Desk, several, text

pytestmark = pytest.mark.usefixtures("today")
LIST = "/o/lesnaya/surveys/entries/"


@pytest.fixture
def desk(world):
    return Desk(world)


@pytest.fixture
def both() -> list[Topic]:
    """Two topics that take a detail."""
    return list(Topic.objects.filter(organisation=None, has_detail=True).order_by("pk")[:2])


def asked(both: list[Topic], *more: Topic) -> list:
    return [several("high", "requests_high", [*both, *more]), text("detail", "request_detail")]


def say(desk, entry, both, *chosen: Topic, detail: str = "алгебра"):
    values = {"high": [f"t{one.pk}" for one in chosen], "detail": detail}
    return desk.say(entry.person, values, questions=asked(both, desk.plain))


def details(entry) -> dict[int, str]:
    return dict(entry.requests.values_list("topic", "detail"))


def test_to_the_only_topic_that_takes_one_it_goes_by_itself(desk, enter, both):
    [entry] = mentees(desk.world.school, 1)
    reply = say(desk, entry, both, both[0], desk.plain)
    page = enter(desk.world.anna).get(f"{LIST}{reply.pk}/").content.decode()
    assert f"Уточнение «алгебра» запишем к направлению «{both[0].name}»." in page
    desk.take(reply)
    assert details(entry) == {both[0].pk: "алгебра", desk.plain.pk: ""}


def test_of_several_the_curator_is_asked_and_nothing_is_written_before(desk, enter, both):
    [entry] = mentees(desk.world.school, 1)
    reply = say(desk, entry, both, *both)
    anna, address = enter(desk.world.anna), f"{LIST}{reply.pk}/"
    page = anna.get(address).content.decode()
    assert "К чему относится уточнение «алгебра»?" in page
    assert "алгебра" not in str([row.answer for row in proposal_of(reply).rows])
    rows = {"rows": [row.key for row in proposal_of(reply).rows], "version": entry.version}
    told = anna.post(f"{address}take/", rows, follow=True).content.decode()
    assert "Скажите, к чему относится уточнение «алгебра»" in told
    assert details(entry) == {}
    shown = anna.get(address, {"detail": both[1].pk}).content.decode()
    assert f'<input type="hidden" name="detail" value="{both[1].pk}">' in shown
    anna.post(f"{address}take/", rows | {"detail": str(both[1].pk)})
    assert details(entry) == {both[0].pk: "", both[1].pk: "алгебра"}


def test_it_may_belong_to_none_and_is_still_read(desk, enter, both):
    [entry] = mentees(desk.world.school, 1)
    reply = say(desk, entry, both, *both)
    page = enter(desk.world.anna).get(f"{LIST}{reply.pk}/", {"detail": "0"}).content.decode()
    assert "<dt>Уточнение</dt><dd>алгебра</dd>" in page
    desk.take(reply, detail_for=NOWHERE)
    assert details(entry) == {both[0].pk: "", both[1].pk: ""}


def test_where_no_topic_takes_one_it_is_shown_beside(desk, both):
    [entry] = mentees(desk.world.school, 1)
    proposal = proposal_of(say(desk, entry, both, desk.plain))
    assert (proposal.others, proposal.asks_detail) == ([("Уточнение", "алгебра")], False)


@pytest.mark.parametrize("junk", ["999999", "-1", "abc", "9" * 40])
def test_junk_in_place_of_a_topic_is_no_choice(desk, enter, both, junk):
    [entry] = mentees(desk.world.school, 1)
    reply = say(desk, entry, both, *both)
    page = enter(desk.world.anna).get(f"{LIST}{reply.pk}/", {"detail": junk})
    assert (page.status_code, page.context["proposal"].asks_detail) == (200, True)


def test_in_bulk_those_wait_for_a_look(desk, both):
    first, second = mentees(desk.world.school, 2)
    clear, unclear = say(desk, first, both, both[0]), say(desk, second, both, *both)
    result = take_many([clear, unclear], desk.world.anna)
    assert [one.person for one in result.taken] == [first.person]
    assert [(one.person, why) for one, why in result.left] == [
        (second.person, "уточнение может относиться к разным направлениям")
    ]


def test_strengths_of_a_mentor_are_asked_about_too(desk, both):
    [entry] = mentors(desk.world.school, 1)
    questions = [several("strong", "strengths", both), text("strong_detail", "strength_detail")]
    values = {"strong": [f"t{one.pk}" for one in both], "strong_detail": "физика"}
    reply = desk.say(entry.person, values, side=AnswerSide.MENTOR, purpose=Purpose.READINESS, questions=questions)
    with pytest.raises(ValidationError, match="Скажите, к чему относится уточнение «физика»"):
        desk.take(reply)
    desk.take(reply, detail_for=both[0].pk)
    assert dict(entry.strengths.values_list("topic", "detail")) == {both[0].pk: "физика", both[1].pk: ""}
