"""The one door of a consent's status, and what every deed checks."""

from typing import Any

from django.core.exceptions import ValidationError

from schools.journal.services import record
from schools.models import Person, Representation, User
from schools.papers.models import StoredFile
from schools.russian import Case

from ..enums import CONSENT_TRANSITIONS, ConsentStatus
from ..models import Consent


def locked(consent: Consent) -> Consent:
    # The person's row too, and first: signing touches several sheets of one person, always in the same order.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=consent.person_id)
    return (
        Consent.objects.select_for_update(of=("self",))
        .select_related("person", "organisation", "representation", "scan")
        .get(pk=consent.pk)
    )


def move_consent(consent: Consent, to: str, by: User | None, deed: str, *, reason: str = "", **changes: Any) -> Consent:
    """The one door: `consent` is locked by the caller. Sets status and `changes`, saves, journals."""
    if to not in CONSENT_TRANSITIONS[consent.status]:
        raise ValidationError(
            f"Согласие {consent.get_purpose_display()} ({consent.person.short_name}) сейчас "
            f"«{consent.get_status_display()}»: сделать его «{ConsentStatus(to).label}» нельзя."
        )
    before = {
        "состояние": consent.get_status_display(),
        "подписано": consent.signed_on,
        "отозвано": consent.withdrawn_on,
    }
    for field, value in changes.items():
        setattr(consent, field, value)
    consent.status = to
    consent.save(update_fields=["status", *changes])
    after = {
        "состояние": consent.get_status_display(),
        "подписано": consent.signed_on,
        "отозвано": consent.withdrawn_on,
    }
    record(deed, consent, organisation=consent.organisation, user=by, before=before, after=after, reason=reason)
    return consent


def check_representation(person: Person, representation: Representation | None) -> None:
    if representation is not None and representation.pupil_id != person.pk:
        raise ValidationError(f"У {person.short_in(Case.GENT)} этот представитель не записан. Выберите из записанных.")


def check_scan(consent: Consent, scan: StoredFile | None) -> None:
    if scan is not None and scan.organisation_id != consent.organisation_id:
        raise ValidationError("Скан принадлежит другой организации.")
