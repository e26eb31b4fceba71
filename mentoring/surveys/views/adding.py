"""A forgotten person is asked while the wave runs."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from schools.access.gates import OrganisationRequest, open_to
from schools.access.kept import sent
from schools.enums import Role
from schools.views.generic import here, say, show_errors

from ..forms.adding import AddForm
from ..services.adding import add_person, why_not_add
from .reach import wave_here


@open_to(Role.CURATOR)
def wave_add(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Whom to ask besides; by POST the person gets a link of his or her own."""
    wave = wave_here(request, pk)
    form = AddForm(sent(request), wave=wave)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            add_person(wave, person, request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, f"Спрашиваем и этого человека: {person.full_name}. Напечатайте листок.")
            return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=pk))
    return render(request, "surveys/wave_add.html", {"wave": wave, "form": form, "why_not": why_not_add(wave)})
