"""What may still happen to an issued paper: its signed scan comes back, or it is made void."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import User

from ...enums import DocumentStatus
from ...kinds import kind_of
from ...models import Document, Register, StoredFile
from ...selectors.links import approving_order
from .cancelling import restore_cancelled
from .door import DocumentRefused, Extra, lock, move_document, refuse


def annul_document(
    document: Document, reason: str, by: User, extra: Extra | None = None, on_behalf: str = ""
) -> Document:
    """Make an issued paper void; its number stays taken. Void already, it is returned as it is.

    The upper room's part (pairs going back) is `extra`, or what the kind registered as `on_annul`. What this order had
    cancelled is in force again. Raises DocumentRefused as `why_not_annulled` says, ValidationError without a reason.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError("Напишите, почему документ аннулируется: это останется в журнале.", code="reason_missing")
    if extra is None and (undo := kind_of(document.kind).on_annul) is not None:
        extra = _with(undo, by)
    with transaction.atomic():
        if document.register_id is not None:
            # As at the issue: whoever brings papers of a register in or out of force waits in one line.
            Register.objects.select_for_update().get(pk=document.register_id)
        locked = lock(document)
        if locked.status == DocumentStatus.ANNULLED:
            return locked
        if why := why_not_annulled(locked):
            raise DocumentRefused(why)

        restored = restore_cancelled(locked, by, on_behalf)

        def prepare(issued: Document) -> dict[str, Any]:
            issued.annulled_at = timezone.now()
            issued.annul_reason = reason
            return {"number": issued.number} | ({"снова действуют": [str(one) for one in restored]} if restored else {})

        return move_document(
            locked,
            DocumentStatus.ANNULLED,
            "аннулирован документ",
            by=by,
            prepare=prepare,
            extra=extra,
            reason=reason,
            on_behalf=on_behalf,
        )


def why_not_annulled(document: Document) -> str:
    """Why the document is not made void, and what is done instead; empty when it may be."""
    if document.status == DocumentStatus.DRAFT:
        return "Это черновик, номера у него нет. Его можно просто удалить."
    if document.status == DocumentStatus.ANNULLED:
        return "Документ уже аннулирован."
    if document.status == DocumentStatus.CANCELLED:
        return f"Документ отменён: {document.cancelled_by}. Аннулировать его не нужно."
    if not is_voidable(document):
        return "Лист без номера не аннулируют. Если это согласие, запишите его отзыв или напечатайте новый лист."
    if (later := standing_change(document)) is not None:
        return f"Документ изменён: {later} «{later.title}». Сначала аннулируйте тот, что его изменил."
    if (order := approving_order(document)) is not None:
        return f"Положение утверждено: {order}. Его аннулируют и отменяют вместе с приказом."
    return signed_refusal(document)


def standing_change(document: Document) -> Document | None:
    """The first paper in force that changes this one."""
    return document.changed_by.filter(status=DocumentStatus.ISSUED).order_by("pk").first()


def signed_refusal(document: Document) -> str:
    """Why a paper in force is not annulled: somebody has signed it (design, decision 5). Empty for one that nobody signed, and
    for one entered from paper: its row may be a slip of whoever entered it.
    """
    if document.status != DocumentStatus.ISSUED or document.elsewhere:
        return ""
    if document.returned_on is None and document.scan_id is None:
        return ""
    kind = kind_of(document.kind)
    way = "Отмените его приказом" if kind.cancelled_with else kind.instead
    if document.returned_on is None:
        return f"К документу приложен скан подписанного экземпляра: подписанное не аннулируют. {way}."
    return (
        f"Подписанный экземпляр вернулся {document.returned_on:%d.%m.%Y}: подписанное не аннулируют. {way}. "
        + ("" if document.scan_id else "Если отметка стоит по ошибке, сначала снимите её.")
    ).strip()


# A scan put here would not be the consent's, and nothing would follow from it.
OF_CONSENT = "подпись и скан согласия отмечают на странице «Согласия»."


def is_voidable(document: Document) -> bool:
    """A paper with a number, and a sheet that was made of a draft: another is drafted in its place. A consent is not: it
    is withdrawn.
    """
    return document.register_id is not None or bool(kind_of(document.kind).edit_url)


def _with(undo: Any, by: User) -> Extra:
    def extra(document: Document) -> None:
        undo(document, by)

    return extra


def attach_scan(document: Document, scan: StoredFile, by: User | None) -> Document:
    """Keep the scan of the signed paper; an earlier scan stays in the journal and in the storage."""
    if scan.organisation_id != document.organisation_id:
        raise ValidationError("Этот файл загружен в другой организации. Загрузите скан заново.")
    with transaction.atomic():
        locked = lock(document)
        if locked.status not in (DocumentStatus.ISSUED, DocumentStatus.CANCELLED):
            raise refuse(locked)
        if not is_voidable(locked):
            raise ValidationError(f"{locked}: {OF_CONSENT}")
        was = locked.scan
        if was is not None and was.sha256 == scan.sha256:
            return locked
        locked.scan = scan
        # The scan is of the signed paper: it is here, whatever day was noted before.
        locked.returned_on = locked.returned_on or max(locked.organisation.today(), locked.date or date.min)
        locked.save(update_fields=["scan", "returned_on"])
        record(
            "приложен скан" if was is None else "заменён скан",
            locked,
            organisation=locked.organisation,
            user=by,
            before={"scan": was.sha256 if was else "", "file": was.pk if was else None},
            after={"scan": scan.sha256, "file": scan.pk},
        )
    return locked
