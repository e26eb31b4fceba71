"""Words of a phrase: cutting it into tokens, reading a word as a nominative, putting a reading into a case."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from schools.russian.cases import Case, like
from schools.russian.dictionary import PROPER, parses

if TYPE_CHECKING:
    from pymorphy3.analyzer import Parse

_TOKENS = re.compile(
    r"«[^«»]*(?:«[^«»]*»[^«»]*)*(?:»|$)|\"[^\"]*(?:\"|$)|„[^“]*(?:“|$)|“[^”]*(?:”|$)|\([^()]*(?:\)|$)"
    r"|[^\W_]+(?:[-‑.][^\W_]+)*\.?|\s+|."
)
_GENDERS = ("masc", "femn", "neut")


@dataclass(frozen=True, slots=True)
class Reading:
    """A word read as a noun or an adjective in the nominative."""

    parse: "Parse"
    noun: bool
    gender: str  # masc, femn, neut; "" in the plural
    plural: bool
    animate: bool
    both: bool = False  # of common gender: глава


def tokenize(text: str) -> list[str]:
    """Words (hyphens and abbreviation dots inside), spaces, brackets and quotes with their contents, single signs."""
    return _TOKENS.findall(text)


def is_word(token: str) -> bool:
    return token[:1].isalpha()


def is_abbreviation(token: str) -> bool:
    """«МБОУ», «СОШ», «зам.»: a word that is never inflected."""
    if token.endswith("."):
        return True
    letters = [letter for letter in token.rpartition("-")[2] if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) > 1


@lru_cache(maxsize=2048)
def readings(word: str) -> tuple[Reading, ...]:
    """Nominative readings of one unhyphenated word, likeliest first; proper names are left out unless nothing else is
    known."""
    found = []
    for parse in parses(word):
        tag = parse.tag
        if "nomn" not in tag.grammemes or tag.POS not in {"NOUN", "ADJF", "PRTF"} or PROPER & tag.grammemes:
            continue
        noun = tag.POS == "NOUN"
        plural = "plur" in tag.grammemes
        gender = "" if plural else next((name for name in _GENDERS if name in tag.grammemes), "masc")
        found.append(Reading(parse, noun, gender, plural, "anim" in tag.grammemes, "ms-f" in tag.grammemes))
    return tuple(found)


def inflect(word: str, reading: Reading, case: Case, animate: bool) -> str:
    """One word in a case, written as ``word`` is. The accusative of men and of plural beings is the genitive, of
    things the nominative."""
    if case == Case.NOMN or "Fixd" in reading.parse.tag.grammemes:
        return word
    wanted = str(case)
    if case == Case.ACCS and not (reading.gender == "femn" or (reading.noun and word[-1].lower() in "ая")):
        if not animate:
            return word
        wanted = "gent"
    grammemes = {wanted, "plur" if reading.plural else "sing"}
    if not reading.noun and not reading.plural:
        grammemes.add(reading.gender)
    form = reading.parse.inflect(grammemes)
    return word if form is None else like(word, form.word, keep_yo=True)
