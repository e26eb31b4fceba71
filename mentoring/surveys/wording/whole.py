"""A whole questionnaire, to JSON and back."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from .checking import check
from .parts import LONGEST, Condition, Option, Question, Section


@dataclass(frozen=True)
class Wording:
    title: str
    intro: str = ""
    thanks: str = ""
    sections: tuple[Section, ...] = field(default=())

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions() if one.code == code), None)

    def to_json(self) -> dict[str, Any]:
        """Plain values, without what stands at its default."""
        return _lean(asdict(self))

    @classmethod
    def from_json(cls, value: Any) -> "Wording":
        """Raises ValidationError with a Russian sentence for every fault, each with its place."""
        faults: list[str] = []
        wording = _read(value, faults)
        if not faults:
            faults = list(check(wording, is_stored=True))
        if faults:
            raise ValidationError(faults)
        return wording

    @classmethod
    def read_loosely(cls, value: Any) -> "Wording":
        """What can be read of it, faulty or not: a page shows it with its faults (`check`) instead of refusing to open."""
        return _read(value, [])


def _lean(value: Any) -> Any:
    if isinstance(value, dict):
        lean = {key: _lean(one) for key, one in value.items()}
        return {
            key: one for key, one in lean.items() if one not in ("", None, [], {}) and not (key == "required" and one)
        }
    if isinstance(value, (list, tuple)):
        return [_lean(one) for one in value]
    return value


def _read(value: Any, faults: list[str]) -> Wording:
    if not isinstance(value, dict) or not isinstance(value.get("sections"), list):
        faults.append("Это не анкета: в файле нет разделов. Возьмите файл, скачанный кнопкой «Скачать анкету».")
        return Wording("")
    sections = []
    for number, raw in enumerate(value["sections"], 1):
        if not isinstance(raw, dict) or not isinstance(raw.get("questions", []), list):
            faults.append(f"Раздел {number} не читается.")
            continue
        questions = [
            _read_question(one, f"раздел {number}, вопрос {n}", faults)
            for n, one in enumerate(raw.get("questions", []), 1)
        ]
        sections.append(Section(_text(raw, "title"), _text(raw, "text"), tuple(one for one in questions if one)))
    return Wording(_text(value, "title"), _text(value, "intro"), _text(value, "thanks"), tuple(sections))


def _read_question(raw: Any, place: str, faults: list[str]) -> Question | None:
    if not isinstance(raw, dict):
        faults.append(f"{place.capitalize()}: не читается.")
        return None
    limit = raw.get("limit")
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int) or limit < 1):
        faults.append(f"{place.capitalize()}: «не больше» — целое число от 1.")
        limit = None
    when = raw.get("when")
    condition = None
    if isinstance(when, dict):
        condition = Condition(_text(when, "item"), _text(when, "op"), when.get("value"))
    elif when is not None:
        faults.append(f"{place.capitalize()}: условие не читается.")
    return Question(
        code=_text(raw, "code"),
        kind=_text(raw, "kind"),
        text=_text(raw, "text"),
        help=_text(raw, "help"),
        required=raw.get("required", True) is not False,
        options=_read_options(raw.get("options", []), place, faults),
        rows=_read_options(raw.get("rows", []), place, faults),
        low=_text(raw, "low"),
        high=_text(raw, "high"),
        limit=limit,
        source=_text(raw, "source"),
        target=_text(raw, "target"),
        signal=_text(raw, "signal"),
        when=condition,
    )


def _read_options(raw: Any, place: str, faults: list[str]) -> tuple[Option, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        faults.append(f"{place.capitalize()}: варианты не читаются.")
        return ()
    return tuple(Option(_text(one, "code"), _text(one, "text")) for one in raw)


def _text(raw: dict, key: str) -> str:
    value = raw.get(key, "")
    return value.strip()[:LONGEST].replace("\x00", "") if isinstance(value, str) else ""
