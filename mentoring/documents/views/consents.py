"""Consents: who owes which, sheets to print, everybody's own."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.access.roles import ANYONE, STAFF
from schools.enums import Role
from schools.models import Person
from schools.papers.services.jobs import start_job
from schools.russian import count
from schools.views.generic import attachment, attempt, back, here

from ..forms.consents import SignManyForm
from ..forms.wording import WordingForm
from ..jobs import CONSENTS_PACKET, arguments_of
from ..kinds import all_kinds
from ..selectors.owed import Signer, narrowed, own_lines, signers_of
from ..services.sheets import minors_of, packet_pdf, prepare_sheets, sheet_pdf
from ..services.wording import keep_wording, own_texts, reset_wording

# More sheets than this take longer than two seconds: they go to the worker, with progress.
AT_ONCE = 12
PEOPLE_ON_PAGE = 50
SHOWN = (("", "все"), ("owed", "не подписали"), ("unprinted", "не напечатано"), ("prepared", "на подписи"))


@require_GET
@open_to(*STAFF)
def consent_list(request: OrganisationRequest) -> HttpResponse:
    signers = all_signers(request)
    only, q = request.GET.get("only", ""), request.GET.get("q", "")
    shown = narrowed(signers, q, only)
    owing = [signer for signer in signers if signer.owes]
    paginator = Paginator(shown, PEOPLE_ON_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "paginator": paginator,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2),
        "found": len(shown),
        "total": len(signers),
        "narrowed": bool(q or only),
        "owing": len(owing),
        "sheets_owed": sum(len(signer.owes) for signer in owing),
        "by_representative": sum(line.by_representative for signer in owing for line in signer.owes),
        "only": only,
        "q": q,
        "choices": SHOWN,
        "sign_form": SignManyForm(initial={"signed_on": request.organisation.today()}),
        "may_write": Role.CURATOR in request.roles,
    }
    return render(request, "documents/consent_list.html", context)


def all_signers(request: OrganisationRequest) -> list[Signer]:
    today = request.organisation.today()
    return signers_of(request.organisation, request.year.begins, today, request.user)


def asked_keys(request: HttpRequest) -> set[str]:
    """Ticked sheets: «<person>:<purpose>»."""
    return set(request.POST.getlist("ids"))


@require_POST
@open_to(Role.CURATOR)
def consent_print(request: OrganisationRequest) -> HttpResponse:
    """Sheets for the ticked lines, or for everybody who owes; few come at once, many through the worker."""
    keys, everybody = asked_keys(request), "everybody" in request.POST
    owed = [line for signer in all_signers(request) for line in signer.owes if everybody or line.key in keys]
    if not everybody:
        for sentence in minors_of(request.organisation, [(line.person, line.purpose) for line in owed]):
            messages.warning(request, sentence)
    wanted: list[tuple[Person, Purpose]] = [(line.person, line.purpose) for line in owed if not line.by_representative]
    if not wanted:
        messages.error(request, "Печатать нечего: отметьте неподписанные согласия взрослых участников.")
        return back(request, "documents:consent_list")
    year = request.year.begins
    if len(wanted) > AT_ONCE:
        title = f"Согласия на подпись: {count(len(wanted), 'лист', 'листа', 'листов')}"
        job = start_job(request.organisation, request.user, CONSENTS_PACKET, title, arguments_of(wanted, year))
        return redirect(here(request, "papers:job", pk=job.pk))
    prepared = attempt(request, lambda: prepare_sheets(request.organisation, wanted, year, request.user))
    if prepared is None or not prepared.consents:
        for sentence in prepared.skipped if prepared else ():
            messages.warning(request, sentence)
        return back(request, "documents:consent_list")
    return pdf_response(packet_pdf(prepared.consents), "Согласия.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    disposition = attachment(name).replace("attachment", "inline", 1)
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": disposition,
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(content, headers=headers)


@require_GET
@open_to(*ANYONE)
def consent_sheet(request: OrganisationRequest, pk: int) -> HttpResponse:
    """One sheet as PDF; participants reach their own."""
    consent = object_or_404(Consent.objects.select_related("document", "person"), request, pk=pk)
    if consent.document is None or not consent.document.blocks:
        raise Http404
    return pdf_response(sheet_pdf(consent), f"{consent.document.title}.pdf")


@require_GET
@open_to(*ANYONE)
def my_consents(request: OrganisationRequest) -> HttpResponse:
    """What the reader has to sign, and the sheets to read and print; nothing of anybody else."""
    lines = own_lines(request.organisation, request.year.begins, request.organisation.today(), request.user)
    context = {"lines": lines, "owed": [line for line in lines if not line.in_force]}
    return render(request, "documents/my_consents.html", context)


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_wording(request: OrganisationRequest, code: str) -> HttpResponse:
    """The organisation's own conditions on a sheet; sheets printed before stay as they are."""
    kind = all_kinds().get(code)
    if kind is None or not kind.purpose:
        raise Http404
    form = WordingForm(sent(request), kind=kind, texts=kind.default_texts(request.organisation.legal_entity))
    if "reset_wording" in request.POST:
        reset_wording(request.organisation, code, request.user)
        messages.success(request, "Исходные формулировки возвращены. Новые листы будут с ними.")
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        try:
            keep_wording(request.organisation, code, form.texts(), request.user)
        except ValidationError as error:
            form.put_errors(error)
        else:
            messages.success(request, "Сохранено. Новые листы будут с вашими формулировками.")
            return redirect(here(request, "documents:consent_list"))
    context = {
        "form": form,
        "kind": kind,
        "kinds": [one for one in all_kinds().values() if one.purpose],
        "is_own": bool(own_texts(request.organisation, code)),
    }
    return render(request, "documents/consent_wording.html", context)
