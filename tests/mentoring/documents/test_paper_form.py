"""The form made of what a kind asks: whose rows it takes, what it says of mistakes, what it keeps."""

from datetime import date

import pytest

from mentoring.documents.services.papers import edit_paper
from mentoring.pairs.services import propose_pair
from schools.papers.models import Document, LegalAct
from schools.papers.services.documents import (
    StaleDraft,
)
from tests import world as cast
from tests.mentoring.documents.cast import approved, first_pair, mentor, ordered
from tests.mentoring.documents.papers_at_work import EMPTY, again, at, begun, body, sent, texts
from tests.mentoring.pairs.cast import form
from tests.world import TODAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_kinds")]


def test_every_question_becomes_a_field_and_comes_back(world, enter):
    pair, order = (
        first_pair(world),
        ordered(world, approved(world, mentor(world, "Швец Игорь Львович", "учитель"), world.mentee)),
    )
    act = LegalAct.objects.first() or LegalAct.objects.create(title="Т", citation="т")
    document = begun(world)
    answers = {
        "since": "2026-09-20",
        "what": "первое",
        "more": "одна\r\nдве ",
        "which": "b",
        "yes": "on",
        "person": world.sofya_card.pk,
        "control": world.boris_card.pk,
        "people": [world.boris_card.pk, world.sofya_card.pk],
        "pair": pair.pk,
        "pairs": [pair.pk],
        "base": order.pk,
        "acts": [act.pk],
        "protocol_number": "1",
        "protocol_date": "2026-08-30",
        "executor": world.boris_card.pk,
        "executor_phone": "22-33",
    }
    response = enter(world.anna).post(at("paper_edit", document.pk), sent(document, **answers))
    assert (response.status_code, response.url) == (302, at("paper_edit", document.pk))
    kept = again(document).data
    wanted = {
        **EMPTY,
        "since": "2026-09-20",
        "what": "первое",
        "more": "одна\nдве",
        "which": "b",
        "yes": True,
        "person": world.sofya_card.pk,
        "control": world.boris_card.pk,
        "people": sorted([world.boris_card.pk, world.sofya_card.pk]),
        "pair": pair.pk,
        "pairs": [pair.pk],
        "base": order.pk,
        "acts": [act.pk],
        "protocol": {"body": "педагогического совета", "number": "1", "date": "2026-08-30"},
        "executor": world.boris_card.pk,
        "executor_phone": "22-33",
        "date": TODAY.isoformat(),
        "year": YEAR,
    }
    assert kept | {"people": sorted(kept["people"])} == wanted
    # Sent as it is shown it brings nothing new.
    fresh = again(document)
    enter(world.anna).post(at("paper_edit", document.pk), sent(fresh))
    assert again(document).version == fresh.version == 2


def foreign_rows(world) -> dict[str, int]:
    """One row of every sort in the other school."""
    teacher = cast.person(world.foreign, "Чужой Иван Ильич", "учитель")
    learner = cast.person(world.foreign, "Чужая Анна Ильинична", "учитель")
    people = world.foreign, cast.mentor(teacher), [cast.mentee(learner)]
    pair = propose_pair(*people, form=form(), kinds=[], starts=TODAY, ends=date(2027, 8, 31), reason="", by=world.vera)
    act = LegalAct.objects.create(organisation=world.foreign, title="Чужое положение", citation="чужим положением")
    order = Document.objects.create(organisation=world.foreign, kind="order", title="Чужой приказ")
    return {
        "person": teacher.pk,
        "control": teacher.pk,
        "people": teacher.pk,
        "executor": teacher.pk,
        "pair": pair.pk,
        "pairs": pair.pk,
        "base": order.pk,
        "rules": order.pk,
        "plan": 1,
        "acts": act.pk,
    }


def test_no_row_of_another_school_is_taken(world, enter):
    document = begun(world)
    for name, key in foreign_rows(world).items():
        for value in (key, 10**20):
            response = enter(world.anna).post(at("paper_edit", document.pk), sent(document, **{name: [value]}))
            form = response.context["form"]
            assert (response.status_code, list(form.errors)) == (200, [name])
            assert "Чуж" not in body(response)
    assert again(document).version == 1


