"""Pages of a roadmap's paper: preview, deeds of curator and head, versions, files to take away."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document as read_docx
from openpyxl import load_workbook
from pypdf import PdfReader

from mentoring.documents.services.roadmaps import OrderOfApproval, approve_roadmap, fingerprint
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Occasion, Roadmap
from roadmaps.reading import read_file
from roadmaps.services.editing import edit_measure
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.models import Membership
from schools.papers.services.documents import enter_elsewhere
from tests.roadmaps.cast import measure_of, small
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, world):
    def send(user, name, pk, post=None, **more):
        client.force_login(user)
        address = reverse(f"documents:{name}", args=[world.school.slug, pk, *more.pop("rest", [])])
        return client.get(address) if post is None else client.post(address, post, follow=more.pop("follow", False))

    return send


def status_of(plan):
    return Roadmap.objects.get(pk=plan.pk).status


def words(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def approval(plan, **more):
    return {"mark": "signed", "day": TODAY.isoformat(), "seen": fingerprint(Roadmap.objects.get(pk=plan.pk))} | more


def test_the_curator_submits_recalls_and_the_head_returns(world, plan, ask):
    assert "Передать руководителю" in words(ask(world.anna, "roadmap_preview", plan.pk))
    ask(world.anna, "roadmap_submit", plan.pk, {})
    assert status_of(plan) == RoadmapStatus.SUBMITTED
    assert "Отозвать" in words(ask(world.anna, "roadmap_preview", plan.pk))
    ask(world.anna, "roadmap_recall", plan.pk, {})
    assert status_of(plan) == RoadmapStatus.DRAFT
    ask(world.anna, "roadmap_submit", plan.pk, {})
    page = ask(world.gleb, "roadmap_return", plan.pk, {"comment": " "})
    assert (page.status_code, "Напишите, что поправить" in words(page)) == (200, True)
    ask(world.gleb, "roadmap_return", plan.pk, {"comment": "Уточните сроки."})
    assert status_of(plan) == RoadmapStatus.DRAFT
    assert "Замечание руководителя: Уточните сроки." in words(ask(world.anna, "roadmap_preview", plan.pk))


def test_the_head_sees_the_paper_and_approves_it(world, plan, ask):
    submit_roadmap(plan, world.anna)
    page = words(ask(world.gleb, "roadmap_approve", plan.pk))
    assert "Подписывает: Директор Г.И. Ветров." in page
    assert '<div class="paper-mark"><p>УТВЕРЖДАЮ</p><p>Директор</p>' in page
    answer = ask(world.gleb, "roadmap_approve", plan.pk, approval(plan))
    version = plan.versions.get()
    assert answer.url == reverse("documents:roadmap_version", args=[world.school.slug, version.pk])
    page = words(ask(world.gleb, "roadmap_version", version.pk))
    assert "Редакция 1 от 14.09.2026" in page
    assert "Открыть документ" in page
    # Sent again by the back button: the same version.
    assert ask(world.gleb, "roadmap_approve", plan.pk, approval(plan)).url == answer.url
    assert ask(world.gleb, "roadmap_approve", plan.pk).status_code == 302


def test_the_live_preview_shows_the_mark_asked_for_and_changes_nothing(world, plan, ask):
    order = enter_elsewhere(world.school, "order", "О плане", "7", TODAY, world.anna)
    page = words(ask(world.gleb, "roadmap_look", plan.pk, approval(plan, mark="by_order", order=order.pk)))
    assert "<p>УТВЕРЖДЕНА</p><p>приказом от 14.09.2026 № 7</p>" in page
    page = words(ask(world.gleb, "roadmap_look", plan.pk, approval(plan, mark="annex")))
    assert '<div class="notes bad" role="status" data-opens="order-fold">' in page
    assert "Выберите приказ или впишите номер и дату" in page
    page = words(ask(world.gleb, "roadmap_look", plan.pk, {}))
    assert "УТВЕРЖДАЮ" in page
    assert status_of(plan) == RoadmapStatus.DRAFT


def test_without_scripts_the_same_by_a_button(world, plan, ask):
    sent = approval(plan, mark="annex", order_number="5", order_date="2026-09-01", annex_number="2", look="1")
    page = words(ask(world.gleb, "roadmap_approve", plan.pk, sent))
    mark = re.sub("</?span[^>]*>", "", page)
    assert "<p>Приложение № 2</p><p>к приказу МБОУ «Лесная СОШ № 1»</p><p>от 01.09.2026 № 5</p>" in mark
    assert status_of(plan) == RoadmapStatus.DRAFT


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"mark": "annex"}, "Выберите приказ или впишите номер и дату"),
        ({"order_number": "5"}, "Впишите дату приказа"),
        ({"day": "2027-09-14"}, "утверждают сегодняшним или прошедшим днём"),
        ({"day": "вчера"}, "Напишите дату так"),
        ({"order": "9" * 30}, "Выберите приказ из списка"),
        ({"mark": "печать"}, "печать"),
    ],
)
def test_what_is_refused_stays_in_the_form_with_a_sentence(world, plan, ask, sent, sentence):
    submit_roadmap(plan, world.anna)
    page = ask(world.gleb, "roadmap_approve", plan.pk, approval(plan, **sent))
    assert (page.status_code, sentence in words(page)) == (200, True)
    assert status_of(plan) == RoadmapStatus.SUBMITTED


def test_what_was_rewritten_meanwhile_is_shown_before_it_is_approved(world, plan, ask):
    stale = approval(plan)
    row = measure_of(plan, "1.1")
    edit_measure(row, row.version, {"content": "Переписано"}, world.anna)
    submit_roadmap(plan, world.anna)
    page = ask(world.gleb, "roadmap_approve", plan.pk, stale)
    assert (page.status_code, "дорожную карту изменили" in words(page), "Переписано" in words(page)) == (
        409,
        True,
        True,
    )
    assert fingerprint(Roadmap.objects.get(pk=plan.pk)) in words(page)
    assert status_of(plan) == RoadmapStatus.SUBMITTED


def test_what_nobody_submitted_is_not_offered_for_approval(world, plan, ask):
    offer = reverse("documents:roadmap_approve", args=[world.school.slug, plan.pk])
    button = '<button class="btn btn-primary">Утвердить</button>'
    assert offer not in words(ask(world.gleb, "roadmap_preview", plan.pk))
    page = words(ask(world.gleb, "roadmap_approve", plan.pk))
    assert (button in page, "вам ещё не передали" in page) == (False, True)
    page = ask(world.gleb, "roadmap_approve", plan.pk, approval(plan))
    assert (page.status_code, "вам ещё не передали" in words(page)) == (200, True)
    assert status_of(plan) == RoadmapStatus.DRAFT
    Membership.objects.create(user=world.gleb, organisation=world.school, role="curator")
    assert offer in words(ask(world.gleb, "roadmap_preview", plan.pk))
    assert button in words(ask(world.gleb, "roadmap_approve", plan.pk))


def test_a_second_version_tells_what_differs(world, plan, ask):
    submit_roadmap(plan, world.anna)
    first = approve_roadmap(plan, world.gleb, TODAY)
    row = measure_of(plan, "1.1")
    edit_measure(row, row.version, {"content": "Издать приказ до 10 сентября"}, world.anna)
    page = words(ask(world.anna, "roadmap_preview", plan.pk))
    changed = "<del>Издать приказ о наставничестве</del> → <ins>Издать приказ до 10 сентября</ins>"
    assert changed in page
    submit_roadmap(plan, world.anna)
    page = words(ask(world.gleb, "roadmap_approve", plan.pk))
    # Before the pages of the plan: the head need not read them again.
    assert page.index("Что изменилось с прошлого утверждения") < page.index(changed) < page.index('id="sheet"')
    second = approve_roadmap(plan, world.gleb, TODAY)
    page = words(ask(world.gleb, "roadmap_version", second.pk))
    assert changed in page
    assert "прежняя" in words(ask(world.gleb, "roadmap_version", first.pk))


def test_the_plan_is_given_away_in_four_forms(world, plan, ask):
    pdf = ask(world.anna, "roadmap_pdf", plan.pk)
    assert "Издать приказ о наставничестве" in " ".join(PdfReader(BytesIO(pdf.content)).pages[0].extract_text().split())
    docx = ask(world.anna, "roadmap_docx", plan.pk)
    assert read_docx(BytesIO(docx.content)).tables[-1].cell(2, 2).text == "Издать приказ о наставничестве"
    xlsx = ask(world.anna, "roadmap_xlsx", plan.pk)
    texts = {cell.value for line in load_workbook(BytesIO(xlsx.content)).active.iter_rows() for cell in line}
    assert "Издать приказ о наставничестве" in texts
    ics = ask(world.anna, "roadmap_ics", plan.pk)
    assert ics.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert ics["Content-Type"] == "text/calendar; charset=utf-8"
    for answer, ending in ((docx, "docx"), (xlsx, "xlsx"), (ics, "ics")):
        assert answer["Content-Disposition"].endswith(f".{ending}")


def test_a_draft_opened_in_the_browser_has_a_file_name(world, plan, ask):
    shown = ask(world.anna, "roadmap_pdf", plan.pk)["Content-Disposition"]
    assert shown.startswith("inline; filename*=UTF-8''%D0")
    assert shown.endswith(".pdf")


def test_a_plan_without_dates_gives_a_sentence_in_place_of_an_empty_calendar(world, plan, ask, client):
    Occasion.objects.filter(measure__roadmap=plan).update(starts=None, ends=None, spans=[])
    answer = ask(world.anna, "roadmap_ics", plan.pk)
    assert (answer.status_code, answer.url) == (
        302,
        reverse("roadmaps:roadmap_detail", args=[world.school.slug, plan.pk]),
    )
    client.force_login(world.anna)
    assert "В календарь добавить нечего" in words(client.get(answer.url))


def test_an_approved_plan_is_given_away_as_it_was_frozen(world, plan, ask):
    submit_roadmap(plan, world.anna)
    version = approve_roadmap(plan, world.gleb, TODAY)
    frozen = b"".join(ask(world.anna, "roadmap_version_file", version.pk, rest=["pdf"]).streaming_content)
    assert b"".join(ask(world.anna, "roadmap_pdf", plan.pk).streaming_content) == frozen
    row = measure_of(plan, "1.1")
    edit_measure(row, row.version, {"content": "Переписано"}, world.anna)
    assert b"".join(ask(world.anna, "roadmap_version_file", version.pk, rest=["pdf"]).streaming_content) == frozen
    text = " ".join(PdfReader(BytesIO(ask(world.anna, "roadmap_pdf", plan.pk).content)).pages[0].extract_text().split())
    assert "Переписано" in text
    docx = ask(world.anna, "roadmap_version_file", version.pk, rest=["docx"])
    assert read_docx(BytesIO(docx.content)).tables[-1].cell(2, 2).text == "Издать приказ о наставничестве"
    assert ask(world.anna, "roadmap_version_file", version.pk, rest=["exe"]).status_code == 404


@pytest.mark.parametrize("mark", ["signed", "by_order", "annex"])
@pytest.mark.parametrize("again", [False, True])
def test_what_was_edited_since_is_printed_as_a_draft(world, plan, ask, mark, again):
    """Also while it waits for the head once more; nothing of the mark of the edition in force stands over the new text."""
    submit_roadmap(plan, world.anna)
    order = OrderOfApproval(number="8", day=TODAY)
    approve_roadmap(plan, world.gleb, TODAY, form=mark, by_order=order if mark != "signed" else OrderOfApproval())
    assert "ПРОЕКТ" not in words(ask(world.anna, "roadmap_preview", plan.pk))
    row = measure_of(plan, "1.1")
    edit_measure(row, row.version, {"content": "Переписано"}, world.anna)
    if again:
        submit_roadmap(plan, world.anna)
    pdf = PdfReader(BytesIO(ask(world.anna, "roadmap_pdf", plan.pk).content)).pages[0].extract_text()
    docx = ask(world.anna, "roadmap_docx", plan.pk).content
    whole = read_docx(BytesIO(docx))
    for text in (pdf, "\n".join(node.text or "" for node in whole.element.body.iter() if node.tag.endswith("}t"))):
        assert ("ПРОЕКТ" in text, "УТВЕРЖДАЮ" in text, "Переписано" in text) == (True, mark == "signed", True)
        assert ("14 сентября" in text.replace("\u00a0", " "), "№ 8" in text.replace("\u00a0", " ")) == (False, False)
    read = read_file(docx, "план.docx").as_json()
    assert read["title"] == small().title
    assert [len(stage["measures"]) for stage in read["stages"]] == [3, 2]


def test_a_coordinator_prints_and_submits_the_plan_of_the_office(world, client):
    plan = lay_out(small(), world.office, begins=YEAR, years=1, by=world.oleg)
    client.force_login(world.oleg)
    page = client.get(reverse("documents:roadmap_preview", args=[world.office.slug, plan.pk]))
    assert (page.status_code, "Передать руководителю" in words(page)) == (200, True)
    client.post(reverse("documents:roadmap_submit", args=[world.office.slug, plan.pk]))
    assert status_of(plan) == RoadmapStatus.SUBMITTED
    answer = client.get(reverse("documents:roadmap_approve", args=[world.office.slug, plan.pk]))
    assert answer.status_code == 403


def test_fields_of_the_order_are_folded_until_the_mark_needs_one(world, plan, ask):
    submit_roadmap(plan, world.anna)
    number = plan.approval
    Roadmap.objects.filter(pk=plan.pk).update(approval={})
    folded, open_ = (
        '<details class="fold" id="order-fold"><summary>Приказ</summary>',
        '<details class="fold" id="order-fold" open><summary>Приказ</summary>',
    )
    assert folded in words(ask(world.gleb, "roadmap_approve", plan.pk))
    assert open_ in words(ask(world.gleb, "roadmap_approve", plan.pk, approval(plan, mark="annex")))
    # What the file brought must be seen.
    Roadmap.objects.filter(pk=plan.pk).update(approval=number)
    assert open_ in words(ask(world.gleb, "roadmap_approve", plan.pk))
