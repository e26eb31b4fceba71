"""Writing an import into the cards: one transaction, whole or nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.enums import ImportStatus
from schools.models import Organisation, Person, StaffImport, User
from schools.russian import count
from schools.selectors.cards import load_cards
from schools.selectors.import_plan import Plan, Verdict, make_plan
from schools.workbooks.headings import heading_key
from schools.workbooks.layout import Layout

from .import_writer import Writer
from .staff_import import forget_file, move_import, open_import


class PlanMoved(ValidationError):
    """The cards changed after the preview, so that applying would do something else than was shown."""


def apply_import(
    staff_import: StaffImport, by: User | None, *, digest: str | None = None, undecided: str = "refuse"
) -> Plan | None:
    """Write the import. None when it is already written (a second click).

    digest: of the plan that the curator saw; another plan is refused with PlanMoved. undecided: «refuse» rows without a
    decision, or «skip» them. Raises ValidationError with a sentence, WorkbookError when the file is gone.
    """
    if StaffImport.objects.filter(pk=staff_import.pk, status=ImportStatus.APPLIED).exists():
        return None
    opened = open_import(staff_import)  # outside of the transaction: reading may take a second
    with transaction.atomic():
        # no_key, here and wherever an organisation or a card is locked: the journal refers to both, and a full lock would
        # make two deeds wait for each other on PostgreSQL.
        organisation = Organisation.objects.select_for_update(no_key=True).get(pk=staff_import.organisation_id)
        current = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
        if current.status == ImportStatus.APPLIED:
            return None
        if current.mapping != staff_import.mapping:
            raise PlanMoved("Столбцы тем временем переназначили. Проверьте список ещё раз.")
        # Cards are held from here on, so that what is compared is what is written over.
        list(
            Person.objects.select_for_update(no_key=True)
            .filter(organisation=organisation)
            .order_by("pk")
            .values_list("pk")
        )
        cards = load_cards(organisation)
        plan = make_plan(
            organisation,
            opened.reading,
            cards,
            kind=opened.kind,
            year=current.year or organisation.current_year().begins,
            decisions=current.decisions,
        )
        if digest is not None and digest != plan.digest:
            raise PlanMoved(
                "Карточки тем временем изменились, и загрузка сделала бы не то, что было показано. Проверьте ещё раз."
            )
        asked = sorted({row.person.row for row in plan.of(Verdict.ASK)} | {kin.row for kin in plan.open_kin})
        if asked and undecided == "refuse":
            numbers = ", ".join(map(str, asked[:10]))
            raise ValidationError(
                f"Сначала решите, как быть: {count(len(asked), 'строка', 'строки', 'строк')} ({numbers}"
                f"{'…' if len(asked) > 10 else ''})."
            )
        Writer(organisation, current, plan, by).write()
        organisation.import_mapping = {**organisation.import_mapping, **_learnt(opened.layout, current.mapping)}
        organisation.save(update_fields=["import_mapping"])
        path = current.file.name
        move_import(
            current,
            ImportStatus.APPLIED,
            deed="загружен список",
            by=by,
            told={
                "created": plan.counts["new"],
                "changed": plan.counts["changed"],
                "archived": plan.counts["archived"],
            },
            values={"counts": plan.counts, "file": ""},
        )
        transaction.on_commit(lambda: forget_file(path))
    staff_import.refresh_from_db()
    return plan


def _learnt(layout: Layout, mapping: dict[str, Any]) -> dict[str, str]:
    """{heading key: field} for the next file: what was loaded, and what the curator switched off by hand."""
    off = {int(index) for index, field in mapping.get("columns", {}).items() if not field}
    return {
        heading_key(column.heading): column.field
        for column in layout.columns
        if column.heading and (column.field or column.index in off)
    }
