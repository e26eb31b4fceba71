"""The head approves a roadmap: its text is frozen as a paper, and the plan gets a version from which changes are told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from json import dumps

from django.core.exceptions import ValidationError

from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.selectors.plan import Change, difference, snapshot_of
from roadmaps.services.door import lock_roadmap, move_roadmap
from roadmaps.services.refusals import RoadmapRefused, in_words
from roadmaps.services.rights import editing_roles, require_editor
from roadmaps.services.submitting import require_head
from schools.access.roles import HEADS, roles_in
from schools.models import User
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.engine.pdf import render_pdf
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.files import write_blob
from schools.papers.services.signing import signer_of

from ..composing import compose, stamp_of
from ..pages.roadmap import Approving, page_for, paper_of
from ..selectors.offered import may_approve_plans
from .roadmap_versions import check_rows, keep_version, why_too_early

# A date further back is a slip of the hand.
EARLIEST = timedelta(days=5 * 366)
REWRITTEN = "Пока вы читали, дорожную карту изменили. Прочитайте её ещё раз и утвердите, если согласны."
NOT_SUBMITTED = (
    "Дорожную карту вам ещё не передали: её составляет куратор. Утвердить её можно, когда он передаст её вам."
)


@dataclass(frozen=True)
class OrderOfApproval:
    """By what order: one of the register, or one issued elsewhere by number and date. Nothing of both: no order."""

    order: Document | None = None
    number: str = ""
    day: date | None = None


def fingerprint(roadmap: Roadmap) -> str:
    """The words of the plan as one short word: the head approves what the page showed, not what came after."""
    return sha256(dumps(snapshot_of(roadmap), ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def changes_since(roadmap: Roadmap) -> list[Change]:
    """How the plan differs from the version in force; everything is new where there is none."""
    return difference(roadmap.approved.snapshot if roadmap.approved else {}, snapshot_of(roadmap))


def may_approve(roadmap: Roadmap, roles: Collection[str]) -> bool:
    """Whether a head with these roles may approve the plan now: when it was submitted, and at once only what she writes herself."""
    if not HEADS & set(roles) or roadmap.status == RoadmapStatus.APPROVED:
        return False
    return roadmap.status == RoadmapStatus.SUBMITTED or bool(editing_roles(roadmap.organisation) & set(roles))


def approving_of(form: str, annex_number: str, by_order: OrderOfApproval) -> Approving:
    """The mark to be printed. Raises ValidationError when the form needs an order that is not named."""
    number, day = by_order.number.strip(), by_order.day
    if by_order.order is not None:
        number, day = by_order.order.number, by_order.order.date
    if form != ApprovalForm.SIGNED and not (number and day):
        raise ValidationError(
            {"order_number": "Выберите приказ или впишите номер и дату приказа, изданного на бумаге."}
        )
    if number and day is None:
        raise ValidationError({"order_date": "Впишите дату приказа."})
    return Approving(form, annex_number.strip(), number, day.isoformat() if day and number else "")


def approve_roadmap(
    roadmap: Roadmap,
    by: User,
    day: date,
    *,
    form: str = ApprovalForm.SIGNED,
    annex_number: str = "",
    by_order: OrderOfApproval = OrderOfApproval(),
    seen: str = "",
) -> RoadmapVersion:
    """Approve the plan as it stands: frozen as a paper of the day, signed by who heads the organisation on it, version
    n + 1. Whole or not at all; approved already, the version in force is returned.

    `seen` is the `fingerprint` of what the head has read. What nobody submitted is approved only by a head who writes the
    plan herself. Call it outside of any transaction. Raises ValidationError.
    """
    post = require_head(by, roadmap.organisation)
    roadmap = Roadmap.objects.select_related("organisation", "approved").get(pk=roadmap.pk)
    if roadmap.status == RoadmapStatus.APPROVED and roadmap.approved is not None:
        return roadmap.approved
    _check_submitted(roadmap, by)
    _check_day(roadmap, day)
    _check_order(roadmap, by_order.order)
    _check_day_of_order(by_order, day)
    signer_of(roadmap.organisation, day)  # cheaper to know before rendering that nobody signs
    approving = approving_of(form, annex_number, by_order)
    paper = paper_of(roadmap, approving)
    stamp = stamp_of(paper, day=day)
    blocks, page = compose(paper, stamp), page_for(roadmap)
    frozen = blocks_to_json(blocks)
    pdf = render_pdf(blocks, page, paper.title, day)
    blob = write_blob(pdf)  # before the transaction: what is torn by a killed process is an orphan, never half a paper
    with in_words():
        order = _locked_order(by_order.order)  # papers before plans, as where the order is annulled
        locked = lock_roadmap(roadmap)
        if locked.status == RoadmapStatus.APPROVED and locked.approved is not None:
            return locked.approved
        if seen and seen != fingerprint(locked):
            raise RoadmapRefused([REWRITTEN])
        _check_submitted(locked, by)
        _check_day(locked, day)
        _check_order(locked, order)
        check_rows(locked)
        # What the page says must be what the rooms say at this moment, the head of the day included.
        signer = signer_of(locked.organisation, day)
        fresh = paper_of(locked, approving)
        if blocks_to_json(compose(fresh, stamp_of(fresh, day=day))) != frozen or page_for(locked) != page:
            raise RoadmapRefused([REWRITTEN])
        return keep_version(
            locked, approving, signer, frozen=frozen, pdf=blob, by=by, post=post, order=by_order.order, day=day
        )


def discard_changes(roadmap: Roadmap, by: User) -> Roadmap:
    """A changed plan whose changes were all taken back is the approved one again."""
    capacity = require_editor(by, roadmap.organisation)

    def nothing_differs(row: Roadmap) -> None:
        if changes_since(row):
            raise RoadmapRefused(["Дорожная карта отличается от утверждённой. Сначала отмените правки."])

    return move_roadmap(
        roadmap,
        RoadmapStatus.APPROVED,
        deed="изменения отменены, действует утверждённая",
        by=by,
        on_behalf=capacity,
        guard=nothing_differs,
    )


def _check_day(roadmap: Roadmap, day: date) -> None:
    today = roadmap.organisation.today()
    if not today - EARLIEST <= day <= today:
        raise ValidationError({"day": f"Дата {day:%d.%m.%Y} не подходит: утверждают сегодняшним или прошедшим днём."})

    if early := why_too_early(roadmap, day):
        raise ValidationError({"day": early})


def _check_submitted(roadmap: Roadmap, by: User) -> None:
    if not may_approve(roadmap, roles_in(by, roadmap.organisation)):
        raise RoadmapRefused([NOT_SUBMITTED])


def _locked_order(order: Document | None) -> Document | None:
    """As it is now: it may have been annulled while the paper was drawn, and is not until this is committed."""
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=order.pk) if order is not None else None


def _check_order(roadmap: Roadmap, order: Document | None) -> None:
    if order is None:
        return
    if order.organisation_id != roadmap.organisation.legal_entity.pk or order.register_id is None:
        raise ValidationError({"order": "Выберите приказ своей организации."})
    if order.status != DocumentStatus.ISSUED:
        raise ValidationError({"order": f"{order} не действует. Выберите изданный приказ."})
    if not may_approve_plans(order):
        raise ValidationError({"order": f"{order}: дорожную карту утверждают приказом. Выберите приказ."})


def _check_day_of_order(by_order: OrderOfApproval, day: date) -> None:
    """The mark names the order: on the day of approval it has been issued already."""
    order = by_order.order
    field, issued = ("order", order.date) if order is not None else ("order_date", by_order.day)
    if issued is not None and issued > day:
        raise ValidationError(
            {
                field: f"Приказ издан {issued:%d.%m.%Y}, а карта утверждается {day:%d.%m.%Y}, раньше него. Поправьте даты."
            }
        )
