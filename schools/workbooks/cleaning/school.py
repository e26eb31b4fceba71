"""School matters of a row: gender, post, subjects, class, years of experience, category."""

import re
from functools import lru_cache

from schools.russian.text import capitalised, fix_lookalikes, tidy_post, tidy_spaces
from schools.workbooks.cleaning.base import INFO, Finding, is_blank, is_formula, shown, text_of

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_GRADE = re.compile(
    r"(?:класс\s*)?(\d{1,2}|[ivxх]{1,4})(?:\s*-?\s*(?:й|ый|ой))?\s*(?:класс|кл\.?)?[\s\-–—_.,/\"'«»„“”`]*"
    r"([а-яёa-z]{0,1})[\s\"'«»„“”`.]*(?:класс|кл)?\.?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?:более\s*|свыше\s*|около\s*|>\s*)?(\d{1,2})(?:[.,]\d+)?\s*(?:л(?:ет)?|г(?:од(?:а|ов)?)?|год\w*)?\.?\s*"
    r"(?:и?,?\s*\d{1,2}\s*м(?:ес\w*)?\.?)?(?:\s*\d{1,2}\s*д(?:н\w*|ень)?\.?)?",
    re.IGNORECASE,
)
_MONTHS_ONLY = re.compile(
    r"(?:\d{1,2}(?:[.,]\d+)?\s*м(?:ес\w*)?\.?.*|(?:менее|меньше|до)\s*(?:1|одного)?\s*(?:года)?|"
    r"без стажа|б\s*/\s*с|нет стажа)",
    re.IGNORECASE,
)
_PAIR_OF_YEARS = re.compile(r"\s*(\d{1,2})\s*(?:л\w*|г\w*)?\.?\s*[/|\\;]\s*(\d{1,2})\s*(?:л\w*|г\w*)?\.?\s*")
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,}|[А-ЯЁ]\d")
MAX_YEARS = 75


@lru_cache(maxsize=4096)
def clean_gender(raw: str) -> tuple[str | None, tuple[Finding, ...]]:
    """«м», «ж» or None."""
    if is_blank(raw) and raw.strip().lower() not in ("x", "х"):
        return None, ()
    word = fix_lookalikes(raw.strip()).lower().strip(" .,")
    if word in ("м", "m", "муж", "мужской", "мужчина", "male", "м.п", "мальчик", "юноша", "мужск", "м пол"):
        return "м", ()
    if word in ("ж", "f", "жен", "женский", "женщина", "female", "ж.п", "девочка", "девушка", "женск", "жен пол", "w"):
        return "ж", ()
    return None, (Finding(f"Не поняли, какой это пол: {shown(raw)}. Пишите «м» или «ж»."),)


@lru_cache(maxsize=8192)
def clean_post(raw: str) -> tuple[str | None, tuple[Finding, ...]]:
    """A post in the nominative as documents write it: «учитель математики»."""
    if is_blank(raw):
        return None, ()
    if is_formula(raw):
        return None, (Finding(f"Вместо должности стоит формула {shown(raw)}. Впишите должность словами."),)
    value = tidy_post(raw).rstrip(" ,;")
    if not re.search(r"[А-Яа-яЁё]", value):
        return None, (Finding(f"В должности нет русских букв: {shown(raw)}. Должность не загрузим."),)
    if fix_lookalikes(raw) != raw:
        return value, (Finding(f"Латинские буквы в должности заменим русскими: {shown(value)}.", INFO),)
    if raw != " ".join(raw.split()):
        return value, (Finding(f"Уберём лишние пробелы в должности: {shown(value)}.", INFO),)
    return value, ()


@lru_cache(maxsize=8192)
def clean_text(raw: str) -> str | None:
    """Free text on one line, or None for a blank or a dash."""
    return None if is_blank(raw) else tidy_spaces(raw) or None


