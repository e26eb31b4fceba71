"""What a kind of paper consists of. The files beside this one each hold one `KIND`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from schools.models import Headship, Organisation
from schools.papers.engine.blocks import Block
from schools.papers.models import Document
from schools.years import AcademicYear

from ..blanks import Filling


@dataclass(frozen=True)
class Part:
    """A part of the text that a school may word in its own way: heading, preamble, points."""

    code: str
    label: str
    default: str
    hint: str = ""
    rows: int = 2
    # Blanks without which the paper would say nothing: each stands here once, and in no other part.
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stamp:
    """What a paper gets when it is issued, and what a draft shows as lines for the pen: number, date, signer."""

    number: str = ""
    day: date | None = None
    signer: Headship | None = None


def day_of(document: Document, stamp: Stamp) -> date:
    """The day as of which posts are named."""
    return stamp.day or document.organisation.today()


def year_of(document: Document, stamp: Stamp) -> AcademicYear:
    """The academic year that the paper is about: a draft of August is about the year ahead."""
    begins = document.data.get("year")
    return AcademicYear(begins) if begins else AcademicYear.of(day_of(document, stamp))


@dataclass(frozen=True)
class Kind:
    """A kind of paper.

    `register`: code of the register that numbers it, or "" for a sheet without a number. `blanks`: name → meaning, what
    may stand in the parts. `values(document, stamp)` fills the blanks; `compose(document, stamp, texts)` gives the page,
    `texts` being the parts with their blanks filled.
    """

    code: str
    label: str
    parts: tuple[Part, ...]
    blanks: Mapping[str, str]
    values: Callable[[Document, Stamp], Mapping[str, Filling]]
    compose: Callable[[Document, Stamp, Mapping[str, str]], list[Block]]
    register: str = ""
    # Names what a person consents to (`Purpose`), for sheets; empty for others.
    purpose: str = ""

    def part(self, code: str) -> Part:
        return next(part for part in self.parts if part.code == code)

    def default_texts(self, organisation: Organisation) -> dict[str, str]:
        """The organisation's own wording where it has one, else the product's."""
        own = dict(organisation.wordings.filter(kind=self.code).values_list("part", "text"))
        return {part.code: own.get(part.code, part.default) for part in self.parts}
