"""The school's own legal acts: added, corrected, marked as no longer in force. Common acts are the administrator's."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User

from ..models import LegalAct

_KEPT = ("title", "citation", "purposes", "adopted_on", "valid_to", "is_default")


def save_act(organisation: Organisation, act: LegalAct | None, fields: dict[str, Any], by: User) -> LegalAct:
    """Add an act (`act` is None) or correct it; `fields` are those of the model. Raises ValidationError."""
    entity = organisation.legal_entity
    if act is not None and act.organisation_id != entity.pk:
        raise ValidationError("Этот акт общий для всех организаций: его ведёт администратор.")
    with transaction.atomic():
        kept = LegalAct(organisation=entity) if act is None else LegalAct.objects.select_for_update().get(pk=act.pk)
        before = {} if act is None else {name: getattr(kept, name) for name in _KEPT}
        for name in _KEPT:
            if name in fields:
                setattr(kept, name, fields[name])
        if kept.adopted_on and kept.valid_to and kept.valid_to < kept.adopted_on:
            raise ValidationError({"valid_to": "Акт перестал действовать раньше, чем принят. Поправьте даты."})
        kept.full_clean()
        after = {name: getattr(kept, name) for name in _KEPT}
        if after == before:
            return kept
        kept.save()
        record(
            "добавлен правовой акт" if act is None else "изменён правовой акт",
            kept,
            organisation=entity,
            user=by,
            before=before,
            after=after,
        )
    return kept


def expire_act(act: LegalAct, day: date, by: User) -> LegalAct:
    """From the day on the act is not in force: new papers do not cite it."""
    if act.organisation is None:
        raise ValidationError("Этот акт общий для всех организаций: его ведёт администратор.")
    return save_act(act.organisation, act, {"valid_to": day - timedelta(days=1)}, by)


def revive_act(act: LegalAct, by: User) -> LegalAct:
    """Take `expire_act` back."""
    if act.organisation is None:
        raise ValidationError("Этот акт общий для всех организаций: его ведёт администратор.")
    return save_act(act.organisation, act, {"valid_to": None}, by)
