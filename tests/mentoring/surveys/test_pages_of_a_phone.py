"""A page of questions is two screens of a phone at most: a section that is higher goes on on the next page."""

import pytest
from django.test import Client

from mentoring.surveys.enums import Mode
from mentoring.surveys.lengths import A_LITTLE_MORE, height_of, pages_of
from mentoring.surveys.library import library, library_item
from mentoring.surveys.models import Reply
from mentoring.surveys.selectors.questionnaires import filled
from mentoring.surveys.tokens import token_of
from mentoring.surveys.wording import Condition, Option, Question, Section, Wording
from tests.mentoring.surveys import cast

BOXES = tuple(Option(f"o{n}", f"Направление {n}") for n in range(18))


def many(code: str, **more) -> Question:
    return Question(code, "multiple", f"Отметьте: {code}", required=False, options=BOXES, **more)


def codes(words: Wording) -> list[tuple[str, str, list[str]]]:
    return [(page.title, page.text, [one.code for one in page.questions]) for page in pages_of(words)]


def test_a_section_too_high_goes_on_on_the_next_page():
    words = Wording("Запрос", sections=(Section("Что нужно", "Отметьте.", (many("a"), many("b"), many("c"))),))
    assert codes(words) == [
        ("Что нужно", "Отметьте.", ["a"]),
        ("Что нужно, продолжение", "", ["b"]),
        ("Что нужно, продолжение", "", ["c"]),
    ]


def test_short_sections_stay_whole_and_empty_ones_are_no_page():
    words = Wording("Пульс", sections=(Section(), Section("", "", (cast.scale(), cast.long_text()))))
    assert codes(words) == [("", "", ["useful", "wish"])]
    assert pages_of(Wording("Пусто")) == (Section(),)


def test_what_is_asked_on_a_condition_stays_with_what_decides_it():
    asked = many("b", when=Condition("a", "is", "o1"))
    assert [
        names for _, _, names in codes(Wording("Запрос", sections=(Section("", "", (many("a"), asked, many("c"))),)))
    ] == [
        ["a", "b"],
        ["c"],
    ]


def test_one_short_question_is_no_page_of_its_own():
    words = Wording("Запрос", sections=(Section("", "", (many("a"), cast.scale(), cast.scale("b"))),))
    assert [names for _, _, names in codes(words)] == [["a", "useful", "b"]]


def test_no_page_of_the_library_is_higher():
    """Only one question may be higher than that by itself; what is asked on a condition is not there at first."""
    for item in library():
        for page in pages_of(item.wording):
            always = [one for one in page.questions if one.when is None]
            assert len(always) == 1 or sum(map(height_of, always)) <= A_LITTLE_MORE, item.code


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_teachers_request_is_sent_page_by_page(world):
    """Three lists of topics stand on three pages; what was said on the first is kept while one goes on, without a script."""
    item = library_item("request_mentee_teacher")
    words = filled(item.wording, world.school)
    form = cast.make_questionnaire(world.school, item.side, purpose=item.purpose, mode=item.mode, content=words)
    ticket = cast.open_wave(world.school, form, mode=Mode.CONFIDENTIAL, asked=[world.sofya_card]).tickets.get()
    client, address = Client(), f"/a/{token_of(ticket.nonce)}/"
    first = client.get(f"{address}1/").content.decode()
    boxes = [client.get(f"{address}{page}/").content.decode().count('type="checkbox"') for page in (1, 2, 3)]
    assert boxes[0] == boxes[1] == boxes[2] == len(words.question("requests_high").options)
    assert f"Страница 1 из {len(pages_of(words))}" in first
    topic = words.question("requests_high").options[0].code
    sent = client.post(f"{address}1/", {"asked": ["requests_high"], "requests_high": [topic], "go": "next"})
    assert sent.url == f"{address}2/"
    assert f'value="{topic}" id="q-requests_high-{topic}" checked' in client.get(f"{address}1/").content.decode()
    ticket.refresh_from_db()
    assert (ticket.draft, Reply.objects.count()) == ({"requests_high": [topic]}, 0)
