"""Why a sound file holds no roadmap: what is there instead, and what to do."""

import re
from collections.abc import Iterable, Iterator

from roadmaps.reading import refusals
from roadmaps.reading.grid import Paragraph, Source, Table
from roadmaps.reading.texts import clean

_ROWS_OF_HEADINGS = 40
_PERSON = re.compile(r"\b(?:фио|ф\. ?и\. ?о|фамили[яию]|сотрудник|педагог(?:и|а)?$|уч[еи]ни[кц])", re.IGNORECASE)
_OF_PERSON = re.compile(
    r"должност|дата рожд|телефон|стаж|категори|предмет|образовани|почт|класс|родител|подпис|квалификац", re.IGNORECASE
)


def why_absent(source: Source) -> str:
    """A sentence for a source in which no roadmap was recognised."""
    tables = list(_tables(source.blocks))
    if any(map(is_list_of_people, tables)):
        return refusals.PEOPLE
    if tables:
        return refusals.OTHER_TABLES
    if any(isinstance(block, Paragraph) and block.text.strip() for block in source.blocks):
        return refusals.NO_TABLE
    return refusals.NOTHING_TYPED


def _tables(blocks: Iterable[Paragraph | Table]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table) and block.height:
            yield block
            for row in range(block.height):
                for cell in block.starting(row):
                    yield from _tables(cell.tables)


def is_list_of_people(table: Table) -> bool:
    """Headings of a name and of something that a person has."""
    for row in range(min(table.height, _ROWS_OF_HEADINGS)):
        headings = [clean(cell.text) for cell in table.starting(row) if len(cell.text) < 160]
        named = [heading for heading in headings if _PERSON.search(heading)]
        if named and (len(headings) == 1 or any(_OF_PERSON.search(one) for one in headings) or len(named) > 1):
            return True
    return False
