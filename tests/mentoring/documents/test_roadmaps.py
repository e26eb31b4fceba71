"""A roadmap approved: frozen as a paper, versions with their differences, who may and what is refused in words."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from mentoring.documents.services.roadmap_versions import approve_by_order
from mentoring.documents.services.roadmaps import (
    OrderOfApproval,
    approve_roadmap,
    changes_since,
    discard_changes,
    fingerprint,
)
from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.reading import read_file
from roadmaps.services.editing import edit_measure, undo_edit
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.submitting import recall_roadmap, return_roadmap, submit_roadmap
from schools.journal.models import Entry
from schools.models import Headship, Membership
from schools.papers.models import Document, StoredFile
from schools.papers.selectors.files import read_file as content_of
from schools.papers.services.documents import enter_elsewhere, verify_document
from tests.mentoring.documents.cast import ordered
from tests.roadmaps.cast import laid_out, measure_of, small
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def fresh(roadmap):
    return Roadmap.objects.select_related("organisation", "approved__document").get(pk=roadmap.pk)


def approved(world, roadmap, **more):
    if fresh(roadmap).status != RoadmapStatus.SUBMITTED:
        submit_roadmap(roadmap, world.anna)
    return approve_roadmap(roadmap, world.gleb, more.pop("day", TODAY), **more)


def edited(world, roadmap, number="1.1", **values):
    row = measure_of(roadmap, number)
    edit_measure(row, row.version, values, world.anna)


def text_of(document):
    pages = PdfReader(BytesIO(content_of(document.pdf))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_approval_freezes_the_plan_as_a_paper_of_its_day(world, plan):
    version = approved(world, plan)
    paper = version.document
    assert (version.number, version.approved_on, version.approved_as, version.approved_by) == (
        1,
        TODAY,
        "Директор",
        world.gleb,
    )
    assert (paper.kind, paper.status, paper.number, paper.date) == ("roadmap", "issued", "", TODAY)
    assert paper.signer == "Директор Г.И.\u00a0Ветров"
    assert verify_document(paper)
    text = text_of(paper)
    assert "УТВЕРЖДАЮ Директор" in text
    assert "14 сентября 2026 г." in text
    assert "Дорожная карта наставничества" in text
    now = fresh(plan)
    assert (now.status, now.approved, now.comment, now.submitted_at) == (RoadmapStatus.APPROVED, version, "", None)
    assert now.approval == {"post": "Директор", "name": "Г.И. Ветров", "order_number": None, "order_date": "2026-09-14"}
    assert changes_since(now) == []


def test_a_plan_from_another_schools_file_is_approved_under_the_own_name(world, plan):
    foreign = {"organisation_text": "МБОУ «Луговая СОШ № 3»", "approval": {"post": "Директор", "name": "О.С. Туманова"}}
    Roadmap.objects.filter(pk=plan.pk).update(**foreign)
    version = approved(world, plan)
    text = text_of(version.document)
    assert world.school.full_name in text
    assert "Луговая" not in text
    assert "Туманова" not in text
    assert (fresh(plan).organisation_text, version.snapshot["organisation"]) == (world.school.full_name,) * 2


def test_the_journal_tells_who_in_what_capacity(world, plan):
    approved(world, plan)
    deeds = Entry.objects.filter(subject_type="roadmaps.roadmap", subject_id=plan.pk).order_by("pk")
    assert [(one.deed, one.user, one.on_behalf) for one in deeds][1:] == [
        ("передана руководителю", world.anna, "куратор"),
        ("утверждена дорожная карта", world.gleb, "Директор"),
    ]


def test_the_frozen_paper_reads_as_the_same_plan(world, plan):
    from schools.papers.engine.docx import render_docx  # beside its only test
    from schools.papers.engine.freezing import blocks_from_json
    from schools.papers.engine.page import PageSetup

    paper = approved(world, plan).document
    content = render_docx(blocks_from_json(paper.blocks), PageSetup(**paper.page), paper.title)
    again = read_file(content, "план.docx").as_json()
    assert again == small().as_json() | {
        "approval": {"post": "Директор", "name": "Г.И. Ветров", "order_number": None, "order_date": "2026-09-14"}
    }


def test_a_changed_plan_approved_again_is_a_second_version_and_the_first_paper_stays(world, plan):
    first = approved(world, plan)
    kept = content_of(first.document.pdf), first.document.blocks, first.snapshot
    edited(world, plan, content="Издать приказ и ознакомить с ним")
    assert fresh(plan).status == RoadmapStatus.CHANGED
    assert [(one.kind, one.rows) for one in changes_since(fresh(plan))] == [
        ("changed", [("содержание", "Издать приказ о наставничестве", "Издать приказ и ознакомить с ним")])
    ]
    second = approved(world, plan, day=TODAY)
    assert (second.number, fresh(plan).approved) == (2, second)
    assert "(редакция 2)" in second.document.title
    assert "ознакомить с ним" in text_of(second.document)
    again = RoadmapVersion.objects.select_related("document__pdf").get(pk=first.pk)
    assert (content_of(again.document.pdf), again.document.blocks, again.snapshot) == kept
    assert changes_since(fresh(plan)) == []


def test_changes_taken_back_leave_the_approved_version_in_force(world, plan):
    version = approved(world, plan)
    edited(world, plan, content="Другое")
    with pytest.raises(RoadmapRefused, match="отличается от утверждённой"):
        discard_changes(plan, world.anna)
    undo_edit(plan, world.anna)
    if fresh(plan).status == RoadmapStatus.CHANGED:
        discard_changes(plan, world.anna)
    assert (fresh(plan).status, fresh(plan).approved, plan.versions.count()) == (RoadmapStatus.APPROVED, version, 1)


def test_approved_twice_is_approved_once(world, plan):
    first = approved(world, plan)
    assert approve_roadmap(plan, world.gleb, TODAY) == first
    assert (RoadmapVersion.objects.count(), Document.objects.filter(kind="roadmap").count()) == (1, 1)


def test_the_signer_follows_from_the_day(world, plan):
    Headship.objects.filter(organisation=world.school, is_acting=True).update(
        starts=TODAY - timedelta(days=9), ends=TODAY - timedelta(days=5)
    )
    version = approved(world, plan, day=TODAY - timedelta(days=6))
    assert version.document.signer == "И.о. директора И.Л.\u00a0Швец"
    assert fresh(plan).approval["post"] == "И.о. директора"


def test_nobody_heads_the_organisation_on_the_day(world, plan):
    submit_roadmap(plan, world.anna)
    Headship.objects.all().delete()
    with pytest.raises(ValidationError, match="не указано, кто руководит"):
        approve_roadmap(plan, world.gleb, TODAY)
    assert fresh(plan).status == RoadmapStatus.SUBMITTED


def test_approved_by_an_order_of_the_register(world, plan):
    order = ordered(world)
    version = approved(world, plan, form=ApprovalForm.BY_ORDER, by_order=OrderOfApproval(order))
    assert f"УТВЕРЖДЕНА приказом от 14.09.2026 № {order.number}" in text_of(version.document)
    now = fresh(plan)
    assert (now.order, now.approval_form, now.approval["order_number"]) == (order, "by_order", order.number)


def test_an_annex_to_an_order_issued_on_paper(world, plan):
    version = approved(
        world,
        plan,
        form=ApprovalForm.ANNEX,
        annex_number="2",
        by_order=OrderOfApproval(None, "5/1-п.о.д.", date(2026, 9, 1)),
    )
    text = text_of(version.document)
    assert "Приложение № 2 к приказу МБОУ «Лесная СОШ № 1» от 01.09.2026 № 5/1-п.о.д." in text
    assert "УТВЕРЖДА" not in text
    assert fresh(plan).annex_number == "2"


@pytest.mark.parametrize("form", [ApprovalForm.BY_ORDER, ApprovalForm.ANNEX])
@pytest.mark.parametrize("by_order", [OrderOfApproval(), OrderOfApproval(None, "5"), OrderOfApproval(None, "", TODAY)])
def test_an_order_must_be_named(world, plan, form, by_order):
    submit_roadmap(plan, world.anna)
    with pytest.raises(ValidationError, match="Выберите приказ"):
        approve_roadmap(plan, world.gleb, TODAY, form=form, by_order=by_order)


def test_an_order_of_another_organisation_and_one_annulled_are_refused(world, plan):
    submit_roadmap(plan, world.anna)
    foreign = enter_elsewhere(world.foreign, "order", "О плане", "1", TODAY, world.vera)
    with pytest.raises(ValidationError, match="своей организации"):
        approve_roadmap(plan, world.gleb, TODAY, by_order=OrderOfApproval(foreign))
    own = enter_elsewhere(world.school, "order", "О плане", "1", TODAY, world.anna)
    Document.objects.filter(pk=own.pk).update(**{"status": "annulled"})
    own.refresh_from_db()
    with pytest.raises(ValidationError, match="не действует"):
        approve_roadmap(plan, world.gleb, TODAY, by_order=OrderOfApproval(own))


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(2006, 9, 1)])
def test_a_slip_in_the_date_is_refused(world, plan, day):
    submit_roadmap(plan, world.anna)
    with pytest.raises(ValidationError, match="не подходит"):
        approve_roadmap(plan, world.gleb, day)


def test_what_the_head_has_not_read_is_not_approved(world, plan):
    submit_roadmap(plan, world.anna)
    seen = fingerprint(fresh(plan))
    recall_roadmap(plan, world.anna)
    edited(world, plan, content="Подменено")
    submit_roadmap(plan, world.anna)
    with pytest.raises(RoadmapRefused, match="изменили"):
        approve_roadmap(plan, world.gleb, TODAY, seen=seen)
    assert (Document.objects.filter(kind="roadmap").count(), StoredFile.objects.count()) == (0, 0)
    assert approve_roadmap(plan, world.gleb, TODAY, seen=fingerprint(fresh(plan))).number == 1


def test_only_the_head_decides_and_only_the_curator_submits(world, plan):
    for who in (world.anna, world.boris, world.vera, world.oleg):
        with pytest.raises(PermissionDenied):
            approve_roadmap(plan, who, TODAY)
        with pytest.raises(PermissionDenied):
            return_roadmap(plan, "Поправить.", who)
    for who in (world.gleb, world.boris, world.vera, world.oleg):
        with pytest.raises(PermissionDenied):
            submit_roadmap(plan, who)
    assert fresh(plan).status == RoadmapStatus.DRAFT


def test_returned_with_a_comment_and_submitted_again(world, plan):
    submit_roadmap(plan, world.anna)
    with pytest.raises(RoadmapRefused, match="Напишите, что поправить"):
        return_roadmap(plan, "  ", world.gleb)
    assert return_roadmap(plan, " Уточните сроки. ", world.gleb).comment == "Уточните сроки."
    assert fresh(plan).status == RoadmapStatus.DRAFT
    with pytest.raises(RoadmapRefused, match="Решения уже не ждёт"):
        return_roadmap(plan, "Ещё раз.", world.gleb)
    assert submit_roadmap(plan, world.anna).comment == ""


def test_recalled_after_an_approval_it_is_a_changed_plan(world, plan):
    approved(world, plan)
    edited(world, plan, content="Другое")
    submit_roadmap(plan, world.anna)
    assert recall_roadmap(plan, world.anna).status == RoadmapStatus.CHANGED
    with pytest.raises(RoadmapRefused, match="Решения уже не ждёт"):
        recall_roadmap(plan, world.anna)


def test_an_empty_plan_is_not_submitted(world, plan):
    plan.measures.all().delete()
    with pytest.raises(RoadmapRefused, match="ни одного мероприятия"):
        submit_roadmap(plan, world.anna)


def test_a_draft_made_here_shows_where_the_head_will_sign(world):
    read = small()
    read.approval, read.organisation = None, None
    from mentoring.documents.composing import compose, stamp_of  # beside its only test
    from mentoring.documents.pages.roadmap import paper_of
    from schools.papers.engine.freezing import plain_text

    paper = paper_of(laid_out(world, read, pattern="teachers"))
    text = plain_text(compose(paper, stamp_of(paper))).replace("\u00a0", " ")
    assert text.startswith("Муниципальное бюджетное учреждение «Лесная СОШ № 1»")
    assert "УТВЕРЖДАЮ\nДиректор\nГ.И. Ветров\n" in text


def test_a_head_approves_what_was_submitted_and_at_once_only_what_she_writes_herself(world, plan):
    with pytest.raises(RoadmapRefused, match="ещё не передали"):
        approve_roadmap(plan, world.gleb, TODAY)
    approved(world, plan)
    edited(world, plan, content="Другое")
    with pytest.raises(RoadmapRefused, match="ещё не передали"):
        approve_roadmap(plan, world.gleb, TODAY)
    assert (fresh(plan).status, RoadmapVersion.objects.count()) == (RoadmapStatus.CHANGED, 1)
    Membership.objects.create(user=world.gleb, organisation=world.school, role="curator")
    assert approve_roadmap(plan, world.gleb, TODAY).number == 2


def test_a_version_is_not_dated_before_the_one_it_replaces(world, plan):
    approved(world, plan)
    edited(world, plan, content="Другое")
    with pytest.raises(ValidationError, match="утверждена 14.09.2026. Новую утверждают этим днём или позже"):
        approved(world, plan, day=TODAY - timedelta(days=1))
    order = Document(organisation=world.school, number="7", date=TODAY - timedelta(days=1))
    with pytest.raises(RoadmapRefused, match="утверждена 14.09.2026. Новую утверждают этим днём или позже"):
        approve_by_order(fresh(plan), order, "", world.gleb)
    assert approve_roadmap(fresh(plan), world.gleb, TODAY).number == 2
