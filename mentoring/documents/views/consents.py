"""Consents: who owes which, sheets to print, everybody's own."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import ANYONE, STAFF
from schools.enums import Role
from schools.models import Person, Representation
from schools.numbers import ids_from
from schools.papers.services.jobs import start_job
from schools.russian import count
from schools.views.generic import attachment, attempt, back, here, say

from ..forms.consents import SignManyForm
from ..jobs import CONSENTS_PACKET, arguments_of
from ..selectors.consent_lines import Signer, asked_of, gave_up_signing, once
from ..selectors.narrowing import narrowed
from ..selectors.owed import own_lines, signers_of
from ..services.sheets import NO_PAGE, packet_pdf, prepare_sheets, sheet_pdf

# More sheets than this take longer than two seconds: they go to the worker, with progress.
AT_ONCE = 12
# No page makes more of them at once without the worker.
MOST_SHEETS = 100
PEOPLE_ON_PAGE = 50
# Ticks of a mark that was refused, in the session till the list is shown again; no page holds more of them.
TICKS, TICKS_KEPT = "consents_ticked", 500
SHOWN = (
    ("", "все"),
    ("owed", "не подписали"),
    ("unprinted", "не напечатано"),
    ("prepared", "на подписи"),
    ("withdrawn", "отозвали"),
    ("parents", "родители"),
    ("eighteen", "18 лет"),
    ("public", "распространение"),
)


@require_GET
@open_to(*STAFF)
def consent_list(request: OrganisationRequest) -> HttpResponse:
    signers = all_signers(request)
    only, q = request.GET.get("only", ""), request.GET.get("q", "")
    shown = narrowed(signers, q, only)
    owing = [signer for signer in signers if signer.owes]
    owed = once(line for signer in owing for line in signer.owes)
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
        # A representative is a person too, and one of several children; the children took nothing back.
        "withdrew": len({line.person.pk for signer in signers for line in signer.withdrawn}),
        "mute": [
            signer.person
            for signer in signers
            if any(line.purpose == Purpose.REPRESENTATIVE for line in signer.withdrawn)
        ],
        "sheets_owed": len(owed),
        "by_representative": sum(line.by_representative or line.purpose == Purpose.REPRESENTATIVE for line in owed),
        "unsigned_for": [one.person for one in owing if one.is_minor and not one.person.represented_by.all()],
        "grown_up": [one.person for one in signers if any(line.grown_up for line in one.lines)],
        "coming_of_age": [one for one in signers if one.ahead],
        "public_page": request.organisation.legal_entity.public_page,
        "only": only,
        "q": q,
        "choices": SHOWN,
        **_kept_ticks(request),
        "may_write": Role.CURATOR in request.roles,
    }
    return render(request, "documents/consent_list.html", context)


def keep_ticks(request: OrganisationRequest, keys: Iterable[str]) -> None:
    """What was refused is not ticked anew by hand: the list shows it once more, with the day as it was typed."""
    request.session[TICKS] = {"keys": sorted(keys)[:TICKS_KEPT], "signed_on": request.POST.get("signed_on", "")[:20]}


def _kept_ticks(request: OrganisationRequest) -> dict[str, Any]:
    """Once: the ticks and the day of a mark that was refused; else nothing is ticked and the day is today."""
    kept = request.session.pop(TICKS, None)
    day = kept["signed_on"] if kept else request.organisation.today()
    return {"ticked": frozenset(kept["keys"]) if kept else (), "sign_form": SignManyForm(initial={"signed_on": day})}


def all_signers(request: OrganisationRequest) -> list[Signer]:
    today = request.organisation.today()
    return signers_of(request.organisation, request.year.begins, today, request.user)


def asked_keys(request: HttpRequest) -> set[str]:
    """Ticked sheets: «<person>:<purpose>»."""
    return set(request.POST.getlist("ids"))


@require_POST
@open_to(Role.CURATOR)
def consent_print_ahead(request: OrganisationRequest) -> HttpResponse:
    """Own sheets of those who come of age in these days."""
    lines = [line for signer in all_signers(request) for line in signer.ahead][:MOST_SHEETS]
    if not lines:
        messages.error(request, "Заранее печатать нечего: в ближайшие две недели 18 лет никому не исполняется.")
        return back(request, "documents:consent_list")
    return printed(request, [(line.person, line.purpose) for line in lines], ahead=True)


@require_POST
@open_to(Role.CURATOR)
def consent_print(request: OrganisationRequest) -> HttpResponse:
    """Sheets for the ticked lines, or for everybody who owes; few come at once, many through the worker."""
    keys, everybody = asked_keys(request), "everybody" in request.POST
    signers = all_signers(request)
    if everybody:
        lines = [line for signer in signers for line in signer.owes if line.is_printable]
    else:
        lines = [line for signer in signers for line in (*signer.lines, *signer.offered) if line.key in keys]
    wanted = [(line.person, line.purpose) for line in once(lines) if not line.in_force]
    if not wanted:
        messages.error(request, "Печатать нечего: отметьте неподписанные согласия.")
        return back(request, "documents:consent_list")
    return printed(request, wanted)


def printed(
    request: OrganisationRequest,
    wanted: list[tuple[Person, Purpose]],
    signers: dict[int, Representation] | None = None,
    *,
    ahead: bool = False,
) -> HttpResponse:
    """The sheets as one PDF: few at once, many by the worker. Who got none is told by name."""
    year = request.year.begins
    if len(wanted) > AT_ONCE and not signers and not ahead:
        title = f"Согласия на подпись: {count(len(wanted), 'лист', 'листа', 'листов')}"
        job = start_job(request.organisation, request.user, CONSENTS_PACKET, title, arguments_of(wanted, year))
        return redirect(here(request, "papers:job", pk=job.pk))
    prepared = attempt(
        request, lambda: prepare_sheets(request.organisation, wanted, year, request.user, signers=signers, ahead=ahead)
    )
    for sentence, code in prepared.skipped.items() if prepared else ():
        say(request, sentence, step=way_out(request, code), level=messages.WARNING)
    if prepared is None or not prepared.consents:
        return back(request, "documents:consent_list")
    made = ",".join(str(consent.pk) for consent in prepared.consents)
    # An address that may be reloaded and kept: the printing itself is done.
    return redirect(f"{here(request, 'documents:consent_sheets')}?ids={made}")


@require_GET
@open_to(Role.CURATOR)
def consent_sheets(request: OrganisationRequest) -> HttpResponse:
    """The sheets that were just made (`?ids=5,6`), as one PDF, in that order."""
    keys = ids_from(request.GET.get("ids", "").split(","))
    rows = Consent.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, pk__in=keys[:MOST_SHEETS], document__isnull=False
    )
    found = rows.select_related("document", "person").in_bulk()
    sheets = [found[key] for key in keys if key in found]
    if not sheets:
        raise Http404
    return pdf_response(packet_pdf(sheets), "Согласия.pdf")


def way_out(request: OrganisationRequest, code: str) -> tuple[str, str] | None:
    """No page to be named on a sheet of dissemination: the way to where it is written stands beside."""
    return ("Вписать адрес страницы", here(request, "schools:letterhead_edit")) if code == NO_PAGE else None


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
    """What the reader has to sign, for himself and for the children; nothing of anybody else."""
    today = request.organisation.today()
    lines = own_lines(request.organisation, request.year.begins, today, request.user, with_offered=True)
    own = Person.objects.present().filter(organisation=request.organisation.legal_entity, user=request.user).first()
    context = {
        "lines": lines,
        "owed": asked_of(lines, request.user),
        "gave_up": gave_up_signing(lines, request.user),
        "left": any(line.state == "withdrawn" for line in lines),
        "alone": all(line.person.user_id == request.user.pk for line in lines),
        "own_card": own.pk if own and request.roles & (STAFF | {Role.PARTICIPANT}) else None,
    }
    return render(request, "documents/my_consents.html", context)
