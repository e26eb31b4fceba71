"""The door of a personal link: who is let in, what is said to others, and what the answers carry.

No account, no session, no CSRF token: the secret is in the address itself, so a foreign page that does not know it cannot send
anything, and a form stays good however long the phone was without a connection.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt

from schools.russian import date_words

from ..models import Ticket
from ..selectors.tickets import LONGEST_CODE, NoSuchTicket, TicketState, find_ticket, now_at, state_of
from ..services.taking import NotTaking
from ..services.throttling import MINUTES, count_wrong, is_guessing, is_refused, remember
from ..tokens import token_of

METHODS = ("GET", "HEAD", "POST")
WRONG_CODE = (
    "Такого кода нет. Проверьте буквы и цифры на листке: нуля, единицы и букв «o», «i», «l» среди них не бывает."
)
REFUSED = (
    "Слишком много неверных кодов",
    [
        f"С вашего адреса в сети много раз подряд вводили неверный код. Подождите {MINUTES} минут и попробуйте снова.",
        "Если вы уже открывали свою анкету на этом устройстве, откройте её той же ссылкой: так пускают всегда.",
    ],
)


def answer(template: str, context: dict, status: int = 200) -> HttpResponse:
    """A page of the respondent. Rendered without the request: nothing of a session or an account comes into it."""
    return sealed(HttpResponse(render_to_string(template, context), status=status))


def sealed[Response: HttpResponse](response: Response) -> Response:
    """Kept by no browser, found by no search, and the address with its secret is told to nobody."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def told(heading: str, sentences: list[str], *, status: int = 200, **more: object) -> HttpResponse:
    return answer("answer/state.html", {"heading": heading, "sentences": sentences, **more}, status)


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever guesses is kept out; a link that leads nowhere, or to a ticket that takes no answers, gets its page.

    The view finds the ticket itself: to be looked at by `find_ticket`, to be written to by `taking.held`, which is over before
    a page is drawn.
    """

    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, token: str, **arguments: object) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if is_refused(request, token):
            return refusal(request)
        try:
            response = view(request, token, **arguments)
        except NoSuchTicket:
            count_wrong(request)
            return refusal(request) if is_guessing(request) else no_such(request, token)
        except NotTaking as trouble:
            if wants_json(request):
                return sealed(JsonResponse({"problem": trouble.messages[0]}, status=409))
            response = state_page(find_ticket(token), trouble.state, status=409)
        remember(response, request, token)
        return sealed(response)

    return opened


def wants_json(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path.endswith("/save/")


def refusal(request: HttpRequest) -> HttpResponse:
    heading, sentences = REFUSED
    if wants_json(request):
        response: HttpResponse = sealed(JsonResponse({"problem": sentences[0]}, status=429))
    else:
        response = told(heading, sentences, status=429)
    response["Retry-After"] = str(MINUTES * 60)
    return response


def no_such(request: HttpRequest, token: str) -> HttpResponse:
    if wants_json(request):
        return sealed(JsonResponse({"problem": WRONG_CODE}, status=404))
    return told("Такой анкеты нет", [], status=404, again=True, code=token[:LONGEST_CODE], problem=WRONG_CODE)


def state_page(ticket: Ticket, state: TicketState, status: int = 200) -> HttpResponse:
    """What a ticket that takes no answers now says to its holder."""
    wave = ticket.wave
    common = {"organisation": wave.organisation}
    match state:
        case TicketState.NOT_YET:
            sentences = [
                f"Ответить можно будет с {date_words(ticket.opens_on)} по {date_words(ticket.closes_on)}",
                "Сохраните ссылку или листок: они откроют анкету в эти дни.",
            ]
            return told("Анкета ещё не открыта", sentences, status=status, **common)
        case TicketState.ANSWERED:
            sentences = ["Второй раз отвечать не нужно: записаны первые ответы."]
            if ticket.answered_at is not None:
                sentences.insert(0, f"Мы получили их {moment(ticket, ticket.answered_at)}.")
            return told("Ваши ответы уже отправлены", sentences, status=status, forget=key_of(ticket), **common)
        case TicketState.CANCELLED:
            sentences = ["По этой ссылке больше не спрашивают, отвечать не нужно. Если это ошибка, скажите куратору."]
            return told("Эта анкета отменена", sentences, status=status, **common)
        case _:
            sentences = [f"Ответы принимали по {date_words(last_day(ticket))} Спасибо, что заглянули."]
            if ticket.draft:
                sentences.append("Вы начали отвечать, но не отправили анкету: начатые ответы никому не показаны.")
            if ticket.is_blind:
                # It is never opened again, so what the device keeps has no use any more.
                return told("Анкета закрыта", sentences, status=status, forget=key_of(ticket), **common)
            sentences.append("Если ответить всё же важно, скажите куратору: он может продлить анкету.")
            return told("Анкета закрыта", sentences, status=status, **common)


def last_day(ticket: Ticket) -> date:
    """The day on which it closed: that of the term, or an earlier one when the curator ended it."""
    closed = ticket.wave.closed_at
    return min(ticket.closes_on, closed.astimezone(ticket.wave.organisation.tz).date()) if closed else ticket.closes_on


def moment(ticket: Ticket, at: datetime) -> str:
    """«14 сентября 2026 г. в 18:42» by the organisation's clock."""
    local = at.astimezone(ticket.wave.organisation.tz)
    return f"{date_words(local.date())} в {local:%H:%M}"


def key_of(ticket: Ticket) -> str:
    """Under what the device keeps its own draft."""
    return token_of(ticket.nonce)


def state_now(ticket: Ticket) -> TicketState:
    return state_of(ticket, now_at(ticket.wave.organisation))
