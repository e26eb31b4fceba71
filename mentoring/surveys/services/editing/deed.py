"""What every deed of editing goes through: lock, words before and after, faults, edit to undo, journal."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.editing.merging import Marks, marks_of, merge
from schools.editing.stale import StaleRow
from schools.journal.services import record
from schools.models import User

from ...models import Questionnaire, QuestionnaireEdit
from ...wording import Wording, check
from ..questionnaires import check_head, lock_questionnaire
from .states import give, same, state_of

GONE = "Этого вопроса больше нет: его удалили, пока страница была открыта. Обновите страницу."
# Deeds that can be taken back, of each questionnaire.
KEPT = 50


class StalePiece(StaleRow):
    """Somebody saved the same piece after this form was opened; `clashes` names the fields that both changed."""

    def __init__(self, row: Questionnaire, noun: str, clashes: tuple[str, ...], kept: frozenset[str]) -> None:
        edit = row.edits.select_related("by").first()
        who, at = (edit.by, edit.at) if edit else (None, None)
        super().__init__(row, who, at, clashes=clashes, kept=kept, deed=f"{noun} изменили")


@dataclass
class Deed:
    """An open deed: the questionnaire is locked. The deed gives the new words and names what the journal keeps."""

    questionnaire: Questionnaire
    wording: Wording
    name: str = ""
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def note(self, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.name, self.before, self.after = name, dict(before), dict(after)


@contextmanager
def editing(questionnaire: Questionnaire, phrase: str, by: User | None, *, undoable: bool = True) -> Iterator[Deed]:
    """All or nothing. A deed that changes nothing leaves no trace; one that would leave the questionnaire with a new fault
    is refused with all its faults (`ValidationError`)."""
    with transaction.atomic():
        own = lock_questionnaire(questionnaire)
        if own.archived_at is not None:
            raise ValidationError("Анкета в архиве. Верните её из архива, чтобы править.")
        was = state_of(own)
        deed = Deed(own, Wording.read_loosely(own.content))
        old_faults = list(check(deed.wording))
        yield deed
        own.content = deed.wording.to_json()
        now = state_of(own)
        if same(was, now):
            return
        faults = [*check_head(now["head"]), *check(deed.wording)]
        # What was faulty before the deed (a rule has become stricter since) must not forbid mending it piece by piece.
        if faults and (not old_faults or len(faults) > len(old_faults)):
            raise ValidationError(faults)
        give(own, now)
        own.version += 1
        own.save()
        if undoable:
            named = f"{phrase}: {deed.name}" if deed.name else phrase
            QuestionnaireEdit.objects.create(questionnaire=own, deed=named[:200], before=was, after=now, by=by)
            old = QuestionnaireEdit.objects.filter(questionnaire=own).values_list("pk", flat=True)[KEPT:]
            QuestionnaireEdit.objects.filter(pk__in=list(old)).delete()
        record(phrase, own, organisation=own.organisation, user=by, before=deed.before, after=deed.after)
    questionnaire.version, questionnaire.content = own.version, own.content


def merged(
    deed: Deed, noun: str, wanted: Mapping[str, Any], saved: Mapping[str, Any], shown: Marks | None
) -> dict[str, Any]:
    """The fields to save: those of the form that its reader changed, over what is saved now. Raises `StalePiece` when both
    changed one field differently. A form that tells of no marks was opened on what is saved now."""
    found = merge(wanted, saved, shown if shown is not None else marks_of(saved))
    if found.clashes:
        raise StalePiece(deed.questionnaire, noun, found.clashes, found.kept)
    return {**saved, **found.values}
