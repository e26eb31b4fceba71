"""Deeds on the head of a roadmap: title, years, columns, marks of approval and agreement."""

from collections.abc import Mapping
from typing import Any

from schools.editing.merging import Marks, marks_of
from schools.models import User

from ...enums import ApprovalForm
from ...models import Roadmap
from ...models.roadmap import LONGEST
from ..laying import FIRST_YEAR, LAST_YEAR, LONGEST_YEAR
from ..redating import redate_all
from ..refusals import RoadmapRefused
from .deed import editing, merge_into
from .states import HEAD_FIELDS
from .texts import tidy

APPROVAL = ("post", "name", "order_number", "order_date")
AGREEMENT = ("body", "post", "name", "protocol_number", "date")
_MARKS = {"approval": APPROVAL, "agreement": AGREEMENT}
_LENGTHS = {"school_year": LONGEST_YEAR, "annex_number": 10}


def edit_head(
    roadmap: Roadmap, version: int, values: Mapping[str, Any], by: User | None, *, shown: Marks | None = None
) -> Roadmap:
    """Save fields of the head: any of `states.HEAD_FIELDS`, merged as those of a measure. Other years give their measures
    dates anew; a year in which something was done is not dropped.

    Of `columns` only headings and widths may change. Raises `StaleRow`, `RoadmapRefused`.
    """
    with editing(roadmap, "изменён заголовок карты", by) as deed:
        row = deed.roadmap
        wanted = merge_into(row, version, _tidy(row, values), _saved(row), shown)
        if not wanted:
            return row
        before = {name: getattr(row, name) for name in wanted}
        for name, value in wanted.items():
            setattr(row, name, value)
        deed.renew_order()
        row.save()
        if {"begins", "years"} & set(wanted):
            redate_all(row)
        deed.note(row, before, wanted)
    return row


def head_marks(roadmap: Roadmap) -> dict[str, str]:
    """For a form that shows the head."""
    return marks_of(_saved(roadmap))


def _saved(roadmap: Roadmap) -> dict[str, Any]:
    return _tidied({name: getattr(roadmap, name) for name in HEAD_FIELDS})


def _tidy(roadmap: Roadmap, values: Mapping[str, Any]) -> dict[str, Any]:
    found = _tidied(values)
    if faults := list(_faults(roadmap, found)):
        raise RoadmapRefused(faults)
    return found


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name not in HEAD_FIELDS:
            raise TypeError(f"a roadmap has no field {name}")
        if name in _MARKS:
            mark = {part: tidy((value or {}).get(part) or "", one_line=True) or None for part in _MARKS[name]}
            found[name] = mark if any(mark.values()) else {}
        elif isinstance(value, str):
            found[name] = tidy(value, one_line=True)
        else:
            found[name] = value
    return found


def _faults(roadmap: Roadmap, found: Mapping[str, Any]) -> list[str]:
    said = []
    if found.get("title") == "":
        said.append("Напишите название дорожной карты.")
    if not FIRST_YEAR <= found.get("begins", roadmap.begins) <= LAST_YEAR:
        said.append("Выберите первый учебный год дорожной карты.")
    if not 1 <= found.get("years", roadmap.years) <= LONGEST:
        said.append("Дорожную карту составляют на срок от одного года до десяти лет.")
    if found.get("approval_form", ApprovalForm.SIGNED) not in ApprovalForm.values:
        said.append("Выберите гриф утверждения из списка.")
    for name, longest in _LENGTHS.items():
        if len(found.get(name, "")) > longest:
            said.append(f"«{found[name][:60]}» длиннее {longest} знаков. Сократите.")
    if "columns" in found and [one["role"] for one in found["columns"]] != [one["role"] for one in roadmap.columns]:
        said.append("Столбцы таблицы изменились. Обновите страницу и повторите.")
    return said
