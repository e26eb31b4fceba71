"""What an answer may be, and what of it is stored."""

import pytest

from mentoring.surveys.answers import Sent, numberless, settled
from mentoring.surveys.enums import Mode, QuestionKind
from mentoring.surveys.library import library_item
from mentoring.surveys.models import Answer, Reply
from mentoring.surveys.selectors.sheets import Sheet
from mentoring.surveys.services.drafts import save_page
from mentoring.surveys.services.replying import NotComplete, finish, send
from mentoring.surveys.wording import Option, Question
from tests.mentoring.surveys import cast
from tests.world import World

pytestmark = pytest.mark.usefixtures("today")

YEARS = Question("years", QuestionKind.SHORT, "Сколько лет?", target="experience_years")
ASK = "Впишите одно целое число от 0 до 60, например 3."


def topics(code: str, target: str, **more: object) -> Question:
    # The same words stand under other codes.
    prefix = {"requests_high": "h", "requests_middle": "e", "requests_low": "w", "strengths": "s"}.get(target, "o")
    options = tuple(Option(f"{prefix}{n}", text) for n, text in enumerate(("урок", "дисциплина", "родители"), 1))
    return Question(code, QuestionKind.MULTIPLE, "С чем помочь?", options=options, target=target, **more)


def ticket_of(world: World, *questions: Question, mode: str = Mode.CONFIDENTIAL):
    own = cast.make_questionnaire(world.school, "mentee", *questions, mode=mode)
    return cast.open_wave(world.school, own, mode=mode, asked=[world.sofya_card]).tickets.get()


def typed(text: str) -> Sent:
    return Sent({"asked": ["years"], "years": [text]})


@pytest.mark.parametrize(
    ("text", "is_fine"),
    [("3", True), ("около 3 лет", True), ("три", False), ("Пн после 15:00 😀", False), ("3–5", False), ("-3", False)],
)
@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("experience_years", ASK),
        ("capacity", "Впишите одно целое число от 1 до 20, например 2."),
        ("hours_per_week", "Впишите одно число от 0,5 до 40, например 2."),
    ],
)
def test_a_number_is_asked_for_where_a_bank_needs_one(target, sentence, text, is_fine):
    question = Question("n", QuestionKind.SHORT, "Сколько?", target=target)
    assert numberless([question], {"n": text}).get("n", "") == ("" if is_fine else sentence)
    assert numberless([question], {}) == {}
    for other in (
        Question("n", QuestionKind.SHORT, "Что ещё?", target="note"),
        Question("n", QuestionKind.SINGLE, "Сколько?", target=target, options=(Option("one", "одного"),)),
    ):
        assert numberless([other], {"n": text}) == {}


@pytest.mark.parametrize(
    ("target", "least", "most", "beyond"),
    [
        ("experience_years", "0", "60", ["61", "99", "2,5"]),
        ("capacity", "1", "20", ["0", "21", "1,5"]),
        ("hours_per_week", "0,5", "40", ["0", "0,4", "41"]),
    ],
)
def test_a_number_that_cannot_be_true_is_asked_for_again(target, least, most, beyond):
    question = Question("n", QuestionKind.SHORT, "Сколько?", target=target)
    assert [numberless([question], {"n": text}) for text in (least, most)] == [{}, {}]
    for text in beyond:
        assert f"от {least} до {most}" in numberless([question], {"n": text})["n"]


@pytest.mark.parametrize("mode", [Mode.CONFIDENTIAL, Mode.ANONYMOUS])
def test_without_the_number_nothing_is_sent_and_nothing_typed_is_lost(world, mode):
    ticket = ticket_of(world, YEARS, mode=mode)
    with pytest.raises(NotComplete) as refused:
        send(ticket, Sheet(ticket), typed("с мая"), cast.at(ticket))
    assert (refused.value.faults, refused.value.saved.values) == ({"years": ASK}, {"years": "с мая"})
    assert Reply.objects.count() == 0
    send(ticket, Sheet(ticket), typed("3 года"), cast.at(ticket))
    assert Answer.objects.get().text == "3 года"


def test_a_number_missing_on_an_earlier_page_is_asked_for_at_the_end(world):
    ticket = ticket_of(world, YEARS, cast.long_text())
    saved = save_page(ticket, Sheet(ticket), typed("с мая"), cast.at(ticket))
    assert saved.cleaned.problems == {"years": ASK}
    with pytest.raises(NotComplete) as refused:
        send(ticket, Sheet(ticket), Sent({"asked": ["wish"], "wish": ["Чаще"]}), cast.at(ticket))
    assert refused.value.faults == {"years": ASK}


def test_paper_says_what_it_says(world):
    ticket = ticket_of(world, YEARS)
    assert finish(ticket, {"years": "с мая"}, cast.at(ticket), on_paper=True).answers.get().text == "с мая"


def test_a_topic_ticked_twice_stays_where_it_is_more_important(world):
    """Whatever order the questions stand in."""
    asked = [
        topics("low", "requests_low", required=False),
        topics("high", "requests_high"),
        topics("middle", "requests_middle", required=False),
    ]
    wording = cast.wording(*asked)
    given = {"high": ["h1"], "middle": ["e1", "e2"], "low": ["w1", "w2"]}
    assert settled(wording, given) == {"high": ["h1"], "middle": ["e2"]}
    ticket = ticket_of(world, *asked)
    stored = finish(ticket, given, cast.at(ticket)).answers.values_list("item", "choice")
    assert sorted(stored) == [("high", "h1"), ("middle", "e2")]


def test_what_must_be_answered_is_not_emptied():
    wording = cast.wording(topics("high", "requests_high"), topics("middle", "requests_middle"))
    assert settled(wording, {"high": ["h1"], "middle": ["e1"]}) == {"high": ["h1"], "middle": ["e1"]}


def test_other_questions_may_repeat_an_answer():
    wording = cast.wording(topics("high", "requests_high"), topics("strong", "strengths"), topics("any", ""))
    given = {"high": ["h1"], "strong": ["s1"], "any": ["o1"]}
    assert settled(wording, given) == given


def test_the_library_says_that_nothing_need_be_repeated():
    """Forty-eight boxes on a phone: whoever repeats a tick is not refused."""
    wording = library_item("request_mentee_teacher").wording
    told = {one.code: one.help for one in wording.questions() if one.target in ("requests_middle", "requests_low")}
    assert set(told) == {"requests_middle", "requests_low"}
    assert all("повторять не нужно" in words for words in told.values())
