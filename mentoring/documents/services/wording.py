"""The organisation's own wording: kept as its default, or reset to the product's."""

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User
from schools.papers.models import Wording

from ..blanks import faults_of
from ..kinds import kind_of


def check_texts(kind_code: str, texts: dict[str, str]) -> None:
    """Raise ValidationError by part for every wrong blank and every empty part."""
    kind = kind_of(kind_code)
    errors: dict[str, list[str]] = {}
    for part in kind.parts:
        text = texts.get(part.code, "")
        if not text.strip():
            errors[part.code] = [f"{part.label}: впишите текст или верните исходный."]
        elif faults := faults_of(text, kind.blanks):
            errors[part.code] = [fault.message for fault in faults]
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def keep_wording(organisation: Organisation, kind_code: str, texts: dict[str, str], by: User) -> None:
    """Make these parts the organisation's default for the kind; parts equal to the product's need no row."""
    check_texts(kind_code, texts)
    entity = organisation.legal_entity
    before = dict(entity.wordings.filter(kind=kind_code).values_list("part", "text"))
    for part in kind_of(kind_code).parts:
        text = texts[part.code].replace("\r\n", "\n").strip()
        if text == part.default:
            entity.wordings.filter(kind=kind_code, part=part.code).delete()
        else:
            Wording.objects.update_or_create(
                organisation=entity, kind=kind_code, part=part.code, defaults={"text": text}
            )
    after = dict(entity.wordings.filter(kind=kind_code).values_list("part", "text"))
    if before != after:
        record("сохранены свои формулировки", entity, organisation=entity, user=by, before=before, after=after)


@transaction.atomic
def reset_wording(organisation: Organisation, kind_code: str, by: User) -> None:
    """Back to the product's own wording for later drafts of the kind."""
    entity = organisation.legal_entity
    before = dict(entity.wordings.filter(kind=kind_code).values_list("part", "text"))
    entity.wordings.filter(kind=kind_code).delete()
    if before:
        record("возвращены исходные формулировки", entity, organisation=entity, user=by, before=before)
