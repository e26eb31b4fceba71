"""What happens to a plan while its paper is drawn."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection

from mentoring.documents.services import roadmaps
from mentoring.documents.services.roadmaps import OrderOfApproval, approve_roadmap
from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.models import RoadmapVersion
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.submitting import recall_roadmap, submit_roadmap
from schools.models import Headship
from schools.papers.models import Document
from schools.papers.services.documents import enter_elsewhere
from tests.mentoring.documents.test_roadmaps import fresh
from tests.world import TODAY

pytestmark = pytest.mark.django_db


def meanwhile(monkeypatch, deed):
    """Somebody does it while the paper is being drawn."""
    real = roadmaps.render_pdf

    def drawn(*args):
        deed()
        return real(*args)

    monkeypatch.setattr(roadmaps, "render_pdf", drawn)


def test_what_is_recalled_while_the_paper_is_drawn_is_not_approved(world, plan, monkeypatch):
    submit_roadmap(plan, world.anna)
    meanwhile(monkeypatch, lambda: recall_roadmap(plan, world.anna))
    with pytest.raises(RoadmapRefused, match="ещё не передали"):
        approve_roadmap(plan, world.gleb, TODAY)
    assert (fresh(plan).status, Document.objects.count()) == (RoadmapStatus.DRAFT, 0)


def test_an_order_annulled_while_the_paper_is_drawn_is_no_ground(world, plan, monkeypatch):
    submit_roadmap(plan, world.anna)
    order = enter_elsewhere(world.school, "order", "О плане", "1", TODAY, world.anna)
    meanwhile(monkeypatch, lambda: Document.objects.filter(pk=order.pk).update(**{"status": "annulled"}))
    with pytest.raises(ValidationError, match="не действует"):
        approve_roadmap(plan, world.gleb, TODAY, form=ApprovalForm.BY_ORDER, by_order=OrderOfApproval(order))
    assert (fresh(plan).status, RoadmapVersion.objects.count()) == (RoadmapStatus.SUBMITTED, 0)


def test_the_page_is_drawn_and_written_before_the_transaction(world, plan, monkeypatch):
    """Design, decision 14. Inside of it the page is only composed again and compared."""
    submit_roadmap(plan, world.anna)
    depth = len(connection.savepoint_ids)
    seen: list[tuple[str, int]] = []

    def watched(owner, name):
        real = getattr(owner, name)

        def deed(*args, **kwargs):
            seen.append((name, len(connection.savepoint_ids) - depth))
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, deed)

    watched(roadmaps, "render_pdf")
    watched(default_storage, "exists")  # the first thing that writing a file asks
    watched(roadmaps, "lock_roadmap")
    watched(roadmaps, "compose")
    approve_roadmap(plan, world.gleb, TODAY)
    assert seen == [("compose", 0), ("render_pdf", 0), ("exists", 0), ("lock_roadmap", 1), ("compose", 1)]


def test_another_head_of_the_day_is_noticed_while_the_page_is_drawn(world, plan, monkeypatch):
    submit_roadmap(plan, world.anna)
    real = roadmaps.render_pdf

    def meanwhile(*args):
        Headship.objects.filter(organisation=world.school).update(post="Исполняющий обязанности директора")
        return real(*args)

    monkeypatch.setattr(roadmaps, "render_pdf", meanwhile)
    with pytest.raises(RoadmapRefused, match="Пока вы читали"):
        approve_roadmap(plan, world.gleb, TODAY)
    assert (fresh(plan).status, Document.objects.filter(kind="roadmap").count()) == (RoadmapStatus.SUBMITTED, 0)
