"""The deeds of both banks: each reads the form, calls one service and says what came of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.enums import Role
from schools.journal.selectors import Span, last_row
from schools.models import Person
from schools.russian import count
from schools.views.generic import attempt, back, ids_in, number_in, say
from schools.views.people import PeopleList

from .. import services
from ..enums import BANK_TRANSITIONS, BankStatus
from ..selectors import copyable, with_places
from ..services import BulkResult
from .bank import Bank, BankList, furnish, pair_address
from .mentees import MenteeList
from .mentors import MentorList

# More names than this in one message tell nothing.
NAMES_IN_MESSAGE = 8
# Whose rows a bulk form names.
LISTS: dict[str, type[BankList]] = {"mentor": MentorList, "mentee": MenteeList}
DONE: dict[str, str] = {
    BankStatus.CONFIRMED: "Подтверждено",
    BankStatus.WITHDRAWN: "Выведено из банка",
    BankStatus.CANDIDATE: "Возвращено в кандидаты",
}


@require_POST
@open_to(Role.CURATOR)
def add(request: OrganisationRequest, bank: Bank) -> HttpResponse:
    """People ticked in the list of cards, or all that its filters found, come into the bank of the year."""
    organisation = request.organisation.legal_entity
    if request.POST.get("all") == "1":
        people = PeopleList.picked(request)
    else:
        people = Person.objects.visible_to(request.user).filter(organisation=organisation, pk__in=ids_in(request.POST))
    result = attempt(request, lambda: bank.add(organisation, request.year.begins, people, request.user))
    if result is not None:
        if result.added:
            ids = urlencode({"ids": [one.pk for one in result.added]}, doseq=True)
            # Longer addresses do not pass everywhere; whoever added a whole school takes people out in the bank itself.
            undo = f"{bank.address(request, 'remove_many')}?{ids}" if len(ids) < 1500 else ""
            step = (f"Открыть банк {bank.whose}", bank.address(request, "list"))
            say(request, f"Добавлено в банк: {count(len(result.added), *bank.counted)}.", undo=undo, step=step)
        elif not result.skipped:
            messages.warning(request, "Никого не добавили: отметьте людей в списке.")
        _tell_skipped(request, result)
        for person, words in result.warnings[:NAMES_IN_MESSAGE]:
            messages.warning(request, f"{person.short_name} {words}.")
    return back(request, f"banks:{bank.code}_list")


@require_POST
@open_to(Role.CURATOR)
def change(request: OrganisationRequest, bank: Bank, pk: int) -> HttpResponse:
    """One entry takes another status: `to` and `reason` of the form, or `to` of the address of «Отменить»."""
    entry = object_or_404(bank.model.objects.all(), request, pk=pk)
    to = request.POST.get("to") or request.GET.get("to", "")
    was = entry.status
    moved = attempt(request, lambda: bank.change(entry, to, request.user, request.POST.get("reason", "")))
    if moved is not None:
        undo = f"{bank.address(request, 'status', pk=pk)}?to={was}" if _may_return(was, to) else ""
        say(request, f"{entry.person.short_name} — теперь {moved.get_status_display()}.", undo=undo)
        _warn_bare(request, bank, [moved])
    return back(request, f"banks:{bank.code}_detail", pk=pk)


@require_POST
@open_to(Role.CURATOR)
def change_many(request: OrganisationRequest, bank: Bank) -> HttpResponse:
    """The ticked entries take another status; who cannot is named with the reason."""
    to = request.POST.get("to", "")
    reason = request.POST.get("reason", "").strip()
    if to not in BankStatus.values:
        messages.error(request, "Выберите, что сделать с отмеченными.")
    elif to == BankStatus.WITHDRAWN and not reason:
        messages.error(request, "Напишите, почему отмеченные выбывают, и нажмите «Вывести отмеченных» ещё раз.")
    else:
        before = last_row()
        result = services.change_many(LISTS[bank.code].picked(request), to, request.user, reason)
        if result.added:
            _tell_changed(request, bank, to, result.added, Span(before, last_row()))
        elif not result.skipped:
            messages.warning(request, "Никто не отмечен.")
        for _, words in result.skipped[:NAMES_IN_MESSAGE]:
            messages.warning(request, words)
        _warn_bare(request, bank, result.added)
    return back(request, f"banks:{bank.code}_list")


@require_POST
@open_to(Role.CURATOR)
def undo_many(request: OrganisationRequest, bank: Bank) -> HttpResponse:
    """«Отменить» beside the message of a confirmation of many; the address names the span of the journal."""
    span = Span(number_in(request.GET, "after"), number_in(request.GET, "until"))
    result = services.undo_confirmation(bank.model, request.organisation.legal_entity, span, request.user)
    if result.added:
        messages.success(request, f"Возвращено в кандидаты: {count(len(result.added), *bank.counted)}.")
    elif not result.skipped:
        messages.warning(request, "Отменять нечего.")
    for _, words in result.skipped[:NAMES_IN_MESSAGE]:
        messages.warning(request, words)
    if (more := len(result.skipped) - NAMES_IN_MESSAGE) > 0:
        messages.warning(request, f"И ещё {count(more, 'человек', 'человека', 'человек')} — так же.")
    return back(request, f"banks:{bank.code}_list")


@require_POST
@open_to(Role.CURATOR)
def remove_many(request: OrganisationRequest, bank: Bank) -> HttpResponse:
    """Candidates put in by mistake go out again: those of the form, or of the address of «Отменить»."""
    rows = bank.model.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, pk__in=ids_in(request.POST) or ids_in(request.GET)
    )
    gone = [
        entry
        for entry in rows
        if attempt(request, lambda entry=entry: services.remove_entry(entry, request.user) or entry)
    ]
    if gone:
        messages.success(request, f"Убрано из банка: {count(len(gone), *bank.counted)}.")
    return back(request, f"banks:{bank.code}_list")


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def copy(request: OrganisationRequest, bank: Bank) -> HttpResponse:
    """Whom to bring over from last year: the page with ticks, and the deed."""
    organisation = request.organisation.legal_entity
    year = request.year.begins
    rows = copyable(bank.model, request.user, organisation, year)
    if request.method == "POST":
        chosen = rows.filter(pk__in=ids_in(request.POST))
        result = attempt(request, lambda: bank.copy(organisation, year, chosen, request.user))
        if result is not None and result.added:
            messages.success(request, f"Перенесено: {count(len(result.added), *bank.counted)}. Все пока кандидаты.")
            _tell_skipped(request, result)
            return HttpResponseRedirect(bank.address(request, "list"))
        if result is not None:
            messages.warning(request, "Никого не перенесли: отметьте, кто остаётся.")
    placed = with_places(rows, request.organisation.today(), year - 1)
    entries = list(placed.prefetch_related(f"{bank.lines}__topic"))
    furnish(bank, entries)
    for entry in entries:
        entry.lines = list(getattr(entry, bank.lines).all())
    context = {
        "entries": entries,
        "bank": bank,
        "list_url": bank.address(request, "list"),
        "last_year": request.year.previous,
    }
    return render(request, f"banks/{bank.code}_copy.html", context)


@require_POST
@open_to(Role.CURATOR)
def form_pair(request: OrganisationRequest, bank: Bank) -> HttpResponse:
    """Go to forming a pair with the ticked ones: one mentor, or one mentee and more."""
    ids = list(LISTS[bank.code].picked(request).values_list("pk", flat=True)[:50])
    address = pair_address(request, **{bank.code: ids})
    if not ids or not address:
        messages.warning(request, "Отметьте, кого поставить в пару.")
    elif bank.code == "mentor" and len(ids) > 1:
        messages.warning(request, "В паре один наставник. Отметьте одного.")
    else:
        return HttpResponseRedirect(address)
    return back(request, f"banks:{bank.code}_list")


def _tell_changed(request: OrganisationRequest, bank: Bank, to: str, entries: list, span: Span) -> None:
    """How many, with the way back and the next step."""
    words = f"{DONE[to]}: {count(len(entries), *bank.counted)}."
    if to != BankStatus.CONFIRMED:
        messages.success(request, words)
        return
    undo = f"{bank.address(request, 'status_undo')}?{urlencode({'after': span.after, 'until': span.until})}"
    address = pair_address(request)
    say(request, words, undo=undo, step=("Дальше: составить пары", address) if address else None)


def _warn_bare(request: OrganisationRequest, bank: Bank, entries: list) -> None:
    """Confirmed without anything to match by: allowed, but no mentor or mentee will be suggested for them."""
    rows = bank.model._default_manager.filter(pk__in=[entry.pk for entry in entries], status=BankStatus.CONFIRMED)
    bare = list(rows.filter(**{f"{bank.lines}__isnull": True}).select_related("person").order_by("person__name_key"))
    if not bare:
        return
    names = ", ".join(entry.person.short_name for entry in bare[:NAMES_IN_MESSAGE])
    more = len(bare) - NAMES_IN_MESSAGE
    names += f" и ещё {more}" if more > 0 else ""
    if len(bare) == 1:
        step = ("Записать", bank.address(request, "edit", pk=bare[0].pk))
    else:
        step = ("Показать, у кого не записаны", f"{bank.address(request, 'list')}?bare=true")
    words = f"Не записаны {bank.lines_words}: {names} — без них пару не подобрать по делу."
    say(request, words, step=step, level=messages.WARNING)


def _may_return(was: str, to: str) -> bool:
    """Whether «Отменить» may be offered: the table allows the way back, and no reason has to be typed for it."""
    return was in BANK_TRANSITIONS.get(to, frozenset()) and was != BankStatus.WITHDRAWN


def _tell_skipped(request: HttpRequest, result: BulkResult) -> None:
    if result.skipped:
        named = "; ".join(f"{person.short_name} — {why}" for person, why in result.skipped[:NAMES_IN_MESSAGE])
        more = len(result.skipped) - NAMES_IN_MESSAGE
        messages.warning(request, f"Пропущены: {named}{f' и ещё {more}' if more > 0 else ''}.")
