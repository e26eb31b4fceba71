"""The page of an order: letterhead … numbered points … signature, acquaintance list, executor, annexes."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schools.models import Person
from schools.papers.engine.blocks import (
    AcquaintanceList,
    Block,
    DateNumberPlace,
    DocTitle,
    Executor,
    Heading,
    Paragraph,
    Point,
    Signature,
)
from schools.papers.models import Document
from schools.russian import Case, date_words, nbsp_document

from ..kinds.kind import Stamp
from ..words.order_text import sentence
from ..words.people import Named
from .letterhead import letterhead_of, named_organisation

# More names than this stand in two columns: a page is saved and nobody is lost.
NAMES_IN_COLUMN = 8
# Characters of a name that half a page holds beside its two lines.
LONGEST_IN_TWO = 20


@dataclass(frozen=True)
class Expansion:
    """What a blank standing in a point opens into: words that end the point, and points of the second level under it."""

    ending: str
    points: tuple[str, ...] = ()


def numbered_points(text: str, expansions: Mapping[str, Expansion]) -> list[Point]:
    """Points from the wording, a line each; `{пары}` in a line is replaced by its expansion, which ends the point."""
    points: list[Point] = []
    lines = [line for line in text.splitlines() if line.strip(" ,.;:")]
    for number, line in enumerate(lines, start=1):
        below: tuple[str, ...] = ()
        for blank, expansion in expansions.items():
            before, found, after = line.partition(f"{{{blank}}}")
            if found:
                # What a school writes after the blank follows the list; a full stop or a colon of its own is left out.
                after = re.sub(r"^[\s.;:]+$", "", after)
                line = before + nbsp_document(expansion.ending) + after
                below += tuple(nbsp_document(words) for words in expansion.points)
        points.append(Point(f"{number}.", sentence(line)))
        points += [Point(f"{number}.{index}.", words, level=2) for index, words in enumerate(below, start=1)]
    return points


def order_blocks(
    document: Document,
    stamp: Stamp,
    texts: Mapping[str, str],
    expansions: Mapping[str, Expansion],
    acquainted: Sequence[Named],
    annex: Sequence[Block] = (),
) -> list[Block]:
    """All of an order, in the order of the requisites of ГОСТ Р 7.0.97."""
    organisation = document.organisation.legal_entity
    blocks: list[Block] = [
        letterhead_of(organisation),
        DocTitle("ПРИКАЗ"),
        DateNumberPlace(date_words(stamp.day) if stamp.day else "", stamp.number, organisation.place),
        Heading(sentence(texts["heading"])),
    ]
    preamble = sentence(texts["preamble"]).rstrip(".,:;")
    if preamble:
        blocks.append(Paragraph(f"{preamble},"))
    blocks.append(Paragraph("ПРИКАЗЫВАЮ:", align="left", indent=False, keep=True))
    blocks += numbered_points(texts["points"], expansions)
    signer = stamp.signer
    name = signer.person.initials_name if signer else ""
    blocks.append(Signature(post=signer.post if signer else "Руководитель", name=name))
    if acquainted:
        unique = {named.person.pk: named for named in acquainted}
        names = sorted(unique.values(), key=lambda named: (named.person.name_key, named.person.pk))
        alike = Counter(named.short() for named in names)
        shown = tuple(named.short() if alike[named.short()] == 1 else named.full() for named in names)
        two = len(shown) > NAMES_IN_COLUMN and max(map(len, shown)) <= LONGEST_IN_TWO
        blocks.append(AcquaintanceList(shown, columns=2 if two else 1))
    blocks += executor_blocks(document)
    return [*blocks, *annex]


def executor_blocks(document: Document) -> list[Block]:
    """«Исп.» with the telephone; nothing when nobody is named."""
    person = Person.objects.filter(
        pk=document.data.get("executor") or 0, organisation=document.organisation.legal_entity
    ).first()
    if person is None:
        return []
    phone = document.data.get("executor_phone") or document.organisation.legal_entity.phone
    return [Executor(name=person.full_name, phone=phone)]


def annex_lines(document: Document, stamp: Stamp) -> tuple[str, ...]:
    """«Приложение / к приказу МБОУ «…» / от … № …» (ГОСТ Р 7.0.97, 5.19); the only annex bears no number."""
    day = f"{stamp.day:%d.%m.%Y}" if stamp.day else "___________"
    organisation = named_organisation(document.organisation, "short", Case.GENT)
    return ("Приложение", nbsp_document(f"к приказу {organisation}"), f"от {day} №\u00a0{stamp.number or '______'}")
