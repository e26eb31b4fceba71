"""What the respondent's pages show of a sheet."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from ..answers import UNANSWERED, Sent, Values
from ..enums import Mode, QuestionKind
from ..fields import fields_of
from ..models import Ticket
from ..selectors.sheets import Sheet
from ..selectors.tickets import whom
from ..services.drafts import Saved
from ..telling import told
from ..wording import Question, Section
from .links import answer, key_of, moment

SEEN_BY = {
    Mode.NAMED: [
        "Анкета именная: ваши ответы увидят куратор и руководитель. Просьбу о помощи прочитает только куратор."
    ],
    Mode.CONFIDENTIAL: [
        "Анкета конфиденциальная: кто что ответил, видит только куратор. Остальным показывают общие итоги без имён."
    ],
    Mode.ANONYMOUS: [
        "Анкета анонимная: никто не сможет узнать, чей это ответ, даже с базой данных в руках. Имена и ответы лежат врозь, без "
        "времени и порядка; видно только, сколько человек ответили.",
        "Начатая анкета хранится лишь на этом устройстве, пока вы её не отправите. На другом её придётся начать сначала.",
        "Узнать вас можно только по смыслу того, что вы напишете своими словами.",
    ],
}


@dataclass(frozen=True)
class Link:
    """A question to go to: in the summary of errors, among the answers to check."""

    href: str
    label: str
    sentence: str = ""
    words: str = ""


def drawn(
    ticket: Ticket,
    sheet: Sheet,
    page: int,
    values: Values,
    faults: dict[str, str],
    sent: Sent | None = None,
    replaced: list[str] | None = None,
) -> HttpResponse:
    """A page of questions, with what was sent or with what is stored."""
    questions = sheet.questions_on(page, values)
    here = fields_of(sheet.wording, questions, values, faults, sheet.people(questions), sent=sent, first_number=None)
    by_code = {one.name: one for one in here}
    sections = sheet.pages if sheet.whole else (sheet.pages[page - 1],)
    asked = [one for one in sheet.wording.questions() if one.code in faults]
    context = base(ticket, sheet) | {
        "page": page,
        "pages": sheet.last_page,
        "section": Section() if sheet.whole else sections[0],
        "parts": [parts_of(one, by_code, with_heading=sheet.whole) for one in sections],
        "is_last": sheet.is_last(page, values),
        "has_back": sheet.page_before(page, values) is not None,
        "action": url(ticket, page),
        "summary": [
            Link(f"#{by_code[one.code].target}", one.text, faults[one.code])
            if one.code in by_code
            else gap(ticket, sheet, one, faults[one.code], values)
            for one in asked
        ],
        # One sentence for all of them is said once.
        "unanswered": len(asked) > 1 and {faults[one.code] for one in asked} == {UNANSWERED},
        "replaced": [gap(ticket, sheet, one) for one in sheet.wording.questions() if one.code in (replaced or [])],
    }
    return answer("answer/page.html", context)


def parts_of(section: Section, by_code: dict, *, with_heading: bool) -> dict[str, Any]:
    return {
        "title": section.title if with_heading else "",
        "text": section.text if with_heading else "",
        "fields": [by_code[one.code] for one in section.questions if one.code in by_code],
    }


def sending(ticket: Ticket, sheet: Sheet, values: Values, faults: dict[str, str] | None = None) -> HttpResponse:
    """All answers, to be looked through and sent."""
    faults = faults or {}
    shown = [one for page in range(1, sheet.last_page + 1) for one in sheet.questions_on(page, values)]
    context = base(ticket, sheet) | {
        "action": url(ticket, sheet.last_page + 1),
        "said": [
            Link(
                f"{url(ticket, sheet.page_of(one.code))}#q-{one.code}",
                one.text,
                words=told(one, values.get(one.code), sheet.people([one]).get(one.code, [])),
            )
            for one in shown
        ],
        "summary": [
            gap(ticket, sheet, one, faults[one.code], values) for one in sheet.wording.questions() if one.code in faults
        ],
    }
    return answer("answer/sending.html", context)


def gap(ticket: Ticket, sheet: Sheet, question: Question, sentence: str = "", values: Values | None = None) -> Link:
    place = place_of(question, (values or {}).get(question.code))
    return Link(f"{url(ticket, sheet.page_of(question.code))}?missing=1#{place}", question.text, sentence)


def place_of(question: Question, value: Any) -> str:
    """The id to go to from another page: of a matrix filled in part its first row without a point."""
    rows = question.rows if question.kind == QuestionKind.MATRIX and value else ()
    missed = next((f"-{row.code}" for row in rows if row.code not in value), "")
    return f"q-{question.code}{missed}"


def base(ticket: Ticket, sheet: Sheet) -> dict[str, Any]:
    return {
        "ticket": ticket,
        "sheet": sheet,
        "organisation": ticket.wave.organisation,
        # Two links of a person look alike but for this; as much as the slip says.
        "about": whom(ticket),
        "key": key_of(ticket),
        "save_url": "" if ticket.is_blind else reverse("answer:save", args=[key_of(ticket)]),
        "first_url": url(ticket),
        "saved": when_saved(ticket),
    }


def when_saved(ticket: Ticket) -> str:
    """«в 18:42», with the day when it is not today's."""
    at, organisation = ticket.draft_saved_at, ticket.wave.organisation
    if at is None:
        return ""
    local = at.astimezone(organisation.tz)
    return f"в {local:%H:%M}" if local.date() == organisation.today() else moment(ticket, at)


def url(ticket: Ticket, page: int | None = None, saved: Saved | None = None) -> str:
    """The address of a page of this ticket; `saved` names the answers that gave way."""
    if page is None:
        return reverse("answer:first", args=[key_of(ticket)])
    address = reverse("answer:page", args=[key_of(ticket), page])
    return f"{address}?{urlencode({'replaced': '.'.join(saved.replaced)})}" if saved and saved.replaced else address
