"""Order that cancels an issued one with its changes and annexes; its pairs end on its day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case, agree_approved, decline_organisation

from ..obstacle import Obstacle
from ..order_kinds import ORDER_CANCEL
from ..pages.annexes import changed_words, order_named
from ..pages.mentoring_orders import ACTS, BLANKS, CONTROL, EXECUTOR, PROTOCOL, appointed, mend, point, shared_values
from ..pages.mentoring_orders import compose as order
from ..pages.order import Expansion
from ..pages.pairs import mentees_in
from ..selectors.agreements import left_in_force, way_out
from ..selectors.notices import notice_states
from ..selectors.order_facts import PairFacts, pair_facts
from ..services.cancelling import (
    annexes_going,
    cancel_by,
    changes_of,
    consequences,
    pairs_going,
    papers_going,
    undo_cancelling,
    undoing_of_cancelling,
)
from ..words.blanks import Filling, fixed
from ..words.order_text import enumerated
from ..words.payments import paid_beyond
from ..words.people import Named, in_sentence, listed
from ..words.reasons import because, doubt_of_reason
from .kind import Ask, Kind, Part, Stamp, day_of, year_of

# More pairs than this are not named: the cancelled order names them.
PAIRS_NAMED = 3
_LOST = {
    "УТВЕРЖДЁН": ("утратившим", "утверждённый"),
    "УТВЕРЖДЕНА": ("утратившей", "утверждённую"),
    "УТВЕРЖДЕНО": ("утратившим", "утверждённое"),
    "УТВЕРЖДЕНЫ": ("утратившими", "утверждённые"),
}


def begin(document: Document, by: User) -> Mapping[str, Any]:
    """A cancellation rests on its reason: acts are ticked only where there is one."""
    return {"acts": [], "reason": ""}


def facts_of(document: Document, stamp: Stamp) -> list[PairFacts]:
    keys = [pair.pk for pair in pairs_going(document, day_of(document, stamp))]
    entity = document.organisation.legal_entity
    return pair_facts(keys, entity.pk, day_of(document, stamp), year_of(document, stamp))


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    base = document.ground
    return {
        **shared_values(document, stamp),
        "приказ": fixed(order_named(base) if base is not None else "от ___________ №\u00a0______"),
        "причина": fixed(because(document.data.get("reason") or "")),
        "изменения": fixed(changed_words(changes_of(document))),
        "приложения": fixed(annexes_point(document)),
        "пары": fixed("{пары}" if pairs_going(document, day_of(document, stamp)) else ""),
    }


def annexes_point(document: Document) -> str:
    """«Считать утратившим силу утверждённое этим приказом Положение о …»."""
    titles = [one.title for one in annexes_going(document)]
    if not titles:
        return ""
    named = listed([in_sentence_of_order(title) for title in titles])
    agreed = agree_approved(titles[0]) if len(titles) == 1 else "УТВЕРЖДЕНЫ"
    lost, approved = _LOST[agreed]
    return point(f"Считать {lost} силу {approved} этим приказом {named}")


def in_sentence_of_order(title: str) -> str:
    """In the accusative; the name of a local act keeps its capital, a plan is a common noun."""
    words = decline_organisation(title, Case.ACCS)
    return words if agree_approved(title) == "УТВЕРЖДЕНО" else in_sentence(words)


def pairs_expansion(facts: Sequence[PairFacts]) -> Expansion:
    lead = "Считать прекращённым со дня издания настоящего приказа закрепление"
    if len(facts) > PAIRS_NAMED:
        return Expansion(f"{lead} наставников за наставляемыми, установленное отменённым приказом.")
    points = [f"за {mentees_in(pair, Case.ABLT)} — {pair.mentor.short_with_standing(Case.GENT)}" for pair in facts]
    if len(points) == 1:
        pair = facts[0]
        ending = f"{lead} за {mentees_in(pair, Case.ABLT)} наставника — {pair.mentor.short_with_standing(Case.GENT)}"
        return Expansion(point(ending))
    return Expansion(f"{lead} наставников:", enumerated(points))


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    expansions = {"пары": pairs_expansion(facts_of(document, stamp))}
    return order(document, stamp, texts, expansions, acquainted(document, stamp))


def acquainted(document: Document, stamp: Stamp) -> list[Named]:
    """Those whose pairs end, pupils excepted, and who controls."""
    people = [named for pair in facts_of(document, stamp) for named in (pair.mentor, *pair.mentees)]
    control = appointed(document, "control", stamp)
    signer = stamp.signer.person_id if stamp.signer else None
    found = [*people, *([control] if control else [])]
    return [named for named in found if not named.is_pupil and named.person.pk != signer]


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    if doubt := doubt_of_reason(document.data.get("reason") or ""):
        yield mend(document, doubt, blocks=False)
    for sentence in consequences(document, day):
        yield Obstacle(sentence, blocks=False)
    pairs = pairs_going(document, day)
    for pair in left_in_force(pairs, day):
        agreement = pair.agreement
        assert agreement is not None  # `left_in_force` has looked
        url = reverse("papers:document_detail", args=[document.organisation.slug, agreement.pk])
        words = f"{agreement} останется в силе, хотя пара завершится ({pair.mentor.person.short_name}). {way_out(agreement)}."
        yield Obstacle(words, url, "Открыть соглашение", blocks=False)
    for payments, paid in paid_beyond(pairs, day):
        url = reverse("papers:document_detail", args=[document.organisation.slug, payments.pk])
        names = listed([card.short_in(Case.DATV) for card in paid])
        words = f"{payments}: выплата {names} продолжится после этого дня. Проверьте, не изменить ли и его."
        yield Obstacle(words, url, "Открыть приказ", blocks=False)
    for state in notice_states(pairs, day):
        yield Obstacle(state.message, state.url, state.link, blocks=False)


def fits(probe: Document) -> bool:
    """An order that cancels is itself annulled, not cancelled."""
    return probe.ground is None or probe.ground.kind != ORDER_CANCEL


KIND = Kind(
    code=ORDER_CANCEL,
    label="Приказ об отмене приказа",
    about="Приказ перестаёт действовать с этого дня; то, что было по нему сделано раньше, остаётся.",
    register=RegisterKind.MAIN,
    begins="order",
    fits=fits,
    parts=(
        Part("heading", "Заголовок", "Об отмене приказа {приказ}", "Отвечает на вопрос «о чём приказ»"),
        Part("preamble", "Преамбула", "{основания}, {причина}", "Слово «ПРИКАЗЫВАЮ:» встанет само", 3),
        Part(
            "points",
            "Пункты",
            "Отменить приказ {приказ} {изменения}.\n{приложения}\n{пары}\n{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            6,
        ),
    ),
    blanks={
        **BLANKS,
        "приказ": "дата, номер и заголовок отменяемого приказа",
        "причина": "причина отмены со словами «в связи с»",
        "изменения": "приказы, которые его меняли; без них не печатается",
        "приложения": "пункт о положении и дорожной карте, утверждённых им",
        "пары": "пункт о прекращении пар, закреплённых им",
    },
    values=values,
    compose=compose,
    asks=(
        Ask("reason", "Почему отменяется", "text", "После слов «в связи с»: прекращением работы пар", required=True),
        ACTS, PROTOCOL, CONTROL, EXECUTOR,
    ),
    begin=begin,
    obstacles=obstacles,
    speaks_of=papers_going,
    on_issue=cancel_by,
    on_annul=undo_cancelling,
    annul_consequences=undoing_of_cancelling,
    acquainted=acquainted,
)  # fmt: skip
