"""Answers on their way: put in page by page, kept right or wrong, so that nothing is lost.

Per question the later saving wins. A page sends with each question a mark of the answer it showed (`telling.digest`): what has
not been touched on the page leaves alone what another device has stored meanwhile; of what both have changed the later one
stays, and the answer that gave way is named to the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ..answers import Cleaned, Sent, Values, clean, merge, missing, numberless, settled
from ..models import Ticket
from ..selectors.sheets import Sheet
from ..telling import data_of, digest
from ..wording import Question
from .taking import check_taking


@dataclass
class Saved:
    """What came of a page: all answers so far; what is wrong with those of the page; which stored ones gave way."""

    values: Values
    cleaned: Cleaned
    # {code: the answer of another device that was written over}
    replaced: Values = field(default_factory=dict)
    is_changed: bool = True
    # {code: the answer of another device} where the page still shows an older one that was not touched on it
    elsewhere: Values = field(default_factory=dict)


def save_page(ticket: Ticket, sheet: Sheet, sent: Sent, now: datetime) -> Saved:
    """Keep a page's answers in the held ticket's draft, right or not. Raises `NotTaking`."""
    check_taking(ticket, now)
    saved = take_in(ticket, sheet, sent)
    if saved.is_changed:
        keep(ticket, saved.values, now)
    return saved


def take_in(ticket: Ticket, sheet: Sheet, sent: Sent) -> Saved:
    """The answers so far with those of a page put in; writes nothing."""
    before: Values = ticket.draft or {}
    there = [one for one in sheet.wording.questions() if sent.has(one)]
    cleaned = _clean(sheet, there, sent)
    cleaned.problems |= numberless(there, cleaned.values)
    touched = [one for one in there if digest(cleaned.values.get(one.code)) != sent.one(f"was.{one.code}")]
    new = {one.code: cleaned.values[one.code] for one in touched if one.code in cleaned.values}
    values = merge(sheet.wording, before, touched, new)
    replaced = {
        one.code: before[one.code]
        for one in touched
        if one.code in before
        and digest(before[one.code]) not in (sent.one(f"was.{one.code}"), digest(cleaned.values.get(one.code)))
    }
    elsewhere = {
        one.code: before[one.code]
        for one in there
        if one not in touched and one.code in before and digest(before[one.code]) != sent.one(f"was.{one.code}")
    }
    return Saved(values, cleaned, replaced, is_changed=values != before, elsewhere=elsewhere)


def checked(sheet: Sheet, values: Values, *, may_lack: bool = False) -> Cleaned:
    """A whole sheet as it is to be stored, with all that is wrong with it, whoever filled it in."""
    data: dict[str, list[str]] = {}
    for code, value in settled(sheet.wording, values).items():
        if question := sheet.wording.question(code):
            data |= data_of(question, value)
    cleaned = _clean(sheet, sheet.wording.questions(), Sent(data))
    gaps = {} if may_lack else missing(sheet.wording, cleaned.values)
    return Cleaned(settled(sheet.wording, cleaned.values), gaps | cleaned.problems)


def begun(sheet: Sheet, values: Values) -> Values:
    """What the person has begun by the link and the sheet from paper says nothing about; what is wrong there is left out."""
    left = {code: value for code, value in (sheet.ticket.draft or {}).items() if code not in values}
    wrong = checked(sheet, left | values, may_lack=True).problems
    return {code: value for code, value in left.items() if code not in wrong}


def keep(ticket: Ticket, values: Values, now: datetime) -> None:
    """Write the answers so far on the held ticket. Never on an anonymous one: nothing of it may lie beside the person."""
    if ticket.is_blind:
        raise ValueError("an anonymous sheet leaves no draft")
    ticket.draft, ticket.draft_saved_at = values, now
    ticket.started_at = ticket.started_at or now
    ticket.save(update_fields=["draft", "draft_saved_at", "started_at"])


def _clean(sheet: Sheet, questions: Iterable[Question], sent: Sent) -> Cleaned:
    """`answers.clean` for questions of which each may have people of its own."""
    result = Cleaned()
    for question in questions:
        people = sheet.people([question]).get(question.code, [])
        one = clean([question], sent.data, people)
        result.values |= one.values
        result.problems |= one.problems
    return result
