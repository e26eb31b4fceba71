"""Blocks as JSON, as a hash and as plain text: what is kept of an issued paper."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeAliasType, Union, get_args, get_origin, get_type_hints

from . import blocks as vocabulary
from .blocks import Block, Text

KINDS: dict[str, type] = {
    "letterhead": vocabulary.Letterhead,
    "title": vocabulary.DocTitle,
    "date_number_place": vocabulary.DateNumberPlace,
    "heading": vocabulary.Heading,
    "paragraph": vocabulary.Paragraph,
    "point": vocabulary.Point,
    "table": vocabulary.Table,
    "spanned_table": vocabulary.SpannedTable,
    "annex_mark": vocabulary.AnnexMark,
    "approval_mark": vocabulary.ApprovalMark,
    "mark_pair": vocabulary.MarkPair,
    "signature": vocabulary.Signature,
    "acquaintance_list": vocabulary.AcquaintanceList,
    "executor": vocabulary.Executor,
    "blank_line": vocabulary.BlankLine,
    "picture": vocabulary.Picture,
    "check_mark": vocabulary.CheckMark,
    "page_break": vocabulary.PageBreak,
    "spacer": vocabulary.Spacer,
}
NAMES: dict[type, str] = {block: name for name, block in KINDS.items()}


class FrozenBlocksError(ValueError):
    """The JSON is not a list of blocks; the message says where it departs from it."""


def blocks_to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as lists, dictionaries, strings and numbers; fields at their defaults are left out."""
    return [{"kind": NAMES[type(block)], **_plain(block)} for block in blocks]


def blocks_from_json(data: Iterable[dict[str, Any]]) -> list[Block]:
    """The way back. Raises FrozenBlocksError on an unknown kind or field and on a wrong type."""
    found: list[Block] = []
    for place, item in enumerate(data):
        if not isinstance(item, dict) or item.get("kind") not in KINDS:
            raise FrozenBlocksError(f"block {place}: unknown kind {item!r:.80}")
        values = {name: value for name, value in item.items() if name != "kind"}
        found.append(_build(KINDS[item["kind"]], values, f"block {place} ({item['kind']})"))
    return found


def content_hash(blocks: Iterable[Block]) -> str:
    """SHA-256 in hex over canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(blocks_to_json(blocks), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def words(text: Text) -> str:
    """Text without its faces."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


def plain_text(blocks: Iterable[Block]) -> str:
    """The words of a paper in the order in which they are read, a line for each paragraph or row."""
    return "\n".join(line for block in blocks for line in _lines(block) if line.strip())


def _lines(block: Block) -> Iterable[str]:
    match block:
        case vocabulary.Letterhead():
            yield from (*block.founder, block.full_name)
            yield f"({block.short_name})" if block.short_name else ""
            yield from block.contacts
        case vocabulary.DocTitle():
            yield from (block.text, block.subtitle)
        case vocabulary.DateNumberPlace():
            yield f"{block.date or '____'} № {block.number or '____'}"
            yield block.place
        case vocabulary.Heading():
            yield block.text
        case vocabulary.Paragraph():
            yield words(block.text)
        case vocabulary.Point():
            yield f"{block.number} {words(block.text)}"
        case vocabulary.Table():
            titles = [column.title for column in block.columns]
            yield "\t".join(["№ п/п", *titles] if block.numbered else titles)
            for number, row in enumerate(block.rows, 1):
                yield "\t".join([str(number), *row] if block.numbered else row)
        case vocabulary.SpannedTable():
            yield "\t".join(column.title for column in block.columns)
            for cells in block.rows:
                yield "\t".join(cell.text for cell in cells)
        case vocabulary.AnnexMark():
            yield from block.lines
        case vocabulary.ApprovalMark():
            yield from (block.word, *block.lines, block.post, block.name, block.date)
        case vocabulary.MarkPair():
            for mark in (*block.left, *block.right):
                yield from _lines(mark)
        case vocabulary.Signature():
            yield f"{block.post}\t{block.name}"
        case vocabulary.AcquaintanceList():
            yield from (block.title, *block.names)
        case vocabulary.Executor():
            yield f"Исп. {block.name}" + (f", {block.phone}" if block.phone else "")
        case vocabulary.BlankLine():
            yield "\t".join(f"{blank.label} {blank.value or '____'}".strip() for blank in block.blanks)
        case vocabulary.Picture():
            yield block.caption
        case vocabulary.CheckMark():
            yield from (block.words, block.url)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {
            item.name: _plain(getattr(value, item.name))
            for item in fields(value)
            if getattr(value, item.name) != _default(item)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _default(item: Field[Any]) -> Any:
    return (
        item.default
        if item.default is not MISSING
        else item.default_factory()
        if (item.default_factory is not MISSING)
        else MISSING
    )


@cache
def _hints(block: type) -> dict[str, Any]:
    return get_type_hints(block)


def _build(block: type, values: dict[str, Any], place: str) -> Any:
    hints = _hints(block)
    if unknown := values.keys() - hints.keys():
        raise FrozenBlocksError(f"{place}: unknown field {min(unknown)}")
    try:
        return block(**{name: _value(hints[name], value, f"{place}.{name}") for name, value in values.items()})
    except FrozenBlocksError:
        raise
    except (TypeError, ValueError) as error:
        raise FrozenBlocksError(f"{place}: {error}") from error


def _value(hint: Any, value: Any, place: str) -> Any:
    """``value`` as the annotation ``hint`` wants it."""
    if isinstance(hint, TypeAliasType):
        hint = hint.__value__
    origin = get_origin(hint)
    if origin in (Union, UnionType):  # Text: a string, or a list of runs; or a picture that may be absent
        hint = next(one for one in get_args(hint) if (one is str) == isinstance(value, str) and one is not type(None))
        origin = get_origin(hint)
    if origin is Literal and value in get_args(hint):
        return value
    if origin is tuple and isinstance(value, list | tuple):
        inner = get_args(hint)[0]
        return tuple(_value(inner, item, f"{place}[{index}]") for index, item in enumerate(value))
    if is_dataclass(hint) and isinstance(value, dict):
        return _build(hint, value, place)  # type: ignore[arg-type]  # a dataclass by the line above
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise FrozenBlocksError(f"{place}: {value!r:.80} does not fit")
