"""Declining a table of names or of posts (tab-separated), for ``manage.py decline`` and for previews.

A table of names has the columns surname, name, patronymic, gender (м, ж or empty: then guessed); a table of posts has
nomn. Every other column is ignored.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from schools.russian.cases import LABELS, OBLIQUE
from schools.russian.names import Name, decline_name
from schools.russian.posts import decline_post
from schools.russian.text import tidy_spaces

_GENDERS = {"м": "м", "m": "м", "муж": "м", "мужской": "м", "ж": "ж", "f": "ж", "жен": "ж", "женский": "ж", "": ""}


class TableError(ValueError):
    """The file cannot be declined; the message is a Russian sentence that says what to do."""


def read_table(path: Path) -> str:
    """The text of the file: UTF-8 with or without a byte order mark, else Windows-1251."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"Файла «{path}» нет. Проверьте путь к нему.") from None
    except IsADirectoryError:
        raise TableError(f"«{path}» — папка. Укажите файл таблицы.") from None
    except OSError:
        raise TableError(f"Файл «{path}» не открывается. Проверьте права на него.") from None
    if b"\x00" in content:
        raise TableError(f"«{path}» — не текстовая таблица. Сохраните её как текст с табуляцией (TSV).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def decline_table(text: str) -> list[dict[str, str]]:
    """One dict of ``gent datv accs ablt loct`` per row of the table; blank lines are skipped."""
    rows = [
        row for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE) if any(row)
    ]
    if not rows:
        raise TableError("Таблица пуста. Нужна строка заголовков и строки под ней.")
    header = [tidy_spaces(cell).lower() for cell in rows[0]]
    if "surname" in header and "name" in header:
        return [_name_row(header, row, number) for number, row in enumerate(rows[1:], start=2)]
    if "nomn" in header:
        column = header.index("nomn")
        return [_forms_of_post(tidy_spaces(_cell(row, column))) for row in rows[1:]]
    raise TableError(
        "Нет нужных столбцов. Для имён нужны surname, name, patronymic, gender, для должностей — nomn; "
        "между столбцами — табуляция."
    )


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _name_row(header: list[str], row: Sequence[str], number: int) -> dict[str, str]:
    values = {
        field: tidy_spaces(_cell(row, header.index(field))) if field in header else ""
        for field in ("surname", "name", "patronymic", "gender")
    }
    gender = _GENDERS.get(values["gender"].lower().rstrip("."))
    if gender is None:
        raise TableError(f"В строке {number} пол «{values['gender']}». Впишите «м» или «ж» или оставьте ячейку пустой.")
    name = Name(values["surname"], values["name"], values["patronymic"], gender)
    return {case.value: decline_name(name, case) for case in OBLIQUE}


def _forms_of_post(post: str) -> dict[str, str]:
    return {case.value: decline_post(post, case) for case in OBLIQUE}


def as_text(rows: list[dict[str, str]]) -> str:
    """The same for a reader at the terminal: a heading and five lines per row."""
    width = max(len(LABELS[case]) for case in OBLIQUE)
    blocks = []
    for number, row in enumerate(rows, start=1):
        lines = [f"{number}."] + [f"  {LABELS[case]:<{width}}  {row[case.value]}" for case in OBLIQUE]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)
