"""A person's consents when the data are destroyed: that there was one and when stays, the sheet and its scan go."""

from collections.abc import Iterator

from django.db.models import Q

from schools.destruction import About
from schools.models import Person, Representation, User
from schools.papers.models import Document
from schools.papers.services.erasing import drop_files, drop_sheets
from schools.traces import Traces, scrub_rows

from .enums import ConsentStatus
from .models import Consent
from .selectors import is_in_force
from .services import replace_consent, withdraw_consent

WHY = "данные уничтожены"


def categories(person: Person) -> Iterator[str]:
    """Sheets printed here, scans, reasons of withdrawal."""
    if person.consents.exists():
        yield "листы и сканы согласий"


def objections(person: Person, traces: Traces) -> Iterator[str]:
    """A pupil's consent in force rests on the signature of the representative."""
    signed = Consent.objects.filter(
        representation__representative=person, status__in=[ConsentStatus.SIGNED, ConsentStatus.PREPARED]
    ).exclude(person=person)
    for consent in signed.select_related("person", "organisation").order_by("pk"):
        if consent.status == ConsentStatus.PREPARED or is_in_force(consent, consent.organisation.today()):
            yield (
                f"Подписывает согласие {consent.get_purpose_display()} за обучающегося {consent.person.short_name}: "
                "сначала оформите согласие с другим представителем или отзовите это."
            )


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """What waits is put aside, what holds is withdrawn; sheets, scans and notes go."""
    today = person.organisation.today()
    for consent in Consent.objects.filter(person=person).order_by("pk"):
        if consent.status == ConsentStatus.PREPARED:
            replace_consent(consent, by, WHY)
        elif consent.status == ConsentStatus.SIGNED and is_in_force(consent, today):
            withdraw_consent(consent, today, WHY, by)
    own = Consent.objects.filter(person=person)
    sheets = [pk for pk in own.values_list("document", flat=True) if pk]
    scans = [pk for pk in own.values_list("scan", flat=True) if pk]
    own.update(document=None, scan=None, note="", representation=None)
    links = Representation.objects.filter(Q(representative=person) | Q(pupil=person))
    Consent.objects.filter(representation__in=links).update(representation=None)
    others = Consent.objects.filter(organisation=person.organisation).exclude(person=person)
    scrub_rows(others, ["note"], traces)
    drop_sheets(sheets)
    drop_files(scans)
    yield About(Consent, list(own.values_list("pk", flat=True)))
    yield About(Document, sheets)
