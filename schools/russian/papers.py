"""Small typography of papers: dates in words, unbreakable spaces, «УТВЕРЖДЕНО» agreeing with the paper's name."""

import re
from datetime import date
from functools import lru_cache

from schools.russian.organisations import head_of
from schools.russian.text import NBSP

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

_MONTH = "|".join(MONTHS)
_INITIALS = r"[А-ЯЁ]\.(?:-[А-ЯЁ]\.)?"
_BINDINGS = (
    # № 5, № 42-ОД, СОШ № 1, от 05.09.2026 № 12; п. 3, ст. 351.8; г. Лесной, с. Боровое
    # (but not «2026 г. Школа», «и т. д. Школа», «№ 1-п.о.д. «О»)
    re.compile(r"(?<=№) +(?=\S)"),
    re.compile(rf"(?<=[\w»)]) +(?=№[ {NBSP}]?[\w«])"),
    re.compile(r"(?<![^\W_])(?:п|пп|ст|ч|стр|кл|каб|д|кв) ?\. +(?=\d)", re.IGNORECASE),
    re.compile(rf"(?<![^\W_])(?<!\d[ {NBSP}])(?<!т\.[ {NBSP}])(?<!\.)(?:г|с|д|пос|ул|им|р)\. +(?=[А-ЯЁ«])"),
    # 5 сентября 2026 г.; 2026/2027 учебный год stays free
    re.compile(rf"(?<=\d) +(?=(?:{_MONTH})\b)"),
    re.compile(rf"\b((?:{_MONTH})) +(?=\d{{4}})"),
    re.compile(r"(?<=\d{4}) +(?=гг?\.|года\b|году\b)"),
    # Т.Н. Дронина, Т. Н. Дронина; Дронина Т.Н.
    re.compile(rf"(?<![^\W_])({_INITIALS}) +(?=(?:{_INITIALS} ?)?[А-ЯЁ][а-яё])"),
    re.compile(rf"(?<![^\W_])({_INITIALS}) +(?={_INITIALS})"),
    re.compile(rf"([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?) +(?={_INITIALS}(?: ?{_INITIALS})?(?! ?[А-ЯЁ]))"),
    # и.о. директора; 15 %, 3 часа
    re.compile(r"((?<![^\W_])[ив]\.о\.) +(?=\w)", re.IGNORECASE),
    re.compile(r"(?<=\d) +(?=%|руб|час|мин|шт|чел|экз)"),
)


def date_words(value: date) -> str:
    """«5 сентября 2026 г.», unbreakable (ГОСТ Р 7.0.97, 5.10: no leading zero in words)."""
    return NBSP.join((str(value.day), MONTHS[value.month - 1], str(value.year), "г."))


def nbsp_document(text: str) -> str:
    """A text with unbreakable spaces where a line must not end: numbers, initials, dates, «п. 3», «с. Боровое».

    Applying it twice changes nothing.
    """
    for pattern in _BINDINGS:
        text = pattern.sub(lambda match: match.group().rstrip(" ") + NBSP, text)
    return text


def agree_approved(noun_title: str) -> str:
    """The mark of approval in the gender and number of the paper's head word: «Положение о …» → УТВЕРЖДЕНО.

    Without a recognisable head the neuter, as of «приложение» (ГОСТ Р 7.0.97, 5.16)."""
    return agree(noun_title, "УТВЕРЖДЁН", "УТВЕРЖДЕНА", "УТВЕРЖДЕНО", "УТВЕРЖДЕНЫ")


@lru_cache(maxsize=1024)
def agree(noun_title: str, masculine: str, feminine: str, neuter: str, plural: str) -> str:
    """Of four forms the one that agrees with the head word of a paper's name; without such a word the neuter."""
    group = head_of(noun_title)
    if group is None:
        return neuter
    if group.plural:
        return plural
    return {"masc": masculine, "femn": feminine}.get(group.gender, neuter)
