"""The one door of a measure's status in a year, and the proof that comes with one click."""

from datetime import date
from typing import Any

from django.utils import timezone

from schools.editing.stale import StaleRow
from schools.journal.services import record
from schools.models import User
from schools.papers.models import Document

from ..enums import MEASURE_TRANSITIONS, EvidenceKind, MeasureStatus
from ..models import Evidence, Occasion
from .evidence import add_evidence, remove_evidence
from .occasions import lock_occasion, state_of
from .refusals import RoadmapRefused, in_words
from .rights import require_doer, require_editor

__all__ = [
    "add_evidence",
    "amend_occasion",
    "confirm_proof",
    "move_occasion",
    "remove_evidence",
]

LONGEST_TEXT = 5000
PHRASES = {
    MeasureStatus.PLANNED: "снята отметка о выполнении",
    MeasureStatus.UNDER_WAY: "мероприятие начато",
    MeasureStatus.DONE: "мероприятие выполнено",
    MeasureStatus.NOT_HELD: "мероприятие не проводилось",
}


def move_occasion(
    occasion: Occasion,
    to: str,
    *,
    version: int,
    by: User | None,
    done_on: date | None = None,
    reason: str = "",
    comment: str | None = None,
) -> Occasion:
    """Change the status of a measure in a year: lock, right, table, guard, save, journal, all or nothing. Returns the fresh row.

    DONE needs a day that has come (`done_on`, today by default), NOT_HELD a `reason`; the others drop both. `comment` None
    keeps what is there. By the curator, the head, and those whom the measure names. The same form sent twice is harmless.
    Raises `StaleRow` when the row was saved after the form with this version was opened, `RoadmapRefused`, `PermissionDenied`.
    """
    with in_words():
        row = lock_occasion(occasion)
        capacity = require_doer(by, row.measure)
        wanted = _wanted(row, to, done_on, reason, comment)
        if row.status == to and _held(row) == wanted:
            return row
        refuse_stale(row, version)
        if to not in MEASURE_TRANSITIONS[row.status]:
            raise RoadmapRefused([f"Мероприятие уже «{MeasureStatus(row.status).label}»."])
        refuse_wrong(row, to, wanted)
        before = state_of(row)
        row.status = to
        _save(row, wanted, before, PHRASES[MeasureStatus(to)], by, capacity)
    return row


def amend_occasion(
    occasion: Occasion,
    *,
    version: int,
    by: User | None,
    done_on: date | None = None,
    reason: str = "",
    comment: str | None = None,
) -> Occasion:
    """Correct day, reason and comment, the status staying as it is. The same rules as in `move_occasion`."""
    with in_words():
        row = lock_occasion(occasion)
        capacity = require_doer(by, row.measure)
        wanted = _wanted(row, row.status, done_on or row.done_on, reason, comment)
        if _held(row) == wanted:
            return row
        refuse_stale(row, version)
        refuse_wrong(row, row.status, wanted)
        _save(row, wanted, state_of(row), "уточнено исполнение", by, capacity)
    return row


def _wanted(row: Occasion, to: str, done_on: date | None, reason: str, comment: str | None) -> dict[str, Any]:
    today = row.measure.roadmap.organisation.today()
    return {
        "done_on": (done_on or today) if to == MeasureStatus.DONE else None,
        "reason": reason.replace("\x00", "").strip() if to == MeasureStatus.NOT_HELD else "",
        "comment": row.comment if comment is None else comment.replace("\x00", "").strip(),
    }


def _held(row: Occasion) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("done_on", "reason", "comment")}


def refuse_stale(row: Occasion, version: int) -> None:
    if row.version != version:
        raise StaleRow(row, row.changed_by, row.changed_at)


def earliest_day(row: Occasion) -> date:
    """The first day on which a measure of the year could have been done: preparation goes back to January before it."""
    return date(row.year, 1, 1)


def refuse_wrong(row: Occasion, to: str, wanted: dict[str, Any]) -> None:
    said = []
    day = wanted["done_on"]
    if day and day > row.measure.roadmap.organisation.today():
        said.append(f"{day:%d.%m.%Y} ещё не наступило. Отметьте выполнение, когда мероприятие пройдёт.")
    if day and day < earliest_day(row):
        said.append(f"{day:%d.%m.%Y} — это раньше учебного года. Проверьте год.")
    if to == MeasureStatus.NOT_HELD and not wanted["reason"]:
        said.append("Напишите, почему мероприятие не проводилось.")
    if max(len(wanted["reason"]), len(wanted["comment"])) > LONGEST_TEXT:
        said.append(f"Текст длиннее {LONGEST_TEXT} знаков. Сократите его.")
    if said:
        raise RoadmapRefused(said)


def _save(
    row: Occasion, wanted: dict[str, Any], before: dict[str, str], deed: str, by: User | None, capacity: str
) -> None:
    for name, value in wanted.items():
        setattr(row, name, value)
    row.changed_by, row.changed_at = by, timezone.now()
    row.version += 1
    row.save()
    record(
        deed,
        row.measure,
        organisation=row.measure.roadmap.organisation,
        user=by,
        before=before,
        after={"учебный год": f"{row.year}/{(row.year + 1) % 100:02d}"} | state_of(row),
        on_behalf=capacity,
    )


def confirm_proof(occasion: Occasion, proof_text: str, document: Document | None, by: User | None) -> Occasion:
    """What the product found becomes evidence and the measure is done, in one transaction; only by an editor.

    Done on the day of the document, or today; also today when the document is older than the year allows (a plan of
    several years, approved in the first of them). A measure that was done already keeps its day; twice is harmless.
    """
    with in_words():
        row = lock_occasion(occasion)
        organisation = row.measure.roadmap.organisation
        capacity = require_editor(by, organisation)
        text = proof_text.strip()
        if not text:
            raise RoadmapRefused(["Подтверждать нечего: программа ничего не нашла. Обновите страницу."])
        if document is not None and document.organisation_id != organisation.legal_entity.pk:
            raise RoadmapRefused(["Этого документа в организации нет. Обновите страницу."])
        found = {"kind": EvidenceKind.PROOF, "text": text, "document": document}
        if not Evidence.objects.filter(occasion=row, **found).exists():
            Evidence.objects.create(occasion=row, added_by=by, **found)
            record(
                "подтверждено программой",
                row.measure,
                organisation=organisation,
                user=by,
                after={"подтверждение": text},
                on_behalf=capacity,
            )
        if row.status != MeasureStatus.DONE:
            today = organisation.today()
            day = min(document.date, today) if document and document.date else today
            if day < earliest_day(row):
                day = today
            row = move_occasion(row, MeasureStatus.DONE, version=row.version, by=by, done_on=day)
    return row
