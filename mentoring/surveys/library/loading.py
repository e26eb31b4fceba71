"""From the library's files to questionnaires; README.md tells what stands in a file."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from schools.models import Organisation

from ..enums import AnswerSide, Mode, Purpose
from ..lengths import minutes_of
from ..wording import Wording
from .variants import forms_of, kinds_of

FOLDER = Path(__file__).parent
# Questions that several files ask in the same words, by the name under which they are used.
SHARED = "_shared.toml"
FILE_KEYS = frozenset({"order", "purpose", "mode", "heading", "thanks", "sets", "item", "section", "set"})
ITEM_KEYS = frozenset({"code", "side", "variants", "mode", "title", "about", "heading", "intro", "thanks"})
SECTION_KEYS = frozenset({"title", "text", "sides", "only", "question"})
QUESTION_KEYS = frozenset(
    {"use", "sides", "only", "code", "kind", "text", "help", "required", "options", "rows", "low", "high", "limit"}
    | {"source", "target", "signal", "when"}
)


@dataclass(frozen=True)
class LibraryItem:
    """One questionnaire on offer. `title` is read by the curator in lists, `wording.title` by who answers."""

    code: str
    title: str
    purpose: Purpose
    side: AnswerSide
    mode: Mode
    # Codes of `banks.MentoringForm`; none is any form.
    forms: tuple[str, ...]
    # Values of `OrganisationKind`.
    for_kinds: tuple[str, ...]
    # Which of VARIANTS it is written for.
    variants: tuple[str, ...]
    minutes: int
    about: str
    wording: Wording = field(repr=False, compare=False)


@cache
def library() -> list[LibraryItem]:
    """Every questionnaire, in the order of the files. The files are a part of the program: a fault in one raises."""
    return [item for source in sources() for item in _items(source)]


@cache
def _by_code() -> dict[str, LibraryItem]:
    return {item.code: item for item in library()}


def library_item(code: str) -> LibraryItem | None:
    return _by_code().get(code)


def offered_to(organisation: Organisation) -> list[LibraryItem]:
    """Those that suit the organisation's kind."""
    return [item for item in library() if organisation.kind in item.for_kinds]


@cache
def sources() -> list[dict[str, Any]]:
    """What the files say, in their order."""
    found = [_read(path) for path in FOLDER.glob("*.toml") if path.name != SHARED]
    for source in found:
        only_known(source, FILE_KEYS, source["purpose"])
    return sorted(found, key=lambda source: source["order"])


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def only_known(raw: dict[str, Any], known: frozenset[str], place: str) -> None:
    """A misspelt key would be left out silently."""
    if unknown := set(raw) - known:
        raise ValueError(f"{place}: unknown {sorted(unknown)}")


def _items(source: dict[str, Any]) -> list[LibraryItem]:
    shared = _read(FOLDER / SHARED)
    return [_Builder(source, raw, shared).build() for raw in source["item"]]


class _Builder:
    """Takes out of a file what is for one side and its variants."""

    def __init__(self, source: dict[str, Any], raw: dict[str, Any], shared: dict[str, Any]) -> None:
        self.source, self.raw, self.shared = source, raw, shared
        self.side = AnswerSide(raw["side"])
        self.variants = tuple(raw["variants"])
        only_known(raw, ITEM_KEYS, raw["code"])

    def build(self) -> LibraryItem:
        wording = Wording.from_json(
            {
                "title": self.raw.get("heading", self.source.get("heading")),
                "intro": self.raw["intro"].strip(),
                "thanks": self.raw.get("thanks", self.source.get("thanks", "")).strip(),
                "sections": [one for one in map(self._section, self.source["section"]) if one and one["questions"]],
            }
        )
        return LibraryItem(
            code=self.raw["code"],
            title=self.raw["title"],
            purpose=Purpose(self.source["purpose"]),
            side=self.side,
            mode=Mode(self.raw.get("mode", self.source["mode"])),
            forms=forms_of(self.variants),
            for_kinds=kinds_of(self.variants),
            variants=self.variants,
            minutes=minutes_of(wording),
            about=self.raw["about"],
            wording=wording,
        )

    def _suits(self, raw: dict[str, Any]) -> bool:
        """Everybody of the item must be meant, not some."""
        return self.side in raw.get("sides", [self.side]) and set(self.variants) <= set(raw.get("only", self.variants))

    def _section(self, raw: dict[str, Any]) -> dict[str, Any] | None:
        only_known(raw, SECTION_KEYS, self.raw["code"])
        if not self._suits(raw):
            return None
        questions = [self.shared[one["use"]] | one if "use" in one else one for one in raw["question"]]
        return {
            "title": raw.get("title", ""),
            "text": raw.get("text", ""),
            "questions": [self._question(one) for one in questions if self._suits(one)],
        }

    def _question(self, raw: dict[str, Any]) -> dict[str, Any]:
        only_known(raw, QUESTION_KEYS, f"{self.raw['code']}, {raw.get('code')}")
        read = {key: value for key, value in raw.items() if key not in ("use", "sides", "only")}
        for key in ("options", "rows"):
            told = raw.get(key, [])
            read[key] = [
                {"code": code, "text": text}
                for code, text, *only in (self.shared["lists"][told] if isinstance(told, str) else told)
                if not only or set(self.variants) <= set(only[0])
            ]
        return read
