"""Names in the six cases, «Фамилия И.О.» and «И.О. Фамилия».

A preview shows what comes out and a person may override it: ``overrides`` maps a case's value to the full form
(«gent» → «Ким Юлии Черсановны») and, for the form with initials, ``<case>_short`` («gent_short» → «Ким Ю.Ч.»).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from petrovich.enums import NamePart

from schools.russian.cases import OBLIQUE, Case, like
from schools.russian.dictionary import syllables, word_forms
from schools.russian.engine import Index, apply, first_words
from schools.russian.exceptions import FOREIGN_INSTRUMENTAL
from schools.russian.gender import guess_gender
from schools.russian.name_rules import four_letter_surnames, index, short_surnames
from schools.russian.text import NBSP, PATRONYMIC_WORDS, SURNAME_PARTICLES

_SEPARATORS = re.compile(r"([-\s]+)")
_POSITION = {case: number for number, case in enumerate(OBLIQUE)}
_VOWELS = "аеёиоуыэюя"
# Parts of compound surnames that are titles and particles, not surnames: Кара-Мурзы, Сен-Симона, Шах-Назарова.
_FIRST_PARTS = frozenset(
    re.split(" ", "абу ага аль бей бек дон ибн кара мак мир паша сан санкт сен сент хаджи хан шах шейх эль")
)
# Endings whose declension hangs on stress, a fleeting vowel or on being an adjective: only here is the dictionary
# asked whether the surname is also a common word (Соловей → Соловья, Ткач → Ткачом, Прибой → Прибоя), which it then
# follows.
_ASK_MALE = re.compile(
    r"(ец|яц|ей|ок|[её]к|[её]л|ол|[её]р|ор|[её]с|[её]нь|онь|оть|оль|ель|голь|[аыуеоя]ч|(?<!ов)(?<!ев)ич|[жшщ]|ой|"
    r"(?<!ск)(?<!цк)(?<!б)ий|[ая][нр]ин|^господин|^хозяин|^лев|[жшчщц]а)$"
)
_ASK_FEMALE = re.compile(r"(ья|[жшчщ]ая|[жшчщц]а)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the nominative. ``gender`` is «м», «ж» or "" (then it is guessed, and if that fails nothing
    is declined)."""

    surname: str
    name: str
    patronymic: str = ""
    gender: str = ""


def decline_name(name: Name, case: Case, overrides: Mapping[str, str] | None = None) -> str:
    """«Фамилия Имя Отчество» in a case. Of unknown gender — the nominative: better unchanged than wrong."""
    if overrides and (own := overrides.get(case)):
        return own
    parts = (name.surname, name.name, name.patronymic)
    if case != Case.NOMN:
        gender = name.gender or guess_gender(*parts)
        if gender:
            number = _POSITION[case]
            male = gender == "м"
            parts = (
                _surname_forms(name.surname, male, _is_foreign(name))[number],
                _given_forms(name.name, male)[number],
                _patronymic_forms(name.patronymic, male)[number],
            )
    return " ".join(part for part in parts if part)


def decline_many(names: Iterable[Name], case: Case) -> list[str]:
    """``decline_name`` over many, in the same order."""
    return [decline_name(name, case) for name in names]


def decline_surname_initials(name: Name, case: Case, overrides: Mapping[str, str] | None = None) -> str:
    """«Дронину Т.Н.» for the text of papers, the space unbreakable (ГОСТ Р 7.0.97, 5.18: surname first inside a text).

    ``overrides``: ``<case>_short`` replaces the whole form; else the surname is taken from the overridden full form."""
    if overrides and (own := overrides.get(f"{case}_short")):
        return own
    return _join(_surname(name, case, overrides), initials(name))


def initials_surname(name: Name, case: Case = Case.NOMN, overrides: Mapping[str, str] | None = None) -> str:
    """«Т.Н. Дронина» for signatures, the space unbreakable."""
    return _join(initials(name), _surname(name, case, overrides))


def short_screen(name: Name, case: Case = Case.NOMN, overrides: Mapping[str, str] | None = None) -> str:
    """«Дронина Т. Н.» for tight tables on the screen, both spaces unbreakable; «Дрониной Т. Н.» inside a sentence.

    The initials are always of the screen: of an override only the surname is taken."""
    return _join(_screen_surname(name, case, overrides), initials(name, NBSP))


def _screen_surname(name: Name, case: Case, overrides: Mapping[str, str] | None) -> str:
    if case != Case.NOMN and overrides and case not in overrides and (own := overrides.get(f"{case}_short")):
        return " ".join(own.split()[: max(1, len(name.surname.split()))])
    return _surname(name, case, overrides if case != Case.NOMN else None)


