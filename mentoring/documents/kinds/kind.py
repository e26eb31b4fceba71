"""What a kind of paper consists of. The files beside this one each hold one `KIND`; they are found by walking the folder.

A kind says what it is called and how long it is kept, what its draft asks (`asks`), what of its text a school may word
in its own way (`parts`, `blanks`), how the page is composed, what stands in the way of its issue, and what its issue
does in the rooms on the left. The forms, pages, registers, packets and tests are made from that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db import models

from schools.models import Headship, Organisation, Person, User
from schools.papers.engine.blocks import Block
from schools.papers.engine.page import PageSetup
from schools.papers.models import Document
from schools.years import AcademicYear

from ..obstacle import Obstacle
from ..words.blanks import Filling
from ..words.people import Named


class Shelf(models.TextChoices):
    """Where a kind stands on the page «Составить документ»; the order is that of a year."""

    ORDERS = "orders", "Приказы"
    REGULATIONS = "regulations", "Положения"
    LABOUR = "labour", "Трудовые документы наставника"
    CONSENTS = "consents", "Согласия"
    APPLICATIONS = "applications", "Заявления"
    COPIES = "copies", "Выписки, копии и листы"


@dataclass(frozen=True)
class Part:
    """A part of the text that a school may word in its own way: heading, preamble, points, a section."""

    code: str
    label: str
    default: str
    hint: str = ""
    rows: int = 2
    # Blanks without which the paper would say nothing: each stands here once, and in no other part.
    needs: tuple[str, ...] = ()


# What a draft asks, and how `Document.data` keeps the answer:
# day → ISO date or ""; text, number (of a paper, without «№»), lines (several), choice → str; flag → bool;
# person (anybody's card), staff (employees), pair, order, roadmap, regulation → a key or None;
# people, pairs, acts → a list of keys; protocol → {"body", "number", "date"};
# executor → the key under the name, the telephone under "executor_phone";
# changes → rows {"place", "number", "how", "was", "text"} of what an order changes in another (`order_changes`).
type Question = Literal[
    "day", "text", "number", "lines", "choice", "flag", "person", "staff", "people", "pair", "pairs", "order", "roadmap",
    "regulation", "acts", "protocol", "executor", "changes",
]  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One question of a draft. `offered(document)` narrows the rows that may be chosen; `empty` is said by a choice of
    nothing («Оставляю за собой»)."""

    name: str
    label: str
    what: Question
    hint: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    empty: str = ""
    offered: Callable[[Document], models.QuerySet[Any]] | None = None
    legend: str = ""  # questions of one legend stand together
    # Asked only of such drafts; None: of all.
    fits: Callable[[Document], bool] | None = None
    # Of a protocol: whose opinion it holds, in the genitive; None: it is a decision.
    opinion_of: Callable[[Document], str] | None = None


@dataclass(frozen=True)
class Retention:
    """How long a paper is kept and by which article of the list of terms (приказ Росархива от 20.12.2019 № 236)."""

    words: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.words} ({self.article})" if self.article else self.words


FOR_EVER = Retention("постоянно", "ст. 19, п. «а», приказ Росархива № 236")


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


# From which page a draft is begun, so that nothing already known is asked: of the organisation, of a person, of a pair, of
# an issued order. «elsewhere»: the kind has a page of its own (orders on pairs, roadmaps, consents).
type Beginning = Literal["organisation", "person", "pair", "order", "elsewhere"]


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
    # The sheet that a representative signs for a minor; the application by which the consent is taken back.
    for_minor: bool = False
    withdraws: bool = False

    shelf: str = Shelf.ORDERS
    # One sentence for the page of choice: when this paper is needed.
    about: str = ""
    # «Приказ», «Дополнительное соглашение»: how a numbered paper is called.
    noun: str = "Приказ"
    retention: Retention = FOR_EVER
    begins: Beginning = "elsewhere"
    # Kinds of paper from which it is begun when `begins` is "order"; empty for any issued order.
    rests_on: tuple[str, ...] = ()
    # The order that it is begun from is the one that it changes, not its ground.
    amends: bool = False
    # Whether the organisation, person, pair or order of a draft to be begun is one that this paper is for; None: any.
    fits: Callable[[Document], bool] | None = None
    # The page where one that came from paper is told which pairs it is about.
    ground_url: str = ""
    # What is done upon it is another mentor for its pair: the issued page leads there.
    settled_by_replacement: bool = False
    asks: tuple[Ask, ...] = ()
    # Answers of a new draft beyond date, year and acts; the unsaved draft has what it is begun from set already (`person`,
    # `ground`, the key under "pair"), and what is not may be set here.
    begin: Callable[[Document, User], Mapping[str, Any]] | None = None
    # What forbids the issue on the day (blocks=True), or is doubtful.
    obstacles: Callable[[Document, date], Iterable[Obstacle]] | None = None
    # Other papers that the text names, beside its ground and its answers: none of them may be later than it.
    speaks_of: Callable[[Document], Iterable[Document]] | None = None
    # Sentences beside the preview: what the page leaves out, and nobody sees by looking at it.
    remarks: Callable[[Document, Stamp], Iterable[str]] | None = None
    # The rooms' part inside the transaction of issue; it rereads under locks and raises ValidationError by name.
    on_issue: Callable[[Document, User], None] | None = None
    on_annul: Callable[[Document, User], None] | None = None
    annul_consequences: Callable[[Document], Iterable[str]] | None = None
    # Who has to be told of the paper; empty for sheets.
    acquainted: Callable[[Document, Stamp], Sequence[Named]] | None = None
    # Who puts a signature besides the head, for the packet: the person of the paper, or nobody.
    signed_by: Callable[[Document], Person | None] | None = None
    # The page when it is not that of the organisation's orders: a sheet set tight, a lying table.
    page: Callable[[Organisation], PageSetup] | None = None
    title: Callable[[Document, Stamp], str] | None = None

    def part(self, code: str) -> Part:
        return next(part for part in self.parts if part.code == code)

    def default_texts(self, organisation: Organisation) -> dict[str, str]:
        """The organisation's own wording where it has one, else the product's."""
        own = dict(organisation.wordings.filter(kind=self.code).values_list("part", "text"))
        return {part.code: own.get(part.code, part.default) for part in self.parts}
