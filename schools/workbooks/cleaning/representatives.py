"""Parents and other representatives of a pupil, several in a cell: «Осипова Клавдия Саввична, бабушка (опекун)»."""

import re
from dataclasses import dataclass
from functools import lru_cache

from schools.russian.text import fix_lookalikes, tidy_name, tidy_spaces
from schools.workbooks.cleaning.base import INFO, Finding, is_blank, is_formula, shown
from schools.workbooks.cleaning.contacts import all_phones

_RELATION_WORDS = (
    r"мать|матери|мама|мамы|отец|отца|папа|папы|бабушк\w*|дедушк\w*|дед|опекун\w*|попечител\w*|т[её]т[яи]|дяд[яи]|брат|сестра|"
    r"мачеха|отчим|усыновител\w*|при[её]мн\w+|законн\w+|представител\w*|родител\w*|прабабушк\w*|крестн\w*|родственни\w*"
)
_RELATION = re.compile(
    rf"(?:(?:родная|родной|двоюродн\w+|старш\w+)\s+)?(?:{_RELATION_WORDS})(?:[\s\-]+(?:{_RELATION_WORDS}))*(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"({_RELATION.pattern})\s*[:\-–—.]?\s+(?=[А-ЯЁA-Z])|({_RELATION.pattern})\s*:\s*", re.IGNORECASE)
_TRAILING = re.compile(rf"[\s,]*[-–—(]\s*({_RELATION.pattern})\)?\s*$|\s+({_RELATION.pattern})\s*$", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")


@dataclass(slots=True)
class Representative:
    """`relation` in lower case as written («бабушка (опекун)»), '' when the file does not say."""

    full_name: str
    relation: str = ""
    phone: str | None = None
    email: str | None = None


@lru_cache(maxsize=8192)
def parse_representatives(raw: str, relation: str = "") -> tuple[tuple[Representative, ...], tuple[Finding, ...]]:
    """Everybody named in a cell. relation: whose column it is («Мать»), used where the cell does not say.

    The result is shared by a cache: copy before changing.
    """
    if is_blank(raw):
        return (), ()
    if is_formula(raw):
        return (), (Finding(f"Вместо представителя стоит формула {shown(raw)}. Впишите имя буквами."),)
    found: list[Representative] = []
    findings: list[Finding] = []
    for piece in re.split(r";|\r?\n(?=\s*\S)", raw):
        if piece.strip():
            _read_piece(piece, found, findings, relation, raw)
    for person in found:
        person.relation = person.relation or relation
    return tuple(found), tuple(findings)


def _read_piece(piece: str, found: list[Representative], findings: list[Finding], relation: str, raw: str) -> None:
    phones, text = all_phones(piece)
    mail = _MAIL.search(text)
    if mail:
        text = text.replace(mail[0], " ")
    fresh: list[Representative] = []
    pending = ""
    for part in re.split(r",(?![^()]*\))", text):
        word = _strip(tidy_spaces(fix_lookalikes(part)))
        if not word or is_blank(word):
            continue
        if _RELATION.fullmatch(word):
            if fresh and not fresh[-1].relation and not pending:
                fresh[-1].relation = word.lower()
            elif not fresh and found and not found[-1].relation:
                found[-1].relation = word.lower()
            else:
                pending = word.lower()
            continue
        stated, name = _relation_and_name(word)
        if not re.search(r"[А-Яа-яЁё]{2}", name) or re.search(r"\d", name):
            findings.append(
                Finding(f"Не поняли, кто представитель: {shown(raw)}. Пишите «Фамилия Имя Отчество, мать».")
            )
            continue
        if re.search(r"[A-Za-z]", name):
            findings.append(Finding(f"В имени представителя латинские буквы: {shown(raw)}. Исправьте их."))
        fresh.append(Representative(tidy_name(name), stated or pending))
        pending = ""
        if tidy_name(name) != name:
            findings.append(Finding(f"Имя представителя поправим: {shown(tidy_name(name))}.", INFO))
        elif fix_lookalikes(part) != part:
            findings.append(Finding(f"Латинские буквы в имени представителя заменим русскими: {shown(name)}.", INFO))
        if len(name.split()) < 2 or re.search(r"\b[А-ЯЁ]\.", name):
            findings.append(
                Finding(f"Имя представителя неполное: {shown(name)}. Для согласия нужны фамилия, имя и отчество.")
            )
    target = fresh or found[-1:]
    if not target and phones:
        findings.append(Finding(f"Указан только телефон, а кто представитель, не сказано: {shown(raw)}. Впишите имя."))
    for person, phone in zip(target, phones, strict=False):
        person.phone = person.phone or phone
    if mail and target:
        target[0].email = target[0].email or mail[0].lower()
    found += fresh


def _relation_and_name(text: str) -> tuple[str, str]:
    if match := _LEADING.match(text):
        rest = _strip(text[match.end() :])
        if rest:
            return (match[1] or match[2]).lower(), rest
    if match := _TRAILING.search(text):
        name = _strip(text[: match.start()])
        if name:
            return (match[1] or match[2]).lower(), name
    return "", re.sub(r"\s*\([^)]*\)\s*", " ", text).strip()


def _strip(text: str) -> str:
    """Without the punctuation round it, but with the dot of initials at the end."""
    text = text.strip(" ,:;-–—(").lstrip(".")
    return text if re.search(r"\b[А-ЯЁ]\.$", text) else text.rstrip(". ")
