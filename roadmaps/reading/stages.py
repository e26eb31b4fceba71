"""A stage's heading: its number apart from its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roadmaps.reading.texts import clean

# Roman numerals, also typed with Cyrillic look-alikes (Х, І, П for II and Ш for III only beside other signs).
_ROMAN = r"[IVXLІХ]{1,7}|П|Ш|ІП"
_WORD = r"(?:этап|раздел)(?:а|ы)?"
# «Этап 1.», «Раздел № II:».
_WORD_FIRST = re.compile(rf"{_WORD}\s*(?:№\s*)?(\d{{1,3}}|{_ROMAN})(?![\w])\s*[.):;–—-]*\s*", re.IGNORECASE)
# «1 этап.», «1-й этап:», «II этап –», «I этап подготовительный».
_NUMBER_FIRST = re.compile(
    rf"(\d{{1,3}}|{_ROMAN})\s?(?:-?\s?(?:ы?й|ой)(?=\s))?\s?(?:этап|раздел)(?!\w)\s*(?:[.):;]|[–—-](?!\w))*\s*",
    re.IGNORECASE,
)
# «1. Этап: подготовка»; in «1. Этап старта» the word belongs to the title.
_DOT_FIRST = re.compile(rf"(\d{{1,3}}|{_ROMAN})[.)]\s?(?:этап|раздел)\s?(?:[.:;]|[–—-](?!\w))+\s*", re.IGNORECASE)
# «I. Подготовка», «2) Основной этап», «1.1. Подготовка».
_PLAIN = re.compile(rf"((?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})|{_ROMAN})(?:\s?[.)]{{1,2}}\s*|\s*[–—-]\s+)(?=[^\d\s])")
# «II Основной этап», «1 Подготовка».
_BLANK = re.compile(rf"(\d{{1,2}}|{_ROMAN})\s+(?=[«\"(]?[A-ZА-ЯЁ])")
_LONELY = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|{_ROMAN})\s*[.)]{{0,2}}")
_LEVELS = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?\)?")
# Rows and lines that stand across the table and are no stages.
_NO_STAGE = re.compile(
    r"(?:примечани|продолжени|окончание|таблица\b|цел[ьи]\b|задач[аи]\b|\*|утвержд|согласован|принят|рассмотрен|приложени|исполнитель|составил|разработ|"
    r"директор\b|заведующ|дата\b|подпис|ожидаем|срок)|.*_{3,}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class StageText:
    """What a stage's heading says."""

    number: str | None
    title: str | None
    # The words «этап», «раздел» stand beside the number: certainly a stage.
    sure: bool = False


def split_stage(text: str) -> StageText:
    """«1 этап. Подготовка» → 1, «Подготовка»; «Этап старта» has no number and stays whole."""
    text = clean(text)
    for pattern in (_WORD_FIRST, _NUMBER_FIRST, _DOT_FIRST):
        if match := pattern.match(text):
            return StageText(match[1], text[match.end() :].strip() or None, sure=True)
    for pattern in (_PLAIN, _BLANK):
        if match := pattern.match(text):
            return StageText(match[1], text[match.end() :].strip() or None)
    if match := _LONELY.fullmatch(text):
        return StageText(match[1], None)
    return StageText(None, text or None)


def bare_number(text: str) -> str | None:
    """A number as printed without dot, bracket or the words «этап», «раздел»; None when it is none."""
    text = clean(text)
    if match := _LONELY.fullmatch(text):
        return match[1]
    parsed = split_stage(text)
    return parsed.number if parsed.sure and parsed.title is None else None


def has_levels(text: str) -> bool:
    """«1.2.», «2.6.1»: a number of two levels or more."""
    return bool(_LEVELS.fullmatch(clean(text)))


def may_be_stage(text: str) -> bool:
    """Whether a row across the table may be a stage rather than a note or a line for a signature."""
    return bool(clean(text)) and not _NO_STAGE.match(clean(text))
