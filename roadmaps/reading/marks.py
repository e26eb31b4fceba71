"""Approval, agreement and annex: who, by what order, of what day — as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from roadmaps.reading.preamble import AGREEMENT, ANNEX, APPROVAL, Piece
from roadmaps.reading.structure import Agreement, Approval
from roadmaps.reading.texts import clean

_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_YEAR = r"(?:\s?г(?:\.|ода|од)?(?![а-яё]))?"
_DATE = re.compile(
    rf"(?:\bот\s*)?(?:(?:(\d{{1,2}})\s?[./]|[«\"“]\s?(\d{{1,2}})\s?[»\"”]\s?\.?)\s?(\d{{1,2}})\s?[./]\s?(\d{{4}}|\d{{2}})(?!\d)|"
    rf"[«\"“]?\s?(\d{{1,2}})\s?[»\"”]?\s({'|'.join(_MONTHS)})[а-яё]{{0,2}}\s(\d{{4}})(?!\d)){_YEAR}",
    re.IGNORECASE,
)
# A number: «141», «03-07/12-1», «7/2-п.о.д.», «12 - ОД»; the sign may be typed as N.
_NUMBER = re.compile(r"(?:№|\bN[oо]?\b\.?)\s?(\d[\w./–-]*(?:\s?[/–-]\s?[\w.]+)*)", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:приказ|распоряжени|постановлени|протокол|решени)[а-яё]*", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:приказ|распоряжени|постановлени)", re.IGNORECASE)
_ANNEX_NUMBER = re.compile(r"\W{0,3}(?i:приложение)\s*(?:№|N)?\s*(\d[\w./-]{0,9}|[IVX]{1,4})(?!\w)")
# «__» ______ 20__ г.: a place for the pen; underscores are gone by then.
_PEN = re.compile(rf"(?:\bот\s?)?[«\"“]\s?[»\"”]\s?(?:20\d{{0,2}}\b)?{_YEAR}")
_PART_OF_DATE = re.compile(
    rf"\b\d{{1,2}}\.\d{{1,2}}\b|\b\d{{1,2}}\s?[»\"]?\s(?:{'|'.join(_MONTHS)})|\b20\d\d\b", re.IGNORECASE
)
# «от 30.08»: a day without its year.
_BARE_DAY = re.compile(r"\bот\s?\d{1,2}\.\d{1,2}\.?(?!\d)")
_GLUED = re.compile(r"(?<=\d)от(?=\s?[\d«\"])")
_SURNAME = r"[А-ЯЁ][а-яёА-ЯЁ]+(?:-[А-ЯЁ][а-яёА-ЯЁ]+)?"
_NAME = re.compile(
    rf"(?<![\w.])(?:[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?{_SURNAME}|{_SURNAME}[^\S\n][А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?![^\S\n]?(?:[А-ЯЁ]\.[^\S\n]?)?{_SURNAME})|"
    rf"{_SURNAME}\s{_SURNAME}\s[А-ЯЁ][а-яё]+(?:вич|вна|чна|вича|вны|чны))(?![а-яё])"
)
_NAMESAKE = re.compile(r"(?:\bим\.\s?|\bимени\s|«[^»\n]*)\Z", re.IGNORECASE)
_WORDS = r"(?:утвержда(?:ю|ем)|утвержд[её]н[аоы]?|согласован[аоы]?|принят[аоы]?|рассмотрен[аоы]?|одобрен[аоы]?)\b"
_KEYWORD = re.compile(rf"^[«\"'(*_\s]*{_WORDS}(?:\s+и\s+{_WORDS})?", re.IGNORECASE)
_COLLEGIAL = re.compile(
    r"совет|комитет|комисси|собрани|объединени|заседани|профсоюз|педсовет|профком|групп|\bм?мо\b", re.IGNORECASE
)
_PERSONAL = re.compile(
    r"(?:и\.\s?о\.|исполняющ|врио|председател[ья]|заместител|зам\.|директор|заведующ|начальник|руководител|глав|методист|"
    r"куратор|специалист|секретар)",
    re.IGNORECASE,
)
MAX_LINES, MAX_LINE = 14, 400
_EDGES = " \t:;,/\\|_–—-"


@dataclass(slots=True)
class _Mark:
    text: str
    name: str | None
    number: str | None
    day: str | None


def _iso(match: re.Match[str]) -> str | None:
    if match[4]:
        day, month, year = int(match[1] or match[2]), int(match[3]), int(match[4])
        year += 2000 if year < 100 else 0
    else:
        day, month, year = int(match[5]), _MONTHS.index(match[6].lower()) + 1, int(match[7])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _tidy_number(number: str) -> str:
    number = clean(number).rstrip(",;–-/")
    # «126.» ends a sentence, «7/2-п.о.д.» is an abbreviation.
    return number if re.search(r"[А-Яа-яЁё]\.[А-Яа-яЁё]+\.$", number) else number.rstrip(".")


def _choose_number(text: str, day: re.Match[str] | None) -> re.Match[str] | None:
    """The number of the paper, not of the school: beside the date, else after the word «приказ»."""
    numbers = list(_NUMBER.finditer(text))
    if day:
        for number in numbers:
            if number.start() >= day.end() and not text[day.end() : number.start()].strip(" ,."):
                return number
        for number in reversed(numbers):
            if number.end() <= day.start() and not text[number.end() : day.start()].strip(" ,.(от"):
                return number
    for number in numbers:
        before = text[: number.start()]
        if (paper := list(_PAPER.finditer(before))) and "\n" not in before[paper[-1].end() :].strip():
            return number
    return None


def _parse(lines: Sequence[str], *, personal: bool = False) -> _Mark:
    """`personal`: a post is looked for, lines above it are left out."""
    # A mark is short: what goes on without a blank line below it is not read for a name.
    text = "\n".join(clean(re.sub(r"_+", " ", line[:MAX_LINE])) for line in lines[:MAX_LINES])
    text = _GLUED.sub(" от", _KEYWORD.sub("", text, count=1).lstrip(" .:"))
    days = list(_DATE.finditer(text))
    day = days[0] if days else None
    number = _choose_number(text, day)
    spans = [match.span() for match in days[:1]]
    if number:
        spans.append(number.span())
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    text = _BARE_DAY.sub(" ", _PEN.sub(" ", text))
    parts = []
    for line in text.split("\n"):
        had_paper = bool(_PAPER.search(line))
        line = clean(re.sub(r"\(\s*\)", " ", _PAPER.sub(" ", line))).strip(_EDGES)
        # «Приказ № от» with blanks for the pen, «г.» left of a date.
        line = re.sub(r"^(?:(?:№|от|г\.)\s?)+$", "", line) if had_paper or len(line) < 8 else line
        line = re.sub(r"\s+(?:№|от)$", "", line).strip(_EDGES)
        if had_paper and line.startswith("по "):  # «Приказ по школе»
            continue
        if line and line not in ("г.", "№", "от", "()", "«»"):
            parts.append(line)
    post = next((number for number, line in enumerate(parts) if _PERSONAL.match(line)), 0)
    # «… по школе № 6 города …» above the post is the order's, not the post's.
    text = "\n".join(parts[post if personal else 0 :])
    name = None
    for match in reversed(list(_NAME.finditer(text))):
        if not _NAMESAKE.search(text[: match.start()]) and text[match.end() : match.end() + 1] != "»":
            name = clean(match[0])
            text = text[: match.start()] + "\n" + text[match.end() :]
            break
    kept = (
        line for part in text.split("\n") if (line := clean(part).strip(_EDGES)) and line not in ("()", "(", ")", ".")
    )
    rest = " ".join(kept)
    if rest.count("(") != rest.count(")"):
        rest = rest.strip("()")
    return _Mark(rest, name, _tidy_number(number[1]) if number else None, _iso(day) if day else None)


def approval(found: Sequence[Piece]) -> tuple[Approval | None, Piece | None]:
    """From «Утверждаю», else from «Приложение … к приказу …» (number and date only); and where it was read."""
    for piece in found:
        if piece.kind == APPROVAL:
            mark = _parse(piece.texts, personal=True)
            if mark.text or mark.name or mark.number or mark.day:
                return Approval(mark.text or None, mark.name, mark.number, mark.day), piece
    for piece in found:
        if piece.kind == ANNEX:
            text = "\n".join(piece.texts)
            if match := _ORDER.search(text):
                mark = _parse([text[match.start() :]])
                if mark.number or mark.day:
                    return Approval(None, None, mark.number, mark.day), piece
    return None, None


def annexes(found: Sequence[Piece]) -> tuple[str, list[Piece]]:
    """The number of the annex that the plan is («Приложение № 2 к приказу …»), "" when none is printed; and the annex marks
    that are told nowhere: to a paper that is no order, and further ones."""
    number, left, is_known = "", [], False
    for piece in found:
        if piece.kind != ANNEX:
            continue
        text = clean(" ".join(piece.texts))
        match = _ANNEX_NUMBER.match(text)
        if not is_known and (_ORDER.search(text) or (match and match.end() == len(text))):
            number, is_known = match[1].rstrip(".") if match else "", True
        elif len(text.split()) > 1:
            left.append(piece)
    return number, left


def agreement(found: Sequence[Piece]) -> tuple[Agreement | None, Piece | None]:
    """From «Согласовано», else «Принято», else «Рассмотрено»; and where it was read."""
    marks = [piece for piece in found if piece.kind == AGREEMENT]
    order = ("соглас", "принят", "рассмотр", "одобр")

    def rank(piece: Piece) -> int:
        word = piece.lines[0].text.lower().lstrip("«\"'(*_ ")
        return next((place for place, stem in enumerate(order) if word.startswith(stem)), len(order))

    for piece in sorted(marks, key=rank):
        mark = _parse(piece.texts)
        if not (mark.text or mark.name or mark.number or mark.day):
            continue
        personal = bool(_PERSONAL.match(mark.text)) or bool(mark.name and not _COLLEGIAL.search(mark.text))
        result = Agreement(
            body=None if personal else mark.text or None,
            post=mark.text or None if personal else None,
            name=mark.name,
            protocol_number=mark.number,
            date=mark.day,
        )
        return result, piece
    return None, None


def has_part_of_date(piece: Piece) -> bool:
    """A day without a year («от 30.08»), a year without a day: nothing that a date can be made of."""
    text = " ".join(piece.texts)
    return not _DATE.search(text) and bool(_PART_OF_DATE.search(text))
