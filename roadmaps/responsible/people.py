"""Names of people in prose: who of the staff is meant."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schools.russian import Case, Name, decline_name, fix_lookalikes, normalise_key, tidy_spaces

_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})?|[а-яё]{2,}(?:-[а-яё]+)?")
_INITIALS = r"(?P<i1>[А-ЯЁ])\s?\.\s?(?:(?P<i2>[А-ЯЁ])(?:\s?\.|(?![а-яё])))?"
_AFTER = re.compile(rf"\s*,?\s?{_INITIALS}|\s(?P<b1>[А-ЯЁ])\s?(?P<b2>[А-ЯЁ])(?![а-яёА-ЯЁ.])")
_BEFORE = re.compile(rf"(?<![А-ЯЁа-яё.]){_INITIALS}\s*$")
_NAMES_AFTER = re.compile(r"\s+(?P<n>[А-ЯЁа-яё-]{2,})(?:\s+(?P<p>[А-ЯЁа-яё-]{4,}))?")
_NAMES_BEFORE = re.compile(r"(?<![А-ЯЁа-яё-])(?P<n>[А-ЯЁа-яё-]{2,})(?:\s+(?P<p>[А-ЯЁа-яё-]{4,}))?\s+$")
# A name that nobody of the staff bears: still not a post.
_STRANGER = re.compile(
    rf"(?<![А-ЯЁа-яё])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s*{_INITIALS}"
    r"|(?<![А-ЯЁа-яё.])[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:ович|евич|ич|овн|евн|ичн|инич)[а-яё]*"
)


@dataclass(frozen=True, slots=True)
class Named:
    """One of those whom the prose may name. A person with two posts is two rows with the same `pk`."""

    pk: int
    surname: str
    name: str
    patronymic: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in the text; `pk` None: nobody of the staff, or more than one."""

    start: int
    end: int
    pk: int | None


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    return normalise_key(word)


def tidy_lines(text: str) -> str:
    """The text with its lines, without invisible characters and spare spaces, in Russian letters."""
    lines = [tidy_spaces(line) for line in text.splitlines()]
    return fix_lookalikes("\n".join(line for line in lines if line), cyrillic=True)


def close_hyphens(text: str, people: Iterable[Named]) -> str:
    """«Римской - Корсаковой» of somebody on the staff without the spaces; a dash between two people stays."""
    for surname in {one.surname for one in people if "-" in one.surname}:
        halves = [rf"{re.escape(half[: max(3, len(half) - 2)])}[а-яё]*" for half in surname.split("-")]
        text = re.sub(r"\s?[-–—]\s?".join(halves), lambda match: re.sub(r"\s", "", match.group()), text, flags=re.I)
    return text


def key_of(text: str) -> str:
    """Of a tidied text, letter by letter: small, е for ё, any dash «-». As long as the text."""
    return "".join(_letter(char) for char in text)


def _letter(char: str) -> str:
    if unicodedata.category(char) == "Pd":
        return "-"
    low = char.lower()
    return "е" if low == "ё" else low if len(low) == 1 else char


def names_in(text: str, people: Sequence[Named]) -> list[NameMention]:
    """Mentions of people in a tidied text, in order, none overlapping another."""
    taken: list[NameMention] = []
    stems = [(_stem(one.surname), one) for one in people]
    for match in _WORD.finditer(text):
        # Cheap, before anything is declined: the beginnings agree.
        word = _key(match.group())
        mention = _staff_at(text, match, word, [one for stem, one in stems if word.startswith(stem)])
        if mention is not None and not _overlaps(mention, taken):
            taken.append(mention)
    for match in _STRANGER.finditer(text):
        mention = NameMention(match.start(), match.end(), None)
        if not _overlaps(mention, taken):
            taken.append(mention)
    return sorted(taken, key=lambda one: one.start)


def strangers_in(text: str, people: Sequence[Named]) -> list[str]:
    """Names in the text, as they stand there, that nobody of `people` bears, or more than one."""
    tidy = close_hyphens(tidy_lines(text), people)
    found = (tidy[one.start : one.end] for one in names_in(tidy, people) if one.pk is None)
    return list(dict.fromkeys(found))


