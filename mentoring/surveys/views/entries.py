"""From an answer into the bank: what waits, side by side, written or left."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from mentoring.banks.models import Mentee, Mentor
from schools.access.gates import OrganisationRequest, open_to
from schools.enums import Role
from schools.russian import count
from schools.views.generic import ListPage, attempt, back, here, number_in, say

from ..enums import AnswerSide
from ..models import Reply
from ..selectors.entries import NOWHERE, proposal_of, replies_for_entry
from ..services.entries import AT_ONCE, leave_entry, take_entry, take_many, undo_leaving

# Refusals told one by one; the rest by number.
TOLD = 5


class EntryList(ListPage):
    """Answers that may enter a bank or the pairs, and wait for the curator's word."""

    open_to = {Role.CURATOR}
    model = Reply
    template_name = "surveys/entry_list.html"
    counted = "ответ,ответа,ответов"
    bulk = True
    sorts = {
        "sent": ("sent_at",),
        "name": ("ticket__person__name_key",),
        "wave": ("wave__title", "ticket__person__name_key"),
    }

    def base(self) -> QuerySet:
        found = replies_for_entry(self.request.user, self.request.organisation.legal_entity, self.request.year)
        wave = number_in(self.asked(), "wave")
        return found.filter(wave=wave) if wave else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        replies = list(context["page_obj"].object_list)
        people = {(reply.ticket.about or reply.ticket.person).pk for reply in replies}
        year = self.request.year.begins
        held = {
            side: set(model._default_manager.filter(person__in=people, year=year).values_list("person", flat=True))
            for side, model in ((True, Mentor), (False, Mentee))
        }
        rows = [
            (reply, person, person.pk in held[reply.part.side == AnswerSide.MENTOR])
            for reply in replies
            for person in [reply.ticket.about or reply.ticket.person]
        ]
        return context | {"rows": rows}


def _reply(request: OrganisationRequest, reply: UUID) -> Reply:
    rows = Reply.objects.visible_to(request.user).filter(
        is_blind=False, wave__organisation=request.organisation.legal_entity
    )
    return get_object_or_404(
        rows.select_related("wave__organisation", "part__edition", "ticket__person", "ticket__about", "decision"),
        pk=reply,
    )


@require_safe
@open_to(Role.CURATOR)
def entry_detail(request: OrganisationRequest, reply: UUID) -> HttpResponse:
    """What stands in the bank and what was answered, side by side."""
    found = _reply(request, reply)
    proposal = proposal_of(found, _detail(request.GET))
    waiting = replies_for_entry(request.user, request.organisation.legal_entity, request.year).exclude(pk=found.pk)
    context = {
        "proposal": proposal,
        "reply": found,
        "left": waiting.count(),
        "decision": getattr(found, "decision", None),
    }
    return render(request, "surveys/entry_detail.html", context)


def _next(request: OrganisationRequest) -> str:
    """The next answer that waits, else the list."""
    first = replies_for_entry(request.user, request.organisation.legal_entity, request.year).first()
    return (
        here(request, "surveys:entry_list") if first is None else here(request, "surveys:entry_detail", reply=first.pk)
    )


@require_POST
@open_to(Role.CURATOR)
def entry_take(request: OrganisationRequest, reply: UUID) -> HttpResponse:
    found = _reply(request, reply)
    shown = request.POST.get("version", "")
    version = int(shown) if shown.isdecimal() and len(shown) < 9 else None
    detail = _detail(request.POST)
    taken = attempt(
        request,
        lambda: take_entry(found, request.POST.getlist("rows"), request.user, version=version, detail_for=detail),
        lambda proposal: f"Записано: {proposal.person.full_name}.",
    )
    chosen = "" if detail is None else f"?detail={detail}"
    return HttpResponseRedirect(
        _next(request) if taken else here(request, "surveys:entry_detail", reply=reply) + chosen
    )


def _detail(data: QueryDict) -> int | None:
    """The topic chosen for the detail, `NOWHERE` when it belongs to none; None while nothing is chosen."""
    return NOWHERE if data.get("detail") == str(NOWHERE) else number_in(data, "detail") or None


@require_POST
@open_to(Role.CURATOR)
def entry_leave(request: OrganisationRequest, reply: UUID) -> HttpResponse:
    found = _reply(request, reply)
    done = attempt(
        request,
        lambda: (leave_entry(found, request.user), True)[1],
        "Ответ оставлен без записи.",
        undo=here(request, "surveys:entry_return", reply=reply),
    )
    return HttpResponseRedirect(_next(request) if done else here(request, "surveys:entry_detail", reply=reply))


@require_POST
@open_to(Role.CURATOR)
def entry_return(request: OrganisationRequest, reply: UUID) -> HttpResponse:
    found = _reply(request, reply)
    attempt(request, lambda: undo_leaving(found, request.user), "Ответ снова ждёт решения.")
    return back(request, "surveys:entry_detail", reply=reply)


@require_POST
@open_to(Role.CURATOR)
def entries_take(request: OrganisationRequest) -> HttpResponse:
    """Those ticked; where something else stands in the bank, the answer stays for a look."""
    picked = EntryList.picked(request)
    ids = [one for one in request.POST.getlist("ids") if _is_uuid(one)]
    if request.POST.get("all") != "1":
        picked = replies_for_entry(request.user, request.organisation.legal_entity, request.year).filter(pk__in=ids)
    result = take_many(picked, request.user)
    words = f"Записано: {count(len(result.taken), 'ответ', 'ответа', 'ответов')}."
    if result.left:
        named = "; ".join(f"{proposal.person.short_name} — {reason}" for proposal, reason in result.left[:TOLD])
        more = f" и ещё {len(result.left) - TOLD}" if len(result.left) > TOLD else ""
        words += f" Посмотрите сами: {named}{more}."
    if result.has_more:
        words += f" За раз записывается не больше {AT_ONCE}: нажмите ещё раз, чтобы записать остальные."
    if not result.taken and not result.left:
        words = "Не отмечено ни одного ответа."
    say(request, words)
    return back(request, "surveys:entry_list")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
