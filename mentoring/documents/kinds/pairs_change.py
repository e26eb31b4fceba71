"""Order that changes an issued order on pairs: takes pairs out, adds pairs, corrects words. The first order stays."""

from collections.abc import Mapping
from datetime import date

from mentoring.banks.enums import Contingent
from schools.papers.engine.blocks import Block
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case, date_words, nbsp_document

from ..order_kinds import CHANGE_KIND
from ..pages.annexes import changed_words
from ..pages.order import Expansion, order_blocks
from ..pages.pairs import (
    SHARED_BLANKS,
    acquainted_with,
    appointed,
    facts_of,
    mentees_in,
    mentors_in,
    people_values,
    shared_values,
    single_pair,
    whose_duties,
)
from ..pages.pupils import plans_point
from ..selectors.order_facts import PairFacts
from ..selectors.order_words import changes_in_force
from ..words.blanks import Filling, fixed
from ..words.corrections import (
    misprint_points,
    misprinted,
    paired_off,
    replacement_point,
    term_points,
    with_new_terms,
)
from ..words.order_text import enumerated
from ..words.people import Named, listed
from ..words.reasons import because
from .kind import Kind, Part, Stamp, day_of


def base_phrase(document: Document) -> str:
    """«от 05.09.2026 № 12 «О закреплении …»», the word «приказ» being left to the wording."""
    base = document.changes
    if base is None or base.date is None:
        return ""
    title = f" «{base.title}»" if base.title else ""
    return nbsp_document(f"от {base.date:%d.%m.%Y} № {base.number}{title}")


def former_changes(document: Document, day: date) -> list[Document]:
    """The orders that have changed it by the day: what is changed now may have come by them."""
    before = changes_in_force(document.changes, document) if document.changes is not None else []
    return [one for one in before if one.date is not None and one.date <= day]


def reason_of(document: Document) -> str:
    """«в связи с увольнением наставника» as it was typed, else by what is changed; words alone tell no reason."""
    data = document.data
    if said := because(data.get("reason") or ""):
        return said
    found = ["изменением состава наставнических пар (групп)"] if data.get("pairs") or data.get("removed") else []
    if data.get("terms"):
        found.append("изменением срока наставничества")
    if misprints := len(data.get("misprints") or []):
        found.append("исправлением опечатки" if misprints == 1 else "исправлением опечаток")
    return because(listed(found))


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    added = facts_of(document, stamp)
    former = changed_words(former_changes(document, day_of(document, stamp)))
    return {
        **shared_values(document, stamp),
        **people_values(added, False),
        "приказ": fixed(base_phrase(document)),
        "прежние": fixed(f"({former})" if former else ""),
        "причина": fixed(reason_of(document)),
        "изменения": fixed("{изменения}"),
        "обязанности": fixed(duties(document, added, stamp)),
    }


def duties(document: Document, added: list[PairFacts], stamp: Stamp) -> str:
    """What falls on mentors who are added; nothing when nobody is."""
    if not added:
        return ""
    mentors = people_values(added, False)["наставники"]
    if document.data.get("contingent") == Contingent.PUPILS:
        return plans_point(added, appointed(document, "curator", stamp), document.organisation.legal_entity)
    one = mentors_in(added) == 1
    papers = (
        "дополнительное соглашение к трудовому договору" if one else "дополнительные соглашения к трудовым договорам"
    )
    return (
        f"Возложить на {mentors(Case.ACCS)} с письменного согласия обязанности {whose_duties(added)} на срок закрепления "
        f"и заключить {papers}."
    )


def removal_point(pair: PairFacts, document: Document, stamp: Stamp) -> str:
    return (
        f"считать прекращённым с {date_words(day_of(document, stamp))} закрепление "
        f"за {mentees_in(pair, Case.ABLT)} наставника — {pair.mentor.short_with_standing(Case.GENT)}"
    )


def changes_of(document: Document, stamp: Stamp) -> list[str]:
    """Every change as a phrase: who is replaced, taken out, added, whose term is moved, what was misprinted, what is said
    in words.
    """
    removed, added = facts_of(document, stamp, "removed"), facts_of(document, stamp)
    replaced, only_out, only_in = paired_off(removed, added)
    points = [replacement_point(change, document, stamp) for change in replaced]
    points += [removal_point(pair, document, stamp) for pair in only_out]
    points += [f"дополнительно закрепить {single_pair(pair)}" for pair in only_in]
    points += [*term_points(document, stamp), *misprint_points(document, stamp)]
    words = (document.data.get("other") or "").splitlines()
    return points + [" ".join(line.split()) for line in words if line.strip(" .;")]


def changes_expansion(points: list[str]) -> Expansion:
    """One change ends the point itself, several stand under it."""
    if len(points) == 1:
        return Expansion(f"следующее изменение: {enumerated(points)[0]}")
    if not points:
        return Expansion("изменения: (ещё не названы).")
    return Expansion("следующие изменения:", enumerated(points))


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    expansions = {"изменения": changes_expansion(changes_of(document, stamp))}
    return order_blocks(document, stamp, texts, expansions, told_of(document, stamp))


def told_of(document: Document, stamp: Stamp) -> list[Named]:
    """Everybody whom a change is about: taken out, added, with a new term, with a corrected name or post."""
    facts = [
        *facts_of(document, stamp, "removed"),
        *facts_of(document, stamp),
        *with_new_terms(document, stamp),
    ]
    told = acquainted_with(document, facts, stamp)
    signer = stamp.signer.person_id if stamp.signer else None
    corrected = misprinted(document, stamp).values()
    told += [named for named in corrected if not named.is_pupil and named.person.pk != signer]
    return list({named.person.pk: named for named in told}.values())


def changed_orders(document: Document) -> list[Document]:
    """Orders of the pairs that are taken out or get another term: the first one, or one that changed it."""
    keys = [*(document.data.get("removed") or []), *map(int, document.data.get("terms") or {})]
    own = Document.objects.filter(organisation=document.organisation.legal_entity)
    return list(own.filter(pairs__in=keys).distinct()) if keys else []


KIND = Kind(
    code=CHANGE_KIND,
    label="Приказ об изменении приказа о парах",
    about="Изменить изданный приказ: замена наставника, новый срок, исключение или добавление пары, опечатка. "
    "Начинают на странице того приказа.",
    register=RegisterKind.MAIN,
    parts=(
        Part("heading", "Заголовок", "О внесении изменений в приказ {приказ}", "Отвечает на вопрос «о чём приказ»"),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, {причина}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            3,
        ),
        Part(
            "points",
            "Пункты",
            "Внести в приказ {приказ} {прежние} {изменения}\n"
            "{обязанности}\n"
            "В остальной части указанный приказ оставить без изменений.\n"
            "{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            8,
            ("изменения",),
        ),
    ),
    blanks={
        **SHARED_BLANKS,
        "приказ": "дата, номер и заголовок изменяемого приказа",
        "прежние": "приказы, которые его уже меняли; без них не печатается",
        "причина": "причина со словами «в связи с»: из черновика, а без неё — по содержанию изменений",
        "изменения": "перечень изменений под этим пунктом",
        "обязанности": "пункт об обязанностях добавленных наставников; без них не печатается",
    },
    values=values,
    compose=compose,
    acquainted=told_of,
    speaks_of=changed_orders,
)
