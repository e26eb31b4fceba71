"""What is kept of an issued paper: its blocks, their hash, its page and its PDF."""

import hashlib
import json
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import Organisation, Person, User
from schools.russian import search_key

from ...engine.freezing import blocks_from_json
from ...enums import DocumentStatus
from ...kinds import kind_of
from ...models import Document, StoredFile
from ..files import PDF, Blob, add_row


class Composed(NamedTuple):
    """A paper with its number and date in it: blocks as JSON, the PDF, and the page setup (`PageSetup.to_json()`)."""

    blocks: list[dict[str, Any]]
    pdf: bytes
    page: dict[str, Any] = {}


def hash_of(blocks: list[dict[str, Any]]) -> str:
    """SHA-256 in hex over the canonical JSON of the blocks, the same as the engine's `content_hash` of the blocks
    themselves.

    It is taken from the JSON, so that a later vocabulary of blocks leaves old hashes true.
    """
    canonical = json.dumps(blocks, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def freeze(
    document: Document, blocks: list[dict[str, Any]], page: dict[str, Any], pdf: StoredFile | None
) -> dict[str, Any]:
    """Set the frozen fields; returns what the journal keeps. The caller saves."""
    blocks_from_json(blocks)  # what the engine cannot read back must never be issued
    document.blocks = blocks
    document.page = page
    document.content_hash = hash_of(blocks)
    document.pdf = pdf
    return {"content_hash": document.content_hash, "pdf_sha256": pdf.sha256 if pdf else ""}


def pdf_row(document: Document, blob: Blob, by: User | None) -> StoredFile:
    """The row of the PDF, named so that a person knows it in a folder."""
    return add_row(document.organisation, blob, blob.size, file_name(document, "pdf"), PDF, by)


def file_name(document: Document, ending: str) -> str:
    """«Приказ № 14-ОД от 05.09.2026.pdf», or the title of a paper without number."""
    name = document.title or document.kind_label
    if document.number and document.date:
        noun = kind_of(document.kind).noun
        name = f"{noun} № {document.number.replace('/', '-')} от {document.date:%d.%m.%Y}"
    return f"{name[:150].rstrip('. ')}.{ending}"


def search_text(title: str, number: str) -> str:
    """What the register's search looks through."""
    return search_key(f"{title} {number}")


def freeze_sheet(
    organisation: Organisation,
    kind: str,
    title: str,
    *,
    day: date,
    blocks: list[dict[str, Any]],
    page: dict[str, Any],
    by: User | None,
    pdf: Blob | None = None,
    data: dict[str, Any] | None = None,
    signer: str = "",
    person: Person | None = None,
    ground: Document | None = None,
) -> Document:
    """A sheet without number, frozen as soon as it is made (a consent: the text that will be signed). `person`: whose it
    is; `ground`: the paper on which it rests.

    The PDF may be left out: the blocks are the document and print the same page again. It was rendered and written before
    the transaction (design, decision 14), so that this goes well into one.
    """
    with transaction.atomic():
        sheet = Document(
            organisation=organisation.legal_entity,
            kind=kind,
            status=DocumentStatus.ISSUED,
            title=title,
            date=day,
            year=day.year,
            data=data or {},
            signer=signer,
            person=person,
            ground=ground,
            search_text=search_text(title, ""),
            created_by=by,
            issued_by=by,
            issued_at=timezone.now(),
        )
        row = pdf_row(sheet, pdf, by) if pdf is not None else None
        frozen = freeze(sheet, blocks, page, row)
        sheet.save()
        record("составлен лист", sheet, organisation=sheet.organisation, user=by, after=frozen)
    return sheet
