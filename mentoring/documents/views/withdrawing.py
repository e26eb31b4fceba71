"""Taking a consent back: what follows is shown first, the application is printed, its day is recorded. Who signs for a minor."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import withdraw_consent
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.access.roles import ANYONE, STAFF
from schools.enums import Role
from schools.models import Person
from schools.views.generic import attempt, back, here, show_errors

from ..forms.consents import SignerForm, WithdrawForm
from ..selectors.withdrawal import aftermath_of
from ..services.withdrawals import print_withdrawal, withdrawal_pdf
from .consents import all_signers, pdf_response, printed


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_withdraw(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What follows from the withdrawal is shown before it is recorded."""
    consent = object_or_404(Consent.objects.select_related("person", "withdrawal"), request, pk=pk)
    form = WithdrawForm(sent(request), initial={"on": request.organisation.today()})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_consent(consent, form.cleaned_data["on"], form.cleaned_data["reason"], request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, f"Отзыв записан: {consent}.")
            return back(request, "documents:consent_list")
    list_url = back(request, "documents:consent_list").url
    context = {
        "form": form,
        "consent": consent,
        "aftermath": aftermath_of(consent, request.user),
        "list_url": list_url,
    }
    return render(request, "documents/consent_withdraw.html", context)


@require_POST
@open_to(*ANYONE)
def consent_withdrawal_print(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The application for the printer; a person or a representative prints it for himself, and brings it signed."""
    consent = object_or_404(Consent.objects.select_related("person", "withdrawal", "representation"), request, pk=pk)
    paper = attempt(request, lambda: print_withdrawal(consent, request.user))
    if paper is None:
        return back(request, "documents:consent_list" if request.roles & STAFF else "documents:my_consents")
    return redirect(here(request, "documents:consent_withdrawal", pk=pk))


@require_GET
@open_to(*ANYONE)
def consent_withdrawal(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The application as it was printed."""
    consent = object_or_404(Consent.objects.select_related("withdrawal"), request, pk=pk)
    if consent.withdrawal is None or not consent.withdrawal.blocks:
        raise Http404
    return pdf_response(withdrawal_pdf(consent.withdrawal), f"{consent.withdrawal.title}.pdf")


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def consent_signer(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Of several representatives one is chosen: his or her sheets are printed anew. `pk` is the pupil's."""
    person = object_or_404(Person.objects.present(), request, pk=pk)
    signer = next((one for one in all_signers(request) if one.person.pk == person.pk), None)
    lines = signer.lines if signer is not None and signer.is_minor else []
    chosen = next((line.signer for line in lines if line.signer is not None), None)
    form = SignerForm(sent(request), person=person, initial={"representation": chosen.pk if chosen else None})
    owed = [line for line in lines if line.by_representative and not line.in_force]
    if request.method == "POST" and form.is_valid():
        link = form.cleaned_data["representation"]
        wanted = [(line.person, line.purpose) for line in owed]
        own = Consent.objects.in_force(request.organisation.today())
        if not own.filter(person=link.representative_id, purpose=Purpose.REPRESENTATIVE).exists():
            wanted.append((link.representative, Purpose.REPRESENTATIVE))
        return printed(request, wanted, {person.pk: link})
    return render(request, "documents/consent_signer.html", {"form": form, "person": person, "owed": owed})
