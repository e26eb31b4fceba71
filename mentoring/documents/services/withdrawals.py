"""The application by which a consent is taken back: printed, frozen, linked to the consent that it ends."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.consents.enums import ConsentStatus
from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_minor
from mentoring.consents.services import attach_withdrawal
from schools.models import Person, Representation, User
from schools.papers.engine.freezing import blocks_from_json, blocks_to_json
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document
from schools.papers.services.documents import freeze_sheet

from ..composing import compose, page_for, stamp_of
from ..kinds import all_kinds
from .sheets import sheet_kind


def print_withdrawal(consent: Consent, by: User) -> Document:
    """The paper of the withdrawal, frozen; one printed before and saying the same is given again.

    The consent holds until the signed application is recorded. Raises ValidationError for what is not signed.
    """
    if consent.status != ConsentStatus.SIGNED or consent.signed_on is None:
        raise ValidationError(
            f"Отзывают подписанное согласие, а это сейчас «{consent.get_status_display()}». Заявление не нужно."
        )
    entity = consent.organisation.legal_entity
    today = consent.organisation.today()
    code = sheet_kind(consent.purpose, withdraws=True)
    data = {
        "person": consent.person_id,
        "year": consent.organisation.current_year().begins,
        "given_on": consent.signed_on.isoformat(),
        "items": list(consent.items),
    }
    if (link := _applicant(consent, today)) is not None:
        data["representation"] = link.pk
    probe = Document(organisation=entity, kind=code, data=data)
    blocks, page = blocks_to_json(compose(probe, stamp_of(probe))), page_for(probe).to_json()
    known = consent.withdrawal
    if known is not None and (known.blocks, known.page) == (blocks, page):
        return known
    title = f"{all_kinds()[code].label}: {consent.person.full_name}"
    with transaction.atomic():
        # The person's row first, as in every deed on consents.
        Person.objects.select_for_update(of=("self",), no_key=True).get(pk=consent.person_id)
        paper = freeze_sheet(
            entity,
            code,
            title,
            day=today,
            blocks=blocks,
            page=page,
            by=by,
            data=data,
            person=consent.person,
            ground=consent.document,
        )
        attach_withdrawal(consent, paper, by)
    return paper


def _applicant(consent: Consent, today: date) -> Representation | None:
    """Who takes back: the representative for a minor; who has come of age, himself."""
    if consent.representation is not None and is_minor(consent.person, today):
        return consent.representation
    return None


def withdrawal_pdf(paper: Document) -> bytes:
    """The paper as it was frozen."""
    return render_pdf(blocks_from_json(paper.blocks), PageSetup(**paper.page), paper.title, paper.date)
