"""The gender of a person from the three parts of the name: certain or unsaid, never a guess passed for knowledge."""

import re
from functools import lru_cache

from schools.russian.dictionary import parses
from schools.russian.exceptions import NAMES

_PIECES = re.compile(r"[-\s]+")
_MALE_WORDS = frozenset({"оглы", "оглу", "углы", "угли", "улы", "улу", "уулу"})
_FEMALE_WORDS = frozenset({"кызы", "кизы", "кизи", "гызы", "гизи"})
_MALE_PATRONYMIC = re.compile(r"..[иы]ч$")
_FEMALE_PATRONYMIC = re.compile(r"..(вна|ична|ишна)$")
_MALE_SURNAME = re.compile(r"..([оеё]в|ин|ын|[сц]кий|[нврл]ый)$")
_FEMALE_SURNAME = re.compile(r"..([оеё]ва|[сц]кая)$")
# Nouns that only look like women's surnames: men bear them too.
_NOUNS = frozenset(row.word for row in NAMES)


def guess_gender(surname: str, name: str, patronymic: str) -> str:
    """«м», «ж» or "" when the parts say nothing or contradict one another (ask the user then).

    The patronymic decides unless the surname openly says the opposite; without it surname and given name must agree."""
    by_patronymic, by_surname = _by_patronymic(patronymic), _by_surname(surname)
    if by_patronymic:
        return by_patronymic if by_surname in ("", by_patronymic) else ""
    by_name = _by_given_name(name)
    if by_surname == "м" and not by_name and name.lower().endswith(("а", "я", "ь")):
        return ""  # Чаплин Джеральдина: a foreign surname has no women's form
    signs = {by_surname, by_name} - {""}
    return signs.pop() if len(signs) == 1 else ""


def _by_patronymic(value: str) -> str:
    low = value.lower().strip()
    words = set(_PIECES.split(low))
    if words & _MALE_WORDS:
        return "м"
    if words & _FEMALE_WORDS:
        return "ж"
    if _MALE_PATRONYMIC.search(low):
        return "м"
    return "ж" if _FEMALE_PATRONYMIC.search(low) else ""


def _by_surname(value: str) -> str:
    """Only endings that one gender has, from five letters on; -ина is silent: Калина and Тычина are men too."""
    last = _PIECES.split(value.lower().strip())[-1]
    if len(last) < 5 or last in _NOUNS:
        return ""
    if _MALE_SURNAME.search(last):
        return "м"
    return "ж" if _FEMALE_SURNAME.search(last) else ""


@lru_cache(maxsize=4096)
def _by_given_name(value: str) -> str:
    """By the dictionary of given names: all its readings must agree; Саша and Женя belong to both."""
    first = _PIECES.split(value.strip())[0]
    genders = set()
    for parse in parses(first) if len(first) > 1 else ():
        grammemes = parse.tag.grammemes
        if parse.is_known and {"Name", "nomn", "sing"} <= grammemes:
            genders.add("м" if "masc" in grammemes else "ж" if "femn" in grammemes else "?")
    return genders.pop() if len(genders) == 1 and genders <= {"м", "ж"} else ""
