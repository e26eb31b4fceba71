"""Papers issued elsewhere: on paper, before the product or beside it. They take their number and serve as grounds
like any other.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import Organisation, User

from ...enums import DocumentStatus
from ...kinds import kind_of
from ...models import Document, Register, StoredFile
from ..numbering import check_number, number_key, register_for, require_free
from .door import Extra, made_before
from .issuing import take_number

EARLIEST = 1992


def enter_elsewhere(
    organisation: Organisation,
    kind: str,
    title: str,
    number: str,
    day: date,
    by: User | None,
    *,
    scan: StoredFile | None = None,
    signer: str = "",
    changes: Document | None = None,
    nonce: UUID | str | None = None,
    extra: Extra | None = None,
) -> Document:
    """Enter an order that exists on paper; the scan may come later (`attach_scan`).

    The same nonce gives the same document, if number and date are the same too: a form that the browser restored and that
    was filled with the next order is another order. Raises NumberTaken, ValidationError.
    """
    entity = organisation.legal_entity
    register = register_for(entity, kind_of(kind), changes)
    number = check_number(number)
    title = " ".join(title.split())
    if not title:
        raise ValidationError({"title": "Впишите, о чём приказ: «О закреплении наставников»."})
    if day > entity.today():
        raise ValidationError(
            {"day": f"{day:%d.%m.%Y} ещё не наступило, а приказ на бумаге уже издан. Поправьте дату."}
        )
    if day.year < EARLIEST:
        raise ValidationError(
            {
                "day": f"{day.year} год — слишком давно для приказа о наставничестве. Поправьте год, как он стоит на бумаге."
            }
        )
    with transaction.atomic():
        Register.objects.select_for_update().get(pk=register.pk)
        known = made_before(entity, nonce)
        if known is not None:
            if (known.number_key, known.date) == (number_key(number), day):
                return known
            nonce = None
        require_free(register, day.year, number)
        document = Document(
            organisation=entity,
            kind=kind,
            status=DocumentStatus.ISSUED,
            elsewhere=True,
            title=title,
            scan=scan,
            signer=signer,
            changes=changes,
            nonce=nonce,
            created_by=by,
            issued_by=by,
            issued_at=timezone.now(),
        )
        take_number(document, register, number, day)
        document.save()
        if extra is not None:
            extra(document)
        record(
            "внесён документ, изданный на бумаге",
            document,
            organisation=entity,
            user=by,
            after={"number": number, "date": day, "title": title, "scan": scan.sha256 if scan else ""},
        )
    return document
