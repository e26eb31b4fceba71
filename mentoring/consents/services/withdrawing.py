"""A consent is taken back: the paper on which it is done, and the day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import User
from schools.papers.models import Document

from ..enums import ConsentStatus
from ..models import Consent
from .door import locked, move_consent


@transaction.atomic
def withdraw_consent(consent: Consent, on: date, reason: str, by: User | None) -> Consent:
    """Record that the person took the consent back (152-ФЗ, статья 9, часть 2). `reason` may be empty."""
    consent = locked(consent)
    if on > consent.organisation.today():
        raise ValidationError("День отзыва ещё не наступил. Впишите день, когда принесли заявление.")
    if consent.signed_on is not None and on < consent.signed_on:
        raise ValidationError(
            f"Согласие подписано {consent.signed_on:%d.%m.%Y}: отозвать его раньше нельзя. Поправьте дату."
        )
    return move_consent(
        consent, ConsentStatus.WITHDRAWN, by, "отозвано согласие", reason=reason, withdrawn_on=on, note=reason[:250]
    )


@transaction.atomic
def attach_withdrawal(consent: Consent, paper: Document, by: User | None) -> Consent:
    """The application to take the consent back was printed; the consent holds until the application is handed in.

    Printed again, the newer paper takes the place of the older. Raises ValidationError for what is not signed.
    """
    consent = locked(consent)
    if consent.status != ConsentStatus.SIGNED:
        raise ValidationError(
            f"Отзывают подписанное согласие, а это сейчас «{consent.get_status_display()}». Заявление не нужно."
        )
    if paper.organisation_id != consent.organisation_id:
        raise ValidationError("Заявление принадлежит другой организации.")
    consent.withdrawal = paper
    consent.save(update_fields=["withdrawal"])
    record(
        "напечатано заявление об отзыве согласия",
        consent,
        organisation=consent.organisation,
        user=by,
        after={"заявление": paper.title},
    )
    return consent
