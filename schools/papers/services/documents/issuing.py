"""Issue = registration (design, decision 5): number, date, freeze, and the upper room's part, whole or not at all.

The paper carries its number and date, so it must be composed before it is registered; and nothing is rendered
inside a transaction (but see `_in_turn`). Hence the order: take a number as a guess → compose → write the PDF under its hash → one
transaction that locks the register, makes sure of the number, and keeps everything. When the guess was taken
meanwhile and the user did not type it, compose again with the next one.

A process killed before the commit leaves the draft as it was and, at worst, a blob without a row, which is swept.
Killed after the commit, everything is there; the form sent again gets the issued document back.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import User

from ...enums import DocumentStatus, NumberMode
from ...models import Document, Register
from ..files import Blob, write_blob
from ..numbering import (
    NumberTaken,
    check_number,
    number_key,
    number_sort,
    propose_number,
    register_of_draft,
    require_free,
)
from .door import Extra, lock, move_document, refuse
from .drafts import StaleDraft
from .freezing import Composed, freeze, pdf_row, search_text
from .marking import mark_for

Compose = Callable[[str, date], Composed | tuple[list[dict[str, Any]], bytes]]

# Each loss means that somebody else issued a paper in the same second; after so many the paper takes its turn.
ATTEMPTS = 4


def register_document(
    document: Document,
    *,
    number: str,
    day: date,
    compose: Compose,
    signer: str,
    by: User | None,
    proposed: str = "",
    extra: Extra | None = None,
    on_behalf: str = "",
) -> Document:
    """Issue the draft under `number` on `day`; call it outside of any transaction.

    `number` is what the form holds and `proposed` what the form had proposed: left untouched (or empty) it moves to
    the next free one of the register. `compose(number, day)` renders the paper, maybe several times.
    `extra(document)` runs inside the transaction, after the document got its number; what it raises takes
    everything back.

    Returns the issued document. Issued already (a double click, two threads) it is returned as it is, whatever the
    number. Raises NumberTaken, StaleDraft (saved by somebody between reading and issuing), ValidationError.
    """
    if (issued := _issued_already(document)) is not None:
        return issued
    # Before the page is composed: the mark is printed on it.
    document.mark = document.mark or mark_for(document.organisation)
    register = register_of_draft(document)
    day = check_day(document, day)
    untouched = register.mode == NumberMode.HERE and number_key(number) in ("", number_key(proposed))
    wanted = propose_number(register, day) if untouched else _typed(register, number)
    for _ in range(ATTEMPTS):
        if not untouched:
            require_free(register, day.year, wanted)  # cheaper to know before rendering
        composed = Composed(*compose(wanted, day))
        blob = write_blob(composed.pdf)
        try:
            return _register(document, register, wanted, day, composed, blob, signer, by, extra, on_behalf)
        except NumberTaken:
            if not untouched:
                raise
            wanted = propose_number(register, day)
    return _in_turn(document, register, day, compose, signer, by, extra, on_behalf)


def _in_turn(
    document: Document,
    register: Register,
    day: date,
    compose: Compose,
    signer: str,
    by: User | None,
    extra: Extra | None,
    on_behalf: str,
) -> Document:
    """Render under the lock of the register, the one exception to design's decision 14: of fifty who issue at once the
    last would render fifty times and still be sent away. Now each waits for those before, a page's time for each.
    """
    with transaction.atomic():
        Register.objects.select_for_update().get(pk=register.pk)
        number = propose_number(register, day)
        composed = Composed(*compose(number, day))
        blob = write_blob(composed.pdf)
        return _register(document, register, number, day, composed, blob, signer, by, extra, on_behalf)


def issue_sheet(
    document: Document,
    *,
    day: date,
    compose: Compose,
    signer: str,
    by: User | None,
    extra: Extra | None = None,
    on_behalf: str = "",
) -> Document:
    """The same for a sheet that takes no number: a date, the freeze, the PDF, under the lock of the draft alone.

    Issued already, it is returned as it is. Raises StaleDraft, ValidationError.
    """
    if (issued := _issued_already(document)) is not None:
        return issued
    day = check_day(document, day)
    composed = Composed(*compose("", day))
    blob = write_blob(composed.pdf)
    return _register(document, None, "", day, composed, blob, signer, by, extra, on_behalf)


def _issued_already(document: Document) -> Document | None:
    """The paper when it is issued; None for a draft. Raises DocumentRefused when it is void."""
    current = Document.objects.filter(pk=document.pk).first()
    if current is not None and current.status not in (DocumentStatus.DRAFT, DocumentStatus.ISSUED):
        raise refuse(current)
    return current if current is not None and current.status == DocumentStatus.ISSUED else None


def _typed(register: Register, number: str) -> str:
    if register.mode == NumberMode.OFFICE and not number.strip():
        raise ValidationError(
            "Номера этого журнала даёт канцелярия. Впишите номер, который она дала.", code="number_missing"
        )
    return check_number(number)


def check_day(document: Document, day: date) -> date:
    """A slip of the pen in the year would open a register of a wrong year."""
    this_year = document.organisation.today().year
    if not this_year - 1 <= day.year <= this_year + 1:
        raise ValidationError(
            f"Дата документа — {day:%d.%m.%Y}, а сейчас {this_year} год. Проверьте год.", code="day_odd"
        )
    return day


def _register(
    document: Document,
    register: Register | None,
    number: str,
    day: date,
    composed: Composed,
    blob: Blob,
    signer: str,
    by: User | None,
    extra: Extra | None,
    on_behalf: str,
) -> Document:
    """The one transaction. The lock of the register comes first and makes everybody who issues in it wait in a line."""
    with transaction.atomic():
        if register is not None:
            Register.objects.select_for_update().get(pk=register.pk)
        locked = lock(document)
        if locked.status == DocumentStatus.ISSUED:
            return locked
        if locked.status == DocumentStatus.DRAFT and locked.version != document.version:
            raise StaleDraft(locked)
        if locked.status != DocumentStatus.DRAFT:
            raise refuse(locked)
        if register is not None:
            require_free(register, day.year, number)

        def prepare(draft: Document) -> dict[str, Any]:
            if register is not None:
                take_number(draft, register, number, day)
            else:
                draft.date, draft.year = day, day.year
            draft.signer = signer
            draft.mark = document.mark
            draft.issued_by, draft.issued_at = by, timezone.now()
            frozen = freeze(draft, composed.blocks, composed.page, pdf_row(draft, blob, by))
            return {"number": number, "date": day, "signer": signer, **frozen}

        return move_document(
            locked, DocumentStatus.ISSUED, "издан документ", by=by, prepare=prepare, extra=extra, on_behalf=on_behalf
        )


def take_number(document: Document, register: Register, number: str, day: date) -> None:
    """Set everything that follows from number and date. Only under the lock of the register, after `require_free`."""
    document.register = register
    document.number = number
    document.number_key = number_key(number)
    document.number_sort = number_sort(document.number_key)
    document.date = day
    document.year = day.year
    document.search_text = search_text(document.title, number)
