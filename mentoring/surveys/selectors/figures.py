"""What results are made of: plain values, ready to be shown, printed and written into cells."""

from dataclasses import dataclass
from datetime import date

from ..enums import QuestionKind
from ..models import Wave
from ..stats import Change, Summary
from ..wording import Question
from .sight import Sight

# Codes of the questions that make the table, with the names of its squares.
SWOT = (
    ("strengths", "Сильные стороны"),
    ("weaknesses", "Слабые стороны"),
    ("opportunities", "Возможности"),
    ("threats", "Угрозы"),
)

# So many pairs are put in order by how far apart their sides are.
PAIRS_SORTED = 200


@dataclass(frozen=True)
class SideCount:
    """How many were asked and have answered; `answered` is None when it is not told."""

    side: str
    label: str
    asked: int
    answered: int | None

    @property
    def share(self) -> float | None:
        return self.answered / self.asked if self.asked and self.answered is not None else None


@dataclass(frozen=True)
class Missing:
    """Somebody who has not answered, and until when that is possible."""

    ticket: int
    side: str
    name: str
    # The child of whom a parent speaks; the other side of the pair that the sheet is about.
    about: str
    partners: str
    closes_on: date


@dataclass(frozen=True)
class Response:
    whole: SideCount
    sides: tuple[SideCount, ...]
    # None where names are not told.
    missing: tuple[Missing, ...] | None
    # So many more than `missing` lists.
    missing_left: int = 0
    # Different people asked, where somebody fills in several sheets on one side: then sheets are counted.
    people: int | None = None


@dataclass(frozen=True)
class Line:
    """A scale, or a row of a matrix: `text` is empty for a scale, `words` never. `summary` is None when too few answered to be
    shown."""

    code: str
    text: str
    words: str
    counts: tuple[tuple[int, int], ...]
    summary: Summary | None


@dataclass(frozen=True)
class Bar:
    """An option: how many chose it. In a ranking `place` is the mean one, `first` how often it came first; of people `avoided` is
    how often «лучше не» was said (None: not told)."""

    code: str
    text: str
    n: int
    share: float
    place: float | None = None
    first: int = 0
    avoided: int | None = None

    @property
    def length(self) -> float:
        """What is drawn: of a ranking, how many of all put it first."""
        return self.first / self.n if self.place is not None and self.n else self.share


@dataclass(frozen=True)
class Said:
    text: str
    # Who wrote it; empty where that is not told.
    who: str = ""


@dataclass(frozen=True)
class ItemResult:
    """`n` is how many sheets answered; None when that is not told (`is_hidden`), for the reason `why`."""

    number: int
    question: Question
    n: int | None
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    texts: tuple[Said, ...] = ()
    texts_left: int = 0
    why: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.n is None

    @property
    def is_swot(self) -> bool:
        return self.question.code in dict(SWOT)

    @property
    def is_ranking(self) -> bool:
        return self.question.kind == QuestionKind.RANKING

    @property
    def is_about_people(self) -> bool:
        return self.question.kind == QuestionKind.PERSONS


@dataclass(frozen=True)
class FormLine:
    """One statement by forms of mentoring: (n, mean) in the order of `PartResult.forms`; None is nobody's."""

    item: str
    text: str
    cells: tuple[Summary | None, ...]


@dataclass(frozen=True)
class PartResult:
    part: int
    side: str
    label: str
    title: str
    # (title of the section, its items)
    sections: tuple[tuple[str, tuple[ItemResult, ...]], ...]
    # Names of forms; empty when there is nothing to compare.
    forms: tuple[str, ...] = ()
    by_form: tuple[FormLine, ...] = ()

    @property
    def titled(self) -> list[tuple[int, str]]:
        """Sections to go to: (place among all, title)."""
        return [(place, title) for place, (title, items) in enumerate(self.sections, 1) if title and items]

    @property
    def items(self) -> tuple[ItemResult, ...]:
        return tuple(item for _, items in self.sections for item in items)


@dataclass(frozen=True)
class Comparison:
    """One statement before and after; `change` is None when too few would be shown."""

    side: str
    label: str
    # Title of the section where it is asked; may be empty.
    section: str
    item: str
    text: str
    change: Change | None

    @property
    def heading(self) -> str:
        """«Наставники: Чему научились»: under what it stands among the others."""
        return ": ".join(filter(None, (self.label.capitalize(), self.section)))


@dataclass(frozen=True)
class SidesLine:
    """One statement in the eyes of each side, in the order of `labels`; None is hidden or not asked."""

    section: str
    item: str
    text: str
    labels: tuple[str, ...]
    cells: tuple[Summary | None, ...]
    difference: float | None

    @property
    def named(self) -> list[tuple[str, Summary | None]]:
        return list(zip(self.labels, self.cells, strict=True))

    @property
    def marks(self) -> list[tuple[str, float | None]]:
        """(side, mean) for the picture."""
        return [(label, cell.mean if cell else None) for label, cell in self.named]


@dataclass(frozen=True)
class PairLine:
    """Means of a pair over the statements that both sides judge; `gaps` are the statements with two points and more between."""

    pair: int
    # «Заяц Б. Ф. — Седых П. И.»
    name: str
    mentor: float | None
    mentees: float | None
    gaps: tuple[tuple[str, float, float], ...]

    @property
    def difference(self) -> float | None:
        return None if self.mentor is None or self.mentees is None else self.mentor - self.mentees

    @property
    def gaps_left(self) -> int:
        """How many more than the three largest that a page shows."""
        return max(0, len(self.gaps) - 3)


@dataclass(frozen=True)
class Results:
    wave: Wave
    sight: Sight
    response: Response
    parts: tuple[PartResult, ...] = ()
    # What «до» is: the title of the other wave, or the first time of this one.
    compared_with: str = ""
    comparisons: tuple[Comparison, ...] = ()
    seen_by: tuple[str, ...] = ()
    sides: tuple[SidesLine, ...] = ()
    pairs: tuple[PairLine, ...] = ()
    pairs_left: int = 0

    @property
    def pairs_all(self) -> int:
        return len(self.pairs) + self.pairs_left

    @property
    def pairs_compared(self) -> int:
        """Of how many pairs those furthest apart stand on the page; those made first, when it is not all of them."""
        return min(self.pairs_all, PAIRS_SORTED)

    @property
    def has_contents(self) -> bool:
        """Whether there is more than one place to go to."""
        own = [self.comparisons, self.sides, self.pairs, self.swot, *self.parts]
        return sum(map(bool, own)) > 1 or any(len(part.titled) > 1 for part in self.parts)

    @property
    def swot(self) -> tuple[tuple[str, tuple[ItemResult, ...]], ...]:
        """The four squares, whatever sides filled them; empty when not all four were asked."""
        found = tuple(
            (title, tuple(item for part in self.parts for item in part.items if item.question.code == code))
            for code, title in SWOT
        )
        return found if all(items for _, items in found) else ()
