"""Orders in the browser: who may enter, nothing lost on a mistake, two editors, the deed of issue."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from mentoring.documents.services.wording import own_texts
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import undo_decision
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from tests.mentoring.documents.cast import approved, drafted, first_pair, hard_pairs, issue, ordered, pupil, text_of_pdf
from tests.mentoring.documents.test_wording import texts
from tests.mentoring.pairs.cast import form, propose

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"documents:{name}", args=["lesnaya", *args])


def body(response) -> str:
    return response.content.decode().replace("\u00a0", " ")


def answers(document: Document, **changes) -> dict:
    """What the form of a draft sends when nothing is changed."""
    data = document.data
    sent = {
        "version": document.version,
        "date": data["date"],
        "pairs": data["pairs"],
        "acts": data["acts"],
        "consents": "on",
        "protocol_body": "педагогического совета",
        "protocol_number": "",
        "protocol_date": "",
        "curator": data["curator"] or "",
        "control": "",
        "executor": data["executor"] or "",
        "executor_phone": data["executor_phone"],
        "programme_due": data["programme_due"],
        **{f"text_{part}": text for part, text in texts(document.kind).items()},
    }
    return {**sent, **changes}


@pytest.mark.parametrize(
    ("who", "expected"),
    [("anna", 200), ("gleb", 302), ("boris", 403), ("vera", 404), ("oleg", 404)],
)
def test_who_edits_a_draft(world, enter, draft, who, expected):
    assert enter(getattr(world, who)).get(at("order_edit", draft.pk)).status_code == expected


def test_the_head_is_led_from_the_draft_to_its_issue_and_writes_nothing(world, enter, draft):
    client = enter(world.gleb)
    assert client.get(at("order_edit", draft.pk)).url == at("order_issue", draft.pk)
    assert client.post(at("order_edit", draft.pk), answers(draft)).status_code == 403


def test_a_foreign_draft_does_not_exist(world, enter):
    foreign = Document.objects.create(organisation=world.foreign, kind="pairs_order_teachers", title="Чужой")
    client = enter(world.anna)
    for name in ("order_edit", "order_issue", "change_create", "order_ground"):
        assert client.get(at(name, foreign.pk)).status_code == 404
    assert client.post(at("order_preview", foreign.pk)).status_code == 404
    assert client.get(at("order_draft_file", foreign.pk, "pdf")).status_code == 404


def test_from_ticked_pairs_to_a_draft(world, enter):
    first, second = hard_pairs(world, 2)
    client, nonce = enter(world.anna), str(uuid4())
    page = body(client.get(at("order_create")))
    assert page.count('name="ids"') == 2
    sent = {"contingent": "teachers", "ids": [first.pk], "nonce": nonce}
    made = {client.post(at("order_create"), sent).url for _ in range(2)}
    document = Document.objects.get()
    assert (made, document.data["pairs"]) == ({at("order_edit", document.pk)}, [first.pk])


def test_the_same_pairs_lead_to_the_draft_that_waits(world, enter):
    first, second = hard_pairs(world, 2)
    draft, client = drafted(world, first), enter(world.anna)
    page = body(client.get(at("order_create")))
    ticks = {pk: "checked" in page.split(f'id="pair-{pk}"')[1].split(">")[0] for pk in (first.pk, second.pk)}
    assert (ticks, page.count("уже стоит в черновике")) == ({first.pk: False, second.pk: True}, 1)
    sent = {"contingent": "teachers", "ids": [first.pk], "nonce": str(uuid4())}
    again = client.post(at("order_create"), sent, follow=True)
    assert again.redirect_chain == [(at("order_edit", draft.pk), 302)]
    assert "второй приказ о них не составлен" in body(again)
    assert Document.objects.count() == 1
    client.post(at("order_create"), sent | {"ids": [second.pk]})
    assert Document.objects.count() == 2
    assert "Все утверждённые пары уже стоят в черновиках" in body(client.get(at("order_create")))


def test_the_register_offers_to_compose_an_order_to_the_curator_only(world, enter):
    link = f'<a class="btn btn-primary" href="{at("order_create")}">Составить приказ</a>'
    address = reverse("papers:document_list", args=["lesnaya"])
    assert [link in body(enter(who).get(address)) for who in (world.anna, world.gleb)] == [True, False]


def test_nothing_ticked_is_said_in_words(world, enter):
    hard_pairs(world, 1)
    page = body(enter(world.anna).post(at("order_create"), {"contingent": "teachers"}))
    assert "Отметьте хотя бы одну утверждённую пару." in page


def test_teachers_and_pupils_are_offered_apart(world, enter):
    first_pair(world)
    approved(world, world.mentor, pupil(world, "Ли Зоя Олеговна", "9Б"), form=form("teacher-pupil"))
    page = body(enter(world.anna).get(at("order_create")))
    assert [page.count(words) for words in ("О парах педагогических работников", "О парах обучающихся")] == [1, 1]


def test_a_wrong_blank_keeps_all_that_was_written(world, enter, draft):
    sent = answers(
        draft, text_points="Закрепить {пары}\nОбязать {щуку:дат}", text_heading="О своём", control=world.gleb_card.pk
    )
    response = enter(world.anna).post(at("order_edit", draft.pk), sent)
    page = body(response)
    assert "В строке 2 нет такого поля: {щуку:дат}." in page
    assert "Обязать {щуку:дат}</textarea>" in page
    assert "О своём</textarea>" in page
    assert f'<option value="{world.gleb_card.pk}" selected>' in page
    draft.refresh_from_db()
    assert (draft.version, draft.texts) == (1, {})


def test_a_bad_date_is_said_and_nothing_is_lost(world, enter, draft):
    page = body(
        enter(world.anna).post(at("order_edit", draft.pk), answers(draft, date="31.02.2026", text_heading="О своём"))
    )
    assert "31 февраля не бывает. Проверьте день." in page
    assert "О своём</textarea>" in page
    far = body(enter(world.anna).post(at("order_edit", draft.pk), answers(draft, date="14.09.2062")))
    assert "Проверьте год: от сегодняшнего дня до этой даты больше года." in far


def test_of_two_editors_the_second_loses_nothing(world, enter, draft):
    client = enter(world.anna)
    assert client.post(at("order_edit", draft.pk), answers(draft, text_heading="О первом")).status_code == 302
    late = client.post(at("order_edit", draft.pk), answers(draft, text_heading="О втором", executor_phone="22-33"))
    page = body(late)
    assert late.status_code == 409
    assert "О втором</textarea>" in page
    assert "В сохранённом сейчас иначе: Телефон исполнителя, Заголовок." in page
    assert 'name="version" value="2"' in page
    again = client.post(at("order_edit", draft.pk), answers(draft, version=2, text_heading="О втором"))
    draft.refresh_from_db()
    assert (again.status_code, draft.texts["heading"], draft.version) == (302, "О втором", 3)


def test_the_same_form_sent_twice_is_one_save(world, enter, draft):
    client = enter(world.anna)
    codes = [
        client.post(at("order_edit", draft.pk), answers(draft, text_heading="О нём")).status_code for _ in range(2)
    ]
    draft.refresh_from_db()
    assert (codes, draft.version) == ([302, 302], 2)


def test_wording_kept_and_reset_from_the_form(world, enter, draft):
    client = enter(world.anna)
    kept = answers(draft, text_heading="О нашем", keep_wording="1")
    assert "начнутся с ваших формулировок" in body(client.post(at("order_edit", draft.pk), kept, follow=True))
    assert own_texts(world.school, draft.kind) == {"heading": "О нашем"}
    draft.refresh_from_db()
    client.post(at("order_edit", draft.pk), answers(draft, text_heading="О нашем", reset_wording="1"))
    draft.refresh_from_db()
    assert (own_texts(world.school, draft.kind), draft.texts["heading"]) == ({}, texts()["heading"])
    kept = answers(draft, keep_wording="1")
    assert "начнутся с исходных формулировок" in body(client.post(at("order_edit", draft.pk), kept, follow=True))


def test_the_live_preview_shows_the_form_and_saves_nothing(world, enter, draft):
    client = enter(world.anna)
    page = body(client.post(at("order_preview", draft.pk), answers(draft, text_heading="О живом")))
    assert "О живом" in page
    assert "за учителем математики Черных С.П. наставника — учителя физики Зайца Б.Ф." in page
    wrong = body(client.post(at("order_preview", draft.pk), answers(draft, date="вчера")))
    assert "Проверьте: Дата приказа. Пока показан сохранённый черновик." in wrong
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_draft_to_take_away_says_that_it_is_one(world, enter, draft):
    client = enter(world.gleb)
    pdf = client.get(at("order_draft_file", draft.pk, "pdf"))
    docx = client.get(at("order_draft_file", draft.pk, "docx"))
    assert text_of_pdf(pdf.content).startswith("ПРОЕКТ")
    assert docx.content[:2] == b"PK"
    assert client.get(at("order_draft_file", draft.pk, "exe")).status_code == 404


def test_a_withdrawn_pair_stays_in_the_form_with_its_state(world, enter, draft):
    undo_decision(Pair.objects.get(), world.gleb)
    page = body(enter(world.anna).get(at("order_edit", draft.pk)))
    assert "(сейчас «у руководителя»)" in page
    assert "в приказ идут только утверждённые пары" in page


def test_changing_begins_on_its_own_page(world, enter):
    order = ordered(world)
    assert "Составляет куратор" in body(enter(world.gleb).get(at("change_create", order.pk)))
    assert enter(world.gleb).post(at("change_create", order.pk)).status_code == 403
    client = enter(world.anna)
    assert "Сейчас в приказе 1 действующая пара:" in body(client.get(at("change_create", order.pk)))
    nonce = str(uuid4())
    urls = {client.post(at("change_create", order.pk), {"nonce": nonce}).url for _ in range(2)}
    change = Document.objects.get(kind="pairs_change")
    assert urls == {at("order_edit", change.pk)}
    page = body(client.get(at("order_edit", change.pk)))
    assert "Исключить из приказа" in page
    sent = answers(change, removed=[Pair.objects.get().pk], other="", pairs=[], consents="")
    assert client.post(at("order_edit", change.pk), {**sent, "issue": "1"}).url == at("order_issue", change.pk)
    issue(change, world.gleb)
    assert Pair.objects.get().status == PairStatus.ENDED
    detail = body(client.get(reverse("papers:document_detail", args=["lesnaya", order.pk])))
    assert "Приказ № 2 от 14.09.2026" in detail


def test_an_order_from_paper_leads_to_its_pairs(world, enter):
    paper = enter_elsewhere(world.school, "pairs_order_teachers", "О парах", "7", date(2026, 9, 1), world.anna)
    pair = propose(world)
    client = enter(world.anna)
    detail = reverse("papers:document_detail", args=["lesnaya", paper.pk])
    assert at("order_ground", paper.pk) in body(client.get(detail))
    assert at("order_ground", paper.pk) in body(client.get(at("order_create")))
    assert "Отметьте пары, которые закреплены этим приказом." in body(client.post(at("order_ground", paper.pk)))
    assert client.post(at("order_ground", paper.pk), {"ids": [pair.pk]}).url == detail
    pair.refresh_from_db()
    assert (pair.status, pair.order) == (PairStatus.ORDERED, paper)
    assert "Уже закреплены этим приказом" in body(client.get(at("order_ground", paper.pk)))
    assert enter(world.boris).get(at("order_ground", paper.pk)).status_code == 403


def test_an_order_composed_here_has_no_page_of_grounding(world, enter):
    assert enter(world.anna).get(at("order_ground", ordered(world).pk)).status_code == 404


def test_wording_sent_after_the_sign_in_has_ended_stands_in_the_draft_again(world, draft, client):
    """The words come back into the form and the page beside it; nothing is saved before the button is pressed anew."""
    before = Document.objects.values("version", "texts").get(pk=draft.pk)
    client.post(at("order_edit", draft.pk), answers(draft, text_preamble="По решению школы наставников"))
    client.force_login(world.anna)
    page = client.get(at("order_edit", draft.pk))
    assert page.context["form"]["text_preamble"].value() == "По решению школы наставников"
    assert "введённое сохранено и стоит в полях" in body(page)
    assert "По решению школы наставников" in page.context["preview"].replace("\u00a0", " ")
    assert Document.objects.values("version", "texts").get(pk=draft.pk) == before


def test_parts_of_the_wording_are_not_called_optional(world, draft, enter):
    page = body(enter(world.anna).get(at("order_edit", draft.pk)))
    labels = {"Заголовок": False, "Преамбула": False, "Пункты": False, "Контроль": True}
    assert {label: f'>{label} <span class="optional">' in page for label in labels} == labels
