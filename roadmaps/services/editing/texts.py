"""Words typed by hand: tidied, measured, and what of them is refused."""

import re
from collections.abc import Mapping
from typing import Any

from ...enums import MeasureCode
from ...models import Measure, Roadmap
from ...reading.structure import CONTENT, DUE, NUMBER, RESPONSIBLE, RESULT, TITLE
from ..refusals import RoadmapRefused

LONGEST_NUMBER = 40
LONGEST_TEXT = 20_000
PLACES = {
    "number": NUMBER,
    "title": TITLE,
    "content": CONTENT,
    "due_text": DUE,
    "responsible_text": RESPONSIBLE,
    "expected_result": RESULT,
}
ONE_LINE = frozenset({"number", "title", "due_text"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidy(text: str, *, one_line: bool = False) -> str:
    """No control signs, no spaces at the ends of lines, no empty lines; the words as they were typed."""
    lines = (line.strip() for line in _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return (" " if one_line else "\n").join(line for line in lines if line)


def tidy_values(roadmap: Roadmap, values: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a measure as they will be saved. Raises `RoadmapRefused` with every fault; unknown names are a mistake of ours."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in PLACES:
            found[name] = tidy(value or "", one_line=name in ONE_LINE)
        elif name == "extra":
            found[name] = {str(index): text for index, one in value.items() if (text := tidy(one or ""))}
        elif name == "code":
            found[name] = value or ""
        else:
            raise TypeError(f"a measure has no field {name}")
    faults = []
    if len(found.get("number", "")) > LONGEST_NUMBER:
        faults.append(f"Номер длиннее {LONGEST_NUMBER} знаков. Сократите его.")
    texts = [*(found.get(name, "") for name in PLACES), *found.get("extra", {}).values()]
    if any(len(text) > LONGEST_TEXT for text in texts):
        faults.append(f"Текст длиннее {LONGEST_TEXT} знаков. Сократите его или разделите мероприятие.")
    if any(
        not (index.isdecimal() and len(index) < 9 and int(index) < len(roadmap.columns))
        for index in found.get("extra", {})
    ):
        faults.append("Такого столбца в таблице нет. Обновите страницу.")
    if found.get("code") and found["code"] not in MeasureCode.values:
        faults.append("Выберите подтверждение из списка.")
    if faults:
        raise RoadmapRefused(faults)
    return found


def tidied(measure: Measure) -> dict[str, Any]:
    """What is saved, in the form in which `tidy_values` would save it again."""
    found: dict[str, Any] = {name: tidy(getattr(measure, name), one_line=name in ONE_LINE) for name in PLACES}
    found["extra"] = {index: text for index, one in measure.extra.items() if (text := tidy(one or ""))}
    return found | {"code": measure.code}


def refuse_wordless(measure: Measure) -> None:
    if not measure.title and not measure.content:
        raise RoadmapRefused(["Напишите, что нужно сделать: у мероприятия нет ни названия, ни содержания."])


def renumber(measure: Measure, number: str) -> None:
    """Set the number typed by hand, and how it is printed: as the row's own, or as a mark of a list where the № column
    counts stages. Raises `RoadmapRefused` when the sign behind it makes it too long.
    """
    measure.number = number
    if not number:
        measure.row_number = measure.marker = ""
        return
    if _rows_are_numbered(measure.roadmap):
        ending = measure.row_number[-1:] if measure.row_number[-1:] in (".", ")") else ""
        measure.row_number, measure.marker = f"{number}{ending}", ""
    else:
        measure.row_number, measure.marker = "", f"{number})"
    refuse_long_numbers(measure)


def refuse_long_numbers(measure: Measure) -> None:
    """Numbers as composed: a sign or an index behind the typed one makes them longer than what was typed."""
    for number in (measure.number, measure.row_number, measure.marker):
        if len(number) > LONGEST_NUMBER:
            raise RoadmapRefused(
                [f"Номер печатается как «{number}», это длиннее {LONGEST_NUMBER} знаков. Сократите номер мероприятия."]
            )


def _rows_are_numbered(roadmap: Roadmap) -> bool:
    if not any(column.get("role") == NUMBER for column in roadmap.columns):
        return False
    rows = Measure.objects.filter(roadmap=roadmap)
    return rows.exclude(row_number="").exists() or not rows.exclude(marker="").exists()
