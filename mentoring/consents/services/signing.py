"""A sheet is signed; the mark is taken back; the scan comes."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from schools.journal.services import record
from schools.models import Person, Representation, User
from schools.papers.models import StoredFile
from schools.russian import date_words

from ..ages import ADULT_AGE, OWN_LINE_AGE, birthday_of_age
from ..enums import ConsentStatus, PublicItem, Purpose
from ..models import Consent
from ..selectors import age_on, is_minor, items_offered, signs_beside
from .door import check_representation, check_scan, locked, move_consent

# Names of deeds in the journal by which a mark put on many sheets is found again.
SIGNED_DEED = "подписано согласие"
REPLACED_DEED = "согласие заменено новым"
SCAN_DEED = "приложен скан согласия"


@transaction.atomic
def sign_consent(
    consent: Consent,
    signed_on: date,
    scan: StoredFile | None,
    by: User | None,
    *,
    representation: Representation | None = None,
    items: Iterable[str] = (),
    conditions: str = "",
) -> Consent:
    """Record the signature of a prepared sheet. An older signed sheet of the same purpose is replaced by this one.

    Who had to sign follows from the age on the day of signing (design, decision 8). `items`, `conditions`: what is ticked
    and written on a sheet of dissemination; such a sheet without a single «да» allows nothing and is refused.
    """
    consent = locked(consent)
    _check_day(consent, signed_on)
    if representation is not None:
        check_representation(consent.person, representation)
    _check_signer(consent, signed_on, representation)
    _check_printed(consent, signed_on)
    check_scan(consent, scan)
    allowed = _allowed(consent, signed_on, items)
    older = Consent.objects.select_for_update(of=("self",)).filter(
        person=consent.person_id, purpose=consent.purpose, status=ConsentStatus.SIGNED
    )
    for other in older.exclude(pk=consent.pk):
        move_consent(other, ConsentStatus.REPLACED, by, REPLACED_DEED)
    return move_consent(
        consent,
        ConsentStatus.SIGNED,
        by,
        SIGNED_DEED,
        signed_on=signed_on,
        scan=scan or consent.scan,
        representation=representation or consent.representation,
        items=allowed,
        conditions=conditions.strip()[:400] if allowed else "",
    )


def _check_day(consent: Consent, signed_on: date) -> None:
    if signed_on > consent.organisation.today():
        raise ValidationError("Дата подписи ещё не наступила. Впишите день, когда лист подписали.")
    born = consent.person.birth_date
    if born is not None and signed_on < born:
        raise ValidationError("Дата подписи раньше дня рождения. Проверьте год.")
    taken_back = Consent.objects.filter(
        person=consent.person_id, purpose=consent.purpose, status=ConsentStatus.WITHDRAWN
    ).aggregate(last=Max("withdrawn_on"))["last"]
    if taken_back is not None and signed_on < taken_back:
        # 152-ФЗ, ст. 9 ч. 2: a sheet signed before the withdrawal does not bring back what was taken back.
        raise ValidationError(
            f"Согласие отозвано {taken_back:%d.%m.%Y}: лист, подписанный раньше, уже не действует. Проверьте дату."
        )
    if consent.valid_until is not None and signed_on > consent.valid_until:
        raise ValidationError(
            f"Срок этого листа вышел {consent.valid_until:%d.%m.%Y}. Напечатайте новый и подпишите его."
        )


def _check_signer(consent: Consent, signed_on: date, representation: Representation | None) -> None:
    """The right person signed the right sheet; a sentence for each way in which it may be otherwise."""
    person, name = consent.person, consent.person.short_name
    signer = representation.pk if representation is not None else consent.representation_id
    if not is_minor(person, signed_on):
        if signer is None:
            return
        born = person.birth_date
        grown = f"18 лет исполнилось {date_words(birthday_of_age(born))}" if born else "это взрослый человек"
        raise ValidationError(
            f"{name}: {grown}, за взрослого представитель не подписывает. Напечатайте лист для собственной подписи."
        )
    if consent.purpose == Purpose.REPRESENTATIVE:
        raise ValidationError(f"{name}: нет {ADULT_AGE} лет, представителем быть не может. Проверьте дату рождения.")
    if signer is None:
        raise ValidationError(
            f"{name}: {_why_minor(person, signed_on)}, поэтому согласие подписывает "
            "законный представитель. Укажите, кто подписал."
        )
    if consent.document_id is None:  # a sheet of the school's own making: who signed is all that we know of it
        return
    if consent.representation_id is None:
        raise ValidationError(
            f"{name}: лист напечатан для подписи самим человеком, а на день подписи {_why_minor(person, signed_on)}. "
            "Проверьте дату или напечатайте лист для представителя."
        )
    if signer != consent.representation_id:
        raise ValidationError(
            f"{name}: лист напечатан на имя другого представителя. Напечатайте лист для того, кто подписывает."
        )
    if signs_beside(person, signed_on) and (age_on(person, consent.prepared_on) or 0) < OWN_LINE_AGE:
        raise ValidationError(
            f"{name}: на день подписи уже 14 лет, а на этом листе нет строки для подписи подростка. Напечатайте новый."
        )


def _check_printed(consent: Consent, signed_on: date) -> None:
    """Our own sheet was not there to be signed before its day."""
    if consent.document_id is not None and signed_on < consent.prepared_on:
        raise ValidationError(
            f"Лист напечатан {consent.prepared_on:%d.%m.%Y}: раньше этого дня его подписать не могли. Проверьте дату и год. "
            "Если подписан другой, прежний лист, запишите его со страницы этого листа."
        )


def _allowed(consent: Consent, signed_on: date, items: Iterable[str]) -> list[str]:
    ticked = set(items)
    if consent.purpose != Purpose.DISSEMINATION:
        return []
    allowed = [str(item) for item in items_offered(consent.person, signed_on) if item in ticked]
    if strange := ticked - {*allowed}:
        labels = ", ".join(PublicItem(code).label if code in PublicItem.values else code for code in sorted(strange))
        raise ValidationError(f"На листе нет такой строки: {labels}. Отметьте то, что стоит на листе.")
    if not allowed:
        raise ValidationError(
            f"{consent.person.short_name}: отметьте, что разрешено опубликовать. Если на листе всюду «нет», лист ничего "
            "не разрешает: записывать его не нужно."
        )
    return allowed


@transaction.atomic
def unsign_consent(consent: Consent, by: User | None, reason: str = "") -> Consent:
    """Take back the mark «подписано» that was set by mistake: the sheet waits for its signature again."""
    consent = locked(consent)
    waiting = Consent.objects.filter(
        person=consent.person_id, purpose=consent.purpose, status=ConsentStatus.PREPARED
    ).exclude(pk=consent.pk)
    if consent.status == ConsentStatus.SIGNED and waiting.exists():
        raise ValidationError("Уже напечатан новый лист этого согласия: отметку на старом снять нельзя.")
    return move_consent(
        consent,
        ConsentStatus.PREPARED,
        by,
        "снята отметка о подписи согласия",
        reason=reason,
        signed_on=None,
        scan=None,
        items=[],
        conditions="",
    )


@transaction.atomic
def attach_scan(consent: Consent, scan: StoredFile, by: User | None) -> Consent:
    """Attach the scan of a signed sheet, or put another in its place."""
    consent = locked(consent)
    if consent.status != ConsentStatus.SIGNED:
        raise ValidationError("Скан прикладывают к подписанному согласию. Сначала отметьте подпись.")
    check_scan(consent, scan)
    before = {"скан": consent.scan.name if consent.scan else ""}
    consent.scan = scan
    consent.save(update_fields=["scan"])
    record(
        SCAN_DEED,
        consent,
        organisation=consent.organisation,
        user=by,
        before=before,
        after={"скан": scan.name},
    )
    return consent


def _why_minor(person: Person, day: date) -> str:
    age = age_on(person, day)
    return "нет 18 лет" if age is not None else "дата рождения не записана, а человек учится"
