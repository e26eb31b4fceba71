"""A paper of any kind from its beginning to its issue: the form made of what the kind asks, and whose rows it takes."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from mentoring.documents.erasing import objections
from mentoring.documents.forms.paper import PaperForm
from mentoring.documents.kinds import all_kinds, kind_of
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import DraftMovedOn, begin_paper, edit_paper, issue_paper
from mentoring.pairs.services import propose_pair
from schools.enums import OrganisationKind
from schools.models import Organisation
from schools.papers.models import Acquaintance, Document, LegalAct
from schools.papers.services.documents import (
    StaleDraft,
    annul_document,
    cancel_documents,
    discard_draft,
    verify_document,
)
from schools.traces import traces_of
from tests import world as cast
from tests.mentoring.documents.cast import approved, first_pair, mentee, mentor, ordered, pupil
from tests.mentoring.documents.papers_cast import EVERYTHING, OF_ORDER, OF_PAIR, OF_PERSON, invented
from tests.mentoring.pairs.cast import form, propose
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.django_db

EMPTY = {
    "since": "",
    "what": "",
    "more": "",
    "which": "",
    "yes": False,
    "person": None,
    "control": None,
    "people": [],
    "pair": None,
    "pairs": [],
    "base": None,
    "plan": None,
    "rules": None,
    "protocol": {},
}


@pytest.fixture(autouse=True)
def kinds():
    with invented():
        yield


def at(name: str, *args) -> str:
    return reverse(f"documents:{name}", args=["lesnaya", *args])


def body(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


def begun(world, kind=EVERYTHING, by=None, **subject) -> Document:
    return begin_paper(world.school, kind.code, YEAR, by or world.anna, uuid4(), **subject)


def again(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def texts(kind=EVERYTHING) -> dict[str, str]:
    return {part.code: part.default for part in kind.parts}


def saved(world, document: Document, **data) -> Document:
    fresh = again(document)
    words = texts(kind_of(fresh.kind))
    return edit_paper(fresh, version=fresh.version, data=data, texts=words, by=world.anna)


def issued(world, document: Document, **more) -> Document:
    return issue_paper(again(document), **{"day": TODAY, "by": world.anna, **more})


def sent(document: Document, **changes) -> dict:
    """What the form of the draft sends when nothing is changed."""
    form = PaperForm(document=document)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value not in (None, False)}


# What a draft begins with


def test_a_draft_knows_what_is_known(world):
    act = LegalAct.objects.create(title="Т", citation="т", is_default=True, position=1)
    document = begun(world)
    known = {
        "date": TODAY.isoformat(),
        "year": YEAR,
        "executor": world.anna.people.get().pk,
        "executor_phone": world.school.phone,
    }
    assert act.pk in document.data["acts"]
    assert {name: value for name, value in document.data.items() if name != "acts"} == EMPTY | known
    assert (document.title, document.person, document.ground) == ("О том, что есть", None, None)


def test_the_same_form_begins_one_draft(world):
    nonce = uuid4()
    made = {begin_paper(world.school, "test_everything", YEAR, world.anna, nonce).pk for _ in range(3)}
    assert len(made) == 1


def test_a_paper_of_a_pair_is_its_mentors(world):
    document = begun(world, OF_PAIR, pair=first_pair(world))
    assert (document.person, document.data["year"]) == (world.boris_card, YEAR)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (OF_PERSON, "Выберите, о ком эта бумага."),
        (OF_PAIR, "Выберите пару, о которой эта бумага."),
        (OF_ORDER, "Выберите приказ, на котором основана эта бумага."),
    ],
)
def test_a_paper_of_somebody_is_not_begun_of_nobody(world, kind, words):
    with pytest.raises(ValidationError) as refused:
        begun(world, kind)
    assert refused.value.messages == [words]


def test_labour_papers_are_not_for_those_who_are_not_employed(world):
    older, younger = pupil(world, "Жук Иван Ильич", "9А"), pupil(world, "Лось Иван Ильич", "6А")
    pair = propose(world, cast.mentor(older.person), [younger], form=form("pupil-pupil"))
    with pytest.raises(ValidationError) as refused:
        begun(world, OF_PAIR, pair=pair)
    assert refused.value.messages == [
        "«Соглашение о паре» здесь не составляют: трудовые документы бывают только у наставника-работника, "
        "который помогает работнику (ТК РФ, статья 351.8)."
    ]


def test_what_has_its_own_page_is_not_begun_here(world):
    with pytest.raises(ValidationError):
        begin_paper(world.school, "pairs_order_teachers", YEAR, world.anna, uuid4())


def test_nothing_of_another_school_begins_a_paper(world):
    stranger = cast.person(world.foreign, "Чужой Иван Ильич", "учитель")
    with pytest.raises(ValidationError):
        begun(world, OF_PERSON, person=stranger)
    assert Document.objects.count() == 0


# The form


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
    pair = propose_pair(*people, form(), [], TODAY, date(2027, 8, 31), "", world.vera)
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


# Drafts as files, the deed of issue


def test_a_draft_is_read_as_pdf_and_word(world, enter):
    document = begun(world)
    client = enter(world.gleb)
    pdf, docx = (client.get(at("paper_draft_file", document.pk, ending)) for ending in ("pdf", "docx"))
    assert (pdf.content[:5], docx.content[:2]) == (b"%PDF-", b"PK")
    assert client.get(at("paper_draft_file", document.pk, "exe")).status_code == 404


def test_a_paper_with_a_number_is_issued_once(world, enter):
    document = saved(world, begun(world), since="2026-09-20", people=[world.boris_card.pk, world.sofya_card.pk])
    client = enter(world.gleb)
    answers = {"number": "1", "proposed": "1", "date": TODAY.isoformat(), "version": document.version}
    urls = {client.post(at("paper_issue", document.pk), answers).url for _ in range(2)}
    paper = again(document)
    assert urls == {reverse("papers:document_detail", args=["lesnaya", paper.pk])}
    assert (paper.status, str(paper), paper.signer) == (
        "issued",
        "Приказ № 1 от 14.09.2026",
        "Директор Г.И.\u00a0Ветров",
    )
    assert verify_document(paper)
    rows = Acquaintance.objects.values_list("document", "person", "acquainted_on")
    assert sorted(rows) == sorted((paper.pk, person.pk, None) for person in (world.boris_card, world.sofya_card))


def test_a_sheet_gets_a_date_alone(world, enter):
    document = begun(world, OF_PERSON, person=world.boris_card)
    page = body(enter(world.anna).get(at("paper_issue", document.pk)))
    assert 'name="number"' not in page
    enter(world.anna).post(at("paper_issue", document.pk), {"date": TODAY.isoformat(), "version": 1})
    paper = again(document)
    assert (paper.status, paper.number, paper.date, paper.person) == ("issued", "", TODAY, world.boris_card)
    assert (paper.signer, str(paper)) == (world.boris_card.initials_name, "Лист: Заяц Б. Ф.")
    annul_document(paper, "испорчен", world.gleb)
    assert again(paper).status == "annulled"


def test_what_is_missing_forbids_the_issue(world, enter):
    document = begun(world)
    page = body(enter(world.anna).get(at("paper_issue", document.pk)))
    assert f'Ещё не заполнено: С какого дня. <a href="{at("paper_edit", document.pk)}">Открыть черновик</a>' in page
    with pytest.raises(ValidationError) as refused:
        issued(world, document)
    assert refused.value.messages == ["Ещё не заполнено: С какого дня."]


def test_what_nobody_has_read_is_not_issued(world, enter):
    document = saved(world, begun(world), since="2026-09-20")
    with pytest.raises(DraftMovedOn):
        issued(world, document, version=1)
    answers = {"number": "1", "proposed": "1", "date": TODAY.isoformat(), "version": 1}
    assert enter(world.anna).post(at("paper_issue", document.pk), answers).status_code == 409
    assert again(document).status == "draft"


def test_a_card_changed_at_the_last_moment_stops_the_issue(world, monkeypatch):
    def meanwhile(document, by):
        world.boris_card.surname = "Белых"
        world.boris_card.save()

    monkeypatch.setitem(all_kinds(), "test_sheet", replace(OF_PERSON, on_issue=meanwhile))
    document = begun(world, OF_PERSON, person=world.boris_card)
    with pytest.raises(ValidationError) as refused:
        issued(world, document)
    assert refused.value.messages == [
        "Пока документ издавался, сведения, которые в нём названы, изменились. Прочитайте текст и издайте ещё раз."
    ]
    assert again(document).status == "draft"


def test_an_act_past_its_date_is_told(world):
    act = LegalAct.objects.create(
        organisation=world.school, title="Старый порядок", citation="старым порядком", valid_to=date(2026, 9, 10)
    )
    document = saved(world, begun(world), since="2026-09-20", acts=[act.pk])
    told = [(one.message, one.blocks) for one in hindrances_of(document, TODAY)]
    assert told == [
        ("Акт «Старый порядок» действовал до 10.09.2026. Уберите его из оснований или замените новым.", False)
    ]


def test_a_paper_does_not_rest_on_what_is_void(world):
    order = ordered(world)
    document = begun(world, OF_ORDER, ground=order)
    annul_document(order, "не подписан", world.gleb)
    with pytest.raises(ValidationError) as refused:
        issued(world, document)
    assert "Опираться на него нельзя." in refused.value.messages[0]
    with pytest.raises(ValidationError):
        begun(world, OF_ORDER, ground=again(order))


def test_participants_issue_nothing(world):
    document = saved(world, begun(world), since="2026-09-20")
    with pytest.raises(PermissionDenied):
        issued(world, document, by=world.boris)


# Pages


@pytest.mark.parametrize(
    ("who", "create", "edit", "issue"),
    [
        ("anna", 200, 200, 200),
        ("gleb", 403, 302, 200),
        ("boris", 403, 403, 403),
        ("vera", 404, 404, 404),
    ],
)
def test_who_may_enter(world, enter, who, create, edit, issue):
    document = begun(world)
    client = enter(getattr(world, who))
    found = [
        client.get(url).status_code
        for url in (at("paper_create"), at("paper_edit", document.pk), at("paper_issue", document.pk))
    ]
    assert found == [create, edit, issue]


def test_a_paper_with_its_own_pages_is_not_found_here(world, enter):
    order = ordered(world)
    for name in ("paper_edit", "paper_issue"):
        assert enter(world.anna).get(at(name, order.pk)).status_code == 404


def test_the_page_of_choice_offers_what_fits(world, enter):
    pair, order = (
        first_pair(world),
        ordered(
            world,
            approved(
                world, mentor(world, "Швец Игорь Львович", "учитель"), mentee(world, "Ким Яна Львовна", "учитель")
            ),
        ),
    )
    client = enter(world.anna)

    def offered(query: str) -> set[str]:
        page = client.get(at("paper_create") + query)
        return {
            offer.kind.code
            for _, offers in page.context["shelves"]
            for offer in offers
            if offer.kind.code.startswith("test_")
        }

    assert offered("") == {"test_everything", "test_sheet", "test_of_pair", "test_of_order"}
    assert offered(f"?person={world.boris_card.pk}") == {"test_sheet"}
    assert offered(f"?pair={pair.pk}") == {"test_of_pair"}
    assert offered(f"?order={order.pk}") == {"test_of_order"}
    assert offered("?q=обо+всем") == {"test_everything"}
    for words in ("изменить приказ", "замену наставника"):
        found = client.get(at("paper_create"), {"q": words}).context["shelves"]
        assert "pairs_change" in {offer.kind.code for _, offers in found for offer in offers}
    whole = body(client.get(at("paper_create")))
    assert (at("order_create") in whole, at("consent_list") in whole) == (True, True)


def test_a_kindergarten_is_offered_nothing_of_pupils(world, enter):
    Organisation.objects.filter(pk=world.school.pk).update(kind=OrganisationKind.KINDERGARTEN)
    page = enter(world.anna).get(at("paper_create"))
    offered = {offer.kind.code for _, offers in page.context["shelves"] for offer in offers}
    assert {"pairs_order_pupils", "regulation_pupils", "regulation_both"} & offered == set()
    assert {"pairs_order_teachers", "regulation_teachers", "agreement_mentor"} <= offered


def test_a_stranger_begins_nothing(world, enter):
    stranger = cast.person(world.foreign, "Чужой Иван Ильич", "учитель")
    client = enter(world.anna)
    for query in (
        f"?person={stranger.pk}",
        f"?kind=test_sheet&person={stranger.pk}",
        "?pair=99999",
        "?order=я",
        "?kind=no",
    ):
        assert client.get(at("paper_create") + query).status_code == 404
    refused = client.post(at("paper_create"), {"kind": "test_sheet", "subject": stranger.pk, "nonce": uuid4()})
    assert (refused.status_code, Document.objects.count()) == (200, 0)


def test_a_paper_is_begun_from_the_page_of_choice(world, enter):
    client = enter(world.anna)
    form = {"kind": "test_sheet", "subject": world.boris_card.pk, "nonce": uuid4()}
    urls = {client.post(at("paper_create"), form).url for _ in range(2)}
    document = Document.objects.get()
    assert (urls, document.person) == ({at("paper_edit", document.pk)}, world.boris_card)
    direct = {"kind": "test_sheet", "person": world.boris_card.pk, "nonce": uuid4()}
    client.post(at("paper_create"), direct)
    assert Document.objects.filter(person=world.boris_card).count() == 2
    page = body(client.get(at("paper_create") + f"?person={world.boris_card.pk}"))
    assert page.count("Черновик: ") == 2
    discard_draft(document, world.anna)


def test_the_menu_of_a_page_tells_what_is_begun_there(world, enter):
    order = ordered(world)
    pair = order.pairs.get()
    pages = {
        "test_sheet": reverse("schools:person_detail", args=["lesnaya", world.boris_card.pk]),
        "test_of_pair": reverse("pairs:pair_detail", args=["lesnaya", pair.pk]),
        "test_of_order": reverse("papers:document_detail", args=["lesnaya", order.pk]),
    }
    for code, page in pages.items():
        shown = {who: body(enter(getattr(world, who)).get(page)) for who in ("anna", "gleb")}
        assert [f"?kind={code}&amp;" in shown[who] for who in shown] == [True, False]
        others = set(pages) - {code}
        assert not any(f"?kind={other}&amp;" in shown["anna"] for other in others)


def test_links_are_told_both_ways(world, enter):
    order = ordered(world)
    extract = issued(world, begun(world, OF_ORDER, ground=order))
    other = ordered(world, approved(world, mentor(world, "Швец Игорь Львович", "учитель"), world.mentee))
    cancel_documents([order], other, world.gleb)
    client = enter(world.gleb)

    def told(document: Document) -> dict[str, list[int]]:
        page = client.get(reverse("papers:document_detail", args=["lesnaya", document.pk]))
        return {line.label: [paper.pk for paper in line.papers] for line in page.context["links"]}

    assert told(order) == {"Опираются на него": [extract.pk], "Отменён": [other.pk]}
    assert told(extract) == {"Основание": [order.pk]}
    assert told(other) == {"Отменяет": [order.pk]}
    page = body(client.get(reverse("papers:document_annul", args=["lesnaya", other.pk])))
    assert f"Снова будут действовать: {order} «{order.title}»." in page


def test_sheets_have_their_list(world, enter):
    paper = issued(world, begun(world, OF_PERSON, person=world.boris_card))
    begun(world, OF_PERSON, person=world.boris_card)
    page = enter(world.anna).get(reverse("papers:sheet_list", args=["lesnaya"]))
    assert [row.pk for row in page.context["page_obj"]] == [paper.pk]
    drafts = enter(world.anna).get(reverse("papers:document_list", args=["lesnaya"])).context["drafts"]
    assert [draft.status for draft in drafts] == ["draft"]
    assert enter(world.vera).get(reverse("papers:sheet_list", args=["lesnaya"])).status_code == 404


@pytest.mark.parametrize("answers", [{"people": "list"}, {"control": "one"}, {"executor": "one"}])
def test_a_draft_that_chose_a_person_stops_the_destruction(world, answers):
    [(name, how)] = answers.items()
    document = begun(world)
    key = world.boris_card.pk
    traces = traces_of(world.boris_card, "—")
    assert list(objections(world.boris_card, traces)) == []
    saved(world, document, **{name: [key] if how == "list" else key})
    assert len(list(objections(world.boris_card, traces))) == 1


def test_drafts_wait_on_the_desks(world, enter):
    document = begun(world)
    begun(world, OF_PERSON, person=world.boris_card)
    desk = reverse("home:desk", args=["lesnaya"])
    assert "черновика документов не изданы" in body(enter(world.anna).get(desk))
    head = body(enter(world.gleb).get(desk))
    assert (at("paper_issue", document.pk) in head, "Лист: Заяц" in head) == (True, False)
