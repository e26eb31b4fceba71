"""What an order that changes another says: points reworded, added, out of force, words replaced; and how the changed order
reads with it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .order_text import closed

# Places beside the points, which are named by their numbers («2», «2.1»).
TITLE, PREAMBLE, NEW, TYPED = "title", "preamble", "new", "point"
# A duty that passes to another where the words of the order are not known.
DUTY = "duty"
EDITION, WORDS, VOID = "edition", "words", "void"

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_LEADING = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s+")


@dataclass(frozen=True)
class Change:
    """One change. `place`: TITLE, PREAMBLE, or POINT's number; `how`: EDITION, WORDS, VOID, NEW.

    `was` are the words replaced, `text` the new edition or the new words (none: the words are struck out).
    """

    place: str
    how: str
    was: str = ""
    text: str = ""

    @property
    def is_point(self) -> bool:
        return bool(_NUMBER.fullmatch(self.place))


@dataclass(frozen=True)
class OrderWords:
    """An order as it reads: its name, its preamble, its points by their numbers; those out of force keep the number."""

    title: str = ""
    preamble: str = ""
    points: Mapping[str, str] = field(default_factory=dict)
    void: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """An order that came from paper has no words here."""
        return bool(self.points)

    def at(self, place: str) -> str | None:
        """The words of the place with those of its subpoints; None when there is no such place."""
        if place == TITLE:
            return self.title
        if place == PREAMBLE:
            return self.preamble
        if place not in self.points or place in self.void:
            return None
        below = [f"{number}. {self.points[number]}" for number in self.under(place)]
        return "\n".join([self.points[place], *below])

    def under(self, place: str) -> list[str]:
        return [number for number in self.points if number.startswith(f"{place}.") and number not in self.void]

    def next_number(self) -> str:
        return str(max((int(number.split(".")[0]) for number in self.points), default=0) + 1)

    def changed(self, change: Change) -> "OrderWords":
        """As the order reads with the change."""
        if change.place == TITLE:
            return replace(self, title=_reworded(self.title, change))
        if change.place == PREAMBLE:
            return replace(self, preamble=_reworded(self.preamble, change))
        points = dict(self.points)
        if change.how == NEW:
            if not change.place:
                return self
            points[change.place] = change.text
            return replace(self, points=dict(sorted(points.items(), key=lambda one: _order(one[0]))))
        if change.place not in points:
            return self
        if change.how == VOID:
            return replace(self, void=self.void | {change.place, *self.under(change.place)})
        if change.how == EDITION:
            points = {number: text for number, text in points.items() if number not in self.under(change.place)}
            points[change.place] = change.text
        else:
            for number in (change.place, *self.under(change.place)):
                points[number] = _reworded(points[number], change)
        return replace(self, points=points)


def _reworded(text: str, change: Change) -> str:
    return change.text if change.how == EDITION else " ".join(text.replace(change.was, change.text).split(" "))


def _order(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]


def read_changes(kept: Iterable[Mapping[str, Any]], words: OrderWords) -> list[Change]:
    """The rows of a draft as changes: new points get their numbers, texts lose what the product writes itself."""
    found = []
    following = int(words.next_number())
    for row in kept:
        place, how = row.get("place", ""), row.get("how") or EDITION
        typed = (row.get("number") or "").strip(" .)")
        if place == NEW:
            # What number is free is known only where the words of the order are.
            how, place = NEW, typed or (str(following) if words.known else "")
            following = max(following, int(place.split(".")[0]) + 1) if _NUMBER.fullmatch(place) else following
        elif place == TYPED:
            place = typed
        text = "\n".join(" ".join(line.split()) for line in (row.get("text") or "").splitlines() if line.strip())
        if how in (EDITION, NEW):
            text = _LEADING.sub("", text)
            # A heading has no full stop, a preamble ends before «ПРИКАЗЫВАЮ:».
            text = text.rstrip(" .,:;") if place in (TITLE, PREAMBLE) else _ended(text)
        found.append(Change(place, how, " ".join((row.get("was") or "").split()), text))
    return found


def in_order(changes: Iterable[Change]) -> list[Change]:
    """As an order tells them, in whatever order they were typed: the name, the preamble, the points by their numbers, what
    concerns the whole."""
    first = {TITLE: 0, PREAMBLE: 1}

    def rank(one: Change) -> tuple[int, list[int]]:
        return (3 if one.how == DUTY else first.get(one.place, 2), _order(one.place) if one.is_point else [])

    return sorted(changes, key=rank)


def _ended(text: str) -> str:
    """A subpoint keeps its semicolon; what ends with nothing ends with a full stop."""
    return text if not text or text[-1] in ";:" else closed(text, ".")


def phrase(change: Change) -> str:
    """«пункт 2 изложить в следующей редакции: «2. …»», without a sign at the end."""
    what, where = _named(change)
    text = change.text.replace("\n", " ")
    if change.how == NEW:
        kind, number = "подпунктом" if "." in change.place else "пунктом", change.place or "____"
        return f"дополнить {kind} {number} следующего содержания: «{number}. {text}»"
    if change.how == VOID:
        return f"{what} признать утратившим силу"
    if change.how == EDITION:
        number = f"{change.place}. " if change.is_point else ""
        return f"{what} изложить в следующей редакции: «{number}{text}»"
    if change.how == DUTY:
        return f"обязанности, возложенные на {change.was}, возложить на {change.text}"
    noun, old = _counted(change.was), f"«{change.was}»"
    if not change.text:
        return f"{where} {noun[0]} {old} исключить"
    return f"{where} {noun[0]} {old} заменить {_counted(change.text)[1]} «{change.text}»"


def _named(change: Change) -> tuple[str, str]:
    """The place in the accusative and with «в»."""
    if change.place == TITLE:
        return "наименование", "в наименовании"
    if change.place == PREAMBLE:
        return "преамбулу", "в преамбуле"
    if "." in change.place:
        return f"подпункт {change.place}", f"в подпункте {change.place}"
    return f"пункт {change.place}", f"в пункте {change.place}"


def _counted(words: str) -> tuple[str, str]:
    """«слово», «слова», «цифры» in the accusative and the ablative."""
    if re.fullmatch(r"[\d\s.,]+", words):
        return "цифры", "цифрами"
    return ("слова", "словами") if " " in words else ("слово", "словом")
