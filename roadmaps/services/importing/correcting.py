"""The second step: texts of what was read are corrected. See `opened` for `version`."""

from collections.abc import Mapping, Sequence
from typing import Any

from schools.models import User

from ...models import Roadmap, RoadmapImport
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
from ..editing.texts import LONGEST_NUMBER, LONGEST_TEXT, ONE_LINE, PLACES, tidy
from ..refusals import RoadmapRefused
from .opened import GONE, correcting, row_of, settle
from .starting import refuse_years

EXTRA_PREFIX = "extra-"
WORDLESS = (
    "У мероприятия должно остаться название или содержание. Впишите, что будет сделано, или уберите строку целиком: «⋮» → "
    "«Убрать строку»."
)
_HEAD = ("title", "organisation", "school_year", "annex_number")
LONGEST_ANNEX = Roadmap._meta.get_field("annex_number").max_length or 0
_MARKS: dict[str, type[Approval] | type[Agreement]] = {"approval": Approval, "agreement": Agreement}


def correct_cell(
    imported: RoadmapImport, version: int, key: str, field: str, value: str, by: User | None
) -> RoadmapImport:
    """One text of a measure (number, title, content, due_text, responsible_text, expected_result, `extra-<column>`) or of a
    stage (number, title). «Проверьте» goes from it.
    """
    with correcting(imported, version, by) as (row, read):
        text = tidy(value, one_line=field in ONE_LINE)
        refuse_long(field, text)
        found = row_of(read, key)
        if isinstance(found, StageRead):
            _correct_stage(found, field, text)
            settle(read, key, STAGE)
        else:
            was_wordless = is_wordless(found)
            correct_measure(read, found, field, text)
            if is_wordless(found) and not was_wordless:
                raise RoadmapRefused([WORDLESS])
            settle(read, key, PLACES.get(field, EXTRA))
    return row


def is_wordless(measure: MeasureRead) -> bool:
    return not (measure.title or "").strip() and not measure.content.strip()


def refuse_long(field: str, text: str) -> None:
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


def correct_measure(read: RoadmapRead, measure: MeasureRead, field: str, text: str) -> None:
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
    if not (index.isascii() and index.isdecimal() and len(index) < 9 and int(index) < len(read.columns)):
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
    """Any of title, organisation, school_year, annex_number, begins, years; approval and agreement: what is filled."""
    with correcting(imported, version, by) as (row, read):
        for name in set(_HEAD) & values.keys():
            text = tidy(values[name] or "", one_line=True)
            setattr(read, name, text if name in ("title", "annex_number") else text or None)
        if len(read.annex_number) > LONGEST_ANNEX:
            raise RoadmapRefused([f"Номер приложения длиннее {LONGEST_ANNEX} знаков. Сократите его."])
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
