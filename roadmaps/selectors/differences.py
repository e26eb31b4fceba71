"""What changed between two snapshots of a roadmap, row by row and field by field, told so that a head can read it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from schools.russian import date_words

from ..enums import ApprovalForm

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
KIND_LABELS = {ADDED: "добавлено", REMOVED: "удалено", CHANGED: "изменено", MOVED: "переставлено"}

MEASURE_FIELDS = {
    "number": "номер",
    "title": "мероприятие",
    "content": "содержание",
    "due_text": "срок",
    "responsible_text": "ответственные",
    "expected_result": "ожидаемый результат",
}
STAGE_FIELDS = {"number": "номер этапа", "title": "название этапа"}
HEAD_FIELDS = {"title": "название", "organisation": "организация", "school_year": "учебный год"}
APPROVAL_FIELDS = {
    "post": "утверждает: должность",
    "name": "утверждает: имя",
    "order_number": "номер приказа",
}
# Versions approved earlier do not have all of these: what a snapshot does not know is no difference.
MARK_FIELDS = {"approval_form": "гриф утверждения", "annex_number": "номер приложения", "landscape": "лист"}
AGREEMENT_FIELDS = {
    "body": "согласовано: кем",
    "post": "согласовано: должность",
    "name": "согласовано: имя",
    "protocol_number": "номер протокола",
}


@dataclass(frozen=True)
class Change:
    """One difference. `was` and `now`: name of the field in Russian → text; an empty text is «nothing stood there».

    `noun` is "measure", "stage" or "head"; `stage` names the stage where the measure is now (was, if removed).
    """

    kind: Literal["added", "removed", "changed", "moved"]
    noun: Literal["measure", "stage", "head"]
    uid: str
    stage: str
    name: str
    was: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return KIND_LABELS[self.kind]

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """(field, was, is), in the order of the table's columns."""
        names = dict.fromkeys([*self.was, *self.now])
        return [(name, self.was.get(name, ""), self.now.get(name, "")) for name in names]