@lru_cache(maxsize=4096)
def clean_category(raw: str) -> str | None:
    """The category as written, in lower case unless it is an abbreviation (СЗД)."""
    value = clean_text(raw)
    if value is None or _ABBREVIATION.search(value[:3]):
        return value
    return value[0].lower() + value[1:]


@lru_cache(maxsize=8192)
def split_subjects(raw: str) -> tuple[str, ...]:
    """Subjects separated by a comma, a semicolon, a slash or a line break, outside brackets.

    «Русский язык и литература» stays one: the word «и» stands inside names of subjects as often as between them.
    """
    if is_blank(raw) or is_formula(raw):
        return ()
    text = re.sub(r"\s*\r?\n\s*(?=[а-яё(])", " ", raw)  # a line wrapped inside a name goes on in lower case
    pieces, depth, current = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")" and depth > 0)
        if depth == 0 and character in ",;/\n\r•|\\":
            pieces.append(current)
            current = ""
        else:
            current += character
    pieces.append(current)
    subjects: dict[str, None] = {}
    for piece in pieces:
        subject = fix_lookalikes(tidy_spaces(piece)).strip(" .-–—•·*")
        subject = re.sub(r"^\d+[.)]\s*", "", subject)
        if subject and not is_blank(subject):
            subjects[capitalised(subject)] = None
    return tuple(subjects)


@lru_cache(maxsize=4096)
def _grade(raw: str) -> tuple[str | None, tuple[Finding, ...]]:
    if is_blank(raw) and raw.strip().lower() not in ("x", "х"):
        return None, ()
    if is_formula(raw):
        return None, (Finding(f"Вместо класса стоит формула {shown(raw)}. Впишите класс, например 8Б."),)
    text = tidy_spaces(raw)
    match = _GRADE.fullmatch(text)
    if match is None:
        return text, ()
    number = match[1].lower().replace("х", "x")
    parallel = int(number) if number.isdigit() else _ROMAN.get(number, 0)
    if not 1 <= parallel <= 12:
        return text, (
            Finding(f"Такого класса нет: {shown(raw)}. Загрузим как написано, проверьте."),
        ) if number.isdigit() else ()
    letter = match[2].upper()
    if letter.isascii() and letter:
        russian = fix_lookalikes(f"Ж{letter}")[1:]
        if russian.isascii():
            return f"{parallel}{letter}", (Finding(f"В классе латинская буква: {shown(raw)}. Впишите русскую."),)
        return f"{parallel}{russian}", (
            Finding(f"Латинскую букву класса заменим похожей русской: {shown(f'{parallel}{russian}')}. Проверьте."),
        )
    return f"{parallel}{letter}", ()


def clean_grade(cell: object) -> tuple[str | None, tuple[Finding, ...]]:
    """«8Б», «11»; a kindergarten group or a course stays as text."""
    return _grade(text_of(cell))


def clean_years(cell: object) -> tuple[int | None, tuple[Finding, ...]]:
    """Whole years of experience."""
    return _years(text_of(cell))


@lru_cache(maxsize=4096)
def _years(raw: str) -> tuple[int | None, tuple[Finding, ...]]:
    if is_blank(raw):
        return None, ()
    text = re.sub(r"\(.*?\)", " ", raw.lower().replace("\xa0", " ")).strip(" .")
    if _MONTHS_ONLY.fullmatch(text):
        return 0, ()
    match = _YEARS.fullmatch(text)
    if match and int(match[1]) <= MAX_YEARS:
        return int(match[1]), ()
    return None, (Finding(f"Не поняли стаж {shown(raw)}, не загрузим. Пишите число полных лет, например 12."),)


@lru_cache(maxsize=4096)
def pair_of_years(raw: str) -> tuple[int, int] | None:
    """«31/29» under «Стаж (общий/педагогический)»."""
    match = _PAIR_OF_YEARS.fullmatch(raw)
    return (int(match[1]), int(match[2])) if match else None
