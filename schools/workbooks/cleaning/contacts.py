"""Telephones as +7XXXXXXXXXX and e-mail addresses."""

import re
from functools import lru_cache

from schools.workbooks.cleaning.base import INFO, WARNING, Finding, is_blank, is_formula, shown, text_of

_NUMBER = re.compile(r"(?<!\d)(?:\+?\s?7|8)?[\s\-–—().]*[3-9](?:[\s\-–—().]*\d){9}(?!\d)")
_PLAIN_NUMBER = re.compile(r"[78][3-9]\d{9}", re.ASCII)
_FOREIGN = re.compile(r"\+\s?(?!7)\d(?:[\s\-()]*\d){9,13}(?!\d)")
_EXTENSION = re.compile(r"(?:доб(?:авочный)?|вн(?:утр)?|ext)\.?\s*:?\s*№?\s*(\d{1,5})", re.IGNORECASE)
_MAIL = re.compile(
    r"(?![=@+\-])[a-z0-9!#$%&'*+/=?^_`{|}~\-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z0-9\-]*[a-z]"
)
_MAIL_CYRILLIC_DOMAIN = re.compile(r"[a-zа-я0-9._+\-]+@(?:[а-я0-9](?:[а-я0-9\-]*[а-я0-9])?\.)+(?:рф|рус|дети)")
_TO_LATIN = str.maketrans("аеорсухкмнвт", "aeopcyxkmhbt")
_DIGITS = re.compile(r"\d")

Result = tuple[str | None, tuple[Finding, ...]]


def clean_phone(cell: object) -> Result:
    """The first telephone of a cell as +7XXXXXXXXXX (a foreign one as +XXX…), or None with a reason."""
    return _phone(text_of(cell))


@lru_cache(maxsize=16384)
def _phone(raw: str) -> Result:
    if _PLAIN_NUMBER.fullmatch(raw):
        return "+7" + raw[1:], ()
    if is_blank(raw):
        return None, ()
    if is_formula(raw):
        return None, (Finding("В ячейке формула, телефон не загрузим. Впишите номер цифрами."),)
    text = raw.replace("\xa0", " ").replace("О", "0").replace("O", "0")
    findings: list[Finding] = []
    extension = _EXTENSION.search(text)
    if extension:
        text = text.replace(extension[0], " ")
        findings.append(Finding(f"Добавочный номер {extension[1]} не загрузим: программа хранит только сам номер."))
    numbers: list[str] = []
    for match in _FOREIGN.finditer(text):
        numbers.append("+" + "".join(_DIGITS.findall(match[0])))
    rest = _FOREIGN.sub(" ; ", text)
    for match in _NUMBER.finditer(rest):
        digits = "".join(_DIGITS.findall(match[0]))
        if len(digits) == 11:
            numbers.append("+7" + digits[1:])
        elif digits[0] not in "78" or digits[1] not in "9":  # 8902111020: a digit was lost, not a code 890
            numbers.append("+7" + digits)
    left = len(_DIGITS.findall(_NUMBER.sub(" ", rest)))
    numbers = list(dict.fromkeys(numbers))
    if not numbers:
        digits_count = len(_DIGITS.findall(text))
        if 5 <= digits_count <= 7:
            reason = f"В номере {shown(raw)} нет кода города."
        elif digits_count == 0:
            reason = f"В ячейке нет номера телефона: {shown(raw)}."
        elif digits_count > 11:
            reason = f"В номере {shown(raw)} лишние цифры."
        else:
            reason = f"В номере {shown(raw)} не хватает цифр или ошибка в коде."
        return None, (*findings, Finding(f"{reason} Телефон не загрузим; напишите его как 8 902 111-02-03."))
    if len(numbers) > 1:
        findings.append(Finding(f"В ячейке несколько телефонов, возьмём первый: {numbers[0]}."))
    elif left >= 5:
        findings.append(
            Finding(f"Кроме номера {numbers[0]} в ячейке есть ещё цифры, их не загрузим. Проверьте.", WARNING)
        )
    return numbers[0], tuple(findings)


def all_phones(text: str) -> tuple[list[str], str]:
    """Every telephone inside a longer text, and the text without them (and without the words before them)."""
    found = []
    for match in _NUMBER.finditer(text):
        value, _ = _phone(match[0])
        if value:
            found.append(value)
    rest = re.sub(
        r"\b(?:моб|сот|тел|телефон|раб|дом|т)\b\.?:?\s*(?=[\s,;()]|$)", " ", _NUMBER.sub(" ", text), flags=re.IGNORECASE
    )
    return found, rest


def clean_email(cell: object) -> Result:
    """The first e-mail address of a cell in lower case, or None with a reason."""
    return _email(text_of(cell))


@lru_cache(maxsize=16384)
def _email(raw: str) -> Result:
    if _MAIL.fullmatch(raw):
        return raw, ()
    if is_blank(raw):
        return None, ()
    if raw.lstrip().startswith("="):
        return None, (Finding("В ячейке формула, адрес почты не загрузим. Впишите адрес текстом."),)
    text = raw.replace("\xa0", " ").replace("\u200b", "").lower().strip().removeprefix("mailto:").strip(" <>.,;")
    if _MAIL.fullmatch(text):
        if text != raw:
            return text, (Finding(f"Адрес почты поправим (пробелы, строчные буквы): {text}.", INFO),)
        return text, ()
    addresses = []
    findings: list[Finding] = []
    joined = re.sub(r"\s+", "", text)
    if joined != text and text.count("@") == 1 and _MAIL.fullmatch(joined) and not re.search(r"\.[a-z]+\s", text):
        return joined, (Finding(f"Уберём пробелы внутри адреса почты: {joined}. Проверьте."),)
    for part in re.split(r"[,;\s]+", re.sub(r"\s*@\s*", "@", text)):
        candidate = part.removeprefix("mailto:").strip(" <>.()\"'")
        if "@" not in candidate:
            continue
        if _MAIL.fullmatch(candidate) or _MAIL_CYRILLIC_DOMAIN.fullmatch(candidate):
            addresses.append(candidate)
        elif _MAIL.fullmatch(latin := _mixed_to_latin(candidate)):
            addresses.append(latin)
            findings.append(Finding(f"В адресе почты русские буквы заменим латинскими: {addresses[-1]}."))
    addresses = list(dict.fromkeys(addresses))
    if not addresses:
        return None, (
            Finding(
                f"Это не адрес электронной почты: {shown(raw)}. Почту не загрузим; адрес выглядит как имя@школа.ru."
            ),
        )
    if len(addresses) > 1:
        findings.append(Finding(f"В ячейке несколько адресов, возьмём первый: {addresses[0]}."))
    elif not findings:
        findings.append(Finding(f"Адрес почты поправим (пробелы, строчные буквы): {addresses[0]}.", INFO))
    return addresses[0], tuple(findings)


def _mixed_to_latin(address: str) -> str:
    """Russian look-alikes made Latin where the word has Latin ones too («mаil»); a wholly Russian word is no slip."""

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        return word.translate(_TO_LATIN) if re.search(r"[a-z0-9]", word) or word == "сом" else word

    return re.sub(r"[^@.\-_]+", mend, address)