def difference(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Head first, then the rows in the new order, each stage with its measures; what was removed comes last.

    Both are `snapshot_of`; an empty old one (no version yet) makes everything added.
    """
    old, new = _whole(old), _whole(new)
    found = list(_head_changes(old, new))
    stages, was_stages = _stages(new), _stages(old)
    rows, was_rows = _measures(new), _measures(old)
    strayed = _strayed(list(was_stages), list(stages)) | _strayed(_places(was_rows), _places(rows))
    for uid, stage in stages.items():
        found += _stage_changes(uid, was_stages.get(uid), stage, uid in strayed)
        for measure in stage["measures"]:
            found += _measure_changes(was_rows.get(measure["key"]), (stage, measure), new, measure["key"] in strayed)
    found += [
        Change("removed", "measure", uid, stage_name(stage), name_of(measure), was=_texts(measure, old))
        for uid, (stage, measure) in was_rows.items()
        if uid not in rows
    ]
    found += [
        Change("removed", "stage", uid, stage_name(stage), stage_name(stage), was=_stage_texts(stage))
        for uid, stage in was_stages.items()
        if uid not in stages
    ]
    return found


def same_words(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether both print the same."""
    return not difference(old, new)


def _whole(snapshot: dict[str, Any]) -> dict[str, Any]:
    return {"title": "", "stages": [], "columns": []} | snapshot


def _stages(snapshot: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {stage["key"]: stage for stage in snapshot["stages"]}


def _measures(snapshot: dict[str, Any]) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    return {measure["key"]: (stage, measure) for stage in snapshot["stages"] for measure in stage["measures"]}


def _places(rows: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> list[tuple[str, str]]:
    """(stage, measure) in order: a measure that changed its stage is no longer the same place."""
    return [(stage["key"], uid) for uid, (stage, _) in rows.items()]


def _strayed(was: Sequence[Any], now: Sequence[Any]) -> set[str]:
    """What both have and what left its order: the fewest rows whose moving explains it (the rest of the longest rising run)."""
    uid_of = [row[1] if isinstance(row, tuple) else row for row in now]
    old_uids = {row[1] if isinstance(row, tuple) else row for row in was}
    place = {row: index for index, row in enumerate(was)}
    common = [row for row in now if row in place]
    tails: list[int] = []
    chains: list[list[int]] = []
    for row in common:
        index = bisect_left(tails, place[row])
        chain = [*(chains[index - 1] if index else []), place[row]]
        tails[index : index + 1] = [place[row]]
        chains[index : index + 1] = [chain]
    kept = set(chains[-1]) if chains else set()
    stays = {uid for row, uid in zip(now, uid_of, strict=True) if row in place and place[row] in kept}
    return {uid for uid in uid_of if uid in old_uids} - stays


def _head_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    before, after = _head_texts(old), _head_texts(new)
    known = [name for name in MARK_FIELDS if name in old and name in new]
    before |= _mark_texts(old, known)
    after |= _mark_texts(new, known)
    changed = [name for name in after if before[name] != after[name]]
    if changed:
        was, now = {name: before[name] for name in changed}, {name: after[name] for name in changed}
        yield Change("changed", "head", "", "", "Заголовок и грифы", was, now)


def _head_texts(snapshot: dict[str, Any]) -> dict[str, str]:
    approval, agreement = snapshot.get("approval") or {}, snapshot.get("agreement") or {}
    return {
        **{label: snapshot.get(name) or "" for name, label in HEAD_FIELDS.items()},
        **{label: approval.get(name) or "" for name, label in APPROVAL_FIELDS.items()},
        # Without an order the same day is that of the approval.
        "дата приказа": in_words(approval.get("order_date")) if approval.get("order_number") else "",
        "дата утверждения": "" if approval.get("order_number") else in_words(approval.get("order_date")),
        **{label: agreement.get(name) or "" for name, label in AGREEMENT_FIELDS.items()},
        "дата согласования": in_words(agreement.get("date")),
        "столбцы": ", ".join(column["heading"] or "—" for column in snapshot["columns"]),
    }


def in_words(day: str | None) -> str:
    """«10 сентября 2026 г.» of an ISO date; what a hand has spoilt stays as it is."""
    try:
        return date_words(date.fromisoformat(day)) if day else ""
    except ValueError:
        return day or ""


def _mark_texts(snapshot: dict[str, Any], names: Sequence[str]) -> dict[str, str]:
    told = dict(ApprovalForm.choices)
    texts = {
        "approval_form": told.get(snapshot.get("approval_form") or "", ""),
        "annex_number": snapshot.get("annex_number") or "",
        "landscape": "альбомный" if snapshot.get("landscape") else "книжный",
    }
    return {MARK_FIELDS[name]: texts[name] for name in names}


def _stage_changes(uid: str, was: dict[str, Any] | None, now: dict[str, Any], strayed: bool) -> Iterator[Change]:
    name = stage_name(now)
    if was is None:
        yield Change("added", "stage", uid, name, name, now=_stage_texts(now))
        return
    if (before := _stage_texts(was)) != (after := _stage_texts(now)):
        yield Change("changed", "stage", uid, name, name, *_only_different(before, after))
    if strayed:
        yield Change("moved", "stage", uid, name, name)


def _measure_changes(
    was: tuple[dict[str, Any], dict[str, Any]] | None,
    now: tuple[dict[str, Any], dict[str, Any]],
    snapshot: dict[str, Any],
    strayed: bool,
) -> Iterator[Change]:
    stage, measure = now
    uid, place, name = measure["key"], stage_name(stage), name_of(measure)
    if was is None:
        yield Change("added", "measure", uid, place, name, now=_texts(measure, snapshot))
        return
    before, after = _only_different(_texts(was[1], snapshot), _texts(measure, snapshot))
    if before or after:
        yield Change("changed", "measure", uid, place, name, before, after)
    if strayed:
        moved = was[0]["key"] != stage["key"]
        yield Change(
            "moved",
            "measure",
            uid,
            place,
            name,
            {"этап": stage_name(was[0])} if moved else {},
            {"этап": place} if moved else {},
        )


def _texts(measure: dict[str, Any], snapshot: dict[str, Any]) -> dict[str, str]:
    """Label → text of what is printed of a measure; empty ones left out."""
    texts = {label: measure.get(name) or "" for name, label in MEASURE_FIELDS.items()}
    columns = snapshot["columns"]
    for index, text in measure["extra"].items():
        heading = columns[int(index)]["heading"] if int(index) < len(columns) else ""
        texts[heading or f"столбец {int(index) + 1}"] = text
    return {label: text for label, text in texts.items() if text}


def _stage_texts(stage: dict[str, Any]) -> dict[str, str]:
    return {label: stage[name] for name, label in STAGE_FIELDS.items() if stage.get(name)}


def _only_different(before: dict[str, str], after: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    names = [name for name in dict.fromkeys([*before, *after]) if before.get(name, "") != after.get(name, "")]
    return {name: before.get(name, "") for name in names}, {name: after.get(name, "") for name in names}


def stage_name(stage: dict[str, Any]) -> str:
    number = f"{stage['number']}." if stage.get("number") else ""
    return " ".join(filter(None, [number, stage.get("title")])) or "Мероприятия"


def name_of(measure: dict[str, Any]) -> str:
    first = (measure.get("title") or measure.get("content") or "").split("\n")[0]
    return " ".join(filter(None, [measure.get("number"), first]))[:200]
