"""«Составить документ»: what this organisation may need, on shelves; and a draft of it begun from what is known."""

from uuid import uuid4

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mentoring.banks.enums import Contingent
from mentoring.pairs.models import Pair
from schools.access.gates import OrganisationRequest, open_to
from schools.enums import Role
from schools.models import Person
from schools.numbers import number_from
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.views.generic import attempt, here, nonce_of

from ..forms.beginning import BeginForm, ChangedOrderForm
from ..kinds import all_kinds
from ..kinds.kind import Shelf
from ..order_kinds import CHANGE_KIND, ORDER_KINDS
from ..selectors.beginnings import Subject, all_begun, kinds_begun, matching, shelved, suits
from ..selectors.offered import has_pupils
from ..services.papers import begin_paper, why_not


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def paper_create(request: OrganisationRequest) -> HttpResponse:
    """All kinds, or those of one person, pair or issued order (`?person=`, `?pair=`, `?order=`)."""
    asked = request.POST if request.method == "POST" else request.GET
    subject = subject_of(request, asked)
    code = asked.get("kind", "")
    if code:
        return begin_page(request, code, subject)
    elsewhere = {} if subject else own_pages(request)
    organisation = request.organisation
    kinds = kinds_begun(organisation, subject) if subject else all_begun(organisation, elsewhere)
    q = request.GET.get("q", "")
    shown = matching(kinds, q)
    consents = not subject and bool(matching([one for one in all_kinds().values() if one.purpose], q))
    context = {
        "subject": subject,
        "shelves": shelved(request.user, organisation, shown, subject, elsewhere, consents),
        "consents": consents,
        "consents_shelf": Shelf.CONSENTS.label,
        "change": CHANGE_KIND,
        "q": q,
        "searched": len(kinds) > 6,
    }
    return render(request, "documents/paper_create.html", context)


def begin_page(request: OrganisationRequest, code: str, subject: Subject) -> HttpResponse:
    """The draft when everything is known, else the one question left: of whom, of which pair, on which order."""
    if code == CHANGE_KIND:
        return change_page(request)
    kind = all_kinds().get(code)
    if kind is None or kind.begins == "elsewhere":
        raise Http404
    known = kind.begins == "organisation" or kind.begins in subject.keys
    form = BeginForm(
        request.POST if request.method == "POST" and not known else None,
        kind=kind,
        organisation=request.organisation,
        year=request.year.begins,
    )
    if request.method == "POST" and (known or form.is_valid()):
        chosen = subject if known else form.subject()
        draft = attempt(
            request,
            lambda: begin_paper(
                request.organisation,
                code,
                request.year.begins,
                request.user,
                nonce_of(request),
                person=chosen.person,
                pair=chosen.pair,
                ground=chosen.order,
            ),
        )
        if draft is not None:
            return redirect(here(request, "documents:paper_edit", pk=draft.pk))
    probe = subject.probe(request.organisation, code)
    context = {
        "kind": kind,
        "form": None if known else form,
        "subject": subject,
        "nonce": uuid4(),
        "refusal": why_not(kind, probe) if subject and known and not suits(kind, probe) else "",
    }
    return render(request, "documents/paper_begin.html", context)


def change_page(request: OrganisationRequest) -> HttpResponse:
    """A change of an order on pairs is begun from the page of that order: which one is asked here."""
    form = ChangedOrderForm(
        request.POST if request.method == "POST" else None, user=request.user, organisation=request.organisation
    )
    if request.method == "POST" and form.is_valid():
        return redirect(here(request, "documents:change_create", pk=form.cleaned_data["subject"].pk))
    context = {"kind": all_kinds()[CHANGE_KIND], "form": form, "subject": Subject(), "nonce": uuid4()}
    if not form.fields["subject"].queryset.exists():
        context["refusal"] = "изданных приказов о парах ещё нет."
    return render(request, "documents/paper_begin.html", context)


def subject_of(request: OrganisationRequest, asked: QueryDict) -> Subject:
    """From what the paper is begun. Anything of another organisation does not exist."""
    entity = request.organisation.legal_entity
    papers = Document.objects.filter(status=DocumentStatus.ISSUED)
    rows = {"person": Person.objects.present(), "pair": Pair.objects.select_related("mentor__person"), "order": papers}
    found = {}
    for name, queryset in rows.items():
        key = asked.get(name, "")
        if not key:
            continue
        if not (number := number_from(key)):
            raise Http404
        found[name] = queryset.visible_to(request.user).filter(organisation=entity, pk=number).first()
        if found[name] is None:
            raise Http404
    return Subject(**found)


def own_pages(request: OrganisationRequest) -> dict[str, str]:
    """Orders on pairs are begun from approved pairs: code of the kind → address."""
    page = here(request, "documents:order_create")
    pupils = has_pupils(request.organisation)
    found = {code: page for contingent, code in ORDER_KINDS.items() if pupils or contingent == Contingent.TEACHERS}
    return {**found, CHANGE_KIND: f"{here(request, 'documents:paper_create')}?kind={CHANGE_KIND}"}
