"""The one door of a document's status."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User

from ...enums import DOCUMENT_TRANSITIONS, DocumentStatus
from ...models import Document

# What the upper room does in the same transaction: the document is locked and has its new status.
Extra = Callable[[Document], None]


class DocumentRefused(ValidationError):
    """The document does not admit the deed; the sentence says why and what to do."""


_REFUSALS = {
    DocumentStatus.DRAFT: "«{title}» ещё черновик. Сначала издайте документ.",
    DocumentStatus.ISSUED: (
        "«{title}» уже {state} под № {number} от {date:%d.%m.%Y}. Исправляет его другой документ — об изменении."
    ),
    DocumentStatus.ANNULLED: "«{title}» {state}. Составьте новый документ.",
    DocumentStatus.CANCELLED: "«{title}» {state} другим приказом. Составьте новый документ.",
}


def refuse(document: Document) -> DocumentRefused:
    """Why nothing can be done to the document as it is."""
    sentence = _REFUSALS[DocumentStatus(document.status)]
    if not document.number:
        sentence = sentence.replace("под № {number} от", "с датой")
    words = {"title": document.title, "number": document.number, "date": document.date}
    return DocumentRefused(sentence.format(state=document.get_status_display(), **words))


def lock(document: Document) -> Document:
    """The row as it is now, locked until the end of the transaction. A draft thrown away meanwhile is refused."""
    locked = Document.objects.select_for_update().filter(pk=document.pk).first()
    if locked is None:
        raise DocumentRefused("Черновик уже удалён. Составьте документ заново.")
    return locked


def made_before(entity: Organisation, nonce: UUID | str | None) -> Document | None:
    """What an earlier sending of the same form made. A nonce borrowed from another organisation is refused."""
    if nonce is None:
        return None
    document = Document.objects.filter(nonce=nonce).first()
    if document is not None and document.organisation_id != entity.pk:
        raise ValidationError("Форма устарела. Откройте её заново и заполните ещё раз.")
    return document


def move_document(
    document: Document,
    to: DocumentStatus,
    deed: str,
    *,
    by: User | None,
    prepare: Callable[[Document], dict[str, Any]],
    extra: Extra | None = None,
    reason: str = "",
    on_behalf: str = "",
) -> Document:
    """Lock, check the table, let `prepare` set what goes with the new status, save, do the upper room's part, journal.

    `prepare` raises when it does not agree and returns what the journal keeps of the deed. All or nothing.
    """
    with transaction.atomic():
        locked = lock(document)
        if to not in DOCUMENT_TRANSITIONS[locked.status]:
            raise refuse(locked)
        before = {"status": locked.status}
        after = prepare(locked)
        locked.status = to
        locked.save()
        if extra is not None:
            extra(locked)
        record(
            deed,
            locked,
            organisation=locked.organisation,
            user=by,
            before=before,
            after={"status": to, **after},
            reason=reason,
            on_behalf=on_behalf,
        )
    return locked
