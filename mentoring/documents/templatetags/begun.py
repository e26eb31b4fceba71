"""The menu «Составить документ» of a person's, a pair's or an issued order's page: what the kinds say is begun there."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.access.roles import STAFF
from schools.enums import Role
from schools.models import Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..order_kinds import AGREEMENT
from ..selectors.agreements import Drift, agreements_out_of_step, outlived
from ..selectors.applications import settled_by_replacement, steps_of
from ..selectors.beginnings import Subject, kinds_begun
from ..selectors.overpaid import PAYMENTS, Overpaid, overpaid_in

register = template.Library()
# A pair that is not yet decided, or was given up, needs no papers.
STANDING = frozenset({PairStatus.APPROVED, PairStatus.ORDERED, PairStatus.ENDED})


@register.simple_tag
def agreement_outlived(pair: Pair) -> str:
    """Why the agreement of a pair that ended, or whose term was moved, must be looked at; empty when all is well."""
    return outlived(pair, pair.organisation.today())


@register.inclusion_tag("documents/pieces/agreement_drifts.html", takes_context=True)
def agreement_drifts(context: Any, document: Document) -> dict[str, Any]:
    """What of an agreement in force no longer holds; for those who may mend it."""
    request = context["request"]
    drifts: list[Drift] = []
    if document.kind == AGREEMENT and document.status == DocumentStatus.ISSUED and request.roles & STAFF:
        drifts = agreements_out_of_step(request.organisation, request.user, document)
    return {"drifts": drifts, "organisation": request.organisation}


@register.inclusion_tag("documents/pieces/payments_left.html", takes_context=True)
def payments_left(context: Any, document: Document) -> dict[str, Any]:
    """Whom an order in force pays after the last day of the pair; for those who may mend it."""
    request = context["request"]
    left: list[Overpaid] = []
    if document.kind == PAYMENTS and document.status == DocumentStatus.ISSUED and request.roles & STAFF:
        left = overpaid_in(request.organisation, request.user, document)
    return {"left": left}


@register.inclusion_tag("documents/pieces/replace_mentor.html", takes_context=True)
def replace_mentor(context: Any, document: Document) -> dict[str, Any]:
    """Where the curator goes on with an application for another mentor, a release or a refusal, while the pair still stands."""
    request = context["request"]
    asked = document.status == DocumentStatus.ISSUED and settled_by_replacement(document)
    if not asked or Role.CURATOR not in request.roles:
        return {"steps": []}
    return {"steps": steps_of(document), "organisation": request.organisation}


@register.inclusion_tag("documents/pieces/begin_papers.html", takes_context=True)
def begin_papers(
    context: Any, person: Person | None = None, pair: Pair | None = None, order: Document | None = None
) -> dict[str, Any]:
    """Empty for everybody but the curator, who drafts, and where nothing can be begun."""
    request = context["request"]
    alive = (
        (person is not None and person.archived_on is None and person.destroyed_at is None)
        or (pair is not None and pair.status in STANDING)
        or (order is not None and order.status == DocumentStatus.ISSUED)
    )
    if not alive or Role.CURATOR not in request.roles:
        return {"offers": []}
    subject = Subject(person=person, pair=pair, order=order)
    page = reverse("documents:paper_create", args=[request.organisation.slug])
    kinds = kinds_begun(request.organisation, subject)
    return {"offers": [(kind.label, f"{page}?{urlencode({'kind': kind.code, **subject.keys})}") for kind in kinds]}
