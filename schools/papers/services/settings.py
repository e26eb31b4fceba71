"""Changing how numbers are given and how papers look. Issued papers are frozen and stay as they were."""

from typing import Any

from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User

from ..models import PaperSettings, Register


@transaction.atomic
def save_register(register: Register, values: dict[str, Any], *, by: User) -> Register:
    """`values`: kept (of those that may be kept apart), mode, pattern, first_number. Raises ValidationError."""
    stored = Register.objects.select_for_update().get(pk=register.pk)
    return _write(stored, values, "изменена нумерация приказов", stored.organisation, by)


@transaction.atomic
def save_paper_settings(organisation: Organisation, values: dict[str, Any], *, by: User) -> PaperSettings:
    """`values`: the fields of PaperSettings. Raises ValidationError."""
    place = organisation.legal_entity
    stored, _ = PaperSettings.objects.select_for_update().get_or_create(organisation=place)
    return _write(stored, values, "изменён вид бумаг", place, by)


def _write[T: (Register, PaperSettings)](
    stored: T, values: dict[str, Any], deed: str, place: Organisation, by: User
) -> T:
    before = {field: getattr(stored, field) for field in values}
    for field, value in values.items():
        setattr(stored, field, value)
    stored.full_clean()
    stored.save()
    changed = [field for field in values if before[field] != getattr(stored, field)]
    if changed:
        record(
            deed,
            stored,
            organisation=place,
            user=by,
            before={field: before[field] for field in changed},
            after={field: getattr(stored, field) for field in changed},
        )
    return stored
