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
from schools.russian import agree, count, plural

from ..enums import DocumentStatus
from ..kinds import kind_of
from ..models import Document
from .documents.aftermath import OF_CONSENT, is_voidable
from .documents.door import lock, refuse

RETURNED, NOT_RETURNED = "получен подписанный экземпляр", "снята отметка о подписанном экземпляре"
# So many papers are named in one sentence.
NAMED = 3


@dataclass
class Returned:
    """Papers that were noted or un-noted, sentences on those that were not, and where the journal tells of it."""

    span: Span = field(default_factory=lambda: Span(0, 0))
    done: list[Document] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    # Refused for the sake of the day: another day may be noted.
    left: list[Document] = field(default_factory=list)


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
            could = agree(kind_of(locked.kind).noun, "не мог", "не могла", "не могло", "не могли")
            raise ValidationError(f"{locked} {could} вернуться раньше своей даты. Поправьте день получения.")
        if day > locked.organisation.today():
            raise ValidationError(_not_come(day))
        return locked if locked.returned_on == day else _keep(locked, day, by)


def note_not_returned(document: Document, by: User) -> Document:
    """Take the note back; the scan, if there is one, stays. Raises DocumentRefused for a draft and a void paper."""
    with transaction.atomic():
        locked = lock(document)
        if locked.status not in (DocumentStatus.ISSUED, DocumentStatus.CANCELLED):
            raise refuse(locked)
        return locked if locked.returned_on is None else _keep(locked, None, by)


def note_many(documents: Iterable[Document], day: date, by: User) -> Returned:
    """Each paper by itself: one that cannot be noted does not hold the others; one noted before keeps its day. What a wrong
    day is to blame for is said once, whatever the number of papers.
    """
    result, before, papers = Returned(), last_row(), list(documents)
    if any(day > document.organisation.today() for document in papers):
        return Returned(refused=[_not_come(day)], left=papers)
    early = [one for one in papers if one.returned_on is None and one.date and day < one.date]
    if len(early) > 1:
        result.refused.append(_before_their_dates(early))
        result.left = early
    for document in papers:
        if document in result.left:
            continue
        if document.returned_on is not None:
            result.refused.append(f"{document}: уже есть отметка о получении {document.returned_on:%d.%m.%Y}.")
            continue
        try:
            result.done.append(note_returned(document, day, by))
        except ValidationError as refusal:
            result.refused += refusal.messages
            result.left += [document] if document in early else []
    result.span = Span(before, last_row())
    return result


def _not_come(day: date) -> str:
    return f"{day:%d.%m.%Y} ещё не наступило. Впишите день, когда экземпляр получен."


def _before_their_dates(papers: list[Document]) -> str:
    """One sentence for all whose own date is later than the day."""
    n = len(papers)
    words = f"{count(n, 'документ', 'документа', 'документов')} не {plural(n, 'отмечен', 'отмечены', 'отмечено')}"
    named = ", ".join(map(str, papers[:NAMED])) + (" и другие" if n > NAMED else "")
    return f"{words}: {named}. Вернуться раньше своей даты они не могли, поправьте день получения."


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
