"""Names of people: letters, spaces and case put right, one cell «ФИО» split into its parts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from schools.russian.text import PATRONYMIC_WORDS, SURNAME_PARTICLES, capitalised, fix_lookalikes, tidy_name
from schools.workbooks.cleaning.base import ERROR, INFO, WARNING, Finding, is_blank, is_formula, shown

SURNAME_FIRST, NAME_FIRST = "surname_first", "name_first"

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_NOT_NAME = re.compile(r"[^А-Яа-яЁё'’ʼ`.\-\s]")
_TIDY_WORD = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_TIDY_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?: [А-ЯЁ][а-яё]+){1,2}")
_DASHES = re.compile(r"\s*[‐‑‒–—―−]\s*|\s+-\s*|\s*-\s+")
_LEADING_NUMBER = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=\D)")
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]?\s*")
_INITIALS = re.compile(r"(?:[А-ЯЁа-яё]\.){1,2}[А-ЯЁа-яё]?\.?|[А-ЯЁа-яё]|[А-ЯЁ][-.][А-ЯЁ]\.?")
_GLUED_INITIALS = re.compile(r"(?<=[а-яё])([А-ЯЁ]\.\s*[А-ЯЁ]?\.?)$")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вна|[иы]чна|инична|[^с]ич|ьич|ыч|[вн]на)$")
_STRONG_PATRONYMIC = re.compile(r"(?:[оеё]вна|[иы]чна|инична|[оеё]вич|ьич|мич|кич|нич|тич|ыч)$")


@dataclass(frozen=True, slots=True)
class NameParts:
    surname: str = ""
    name: str = ""
    patronymic: str = ""


@lru_cache(maxsize=16384)
def clean_name_part(raw: str, what: str = "Имя") -> tuple[str, tuple[Finding, ...]]:
    """A surname, a name or a patronymic from its own cell: ('', ()) if blank, ('', error) if it cannot be a name."""
    if _TIDY_WORD.fullmatch(raw) and not is_blank(raw):
        return raw, ()
    if is_blank(raw):
        return "", ()
    refusal = _refusal(raw)
    if refusal:
        return "", (refusal,)
    text, findings = _without_brackets(raw)
    text = (
        _DASHES.sub("-", _LEADING_NUMBER.sub("", text)).strip(" ,;.:")
        if not _INITIALS.fullmatch(text.strip())
        else text.strip()
    )
    if _INITIALS.fullmatch(fix_lookalikes(text)):
        return "", (Finding(f"{what}: только инициал {shown(raw)}, а нужно полностью.", ERROR),)
    value = tidy_name(text)
    bad = _foreign_letters(value, raw)
    if bad:
        return "", (bad,)
    return value, (*findings, *_corrections(raw if not findings else text, value))


@lru_cache(maxsize=16384)
def split_full_name(raw: str, order: str = SURNAME_FIRST) -> tuple[NameParts, tuple[Finding, ...]]:
    """Surname, name and patronymic out of one cell. An ERROR finding means that there is no person in it.

    order: how most cells of the column are written, used where endings prove nothing («Адам Мицкевич»).
    """
    if _TIDY_NAME.fullmatch(raw):
        parts, remarks = _split(raw.split(), raw, order)
        return parts, tuple(remarks)
    if is_blank(raw):
        return NameParts(), ()
    refusal = _refusal(raw)
    if refusal:
        return NameParts(), (refusal,)
    text, bracket_findings = _without_brackets(raw)
    findings = list(bracket_findings)
    text = _LEADING_NUMBER.sub("", _DASHES.sub("-", text)).strip(" ;:,")
    if "," in text:
        text, remark = _without_commas(text)
        findings += remark
    text = fix_lookalikes(text, cyrillic=True)
    text = _GLUED_INITIALS.sub(r" \1", text)
    words = text.split()
    if any(_INITIALS.fullmatch(word) for word in words):
        return _with_initials(words, raw, findings)
    value = tidy_name(text.rstrip("."))
    bad = _foreign_letters(value, raw)
    if bad:
        return NameParts(), (bad,)
    parts, remarks = _split(value.split(), raw, order)
    if not bracket_findings and "," not in raw and not any(f.severity == ERROR for f in remarks):
        findings += _corrections(_LEADING_NUMBER.sub("", raw), value)
    return parts, (*findings, *remarks)


def written_order(raw: str) -> str:
    """SURNAME_FIRST or NAME_FIRST where the endings of this one cell prove it, else ''."""
    words = raw.split()
    if len(words) != 3:
        return ""
    middle, last = (bool(_STRONG_PATRONYMIC.search(word.lower())) for word in words[1:])
    return "" if middle == last else NAME_FIRST if middle else SURNAME_FIRST


def looks_like_patronymic(word: str) -> bool:
    return bool(_STRONG_PATRONYMIC.search(word.lower())) or word.lower().split("-")[-1].split()[-1] in PATRONYMIC_WORDS


def _refusal(raw: str) -> Finding | None:
    if is_formula(raw):
        return Finding(
            f"Вместо имени стоит формула {shown(raw)}: программа формул не вычисляет. Впишите имя буквами.", ERROR
        )
    if not _CYRILLIC.search(fix_lookalikes(raw)):
        return Finding(
            f"В имени нет ни одной русской буквы: {shown(raw)}. Впишите фамилию, имя и отчество по-русски.", ERROR
        )
    if re.search(r"\d", _LEADING_NUMBER.sub("", raw)):
        return Finding(f"В имени цифры: {shown(raw)}. Уберите их и загрузите файл снова.", ERROR)
    return None


def _foreign_letters(value: str, raw: str) -> Finding | None:
    match = _NOT_NAME.search(value)
    if match is None:
        return None
    what = "латинские буквы" if match[0].isalpha() else f"лишний знак «{match[0]}»"
    return Finding(f"В имени {what}: {shown(raw)}. Исправьте и загрузите файл снова.", ERROR)


def _without_brackets(raw: str) -> tuple[str, list[Finding]]:
    match = _BRACKETS.search(raw)
    if match is None:
        return raw, []
    inside = match[1].strip()
    text = " ".join(_BRACKETS.sub(" ", raw).split())
    if re.fullmatch(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,}", inside):
        message = f"В скобках, видимо, прежняя фамилия: {shown(inside)}. Загрузим без неё: {shown(tidy_name(text))}."
    else:
        message = f"Слова в скобках к имени не относятся: {shown(inside)}. Загрузим без них: {shown(tidy_name(text))}."
    return text, [Finding(message)]


def _without_commas(text: str) -> tuple[str, list[Finding]]:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if all(len(piece.split()) == 1 for piece in pieces) or (len(pieces) == 2 and len(pieces[0].split()) == 1):
        return " ".join(pieces), []
    rest = ", ".join(pieces[1:])
    return pieces[0], [Finding(f"Слова после запятой к имени не относятся, их не загрузим: {shown(rest)}.")]


def _with_initials(words: list[str], raw: str, findings: list[Finding]) -> tuple[NameParts, tuple[Finding, ...]]:
    whole = [word for word in words if not _INITIALS.fullmatch(word)]
    if len(whole) >= 2 and len(words) == len(whole) + 1 and _INITIALS.fullmatch(words[-1]):
        surname, name = tidy_name(" ".join(whole[:-1])), tidy_name(whole[-1])
        remark = Finding(f"Отчество записано одной буквой: {shown(raw)}. Загрузим без отчества, впишите его полностью.")
        return NameParts(surname, name), (*findings, remark)
    return NameParts(), (
        Finding(f"Вместо имени и отчества инициалы: {shown(raw)}. Впишите имя и отчество полностью.", ERROR),
    )


def _split(words: list[str], raw: str, order: str) -> tuple[NameParts, list[Finding]]:
    words = _joined_particles(words)
    tail = len(words) >= 2 and words[-1].lower() in PATRONYMIC_WORDS
    if tail or (len(words) >= 3 and words[-1].lower().split("-")[-1] in PATRONYMIC_WORDS):
        patronymic, rest = (" ".join(words[-2:]), words[:-2]) if tail else (words[-1], words[:-1])
        if tail:
            patronymic = f"{words[-2]} {words[-1].lower()}"
        if len(rest) >= 2:
            return NameParts(" ".join(rest[:-1]), rest[-1], patronymic), []
        return NameParts(), [Finding(f"Не хватает фамилии или имени: {shown(raw)}. Впишите их полностью.", ERROR)]
    if len(words) == 1:
        return NameParts(), [
            Finding(f"Здесь одно слово {shown(raw)}, а нужны фамилия, имя и отчество полностью.", ERROR)
        ]
    if len(words) == 2:
        if _STRONG_PATRONYMIC.search(words[1].lower()) and order == SURNAME_FIRST and _female_or_long(words[1]):
            return NameParts(), [
                Finding(f"Нет фамилии: {shown(raw)}. Впишите фамилию, имя и отчество полностью.", ERROR)
            ]
        if order == NAME_FIRST:
            return NameParts(words[1], words[0]), [_reordered(words[1], words[0], "")]
        return NameParts(words[0], words[1]), []
    first, middle, last = " ".join(words[:-2]), words[-2], words[-1]
    if len(words) == 3:
        middle_is, last_is = (bool(_STRONG_PATRONYMIC.search(word.lower())) for word in (middle, last))
        if middle_is and (not last_is or order == NAME_FIRST):
            return NameParts(last, first, middle), [_reordered(last, first, middle)]
        return NameParts(first, middle, last), []
    if not _PATRONYMIC.search(last.lower()):
        first, middle, last = words[0], words[1], " ".join(words[2:])
    remark = Finding(
        f"В имени больше трёх слов: {shown(raw)}. Разделим так: "
        f"фамилия {shown(first)}, имя {shown(middle)}, отчество {shown(last)}; проверьте."
    )
    return NameParts(first, middle, last), [remark]


def _female_or_long(word: str) -> bool:
    """«Анна Ивановна» and «Иван Иванович» lack a surname; «Ким Ханович» may be a name and a surname: let it pass."""
    return bool(re.search(r"(?:вна|чна|[оеё]вич|ьич)$", word.lower()))


def _joined_particles(words: list[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].split()[-1].lower() in SURNAME_PARTICLES and len(words) > 3:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def _reordered(surname: str, name: str, patronymic: str) -> Finding:
    whole = " ".join(filter(None, (surname, name, patronymic)))
    return Finding(f"Имя стоит перед фамилией, переставим: {shown(whole)}.", INFO)


def _corrections(raw: str, value: str) -> list[Finding]:
    """What differs between the cell and the value; letters, capitals and spaces are put right without asking."""
    if raw == value:
        return []
    done = []
    russian = fix_lookalikes(raw, cyrillic=True)
    if russian != raw:
        done.append("латинские буквы заменим русскими")
    folded = " ".join(russian.split())
    if folded != " ".join(value.split()) and folded.casefold() == value.casefold():
        done.append("исправим заглавные и строчные буквы")
    spaces = raw != " ".join(raw.split())
    if spaces:
        done.append("уберём лишние пробелы")
    severity = INFO if done else WARNING
    sentence = ", ".join(done) or "поправим запись"
    return [Finding(f"{capitalised(sentence)}: {shown(value)}.", severity)]
