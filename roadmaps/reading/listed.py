"""A roadmap pasted as lines without any table: stages «Этап 1 …», below them numbered measures with what belongs to them."""

import re

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
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

_ITEM = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\s*(?:(?P<mark>[.)])(?=\s|[^\d\s])|(?<=\.\d)\s)\s*(?P<text>\S.*)"
)
_BULLET_ITEM = re.compile(r"(?:- |\* )(?P<text>\S.*)")
_STAGE = re.compile(
    r"(?:(?:этап|раздел|блок|направление)\s*(?:№\s*)?(?P<after>[\dIVXХ]+)|(?P<before>[\dIVXХ]+)(?:-?[а-яё]{1,2})?[.)]?\s*(?:этап|раздел)"
    r"|(?P<roman>[IVXХ]{1,5})[.)])(?![а-яё])\s*[.:)–—-]?\s*(?P<title>.*)",
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


def read_listed(text: str) -> RoadmapRead:
    """Lines to stages and measures; every word of the text stays somewhere. RoadmapUnreadable when nothing is numbered.

    A measure is a numbered line; where a stage (or the whole text) has no numbers, a line with a dash. Lines below
    belong to it: «Срок: …», «Ответственный: …», «Результат: …», else further lines of its content.
    """
    lines = [clean_line(plain_markdown(line)) for line in tidy(text).split("\n")]
    lines = [line for line in lines if line]
    item = _ITEM if any(_ITEM.fullmatch(line) for line in lines) else _BULLET_ITEM
    read = RoadmapRead()
    title: list[str] = []
    current: MeasureRead | None = None
    for line in lines:
        if STAGE_LINE.match(line) and (stage := _STAGE.fullmatch(line)):
            number = stage["after"] or stage["before"] or stage["roman"]
            key = f"s{len(read.stages) + 1}"
            read.stages.append(StageRead(key, number, clean(stage["title"]) or None, across=True, printed=line))
            current = None
        elif found := item.fullmatch(line):
            current = _measure(read, found.groupdict())
        elif current is None and not read.stages:
            title.append(line)
        elif current is None:
            _continue_stage(read.stages[-1], line)
        else:
            _continue(current, line)
    if not read.measures:
        raise RoadmapUnreadable(refusals.NO_ROADMAP_IN_TEXT)
    read.title = " ".join(title)
    if not read.stages[0].measures and read.stages[0].number is None:
        del read.stages[0]
    _columns(read)
    return read


def _measure(read: RoadmapRead, found: dict[str, str | None]) -> MeasureRead:
    if not read.stages:
        read.stages.append(StageRead("s1"))
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
    for name, role in _ROLES.items():
        if any(getattr(measure, name) for measure in read.measures):
            read.columns.append(ColumnRead("", role))
        else:
            message = "В тексте нет таблицы, поэтому этих сведений у мероприятий нет. Впишите их или вставьте таблицу."
            read.doubts.append(Doubt(role, "", message))
