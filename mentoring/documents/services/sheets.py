"""Sheets of consent: the text frozen, the consent that waits for its signature, the packet for the printer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import WITHOUT_TERM, is_minor, signing_representation, term_of
from mentoring.consents.services import prepare_consent, sign_consent
from schools.models import Organisation, Person, Representation, User
from schools.papers.engine.binding import Leaf, bind
from schools.papers.engine.blocks import Block
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json
from schools.papers.engine.packet import render_many
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document, StoredFile
from schools.papers.services.documents import freeze_sheet
from schools.years import AcademicYear

from ..composing import compose, page_for, stamp_of
from ..kinds import all_kinds

# Code of the refusal of a sheet of dissemination: it names the page of the site, and the organisation has none.
NO_PAGE = "no_page"


@dataclass
class Prepared:
    """What came of printing: the sheets, and the sentences of those who got none, each with the code of its refusal."""

    consents: list[Consent] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


def sheet_kind(purpose: str, *, for_minor: bool = False, withdraws: bool = False) -> str:
    """Code of the kind of paper by which this purpose is consented to, or the consent is taken back.

    An application to take back is one for adults and minors: it says itself who signs.
    """
    of_purpose = [kind for kind in all_kinds().values() if kind.purpose == purpose and kind.withdraws == withdraws]
    return next(kind.code for kind in of_purpose if withdraws or kind.for_minor == for_minor)


def prepare_sheets(
    organisation: Organisation,
    wanted: Iterable[tuple[Person, Purpose]],
    year: int,
    by: User | None,
    progress: Callable[[int], None] | None = None,
    signers: Mapping[int, Representation] | None = None,
    *,
    ahead: bool = False,
) -> Prepared:
    """A sheet for each person and purpose. A sheet printed before and saying the same is printed again, not replaced;
    one signed meanwhile is left alone. So it may be begun anew after an interruption.

    Who signs follows from the age today: for a minor the representative of `signers`, else the one of the last sheet, else
    the first; `ahead`: for whom the 18th birthday is near, for the person's own signature from that day on. `progress` is
    told how many people's sheets are ready. Raises ValidationError for a year that is over.
    """
    wanted = list(wanted)
    if AcademicYear(year).end < organisation.today():
        raise ValidationError(f"Учебный год {AcademicYear(year)} прошёл. Выберите вверху страницы текущий год.")
    result = Prepared()
    for done, (person, purpose) in enumerate(wanted, start=1):
        try:
            link = None if ahead else _signer(person, purpose, organisation.today(), signers or {})
            result.consents.append(_prepared(organisation, person, purpose, year, by, link))
        except ValidationError as refused:  # signed while the packet was being made, or nobody may sign
            result.skipped |= {one.messages[0]: one.code or "" for one in ValidationError([refused]).error_list}
        if progress:
            progress(done)
    return result


def _signer(
    person: Person, purpose: Purpose, today: date, signers: Mapping[int, Representation]
) -> Representation | None:
    """The representative who signs for a minor; None for an adult."""
    if purpose == Purpose.REPRESENTATIVE or not is_minor(person, today):
        return None
    link = signers.get(person.pk) or signing_representation(person)
    if link is None:
        raise ValidationError(
            f"{person.short_name}: за обучающегося подписывает законный представитель, а он не записан. "
            "Добавьте представителя в карточке."
        )
    return link


def _prepared(
    organisation: Organisation,
    person: Person,
    purpose: Purpose,
    year: int,
    by: User | None,
    link: Representation | None,
) -> Consent:
    entity = organisation.legal_entity
    if purpose == Purpose.DISSEMINATION and not entity.public_page:
        raise ValidationError(
            "В согласии на распространение печатается точный адрес страницы о наставничестве, а он не вписан. Впишите "
            "его в сведениях об организации.",
            code=NO_PAGE,
        )
    code = sheet_kind(purpose, for_minor=link is not None)
    data = _answers(person, purpose, year, link)
    probe = Document(organisation=entity, kind=code, data=data)
    blocks = blocks_to_json(compose(probe, stamp_of(probe)))
    page = page_for(probe).to_json()
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
            entity, code, title, day=organisation.today(), blocks=blocks, page=page, by=by, data=data, person=person
        )
        # Processing goes on until withdrawn; duties and participation are for the year that the sheet names.
        until = None if purpose in WITHOUT_TERM else AcademicYear(year).end
        return prepare_consent(person, purpose, sheet, link, by, valid_until=until)


def _answers(person: Person, purpose: Purpose, year: int, link: Representation | None) -> dict[str, Any]:
    """From what a sheet composes itself: who, for which year, who signs; of a representative also whom he or she has."""
    data: dict[str, Any] = {"person": person.pk, "year": year}
    if link is not None:
        data["representation"] = link.pk
    if purpose == Purpose.REPRESENTATIVE:
        children = Person.objects.present().filter(represented_by__representative=person)
        data["children"] = sorted(children.values_list("pk", flat=True))
    return data


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
    *,
    items: Iterable[str] = (),
    conditions: str = "",
) -> Consent:
    """Record a consent signed on a sheet of the school's own making: both steps or none.

    `items`, `conditions`: what is ticked and written on a sheet of dissemination.
    """
    # Its term runs from the day under the signature, not from the day when somebody got round to entering it.
    consent = prepare_consent(person, purpose, None, representation, by, valid_until=term_of(purpose, signed_on))
    return sign_consent(consent, signed_on, scan, by, representation=representation, items=items, conditions=conditions)


def packet_pdf(consents: Sequence[Consent], progress: Callable[[int], None] | None = None) -> bytes:
    """One PDF of the sheets for the printer, each on its own page setup; `progress` is told how many are ready."""
    sheets = printable(consents)
    title = "Согласия на подпись"
    if len({page for _, _, page in sheets}) > 1:
        leaves = [Leaf(name, blocks, page) for blocks, name, page in sheets]
        return bind(leaves, progress=progress).together(title)
    return render_many(
        [blocks for blocks, _, _ in sheets],
        sheets[0][2],
        [name for _, name, _ in sheets],
        title=title,
        progress=progress,
    )
