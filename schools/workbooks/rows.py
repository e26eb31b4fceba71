"""What a row under the headings is, when it is not a person: section, total, repeated heading, signature, note."""

import re
from collections.abc import Sequence

from schools.workbooks.cleaning import clean_grade, text_of
from schools.workbooks.headings import one_line
from schools.workbooks.reading import Cell

TOTAL = "итоговая строка"
REPEATED = "повтор заголовков"
NUMBERING = "номера столбцов"
SIGNATURE = "подпись"
NOTE = "примечание под таблицей"
VACANCY = "вакансия"
EMPTY = "строка без данных"

_TOTAL = re.compile(r"(?:всего|итого|итог|общее (?:число|количество)|количество)(?![а-яё])", re.IGNORECASE)
_VACANCY = re.compile(r"ваканс|вакант", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:(?:и\.?\s*о\.?\s*)?(?:директор|заведующ\w+|заместител\w+|зам\.|руководител\w+|начальник|секретар\w+|"
    r"делопроизводител\w+|специалист по кадрам|ответственн\w+|составил\w*|составлен\w*|исполнител\w+|подпись|"
    r"согласовано|утвержда\w+|утвержден\w*|дата)(?![а-яё])|исп\.|отв\.|м\.?\s?п\.|«?_{2,})",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:\*|примечани[ея]|прим\.|сокращени|условные обозначени|данные на|по состоянию на|источник)", re.IGNORECASE
)
_SECTION_WORD = re.compile(
    r"(?:школ|отдел|класс|звен|групп|корпус|кафедр|администраци|педагог|учител|преподавател|воспитател|специалист|персонал|"
    r"сотрудник|работник|совместител|служб|объединени|ступен|уровень|прочие|внешни|внутренни|основн|начальн|средн|старш|младш|"
    r"техническ|вспомогательн|учебно|руководств|руководител|дошкольн|филиал|библиотек|психолог|параллел|\bмо\b|шмо)",
    re.IGNORECASE,
)
_NAME_LIKE = re.compile(
    r"(?:[А-ЯЁ][а-яё'’]+|[А-ЯЁ]{2,})(?:-[А-ЯЁ][А-ЯЁа-яё]+)?(?:\s+(?:[А-ЯЁ][а-яё'’]+|[А-ЯЁ]{2,}|[А-ЯЁ]\.\s*(?:[А-ЯЁ]\.)?|кызы|оглы)){0,3}"
)


def is_total(texts: Sequence[str]) -> bool:
    """texts: the cells up to the last column of names."""
    return any(_TOTAL.match(text.strip()) for text in texts)


def is_numbering(row: Sequence[Cell]) -> bool:
    """«1 2 3 4 5» under the headings."""
    numbers = [text_of(cell).strip() for cell in row if cell != ""]
    if len(numbers) < 3 or not all(number.isdigit() for number in numbers):
        return False
    values = [int(number) for number in numbers]
    return values[0] in (0, 1) and all(b - a == 1 for a, b in zip(values, values[1:], strict=False))


def is_repeated_heading(row: Sequence[Cell], headings: frozenset[str]) -> bool:
    texts = [one_line(cell).lower() for cell in row if isinstance(cell, str) and cell.strip()]
    hits = sum(1 for text in texts if text in headings)
    return hits >= 2 and hits * 2 > len(texts) or (hits == 1 and len(texts) == 1)


def is_vacancy(name: str) -> bool:
    return bool(_VACANCY.search(name))


def is_section(text: str, *, merged: bool, under_names: bool) -> bool:
    """The only text of its row: a section across the table («Начальная школа»), not a name without other data."""
    line = one_line(text)
    if merged or not under_names:
        return True
    if _SECTION_WORD.search(line) and not re.search(r"(?:вна|вич|кызы|оглы)$", line.lower()):
        return True
    return not _NAME_LIKE.fullmatch(line)


def is_signature(text: str) -> bool:
    line = one_line(text)
    return bool("___" in line or _SIGNATURE.match(line))


def is_note(text: str) -> bool:
    return bool(_NOTE.match(one_line(text)))


def grade_of_section(text: str) -> str | None:
    """«5 «А» класс» over its pupils: the class of the rows below; None for any other section."""
    line = re.sub(r"^класс\s*[:\-–—]?\s*", "", one_line(text), flags=re.IGNORECASE)
    grade, _ = clean_grade(line)
    return grade if grade and re.fullmatch(r"\d{1,2}[А-ЯЁ]?", grade) else None
