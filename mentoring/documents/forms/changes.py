"""What an order changes in another, row by row: the place, how, the words. There are always rows to spare."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from schools.papers.models import Document

from ..kinds.kind import Ask
from ..selectors.order_words import words_now
from ..words.order_changes import EDITION, NEW, PREAMBLE, TITLE, TYPED, VOID, WORDS, OrderWords

# Rows shown beyond those that are filled, and the most of all.
SPARE, MOST = 1, 40
PARTS = ("place", "how", "number", "was", "text")
# Button beside a change, its value is the row: sent, it takes the row away.
DROP = "drop"
HOW = (
    (EDITION, "изложить в новой редакции"),
    (WORDS, "заменить слова"),
    (VOID, "признать утратившим силу"),
)
# Signs of a point that fit into a line of a list.
SHOWN = 90


def present_words(document: Document) -> OrderWords:
    """The changed order as it reads now."""
    return words_now(document.changes, document) if document.changes is not None else OrderWords()


def places_of(words: OrderWords) -> list[tuple[str, str]]:
    points = [
        (number, f"{'подпункт' if '.' in number else 'пункт'} {number}: {_line(text)}")
        for number, text in words.points.items()
        if number not in words.void
    ]
    # Of an order that came from paper the number is typed.
    points = points or [(TYPED, "пункт (номер впишите)")]
    return [("", "не выбрано"), *points, (NEW, "новый пункт"), (PREAMBLE, "преамбула"), (TITLE, "наименование")]


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rstrip()}…"


def rows_in(ask: Ask, sent: Mapping[str, Any]) -> int:
    """How many rows a sent form has."""
    places = [re.fullmatch(rf"{ask.name}_(\d{{1,2}})_\w+", name) for name in sent]
    return max((int(place[1]) + 1 for place in places if place), default=0)


def change_fields(ask: Ask, document: Document, sent: Mapping[str, Any]) -> dict[str, forms.Field]:
    kept = document.data.get(ask.name) or []
    rows = min(max(len(kept) + SPARE, rows_in(ask, sent)), MOST)
    words = present_words(document)
    places = places_of(words)
    fields: dict[str, forms.Field] = {}
    for row in range(rows):
        shared: dict[str, Any] = {"required": False}
        chosen = kept[row]["place"] if row < len(kept) else ""
        # What somebody else's order took out of force meanwhile stays to be seen, and forbids the issue by name.
        gone = [(chosen, f"пункт {chosen}: в приказе его нет")] if chosen not in dict(places) else []
        found: dict[str, forms.Field] = {
            "place": forms.ChoiceField(label="Что изменить", choices=[*places, *gone], **shared),
            "how": forms.ChoiceField(label="Как", choices=HOW, initial=EDITION, **shared),
            "number": forms.CharField(
                label="Номер пункта", max_length=12, widget=forms.TextInput(attrs={"class": "w-short"}),
                help_text="Нового пункта: пусто — следующий" if words.known else "Как в приказе: 2 или 2.1", **shared,
            ),
            "was": forms.CharField(label="Слова, которые заменить", max_length=500, **shared),
            "text": forms.CharField(
                label="Новая редакция или новые слова", max_length=8000, widget=forms.Textarea(attrs={"rows": 3}),
                help_text="Сохраните пустым — подставится действующий текст пункта" if words.known else "", **shared,
            ),
        }  # fmt: skip
        fields |= {f"{ask.name}_{row}_{part}": found[part] for part in PARTS}
    return fields


def shown_changes(ask: Ask, data: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{ask.name}_{row}_{part}": change.get(part, "")
        for row, change in enumerate(data.get(ask.name) or [])
        for part in PARTS
    }


def kept_changes(
    ask: Ask, asked: Mapping[str, Any], words: OrderWords, before: Sequence[Mapping[str, str]] = ()
) -> list[dict[str, str]]:
    """Rows in which something is chosen or written. A new edition without words begins with those of the order.

    `before`: the rows that the form has shown. One whose place is unchosen since is taken away with all that was written
    in it, and so is the row under the button `DROP`.
    """
    found = []
    for row in range(rows_in(ask, asked)):
        change = {part: (asked.get(f"{ask.name}_{row}_{part}") or "").strip() for part in PARTS}
        unchosen = not change["place"] and row < len(before) and bool(before[row]["place"])
        if unchosen or str(row) == asked.get(f"{ask.name}_{DROP}"):
            continue
        if not any(change[part] for part in ("place", "number", "was", "text")):
            continue
        change["text"] = change["text"].replace("\r\n", "\n")
        if change["how"] == EDITION and not change["text"]:
            change["text"] = words.at(change["place"]) or ""
        found.append(change)
    return found
