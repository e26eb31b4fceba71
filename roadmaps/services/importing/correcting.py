"""The second step: what was read is corrected before anything is written. `version` is that of the import which the page
showed: of two who correct at once the second is told (`StaleRow`), and what is there stays. A correction that is there
already changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from schools.models import User

from ...enums import RoadmapImportStatus
from ...models import RoadmapImport
from ...reading.structure import (
    CONTENT,
    EXTRA,
    NUMBER,
    ROLES,
    STAGE,
    TITLE,
    Agreement,
    Approval,
    MeasureRead,
    RoadmapRead,
    StageRead,
)
from ..editing.parting import parts_of, shares
from ..editing.texts import LONGEST_NUMBER, LONGEST_TEXT, PLACES, tidy
from ..refusals import RoadmapRefused, StaleRow, in_words
from ..rights import require_editor
from .door import lock_import
from .starting import refuse_years

GONE = "Этой строки в прочитанном больше нет. Обновите страницу."
EXTRA_PREFIX = "extra-"
_ONE_LINE = frozenset({"number", "title", "due_text"})
_HEAD = {"title": "title", "organisation": "organisation", "school_year": "title"}
_MARKS: dict[str, type[Approval] | type[Agreement]] = {"approval": Approval, "agreement": Agreement}


@contextmanager
def correcting(imported: RoadmapImport, version: int, by: User | None) -> Iterator[tuple[RoadmapImport, RoadmapRead]]:
    """What was read, to be changed in place; kept at the end if it differs."""
    with in_words():
        row = lock_import(imported)
        require_editor(by, row.organisation)
        if row.status != RoadmapImportStatus.PREVIEW:
            raise RoadmapRefused(["Дорожная карта уже загружена. Правьте её саму."])
        read = RoadmapRead.from_dict(row.reading)
        before = (row.reading, row.begins, row.years)
        yield row, read
        row.reading = read.to_dict()
        if (row.reading, row.begins, row.years) == before:
            return
        if row.version != version:
            raise StaleRow(RoadmapImport.objects.get(pk=row.pk), None, None)
        row.version += 1
        row.save(update_fields=["reading", "begins", "years", "version"])


def correct_cell(
    imported: RoadmapImport, version: int, key: str, field: str, value: str, by: User | None
) -> RoadmapImport:
    """One text of a measure (number, title, content, due_text, responsible_text, expected_result, `extra-<column>`) or of a
    stage (number, title). «Проверьте» goes from it.
    """
    with correcting(imported, version, by) as (row, read):
        text = tidy(value, one_line=field in _ONE_LINE)
        _refuse_long(field, text)
        found = _row(read, key)
        if isinstance(found, StageRead):
            _correct_stage(found, field, text)
            _settle(read, key, STAGE)
        else:
            _correct_measure(read, found, field, text)
            _settle(read, key, PLACES.get(field, EXTRA))
    return row


def _refuse_long(field: str, text: str) -> None:
    longest = LONGEST_NUMBER if field == "number" else LONGEST_TEXT
    if len(text) > longest:
        raise RoadmapRefused([f"Текст длиннее {longest} знаков. Сократите его."])


def _correct_stage(stage: StageRead, field: str, text: str) -> None:
    if field not in ("number", "title"):
        raise RoadmapRefused([GONE])
    if (getattr(stage, field) or "") != text:
        setattr(stage, field, text or None)
        # The words of the file no longer hold.
        stage.printed = ""


def _correct_measure(read: RoadmapRead, measure: MeasureRead, field: str, text: str) -> None:
    if field.startswith(EXTRA_PREFIX):
        _correct_extra(read, measure, field.removeprefix(EXTRA_PREFIX), text)
    elif field == "content":
        measure.content = text
    elif field == "number":
        if (measure.number or "") != text:
            _renumber(read, measure, text)
    elif field in PLACES:
        setattr(measure, field, text or None)
    else:
        raise RoadmapRefused([GONE])


def _correct_extra(read: RoadmapRead, measure: MeasureRead, index: str, text: str) -> None:
    if not (index.isascii() and index.isdecimal() and int(index) < len(read.columns)):
        raise RoadmapRefused([GONE])
    measure.extra = {name: one for name, one in measure.extra.items() if name != index} | (
        {index: text} if text else {}
    )


def _renumber(read: RoadmapRead, measure: MeasureRead, number: str) -> None:
    """As `editing.texts.renumber` does it with a row of the database."""
    own = any(one.row_number for one in read.measures) or not any(one.marker for one in read.measures)
    ending = measure.row_number[-1:] if measure.row_number[-1:] in (".", ")") else ""
    measure.number, measure.row_number, measure.marker = number or None, "", ""
    if number and own and any(column.role == NUMBER for column in read.columns):
        measure.row_number = f"{number}{ending}"
    elif number:
        measure.marker = f"{number})"


def correct_head(imported: RoadmapImport, version: int, values: Mapping[str, Any], by: User | None) -> RoadmapImport:
    """Any of title, organisation, school_year, begins, years, and approval, agreement as dictionaries of what is filled."""
    with correcting(imported, version, by) as (row, read):
        for name in _HEAD.keys() & values.keys():
            text = tidy(values[name] or "", one_line=True)
            setattr(read, name, text if name == "title" else text or None)
        for name, mark in _MARKS.items():
            if name in values:
                filled = {part: tidy(text, one_line=True) for part, text in (values[name] or {}).items() if text}
                setattr(read, name, mark(**filled) if filled else None)
        row.begins, row.years = values.get("begins", row.begins), values.get("years", row.years)
        refuse_years(row.begins, row.years)
        keys = {one.key for one in (*read.stages, *read.measures)}
        # Doubts of the head show on the page of the head: saving it is having looked at them.
        read.doubts = [doubt for doubt in read.doubts if doubt.key in keys]
    return row


def settle_row(imported: RoadmapImport, version: int, key: str, by: User | None) -> RoadmapImport:
    """Somebody looked at what is unsure in the row («» is the head), and it is right."""
    with correcting(imported, version, by) as (row, read):
        read.doubts = [doubt for doubt in read.doubts if doubt.key != key]
    return row


def drop_row(imported: RoadmapImport, version: int, key: str, by: User | None) -> RoadmapImport:
    """A measure away, or a stage without measures."""
    with correcting(imported, version, by) as (row, read):
        found = _row(read, key)
        if isinstance(found, StageRead):
            if found.measures:
                raise RoadmapRefused(["В этапе есть мероприятия. Сначала перенесите или уберите их."])
            read.stages.remove(found)
        else:
            _stage_of(read, key).measures.remove(found)
        read.doubts = [doubt for doubt in read.doubts if doubt.key != key]
    return row


def add_row(
    imported: RoadmapImport, version: int, key: str, by: User | None, values: Mapping[str, str] | None = None
) -> RoadmapImport:
    """A new measure behind the measure with the key, or first in the stage with the key; empty unless `values` say more."""
    with correcting(imported, version, by) as (row, read):
        behind = _row(read, key)
        made = MeasureRead(key=_free_key(read), row=_free_row(read))
        for field, text in (values or {}).items():
            _refuse_long(field, text)
            _correct_measure(read, made, field, tidy(text, one_line=field in _ONE_LINE))
        if isinstance(behind, StageRead):
            behind.measures.insert(0, made)
        else:
            mates = _stage_of(read, key).measures
            mates.insert(mates.index(behind) + 1, made)
    return row


def move_row(
    imported: RoadmapImport, version: int, key: str, stage: str, before: str, by: User | None
) -> RoadmapImport:
    """A measure in front of another (`before`), or to the end of the stage («»)."""
    with correcting(imported, version, by) as (row, read):
        moved, target = _row(read, key), _row(read, stage)
        if not isinstance(moved, MeasureRead) or not isinstance(target, StageRead):
            raise RoadmapRefused([GONE])
        if before == key:
            return row
        _stage_of(read, key).measures.remove(moved)
        keys = [one.key for one in target.measures]
        target.measures.insert(keys.index(before) if before in keys else len(keys), moved)
    return row


def split_row(imported: RoadmapImport, version: int, key: str, by: User | None) -> RoadmapImport:
    """One measure into several, as `editing.split_measure` parts them."""
    with correcting(imported, version, by) as (row, read):
        measure = _row(read, key)
        if not isinstance(measure, MeasureRead):
            raise RoadmapRefused([GONE])
        parts = parts_of(measure.content)
        if len(parts.items) < 2:
            raise RoadmapRefused(["Делить нечего: напишите каждую часть содержания с новой строки и повторите."])
        has_title = any(column.role == TITLE for column in read.columns)
        title, texts = shares(parts, measure.title or "", has_title)
        measure.title = title or None
        _part(read, measure, texts)
    return row


def _part(read: RoadmapRead, measure: MeasureRead, texts: Sequence[str]) -> None:
    base, is_item = measure.number, bool(measure.marker)
    made = [measure]
    keys, rows = _free_keys(read), count(_free_row(read))
    for _ in texts[1:]:
        twin = MeasureRead(
            key=next(keys),
            title=measure.title,
            due_text=measure.due_text,
            responsible_text=measure.responsible_text,
            expected_result=measure.expected_result,
            extra=dict(measure.extra),
            row=next(rows) if is_item else measure.row,
            row_number="" if is_item else measure.row_number,
        )
        made.append(twin)
    for index, (one, text) in enumerate(zip(made, texts, strict=True), 1):
        one.content = text
        if not is_item:
            one.marker, one.number = f"{index})", f"{base}.{index}" if base else str(index)
    mates = _stage_of(read, measure.key).measures
    place = mates.index(measure) + 1
    mates[place:place] = made[1:]


def set_columns(imported: RoadmapImport, version: int, roles: Sequence[str], by: User | None) -> RoadmapImport:
    """Other meanings for the columns, in their order: the texts of each measure go with them. Numbers and stages stay."""
    with correcting(imported, version, by) as (row, read):
        was = [column.role for column in read.columns]
        fixed = (NUMBER, STAGE)
        if len(roles) != len(was) or any(
            (a in fixed or b in fixed) and a != b for a, b in zip(was, roles, strict=True)
        ):
            raise RoadmapRefused(["Столбцы с номерами и этапами остаются собой. Обновите страницу и повторите."])
        named = [role for role in roles if role != EXTRA]
        if set(roles) - set(ROLES) or len(named) != len(set(named)) or not {TITLE, CONTENT} & set(named):
            raise RoadmapRefused(
                ["У каждого столбца своё значение, и один из них — само мероприятие. Проверьте выбор."]
            )
        for measure in read.measures:
            _recast(measure, was, roles)
        for column, role in zip(read.columns, roles, strict=True):
            column.role = role
    return row


def _recast(measure: MeasureRead, was: Sequence[str], roles: Sequence[str]) -> None:
    fields: dict[str, str] = {role: field for field, role in PLACES.items() if role != NUMBER}
    texts = [
        measure.extra.get(str(index), "") if role == EXTRA else getattr(measure, fields.get(role, ""), None) or ""
        for index, role in enumerate(was)
    ]
    for index, role in enumerate(was):
        if role in fields:
            setattr(measure, fields[role], "" if role == CONTENT else None)
        measure.extra.pop(str(index), None)
    for index, (role, text) in enumerate(zip(roles, texts, strict=True)):
        if role in fields and text:
            setattr(measure, fields[role], text)
        elif role == EXTRA and text:
            measure.extra[str(index)] = text


def _row(read: RoadmapRead, key: str) -> StageRead | MeasureRead:
    found: list[Any] = [one for one in (*read.stages, *read.measures) if one.key == key]
    if not found:
        raise RoadmapRefused([GONE])
    return found[0]


def _stage_of(read: RoadmapRead, key: str) -> StageRead:
    return next(stage for stage in read.stages if any(one.key == key for one in stage.measures))


def _settle(read: RoadmapRead, key: str, place: str) -> None:
    read.doubts = [doubt for doubt in read.doubts if (doubt.key, doubt.place) != (key, place)]


def _free_keys(read: RoadmapRead) -> Iterator[str]:
    taken = {one.key for one in (*read.stages, *read.measures)}
    return (key for number in count(len(read.measures) + 1) if (key := f"m{number}") not in taken)


def _free_key(read: RoadmapRead) -> str:
    return next(_free_keys(read))


def _free_row(read: RoadmapRead) -> int:
    return max((one.row for one in read.measures), default=0) + 1
