"""A sheet is printed, and put aside."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Person, Representation, User
from schools.papers.models import Document

from ..enums import ConsentStatus, Purpose
from ..models import Consent
from ..selectors import holds_until, is_in_force, silenced, term_of
from .door import check_representation, locked, move_consent

PREPARED_DEED = "подготовлено согласие"


@transaction.atomic
def prepare_consent(
    person: Person,
    purpose: str,
    document: Document | None,
    representation: Representation | None,
    by: User | None,
    *,
    valid_until: date | None = None,
) -> Consent:
    """A printed sheet that waits for its signature.

    A sheet printed before and not signed is replaced. `valid_until` defaults to the purpose's own term.
    Raises ValidationError when what is already signed holds as long as this sheet would. A sheet for the person's own
    signature holds longer than what a representative signed: it is printed before the 18th birthday.
    """
    organisation = person.organisation
    today = organisation.today()
    Person.objects.select_for_update(of=("self",), no_key=True).get(
        pk=person.pk
    )  # two packets printed at once make one sheet
    check_representation(person, representation)
    if document is not None and document.organisation_id != person.organisation_id:
        raise ValidationError("Лист согласия принадлежит другой организации.")
    until = valid_until or term_of(purpose, today)
    for consent in Consent.objects.select_for_update(of=("self",)).filter(
        person=person, purpose=purpose, status__in=[ConsentStatus.PREPARED, ConsentStatus.SIGNED]
    ):
        if consent.status == ConsentStatus.PREPARED:
            move_consent(consent, ConsentStatus.REPLACED, by, "лист согласия заменён новым")
        elif (
            is_in_force(consent, today)
            and not _outlasts(until, consent.valid_until if representation else holds_until(consent))
            and not _silenced(consent, today)
        ):
            raise ValidationError(
                f"{person.short_name}: согласие {Purpose(purpose).label} уже подписано {consent.signed_on:%d.%m.%Y}."
            )
    consent = Consent(
        organisation=organisation,
        person=person,
        purpose=purpose,
        document=document,
        representation=representation,
        prepared_on=today,
        valid_until=until,
    )
    consent.full_clean(validate_unique=False)
    consent.save()
    record(
        PREPARED_DEED,
        consent,
        organisation=organisation,
        user=by,
        after={"согласие": consent.get_purpose_display()},
    )
    return consent


def _silenced(consent: Consent, today: date) -> bool:
    """Signed, but nothing may be published by it any more: a new one is asked for."""
    if consent.purpose != Purpose.DISSEMINATION:
        return False
    return bool(silenced(consent, Consent.objects.filter(person=consent.person_id).select_related("person"), today))


@transaction.atomic
def replace_consent(consent: Consent, by: User | None, reason: str = "") -> Consent:
    """Put a sheet aside: spoilt, outdated, or printed for nothing."""
    return move_consent(locked(consent), ConsentStatus.REPLACED, by, "лист согласия отложен", reason=reason)


def _outlasts(until: date | None, other: date | None) -> bool:
    """Whether a term reaches further than the other; None has no end."""
    if other is None:
        return False
    return until is None or until > other
