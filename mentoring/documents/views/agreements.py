"""Additional agreements that are owed, and drafts of them for everybody at once."""

from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.labour import owing_agreement
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.papers.models import Document
from schools.russian import count
from schools.views.generic import attempt, here, ids_in, nonce_of, say

from ..forms.agreements import SHARED, AgreementsForm
from ..kinds import kind_of
from ..order_kinds import AGREEMENT
from ..selectors.agreements import agreements_out_of_step, agreements_owed_in
from ..selectors.parties import party_of
from ..services.agreements import draft_agreements, ground_agreement


@require_http_methods(["GET", "POST"])
@open_to(*STAFF)
def agreement_list(request: OrganisationRequest) -> HttpResponse:
    """Who owes an agreement; the curator makes drafts for all of them with what they have in common."""
    curator = Role.CURATOR in request.roles
    if request.method == "POST" and not curator:
        raise PermissionDenied("Соглашения составляет куратор организации.")
    owed = agreements_owed_in(request.organisation, request.year, request.user)
    waiting = [one for one in owed if one.draft is None]
    probe = Document(organisation=request.organisation.legal_entity, kind=AGREEMENT, data={"year": request.year.begins})
    begin = kind_of(AGREEMENT).begin
    known: dict[str, Any] = dict(begin(probe, request.user)) if begin is not None and waiting else {}
    form = AgreementsForm(
        request.POST if request.method == "POST" else None,
        document=probe,
        owed=waiting,
        initial={name: known[name] for name in SHARED if name in known},
    )
    if request.method == "POST" and form.is_valid():
        answers, people, nonce = form.answers(), form.chosen(), nonce_of(request) or uuid4()
        made = attempt(
            request,
            lambda: draft_agreements(
                request.organisation, request.year, request.user, nonce, answers=answers, people=people
            ),
        )
        if made is not None:
            n = count(len(made), "черновик соглашения", "черновика соглашений", "черновиков соглашений")
            say(
                request,
                f"Составлено: {n}. Впишите трудовой договор каждого и издайте." if made else "Черновики уже есть.",
            )
            return redirect(here(request, "documents:agreement_list"))
    context = {
        "owed": owed,
        "waiting": waiting,
        "drafts": len(owed) - len(waiting),
        "form": form if curator else None,
        "nonce": uuid4(),
        "drifts": agreements_out_of_step(request.organisation, request.user),
    }
    return render(request, "documents/agreement_list.html", context)


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def agreement_ground(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Pairs of which an agreement signed on paper speaks."""
    on_paper = Document.objects.filter(kind=AGREEMENT, elsewhere=True).select_related("organisation")
    document = object_or_404(on_paper, request, pk=pk)
    own = Pair.objects.visible_to(request.user).filter(organisation=request.organisation.legal_entity)
    owing = owing_agreement(own, request.organisation.today())
    if (party := party_of(document)) is not None:
        owing = owing.filter(mentor__person=party)
    rows = owing.select_related("mentor__person", "form").prefetch_related("seats__mentee__person")
    asked = set(ids_in(request.POST))
    if request.method == "POST":
        # Those offered, and those that the same form sent before has put under this agreement already.
        known = [*owing.values_list("pk", flat=True), *own.filter(agreement=document).values_list("pk", flat=True)]
        chosen = list(own.filter(pk__in=asked & set(known)).select_related("mentor__person", "form"))
        done = attempt(
            request,
            lambda: ground_agreement(document, chosen, request.user),
            lambda pairs: f"Соглашение записано, {count(len(pairs), 'пара', 'пары', 'пар')}.",
        )
        if done is not None:
            return redirect(here(request, "papers:document_detail", pk=pk))
    context = {
        "document": document,
        "pairs": rows.order_by("mentor__person__name_key", "pk"),
        "asked": asked,
        "agreed": document.agreed_pairs.select_related("mentor__person").prefetch_related("seats__mentee__person"),
    }
    return render(request, "documents/agreement_ground.html", context)
