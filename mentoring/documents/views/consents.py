"""Consents: who owes which, sheets to print, marks of signature, scans."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import consequences_of_withdrawal
from mentoring.consents.services import attach_scan, prepare_consent, sign_consent, unsign_consent, withdraw_consent
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import ANYONE, STAFF
from schools.enums import Role
from schools.models import Person
from schools.papers.services.files import store_scan
from schools.papers.services.jobs import start_job
from schools.russian import count
from schools.views.generic import attachment, attempt, back, here, show_errors

from ..forms.consents import PaperConsentForm, SignConsentForm, SignManyForm, WithdrawForm
from ..jobs import CONSENTS_PACKET, packet_pdf
from ..selectors.owed import Signer, narrowed, signers_of
from ..services.sheets import prepare_sheets, sheet_pdf, sign_paper_sheet

# More sheets than this take longer than two seconds: they go to the worker, with progress.
AT_ONCE = 12
SHOWN = (("", "все"), ("owed", "не подписали"), ("unprinted", "не напечатано"), ("prepared", "на подписи"))


@require_GET
@open_to(*STAFF)
def consent_list(request: OrganisationRequest) -> HttpResponse:
    signers = all_signers(request)
    only, q = request.GET.get("only", ""), request.GET.get("q", "")
    shown = narrowed(signers, q, only)
    owing = [signer for signer in signers if signer.owes]
    return render(
        request,
        "documents/consent_list.html",
        {
            "signers": shown,
            "total": len(signers),
            "owing": len(owing),
            "sheets_owed": sum(len(signer.owes) for signer in owing),
            "only": only,
            "q": q,
            "choices": SHOWN,
            "sign_form": SignManyForm(initial={"signed_on": request.organisation.today()}),
            "may_write": Role.CURATOR in request.roles,
        },
    )


def all_signers(request: OrganisationRequest) -> list[Signer]:
    today = request.organisation.today()
    return signers_of(request.organisation, request.year.begins, today, request.user)


def asked_keys(request: HttpRequest) -> set[str]:
    """Ticked sheets: «<person>:<purpose>»."""
    return set(request.POST.getlist("sheets"))


@require_POST
@open_to(Role.CURATOR)
def consent_print(request: OrganisationRequest) -> HttpResponse:
    """Sheets for the ticked lines, or for everybody who owes; few come at once, many through the worker."""
    keys, everybody = asked_keys(request), "everybody" in request.POST
    wanted = [
        (line.person, line.purpose)
        for signer in all_signers(request)
        for line in signer.owes
        if everybody or f"{line.person.pk}:{line.purpose}" in keys
    ]
    if not wanted:
        messages.error(request, "Печатать нечего: отметьте неподписанные согласия.")
        return back(request, "documents:consent_list")
    prepared = attempt(
        request, lambda: prepare_sheets(request.organisation, wanted, request.year.begins, request.user)
    )
    if prepared is None:
        return back(request, "documents:consent_list")
    for sentence in prepared.skipped:
        messages.warning(request, sentence)
    if not prepared.consents:
        return back(request, "documents:consent_list")
    ids = [consent.pk for consent in prepared.consents]
    if len(ids) > AT_ONCE:
        title = f"Согласия на подпись: {count(len(ids), 'лист', 'листа', 'листов')}"
        job = start_job(request.organisation, request.user, CONSENTS_PACKET, title, {"consents": ids})
        return redirect(here(request, "papers:job", pk=job.pk))
    return pdf_response(packet_pdf(prepared.consents), "Согласия.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    disposition = attachment(name).replace("attachment", "inline", 1)
    return HttpResponse(content, headers={"Content-Type": "application/pdf", "Content-Disposition": disposition})


@require_GET
@open_to(*ANYONE)
def consent_sheet(request: OrganisationRequest, pk: int) -> HttpResponse:
    """One sheet as PDF; participants reach their own."""
    consent = object_or_404(Consent.objects.select_related("document", "person"), request, pk=pk)
    if consent.document is None:
        raise Http404
    return pdf_response(sheet_pdf(consent), f"{consent.document.title}.pdf")


@require_POST
@open_to(Role.CURATOR)
def consent_sign_many(request: OrganisationRequest) -> HttpResponse:
    """Mark ticked sheets as signed on one day."""
    form = SignManyForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Впишите дату подписи: 05.09.2026.")
        return back(request, "documents:consent_list")
    keys = asked_keys(request)
    waiting = [
        consent
        for consent in Consent.objects.visible_to(request.user).filter(
            organisation=request.organisation.legal_entity, status=ConsentStatus.PREPARED
        )
        if f"{consent.person_id}:{consent.purpose}" in keys
    ]
    if not waiting:
        messages.error(request, "Отметьте напечатанные листы, которые подписаны.")
        return back(request, "documents:consent_list")
    signed = 0
    for consent in waiting:
        signed += attempt(request, lambda one=consent: sign_consent(one, day_of(form), None, request.user)) is not None
    if signed:
        messages.success(request, f"Отмечено подписанными: {count(signed, 'лист', 'листа', 'листов')}.")
    return back(request, "documents:consent_list")


def day_of(form: SignManyForm) -> date:
    return form.cleaned_data["signed_on"]


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_sign(request: OrganisationRequest, pk: int) -> HttpResponse:
    """One sheet: date, who signed, scan. A signed sheet takes a scan later."""
    consent = object_or_404(Consent.objects.select_related("person", "scan"), request, pk=pk)
    initial = {"signed_on": consent.signed_on or request.organisation.today()}
    form = SignConsentForm(request.POST or None, request.FILES or None, person=consent.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            scan = form.cleaned_data["scan"] and store_scan(request.organisation, form.cleaned_data["scan"], request.user)
            if consent.status == ConsentStatus.SIGNED:
                if scan:
                    attach_scan(consent, scan, request.user)
            else:
                sign_consent(
                    consent,
                    form.cleaned_data["signed_on"],
                    scan or None,
                    request.user,
                    representation=form.cleaned_data.get("representation"),
                )
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Записано: {consent}.")
            return back(request, "documents:consent_list")
    return render(request, "documents/consent_sign.html", {"form": form, "consent": consent})


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_on_paper(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Record a consent that was signed on the school's own sheet. `pk` is the person's."""
    person = object_or_404(Person.objects.present(), request, pk=pk)
    asked = request.GET.get("purpose", "")
    initial = {"signed_on": request.organisation.today(), "purpose": asked if asked in Purpose.values else ""}
    form = PaperConsentForm(request.POST or None, request.FILES or None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_on_paper(request, person, form)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Записано: {person.short_name}.")
            return back(request, "documents:consent_list")
    return render(request, "documents/consent_on_paper.html", {"form": form, "person": person})


def record_on_paper(request: OrganisationRequest, person: Person, form: PaperConsentForm) -> Consent:
    """The scan is kept first, then the row that refers to it."""
    asked = form.cleaned_data
    scan = store_scan(request.organisation, asked["scan"], request.user) if asked["scan"] else None
    return sign_paper_sheet(
        person, asked["purpose"], asked["signed_on"], scan, asked.get("representation"), request.user
    )


@require_POST
@open_to(Role.CURATOR)
def consent_unsign(request: OrganisationRequest, pk: int) -> HttpResponse:
    consent = object_or_404(Consent.objects.all(), request, pk=pk)
    attempt(request, lambda: unsign_consent(consent, request.user), "Отметка о подписи снята.")
    return back(request, "documents:consent_list")


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_withdraw(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What follows from the withdrawal is shown before it is recorded."""
    consent = object_or_404(Consent.objects.select_related("person"), request, pk=pk)
    form = WithdrawForm(request.POST or None, initial={"on": request.organisation.today()})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_consent(consent, form.cleaned_data["on"], form.cleaned_data["reason"], request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Отзыв записан: {consent}.")
            return back(request, "documents:consent_list")
    context = {"form": form, "consent": consent, "consequences": consequences_of_withdrawal(consent)}
    return render(request, "documents/consent_withdraw.html", context)