def _overlaps(mention: NameMention, taken: Iterable[NameMention]) -> bool:
    return any(mention.start < one.end and one.start < mention.end for one in taken)


def _staff_at(text: str, match: re.Match[str], word: str, people: Sequence[Named]) -> NameMention | None:
    """Who is meant by a word that may be a surname, with the initials or names around it."""
    bearers = {one.pk: one for one in people if word in surname_forms(one)}
    if not bearers:
        return None
    staff = list(bearers.values())
    if (after := _AFTER.match(text, match.end())) is not None:
        first, second = after["i1"] or after["b1"], after["i2"] or after["b2"]
        return _mention(match.start(), after.end(), [one for one in staff if _initials_fit(one, first, second)])
    if (before := _BEFORE.search(text, max(0, match.start() - 12), match.start())) is not None:
        fitting = [one for one in staff if _initials_fit(one, before["i1"], before["i2"])]
        return _mention(before.start(), match.end(), fitting)
    for pattern, place in ((_NAMES_AFTER, match.end()), (_NAMES_BEFORE, max(0, match.start() - 60))):
        found = pattern.match(text, place) if pattern is _NAMES_AFTER else pattern.search(text, place, match.start())
        if found is None or "\n" in found.group().strip():
            continue
        fitting = [one for one in staff if _key(found["n"]) in name_forms(one.name, one)]
        if not fitting:
            continue
        low = _key(found["p"] or "")
        full = [one for one in fitting if low and one.patronymic and low in name_forms(one.patronymic, one)]
        ends = found.end() if full or found["p"] is None else found.end("n")
        if pattern is _NAMES_AFTER:
            return _mention(match.start(), ends, full or fitting)
        return _mention(found.start(), match.end(), full or fitting)
    return _bare(text, match, staff)


def _bare(text: str, match: re.Match[str], staff: list[Named]) -> NameMention | None:
    """A surname by itself: a person only with a capital letter, and only if nobody shares it."""
    if not match.group()[0].isupper():
        return None
    stranger = _STRANGER.match(text, match.start())
    if stranger is not None:
        return NameMention(match.start(), stranger.end(), None)
    return _mention(match.start(), match.end(), staff)


def _mention(start: int, end: int, fitting: Sequence[Named]) -> NameMention:
    return NameMention(start, end, fitting[0].pk if len(fitting) == 1 else None)


def _stem(surname: str) -> str:
    """What all cases of a surname begin with (Заяц – Зайца: not more than that)."""
    key = _key(surname)
    return key[: min(3, max(1, len(key) - 2))]


def _initials_fit(one: Named, first: str, second: str | None) -> bool:
    letters = [_key(part)[:1] for part in (one.name, one.patronymic)]
    if _key(first) != letters[0]:
        return False
    return not second or not letters[1] or _key(second) == letters[1]


def surname_forms(one: Named) -> frozenset[str]:
    return _forms(one.surname, one.name, one.patronymic)[0]


def name_forms(value: str, one: Named) -> frozenset[str]:
    """The cases of the name or of the patronymic."""
    _, names, patronymics = _forms(one.surname, one.name, one.patronymic)
    return names if value == one.name else patronymics


@lru_cache(maxsize=4096)
def _forms(surname: str, name: str, patronymic: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """All cases as keys. Hyphenated and many-worded surnames too: the parts of a declined name are counted from its end."""
    surnames, names, patronymics = set(), set(), set()
    for case in Case:
        words = decline_name(Name(surname, name, patronymic), case).split()
        tail = len(patronymic.split())
        middle = len(name.split())
        rest = len(words) - tail - middle
        surnames.add(_key(" ".join(words[:rest])))
        names.add(_key(" ".join(words[rest : rest + middle])))
        patronymics.add(_key(" ".join(words[rest + middle :])))
    return frozenset(surnames), frozenset(names), frozenset(patronymics)
