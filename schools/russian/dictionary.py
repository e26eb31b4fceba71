"""The door to pymorphy3: loaded once and late (0.1–0.3 s and 16 MB), for posts, organisations and surnames that are
also words."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from schools.russian.cases import OBLIQUE

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer
    from pymorphy3.analyzer import Parse

# Parses that say nothing of a common word: names, places, firms, abbreviations.
PROPER = frozenset({"Surn", "Name", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init"})


@cache
def analyzer() -> "MorphAnalyzer":
    import pymorphy3  # slow import: its dictionaries are read only where a word needs them

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=4096)
def parses(word: str) -> tuple["Parse", ...]:
    """All readings of one word without hyphen, best first; unknown words are guessed by their ending."""
    return tuple(analyzer().parse(word.lower()))


def _readings(word: str, gender: str) -> Iterable["Parse"]:
    for parse in parses(word):
        tag = parse.tag
        if not parse.is_known or not {"nomn", "sing"} <= tag.grammemes or PROPER & tag.grammemes:
            continue
        if gender not in tag.grammemes and not ("ms-f" in tag.grammemes and tag.POS == "NOUN"):
            continue
        if tag.POS in {"NOUN", "ADJF"} and "Fixd" not in tag.grammemes:
            yield parse


def word_forms(word: str, gender: str, *, adjective_only: bool = False) -> tuple[str, ...] | None:
    """Five forms (gent, datv, accs, ablt, loct; small letters) of a common word that a surname coincides with.

    ``gender`` is «masc» or «femn». An adjective is preferred to a noun («Чужой»); the accusative is that of a living
    being. None when the dictionary has no such word. One-syllable names of things never lose their vowel («Рот», «Сон»:
    such surnames are foreign more often than not), so a reading that drops it is refused.
    """
    # «Большая» is read as «большой» rather than «больший».
    if not analyzer().word_is_known(word):  # much cheaper than guessing the readings of an unknown surname
        return None
    found = sorted(
        _readings(word, gender), key=lambda parse: (parse.tag.POS != "ADJF", not parse.normal_form.endswith("ой"))
    )
    for parse in found:
        tag = parse.tag
        if adjective_only and tag.POS != "ADJF":
            continue
        forms = []
        for case in OBLIQUE:
            # An adjective has two masculine accusatives; that of a person is its genitive, as is a masculine noun's.
            wanted = "gent" if case == "accs" and gender == "masc" and word[-1] not in "ая" else case.value
            form = parse.inflect({wanted, "sing"} | ({gender} if tag.POS == "ADJF" else set()))
            if form is None:
                break
            forms.append(form.word)
        # The dictionary takes «меньший» for a form of «малый»: a paradigm of another stem is not this surname's.
        if len(forms) != 5 or any(not _same_stem(word, form) for form in forms):
            continue
        if "inan" in tag.grammemes and syllables(word) == 1 and syllables(forms[0]) == 1 and word[-1] not in "ьй":
            continue
        return tuple(forms)
    return None


@lru_cache(maxsize=4096)
def is_name(word: str) -> bool:
    """Whether the dictionary itself, not a guess by the ending, has the word as a given name or a surname."""
    return any(parse.is_known and {"Name", "Surn"} & parse.tag.grammemes for parse in parses(word))


def is_common(word: str) -> bool:
    """Whether the dictionary has the word as one that is nobody's name: «учителю», «черных»."""
    return any(parse.is_known and not PROPER & parse.tag.grammemes for parse in parses(word))


def syllables(word: str) -> int:
    return sum(letter in "аеёиоуыэюя" for letter in word.lower())


def _same_stem(word: str, form: str) -> bool:
    stem = word.replace("ё", "е")[: max(1, len(word) - 3)]
    return form.replace("ё", "е").startswith(stem)
