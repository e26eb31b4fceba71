"""A roadmap of the database on its page: whose it is, how it is approved, upright or lying.

`Document.data` of a roadmap's paper: {"roadmap": its number, "approving": {…} while it is being approved}. Without
«approving» the marks are those of the plan's own words.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from roadmaps.enums import ApprovalForm, RoadmapStatus
from roadmaps.heading import is_same_organisation
from roadmaps.models import Roadmap
from roadmaps.printing import blocks_of, is_wide, marks_of
from roadmaps.reading.structure import Approval, RoadmapRead
from roadmaps.selectors.plan import read_of
from schools.models import Headship
from schools.papers.engine.blocks import ApprovalMark, Block
from schools.papers.engine.page import PageSetup
from schools.papers.models import Document

from ..kinds.kind import Stamp
from ..order_kinds import ROADMAP
from .letterhead import page_of


@dataclass(frozen=True)
class Approving:
    """How the head approves: the form of the mark, the number of the annex, the order and its day as printed."""

    form: str = ApprovalForm.SIGNED
    annex_number: str = ""
    order_number: str = ""
    # ISO; the order's own day. Empty: the day of approval.
    order_date: str = ""

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def paper_of(roadmap: Roadmap, approving: Approving | None = None) -> Document:
    """The unsaved paper of a roadmap, to be composed; `approving` prints the mark of approval anew."""
    data: dict[str, Any] = {"roadmap": roadmap.pk}
    if approving is not None:
        data["approving"] = approving.to_json()
    return Document(
        organisation=roadmap.organisation.legal_entity, kind=ROADMAP, title=short_title(roadmap.title), data=data
    )


def short_title(title: str) -> str:
    """What fits the register; a title of a whole paragraph is cut between words."""
    longest = Document._meta.get_field("title").max_length or 400
    return title if len(title) <= longest else title[: longest - 1].rsplit(" ", 1)[0] + "…"


def roadmap_of(document: Document) -> Roadmap:
    found = Roadmap.objects.select_related("organisation")
    return found.get(pk=document.data["roadmap"], organisation=document.organisation)


def composed(document: Document, stamp: Stamp) -> list[Block]:
    """The blocks of the paper as the plan stands at this moment."""
    roadmap = roadmap_of(document)
    read, form, annex = printed_words(roadmap, document, stamp)
    marks = marks_of(read, form, annex, roadmap.organisation.short_name)
    if "approving" not in document.data and is_edited(roadmap):
        marks = replace(marks, right=(ApprovalMark("ПРОЕКТ"), *marks.right))
    return blocks_of(read, marks, page_for(roadmap, read))


def is_edited(roadmap: Roadmap) -> bool:
    """Its text is no longer the one that the head approved: on paper it is a draft, whatever mark it has kept."""
    return roadmap.approved_id is not None and roadmap.status != RoadmapStatus.APPROVED


def printed_words(roadmap: Roadmap, document: Document, stamp: Stamp) -> tuple[RoadmapRead, str, str]:
    """The plan in words as it will be printed, with the form of its mark and the number of the annex."""
    read = read_of(roadmap)
    own = not read.organisation and not roadmap.imports.exists()
    if own:  # made here: the paper must tell whose it is
        read.organisation = roadmap.organisation.full_name
    form, annex = roadmap.approval_form, roadmap.annex_number
    if "approving" in document.data:
        approving = Approving(**document.data["approving"])
        # Whoever's file it was made of, the plan that is approved is the organisation's own.
        read.organisation = name_on_approved(roadmap, read.organisation or "")
        read.approval = approval_by(approving, stamp.signer, stamp.day)
        form, annex = approving.form, approving.annex_number
    elif is_edited(roadmap):
        # The mark of the edition in force says nothing of this text; only the place where the head will sign stays.
        signer = stamp.signer if form == ApprovalForm.SIGNED else None
        read.approval = Approval(signer.post, signer.person.initials_name) if signer else None
    elif read.approval is None and own and stamp.signer is not None:
        # A draft shows where the head will sign.
        read.approval = Approval(stamp.signer.post, stamp.signer.person.initials_name)
    return read, form, annex


def name_on_approved(roadmap: Roadmap, named: str) -> str:
    """The organisation as the plan's words name it, when they name this one; else its full name."""
    entity = roadmap.organisation.legal_entity
    return named if named and is_same_organisation(named, (entity.full_name, entity.short_name)) else entity.full_name


def kept_name(roadmap: Roadmap) -> str:
    """What an approved plan keeps as its organisation; one made here keeps nothing and prints what holds on the day."""
    if not roadmap.organisation_text and not roadmap.imports.exists():
        return ""
    return name_on_approved(roadmap, roadmap.organisation_text)


def approval_by(approving: Approving, signer: Headship | None, day: date | None) -> Approval:
    """The approval in words: who and when, or by what order."""
    order = approving.order_date or (day.isoformat() if day else None)
    if approving.form != ApprovalForm.SIGNED:
        return Approval(None, None, approving.order_number or None, order)
    name = signer.person.initials_name.replace("\u00a0", " ") if signer else None
    return Approval(signer.post if signer else None, name, approving.order_number or None, order)


def page_for(roadmap: Roadmap, read: RoadmapRead | None = None) -> PageSetup:
    """The organisation's page, lying when the table is wide."""
    page = page_of(roadmap.organisation)
    return replace(page, landscape=is_wide(read or read_of(roadmap), page))
