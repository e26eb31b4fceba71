"""A questionnaire as a file, handed from school to school.

The file is JSON: {"file": "mentoring-questionnaire", "version": 1, "title", "purpose", "side", "mode", "forms", "content"}.
It holds words and nothing of people or answers. What is read is never trusted: it is checked whole before anything is
written, and the same checks are made again when the curator confirms.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.banks.selectors.dictionary import forms_for
from schools.models import Organisation, User
from schools.russian import count, tidy_spaces

from ..enums import AnswerSide, Mode, Purpose
from ..models import Questionnaire
from ..selectors.questionnaires import wording_of
from ..wording import Wording
from .editing.states import same
from .questionnaires import LONGEST_TITLE, check_head, lay_questionnaire

KIND, VERSION = "mentoring-questionnaire", 1
# Bytes; the longest questionnaire is a tenth of it.
BIGGEST = 500_000
NOT_OURS = "Это не файл анкеты. Возьмите файл, скачанный кнопкой «Скачать файл» на странице анкеты."


@dataclass(frozen=True)
class FileRead:
    """What stands in a file. Nothing of it is written while there are `faults`; `notes` tell what will be otherwise than
    in the file."""

    head: dict[str, Any]
    wording: Wording
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # The organisation's own questionnaire of the same words and the same title.
    twin: Questionnaire | None = None

    @property
    def questions(self) -> str:
        return count(len(list(self.wording.questions())), "вопрос", "вопроса", "вопросов")


def export_json(questionnaire: Questionnaire) -> bytes:
    """The file's content."""
    told = {
        "file": KIND,
        "version": VERSION,
        "title": questionnaire.title,
        "purpose": questionnaire.purpose,
        "side": questionnaire.side,
        "mode": questionnaire.mode,
        "forms": questionnaire.forms,
        "content": wording_of(questionnaire).to_json(),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def read_file(organisation: Organisation, content: bytes) -> FileRead:
    """Everything that can be understood, with every fault at once. Writes nothing."""
    faults: list[str] = []
    raw = _parsed(content, faults)
    wording = Wording("")
    if not faults:
        try:
            wording = Wording.from_json(raw["content"])
        except ValidationError as error:
            faults += error.messages
            wording = Wording.read_loosely(raw["content"])
    notes: list[str] = []
    head = _head(raw, wording, notes)
    if raw:
        head["forms"] = _known_forms(organisation, raw.get("forms"), notes)
        faults += [fault for fault in check_head(head) if fault not in faults]
    twin = None if faults else _twin(organisation, head, wording)
    if twin is not None:
        where = " (в архиве)" if twin.archived_at else ""
        faults.append(f"Точно такая анкета у вас уже есть: «{twin.title}»{where}. Второй раз загружать её незачем.")
    return FileRead(head, wording, faults, notes, twin)


@transaction.atomic
def import_json(organisation: Organisation, content: bytes, by: User | None) -> Questionnaire:
    """A questionnaire of the organisation's own out of a file. Raises ValidationError with every fault; nothing is written
    then. Codes of questions stay: answers can be compared between schools."""
    entity = organisation.legal_entity
    # Locked, so that one file confirmed twice at once is one questionnaire.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=entity.pk)
    found = read_file(entity, content)
    if found.faults:
        raise ValidationError(found.faults)
    return lay_questionnaire(entity, found.head, found.wording, by, deed="анкета загружена из файла")


def _parsed(content: bytes, faults: list[str]) -> dict[str, Any]:
    if len(content) > BIGGEST:
        faults.append(
            f"Файл больше {BIGGEST // 1000} КБ: таких анкет не бывает. Возьмите файл, скачанный из программы."
        )
        return {}
    try:
        raw = json.loads(content.decode("utf-8-sig"), parse_constant=_refused)
        # Halves of a letter are read by JSON and can be written nowhere.
        json.dumps(raw, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        # ValueError: not JSON, not UTF-8, a number of thousands of digits.
        faults.append(f"Файл не читается. {NOT_OURS}")
        return {}
    if not isinstance(raw, dict) or raw.get("file") != KIND or not isinstance(raw.get("content"), dict):
        faults.append(NOT_OURS)
        return {}
    version = raw.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        faults.append(NOT_OURS)
        return {}
    if version > VERSION:
        faults.append("Файл скачан из более новой программы. Обновите свою или попросите прислать анкету текстом.")
        return {}
    return raw


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def _head(raw: dict[str, Any], wording: Wording, notes: list[str]) -> dict[str, Any]:
    title = raw.get("title")
    title = tidy_spaces(title) if isinstance(title, str) else ""
    title = title or wording.title
    if len(title) > LONGEST_TITLE:
        title = title[:LONGEST_TITLE]
        notes.append(f"Название длиннее {LONGEST_TITLE} знаков: сохраним его начало.")
    return {
        "title": title,
        "purpose": _choice(raw.get("purpose"), Purpose.values, Purpose.OTHER, "для чего анкета", notes, bool(raw)),
        "side": _choice(raw.get("side"), AnswerSide.values, AnswerSide.ANYBODY, "кто отвечает", notes, bool(raw)),
        "mode": _choice(raw.get("mode"), Mode.values, Mode.CONFIDENTIAL, "кто видит ответы", notes, bool(raw)),
        "forms": [],
    }


def _choice(value: Any, known: list[str], otherwise: str, what: str, notes: list[str], told: bool) -> str:
    if isinstance(value, str) and value in known:
        return value
    if told:
        notes.append(f"В файле не понять, {what}. После загрузки проверьте это на странице анкеты.")
    return otherwise


def _known_forms(organisation: Organisation, value: Any, notes: list[str]) -> list[str]:
    asked = [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    known = set(forms_for(organisation.legal_entity).values_list("code", flat=True)) if asked else set()
    if set(asked) - known:
        notes.append("Анкета названа и для форм наставничества, которых в вашем словаре нет: эти формы пропустим.")
    return [one for one in dict.fromkeys(asked) if one in known]


def _twin(organisation: Organisation, head: dict[str, Any], wording: Wording) -> Questionnaire | None:
    content = wording.to_json()
    titled = Questionnaire.objects.filter(organisation=organisation.legal_entity, title=head["title"])
    return next((one for one in titled if same(wording_of(one).to_json(), content)), None)
