"""A questionnaire to a file and from a file: choose → look → confirm. Nothing is written before «Загрузить»."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import attachment, here, say

from ..enums import AnswerSide, Mode, Purpose
from ..forms.questionnaire import FileForm
from ..selectors.questionnaires import filled
from ..services.exchange import BIGGEST, FileRead, export_json, import_json, read_file
from .preview import preview_of
from .questionnaires import questionnaire_here

STEPS = ["Файл", "Проверка", "Готово"]


@require_safe
@open_to(*STAFF)
def questionnaire_file(request: OrganisationRequest, pk: int) -> HttpResponse:
    own = questionnaire_here(request, pk)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": attachment(f"Анкета «{own.title}».json"),
    }
    return HttpResponse(export_json(own), headers=headers)


@open_to(Role.CURATOR)
def questionnaire_import(request: OrganisationRequest) -> HttpResponse:
    """Step 1 asks for the file; step 2 shows it, carries its text along and asks to confirm."""
    if "content" in request.POST:
        return _confirm(request, request.POST["content"])
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "surveys/import_start.html", {"form": form, "steps": STEPS})
    content = form.cleaned_data["file"].read()
    return _show(request, content)


def _show(request: OrganisationRequest, content: bytes) -> HttpResponse:
    found = read_file(request.organisation, content)
    if found.faults:
        context = {"form": FileForm(), "steps": STEPS, "problems": found.faults, "twin": found.twin}
        return render(request, "surveys/import_start.html", context)
    return render(request, "surveys/import_preview.html", _context(request, found, content))


def _context(request: OrganisationRequest, found: FileRead, content: bytes) -> dict[str, Any]:
    return {
        "steps": STEPS,
        "found": found,
        "content": content.decode("utf-8-sig"),
        "purpose": Purpose(found.head["purpose"]).label,
        "side": AnswerSide(found.head["side"]).label,
        "mode": Mode(found.head["mode"]).label,
        "preview": preview_of(filled(found.wording, request.organisation)),
    }


def _confirm(request: OrganisationRequest, text: str) -> HttpResponse:
    content = text.encode(errors="replace")
    try:
        made = import_json(request.organisation, content[: BIGGEST + 1], request.user)
    except ValidationError:
        # Told anew, with the question's places: something has changed since it was shown.
        return _show(request, content)
    say(request, "Анкета загружена. Проверьте, подходит ли она вам, и поправьте, что нужно.")
    return HttpResponseRedirect(here(request, "surveys:questionnaire_detail", pk=made.pk))
