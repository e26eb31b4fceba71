"""The respondent's pages: code, first page, one section a page, done. Behind the door of `links.by_link`."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from ..answers import Sent, Values, missing
from ..enums import Mode
from ..lengths import minutes_of
from ..selectors.sheets import Sheet
from ..selectors.tickets import NoSuchTicket, TicketState, find_ticket, now_at
from ..services.drafts import Saved, save_page
from ..services.replying import NotComplete, send
from ..services.taking import held
from ..services.throttling import count_wrong, is_guessing, is_refused
from ..telling import digest, told
from .drawing import SEEN_BY, base, drawn, sending, url
from .links import METHODS, WRONG_CODE, answer, by_link, key_of, moment, refusal, sealed, state_now, state_page


@csrf_exempt
def code_entry(request: HttpRequest) -> HttpResponse:
    """The code from a slip, typed."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    code = request.POST.get("code", "").replace("\x00", "").strip() if request.method == "POST" else ""
    if not code:
        problem = "Впишите код с листка." if request.method == "POST" else ""
        return answer("answer/code_entry.html", {"problem": problem})
    if is_refused(request):
        return refusal(request)
    try:
        ticket = find_ticket(code)
    except NoSuchTicket:
        count_wrong(request)
        if is_guessing(request):
            return refusal(request)
        return answer("answer/code_entry.html", {"code": code[:60], "problem": WRONG_CODE})
    return sealed(HttpResponseRedirect(reverse("answer:first", args=[key_of(ticket)])))


@by_link
def first(request: HttpRequest, token: str) -> HttpResponse:
    """What it is, who asks, who will see the answers."""
    ticket = find_ticket(token)
    state = state_now(ticket)
    if not state.is_taking:
        return state_page(ticket, state)
    sheet = Sheet(ticket, whole=ticket.is_blind)
    values: Values = ticket.draft or {}
    context = base(ticket, sheet) | {
        "who": "" if ticket.is_blind else ticket.person.short_name,
        "minutes": minutes_of(sheet.wording),
        "seen_by": SEEN_BY[Mode(ticket.wave.mode)],
        "begun": bool(values),
        "start_url": url(ticket, sheet.page_left_at(values)),
    }
    return answer("answer/first.html", context)


@by_link
def page(request: HttpRequest, token: str, page: int) -> HttpResponse:
    """One section; the number after the last is the page that sends when the last one turned out to be earlier."""
    if request.method == "POST":
        return take(request, token, page)
    ticket = find_ticket(token)
    state = state_now(ticket)
    sheet = Sheet(ticket, whole=ticket.is_blind)
    if not state.is_taking:
        return state_page(ticket, state)
    values: Values = ticket.draft or {}
    if page == sheet.last_page + 1 and not sheet.whole:
        return sending(ticket, sheet, values)
    if not 1 <= page <= sheet.last_page or not sheet.questions_on(page, values):
        return redirect(url(ticket))
    problems = missing(sheet.wording, values) if "missing" in request.GET else {}
    here = {one.code: one for one in sheet.questions_on(page, values)}
    problems = {code: sentence for code, sentence in problems.items() if code in here}
    replaced = [one for one in request.GET.get("replaced", "").split(".") if sheet.wording.question(one)]
    return drawn(ticket, sheet, page, values, problems, replaced=replaced)


def take(request: HttpRequest, token: str, page: int) -> HttpResponse:
    """A sent page: «Назад», «Далее» and «Отправить» all keep what it holds."""
    sent, go = Sent(request.POST), request.POST.get("go", "")
    faults: dict[str, str] = {}
    with held(token) as ticket:
        sheet, now = Sheet(ticket, whole=ticket.is_blind), now_at(ticket.wave.organisation)
        is_sent = ticket.is_blind or go == "send"
        try:
            saved = send(ticket, sheet, sent, now) if is_sent else save_page(ticket, sheet, sent, now)
        except NotComplete as trouble:
            # Caught in here: what has been kept of the page stays.
            saved, faults = trouble.saved, trouble.faults
    page = min(max(page, 1), sheet.last_page + (not sheet.whole))
    if is_sent and not faults:
        return redirect(reverse("answer:done", args=[key_of(ticket)]))
    if is_sent and page > sheet.last_page:
        return sending(ticket, sheet, saved.values, faults)
    if is_sent:
        return drawn(ticket, sheet, page, saved.values, faults, sent)
    if go == "back":
        before = sheet.page_before(page, saved.values)
        return redirect(url(ticket, before, saved) if before else url(ticket))
    faults = faults_on(sheet, page, saved)
    if faults:
        return drawn(ticket, sheet, page, saved.values, faults, sent)
    return redirect(url(ticket, sheet.page_after(page, saved.values) or sheet.last_page + 1, saved))


@by_link
def save(request: HttpRequest, token: str) -> HttpResponse:
    """What the page's script sends as the person goes: some questions, answered as JSON."""
    if request.method != "POST":
        return redirect(url(find_ticket(token)))
    sent = Sent(request.POST)
    with held(token) as ticket:
        if ticket.is_blind:
            return JsonResponse({"problem": "Анонимная анкета отправляется только целиком."}, status=409)
        sheet, now = Sheet(ticket), now_at(ticket.wave.organisation)
        saved = save_page(ticket, sheet, sent, now)
    there = [one for one in sheet.wording.questions() if sent.has(one)]
    return JsonResponse(
        {
            "saved": f"{now.astimezone(ticket.wave.organisation.tz):%H:%M}",
            "was": {one.code: digest(saved.values.get(one.code)) for one in there},
            "problems": saved.cleaned.problems,
            "replaced": [
                f"На вопрос «{one.text}» с другого устройства был ответ «{words}», оставлен последний"
                for one in there
                if (words := told(one, saved.replaced.get(one.code), sheet.people([one]).get(one.code, [])))
            ],
        }
    )


@by_link
def done(request: HttpRequest, token: str) -> HttpResponse:
    ticket = find_ticket(token)
    state = state_now(ticket)
    if state != TicketState.ANSWERED:
        return redirect(url(ticket))
    at = f"Мы получили ваши ответы {moment(ticket, ticket.answered_at)}." if ticket.answered_at else ""
    context = {
        "organisation": ticket.wave.organisation,
        "thanks": Sheet(ticket).wording.thanks or "Спасибо за ответы.",
        "sentences": [at] if at else [],
        "forget": key_of(ticket),
        # Others would be led to a page that asks them to sign in.
        "has_account": ticket.person.user_id is not None,
    }
    return answer("answer/done.html", context)


def faults_on(sheet: Sheet, page: int, saved: Saved) -> dict[str, str]:
    """What keeps from going on: what is wrong on the page and what is missing there."""
    if page > sheet.last_page:
        return {}
    here = {one.code for one in sheet.questions_on(page, saved.values)}
    gaps = missing(sheet.wording, saved.values) | saved.cleaned.problems
    return {code: sentence for code, sentence in gaps.items() if code in here}


def redirect(address: str) -> HttpResponse:
    return sealed(HttpResponseRedirect(address))
