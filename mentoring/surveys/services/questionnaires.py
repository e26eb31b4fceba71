"""Questionnaires of an organisation as wholes: taken from the library, made, copied, put away, frozen for a wave."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.journal.services import record
from schools.models import Organisation, User
from schools.russian import normalise_key, tidy_spaces

from ..codes import question_code
from ..enums import AnswerSide, Mode, Purpose, QuestionKind
from ..library import LibraryItem
from ..models import Edition, Questionnaire
from ..selectors.questionnaires import DICTIONARIES, drafts_with, filled
from ..wording import Question, Section, Wording, check

LONGEST_TITLE = 200
# Kinds whose question needs nothing but its words.
PLAIN = (QuestionKind.LONG, QuestionKind.SHORT, QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.FREQUENCY)


def lock_questionnaire(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it is now, locked until the end of the transaction."""
    rows = Questionnaire.objects.select_for_update(of=("self",), no_key=True).select_related("organisation")
    locked = rows.filter(pk=questionnaire.pk).first()
    if locked is None:
        raise ValidationError("Этой анкеты больше нет.")
    return locked


@transaction.atomic
def take_from_library(organisation: Organisation, item: LibraryItem, by: User | None) -> Questionnaire:
    """The organisation's own copy of the library's questionnaire; taken again it is the same one, out of the archive too."""
    entity = organisation.legal_entity
    own, is_new = Questionnaire.objects.get_or_create(
        organisation=entity,
        origin=item.code,
        defaults={
            "title": item.title[:LONGEST_TITLE],
            "purpose": item.purpose,
            "side": item.side,
            "mode": item.mode,
            "forms": list(item.forms),
            "content": item.wording.to_json(),
        },
    )
    if is_new:
        record("анкета взята из библиотеки", own, organisation=entity, user=by, after={"название": own.title})
    elif own.archived_at is not None:
        return restore_questionnaire(own, by)
    return own


@transaction.atomic
def create_questionnaire(
    organisation: Organisation,
    *,
    title: str,
    purpose: str,
    side: str,
    mode: str,
    questions: Sequence[str],
    kind: str = QuestionKind.LONG,
    intro: str = "",
    thanks: str = "",
    by: User | None,
) -> Questionnaire:
    """A new questionnaire of these questions, all of one plain kind to begin with. Raises ValidationError with every fault."""
    if kind not in PLAIN:
        raise ValidationError({"kind": "Выберите вид ответа из списка."})
    made: list[Question] = []
    for text in map(tidy_spaces, questions):
        if text:
            low, high = ("совсем нет", "полностью") if kind == QuestionKind.SCALE else ("", "")
            code = question_code(text, [one.code for one in made])
            made.append(Question(code, kind, text, low=low, high=high))
    wording = Wording(tidy_spaces(title), intro, thanks, (Section("", "", tuple(made)),))
    return lay_questionnaire(
        organisation,
        {"title": wording.title, "purpose": purpose, "side": side, "mode": mode, "forms": []},
        wording,
        by,
        deed="создана анкета",
    )


def lay_questionnaire(
    organisation: Organisation, head: dict[str, Any], wording: Wording, by: User | None, *, deed: str
) -> Questionnaire:
    """A new row of these fields and words, journaled. Raises ValidationError with every fault; nothing is written then."""
    faults = [*check_head(head), *check(wording)]
    if faults:
        raise ValidationError(faults)
    entity = organisation.legal_entity
    with transaction.atomic():
        made = Questionnaire.objects.create(organisation=entity, content=wording.to_json(), **head)
        record(deed, made, organisation=entity, user=by, after={"название": made.title})
    return made


def check_head(head: dict[str, Any]) -> list[str]:
    """Sentences on what is wrong with the fields beside the words."""
    faults = []
    if not head["title"]:
        faults.append("Дайте анкете название.")
    if len(head["title"]) > LONGEST_TITLE:
        faults.append(f"Название длиннее {LONGEST_TITLE} знаков. Сократите его.")
    if head["purpose"] not in Purpose.values:
        faults.append("Скажите, для чего анкета: выберите из списка.")
    if head["side"] not in AnswerSide.values:
        faults.append("Скажите, кто отвечает: выберите из списка.")
    if head["mode"] not in Mode.values:
        faults.append("Скажите, кто видит ответы: выберите из списка.")
    return faults


@transaction.atomic
def copy_questionnaire(questionnaire: Questionnaire, by: User | None) -> Questionnaire:
    """Another questionnaire of the same words. Its questions keep their codes: answers to both can be compared."""
    source = lock_questionnaire(questionnaire)
    head = {
        "title": _free_title(source.organisation, source.title),
        "purpose": source.purpose,
        "side": source.side,
        "mode": source.mode,
        "forms": source.forms,
    }
    made = Questionnaire.objects.create(organisation=source.organisation, content=source.content, **head)
    record(
        "анкета скопирована",
        made,
        organisation=made.organisation,
        user=by,
        before={"название": source.title},
        after={"название": made.title},
    )
    return made


def _free_title(organisation: Organisation, title: str) -> str:
    taken = {normalise_key(one) for one in organisation.questionnaires.values_list("title", flat=True)}
    number = 1
    while True:
        mark = " (копия)" if number == 1 else f" (копия {number})"
        found = title[: LONGEST_TITLE - len(mark)] + mark
        if normalise_key(found) not in taken:
            return found
        number += 1


@transaction.atomic
def archive_questionnaire(questionnaire: Questionnaire, by: User | None) -> Questionnaire:
    """Out of the list; waves that asked by it keep everything. Refused while a wave being prepared would ask by it."""
    own = lock_questionnaire(questionnaire)
    if own.archived_at is not None:
        return own
    if drafts := drafts_with(own):
        names = ", ".join(f"«{one}»" for one in drafts)
        raise ValidationError(
            f"По этой анкете готовится анкетирование {names}. Выберите в нём другую анкету или отмените его."
        )
    own.archived_at = timezone.now()
    own.save(update_fields=["archived_at", "updated_at"])
    record("анкета убрана в архив", own, organisation=own.organisation, user=by)
    return own


@transaction.atomic
def restore_questionnaire(questionnaire: Questionnaire, by: User | None) -> Questionnaire:
    """Back from the archive."""
    own = lock_questionnaire(questionnaire)
    if own.archived_at is not None:
        own.archived_at = None
        own.save(update_fields=["archived_at", "updated_at"])
        record("анкета возвращена из архива", own, organisation=own.organisation, user=by)
    return own


@transaction.atomic
def freeze(questionnaire: Questionnaire, organisation: Organisation) -> Edition:
    """The words of this moment, with the options of the organisation's dictionaries, for a wave that begins.

    The same words are the same edition. Raises ValidationError when the questionnaire cannot be asked.
    """
    own = lock_questionnaire(questionnaire)
    wording = filled(Wording.from_json(own.content), organisation)
    wording = replace(wording, sections=tuple(one for one in wording.sections if one.questions))
    if empty := [one.text for one in wording.questions() if one.source in DICTIONARIES and not one.options]:
        raise ValidationError(
            [
                f"Вопрос «{text}»: в словаре не нашлось ни одного ответа. Дополните словарь или варианты."
                for text in empty
            ]
        )
    if faults := list(check(wording)):
        raise ValidationError(faults)
    content = wording.to_json()
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    last = own.editions.order_by("-number").first()
    edition, _ = Edition.objects.get_or_create(
        questionnaire=own, digest=digest, defaults={"number": last.number + 1 if last else 1, "content": content}
    )
    return edition
