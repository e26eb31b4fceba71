"""Whoever holds the whole database looks for what joins a person to an answer.

Every table is read as it lies: all columns, the physical place of each row, and on PostgreSQL the transaction that wrote it.
A row is somebody's when it refers to the person or holds a mark of the person (name, sign-in, link); it is a reply's when it
refers to the reply or holds its words. Three joins are looked for: a row that is both; a value that both sides share; an order
of people's rows (by place, key, time or transaction) that is the order of the replies'.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection

# |ρ| of ten pairs reaches this by chance about once in a hundred thousand.
SAME_ORDER = 0.96
# A shorter value is shared by chance: a status, a small number.
LONG_ENOUGH = 8


@dataclass
class Row:
    table: str
    place: int
    values: dict[str, Any]

    def text(self) -> str:
        return "\n".join(readable(value) for value in self.values.values())


def readable(value: Any) -> str:
    """SQLite keeps JSON as text whose Russian letters are escaped."""
    if isinstance(value, str) and value[:1] in ("{", "[", '"'):
        with contextlib.suppress(ValueError):
            return str(json.loads(value))
    return str(value)


@dataclass
class Series:
    """What one column (or the place of rows) of one table says of each person, or of each reply."""

    name: str
    values: dict[Any, Any] = field(default_factory=dict)


def whole_database() -> list[Row]:
    """All rows of all tables in their physical order."""
    postgres = connection.vendor == "postgresql"
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            hidden = "ctid::text AS _ctid, xmin::text::bigint AS _xmin" if postgres else "rowid AS _rowid"
            cursor.execute(f'SELECT {hidden}, * FROM "{table}"')
            names = [column.name if postgres else column[0] for column in cursor.description]
            found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
            found.sort(key=_physical)
            rows += [Row(table, place, values) for place, values in enumerate(found)]
    return rows


def _physical(values: dict[str, Any]) -> tuple[int, ...]:
    if "_rowid" in values:
        return (values["_rowid"],)
    return tuple(int(part) for part in values["_ctid"].strip("()").split(","))


def joins(
    truth: Mapping[Any, str], marks: Mapping[Any, Iterable[str]], columns: Mapping[Any, Iterable[tuple[str, str, Any]]]
) -> list[str]:
    """What joins people to answers; empty when nothing does.

    `truth`: person → the words that only this person's answer holds. `marks`: person → texts by which a row is the person's.
    `columns`: person → (table, column, value) that refer to the person.
    """
    rows = whole_database()
    replies = _owners_by_words(rows, truth)
    people = [_owner(row, marks, columns) for row in rows]
    return [
        *_rows_of_both(rows, people, replies),
        *_shared_values(rows, people, replies),
        *_same_orders(rows, people, replies, list(truth)),
    ]


def _owners_by_words(rows: list[Row], truth: Mapping[Any, str]) -> list[Any]:
    """For each row whose reply it belongs to, told as the person who in truth gave it."""
    keys: dict[str, Any] = {}
    for row in rows:
        if row.table == "surveys_answer":
            for person, words in truth.items():
                if words in row.text():
                    keys[_key(row.values["reply_id"])] = person
    owners = []
    for row in rows:
        if row.table == "surveys_reply":
            owners.append(keys.get(_key(row.values["id"])))
        elif row.table == "surveys_answer":
            owners.append(keys.get(_key(row.values["reply_id"])))
        else:
            text = row.text()
            owners.append(next((person for person, words in truth.items() if words in text), None))
    return owners


def _key(value: Any) -> str:
    return str(value).replace("-", "")


def _owner(row: Row, marks: Mapping[Any, Iterable[str]], columns: Mapping[Any, Iterable[tuple[str, str, Any]]]) -> Any:
    """The one person whom the row is about; None for nobody or several."""
    values = dict(row.values)
    if row.table == "django_session":
        values |= Session(session_data=values["session_data"]).get_decoded()
    text = "\n".join(readable(value) for value in values.values())
    found = {
        person
        for person in marks
        if any(mark and mark in text for mark in marks[person])
        or any(table in (row.table, "*") and values.get(column) == value for table, column, value in columns[person])
    }
    return found.pop() if len(found) == 1 else None


def _rows_of_both(rows: list[Row], people: list[Any], replies: list[Any]) -> Iterable[str]:
    for row, person, reply in zip(rows, people, replies, strict=True):
        if person is not None and person == reply:
            yield f"{row.table}: a row names the person and holds the answer"


def _shared_values(rows: list[Row], people: list[Any], replies: list[Any]) -> Iterable[str]:
    """Values of a person's rows that stand in rows of that person's reply and in nobody else's."""
    sides: tuple[dict, dict] = ({}, {})
    for row, person, reply in zip(rows, people, replies, strict=True):
        for side, owner in ((0, person), (1, reply)):
            if owner is None or (side == 0 and reply is not None):
                continue
            for column, value in row.values.items():
                if len(_key(value)) >= LONG_ENOUGH or column == "_xmin":
                    sides[side].setdefault(_key(value), set()).add((owner, f"{row.table}.{column}"))
    for value in sides[0].keys() & sides[1].keys():
        left, right = ({owner for owner, _ in side[value]} for side in sides)
        if left == right and len(left) == 1:
            names = sorted({name for side in sides for _, name in side[value]})
            yield f"{' = '.join(names)}: one value on both sides"


def _same_orders(rows: list[Row], people: list[Any], replies: list[Any], everybody: list[Any]) -> Iterable[str]:
    ours = [one for one in _series(rows, people, skip=replies) if set(one.values) == set(everybody)]
    theirs = [one for one in _series(rows, replies) if set(one.values) == set(everybody)]
    for left in ours:
        for right in theirs:
            rho = correlation([left.values[one] for one in everybody], [right.values[one] for one in everybody])
            if abs(rho) >= SAME_ORDER:
                yield f"{left.name} ~ {right.name}: the same order"


def _series(rows: list[Row], owners: list[Any], skip: list[Any] | None = None) -> list[Series]:
    """For each table and column the first value that each owner's rows hold, where it can be put in order."""
    found: dict[str, Series] = {}
    for number, (row, owner) in enumerate(zip(rows, owners, strict=True)):
        if owner is None or (skip is not None and skip[number] is not None):
            continue
        for column, value in [("place", row.place), *row.values.items()]:
            point = _point(value)
            if point is not None:
                # Answers to one question are a column of their own.
                name = f"{row.table}.{column}" + (f"[{row.values['item']}]" if "item" in row.values else "")
                series = found.setdefault(name, Series(name))
                series.values.setdefault(owner, point)
    return list(found.values())


def _point(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).timestamp()
        except ValueError:
            return None
    return None


def correlation(left: list[float], right: list[float]) -> float:
    """Spearman's ρ; 0 where a side tells fewer than eight of the people apart."""
    ranks = []
    for side in (left, right):
        if len(set(side)) < min(8, len(side)):
            return 0.0
        order = sorted(side)
        ranks.append([order.index(value) for value in side])
    n = len(left)
    means = [sum(side) / n for side in ranks]
    tops = sum((a - means[0]) * (b - means[1]) for a, b in zip(*ranks, strict=True))
    sizes = [sum((a - mean) ** 2 for a in side) for side, mean in zip(ranks, means, strict=True)]
    return tops / (sizes[0] * sizes[1]) ** 0.5
