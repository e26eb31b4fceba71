"""What an extract for one person prints of a text that names several: the others give place to «…».

The text is frozen: nobody remembers which words of it are whose, so names are found by the cards of the organisation and
by the look of a name, and a post by standing before its name.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby

from schools.russian.dictionary import is_common, is_name

GAP = "…"

_WORD = r"[А-Я][а-я]+(?:-[А-Я][а-я]+)*"
_INITIALS = r"[А-Я]\.\s?[А-Я]\."
# «Ким Ч.», «учителю Ч. Киму»: a single letter is an initial only beside a surname, and before it only inside a sentence.
_AFTER, _BEFORE = r"[А-Я]\.(?:\s?[А-Я]\.)?", rf"(?:{_INITIALS}|(?<=[а-я]\s)[А-Я]\.)"
_SON_OF = r"[\s-](?:оглы|оглу|углы|угли|улы|улу|уулу|кызы|кизы|кизи|гызы|гизи)(?![\w-])"
_PATRONYMIC = r"[А-Я][а-я]*(?:ич|вн|чн|шн)(?:а|у|е|ы|ой|ою|ем|ом)?(?![\w-])"
# A name that no card has: typed by hand, of a former worker, of somebody from outside.
LOOKS_LIKE_A_NAME = re.compile(
    rf"(?<![\w-])(?:(?:{_WORD}\s){{1,3}}?{_WORD}{_SON_OF}|{_WORD}\s{_AFTER}(?:{_SON_OF})?|{_BEFORE}\s?{_WORD}"
    rf"|{_WORD}\s{_WORD}\s{_PATRONYMIC}|{_WORD}\s{_PATRONYMIC}(?:\s{_WORD})?)"
)
# «Алиеву Рамизу», «Ким Чен»: two words in capitals, one of which is known for a name.
_TWO_WORDS = re.compile(rf"(?=(?<![\w-])({_WORD})\s({_WORD})(?![\w-]))")
_BEGINS = re.compile(r"(?:^|[.:;]\s|«)$")
# «школы имени А.С. Пушкина» names nobody; «вместо «Заеца Б.Ф.» читать» names the one who is read instead.
_HONOURED = re.compile(r"(?:имени|им\.)\s$")
_MISPRINT = re.compile(r"вместо\s«$")
_BARE = re.compile(r"\s*(?:,\s(?:а\sтакже|и)\s|[,;]\s|\s(?:и|а\sтакже)\s)\s*")
_ENDS_BARE = re.compile(r"(?:,\s(?:а\s|а\sтакже\s|и\s)?|;\s|\sи\s)$")
_CLAUSE = re.compile(r"[,;]|\.(?=\s|$)|$")
_BEFORE_POST = re.compile(r"[;:—(«]\s*|,\s+|(?<!\w)(?:на|за|вместо|для|от|у|к)\s+", re.IGNORECASE)
# «Установить Черных С.П. …», «… 5 000 рублей и Черных С.П. …»: nobody's post reaches over these.
_VERB = re.compile(r"(?<!\w)\w+[аеиуыя]ть(?:ся)?\s+", re.IGNORECASE)
_AND = re.compile(r"\s(?:и|а\sтакже)\s+")
_PUPIL = re.compile(r"обучающ\w+\s(?:\d\S*\sкласса|\([^)]*\))\s$", re.IGNORECASE)
NOBODY = re.compile(r"(?!)")


def named_in_two_words(text: str) -> Iterable[tuple[int, int]]:
    """Where a surname and a given name stand without a patronymic; the first word of a sentence is in capitals anyway."""
    for match in _TWO_WORDS.finditer(text):
        first, second = match.groups()
        if _BEGINS.search(text[: match.start()]) and is_common(first):
            continue
        if is_name(first) or is_name(second):
            yield match.start(), match.end(2)


def plain(text: str) -> str:
    """The same length: unbreakable blanks are blanks, ё is е."""
    return text.translate(str.maketrans("\u00a0ёЁ", " еЕ"))


class Whose(Enum):
    OWN = auto()
    KIN = auto()  # stands in one pair with the person: without him or her the point says nothing
    OTHER = auto()


@dataclass(frozen=True)
class Mention:
    """A name in a text; `item` is where its post begins, `end` where name and post end."""

    whose: Whose
    start: int
    end: int
    item: int


@dataclass(frozen=True)
class Names:
    """By what the person, those of the same pairs and all the others are known. `posts`: posts and classes of the people
    named, in every case.
    """

    own: re.Pattern[str]
    kin: re.Pattern[str] = NOBODY
    others: re.Pattern[str] = NOBODY
    posts: Sequence[str] = field(default=())

    def mentions(self, text: str) -> list[Mention]:
        text = plain(text)
        found: list[tuple[int, int, Whose]] = []
        left: list[tuple[int, int]] = []
        for pattern, whose in (
            (self.own, Whose.OWN),
            (self.kin, Whose.KIN),
            (self.others, Whose.OTHER),
            (LOOKS_LIKE_A_NAME, Whose.OTHER),
            (None, Whose.OTHER),
        ):
            unknown = pattern is None or pattern is LOOKS_LIKE_A_NAME
            spans = named_in_two_words(text) if pattern is None else (match.span() for match in pattern.finditer(text))
            for start, end in spans:
                known = [*left, *((one[0], one[1]) for one in found)]
                if any(start < other_end and other_start < end for other_start, other_end in known):
                    continue
                if unknown and (_HONOURED.search(text[:start]) or _MISPRINT.search(text[:start])):
                    left.append((start, end))
                    continue
                found.append((start, end, whose))
        mentions: list[Mention] = []
        for start, end, whose in sorted(found, key=lambda one: one[0]):
            after = mentions[-1].end if mentions else 0
            mentions.append(Mention(whose, start, self._with_post(text, end), self._item(text, after, start)))
        return mentions

    def _item(self, text: str, after: int, start: int) -> int:
        """Where the post before the name begins; `after` is the end of the name before it."""
        before = text[after:start]
        for post in self.posts:
            if before.lower().endswith(f"{post} "):
                return start - len(post) - 1
        if found := _PUPIL.search(before):
            return after + found.start()
        listed = _BARE.match(before) if after else None
        borders = [_BEFORE_POST, _VERB] if listed or not after else [_BEFORE_POST, _VERB, _AND]
        found_borders = [match.end() for pattern in borders for match in pattern.finditer(before)]
        border = max([*found_borders, listed.end() if listed else 0])
        return after + (border or len(before) - len(before.lstrip()))

    def _with_post(self, text: str, end: int) -> int:
        """«Зайца Бориса Фомича, учителя физики»: the post after the name goes with it, unless it is the next one's."""
        for post in self.posts:
            after = end + len(post) + 2
            if text[end:after].lower() == f", {post}" and not re.match(r"\s[А-Я]", text[after:]):
                return after
        return end

    def speaks_of_person(self, text: str) -> bool:
        return self.own.search(plain(text)) is not None

    def speaks_of_pair(self, text: str) -> bool:
        """The person or somebody of the same pair is named."""
        return any(one.whose is not Whose.OTHER for one in self.mentions(text))

    def names_only_others(self, text: str) -> bool:
        """Somebody is named, the person is not."""
        mentions = self.mentions(text)
        return bool(mentions) and all(one.whose is not Whose.OWN for one in mentions)

    def without_others(self, text: str) -> str:
        """The text with each stranger, post and name, gone, and «…» where he or she stood. Of what was said of a stranger
        alone («…, Черных С.П. — 7 000 рублей») the words go too; what was said of all stays.
        """
        mentions = self.mentions(text)
        if all(one.whose is not Whose.OTHER for one in mentions):
            return text
        cuts = [
            _cut(plain(text), mentions, run)
            for whose, run in _runs(mentions, lambda one: one.whose is Whose.OTHER)
            if whose
        ]
        kept, at = "", 0
        for start, end in cuts:
            kept, at = f"{kept}{text[at:start].rstrip()} {GAP} ", end
        return _tidy(kept + text[at:].lstrip())


