"""The journal of consents: every consent that was ever given, with its sheet, who signed, its term and its withdrawal."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import holds_until, is_outgrown
from schools.models import Organisation, User

HEADINGS = (
    "Чьё согласие",
    "На что",
    "Лист",
    "Дата подписи",
    "Кем подписано",
    "Действует до",
    "Отозвано",
    "Примечание",
)


@dataclass(frozen=True)
class Entry:
    """A line of the journal, ready to be printed; dates are dates."""

    person: str
    purpose: str
    sheet: str
    signed_on: date
    signed_by: str
    until: date | str
    withdrawn_on: date | None
    note: str

    @property
    def cells(self) -> tuple[str | date | None, ...]:
        return (
            self.person,
            self.purpose,
            self.sheet,
            self.signed_on,
            self.signed_by,
            self.until,
            self.withdrawn_on,
            self.note,
        )


def given_consents(user: User, organisation: Organisation, year: int | None) -> QuerySet[Consent]:
    """Signed in the calendar year or, without one, at any time, those replaced since among them; by the day of the
    signature."""
    rows = Consent.objects.visible_to(user).filter(organisation=organisation.legal_entity, signed_on__isnull=False)
    if year is not None:
        rows = rows.filter(signed_on__year=year)
    rows = rows.select_related("person", "document", "representation__representative", "withdrawal", "scan")
    return rows.order_by("signed_on", "person__name_key", "pk")


def journal_entries(user: User, organisation: Organisation, year: int | None = None) -> list[Entry]:
    """One query."""
    today = organisation.today()
    return [_entry(consent, today) for consent in given_consents(user, organisation, year)]


def entries_of_year(organisation: Organisation, year: int) -> list[tuple[int, Entry]]:
    """For the archive of a calendar year: consents signed in it, and those whose sheets are of it; with their keys."""
    today = organisation.today()
    rows = Consent.objects.filter(organisation=organisation.legal_entity, signed_on__isnull=False)
    rows = rows.filter(Q(signed_on__year=year) | Q(document__year=year))
    rows = rows.select_related("person", "document", "representation__representative", "withdrawal", "scan")
    return [(one.pk, _entry(one, today)) for one in rows.order_by("signed_on", "person__name_key", "pk")]


def _entry(consent: Consent, today: date) -> Entry:
    link = consent.representation
    signed_by = "представитель (сведения о нём уничтожены)" if consent.signer_destroyed else "лично"
    if link is not None:
        relation = f" ({link.relation})" if link.relation else ""
        signed_by = f"{link.representative.full_name}{relation}, представитель"
    sheet = "свой лист"
    if consent.document_id or consent.sheet_destroyed:
        sheet = f"напечатан {consent.prepared_on:%d.%m.%Y}" + (", уничтожен" if consent.sheet_destroyed else "")
    return Entry(
        consent.person.full_name,
        consent.get_purpose_display(),
        f"{sheet}, скан есть" if consent.scan_id else sheet,
        consent.signed_on,  # type: ignore[arg-type]  # only the signed are read
        signed_by,
        holds_until(consent) or "до отзыва",
        consent.withdrawn_on,
        "; ".join(_notes(consent, today)),
    )


def _notes(consent: Consent, today: date) -> list[str]:
    notes = []
    if consent.status == ConsentStatus.REPLACED:
        # Noted of what ended and was replaced by nothing: with the person's data.
        notes.append(f"прекращено: {consent.note}" if consent.note else "заменено новым листом")
    elif consent.status == ConsentStatus.SIGNED and is_outgrown(consent, today):
        notes.append("исполнилось 18 лет: больше не действует")
    elif consent.status == ConsentStatus.SIGNED and holds_until(consent) != consent.valid_until:
        notes.append("до дня, когда исполнится 18 лет")
    if consent.purpose == Purpose.DISSEMINATION and consent.items:
        notes.append(f"разрешено: {consent.shown_items}")
    if consent.conditions:
        notes.append(f"условия: {consent.conditions}")
    if consent.withdrawal_id and not consent.withdrawn_on:
        notes.append("напечатано заявление об отзыве")
    return notes
