"""Deeds on sections. They have no names of their own: a section is told by its place and by what stood in its form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError

from schools.editing.merging import Marks, marks_of
from schools.models import User

from ...conditions import shortened
from ...models import Questionnaire
from ...wording import LONGEST, Section, Wording
from .deed import Deed, editing, merged
from .questions import DOWN, UP, section_at
from .values import tidy

MOST = 30


def add_section(questionnaire: Questionnaire, values: Mapping[str, Any], by: User | None) -> int:
    """A new section (`title`, `text`) at the end; its number from 0."""
    with editing(questionnaire, "добавлен раздел", by) as deed:
        if len(deed.wording.sections) >= MOST:
            raise ValidationError(f"В анкете уже {MOST} разделов. Объедините их.")
        told = _tidied(values)
        section = Section(told["title"], told["text"])
        deed.wording = replace(deed.wording, sections=(*deed.wording.sections, section))
        deed.note(_name(section), {}, {"раздел": section.title})
    return len(deed.wording.sections) - 1


def edit_section(
    questionnaire: Questionnaire, number: int, values: Mapping[str, Any], by: User | None, *, shown: Marks | None = None
) -> None:
    """New title and text, merged with what others saved meanwhile. Raises `StalePiece`."""
    with editing(questionnaire, "изменён раздел", by) as deed:
        number = _found(deed.wording, number, shown)
        old = deed.wording.sections[number]
        fields = merged(deed, "этот раздел", _tidied(values), _saved(old), shown)
        _write(deed, number, replace(old, **fields))
        deed.note(_name(deed.wording.sections[number]), {"раздел": old.title}, {"раздел": fields["title"]})


def section_marks(section: Section) -> dict[str, str]:
    """For a form that shows the section."""
    return marks_of(_saved(section))


def move_section(
    questionnaire: Questionnaire, number: int, way: str, by: User | None, *, shown: Marks | None = None
) -> None:
    """Up or down by one, with all its questions."""
    with editing(questionnaire, "переставлен раздел", by) as deed:
        number = _found(deed.wording, number, shown)
        if way not in (UP, DOWN):
            raise ValidationError("Скажите, куда переставить раздел.")
        to = number - 1 if way == UP else number + 1
        if not 0 <= to < len(deed.wording.sections):
            return
        sections = list(deed.wording.sections)
        sections[number], sections[to] = sections[to], sections[number]
        deed.wording = replace(deed.wording, sections=tuple(sections))
        deed.note(_name(sections[to]), {}, {"раздел": sections[to].title})


def remove_section(questionnaire: Questionnaire, number: int, by: User | None, *, shown: Marks | None = None) -> None:
    """Its heading goes; its questions join the section above (the first one's, the section below)."""
    with editing(questionnaire, "удалён раздел", by) as deed:
        number = _found(deed.wording, number, shown)
        sections = list(deed.wording.sections)
        if len(sections) == 1:
            raise ValidationError("Это единственный раздел: вопросы стоят в нём.")
        gone = sections.pop(number)
        home = max(number - 1, 0)
        joined = (
            (*sections[home].questions, *gone.questions) if number else (*gone.questions, *sections[home].questions)
        )
        sections[home] = replace(sections[home], questions=joined)
        deed.wording = replace(deed.wording, sections=tuple(sections))
        deed.note(_name(gone), {"раздел": gone.title}, {})


def _found(wording: Wording, number: int, shown: Marks | None) -> int:
    """The section that the page showed, wherever it stands now; else the one of that number."""
    here = section_at(wording, number)
    if shown is None or section_marks(wording.sections[here]) == dict(shown):
        return here
    alike = [place for place, one in enumerate(wording.sections) if section_marks(one) == dict(shown)]
    return alike[0] if len(alike) == 1 else here


def _write(deed: Deed, number: int, section: Section) -> None:
    sections = list(deed.wording.sections)
    sections[number] = section
    deed.wording = replace(deed.wording, sections=tuple(sections))


def _tidied(values: Mapping[str, Any]) -> dict[str, str]:
    found = {"title": tidy(values["title"]), "text": tidy(values["text"])}
    if any(len(text) > LONGEST for text in found.values()):
        raise ValidationError(f"Текст длиннее {LONGEST} знаков. Сократите его.")
    return found


def _saved(section: Section) -> dict[str, str]:
    return {"title": section.title, "text": section.text}


def _name(section: Section) -> str:
    return shortened(section.title) if section.title else "без названия"


def sections_of(wording: Wording) -> list[tuple[int, str]]:
    """(number from 0, name) to choose from."""
    return [(number, _name(section)) for number, section in enumerate(wording.sections)]
