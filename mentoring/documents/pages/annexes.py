"""What an order approves as its annexes: a regulation, a roadmap. How its points name them and how they stand behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from roadmaps.models import Roadmap
from roadmaps.printing import blocks_of, is_wide
from roadmaps.selectors.plan import read_of
from schools.papers.engine.blocks import AnnexMark, Block, Letterhead, MarkPair, PageBreak
from schools.papers.models import Document
from schools.russian import Case, agree_approved, decline_organisation, nbsp_document

from ..kinds.kind import Kind, Stamp
from ..regulations.page import body
from ..words.blanks import fill
from ..words.opinions import marks_of
from ..words.order_text import enumerated, sentence
from ..words.people import in_sentence, listed
from .annex_marks import annex_mark, beside
from .letterhead import page_of
from .order import Expansion
from .roadmap import kept_name

_ATTACHED = {
    "УТВЕРЖДЁН": "прилагаемый",
    "УТВЕРЖДЕНА": "прилагаемую",
    "УТВЕРЖДЕНО": "прилагаемое",
    "УТВЕРЖДЕНЫ": "прилагаемые",
}


@dataclass(frozen=True)
class Annex:
    """A paper that the order approves; exactly one of the two."""

    title: str
    regulation: Document | None = None
    roadmap: Roadmap | None = None

    def called(self, case: Case) -> str:
        """«Положение о …», «дорожную карту …» inside a sentence: the name of a local act keeps its capital."""
        words = decline_organisation(self.title, case)
        return words if self.regulation is not None else in_sentence(words)


def annexes_of(document: Document, stamp: Stamp) -> list[Annex]:
    """The regulation, then the roadmap, as the draft names them; what is gone or is another organisation's is left out."""
    found = []
    if (regulation := regulation_of(document)) is not None:
        found.append(Annex(regulation_texts(regulation, stamp)["heading"], regulation=regulation))
    if (roadmap := roadmap_named(document)) is not None:
        found.append(Annex(title_of_plan(roadmap.title), roadmap=roadmap))
    return found


def regulation_of(document: Document) -> Document | None:
    return _paper(document, "regulation")


# Answers of an order under which stands what it says to be in force no longer: a regulation or an order on the curator, and
# the order on the curator beside a regulation.
REPLACED, FORMER_CURATOR = "replaced", "former_curator"


def replaced_of(document: Document, name: str = REPLACED) -> Document | None:
    """The paper that the order says to be in force no longer."""
    return _paper(document, name)


def _paper(document: Document, name: str) -> Document | None:
    own = Document.objects.filter(organisation=document.organisation.legal_entity).select_related("ground")
    return own.filter(pk=document.data.get(name) or 0).first()


def roadmap_named(document: Document) -> Roadmap | None:
    own = Roadmap.objects.filter(organisation=document.organisation.legal_entity).select_related("organisation")
    return own.filter(pk=document.data.get("roadmap") or 0).first()


def title_of_plan(title: str) -> str:
    """In one line; «ДОРОЖНАЯ КАРТА наставничества» is written as a sentence is."""
    words = " ".join(title.split()).strip("«».")
    shouted = re.match(r"(?:[А-ЯЁ]{3,}\s+)*[А-ЯЁ]{3,}(?=\s|$)", words)
    return words[:1] + shouted[0][1:].lower() + words[shouted.end() :] if shouted else words


def regulation_texts(regulation: Document, stamp: Stamp) -> dict[str, str]:
    """The sections with their blanks filled; those of an issued regulation are what its draft said."""
    kind = kind_of_regulation(regulation)
    texts = {**kind.default_texts(regulation.organisation.legal_entity), **regulation.texts}
    filled = kind.values(regulation, stamp)
    return {part: nbsp_document(fill(text, filled)) for part, text in texts.items()}


def kind_of_regulation(regulation: Document) -> Kind:
    from ..kinds import kind_of  # a circle: kinds of orders are made of this module

    return kind_of(regulation.kind)


def annexes_expansion(annexes: Sequence[Annex]) -> Expansion:
    """One annex ends the point itself, two stand under it with their numbers."""
    if not annexes:
        return Expansion("приложения: (положение или дорожная карта ещё не выбраны).")
    if len(annexes) == 1:
        attached = _ATTACHED[agree_approved(annexes[0].title)]
        return Expansion(f"{attached} {annexes[0].called(Case.ACCS)} (приложение).")
    points = [f"{annex.called(Case.ACCS)} (приложение №\u00a0{place})" for place, annex in enumerate(annexes, start=1)]
    return Expansion(":", enumerated(points))


def annex_blocks(document: Document, stamp: Stamp, annexes: Sequence[Annex]) -> list[Block]:
    """Every annex from a page of its own, a wide table on a lying sheet."""
    blocks: list[Block] = []
    for place, annex in enumerate(annexes, start=1):
        mark = annex_mark(document.organisation, annex.title, place, len(annexes), stamp.day, stamp.number)
        if annex.regulation is not None:
            blocks += [
                PageBreak(),
                beside(mark, marks_of(document, annex.title)),
                *body(regulation_texts(annex.regulation, stamp)),
            ]
        elif annex.roadmap is not None:
            blocks += plan_blocks(annex.roadmap, mark)
    return blocks


def plan_blocks(roadmap: Roadmap, mark: AnnexMark) -> list[Block]:
    """The plan in its own words; whose it is stands in the mark, and how it was approved before does not matter."""
    page = page_of(roadmap.organisation)
    read = read_of(roadmap)
    read.organisation, read.approval = kept_name(roadmap) or None, None
    wide = is_wide(read, page)
    turn: Literal["wide", ""] = "wide" if wide else ""
    blocks = blocks_of(read, MarkPair(), replace(page, landscape=wide))
    return [PageBreak(turn), mark, *(block for block in blocks if not isinstance(block, Letterhead))]


def replaced_sentence(document: Document, name: str = REPLACED) -> str:
    """«Признать утратившим силу Положение …, утверждённое приказом от … № ….»; nothing when nothing is replaced."""
    paper = replaced_of(document, name)
    if paper is None:
        return ""
    if paper.register_id is not None:
        return f"Признать утратившим силу приказ {order_named(paper)}."
    by = f", утверждённое приказом {order_named(paper.ground)}" if paper.ground is not None else ""
    return sentence(f"Признать утратившим силу {paper.title}{by}.")


def order_named(order: Document) -> str:
    """«от 05.09.2026 № 12 «О закреплении …»», the word «приказ» being left to the sentence."""
    title = f" «{order.title}»" if order.title else ""
    day = f"от\u00a0{order.date:%d.%m.%Y} " if order.date else ""
    return nbsp_document(f"{day}№ {order.number}{title}")


def changed_words(changes: Sequence[Document]) -> str:
    """«с изменениями, внесёнными приказом от … № …»; nothing when nothing has changed it."""
    named = [f"от {one.date:%d.%m.%Y} № {one.number}" for one in changes if one.date]
    if not named:
        return ""
    by = "приказом" if len(named) == 1 else "приказами"
    return nbsp_document(f"с изменениями, внесёнными {by} {listed(named)}")
