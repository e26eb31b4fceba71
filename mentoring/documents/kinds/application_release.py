"""A mentor asks the head to be released from the duties (seed 004: a right of the mentor); of any pair, pupils' too."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..obstacle import Obstacle
from ..pages.application import application_blocks, ground_of_pairs, named_title, reason_words
from ..pages.labour import (
    PARTIES_BLANKS,
    day_asked,
    day_words,
    facts_named,
    mentor_of,
    mentor_signs,
    ordered_pairs,
    orders_of,
    pair_obstacles,
    pairs_named,
    party_values,
)
from ..words.blanks import Filling, fixed
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    since = day_words(document, "since") if document.data.get("since") else ""
    return {
        **party_values(document, stamp, facts_named(document, stamp)),
        "с какого дня": fixed(f"с {since}" if since else ""),
        "причина": fixed(reason_words(document)),
    }


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    mentor = mentor_of(document, stamp, facts_named(document, stamp))
    return application_blocks(document, stamp.signer, mentor, "об освобождении от обязанностей наставника", texts)


def begin(document: Document, by: User) -> Mapping[str, Any]:
    pairs = pairs_named(document)
    ground_of_pairs(document, pairs)
    return {"pairs": [pair.pk for pair in pairs]}


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from pair_obstacles(document, day, labour=False)
    since = day_asked(document, "since")
    if since is not None and since < day:
        yield Obstacle(f"Просит освободить с {since:%d.%m.%Y}, а заявление от {day:%d.%m.%Y}.", blocks=False)


def title(document: Document, stamp: Stamp) -> str:
    mentor = mentor_of(document, stamp, facts_named(document, stamp))
    return named_title("Заявление об освобождении от наставничества", mentor, "наставник не выбран")


KIND = Kind(
    code="application_release",
    label="Заявление наставника об освобождении",
    shelf=Shelf.APPLICATIONS,
    about="Наставник просит освободить его от пары. Пару завершает приказ об изменении.",
    noun="Заявление",
    retention=Retention("по номенклатуре дел"),
    begins="pair",
    settled_by_replacement=True,
    asks=(
        Ask("pairs", "От каких пар", "pairs", required=True, offered=ordered_pairs),
        Ask("since", "С какого дня", "day", "Необязательно"),
        Ask("reason", "Причина", "text", "Необязательно"),
    ),
    parts=(
        Part(
            "text",
            "Текст",
            "Прошу освободить меня {с какого дня} от обязанностей наставника, закреплённого приказом {приказ} "
            "за {наставляемые:твор}.\n"
            "{причина}",
            "Каждый абзац с новой строки",
            5,
        ),
    ),
    blanks={
        **PARTIES_BLANKS,
        "с какого дня": "«с 14 сентября 2026 г.»; без дня не печатается",
        "причина": "предложение о причине; без неё не печатается",
    },
    values=values,
    compose=compose,
    title=title,
    begin=begin,
    obstacles=obstacles,
    speaks_of=orders_of,
    signed_by=mentor_signs,
)
