"""A roadmap pasted as lines without any table: stages «Этап 1 …», below them numbered measures with what belongs to them."""

import re

from roadmaps.reading import refusals
from roadmaps.reading.doubts import EMPTY_STAGE, LEFT_OVER
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Paragraph
from roadmaps.reading.loose import ITEM, part, rows_begin, take_headings, told
from roadmaps.reading.marks import agreement, annexes, approval
from roadmaps.reading.names import organisation, school_year, title_lines, title_piece
from roadmaps.reading.preamble import pieces
from roadmaps.reading.structure import (
    CONTENT,
    DUE,
    RESPONSIBLE,
    RESULT,
    ColumnRead,
    Doubt,
    MeasureRead,
    RoadmapRead,
    StageRead,
)
from roadmaps.reading.text import STAGE_LINE, plain_markdown, tidy
from roadmaps.reading.texts import clean, clean_line

MAX_MEASURES = 2_000
# Running lines are taken apart only so far: it takes its time, and no plan is longer.
MAX_CUT = 400

_ITEM = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s*(?:(?P<mark>[.)])(?=\s|[^\d\s])|(?<=\.\d)\s)\s*(?P<text>\S.*)"
)
_BULLET_ITEM = re.compile(r"(?:- |\* )(?P<text>\S.*)")
_STAGE = re.compile(
    r"(?:(?:этап|раздел|блок|направление)\s*(?:№\s*)?(?P<after>[\dIVXХ]+)|(?P<before>[\dIVXХ]+)(?:-?[а-яё]{1,2})?[.)]?\s*(?:этап|раздел)"
    r"|(?P<roman>[IVXХ]{1,5})[.)])(?![а-яё])\s*[.:)–—-]?\s*(?P<title>.*)"
    r"|(?P<named>(?:[а-яё-]+\s+){1,4}этап\s*[.:]?)",
    re.IGNORECASE,
)
_SAYS = r"\s*[:–—-]\s*(?P<text>\S.*)"
_LABELS = {
    "due_text": re.compile(r"срок\w*(?: (?:исполнения|проведения|реализации))?" + _SAYS, re.IGNORECASE),
    "responsible_text": re.compile(
        r"(?:ответственн\w*(?: исполнител\w*| лиц\w*)?|исполнител\w*)" + _SAYS, re.IGNORECASE
    ),
    "expected_result": re.compile(r"(?:ожидаемый |предполагаемый )?результат\w*" + _SAYS, re.IGNORECASE),
}
_ROLES = {"due_text": DUE, "responsible_text": RESPONSIBLE, "expected_result": RESULT}

_MISSING = {"due_text": "сроков", "responsible_text": "ответственных", "expected_result": "ожидаемых результатов"}


def read_listed(text: str) -> RoadmapRead:
    """Lines to stages and measures; every word of the text stays somewhere. RoadmapUnreadable when nothing is listed.

    A measure is a numbered line; in a stage without numbers, a line with a dash. Lines below belong to it: «Срок: …»,
    «Ответственный: …», «Результат: …», else further lines of its content.
    """
    lines = [clean_line(plain_markdown(line)) for line in tidy(text).split("\n")]
    read = RoadmapRead()
    starts = [number for number, line in enumerate(lines) if STAGE_LINE.match(line) and _STAGE.fullmatch(line)]
    first = next((number for number, line in enumerate(lines) if number in starts[:1] or _is_item(line)), len(lines))
    above, headings = take_headings(lines[:first])
    rows = rows_begin(lines) if headings or not any(map(_is_item, lines)) else set()
    if rows:
        first = min([*starts[:1], *rows])
        above, headings = take_headings(lines[:first])
    if first == len(lines):
        raise RoadmapUnreadable(refusals.NO_ROADMAP_IN_TEXT)
    _above(read, above)
    read.doubts += told(headings)
    starts = sorted({first, *starts})
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        begun = {place - start for place in rows if start <= place < end} if rows else None
        _stage(read, lines[start:end], begun)
    if not read.measures:
        raise RoadmapUnreadable(refusals.NO_ROADMAP_IN_TEXT)
    if rows:
        for place, measure in enumerate(read.measures):
            part(read, measure, is_cut=place < MAX_CUT)
    _columns(read)
    return read


