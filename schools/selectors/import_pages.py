"""What the pages of an import show, cut to a size that a slow connection bears."""

import dataclasses
import re
from dataclasses import dataclass
from typing import Any

from schools.models import StaffImport
from schools.models.staff_import import StaffImportQuerySet
from schools.objections import objections_to_archiving
from schools.selectors.cards import CardState
from schools.workbooks.cleaning import text_of
from schools.workbooks.headings import FIELD_LABELS
from schools.workbooks.layout import Layout

from .import_changes import shown
from .import_kin import KIN_PREFIX, Kin
from .import_match import OTHER_POST
from .import_plan import ABSENT_PREFIX, ARCHIVE, NEW_CARD, SKIP, Plan, PlanRow, Verdict, describe

# What a card has a place for; the other fields that headings may mean are understood and left in the file.
STORED = (
    "full_name",
    "surname",
    "name",
    "patronymic",
    "name_patronymic",
    "gender",
    "birth_date",
    "post",
    "department",
    "subjects",
    "category",
    "experience_teaching",
    "hired_on",
    "phone",
    "email",
    "grade",
    "representative",
    "representative_relation",
    "representative_phone",
    "representative_email",
    "note",
)
FIELD_CHOICES = [("", "не загружать"), *((name, FIELD_LABELS[name]) for name in STORED)]
NOT_KEPT = "такие сведения в карточке не хранятся, столбец не загружаем"
SAMPLES = 3
KIN_ANSWER = re.compile(rf"{KIN_PREFIX}[0-9]+:[0-9]+")


@dataclass(slots=True)
class ColumnView:
    index: int
    letter: str
    heading: str
    field: str
    label: str
    ignored: str
    samples: list[str] = dataclasses.field(default_factory=list)


def columns_of(layout: Layout) -> list[ColumnView]:
    """Every column with a heading or content, what it was taken for, and its first values."""
    rows = layout.sheet.rows[layout.first_data_row - 1 :]
    views = []
    for column in layout.columns:
        name = column.field if column.field in STORED else ""
        why = column.ignored if not column.field else "" if name else NOT_KEPT
        view = ColumnView(column.index, column.letter, column.heading, name, FIELD_LABELS.get(name, ""), why)
        for row in rows:
            text = " ".join(text_of(row[column.index]).split()) if column.index < len(row) else ""
            if text and text not in view.samples:
                view.samples.append(text if len(text) <= 40 else text[:39] + "…")
            if len(view.samples) == SAMPLES:
                break
        views.append(view)
    return views


@dataclass(slots=True)
class Choice:
    value: str
    label: str
    chosen: bool
    phone: str = ""


@dataclass(slots=True)
class Question:
    """Somebody of whom a word is needed, with what may be answered: a row, or a representative named in one."""

    title: str
    name: str
    choices: list[Choice]
    twins: list[str] = dataclasses.field(default_factory=list)
    phone: str = ""


def questions_of(plan: Plan) -> list[Question]:
    """Rows that need a decision, undecided first, then those that were decided, then weak likenesses."""
    asked = [row for row in plan.rows if row.was_asked]
    weight = {Verdict.ASK: 0}
    asked.sort(key=lambda row: (weight.get(row.verdict, 1), row.person.row))
    kin = sorted(plan.kin, key=lambda one: bool(one.decision))
    return [*(_question(row, plan) for row in asked), *(_question_of_kin(one, plan) for one in kin)]


def _question(row: PlanRow, plan: Plan) -> Question:
    choices = [
        Choice(
            str(candidate.card.id),
            f"Это {candidate.card.full_name} ({describe(candidate.card, plan.context)}): {candidate.why}",
            row.decision == str(candidate.card.id),
        )
        for candidate in row.candidates
    ]
    new = row.decision == NEW_CARD or (not row.decision and row.verdict == Verdict.NEW)
    choices.append(Choice(NEW_CARD, "Новый человек, завести карточку", new))
    choices.append(Choice(SKIP, "Эту строку не загружать", row.decision == SKIP))
    person = row.person
    about = [person.post, person.grade, shown(person.birth_date)]
    title = ", ".join(filter(None, [f"Строка {person.row}: {person.full_name}", *about]))
    return Question(title, f"row-{person.row}", choices, [twin.why for twin in row.twins])


def _question_of_kin(kin: Kin, plan: Plan) -> Question:
    choices = [
        Choice(
            str(candidate.card.id),
            f"Это {candidate.card.full_name} ({describe(candidate.card, plan.context)}): {candidate.why}",
            kin.card == candidate.card.id,
            candidate.card.values["phone"],
        )
        for candidate in kin.candidates
    ]
    choices.append(Choice(NEW_CARD, "Новый человек, завести карточку", kin.decision == NEW_CARD))
    who = ", ".join(filter(None, [kin.source.full_name, kin.source.relation]))
    title = f"Строка {kin.row}, {kin.pupil}: представитель {who}"
    return Question(title, kin.name, choices, phone=kin.source.phone or "")


def same_people(plan: Plan) -> dict[str, str]:
    """{row: card} of undecided rows whose only likeness is one card of the same name with another post or class."""
    return {
        str(row.person.row): str(row.candidates[0].card.id)
        for row in plan.of(Verdict.ASK)
        if [candidate.reason for candidate in row.candidates] == [OTHER_POST] and not row.twins
    }


@dataclass(slots=True)
class Absent:
    card: CardState
    about: str
    name: str
    archived: bool
    # Why the card may not go to the archive; empty when nothing above holds it.
    objection: str = ""


def absent_of(plan: Plan) -> list[Absent]:
    """Employees whom the file does not name: to be left (the default) or archived."""
    chosen = {card.id for card in plan.to_archive}
    held = objections_to_archiving([card.id for card in plan.absent])
    return [
        Absent(
            card, describe(card, plan.context), f"{ABSENT_PREFIX}{card.id}", card.id in chosen, held.get(card.id, "")
        )
        for card in plan.absent
    ]


def decisions_from(data: Any) -> dict[str, str]:
    """What a posted page says, by keys and values as `StaffImport.decisions` keeps them: rows, representatives, the absent."""
    said = {}
    for key in data:
        value = data.get(key, "")
        if key.startswith("row-") and key[4:].isdecimal() and (value in ("", NEW_CARD, SKIP) or value.isdecimal()):
            said[key[4:]] = value
        elif key.startswith(ABSENT_PREFIX) and key[len(ABSENT_PREFIX) :].isdecimal():
            said[key] = ARCHIVE if value == ARCHIVE else ""
        elif KIN_ANSWER.fullmatch(key) and (value in ("", NEW_CARD) or value.isdecimal()):
            said[key] = value
    return said


def imports_of(user: Any, organisation: Any) -> StaffImportQuerySet:
    """All imports of the organisation that the user may see, newest first."""
    return StaffImport.objects.visible_to(user).filter(organisation=organisation).select_related("created_by")
