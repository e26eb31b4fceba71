"""Drafts as files and the deed of issue: once, whole, only what was read."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from mentoring.documents.kinds import all_kinds
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import DraftMovedOn
from schools.papers.models import Acquaintance, LegalAct
from schools.papers.services.documents import (
    annul_document,
    verify_document,
)
from tests.mentoring.documents.cast import ordered
from tests.mentoring.documents.papers_at_work import again, at, begun, body, issued, saved
from tests.mentoring.documents.papers_cast import OF_ORDER, OF_PERSON
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invented_kinds")]


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