def test_a_wrong_answer_keeps_the_others(world, enter):
    document = begun(world)
    response = enter(world.anna).post(
        at("paper_edit", document.pk), sent(document, what="важное слово", since="вчера", which="z")
    )
    assert sorted(response.context["form"].errors) == ["since", "which"]
    assert "важное слово" in body(response)
    assert again(document).data["what"] == ""


def test_a_protocol_is_not_of_a_later_day(world, enter):
    document = begun(world)
    late = sent(document, protocol_number="3", protocol_date="2026-10-01")
    response = enter(world.anna).post(at("paper_edit", document.pk), late)
    assert response.context["form"].errors == {"protocol_date": ["Протокол позже документа. Проверьте обе даты."]}


def test_two_people_do_not_overwrite_each_other(world, enter):
    document = begun(world)
    client = enter(world.anna)
    assert client.post(at("paper_edit", document.pk), sent(document, what="первое")).status_code == 302
    late = client.post(at("paper_edit", document.pk), sent(document, what="второе"))
    assert (late.status_code, late.context["differing"]) == (409, ["Что"])
    assert "второе" in body(late)
    with pytest.raises(StaleDraft):
        edit_paper(again(document), version=1, data={"what": "третье"}, texts=texts(), by=world.anna)


def test_the_page_shows_what_was_typed_and_keeps_nothing(world, enter):
    document = begun(world)
    client = enter(world.anna)
    live = body(client.post(at("paper_preview", document.pk), sent(document, what="вживую")))
    shown = body(client.post(at("paper_edit", document.pk), sent(document, what="по кнопке", show="1")))
    assert ("what: вживую" in live, "what: по кнопке" in shown) == (True, True)
    assert again(document).version == 1


def test_a_hundred_people_are_offered_by_name_and_post(world, enter, django_assert_max_num_queries):
    for number in range(100):
        cast.person(world.school, f"Сотый Иван Ильич{number}", "учитель труда")
    document = begun(world)
    client = enter(world.anna)
    client.get(at("paper_edit", document.pk))
    with django_assert_max_num_queries(70):
        page = body(client.get(at("paper_edit", document.pk)))
    assert page.count("Сотый Иван Ильич7, учитель труда") == 4
    assert 'name="control" data-pick="1"' in page


def test_two_tabs_that_touched_other_texts_lose_neither(world, enter):
    """A text that the later tab left as it was opened is taken from what is saved; what both changed is named."""
    document = begun(world)
    client, address = enter(world.anna), at("paper_edit", document.pk)
    opened = client.get(address).context["form"]["opened"].value()
    tab = {**sent(document), "opened": opened}
    client.post(address, tab | {"what": "слова первой", "text_heading": "О первом"})
    late = client.post(address, tab | {"what": "слова второй"})
    assert late.status_code == 409
    assert (late.context["taken"], late.context["differing"]) == (["Заголовок"], ["Что"])
    shown = late.context["form"]
    assert (shown["what"].value(), shown["text_heading"].value()) == ("слова второй", "О первом")
    assert "Взято из сохранённого, здесь вы этого не меняли: Заголовок." in body(late)
    sent_again = tab | {name: shown[name].value() for name in ("what", "text_heading", "opened", "version")}
    assert client.post(address, sent_again).status_code == 302
    kept = again(document)
    assert (kept.data["what"], kept.texts["heading"]) == ("слова второй", "О первом")


@pytest.mark.parametrize("opened", ["", "{", "[1]", '{"what": 5}'])
def test_a_form_without_its_marks_keeps_the_words_of_its_user(world, enter, opened):
    document = begun(world)
    client, address = enter(world.anna), at("paper_edit", document.pk)
    client.post(address, {**sent(document), "what": "первое"})
    late = client.post(address, {**sent(document), "what": "второе", "opened": opened})
    assert (late.status_code, late.context["taken"]) == (409, [])
    assert late.context["form"]["what"].value() == "второе"
