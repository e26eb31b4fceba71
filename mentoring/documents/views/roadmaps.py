"""A roadmap on its way to approval: how it looks on paper, the deeds of the curator and of the head, its versions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.models import Roadmap, RoadmapVersion
from roadmaps.roles import EDITORS, READERS
from roadmaps.selectors.plan import difference
from roadmaps.services.submitting import recall_roadmap, return_roadmap, submit_roadmap
from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.access.roles import HEADS, STAFF
from schools.models import User
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.engine.html import sheets_html
from schools.papers.engine.page import PageSetup
from schools.papers.enums import DocumentStatus
from schools.selectors.headship import signer_on
from schools.views.generic import attempt, here, show_errors

from ..composing import compose, stamp_of
from ..forms.roadmap import ApproveForm, ReturnForm
from ..pages.roadmap import Approving, page_for, paper_of
from ..selectors.offered import may_approve_plans
from ..services.roadmaps import (
    NOT_SUBMITTED,
    approve_roadmap,
    approving_of,
    changes_since,
    discard_changes,
    fingerprint,
    may_approve,
)


def roadmap_or_404(request: OrganisationRequest, pk: int) -> Roadmap:
    found = Roadmap.objects.visible_to(request.user).select_related("organisation", "approved__document", "order")
    return get_object_or_404(found, organisation=request.organisation.legal_entity, pk=pk)


def version_or_404(request: OrganisationRequest, pk: int) -> RoadmapVersion:
    plans = Roadmap.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    found = RoadmapVersion.objects.filter(roadmap__in=plans)
    return get_object_or_404(found.select_related("roadmap__organisation", "document__pdf", "approved_by"), pk=pk)


def card_of(request: OrganisationRequest, roadmap: Roadmap) -> str:
    """The page of the plan itself."""
    return here(request, "roadmaps:roadmap_detail", pk=roadmap.pk)


def sheet_html(roadmap: Roadmap, approving: Approving | None = None, day: Any = None) -> SafeString:
    """The paper in the browser; the engine escapes every word."""
    paper = paper_of(roadmap, approving)
    blocks = compose(paper, stamp_of(paper, day=day))
    return mark_safe(sheets_html(blocks, page_for(roadmap), "Как печатается дорожная карта"))


@require_safe
@open_to(*READERS)
def roadmap_preview(request: OrganisationRequest, pk: int) -> HttpResponse:
    """How it looks on paper as it stands now; its approved versions; what may be done next."""
    roadmap = roadmap_or_404(request, pk)
    context = {
        "roadmap": roadmap,
        "preview": sheet_html(roadmap),
        "versions": roadmap.versions.select_related("document", "approved_by"),
        "changes": changes_since(roadmap) if roadmap.approved_id and roadmap.status != RoadmapStatus.APPROVED else [],
        "is_changed": roadmap.status == RoadmapStatus.CHANGED,
        "may_submit": bool(request.roles & EDITORS) and roadmap.status in (RoadmapStatus.DRAFT, RoadmapStatus.CHANGED),
        "may_recall": bool(request.roles & EDITORS) and roadmap.status == RoadmapStatus.SUBMITTED,
        "may_approve": may_approve(roadmap, request.roles),
        "card_url": card_of(request, roadmap),
    }
    return render(request, "documents/roadmap_preview.html", context)


def to_plan_after(
    request: OrganisationRequest, pk: int, deed: Callable[[Roadmap, User], object], said: str
) -> HttpResponse:
    """A deed on the plan, what came of it in words, and the plan's own page."""
    roadmap = roadmap_or_404(request, pk)
    attempt(request, lambda: deed(roadmap, request.user), said)
    return redirect(card_of(request, roadmap))


@require_POST
@open_to(*EDITORS)
def roadmap_submit(request: OrganisationRequest, pk: int) -> HttpResponse:
    return to_plan_after(request, pk, submit_roadmap, "Дорожная карта передана руководителю.")


@require_POST
@open_to(*EDITORS)
def roadmap_recall(request: OrganisationRequest, pk: int) -> HttpResponse:
    return to_plan_after(request, pk, recall_roadmap, "Дорожная карта отозвана, её можно править.")


@require_POST
@open_to(*EDITORS)
def roadmap_discard(request: OrganisationRequest, pk: int) -> HttpResponse:
    """A changed plan that says again what was approved."""
    return to_plan_after(request, pk, discard_changes, "Действует утверждённая дорожная карта.")


@require_http_methods(["GET", "POST"])
@open_to(*HEADS)
def roadmap_return(request: OrganisationRequest, pk: int) -> HttpResponse:
    roadmap = roadmap_or_404(request, pk)
    form = ReturnForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            return_roadmap(roadmap, form.cleaned_data["comment"], request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, "Дорожная карта возвращена куратору с замечанием.")
            return redirect(card_of(request, roadmap))
    return render(
        request,
        "documents/roadmap_return.html",
        {"form": form, "roadmap": roadmap, "card_url": card_of(request, roadmap)},
    )


