"""Dates as people type them: Excel dates and serials, 14.03.1971, 19/06/1982, 1971-03-14, 14 марта 1971 г., 14.3.71."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from schools.workbooks.cleaning.base import WARNING, Finding, is_blank, is_formula, shown, text_of

MIN_AGE, MAX_AGE = 3, 100
_EXCEL_EPOCH = date(1899, 12, 30)
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_NUMERIC = re.compile(r"(\d{1,2})\s*[./\-,\\\s]+\s*(\d{1,2})\s*[./\-,\\\s]+\s*(\d{4}|\d{2})")
_PLAIN = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,2})(?:[t\s]+[\d:.]+)?")
_WORDS = re.compile(r"[«\"'“„]?(\d{1,2})[»\"'”“]?[\s.\-]*([а-я]{3,9})\.?[\s.,\-]*(\d{4}|\d{2})")
_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4})")
_TAIL = re.compile(r"[\s,.]*(?:г\.?\s*р|года? рождения|года|год|гг|г)?[\s.,;]*$")
_LETTERS_FOR_DIGITS = str.maketrans({"о": "0", "o": "0", "з": "3", "l": "1"})

Result = tuple[date | None, tuple[Finding, ...]]


def clean_date(cell: object, today: date) -> Result:
    """A date and what to say about it; (None, ()) for a blank cell."""
    if isinstance(cell, datetime):
        return cell.date(), ()
    if isinstance(cell, date):
        return cell, ()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if 1900 <= cell <= 2100:
            return None, (Finding("Здесь только год, а нужна дата полностью: день, месяц и год. Дату не загрузим."),)
        if cell == int(cell) and 1_011_900 <= cell <= 31_122_100:
            return _from_text(f"{int(cell):08d}", today)
        if 366 <= cell <= 73_050:
            return _EXCEL_EPOCH + timedelta(days=int(cell)), ()
        return None, (_wrong(text_of(cell)),)
    return _from_text(text_of(cell), today)


@lru_cache(maxsize=8192)
def _from_text(raw: str, today: date) -> Result:
    if match := _PLAIN.fullmatch(raw):
        try:
            return date(int(match[3]), int(match[2]), int(match[1])), ()
        except ValueError:
            return None, (_wrong(raw),)
    if is_blank(raw):
        return None, ()
    if is_formula(raw):
        return None, (Finding("В ячейке формула без значения, дату не загрузим. Впишите дату числом."),)
    text = re.sub(r"\(.*?\)", " ", raw.lower().replace("ё", "е").replace("\xa0", " ")).strip()
    text = _TAIL.sub("", text)
    parts = _parts(text)
    findings: list[Finding] = []
    if parts is None and re.search(r"\d", text):
        mended = text.translate(_LETTERS_FOR_DIGITS)
        parts = _parts(mended) if mended != text else None
        if parts is not None:
            findings.append(Finding(f"В дате {shown(raw)} вместо цифры стоит буква, прочтём как {mended}."))
    if parts is None:
        if re.fullmatch(r"(?:19|20)\d{2}", text):
            return None, (Finding("Здесь только год, а нужна дата полностью: день, месяц и год. Дату не загрузим."),)
        if re.fullmatch(r"\d{5}", text):
            return clean_date(float(text), today)
        return None, (_wrong(raw),)
    day, month, year = parts
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
        findings.append(Finding(f"Год записан двумя цифрами, прочтём как {year}. Проверьте."))
    try:
        return date(year, month, day), tuple(findings)
    except ValueError:
        return None, (_wrong(raw),)


def _parts(text: str) -> tuple[int, int, int] | None:
    """(day, month, year) as written, not yet proved to be a date."""
    if match := _NUMERIC.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _ISO.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _SOLID.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _WORDS.fullmatch(text):
        word = match[2]
        for number, stem in enumerate(_MONTHS, start=1):
            if word.startswith(stem) and (stem != "ма" or word in ("май", "мая", "мае")):
                return int(match[1]), number, int(match[3])
    return None


def _wrong(raw: str) -> Finding:
    return Finding(f"Такой даты нет: {shown(raw)}. Дату не загрузим; напишите её как 31.12.1990.")


def clean_birth_date(cell: object, today: date, *, min_age: int = MIN_AGE) -> Result:
    """A birth date that a living person of this table may have. `min_age`: below it the date is kept with a warning."""
    value, findings = clean_date(cell, today)
    if value is None:
        return value, findings
    if value > today:
        return None, (
            *findings,
            Finding(f"Дата рождения {value:%d.%m.%Y} ещё не наступила. Дату не загрузим.", WARNING),
        )
    age = today.year - value.year - ((today.month, today.day) < (value.month, value.day))
    if not MIN_AGE <= age <= MAX_AGE:
        return None, (
            *findings,
            Finding(f"Возраст по этой дате: {age}. Так быть не может, дату не загрузим; проверьте год."),
        )
    if age < min_age:
        return value, (*findings, Finding(f"Возраст по этой дате: {age}. Для работника это мало, проверьте год."))
    return value, findings
