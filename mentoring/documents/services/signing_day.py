"""The packet for signing day: everything that waits for a signature, in the order of signing, with a list on top."""

import io
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from mentoring.consents.enums import Purpose
from schools.models import Organisation, Person, User
from schools.papers.engine.binding import Bound, Leaf, bind
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.engine.page import PageSetup
from schools.papers.engine.pdf import render_pdf
from schools.papers.models import Document
from schools.papers.selectors.files import read_file
from schools.papers.services.archive_names import safe, shortened

from ..composing import compose, page_for, stamp_of
from ..kinds.acquaintance_sheet import KIND as ACQUAINTANCE_SHEET
from ..pages.letterhead import page_of
from ..pages.signing_cover import cover_blocks
from ..selectors.unsigned import ACQUAINTANCE, Due, SigningDay, Stack, signing_day
from .sheets import prepare_sheets

TITLE = "Документы на подпись"
# Signs in the name of a file of the archive, without its number and ending.
LONGEST_NAME = 110


@dataclass
class Packet:
    """What was bound, who signs each paper, how its file is called, and sentences on what did not get in."""

    organisation: Organisation
    bound: Bound
    signers: list[str]
    names: list[str]
    lacking: list[str] = field(default_factory=list)

    def pdf(self) -> bytes:
        """One file for the printer, the list on top."""
        leaves = self.bound.leaves
        rows = [
            (who, leaf.title, pages) for who, leaf, pages in zip(self.signers, leaves, self.bound.counts, strict=True)
        ]
        today = self.organisation.today()
        blocks = cover_blocks(self.organisation, rows, self.lacking, today)
        cover = render_pdf(blocks, page_of(self.organisation), TITLE, today)
        return self.bound.together(TITLE, cover)

    def zipped(self) -> bytes:
        """Each paper as a file of its own, numbered in the order of signing; the list is among them."""
        out = io.BytesIO()
        rows = list(zip(self.signers, self.bound.leaves, self.bound.counts, strict=True))
        today = self.organisation.today()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            blocks = cover_blocks(
                self.organisation, [(who, leaf.title, pages) for who, leaf, pages in rows], self.lacking, today
            )
            archive.writestr("000 Опись.pdf", render_pdf(blocks, page_of(self.organisation), TITLE, today))
            for number, name in enumerate(self.names):
                archive.writestr(f"{number + 1:03} {name}.pdf", self.bound.apart(number))
        return out.getvalue()


def _file_name(stack: Stack, due: Due) -> str:
    """«Гоголь Л.И., Дополнительное соглашение № 1 от 23.11.2026, экземпляр работника»: every system takes it."""
    words = f"{stack.short_name}, {due.brief or due.words}".replace("/", "-")
    return shortened(safe(words, dotted=True), LONGEST_NAME)


def make_packet(
    organisation: Organisation,
    keys: Collection[str] | None,
    year: int,
    by: User | None,
    progress: Callable[[int, int], None] | None = None,
) -> Packet | None:
    """Prepare the sheets that are not printed yet and bind everything that was asked for (`keys`; None is everything).

    What is signed meanwhile is left out, so the work may be begun anew after an interruption. Returns None when nothing is
    left to sign.
    """
    day = signing_day(organisation, year, by)
    chosen = _chosen(day, keys)
    total = 2 * sum(len(stack.dues) for stack in chosen)

    def tell(done: int) -> None:
        if progress:
            # Each paper is made and then bound: papers are counted, not steps.
            progress(done // 2, total // 2)

    sheets, lacking = _sheets(organisation, chosen, year, by, tell)
    leaves: list[Leaf] = []
    signers: list[str] = []
    names: list[str] = []
    for stack in chosen:
        for due in stack.dues:
            document = due.document or sheets.get(due.key)
            if document is not None:
                leaves.append(_leaf(due, document))
                signers.append(stack.name)
                names.append(_file_name(stack, due))
    if not leaves:
        return None
    before = total - len(leaves)
    bound = bind(leaves, progress=lambda done: tell(before + done))
    return Packet(organisation.legal_entity, bound, signers, names, [*lacking, *(lack.message for lack in day.lacks)])


def _chosen(day: SigningDay, keys: Collection[str] | None) -> list[Stack]:
    if keys is None:
        return day.stacks
    wanted = set(keys)
    stacks = [Stack(one.person, [due for due in one.dues if due.key in wanted], one.head) for one in day.stacks]
    return [stack for stack in stacks if stack.dues]


def _sheets(
    organisation: Organisation, chosen: list[Stack], year: int, by: User | None, tell: Callable[[int], None]
) -> tuple[dict[str, Document], list[str]]:
    """Frozen sheets of the consents asked for, by the keys of their dues, and why some could not be made."""
    asked: list[tuple[Person, Purpose]] = []
    keys: dict[tuple[int, str], str] = {}
    for stack in chosen:
        for due in stack.dues:
            if due.line is not None:
                asked.append((due.line.person, due.line.purpose))
                keys[due.line.person.pk, due.line.purpose] = due.key
    prepared = prepare_sheets(organisation, asked, year, by, tell)
    sheets = {
        keys[consent.person_id, consent.purpose]: consent.document
        for consent in prepared.consents
        if consent.document is not None
    }
    return sheets, list(prepared.skipped)


def _leaf(due: Due, document: Document) -> Leaf:
    """An issued paper as it was kept; a sheet from its frozen blocks; a list of acquaintance for those still to be told."""
    if due.key.startswith(f"{ACQUAINTANCE}:"):
        data = {"people": list(due.people), "date": document.organisation.today().isoformat()}
        sheet = Document(organisation=document.organisation, kind=ACQUAINTANCE_SHEET.code, ground=document, data=data)
        return Leaf(due.words, compose(sheet, stamp_of(sheet)), page_for(sheet))
    if document.pdf is not None:
        return Leaf(due.words, pdf=read_file(document.pdf))
    return Leaf(due.words, blocks_from_json(document.blocks), PageSetup(**document.page))
