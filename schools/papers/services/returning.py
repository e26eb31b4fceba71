"""The signed paper comes back to the office: its day is noted, with or without a scan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.access.roles import capacity_of
from schools.journal.selectors import Span, deeds_after, last_row, subjects_of
from schools.journal.services import record
from schools.models import Organisation, User

from ..enums import DocumentStatus
from ..models import Document
from .documents.aftermath import OF_CONSENT, is_voidable
from .documents.door import lock, refuse

RETURNED, NOT_RETURNED = "получен подписанный экземпляр", "снята отметка о подписанном экземпляре"


@dataclass
class Returned:
    """Papers that were noted or un-noted, a sentence for each that was not, and where the journal tells of it."""

    span: Span = field(default_factory=lambda: Span(0, 0))
    done: list[Document] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def note_returned(document: Document, day: date, by: User) -> Document:
    """The signed paper is here since the day. Noted for the same day already, it is returned as it is.

    Raises ValidationError for a draft, a void paper and an impossible day.
    """
    with transaction.atomic():
        locked = lock(document)
        if locked.status not in (DocumentStatus.ISSUED, DocumentStatus.CANCELLED):
            raise refuse(locked)
        if not is_voidable(locked):
            raise ValidationError(f"{locked}: {OF_CONSENT}")
        if locked.date and day < locked.date:
            raise ValidationError(f"{locked} не мог вернуться раньше своей даты. Поправьте день получения.")
        if day > locked.organisation.today():
            raise ValidationError(f"{day:%d.%m.%Y} ещё не наступило. Впишите день, когда экземпляр получен.")
        return locked if locked.returned_on == day else _keep(locked, day, by)


def note_not_returned(document: Document, by: User) -> Document:
    """Take the note back; the scan, if there is one, stays: it is not of the signed paper."""
    with transaction.atomic():
        locked = lock(document)
        return locked if locked.returned_on is None else _keep(locked, None, by)


def note_many(documents: Iterable[Document], day: date, by: User) -> Returned:
    """Each paper by itself: one that cannot be noted does not hold the others; one noted before keeps its day."""
    result, before = Returned(), last_row()
    for document in documents:
        if document.returned_on is not None:
            result.refused.append(f"{document}: уже отмечен полученным {document.returned_on:%d.%m.%Y}.")
            continue
        try:
            result.done.append(note_returned(document, day, by))
        except ValidationError as refusal:
            result.refused += refusal.messages
    result.span = Span(before, last_row())
    return result


def undo_many(organisation: Organisation, span: Span, by: User) -> Returned:
    """«Отменить» beside the message: notes that `by` made within the span, where nothing befell the paper since."""
    ids = subjects_of(span, Document, RETURNED, organisation, by)
    touched = deeds_after(span, Document, ids)
    result = Returned(span)
    for document in Document.objects.filter(pk__in=ids, organisation=organisation).order_by("pk"):
        if document.pk in touched:
            result.refused.append(f"{document}: после отметки сделано «{touched[document.pk]}», отметка осталась.")
        else:
            result.done.append(note_not_returned(document, by))
    return result


def _keep(locked: Document, day: date | None, by: User) -> Document:
    before, locked.returned_on = locked.returned_on, day
    locked.save(update_fields=["returned_on"])
    record(
        RETURNED if day else NOT_RETURNED,
        locked,
        organisation=locked.organisation,
        user=by,
        before={"returned_on": before},
        after={"returned_on": day},
        on_behalf=capacity_of(by, locked.organisation),
    )
    return locked