def initials(name: Name, between: str = "") -> str:
    """«Т.Н.»; «К.-Ж.К.» of Касым-Жомарт Кемелевич; of «Рашид кызы» the father's name alone gives a letter."""
    letters = []
    for value in (name.name, name.patronymic):
        word = value.split()[0] if value.split() else ""
        pieces = [piece for piece in word.split("-") if piece and piece.lower() not in PATRONYMIC_WORDS]
        if pieces:
            letters.append("-".join(f"{piece[0].upper()}." for piece in pieces))
    return between.join(letters)


def _is_foreign(name: Name) -> bool:
    return not name.patronymic.lower().endswith("ич")


def _join(*parts: str) -> str:
    return NBSP.join(part for part in parts if part)


def _surname(name: Name, case: Case, overrides: Mapping[str, str] | None) -> str:
    if overrides and (own := overrides.get(case)):
        return " ".join(own.split()[: max(1, len(name.surname.split()))])
    if case == Case.NOMN:
        return name.surname
    gender = name.gender or guess_gender(name.surname, name.name, name.patronymic)
    if not gender:
        return name.surname
    return _surname_forms(name.surname, gender == "м", _is_foreign(name))[_POSITION[case]]


@lru_cache(maxsize=16384)
def _surname_forms(surname: str, male: bool, foreign: bool) -> tuple[str, ...]:
    segments = _SEPARATORS.split(surname)
    if len(segments) == 1:
        return _surname_word(surname, male, foreign)
    forms = []
    for position, word in enumerate(segments):
        low = word.lower()
        still = (
            position % 2 == 1
            or (word == low and (low in SURNAME_PARTICLES or low in PATRONYMIC_WORDS))
            or (position == 0 and (low in _FIRST_PARTS or low in first_words(NamePart.LASTNAME)))
        )
        forms.append((word,) * 5 if still else _surname_word(word, male, foreign))
    return tuple("".join(pieces) for pieces in zip(*forms, strict=True))


def _surname_word(word: str, male: bool, foreign: bool) -> tuple[str, ...]:
    low = word.lower()
    if len(low) < 2 or low[-1] == ".":
        return (word,) * 5
    rules = index(NamePart.LASTNAME, male)
    mods = rules.words.get(low)
    if mods is None and (_ASK_MALE if male else _ASK_FEMALE).search(low):
        forms = _as_common_word(low, male)
        if forms is not None:
            return tuple(like(word, form) for form in forms)
    if mods is None and len(low) <= 4:
        mods = four_letter_surnames(male).find(low)
    if mods is None and syllables(low) == 1:
        mods = short_surnames(male).find(low)
    if mods is None:
        mods = rules.find(low)
    if mods is None:
        return (word,) * 5
    if foreign and male and low in FOREIGN_INSTRUMENTAL:
        mods = (*mods[:3], (None, "ом"), mods[4])
    return apply(word, mods)


def _as_common_word(low: str, male: bool) -> tuple[str, ...] | None:
    if low.endswith("а"):
        return word_forms(low, "femn") or (word_forms(low, "masc") if male else None)
    return word_forms(low, "masc" if male else "femn", adjective_only=not male)


@lru_cache(maxsize=16384)
def _given_forms(value: str, male: bool) -> tuple[str, ...]:
    """A given name; of a compound one a man's first part in a consonant stands still (Касым-Жомарта, Жан-Жака)."""
    segments = _SEPARATORS.split(value)
    if len(segments) == 1:
        return _word_forms(value, index(NamePart.FIRSTNAME, male))
    last = len(segments) - 1
    forms = []
    for position, word in enumerate(segments):
        low = word.lower()
        still = (
            position % 2 == 1
            or low in PATRONYMIC_WORDS
            or (male and position < last and low[-1:] not in _VOWELS + "йь")
        )
        forms.append((word,) * 5 if still else _word_forms(word, index(NamePart.FIRSTNAME, male)))
    return tuple("".join(pieces) for pieces in zip(*forms, strict=True))


def _word_forms(word: str, rules: Index) -> tuple[str, ...]:
    """Initials and single letters stand still, as does what no rule knows."""
    mods = None if len(word) < 2 or word[-1] == "." else rules.find(word.lower())
    return (word,) * 5 if mods is None else apply(word, mods)


@lru_cache(maxsize=16384)
def _patronymic_forms(value: str, male: bool) -> tuple[str, ...]:
    """A patronymic; «Рашид кызы», «Али оглы» and what is no Russian patronymic stand still."""
    rules = index(NamePart.MIDDLENAME, male)
    segments = _SEPARATORS.split(value)
    if len(segments) == 1:
        return _word_forms(value, rules)
    if any(segment.lower() in PATRONYMIC_WORDS for segment in segments):
        return (value,) * 5
    forms = [_word_forms(word, rules) if position % 2 == 0 else (word,) * 5 for position, word in enumerate(segments)]
    return tuple("".join(pieces) for pieces in zip(*forms, strict=True))
