"""How an issued order reads now: its frozen words with the changes in force, and what a draft would change in it."""

from schools.papers.engine.blocks import Heading, Paragraph, Point, Signature, Text
from schools.papers.engine.freezing import blocks_from_json, words
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import Case, capitalised

from ..order_kinds import CHANGE_KIND, ORDER_CHANGE
from ..words.order_changes import DUTY, WORDS, Change, OrderWords, read_changes
from ..words.people import Named
from .order_facts import named_person

# A man is in the accusative what he is in the genitive: «назначить …», «возложить на …» are what orders say.
CASES = (Case.ACCS, Case.DATV, Case.ABLT, Case.LOCT, Case.GENT, Case.NOMN)
# Answers under which orders on mentoring name people.
ROLES = ("curator", "substitute", "webmaster", "control")


def words_of(order: Document) -> OrderWords:
    """As it was issued; without points when it came from paper."""
    blocks = blocks_from_json(order.blocks)
    end = next((place for place, block in enumerate(blocks) if isinstance(block, Signature)), len(blocks))
    points, title, preamble = {}, "", ""
    for block in blocks[:end]:
        match block:
            case Heading() if not title:
                title = plain(block.text)
            case Paragraph() if not plain(block.text).startswith("ПРИКАЗЫВАЮ"):
                preamble = plain(block.text).rstrip(",")
            case Point():
                points[block.number.rstrip(".")] = plain(block.text)
    return OrderWords(title or order.title, preamble, points)


def plain(text: Text) -> str:
    return words(text).replace("\u00a0", " ")


def changes_in_force(order: Document, but: Document | None = None) -> list[Document]:
    """Issued orders that changed it, by points or by pairs, the earliest first."""
    rows = order.changed_by.filter(kind__in=(ORDER_CHANGE, CHANGE_KIND), status=DocumentStatus.ISSUED)
    rows = rows.exclude(pk=but.pk) if but is not None and but.pk else rows
    if but is not None and but.issued_at is not None:
        rows = rows.filter(issued_at__lte=but.issued_at)
    return list(rows.select_related("organisation").order_by("issued_at", "pk"))


def words_now(order: Document, but: Document | None = None) -> OrderWords:
    """With the changes in force, those of `but` and later ones left out."""
    now = words_of(order)
    for change in changes_in_force(order, but):
        for one in changes_by(change, now):
            now = now.changed(one)
    return now


def changes_of_draft(document: Document) -> list[Change]:
    """What the draft of an order of change says, one person put for another included."""
    base = document.changes
    return changes_by(document, words_now(base, document)) if base is not None else []


def changes_by(document: Document, now: OrderWords) -> list[Change]:
    """The changes that an order, or its draft, makes in words that are so now."""
    typed = read_changes(document.data.get("changes") or [], now)
    return typed + _handed_over(document, now, {one.place for one in typed if one.how != WORDS})


def persons_of(document: Document) -> tuple[Named | None, Named | None]:
    """Who is replaced, as the changed order names him or her, and who comes instead."""
    entity, base = document.organisation.legal_entity.pk, document.changes
    day = document.date or document.organisation.today()
    then = base.date if base is not None and base.date is not None else day
    return named_person(document.data.get("leaving"), entity, then), named_person(
        document.data.get("coming"), entity, day
    )


def _handed_over(document: Document, now: OrderWords, reworded: set[str]) -> list[Change]:
    """Everywhere in the points that the draft does not reword, in the case in which the order names the person."""
    leaving, coming = persons_of(document)
    if leaving is None or coming is None:
        return []
    found = []
    for number, text in now.points.items():
        if number in now.void or number in reworded:
            continue
        for case in CASES:
            was, new = called(leaving, case), called(coming, case)
            if text.startswith(capitalised(was)) and not text.startswith(was):
                found.append(Change(number, WORDS, capitalised(was), capitalised(new)))
                break
            if was in text:
                found.append(Change(number, WORDS, was, new))
                break
    if not found and not now.known:
        found = [Change("", DUTY, called(leaving, Case.ACCS), called(coming, Case.ACCS))]
    return found


def called(person: Named, case: Case) -> str:
    """As orders name people, with plain spaces."""
    return person.short_with_standing(case).replace("\u00a0", " ")


def people_in(order: Document) -> dict[str, int]:
    """Whom the order names, by the answer, as its changes in force have left it."""
    named = {role: order.data[role] for role in ROLES if order.data.get(role)}
    for change in changes_in_force(order):
        leaving, coming = change.data.get("leaving"), change.data.get("coming")
        if leaving and coming:
            named = {role: coming if key == leaving else key for role, key in named.items()}
    return named
