"""Order that changes an issued order on pairs: takes pairs out, adds pairs, corrects words. The first order stays as it is."""

from collections.abc import Mapping

from schools.papers.engine.blocks import Block
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case, nbsp_document

from ..blanks import Filling, fixed
from ..order_page import Expansion, order_blocks
from ..order_text import mentees_filling, mentors_filling
from ..pairs_page import BLANKS, day_of, facts_of, pair_point, shared_values
from ..people import Named, listed
from ..selectors.order_facts import PairFacts, pair_facts
from .kind import Kind, Part, Stamp


def removed_facts(document: Document, stamp: Stamp) -> list[PairFacts]:
    return pair_facts(document.data.get("removed", []), day_of(document, stamp))


def base_phrase(document: Document) -> str:
    """«приказ от 05.09.2026 № 12 «О закреплении …»», with the pronoun left to the wording."""
    base = document.changes
    if base is None or base.date is None:
        return ""
    title = f" «{base.title}»" if base.title else ""
    return nbsp_document(f"от {base.date:%d.%m.%Y} № {base.number}{title}")


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    added = facts_of(document, stamp)
    return {
        **shared_values(document, stamp),
        "приказ": fixed(base_phrase(document)),
        "изменения": fixed("{изменения}"),
        "наставники": mentors_filling([pair.mentor for pair in added], False),
        "наставляемые": mentees_filling([mentee for pair in added for mentee in pair.mentees], False),
    }


def removal_point(pair: PairFacts) -> str:
    mentees = listed([mentee.short_with_standing(Case.ABLT) for mentee in pair.mentees])
    return f"исключить закрепление за {mentees} наставника — {pair.mentor.short_with_standing(Case.GENT)}"


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    removed, added = removed_facts(document, stamp), facts_of(document, stamp)
    other = [line.strip().rstrip(".;") for line in (document.data.get("other") or "").splitlines() if line.strip()]
    points = [removal_point(pair) for pair in removed]
    points += [f"дополнить словами: «{pair_point(pair)}»" for pair in added]
    points += other
    closed = tuple(f"{point}{'.' if point is points[-1] else ';'}" for point in points)
    acquainted: list[Named] = []
    for pair in (*removed, *added):
        acquainted += [pair.mentor, *pair.mentees]
    return order_blocks(document, stamp, texts, {"изменения": Expansion("", closed)}, acquainted)


KIND = Kind(
    code="pairs_change",
    label="Приказ об изменении приказа о парах",
    register=RegisterKind.MAIN,
    parts=(
        Part("heading", "Заголовок", "О внесении изменений в приказ {приказ}", "Отвечает на вопрос «о чём приказ»"),
        Part("preamble", "Преамбула", "{основания}, в связи с изменением состава наставнических пар (групп)", "", 3),
        Part(
            "points",
            "Пункты",
            "Внести в приказ {приказ} следующие изменения:{изменения}\n"
            "В остальной части указанный приказ оставить без изменений.\n"
            "{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            8,
        ),
    ),
    blanks={
        **{name: meaning for name, meaning in BLANKS.items() if name != "пары"},
        "приказ": "дата, номер и заголовок изменяемого приказа",
        "изменения": "перечень изменений под этим пунктом",
    },
    values=values,
    compose=compose,
)
