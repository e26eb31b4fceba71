"""A person's consents when the data are destroyed: that there was one and when stays, the sheet and its scan go."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q, QuerySet

from schools.destruction import About
from schools.models import Person, Representation, User
from schools.papers.models import Document
from schools.papers.services.erasing import drop_files, drop_sheets
from schools.russian import Case
from schools.traces import Traces, scrub_rows

from .ages import birthday_of_age
from .enums import WITHDRAWAL_PAPERS, ConsentStatus, Purpose
from .models import Consent
from .selectors import is_in_force
from .services import replace_consent

WHY = "данные уничтожены"
SHEETS = "листы и сканы согласий"


def categories(person: Person) -> Iterator[str]:
    """Sheets printed here, scans, reasons of withdrawal."""
    if person.consents.exists():
        yield SHEETS


def objections(person: Person, traces: Traces) -> Iterator[str]:
    """A pupil's consent in force rests on the signature of the representative."""
    signed = Consent.objects.filter(
        representation__representative=person, status__in=[ConsentStatus.SIGNED, ConsentStatus.PREPARED]
    ).exclude(person=person)
    for consent in signed.select_related("person", "organisation").order_by("pk"):
        if consent.status == ConsentStatus.PREPARED or is_in_force(consent, consent.organisation.today()):
            yield (
                f"Подписывает согласие {consent.get_purpose_display()} за {consent.person.short_in(Case.ACCS)}: "
                "сначала оформите согласие с другим представителем или отзовите это."
            )


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """What waits is put aside, what holds ends with the data: nobody took it back; sheets, scans and notes go."""
    today = person.organisation.today()
    ended = []
    for consent in Consent.objects.filter(person=person).order_by("pk"):
        if consent.status == ConsentStatus.PREPARED:
            replace_consent(consent, by, WHY)
        elif consent.status == ConsentStatus.SIGNED and is_in_force(consent, today):
            replace_consent(consent, by, WHY)
            ended.append(consent.pk)
    own = Consent.objects.filter(person=person)
    # What a representative signed for others, and what names the person as a child, holds the name too.
    links = Representation.objects.filter(Q(representative=person) | Q(pupil=person))
    signed_for = Consent.objects.filter(representation__in=links).exclude(person=person)
    naming = [*signed_for, *_naming_child(person)]
    _keep_outgrown(signed_for)
    _keep_outgrown(own.filter(representation__isnull=False))
    papers, scans = _papers_of([*own, *naming])
    # Applications printed anew left the older ones behind, on the same sheets.
    applications = Document.objects.filter(register=None, kind__in=WITHDRAWAL_PAPERS.values())
    papers += applications.filter(Q(person=person) | Q(ground__in=papers)).values_list("pk", flat=True)
    _lose_sheets(own)
    own.filter(representation__isnull=False).update(representation=None, signer_destroyed=True)
    own.update(note="", conditions="", items=[])
    own.filter(pk__in=ended).update(note=f"{WHY} {today:%d.%m.%Y}")
    _lose_sheets(Consent.objects.filter(pk__in=[consent.pk for consent in naming]))
    signed_for.update(representation=None, signer_destroyed=True)
    others = Consent.objects.filter(organisation=person.organisation).exclude(person=person)
    scrub_rows(others, ["note", "conditions"], traces)
    # The later first, as papers are ordered: an application rests on its sheet.
    drop_sheets(papers)
    drop_files(scans)
    yield About(Consent, list(own.values_list("pk", flat=True)))
    yield About(Document, papers)


def _lose_sheets(consents: QuerySet[Consent]) -> None:
    """That a sheet was printed here stays known."""
    consents.filter(document__isnull=False).update(sheet_destroyed=True)
    consents.update(document=None, withdrawal=None, scan=None)


def _papers_of(consents: list[Consent]) -> tuple[list[int], list[int]]:
    """Keys of the applications, then of the sheets; keys of the scans."""
    papers = [one.withdrawal_id for one in consents] + [one.document_id for one in consents]
    return [pk for pk in papers if pk], [one.scan_id for one in consents if one.scan_id]


def _naming_child(person: Person) -> list[Consent]:
    """Own sheets of the person's representatives: they say whom they represent."""
    kin = Consent.objects.filter(purpose=Purpose.REPRESENTATIVE, person__represents__pupil=person)
    return [
        consent
        for consent in kin.select_related("document").distinct()
        if consent.document is not None and person.pk in consent.document.data.get("children", [])
    ]


def _keep_outgrown(signed_for: QuerySet[Consent]) -> None:
    """That it ended with the 18th birthday must be known without the representative."""
    for consent in signed_for.filter(status=ConsentStatus.SIGNED).select_related("person"):
        born = consent.person.birth_date
        if born is None or consent.signed_on is None:
            continue
        last = birthday_of_age(born) - timedelta(days=1)
        if consent.valid_until is None or consent.valid_until > last:
            consent.valid_until = max(consent.signed_on, last)
            consent.save(update_fields=["valid_until"])