def _is_item(line: str) -> bool:
    return bool(_ITEM.fullmatch(line) or _BULLET_ITEM.fullmatch(line))


def _above(read: RoadmapRead, lines: list[str]) -> None:
    """Title, marks and organisation from the lines before the first stage; what is none of these is told."""
    above = pieces([Paragraph(line) for line in lines])
    read.approval, approved = approval(above)
    read.agreement, agreed = agreement(above)
    read.annex_number = annexes(above)[0]
    plain = [line for piece in above if piece is not approved and piece is not agreed for line in piece.texts]
    piece = title_piece(above)
    title = title_lines(above, piece)[0] if piece else plain
    read.title = " ".join(title)
    read.organisation = organisation(above, read.title)
    read.school_year = school_year(read.title)
    rest = [line for line in plain if line not in title and line != read.organisation]
    read.doubts += [Doubt("title", line, LEFT_OVER) for line in rest]


def _stage(read: RoadmapRead, lines: list[str], begun: set[int] | None) -> None:
    """A stage and its measures; lines before any stage make one without number and title. `begun`: the lines that begin a
    measure, when they are not to be told by their marks.
    """
    stage = StageRead(f"s{len(read.stages) + 1}")
    read.stages.append(stage)
    found = _STAGE.fullmatch(lines[0]) if STAGE_LINE.match(lines[0]) and 0 not in (begun or ()) else None
    if found:
        stage.number = found["after"] or found["before"] or found["roman"]
        stage.title = clean(found["title"] or found["named"] or "").rstrip(":") or None
        stage.across, stage.printed = True, lines[0]
    item = _ITEM if any(map(_ITEM.fullmatch, lines)) else _BULLET_ITEM
    current: MeasureRead | None = None
    for place, line in enumerate(lines):
        if not line or (place == 0 and found):
            continue
        match = item.fullmatch(line) if begun is None else ITEM.fullmatch(line) if place in begun else None
        if match:
            current = _measure(read, match.groupdict())
        elif current is None:
            _continue_stage(stage, line)
        else:
            _continue(current, line)
    if not stage.measures:
        read.doubts.append(Doubt("stage", stage.printed, EMPTY_STAGE, key=stage.key))


def _measure(read: RoadmapRead, found: dict[str, str | None]) -> MeasureRead:
    count = sum(len(stage.measures) for stage in read.stages) + 1
    if count > MAX_MEASURES:
        raise RoadmapUnreadable(refusals.TEXT_TOO_LONG)
    number = found.get("number")
    measure = MeasureRead(key=f"m{count}", content=found["text"] or "", number=number, row=count)
    measure.row_number = f"{number}{found.get('mark') or ''}" if number else ""
    read.stages[-1].measures.append(measure)
    return measure


def _continue_stage(stage: StageRead, line: str) -> None:
    stage.title = f"{stage.title} {line}" if stage.title else line
    stage.printed += f" {line}"


def _continue(measure: MeasureRead, line: str) -> None:
    plain = line.removeprefix("- ").strip("()")
    for name, pattern in _LABELS.items():
        found = pattern.fullmatch(plain)
        if found and getattr(measure, name) is None:
            setattr(measure, name, found["text"].rstrip(";"))
            return
    measure.content += f"\n{line}"


def _columns(read: RoadmapRead) -> None:
    """No headings were pasted and none are invented: the columns that are filled, each with an empty heading."""
    read.columns = [ColumnRead("", CONTENT)]
    told = {name: any(getattr(measure, name) for measure in read.measures) for name in _ROLES}
    read.columns += [ColumnRead("", role) for name, role in _ROLES.items() if told[name]]
    missing = [name for name in _ROLES if not told[name]]
    if missing:
        called = [_MISSING[name] for name in missing]
        words = " и ".join(filter(None, [", ".join(called[:-1]), called[-1]]))
        message = f"В тексте нет таблицы, поэтому у мероприятий нет {words}. Впишите их или вставьте таблицу."
        read.doubts.append(Doubt(_ROLES[missing[0]], "", message))
