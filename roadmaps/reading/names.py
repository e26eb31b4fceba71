"""Title, organisation and school year of the roadmap from what stands before its table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roadmaps.reading.preamble import HEADING, PLAIN, Line, Piece
from roadmaps.reading.stages import split_stage
from roadmaps.reading.texts import key

_TITLE_LINES = 10
_TEXT_BEGINS = re.compile(
    r"(?:цел[ьи]|задач[аи]|сроки? реализации|основани[ея]|куратор|ответственн\w+)\b\s*[:–—-]", re.IGNORECASE
)
_GOES_ON = re.compile(r"(?:[а-яё(«\"]|на 20\d\d|20\d\d)")
_CONTACTS = re.compile(
    r"\d{6}|\bтел\b|телефон|факс|e-?mail|@|\bул\.|\bулица\b|\bадрес|\bсайт|www\.|http|\bинн\b|\bогрн\b|\bокпо\b|\d-\d\d-\d\d|_{3,}",
    re.IGNORECASE,
)
# The letterhead ends where the paper itself begins.
_PAPER_BEGINS = re.compile(
    r"(?:п\s?р\s?и\s?к\s?а\s?з|распоряжение|постановление|протокол|положение|программа)\b|(?:от )?[«\"]?\d{1,2}[.»\"]|№",
    re.IGNORECASE,
)
_FOUNDER = re.compile(
    r"(?:министерств|департамент|управлени|администраци|комитет|отдел|правительств|российская федерация|"
    r"муниципальн\w+ (?:образовани[ея]|район|округ)\b|республика\b|[а-яё]+ская область|город\b|г\.)",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"(?:(?:муниципальн|государственн|частн|федеральн|краев|областн|бюджетн|автономн|казенн|казённ|негосударственн|"
    r"структурн|общеобразовательн|дошкольн)\w*\b|филиал\b)",
    re.IGNORECASE,
)
_ABBREVIATION = r"(?:[А-ЯЁ]{0,6}ОУ|[А-ЯЁ]{0,5}(?:СОШ|ООШ|НОШ|СШ|УДО|ДДТ|ЦДТ|ДЮЦ)|[МГЧ][БКА]?УК?)"
_ABBREVIATED = re.compile(rf"{_ABBREVIATION}(?![А-ЯЁа-яё])")
_INSTITUTION = re.compile(
    r"учреждени|школ|гимнази|лице[йя]|детск\w+ сад|колледж|техникум|училищ|институт|дом\w* (?:детского )?творчеств|центр",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"(?:средняя|основная|начальная|вечерняя)\b", re.IGNORECASE)
_SHORT_NAME = re.compile(r"\s*\([^()]*[А-ЯЁ]{2,}[^()]*\)")
_QUOTED = r"[«\"][^«»\"]{1,120}(?:«[^«»]{1,80}»[^«»]{0,40}»?|[»\"])"
_PLACE = r"(?:\s(?:г\.|города|с\.|села|п\.|пос\.|посёлка|поселка|д\.|деревни)\s?[А-ЯЁ][\w-]+)"
_NAMED = rf"(?:{_QUOTED}(?:\s?№\s?\d+)?|№\s?\d+(?:\s?{_QUOTED})?)"
_IN_TITLE = (
    # «муниципального бюджетного … учреждения «…»».
    re.compile(
        rf"(?:муниципальн|государственн|частн|краев|областн|федеральн)\w{{1,4}}\s[а-яё\s-]{{0,120}}учреждени\w{{1,3}}"
        rf"[^«\"№,]{{0,80}}{_NAMED}{_PLACE}?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<!\w){_ABBREVIATION}(?!\w)[^«»\"№,;()]{{0,60}}{_NAMED}{_PLACE}?"),
    re.compile(
        rf"(?:(?:средн|основн|начальн|общеобразовательн)\w{{1,4}}\s){{0,3}}(?:школ|лице|гимнази)\w{{1,3}}\s?№\s?\d+{_PLACE}?",
        re.IGNORECASE,
    ),
    re.compile(rf"детск\w{{2,3}}\sсад\w{{0,2}}\s?{_NAMED}", re.IGNORECASE),
)
_YEARS = re.compile(r"(?<!\d)(20\d\d)\s?(?:[-–—/]|-й\s?-)\s?(20\d\d|\d\d)(?!\d)(?:\s?(?:г\.?г|годы))?", re.IGNORECASE)
_CALENDAR = re.compile(r"(?:г\.?г|годы)$", re.IGNORECASE)


def title_piece(found: Sequence[Piece]) -> Piece | None:
    """The piece that holds the title: the nearest «дорожная карта», else the nearest «план»."""
    headings = [piece for piece in found if piece.kind == HEADING]
    if not headings:
        return None
    named = [piece for piece in headings if "дорожн" in key(" ".join(piece.texts))] or headings
    best = named[-1]
    for piece in named[:-1]:
        # The table's own short caption repeats the beginning of the full title on the cover.
        if key(" ".join(piece.texts)).startswith(key(" ".join(best.texts))):
            return piece
    return best


def title_lines(found: Sequence[Piece], piece: Piece) -> tuple[list[str], list[str]]:
    """Lines of the title and lines of its piece that are not of it (a stage, a goal)."""
    lines: list[Line] = []
    rest: list[str] = []
    first = piece.lines[0]
    for line in piece.lines:
        other = split_stage(line.text).sure or _TEXT_BEGINS.match(line.text) is not None
        aside = first.align == "center" and line.align != "center"
        if lines and (rest or other or aside or len(lines) >= _TITLE_LINES):
            rest.append(line.text)
        else:
            lines.append(line)
    texts = [line.text for line in lines]
    place = next(index for index, one in enumerate(found) if one is piece)
    before = found[place - 1] if place else None
    if (
        before is not None
        and before.kind == PLAIN
        and before.block == piece.block
        and all(line.align == "center" or line.heading for line in before.lines)
        and not any(_is_organisation(line.text) or _CONTACTS.search(line.text) for line in before.lines)
    ):
        texts = before.texts + texts
    if not rest:
        for after in found[place + 1 :]:
            line = after.lines[0]
            shouts = line.text.isupper() and texts[-1].isupper() and line.align == "center"
            if after.kind != PLAIN or after.closed != piece.closed or len(texts) + len(after.lines) > _TITLE_LINES:
                break
            if line.align != first.align or split_stage(line.text).sure or _TEXT_BEGINS.match(line.text):
                break
            if not (_GOES_ON.match(line.text) or shouts) or line.text.endswith((".", ":")) and len(line.text) > 120:
                break
            texts += after.texts
    return texts, rest


def _is_organisation(text: str) -> bool:
    return bool(_FULL.match(text) or _ABBREVIATED.match(text) or _FOUNDER.match(text) or _INSTITUTION.search(text))


def _is_named(text: str) -> bool:
    """An institution with a name or a number, or one that begins the line; not «для учителей школы»."""
    match = _INSTITUTION.search(text)
    return bool(match and (match.start() == 0 or re.search(r"[«\"№]", text) or _SCHOOL.match(text)))


def _letterhead(lines: Sequence[str]) -> str | None:
    starts = [
        index
        for index, text in enumerate(lines)
        if not _FOUNDER.match(text)
        and not _CONTACTS.search(text)
        and not text.startswith("(")
        and (_FULL.match(text) or _ABBREVIATED.match(text) or _is_named(text))
    ]
    founders = [index for index, text in enumerate(lines) if _FOUNDER.match(text) and not _CONTACTS.search(text)]
    if starts:
        start = starts[0]
    elif founders and re.match(r"управлени|отдел|комитет|департамент", lines[founders[-1]], re.IGNORECASE):
        start = founders[-1]
    else:
        return None
    kept = [lines[start]]
    for text in lines[start + 1 :]:
        if text.startswith("(") or _CONTACTS.search(text) or _ABBREVIATED.match(text) or len(kept) >= 6:
            break
        if split_stage(text).sure or _PAPER_BEGINS.match(text):
            break
        kept.append(text)
    return _SHORT_NAME.sub("", " ".join(kept)).strip(" ,") or None


def organisation(
    found: Sequence[Piece], title: str, header: Sequence[Piece] = (), earlier: Sequence[Piece] = ()
) -> str | None:
    """As the letterhead has it, without founder and bracketed short name; else as the title prints it; else as the
    letterhead of an `earlier` paper of the file, the order whose annex the roadmap is; else None."""
    name = _heading_a_page(found) or _heading_a_page(header)
    if name is not None:
        return name
    return named_in(title) or _heading_a_page(earlier)


def named_in(title: str) -> str | None:
    """The institution that the title names, as it stands there."""
    found = (pattern.search(title) for pattern in _IN_TITLE)
    return next((match[0].strip() for match in found if match), None)


def all_named_in(text: str) -> list[str]:
    """Every institution that a text names, as it stands there."""
    return list(dict.fromkeys(match[0].strip() for pattern in _IN_TITLE for match in pattern.finditer(text)))


def _heading_a_page(found: Sequence[Piece]) -> str | None:
    for piece in found:
        if piece.kind == HEADING:
            break
        if piece.kind != PLAIN or len(piece.lines) > 15 or any(len(text) > 250 for text in piece.texts):
            continue
        if (name := _letterhead(piece.texts)) is not None:
            return name
    return None


def school_year(title: str) -> str | None:
    """«2024-2025» when the title names one single school year."""
    years = set()
    for match in _YEARS.finditer(title):
        first = int(match[1])
        second = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
        if second != first + 1 or _CALENDAR.search(match[0]):
            return None
        years.add(f"{first}-{second}")
    return years.pop() if len(years) == 1 else None
