"""Sheets of consent: the text frozen, the consent that waits for its signature, the packet for the printer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_minor, term_of
from mentoring.consents.services import prepare_consent, sign_consent
from schools.models import Organisation, Person, Representation, User
from schools.papers.engine.blocks import Block
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json
from schools.papers.engine.packet import render_many
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document, StoredFile
from schools.papers.services.documents import freeze_sheet
from schools.years import AcademicYear

from ..composing import compose, stamp_of
from ..kinds import all_kinds
from ..letterhead import sheet_page_of


@dataclass
class Prepared:
    """What came of printing: the sheets, and the people who got none with the reason in a sentence."""

    consents: list[Consent] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def sheet_kind(purpose: str) -> str:
    """Code of the kind of paper by which this purpose is consented to."""
    return next(kind.code for kind in all_kinds().values() if kind.purpose == purpose)


def minors_of(organisation: Organisation, wanted: Iterable[tuple[Person, Purpose]]) -> list[str]:
    """A sentence for each person whose sheet is signed by a representative, and therefore not printed here."""
    today = organisation.today()
    people = {person.pk: person for person, _ in wanted}
    return [
        f"{person.short_name}: за обучающегося подписывает законный представитель. "
        "Отметьте лист, подписанный на бумаге, на странице согласий."
        for person in people.values()
        if is_minor(person, today)
    ]


def prepare_sheets(
    organisation: Organisation,
    wanted: Iterable[tuple[Person, Purpose]],
    year: int,
    by: User | None,
    progress: Callable[[int], None] | None = None,
) -> Prepared:
    """A sheet for each person and purpose. A sheet printed before and saying the same is printed again, not replaced;
    one signed meanwhile is left alone. So it may be begun anew after an interruption.

    `progress` is told how many people's sheets are ready. Raises ValidationError for a year that is over.
    """
    wanted = list(wanted)
    today = organisation.today()
    if AcademicYear(year).end < today:
        raise ValidationError(f"Учебный год {AcademicYear(year)} прошёл. Выберите вверху страницы текущий год.")
    result = Prepared(skipped=minors_of(organisation, wanted))
    for done, (person, purpose) in enumerate(wanted, start=1):
        if not is_minor(person, today):
            try:
                result.consents.append(_prepared(organisation, person, purpose, year, by))
            except ValidationError as refused:  # signed while the packet was being made
                result.skipped += refused.messages
        if progress:
            progress(done)
    return result


def _prepared(organisation: Organisation, person: Person, purpose: Purpose, year: int, by: User | None) -> Consent:
    entity = organisation.legal_entity
    code = sheet_kind(purpose)
    probe = Document(organisation=entity, kind=code, data={"person": person.pk, "year": year})
    blocks = blocks_to_json(compose(probe, stamp_of(probe)))
    page = sheet_page_of(entity).to_json()
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
        waiting = (
            Consent.objects.filter(person=person, purpose=purpose, status=ConsentStatus.PREPARED)
            .select_related("document", "person")
            .first()
        )
        sheet = waiting.document if waiting is not None else None
        if waiting is not None and sheet is not None and (sheet.blocks, sheet.page) == (blocks, page):
            return waiting
        title = f"{all_kinds()[code].label}: {person.full_name}"
        sheet = freeze_sheet(
            entity, code, title, day=organisation.today(), blocks=blocks, page=page, by=by, data=probe.data
        )
        # Processing goes on until withdrawn; duties and participation are for the year that the sheet names.
        until = None if purpose == Purpose.PROCESSING else AcademicYear(year).end
        return prepare_consent(person, purpose, sheet, None, by, valid_until=until)


def printable(consents: Sequence[Consent]) -> list[tuple[list[Block], str, PageSetup]]:
    """Blocks, title and page of each sheet that has a frozen text."""
    return [
        (blocks_from_json(sheet.blocks), sheet.title, PageSetup(**sheet.page))
        for sheet in (consent.document for consent in consents)
        if sheet is not None
    ]


def sheet_pdf(consent: Consent) -> bytes:
    """One sheet, from the text as it was frozen."""
    blocks, title, page = printable([consent])[0]
    return render_pdf(blocks, page, title, consent.prepared_on)


@transaction.atomic
def sign_paper_sheet(
    person: Person,
    purpose: str,
    signed_on: date,
    scan: StoredFile | None,
    representation: Representation | None,
    by: User,
) -> Consent:
    """Record a consent signed on a sheet of the school's own making: both steps or none."""
    # Its term runs from the day under the signature, not from the day when somebody got round to entering it.
    consent = prepare_consent(person, purpose, None, representation, by, valid_until=term_of(purpose, signed_on))
    return sign_consent(consent, signed_on, scan, by, representation=representation)


def packet_pdf(consents: Sequence[Consent], progress: Callable[[int], None] | None = None) -> bytes:
    """One PDF of the sheets for the printer; `progress` is told how many are ready.

    A sheet frozen before the look of papers was changed keeps its own page only when printed alone: a packet has the
    page of its first sheet.
    """
    sheets = printable(consents)
    return render_many(
        [blocks for blocks, _, _ in sheets],
        sheets[0][2],
        [title for _, title, _ in sheets],
        title="Согласия на подпись",
        progress=progress,
    )
