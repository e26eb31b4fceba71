"""What Word writes before a paragraph of a list: it is not in the text, it is counted anew at each opening."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from roadmaps.reading.words import W, attribute, number_of

# Levels of a list in Word.
_LEVELS = 9
# Russian letters of a list: ё, й, ъ, ы, ь are left out.
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: tuple[tuple[int, str], ...] = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
)
_ROMAN += ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letter(alphabet: str, number: int) -> str:
    """1 → а, 29 → аа (Word doubles the letter)."""
    if not 0 < number <= 20 * len(alphabet):
        return str(number)
    times, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def written(number: int, form: str) -> str:
    """A number in a format of Word's lists (`w:numFmt`)."""
    match form:
        case "none":
            return ""
        case "upperRoman":
            return _roman(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "russianLower":
            return _letter(_RUSSIAN, number)
        case "russianUpper":
            return _letter(_RUSSIAN, number).upper()
        case "lowerLetter":
            return _letter(_LATIN, number)
        case "upperLetter":
            return _letter(_LATIN, number).upper()
        case "decimalZero":
            return f"{number:02}"
    return str(number)


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    # All the numbers of the marker are written as 1, 2, 3.
    legal: bool = False
    # The level above which a new item begins this one anew; 0 never does.
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """A list definition (`w:abstractNum`) with its running counters."""

    levels: list[_Level] = field(default_factory=lambda: [_Level() for _ in range(_LEVELS)])
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    style_link: str = ""
    # Style of paragraphs → its level.
    styled: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A use of a definition (`w:num`): it may begin anew or change levels."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


def _level(element: Any) -> _Level:
    level = _Level()
    for child in element:
        if child.tag == W + "start":
            level.start = number_of(child, 1)
        elif child.tag == W + "numFmt":
            level.form = attribute(child) or "decimal"
        elif child.tag == W + "lvlText":
            level.text = attribute(child)
        elif child.tag == W + "isLgl":
            level.legal = attribute(child) not in ("0", "false")
        elif child.tag == W + "lvlRestart":
            level.restart = number_of(child, 0)
    return level


class Numbering:
    """Counts the lists of one document in the order of its paragraphs."""

    def __init__(self, root: Any | None) -> None:
        """`root` is numbering.xml, parsed, or None."""
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        # Style of a list → the use that the style names.
        self.style_uses: dict[str, str] = {}
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                self._define(element)
            elif element.tag == W + "num":
                self._use(element)

    def _define(self, element: Any) -> None:
        definition = _List()
        for child in element:
            if child.tag == W + "lvl":
                index = number_of(child, 0, "ilvl")
                if 0 <= index < _LEVELS:
                    definition.levels[index] = _level(child)
                    if (style := child.find(W + "pStyle")) is not None:
                        definition.styled[attribute(style)] = index
            elif child.tag == W + "numStyleLink":
                definition.style_link = attribute(child)
        self._lists[attribute(element, "abstractNumId")] = definition

    def _use(self, element: Any) -> None:
        use = _Use("")
        for child in element:
            if child.tag == W + "abstractNumId":
                use.definition = attribute(child)
            elif child.tag == W + "lvlOverride":
                index = number_of(child, 0, "ilvl")
                for change in child:
                    if change.tag == W + "startOverride":
                        use.starts[index] = number_of(change, 1)
                    elif change.tag == W + "lvl":
                        use.levels[index] = _level(change)
        self._uses[attribute(element, "numId")] = use

    def _definition(self, use: _Use) -> _List | None:
        definition = self._lists.get(use.definition)
        for _ in range(_LEVELS):
            if definition is None or not definition.style_link:
                break
            linked = self._uses.get(self.style_uses.get(definition.style_link, ""))
            definition = self._lists.get(linked.definition) if linked else None
        return definition

    def level_of(self, use_id: str, style: str) -> int | None:
        """The level that a list gives to a style; None when it names none."""
        use = self._uses.get(use_id)
        definition = self._definition(use) if use else None
        return definition.styled.get(style) if definition else None

    def marker(self, use_id: str, index: int) -> str:
        """Count one paragraph of a list; its marker as shown: «2)», «1.1.», «-» for any bullet, "" for none."""
        use = self._uses.get(use_id)
        definition = self._definition(use) if use else None
        if use is None or definition is None or not 0 <= index < _LEVELS:
            return ""
        levels, counters = definition.levels, definition.counters
        level = use.levels.get(index) or levels[index]
        if index in use.starts and index not in use.begun:
            counters[index] = use.starts[index]
        else:
            current = counters[index]
            counters[index] = level.start if current is None else current + 1
        use.begun.add(index)
        for deeper in range(index + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or 0 < restart <= deeper and index < restart:
                counters[deeper] = None
        if level.form == "bullet":
            return "-"
        text = level.text
        if "%" in text:
            for place in range(index + 1):
                sign = f"%{place + 1}"
                if sign in text:
                    other = use.levels.get(place) or levels[place]
                    number = counters[place]
                    if number is None:
                        number = counters[place] = use.starts.get(place, other.start)
                    form = "decimal" if level.legal and other.form != "none" else other.form
                    text = text.replace(sign, written(number, form))
        return text.strip()
