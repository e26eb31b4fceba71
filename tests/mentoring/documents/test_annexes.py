"""An order brings its annexes into force and takes them out of force with itself; an order that cancels ends the pairs."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.documents.composing import wording_of
from mentoring.documents.pages.annexes import title_of_plan
from mentoring.documents.selectors.hindrances import hindrances_of
from mentoring.documents.services.papers import edit_paper, issue_paper
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap
from roadmaps.services.submitting import recall_roadmap
from schools.journal.models import Entry
from schools.papers.engine.blocks import ApprovalMark, MarkPair, Point, Signature
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, verify_document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import blocks_of, points_of
from tests.mentoring.documents.samples import ACTING
from tests.mentoring.documents.samples.orders import (
    drafted_in,
    kept_by_head,
    organised,
    submitted,
)
from tests.mentoring.documents.test_orders import refused
from tests.roadmaps.cast import small
from tests.world import TODAY

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)


def issue(document: Document, by, number: str = "", day: date = TODAY) -> Document:
    return issue_paper(Document.objects.get(pk=document.pk), number=number, proposed="", day=day, by=by)


def said(document: Document, day: date = TODAY, *, blocks: bool = True) -> list[str]:
    fresh = Document.objects.get(pk=document.pk)
    return [one.message.replace("\u00a0", " ") for one in hindrances_of(fresh, day) if one.blocks == blocks]


def annexes(order: Document) -> tuple[Document, Roadmap]:
    return Document.objects.get(pk=order.data["regulation"]), Roadmap.objects.get(pk=order.data["roadmap"])


def test_an_order_brings_its_regulation_and_roadmap_into_force(world):
    order = issue(organised()(world), world.anna, "21-ОД")
    regulation, roadmap = annexes(order)
    assert (regulation.status, regulation.number, regulation.date, regulation.ground) == ("issued", "", TODAY, order)
    assert verify_document(regulation)
    [marks] = [block for block in blocks_from_json(regulation.blocks) if isinstance(block, MarkPair)]
    assert marks.right == (
        ApprovalMark("УТВЕРЖДЕНО", ("приказом МБОУ «Лесная СОШ\u00a0№\u00a01»", "от 14.09.2026 №\u00a021-ОД")),
    )
    assert (roadmap.status, roadmap.order, roadmap.annex_number) == (RoadmapStatus.APPROVED, order, "2")
    assert (roadmap.approved.document.ground, roadmap.approved.approved_as) == (order, "Директор")


def test_a_regulation_is_approved_by_an_order_and_by_nothing_else(world):
    draft = drafted_in(kinds_driver.school(world), "regulation_teachers")
    assert said(draft)[0].startswith("Положение утверждают приказом")
    with pytest.raises(ValidationError):
        issue(draft, world.anna)


def test_a_regulation_is_not_annulled_without_its_order(world, client):
    order = issue(organised()(world), world.anna)
    assert refused(lambda: annul_document(annexes(order)[0], "опечатка", world.gleb)) == [
        "Положение утверждено: Приказ № 1 от 14.09.2026. Его аннулируют и отменяют вместе с приказом."
    ]
    client.force_login(world.gleb)
    for name, absent in (("document_detail", ">Аннулировать</a>"), ("document_annul", "Документ потеряет силу")):
        page = client.get(
            reverse(f"papers:{name}", args=[order.organisation.slug, annexes(order)[0].pk])
        ).content.decode()
        assert ("вместе с приказом" in page, absent in page) == (True, False)


def test_an_order_on_some_with_a_regulation_on_others_is_a_doubt(world):
    order = organised("школа", "regulation_pupils", contingent="teachers")(world)
    assert "Приказ и положение — о наставничестве разных людей. Проверьте, то ли положение выбрано." in said(
        order, blocks=False
    )


def test_annulled_its_words_stay_a_draft_and_the_roadmap_waits_for_the_head(world):
    order = issue(organised()(world), world.anna)
    regulation, roadmap = annexes(order)
    annul_document(order, "не подписан", world.gleb)
    regulation.refresh_from_db(), roadmap.refresh_from_db()
    assert (regulation.status, roadmap.status, roadmap.approved, roadmap.order) == ("annulled", "submitted", None, None)
    again = Document.objects.get(kind="regulation_teachers", status="draft")
    assert (again.texts, again.data) == (regulation.texts, regulation.data)


def test_a_roadmap_that_nobody_submitted_is_not_approved(world):
    order = organised()(world)
    recall_roadmap(annexes(order)[1], world.anna)
    assert said(order) == [
        "Дорожная карта сейчас «составляется». Передайте её руководителю: пока её правят, утвердить её приказом нельзя."
    ]


def test_what_was_deleted_meanwhile_is_told(world):
    order = organised()(world)
    Roadmap.objects.all().delete()
    assert refused(lambda: issue(order, world.anna)) == [
        "Того, что утверждает приказ, уже нет. Откройте черновик, выберите заново и сохраните."
    ]


def test_another_number_in_an_annex_is_a_doubt(world):
    order = organised()(world)
    regulation, _ = annexes(order)
    texts = wording_of(regulation)
    texts["final"] += "\nПоложение введено приказом от 30.08.2024 № 21/1."
    edit_paper(regulation, version=1, data={}, texts=texts, by=world.anna)
    assert (
        "В положении назван приказ № 21/1. Проверьте, что это другой приказ, а не номер, оставшийся от прежнего."
        in said(order, blocks=False)
    )
    place = kinds_driver.school(world)
    other = drafted_in(place, "order_roadmap", roadmap=submitted(place, read=small()).pk)
    assert "В грифе дорожной карты стоит приказ № 12. При издании там встанет номер этого приказа." in said(
        other, blocks=False
    )


def test_a_new_regulation_replaces_the_former_and_annulled_brings_it_back(world):
    first = issue(organised()(world), world.anna)
    former, _ = annexes(first)
    place = kinds_driver.school(world)
    text = drafted_in(place, "regulation_teachers")
    second = drafted_in(place, "order_regulation")
    assert (second.data["regulation"], second.data["replaced"]) == (text.pk, former.pk)
    second = issue(second, world.anna, "22-ОД")
    former.refresh_from_db()
    assert (former.status, former.cancelled_by) == ("cancelled", second)
    annul_document(second, "ошибка", world.gleb)
    former.refresh_from_db()
    assert (former.status, former.cancelled_by) == ("issued", None)


def test_a_roadmap_laid_before_the_head_again_keeps_waiting_when_its_order_falls(world):
    base = issue(organised()(world), world.anna)
    _, roadmap = annexes(base)
    Roadmap.objects.filter(pk=roadmap.pk).update(status=RoadmapStatus.SUBMITTED)
    annul_document(base, "не подписан", world.gleb)
    roadmap.refresh_from_db()
    assert (roadmap.status, roadmap.approved) == (RoadmapStatus.SUBMITTED, None)
    entry = Entry.objects.get(deed="приказ об утверждении аннулирован")
    assert (entry.user, entry.before["утверждено"], "утверждено" in entry.after) == (
        world.gleb, "редакция 1 от 14.09.2026", False,
    )  # fmt: skip


def test_a_title_in_capitals_is_written_as_a_sentence_is():
    assert title_of_plan("ДОРОЖНАЯ КАРТА наставничества МБОУ") == "Дорожная карта наставничества МБОУ"
    assert title_of_plan("План\nмероприятий") == "План мероприятий"


def test_the_acting_head_signs_and_what_is_approved_stays_the_directors(world):
    blocks = blocks_of(organised()(world), day=ACTING)
    [signature] = [block for block in blocks if isinstance(block, Signature)]
    assert signature == Signature(post="И.о. директора", name="И.Л.\u00a0Швец")
    said = "\n".join(str(block.text) for block in blocks if isinstance(block, Point))
    assert "Директор организации:" in said


def test_where_the_head_is_the_curator_nothing_is_laid_on_her(world):
    points = points_of(kept_by_head("детский сад", "order_organise")(world))
    assert "3. Организацию наставничества (обязанности куратора) оставляю за собой." in points
    assert points_of(kept_by_head("школа", "order_curator")(world)) == [
        "1. Обязанности куратора наставничества педагогических работников с 14 сентября 2026 г. оставляю за собой.",
        "2. Контроль за исполнением настоящего приказа оставляю за собой.",
    ]


def test_without_a_regulation_to_approve_the_order_leads_to_the_page_that_makes_one(world):
    draft = drafted_in(kinds_driver.PLACES["школа"](world), "order_regulation")
    [way] = [one for one in hindrances_of(draft, TODAY) if "ещё нет" in one.message]
    assert (way.blocks, way.link) == (True, "Составить положение")
    assert way.url.endswith("/papers/new/?q=положение")


def test_days_that_cannot_be_true_forbid_the_issue_or_are_doubted(world):
    draft = drafted_in(kinds_driver.PLACES["школа"](world), "order_organise")
    draft.data = {**draft.data, "due": "2020-01-01", "report": "2019-01-01", "starts": "2031-05-05"}
    told = [one for one in hindrances_of(draft, TODAY) if one.message.startswith("«")]
    assert [(one.message, one.blocks) for one in told] == [
        ("«Ознакомить и подобрать пары до»: 01.01.2020, раньше самого документа (14.09.2026). Исправьте дату.", True),
        ("«Отчёт к»: 01.01.2019, раньше самого документа (14.09.2026). Исправьте дату.", True),
        ("«С какого дня»: 05.05.2031, больше чем через два года. Проверьте дату.", False),
    ]
