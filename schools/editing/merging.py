"""Two people's forms of one row, merged field by field.

A form carries a mark of every field as it showed it. A field that its reader left alone keeps what is saved now, whoever saved
it; one that only the reader changed is taken; one that both changed, and not to the same, is a clash and is asked about.

A field of a dictionary is a field of its own: «approval_post», a numbered one «extra-6». Values are as they would be saved
(tidied).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

# Signs of a mark: a slip of one in 2⁴⁸ is none.
LENGTH = 12

Marks = Mapping[str, str]


@dataclass(frozen=True)
class Merged:
    """`values`: what to save, whole dictionaries where a part of one is new. `kept`: fields left alone by the form's reader."""

    values: dict[str, Any]
    clashes: tuple[str, ...]
    kept: frozenset[str]


def marks_of(saved: Mapping[str, Any]) -> dict[str, str]:
    """Field → its mark."""
    return {name: _mark(value) for name, value in _fields(saved, saved).items()}


def merge(wanted: Mapping[str, Any], saved: Mapping[str, Any], shown: Marks) -> Merged:
    """`wanted` of the form, `saved` as it is now, `shown` as the form showed it: what it does not tell of was empty."""
    mine, theirs = _fields(wanted, saved), _fields(saved, wanted)
    base = {name: shown.get(name, _mark("")) for name in mine}
    kept = {name for name, value in mine.items() if _mark(value) == base[name]}
    own = {name for name, value in mine.items() if name not in kept and value != theirs[name]}
    clashes = tuple(name for name in mine if name in own and _mark(theirs[name]) != base[name])
    return Merged(_put_together(wanted, saved, own), clashes, frozenset(kept))


def _put_together(wanted: Mapping[str, Any], saved: Mapping[str, Any], own: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in wanted.items():
        if not isinstance(value, dict):
            if name in own:
                values[name] = value
            continue
        parts = dict(saved[name])
        new = [part for part in dict.fromkeys([*value, *parts]) if _name(name, part) in own]
        for part in new:
            parts.pop(part, None)
            if part in value:
                parts[part] = value[part]
        if new:
            values[name] = parts if any(parts.values()) else {}
    return values


def _fields(values: Mapping[str, Any], others: Mapping[str, Any]) -> dict[str, Any]:
    """One level deep; of a dictionary the parts of both sides, those that are absent empty."""
    found: dict[str, Any] = {}
    for name in values:
        if name not in others:
            continue
        if isinstance(values[name], dict):
            for part in dict.fromkeys([*values[name], *others[name]]):
                found[_name(name, part)] = values[name].get(part) or ""
        else:
            found[name] = values[name]
    return found


def _name(name: str, part: str) -> str:
    return f"{name}{'-' if part.isdigit() else '_'}{part}"


def _mark(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:LENGTH]
