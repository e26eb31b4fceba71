"""A draft that was thrown away while somebody still has it open: who did it and when, what was typed here, and the way back."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from schools.access.gates import OrganisationRequest
from schools.access.kept import typed, wordy
from schools.enums import Role
from schools.journal.models import Entry
from schools.papers.models import Document
from schools.papers.services.documents import discarding_of, restore_draft
from schools.views.generic import attempt

from ..kinds import all_kinds

# Buttons of the form of a draft: pressed once, they are not pressed again by themselves.
_BUTTONS = frozenset({"save", "issue", "show", "keep_wording", "reset_wording", "restore"})

type DraftPage = Callable[..., HttpResponse]


def told_when_gone(view: DraftPage) -> DraftPage:
    """For a page of a draft: its 404 becomes the page about the throwing away, if there ever was such a draft here."""

    @wraps(view)
    def watched(request: OrganisationRequest, pk: int, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, pk, **kwargs)
        except Http404:
            entry = discarding_of(request.organisation.legal_entity, pk)
            stands = Document.objects.filter(pk=pk).exists()
            if stands or entry is None or entry.before.get("kind") not in all_kinds():
                raise
        if request.method == "POST" and "restore" in request.POST and Role.CURATOR in request.roles:
            organisation = request.organisation
            if attempt(request, lambda: restore_draft(organisation, pk, request.user)) is not None:
                return view(request, pk, **kwargs)  # the same form, now that it has what to be kept in
        return gone_page(request, entry)

    return watched


def gone_page(request: OrganisationRequest, entry: Entry) -> HttpResponse:
    """What was typed is shown to be copied, and goes with the button, so that nothing of it is lost."""
    fields = [(name, value) for name, value in typed(request) if name not in _BUTTONS]
    wording = all_kinds()[entry.before["kind"]].default_texts(request.organisation.legal_entity)
    known = {*_strings(entry.before), *_strings(wording)}
    context = {
        "told": words_of(entry),
        "pk": entry.subject_id,
        "fields": fields if "version" in dict(fields) and request.path.endswith("/edit/") else [],
        "texts": [text for text in wordy(fields) if _tidy(text) not in known],
        "may_write": Role.CURATOR in request.roles,
    }
    if getattr(request, "htmx", False):
        # The preview beside a form that is still open: it is told at once, and the form stays as it is.
        return render(request, "documents/order_preview.html", {"gone": context["told"]})
    return render(request, "documents/draft_gone.html", context, status=410)


def words_of(entry: Entry) -> str:
    """«Черновик «О закреплении …» удалён в 16:05 22.11.2026 (Ясная Анна Петровна).»"""
    who = f" ({entry.user.get_full_name()})" if entry.user else ""
    return f"Черновик «{entry.subject_name}» удалён {timezone.localtime(entry.at):в %H:%M %d.%m.%Y}{who}."


def _strings(value: Any) -> Iterator[str]:
    """Everything that the draft said already."""
    if isinstance(value, str):
        yield _tidy(value)
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _tidy(text: str) -> str:
    """A browser sends lines with «\\r\\n»."""
    return text.replace("\r\n", "\n").strip()