@require_http_methods(["GET", "POST"])
@open_to(*HEADS)
def roadmap_approve(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What the head approves: the paper with its mark, what has changed since the last version; then the deed."""
    roadmap = roadmap_or_404(request, pk)
    if roadmap.status == RoadmapStatus.APPROVED and request.method == "GET":
        return redirect(here(request, "documents:roadmap_preview", pk=pk))
    form = ApproveForm(sent(request), roadmap=roadmap, initial=initial_of(roadmap))
    status = 200
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        asked = form.cleaned_data
        try:
            version = approve_roadmap(
                roadmap,
                request.user,
                asked["day"],
                form=asked["mark"],
                annex_number=asked["annex_number"],
                by_order=form.by_order(),
                seen=asked["seen"],
            )
        except ValidationError as error:
            show_errors(form, error)
            roadmap = roadmap_or_404(request, pk)
            if asked["seen"] and asked["seen"] != fingerprint(roadmap):
                status = 409
                form.replace_sent(seen=fingerprint(roadmap))
        else:
            messages.success(request, f"Дорожная карта утверждена, {version}.")
            return redirect(here(request, "documents:roadmap_version", pk=version.pk))
    preview, problems = preview_of(roadmap, form)
    context = {
        "form": form,
        "roadmap": roadmap,
        "may_approve": may_approve(roadmap, request.roles),
        "not_submitted": NOT_SUBMITTED,
        "preview": preview,
        "problems_of_preview": problems,
        "signer": signer_on(request.organisation, day_in(form, request)),
        "changes": changes_since(roadmap) if roadmap.approved_id else [],
        "card_url": card_of(request, roadmap),
        # The mark of the head alone needs no order; what is filled in or wrong must be seen.
        "order_open": form["mark"].value() != ApprovalForm.SIGNED
        or any(
            form[name].errors or form[name].value() for name in ("order", "order_number", "order_date", "annex_number")
        ),
    }
    return render(request, "documents/roadmap_approve.html", context, status=status)


@require_POST
@open_to(*HEADS)
def roadmap_look(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The sheet alone, for the live preview of approval."""
    roadmap = roadmap_or_404(request, pk)
    form = ApproveForm(request.POST, roadmap=roadmap)
    form.is_valid()
    preview, problems = preview_of(roadmap, form)
    # What the sentence asks for must be seen: the fold of the order opens with it.
    context = {"preview": preview, "problems_of_preview": problems, "opens": "order-fold"}
    return render(request, "documents/order_preview.html", context)


@require_safe
@open_to(*READERS)
def roadmap_version(request: OrganisationRequest, pk: int) -> HttpResponse:
    """An approved version as it was frozen, and how it differs from the one before."""
    version = version_or_404(request, pk)
    before = version.roadmap.versions.filter(number__lt=version.number).order_by("-number").first()
    document = version.document
    context = {
        "version": version,
        "roadmap": version.roadmap,
        "before": before,
        "changes": difference(before.snapshot, version.snapshot) if before else [],
        "is_in_force": version.roadmap.approved_id == version.pk,
        "preview": mark_safe(
            sheets_html(blocks_from_json(document.blocks), PageSetup(**document.page), f"Дорожная карта, {version}")
        ),
        "may_see_register": bool(request.roles & STAFF),
        "card_url": card_of(request, version.roadmap),
    }
    return render(request, "documents/roadmap_version.html", context)


def initial_of(roadmap: Roadmap) -> dict[str, Any]:
    """As it was approved before or as the file has it, by today's date. An order of an earlier year is not offered again."""
    order = roadmap.order
    if order is not None and (order.status != DocumentStatus.ISSUED or not may_approve_plans(order)):
        order = None
    approval = roadmap.approval
    known = approval.get("order_number") and str(approval.get("order_date") or "") >= f"{roadmap.begins}-01-01"
    number, day = (approval["order_number"], approval["order_date"]) if known and order is None else ("", None)
    mark = roadmap.approval_form
    if mark == ApprovalForm.SIGNED and number and not (approval.get("post") or approval.get("name")):
        mark = ApprovalForm.ANNEX
    if not order and not number:
        mark = ApprovalForm.SIGNED
    return {
        "mark": mark,
        "day": roadmap.organisation.today(),
        "order": order,
        "order_number": number,
        "order_date": day,
        "annex_number": roadmap.annex_number,
        "seen": fingerprint(roadmap),
    }


def day_in(form: ApproveForm, request: OrganisationRequest) -> Any:
    asked = form.cleaned_data.get("day") if form.is_bound and hasattr(form, "cleaned_data") else None
    return asked or request.organisation.today()


def preview_of(roadmap: Roadmap, form: ApproveForm) -> tuple[SafeString, list[str]]:
    """The paper with the mark that the form asks for; where it asks for nothing sensible, with that of the head."""
    today = roadmap.organisation.today()
    if not form.is_bound:
        known = form.initial
        order = known["order"]
        number, day = (order.number, order.date.isoformat()) if order else (known["order_number"], known["order_date"])
        return sheet_html(roadmap, Approving(known["mark"], known["annex_number"], number, day or ""), today), []
    asked = form.cleaned_data
    try:
        approving = approving_of(
            asked.get("mark") or ApprovalForm.SIGNED, asked.get("annex_number", ""), form.by_order()
        )
    except ValidationError as error:
        return sheet_html(roadmap, Approving(), asked.get("day") or today), error.messages
    return sheet_html(roadmap, approving, asked.get("day") or today), []
