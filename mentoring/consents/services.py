"""The life of a consent. `_move` is the one door of its status."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Person, Representation, User
from schools.papers.models import Document, StoredFile

from .enums import CONSENT_TRANSITIONS, ConsentStatus, Purpose
from .models import Consent
from .selectors import age_on, is_in_force, is_minor, term_of

# Names of deeds in the journal by which a mark put on many sheets is found again.
SIGNED_DEED = "подписано согласие"
REPLACED_DEED = "согласие заменено новым"


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
    Raises ValidationError when what is already signed holds as long as this sheet would.
    """
    organisation = person.organisation
    today = organisation.today()
    Person.objects.select_for_update(of=("self",), no_key=True).get(
        pk=person.pk
    )  # two packets printed at once make one sheet
    _check_representation(person, representation)
    if document is not None and document.organisation_id != person.organisation_id:
        raise ValidationError("Лист согласия принадлежит другой организации.")
    until = valid_until or term_of(purpose, today)
    for consent in Consent.objects.select_for_update(of=("self",)).filter(
        person=person, purpose=purpose, status__in=[ConsentStatus.PREPARED, ConsentStatus.SIGNED]
    ):
        if consent.status == ConsentStatus.PREPARED:
            _move(consent, ConsentStatus.REPLACED, by, "лист согласия заменён новым")
        elif is_in_force(consent, today) and not _outlasts(until, consent.valid_until):
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
        "подготовлено согласие",
        consent,
        organisation=organisation,
        user=by,
        after={"согласие": consent.get_purpose_display()},
    )
    return consent


@transaction.atomic
def sign_consent(
    consent: Consent,
    signed_on: date,
    scan: StoredFile | None,
    by: User | None,
    *,
    representation: Representation | None = None,
) -> Consent:
    """Record the signature of a prepared sheet. An older signed sheet of the same purpose is replaced by this one."""
    consent = _locked(consent)
    today = consent.organisation.today()
    if signed_on > today:
        raise ValidationError("Дата подписи ещё не наступила. Впишите день, когда лист подписали.")
    born = consent.person.birth_date
    if born is not None and signed_on < born:
        raise ValidationError("Дата подписи раньше дня рождения. Проверьте год.")
    if consent.valid_until is not None and signed_on > consent.valid_until:
        raise ValidationError(
            f"Срок этого листа вышел {consent.valid_until:%d.%m.%Y}. Напечатайте новый и подпишите его."
        )
    if representation is not None:
        _check_representation(consent.person, representation)
        consent.representation = representation
    if is_minor(consent.person, signed_on) and consent.representation_id is None:
        raise ValidationError(
            f"{consent.person.short_name}: {_why_minor(consent.person, signed_on)}, поэтому согласие подписывает "
            "законный представитель. Укажите, кто подписал."
        )
    _check_scan(consent, scan)
    older = Consent.objects.select_for_update(of=("self",)).filter(
        person=consent.person_id, purpose=consent.purpose, status=ConsentStatus.SIGNED
    )
    for other in older.exclude(pk=consent.pk):
        _move(other, ConsentStatus.REPLACED, by, REPLACED_DEED)
    return _move(
        consent,
        ConsentStatus.SIGNED,
        by,
        SIGNED_DEED,
        signed_on=signed_on,
        scan=scan or consent.scan,
        representation=consent.representation,
    )


@transaction.atomic
def unsign_consent(consent: Consent, by: User | None, reason: str = "") -> Consent:
    """Take back the mark «подписано» that was set by mistake: the sheet waits for its signature again."""
    consent = _locked(consent)
    waiting = Consent.objects.filter(
        person=consent.person_id, purpose=consent.purpose, status=ConsentStatus.PREPARED
    ).exclude(pk=consent.pk)
    if consent.status == ConsentStatus.SIGNED and waiting.exists():
        raise ValidationError("Уже напечатан новый лист этого согласия: отметку на старом снять нельзя.")
    return _move(
        consent,
        ConsentStatus.PREPARED,
        by,
        "снята отметка о подписи согласия",
        reason=reason,
        signed_on=None,
        scan=None,
    )


@transaction.atomic
def withdraw_consent(consent: Consent, on: date, reason: str, by: User | None) -> Consent:
    """Record that the person took the consent back (152-ФЗ, статья 9, часть 2). `reason` may be empty."""
    consent = _locked(consent)
    if on > consent.organisation.today():
        raise ValidationError("День отзыва ещё не наступил. Впишите день, когда принесли заявление.")
    if consent.signed_on is not None and on < consent.signed_on:
        raise ValidationError(
            f"Согласие подписано {consent.signed_on:%d.%m.%Y}: отозвать его раньше нельзя. Поправьте дату."
        )
    return _move(
        consent, ConsentStatus.WITHDRAWN, by, "отозвано согласие", reason=reason, withdrawn_on=on, note=reason[:250]
    )


@transaction.atomic
def replace_consent(consent: Consent, by: User | None, reason: str = "") -> Consent:
    """Put a sheet aside: spoilt, outdated, or printed for nothing."""
    return _move(_locked(consent), ConsentStatus.REPLACED, by, "лист согласия отложен", reason=reason)


@transaction.atomic
def attach_scan(consent: Consent, scan: StoredFile, by: User | None) -> Consent:
    """Attach the scan of a signed sheet, or put another in its place."""
    consent = _locked(consent)
    if consent.status != ConsentStatus.SIGNED:
        raise ValidationError("Скан прикладывают к подписанному согласию. Сначала отметьте подпись.")
    _check_scan(consent, scan)
    before = {"скан": consent.scan.name if consent.scan else ""}
    consent.scan = scan
    consent.save(update_fields=["scan"])
    record(
        "приложен скан согласия",
        consent,
        organisation=consent.organisation,
        user=by,
        before=before,
        after={"скан": scan.name},
    )
    return consent


def _locked(consent: Consent) -> Consent:
    # The person's row too, and first: signing touches several sheets of one person, always in the same order.
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=consent.person_id)
    return (
        Consent.objects.select_for_update(of=("self",))
        .select_related("person", "organisation", "representation", "scan")
        .get(pk=consent.pk)
    )


def _move(consent: Consent, to: str, by: User | None, deed: str, *, reason: str = "", **changes: Any) -> Consent:
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


def _check_representation(person: Person, representation: Representation | None) -> None:
    if representation is not None and representation.pupil_id != person.pk:
        raise ValidationError(f"Этот представитель записан не у {person.short_name}. Выберите из его представителей.")


def _check_scan(consent: Consent, scan: StoredFile | None) -> None:
    if scan is not None and scan.organisation_id != consent.organisation_id:
        raise ValidationError("Скан принадлежит другой организации.")


def _why_minor(person: Person, day: date) -> str:
    age = age_on(person, day)
    return "нет 18 лет" if age is not None else "дата рождения не записана, а человек учится"


def _outlasts(until: date | None, other: date | None) -> bool:
    """Whether a term reaches further than the other; None has no end."""
    if other is None:
        return False
    return until is None or until > other
