"""A draft thrown away by mistake is put back from what the journal noted of it, under its own address."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from schools.access.roles import capacity_of
from schools.journal.models import Entry
from schools.journal.services import record
from schools.models import Organisation, Person, User

from ...models import Document
from .door import DocumentRefused
from .freezing import search_text

DISCARDED = "удалён черновик"
# What the draft was about and rested on: relation → its model.
_RELATIONS = {"person": Person, "ground": Document, "changes": Document, "created_by": User}
ANEW = "Составьте документ заново."


def noted(document: Document) -> dict[str, Any]:
    """All that is needed to put the draft back."""
    about = {name: getattr(document, f"{name}_id") for name in _RELATIONS} | {"version": document.version}
    words = {"kind": document.kind, "title": document.title, "data": document.data, "texts": document.texts}
    return {**words, "draft": about}


def discarding_of(entity: Organisation, pk: int) -> Entry | None:
    """The journal's row about the throwing away, the last one: who did it and when."""
    rows = Entry.objects.filter(organisation=entity, subject_type=Document._meta.label_lower, subject_id=pk)
    return rows.filter(deed=DISCARDED).select_related("user").first()


def restore_draft(organisation: Organisation, pk: int, by: User) -> Document:
    """The draft as it was when it was thrown away. One that stands, be it issued since, is returned as it is.

    Raises DocumentRefused when the journal no longer holds its words, or when what it was about is gone.
    """
    entity = organisation.legal_entity
    with transaction.atomic():
        entry = discarding_of(entity, pk)
        if entry is not None:
            # Two who press at once wait here for each other.
            Entry.objects.select_for_update().get(pk=entry.pk)
        known = Document.objects.filter(organisation=entity, pk=pk).first()
        if known is not None:
            return known
        if entry is None or entry.erased_at is not None or "draft" not in entry.before:
            raise DocumentRefused(f"Слов этого черновика в журнале уже нет. {ANEW}")
        kept = entry.before
        about = dict(kept["draft"])
        restored = Document(
            pk=pk,
            organisation=entity,
            kind=kept["kind"],
            title=kept["title"],
            data=kept["data"],
            texts=kept["texts"],
            version=about.pop("version"),
            edited_by=by,
            edited_at=timezone.now(),
            search_text=search_text(kept["title"], ""),
            **_rows(about),
        )
        restored.save(force_insert=True)
        record(
            "возвращён черновик",
            restored,
            organisation=entity,
            user=by,
            after={"kind": restored.kind, "title": restored.title},
            on_behalf=capacity_of(by, entity),
        )
    return restored


def _rows(about: dict[str, int | None]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, model in _RELATIONS.items():
        key = about.get(name)
        row = model.objects.filter(pk=key).first() if key else None
        if key and (row is None or getattr(row, "destroyed_at", None)):
            raise DocumentRefused(f"Того, о чём был этот черновик, в программе уже нет. {ANEW}")
        found[name] = row
    return found
