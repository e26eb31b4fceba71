"""Declining the head group of a phrase: adjectives up to and including the first nominative noun; the tail stays
frozen.

«Учитель начальных классов», «старший воспитатель», «муниципальное бюджетное учреждение «…»»: what depends on the head
is already in its own case and does not change. Posts and organisations differ only in what counts as a head and where
a second head may stand.
"""

import re
from dataclasses import dataclass

from schools.russian.cases import Case
from schools.russian.dictionary import parses
from schools.russian.exceptions import POST_PREFIXES
from schools.russian.words import Reading, inflect, is_abbreviation, is_word, readings, tokenize

_GENITIVE = re.compile(r"([аеёиоуыэюя]|[оеё]в|ей)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word (or a part of a hyphenated word) to be inflected: its token, place in the token, reading."""

    token: int
    part: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class Group:
    """Modifiers and head, the head's gender and number, and the token after them. ``head`` is None for an abbreviation
    («СОШ»)."""

    pieces: tuple[Piece, ...]
    head: Reading | None
    end: int
    gender: str
    plural: bool


def _open_brackets(tokens: list[str]) -> list[str]:
    """«Вечерняя (сменная) школа»: a bracket with one word between an adjective and its noun is split, to be declined
    with them."""
    opened: list[str] = []
    for number, token in enumerate(tokens):
        before = tokens[number - 2] if number > 1 else ""
        inside = token[1:-1]
        if (
            token.startswith("(")
            and is_word(inside)
            and tokenize(inside) == [inside]
            and is_word("".join(tokens[number + 2 : number + 3]))
            and before
            and {reading.noun for reading in readings(before)} == {False}
            and any(not reading.noun for reading in readings(inside))
        ):
            opened += ["(", inside, ")"]
        else:
            opened.append(token)
    return opened


class Phrase:
    """A tokenised phrase, its head groups found one by one and inflected together.

    ``animate``: the phrase names a person (a post); otherwise an institution or a paper."""

    def __init__(self, text: str, *, animate: bool) -> None:
        self.tokens = _open_brackets(tokenize(text))
        self.animate = animate
        self.pieces: list[Piece] = []
        letters = [letter for letter in text if letter.isalpha()]
        # In a phrase typed wholly in capitals «МБОУ» cannot be told by its capitals; the dictionary decides.
        self.shouting = len(letters) > 10 and all(letter.isupper() for letter in letters)

    def abbreviation(self, index: int) -> bool:
        token = self.tokens[index]
        if self.shouting and not token.endswith("."):
            return not any(reading.parse.is_known for reading in readings(token.rpartition("-")[2]))
        return is_abbreviation(token)

    def group(self, index: int, *, sure: bool, plural: bool | None = None) -> Group | None:
        """The head group that begins at a token, or None. ``sure`` asks for a head that is known and, of a post, alive:
        so it must be where a tail could be mistaken for a second head («истории и обществознания»)."""
        if index >= len(self.tokens) or not is_word(self.tokens[index]):
            return None
        if self.abbreviation(index):
            return None
        parts = self.tokens[index].split("-")
        modifiers = self._adjectives(parts)
        if modifiers:
            after = self._next_word(index)
            if after is not None and not self.animate and self.abbreviation(after) and self.tokens[after][-1] != ".":
                first = modifiers[0]
                return Group((Piece(index, len(parts) - 1, first),), None, after + 1, first.gender, first.plural)
            rest = None if after is None else self.group(after, sure=sure, plural=plural)
            own = None if rest is None else self._agreeing(modifiers, rest)
            if rest is not None and own is not None and self._may_be_head(rest):
                piece = Piece(index, len(parts) - 1, own)
                return Group((piece, *rest.pieces), rest.head, rest.end, rest.gender, rest.plural)
            if sure and after is not None and rest is None:
                # «учитель, русский язык»: an adjective of the next word is no person, though «русский» alone is one.
                thing = self.group(after, sure=False)
                if thing is not None and self._agreeing(modifiers, thing) is not None:
                    return None
        return self._noun_head(index, parts, sure, plural) or self._substantive(index, parts, modifiers, sure, plural)

    def _may_be_head(self, group: Group) -> bool:
        """Of a post only a being, or a word unknown to the dictionary: «ведущая кружка» leads a club and is no mug."""
        head = group.head
        return not self.animate or head is None or head.animate or not head.noun or not head.parse.is_known

    def _next_word(self, index: int) -> int | None:
        tokens = self.tokens[index + 1 : index + 5]
        if tokens[:1] == [")"]:
            return index + 3 if len(tokens) > 2 and tokens[1].isspace() and is_word(tokens[2]) else None
        if tokens[1:2] == ["("]:
            return index + 3
        if len(tokens) > 1 and tokens[0].isspace() and is_word(tokens[1]):
            # «культурный и спортивный центр»: the conjunction stands between two modifiers.
            if tokens[1] == "и" and len(tokens) > 3 and self._adjectives(tokens[3].split("-")):
                return index + 4
            return index + 2
        if len(tokens) > 2 and tokens[0] == "," and tokens[1].isspace() and self._adjectives(tokens[2].split("-")):
            return index + 3
        return None

    def _adjectives(self, parts: list[str]) -> list[Reading]:
        """Adjective readings; of a hyphenated one («учебно-методический») only the last part counts."""
        if any(part[-1:] not in "оео" for part in parts[:-1]):
            return []
        return [reading for reading in readings(parts[-1]) if not reading.noun]

    @staticmethod
    def _agreeing(modifiers: list[Reading], rest: Group) -> Reading | None:
        for reading in modifiers:
            common = rest.head is not None and rest.head.both and reading.gender in ("masc", "femn")
            if reading.plural == rest.plural and (rest.plural or reading.gender == rest.gender or common):
                return reading
        return None

    def _fits(self, reading: Reading, sure: bool, plural: bool | None) -> bool:
        if plural is not None and reading.plural != plural:
            return False
        if not sure:
            return True
        if reading.parse.is_known:
            return reading.animate or not self.animate
        # «Тьютор», «олигофренопедагог» are in no dictionary; a word of the tail, being in the genitive, ends otherwise.
        return self.animate and reading.noun and reading.gender == "masc" and not _GENITIVE.search(reading.parse.word)

    def _noun(self, word: str, sure: bool, plural: bool | None) -> Reading | None:
        nouns = [reading for reading in readings(word) if reading.noun and self._fits(reading, sure, plural)]
        if sure and self.animate:
            known = [parse for parse in parses(word) if parse.is_known]
            first = next((reading for reading in readings(word) if reading.noun), None)
            # Neither a genitive («мировой») nor a thing that is rarely a being («язык») begins a second post.
            if any({"gent", "sing"} <= parse.tag.grammemes for parse in known) or (
                known and first and not first.animate
            ):
                return None
        # A living being before a thing, singular before plural (учителя are many only where nothing says one).
        nouns.sort(key=lambda reading: (reading.plural, self.animate and not reading.animate))
        return nouns[0] if nouns else None

    def _noun_head(self, index: int, parts: list[str], sure: bool, plural: bool | None) -> Group | None:
        pieces = []
        for number, part in enumerate(parts):
            if not part or is_abbreviation(part) and not self.shouting:
                continue
            last = number == len(parts) - 1
            if not last and part.lower() in POST_PREFIXES:
                continue
            reading = self._noun(part, sure and last, plural)
            if reading is None or (not last and not self._may_lead(reading)):
                continue
            pieces.append(Piece(index, number, reading))
        if not pieces or (pieces[-1].part != len(parts) - 1 and not self._split_head(index, parts)):
            return None
        head = pieces[0].reading
        end = index + 1
        if pieces[-1].part != len(parts) - 1 and (tail := self._tail_of_split(index, parts, sure)) is not None:
            pieces.extend(tail.pieces)
            end = tail.end
        return Group(tuple(pieces), head, end, head.gender, head.plural)

    def _may_lead(self, reading: Reading) -> bool:
        """A first part is declined when known; of a post it must be alive («бизнес-тренер», «пресс-секретарь» keep
        theirs)."""
        return reading.parse.is_known and (reading.animate or not self.animate)

    def _split_head(self, index: int, parts: list[str]) -> bool:
        return self._tail_of_split(index, parts, False) is not None

    def _tail_of_split(self, index: int, parts: list[str], sure: bool) -> Group | None:
        """«Школа-детский сад»: the last part is an adjective of the next word."""
        after = self._next_word(index)
        adjectives = [reading for reading in readings(parts[-1]) if not reading.noun]
        if after is None or not adjectives or len(parts) < 2:
            return None
        rest = self.group(after, sure=sure)
        if rest is None or (own := self._agreeing(adjectives, rest)) is None:
            return None
        piece = Piece(index, len(parts) - 1, own)
        return Group((piece, *rest.pieces), rest.head, rest.end, rest.gender, rest.plural)

    def _substantive(
        self, index: int, parts: list[str], modifiers: list[Reading], sure: bool, plural: bool | None
    ) -> Group | None:
        """Заведующий, вожатая, исполняющий, дежурный: an adjective that is itself the head, of posts only."""
        if not self.animate:
            return None
        for reading in modifiers:
            if reading.gender == "neut" or (plural is not None and reading.plural != plural):
                continue
            if sure and not (reading.parse.is_known and "Subx" in reading.parse.tag.grammemes):
                continue
            if sure and any("gent" in parse.tag.grammemes for parse in parses(parts[-1])):
                continue  # «и мировой художественной культуры» is a genitive
            return Group((Piece(index, len(parts) - 1, reading),), reading, index + 1, reading.gender, reading.plural)
        return None

    def adjective_after(self, index: int, group: Group) -> Piece | None:
        """An adjective set after its noun; one that may also be a genitive belongs to the tail."""
        if index >= len(self.tokens) or not is_word(self.tokens[index]) or self.abbreviation(index):
            return None
        parts = self.tokens[index].split("-")
        if any("gent" in parse.tag.grammemes for parse in parses(parts[-1])):
            return None
        modifiers = self._adjectives(parts)
        after = self._next_word(index)
        thing = None if after is None else self.group(after, sure=False)
        if thing is not None and self._agreeing(modifiers, thing) is not None:
            return None  # «учитель русский язык»: it belongs to the next word
        own = self._agreeing(modifiers, group)
        return None if own is None else Piece(index, len(parts) - 1, own)

    def add(self, group: Group) -> int:
        """Take a group in; returns the token after it."""
        self.pieces.extend(group.pieces)
        return group.end

    def render(self, case: Case) -> str:
        """The phrase with its taken groups in the case."""
        parts: dict[int, list[str]] = {}
        for piece in self.pieces:
            words = parts.setdefault(piece.token, self.tokens[piece.token].split("-"))
            words[piece.part] = inflect(words[piece.part], piece.reading, case, self.animate)
        return "".join("-".join(parts[i]) if i in parts else token for i, token in enumerate(self.tokens))