def _runs(mentions: Sequence[Mention], key: Callable[[Mention], bool]) -> Iterable[tuple[bool, list[int]]]:
    for value, run in groupby(range(len(mentions)), key=lambda place: key(mentions[place])):
        yield value, list(run)


def _cut(text: str, mentions: Sequence[Mention], run: Sequence[int]) -> tuple[int, int]:
    """From where to where a run of neighbouring strangers goes, with the comma or «и» that joined it to the rest."""
    first, last = mentions[run[0]], mentions[run[-1]]
    before = mentions[run[0] - 1] if run[0] else None
    following = mentions[run[-1] + 1] if run[-1] + 1 < len(mentions) else None
    left, right = first.item, last.end
    joined = before is not None and _BARE.fullmatch(text[before.end : first.item]) is not None
    if before is not None and joined:
        left = before.end
    if following is not None:
        between = text[last.end : following.item]
        if _ENDS_BARE.search(between) and not (joined and _BARE.fullmatch(between)):
            # What was said of the stranger alone goes, up to the next name.
            right = following.item
    elif before is not None and not joined and (joint := _ENDS_BARE.search(text[before.end : first.item])):
        # Each is told of apart: the words after the last name are the stranger's own.
        found = _CLAUSE.search(text, last.end)
        left, right = before.end + joint.start(), found.start() if found else len(text)
    return left, right


def _tidy(text: str) -> str:
    text = re.sub(rf"{GAP}(?:[\s,]*{GAP})+", GAP, text)
    text = re.sub(rf"{GAP}\s*\.", GAP, text)
    return re.sub(r"\s+([,.;:)])", r"\1", re.sub(" {2,}", " ", text)).strip(" ")
