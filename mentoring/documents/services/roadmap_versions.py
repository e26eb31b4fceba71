"""Versions of a roadmap: kept when the head approves it, by her signature or as an annex of an order; out of force with
that order.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Q

from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.selectors.plan import snapshot_of
from roadmaps.services.door import lock_roadmap, move_roadmap, state_of
from roadmaps.services.refusals import RoadmapRefused
from schools.journal.services import record
from schools.models import User
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import freeze_sheet
from schools.papers.services.files import Blob
from schools.papers.services.signing import Signer, signer_of

from ..composing import compose, stamp_of
from ..order_kinds import ROADMAP
from ..pages.roadmap import Approving, approval_by, kept_name, page_for, paper_of, short_title


def keep_version(
    locked: Roadmap,
    approving: Approving,
    signer: Signer,
    *,
    frozen: list[dict[str, Any]],
    pdf: Blob | None,
    by: User,
    post: str,
    order: Document | None,
    day: date,
) -> RoadmapVersion:
    """The locked plan approved as it stands: its paper frozen, version n + 1, the marks of the approval kept."""
    paper = paper_of(locked, approving)
    number = locked.versions.count() + 1
    document = freeze_sheet(
        locked.organisation,
        ROADMAP,
        short_title(paper.title if number == 1 else f"{paper.title} (редакция {number})"),
        day=day,
        blocks=frozen,
        page=page_for(locked).to_json(),
        by=by,
        pdf=pdf,
        data=paper.data | {"version": number},
        signer=signer.line,
    )
    if order is not None and order.register_id is not None:
        document.ground = order
        document.save(update_fields=["ground"])
    values: dict[str, Any] = {
        "organisation_text": kept_name(locked),
        "approval": asdict(approval_by(approving, signer.headship, day)),
        "approval_form": approving.form,
        "annex_number": approving.annex_number,
        "order": order,
        "comment": "",
        "submitted_at": None,
    }
    for name, value in values.items():
        setattr(locked, name, value)
    version = RoadmapVersion.objects.create(
        roadmap=locked,
        number=number,
        document=document,
        snapshot=snapshot_of(locked),
        approved_by=by,
        approved_as=post,
        approved_on=day,
    )
    move_roadmap(
        locked,
        RoadmapStatus.APPROVED,
        deed="утверждена дорожная карта",
        by=by,
        on_behalf=post,
        values=values | {"approved": version},
    )
    return version


def approve_by_order(roadmap: Roadmap, order: Document, annex_number: str, by: User) -> RoadmapVersion:
    """The plan is in force by the order that has it as an annex; inside the transaction of that order's issue.

    Its words stand still since they were laid before the head: only a submitted plan is approved. The PDF of the version is
    drawn from its blocks when it is asked for. Raises RoadmapRefused by name.
    """
    locked = lock_roadmap(roadmap)
    if locked.status != RoadmapStatus.SUBMITTED:
        now = locked.get_status_display()
        raise RoadmapRefused(
            [f"Дорожная карта сейчас «{now}»: утвердить приказом можно ту, что передана руководителю."]
        )
    check_rows(locked)
    day = order.date or order.organisation.today()
    if early := why_too_early(locked, day):
        raise RoadmapRefused([early])
    signer = signer_of(locked.organisation, day)
    approving = Approving(ApprovalForm.ANNEX, annex_number, order.number, day.isoformat())
    paper = paper_of(locked, approving)
    frozen = blocks_to_json(compose(paper, stamp_of(paper, day=day)))
    return keep_version(
        locked, approving, signer, frozen=frozen, pdf=None, by=by, post=signer.post, order=order, day=day
    )


def check_rows(roadmap: Roadmap) -> None:
    """Raises RoadmapRefused for a plan of nothing."""
    if not roadmap.measures.exists():
        raise RoadmapRefused(["В дорожной карте нет ни одного мероприятия. Верните её куратору."])


def why_too_early(roadmap: Roadmap, day: date) -> str:
    """Why a new version is not approved on the day, whether by signature or by order; empty when it may be."""
    if roadmap.approved is None or day >= roadmap.approved.approved_on:
        return ""
    before = roadmap.approved.approved_on
    return f"Действующая редакция утверждена {before:%d.%m.%Y}. Новую утверждают этим днём или позже."


def unapprove(roadmap: Roadmap, order: Document, by: User, *, deed: str) -> Roadmap:
    """The order that approved the plan is void or cancelled: the last version before it whose own order stands is in force
    again, if there is one, and the plan waits for the head.
    """
    locked = lock_roadmap(roadmap)
    if locked.approved is None or locked.approved.document.ground_id != order.pk:
        return locked
    earlier = (
        locked.versions.filter(number__lt=locked.approved.number, document__status=DocumentStatus.ISSUED)
        .filter(Q(document__ground__isnull=True) | Q(document__ground__status=DocumentStatus.ISSUED))
        .exclude(document__ground=order)
        .order_by("-number")
        .first()
    )
    values = {"approved": earlier, "order": earlier.document.ground if earlier else None, "comment": deed}
    if locked.status == RoadmapStatus.SUBMITTED:
        # Edited since and laid before the head again: it waits as it did.
        return _noted(locked, values, deed, by)
    return move_roadmap(locked, RoadmapStatus.SUBMITTED, deed=deed, by=by, on_behalf="", values=values)


def approve_again(version: RoadmapVersion, by: User) -> None:
    """The order that had cancelled the one of this version is void: what the version says is in force again, unless the
    head has approved another meanwhile. A plan edited since goes on being edited.
    """
    locked = lock_roadmap(version.roadmap)
    later = locked.approved
    if later is not None and later.number > version.number:
        return
    values = {"approved": version, "order": version.document.ground, "comment": ""}
    if locked.status == RoadmapStatus.SUBMITTED and snapshot_of(locked) == version.snapshot:
        move_roadmap(locked, RoadmapStatus.APPROVED, deed="приказ снова действует", by=by, values=values)
        return
    _noted(locked, values, "приказ снова действует", by)


def _noted(locked: Roadmap, values: dict[str, Any], deed: str, by: User) -> Roadmap:
    """Another version is in force, the status stays; the journal keeps it."""
    before = state_of(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    record(deed, locked, organisation=locked.organisation, user=by, before=before, after=state_of(locked))
    return locked
