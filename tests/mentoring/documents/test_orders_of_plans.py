"""The order that the head names as the one by which a plan is in force: which orders may, from which day, and what becomes of
the plan when the order falls."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from mentoring.documents.forms.roadmap import ApproveForm
from mentoring.documents.services.orders import draft_change, ground_pairs
from mentoring.documents.services.roadmaps import OrderOfApproval, approve_roadmap
from mentoring.pairs.models import Pair
from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.models import Roadmap
from roadmaps.services.submitting import submit_roadmap
from schools.papers.kinds import kind_of
from schools.papers.models import Document
from schools.papers.services.documents import annul_document, enter_elsewhere
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.cast import approved, first_pair, hard_pairs, issue, mentee, mentor, ordered
from tests.mentoring.documents.samples.orders import cancelling_of
from tests.mentoring.documents.test_annexes import LATER, said
from tests.mentoring.documents.test_annexes import issue as issue_kind
from tests.roadmaps.cast import laid_out
from tests.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world) -> Roadmap:
    plan = laid_out(world)
    submit_roadmap(plan, world.anna)
    return plan


def approved_by(world, plan: Roadmap, order: Document) -> Document:
    """The paper of the plan, in force as an annex of the order."""
    form = ApprovalForm.BY_ORDER
    return approve_roadmap(plan, world.gleb, TODAY, form=form, by_order=OrderOfApproval(order)).document


def fresh(row):
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("kind", ["order", "order_payments", "pairs_order_teachers"])
def test_a_plan_waits_for_the_head_again_when_its_order_is_annulled(world, plan, kind):
    order = enter_elsewhere(world.school, kind, "О плане", "7", TODAY, world.anna)
    if kind == "pairs_order_teachers":
        ground_pairs(order, [first_pair(world)], world.anna)
    paper = approved_by(world, plan, order)
    tell = kind_of(kind).annul_consequences
    assert tell is not None
    assert f"Дорожная карта «{plan}» снова будет ждать решения руководителя." in list(tell(order))
    annul_document(order, "внесён по ошибке", world.gleb)
    assert (fresh(paper).status, fresh(plan).status, plan.approved, plan.order) == (
        "annulled",
        RoadmapStatus.SUBMITTED,
        None,
        None,
    )
    assert set(Pair.objects.values_list("status", flat=True)) <= {"approved"}


def test_a_plan_falls_with_the_change_of_an_order_when_that_order_is_cancelled(world, plan):
    base = ordered(world, *hard_pairs(world, 1))
    draft = draft_change(base, world.anna, None)
    pair = approved(world, mentor(world, "Швец Олег Львович", "учитель"), mentee(world, "Ким Яна Ильинична", "учитель"))
    draft.data |= {"pairs": [pair.pk]}
    draft.save()
    change = issue(draft, world.anna)
    paper = approved_by(world, plan, change)
    cancelling = cancelling_of(kinds_driver.school(world), base)
    told = said(cancelling, LATER, blocks=False)
    assert f"Дорожная карта «{plan}» снова будет ждать решения руководителя." in told
    assert f"Вместе с приказом утратит силу: «{paper.title}»." in told
    order = issue_kind(cancelling, world.anna, "30", LATER)
    assert (fresh(paper).status, fresh(plan).status, plan.approved) == ("cancelled", RoadmapStatus.SUBMITTED, None)
    annul_document(order, "отменили напрасно", world.gleb)
    assert (fresh(paper).status, fresh(plan).status) == ("issued", RoadmapStatus.APPROVED)
    assert plan.approved.document == paper


@pytest.mark.parametrize("kind", ["agreement_mentor", "notice_end", "order_cancel"])
def test_only_an_order_that_is_no_cancellation_approves_a_plan(world, plan, kind):
    order = enter_elsewhere(world.school, "order", "О плане", "7", TODAY, world.anna)
    other = enter_elsewhere(world.school, kind, "О другом", "772", TODAY, world.anna)
    assert list(ApproveForm(roadmap=plan).fields["order"].queryset) == [order]
    with pytest.raises(ValidationError, match="дорожную карту утверждают приказом"):
        approved_by(world, plan, other)


@pytest.mark.parametrize("chosen", [True, False], ids=["from the register", "by number and date"])
def test_a_plan_is_not_approved_before_its_order_was_issued(world, plan, chosen):
    order = enter_elsewhere(world.school, "order", "О плане", "7", TODAY, world.anna)
    by_order = OrderOfApproval(order) if chosen else OrderOfApproval(number="7", day=TODAY)
    eve = TODAY - timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        approve_roadmap(plan, world.gleb, eve, form=ApprovalForm.BY_ORDER, by_order=by_order)
    words = "Приказ издан 14.09.2026, а карта утверждается 13.09.2026, раньше него. Поправьте даты."
    assert refusal.value.message_dict == {"order" if chosen else "order_date": [words]}
    approve_roadmap(plan, world.gleb, TODAY, form=ApprovalForm.BY_ORDER, by_order=by_order)
    assert fresh(plan).status == RoadmapStatus.APPROVED
