"""Sheets of consent: the text frozen, the consent that waits for its signature, the packet for the printer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_minor
from mentoring.consents.services import prepare_consent, sign_consent
from schools.models import Organisation, Person, Representation, User
from schools.papers.engine.blocks import Block
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document, StoredFile
from schools.papers.services.documents import freeze_sheet

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


def prepare_sheets(
    organisation: Organisation, wanted: Iterable[tuple[Person, Purpose]], year: int, by: User
) -> Prepared:
    """A sheet for each person and purpose. A sheet printed before and saying the same is printed again, not replaced."""
    result = Prepared()
    today = organisation.today()
    for person, purpose in wanted:
        if is_minor(person, today):
            result.skipped.append(
                f"{person.short_name}: за обучающегося подписывает законный представитель. "
                "Отметьте лист, подписанный на бумаге, на странице согласий."
            )
            continue
        result.consents.append(_prepared(organisation, person, purpose, year, by))
    return result


def _prepared(organisation: Organisation, person: Person, purpose: Purpose, year: int, by: User) -> Consent:
    entity = organisation.legal_entity
    code = sheet_kind(purpose)
    probe = Document(organisation=entity, kind=code, data={"person": person.pk, "year": year})
    blocks = blocks_to_json(compose(probe, stamp_of(probe)))
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        waiting = (
            Consent.objects.filter(person=person, purpose=purpose, status=ConsentStatus.PREPARED)
            .select_related("document", "person")
            .first()
        )
        if waiting is not None and waiting.document is not None and waiting.document.blocks == blocks:
            return waiting
        sheet = freeze_sheet(
            entity,
            code,
            f"{all_kinds()[code].label}: {person.full_name}",
            day=organisation.today(),
            blocks=blocks,
            page=sheet_page_of(entity).to_json(),
            by=by,
            data=probe.data,
        )
        return prepare_consent(person, purpose, sheet, None, by)


def printable(consents: Sequence[Consent]) -> list[tuple[list[Block], str, PageSetup]]:
    """Blocks, title and page of each sheet that has a frozen text."""
    return [
        (blocks_from_json(consent.document.blocks), consent.document.title, PageSetup(**consent.document.page))
        for consent in consents
        if consent.document is not None
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
    consent = prepare_consent(person, purpose, None, representation, by)
    return sign_consent(consent, signed_on, scan, by, representation=representation)
