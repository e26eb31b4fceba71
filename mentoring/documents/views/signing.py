"""Marks on sheets of consent: signed, one or many, from paper; taken back."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import signing_note
from mentoring.consents.services import attach_scan, sign_consent
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.enums import Role
from schools.journal.selectors import Span
from schools.models import Person
from schools.papers.services.files import scan_kept
from schools.russian import count, plural
from schools.views.generic import attempt, back, here, number_in, say, show_errors

from ..forms.consents import PaperConsentForm, SignConsentForm, SignManyForm
from ..selectors.waiting import step_after_consents
from ..services.marks import Marks, sign_sheets, undo_one, undo_signing, why_kept
from ..services.sheets import sign_paper_sheet
from .consents import all_signers, asked_keys, keep_ticks


@require_POST
@open_to(Role.CURATOR)
def consent_sign_many(request: OrganisationRequest) -> HttpResponse:
    """Mark ticked sheets as signed on one day."""
    form = SignManyForm(request.POST)
    keys = asked_keys(request)
    if not form.is_valid():
        for sentences in form.errors.values():
            messages.error(request, " ".join(map(str, sentences)))
        keep_ticks(request, keys)
        return back(request, "documents:consent_list")
    found = [
        consent
        for consent in Consent.objects.visible_to(request.user)
        .filter(organisation=request.organisation.legal_entity, status=ConsentStatus.PREPARED)
        .select_related("person")
        if f"{consent.person_id}:{consent.purpose}" in keys
    ]
    # What is ticked on a sheet of dissemination is read from the sheet: each is recorded by itself.
    waiting = [consent for consent in found if consent.purpose != Purpose.DISSEMINATION]
    if read_apart := len(found) - len(waiting):
        words = count(read_apart, "согласие", "согласия", "согласий")
        messages.warning(request, f"{words} на распространение отметьте по одному: там записывают, где стоит «да».")
    if not waiting:
        if not read_apart:
            messages.error(request, "Отметьте напечатанные листы, которые подписаны.")
        return back(request, "documents:consent_list")
    day = form.cleaned_data["signed_on"]
    marks = sign_sheets(waiting, day, request.user)
    _tell_signed(request, marks)
    if marks.refused:
        done = {one.pk for one in marks.done}
        keep_ticks(request, {f"{one.person_id}:{one.purpose}" for one in waiting if one.pk not in done})
    if left := len(keys) - len(found):
        words = count(left, "лист не напечатан", "листа не напечатаны", "листов не напечатано")
        messages.warning(request, f"Пропущено: {words}, отмечать нечего.")
    return back(request, "documents:consent_list")


def _tell_signed(request: OrganisationRequest, marks: Marks) -> None:
    """How many were marked, with the way back, and what comes next: who still owes, or the pairs."""
    for sentence, times in Counter(marks.refused).items():
        # One reason for many sheets is said once, whatever their number.
        many = f"{count(times, 'лист', 'листа', 'листов')} не {plural(times, 'отмечен', 'отмечены', 'отмечено')}."
        messages.error(request, sentence if times == 1 else f"{many} {sentence}")
    if not marks.done:
        return
    signers = all_signers(request)
    owed = [line for signer in signers for line in signer.owes]
    words = f"Отмечено подписанными: {count(len(marks.done), 'лист', 'листа', 'листов')}."
    if owed:
        words += f" Не подписано ещё {count(len(owed), 'согласие', 'согласия', 'согласий')}."
        step: tuple[str, str] | None = (
            "Показать, кто не подписал",
            f"{here(request, 'documents:consent_list')}?only=owed",
        )
    else:
        left = any(signer.withdrawn for signer in signers)
        words += " Больше подписывать нечего." if left else " Согласия подписали все."
        found = step_after_consents(request.user, request.organisation, request.year)
        step = (found[0], here(request, found[1], **found[2])) if found else None
    undo = here(request, "documents:consent_sign_undo")
    say(request, words, undo=f"{undo}?after={marks.span.after}&until={marks.span.until}", step=step)


@require_POST
@open_to(Role.CURATOR)
def consent_sign_undo(request: OrganisationRequest) -> HttpResponse:
    """«Отменить» beside the message of many marks; the address names the span of the journal."""
    span = Span(number_in(request.GET, "after"), number_in(request.GET, "until"))
    marks = undo_signing(request.organisation.legal_entity, span, request.user)
    if marks.done:
        messages.success(request, f"Отметка снята: {count(len(marks.done), 'лист', 'листа', 'листов')}.")
    elif not marks.refused:
        messages.warning(request, "Отменять нечего.")
    for sentence in marks.refused:
        messages.warning(request, sentence)
    return back(request, "documents:consent_list")


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_sign(request: OrganisationRequest, pk: int) -> HttpResponse:
    """One sheet: date, who signed, scan. A signed sheet takes a scan later."""
    consent = object_or_404(Consent.objects.select_related("person", "scan", "document"), request, pk=pk)
    initial = {"signed_on": consent.signed_on or request.organisation.today()}
    form = SignConsentForm(
        sent(request),
        request.FILES or None,
        person=consent.person,
        purpose=consent.purpose,
        printed=consent.document_id is not None,
        initial=initial,
    )
    is_signed = consent.status == ConsentStatus.SIGNED
    if is_signed:
        form.only_scan()
    if request.method == "POST" and form.is_valid():
        try:
            record_signature(request, consent, form)
        except ValidationError as error:
            show_errors(form, error)
        else:
            kept = bool(form.cleaned_data["scan"])
            words = (
                f"Скан приложен: {consent}."
                if is_signed
                else f"Записано: {consent}.{' Скан приложен.' if kept else ''}"
            )
            messages.success(request, words)
            return back(request, "documents:consent_list")
    context = {
        "form": form,
        "consent": consent,
        "person": consent.person,
        "is_open": consent.status in (ConsentStatus.PREPARED, ConsentStatus.SIGNED),
        "note": signing_note(consent.person, request.organisation.today()),
        "mark_stays": why_kept(consent),
        "list_url": back(request, "documents:consent_list").url,
    }
    return render(request, "documents/consent_sign.html", context)


def record_signature(request: OrganisationRequest, consent: Consent, form: SignConsentForm) -> None:
    """The scan is kept first, then the row that refers to it."""
    asked = form.cleaned_data
    with scan_kept(request.organisation, asked["scan"], request.user) as scan:
        if consent.status != ConsentStatus.SIGNED:
            representation = asked.get("representation")
            sign_consent(
                consent, asked["signed_on"], scan, request.user, representation=representation, **public_of(asked)
            )
        elif scan is not None:
            attach_scan(consent, scan, request.user)


def public_of(asked: dict[str, Any]) -> dict[str, Any]:
    """What is ticked and written on a sheet of dissemination; nothing on the others."""
    return {"items": asked.get("items") or [], "conditions": asked.get("conditions") or ""}


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_on_paper(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Record a consent that was signed on the school's own sheet. `pk` is the person's."""
    person = object_or_404(Person.objects.present(), request, pk=pk)
    asked = request.GET.get("purpose", "")
    today = request.organisation.today()
    asked = asked if asked in Purpose.values else ""
    initial = {"signed_on": today, "purpose": asked}
    form = PaperConsentForm(sent(request), request.FILES or None, person=person, purpose=asked, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked_of = form.cleaned_data
        try:
            with scan_kept(request.organisation, asked_of["scan"], request.user) as scan:
                sign_paper_sheet(
                    person,
                    asked_of["purpose"],
                    asked_of["signed_on"],
                    scan,
                    asked_of.get("representation"),
                    request.user,
                    **public_of(asked_of),
                )
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Записано: {person.short_name}.")
            return back(request, "documents:consent_list")
    list_url = back(request, "documents:consent_list").url
    context = {"form": form, "person": person, "note": signing_note(person, today), "list_url": list_url}
    return render(request, "documents/consent_on_paper.html", context)


@require_POST
@open_to(Role.CURATOR)
def consent_unsign(request: OrganisationRequest, pk: int) -> HttpResponse:
    consent = object_or_404(Consent.objects.select_related("person", "organisation"), request, pk=pk)
    attempt(request, lambda: undo_one(consent, request.user), "Отметка о подписи снята.")
    return back(request, "documents:consent_list")
