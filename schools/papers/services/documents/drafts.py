"""Drafts: made once for a form, saved without overwriting each other, thrown away."""

from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from schools.access.roles import capacity_of
from schools.journal.services import record
from schools.models import Organisation, Person, User

from ...enums import DocumentStatus
from ...kinds import kind_of
from ...models import Document
from .door import lock, made_before, refuse
from .freezing import search_text
from .restoring import DISCARDED, noted

LONGEST_TITLE = 400


class StaleDraft(ValidationError):
    """Somebody saved the draft after this form was opened; `document` is the draft as it now is."""

    def __init__(self, document: Document) -> None:
        self.document = document
        who = document.edited_by.get_full_name() if document.edited_by else "кто-то другой"
        at = timezone.localtime(document.edited_at).strftime("в %H:%M %d.%m.%Y") if document.edited_at else "только что"
        super().__init__(
            f"Пока вы правили, документ сохранён {at} ({who}). Ваши правки ниже: сверьте их с тем, что сохранено, "
            "и сохраните ещё раз.",
            code="stale",
        )


def create_draft(
    organisation: Organisation,
    kind: str,
    title: str,
    data: dict[str, Any],
    by: User | None,
    nonce: UUID | str | None,
    *,
    texts: dict[str, Any] | None = None,
    changes: Document | None = None,
    person: Person | None = None,
    ground: Document | None = None,
) -> Document:
    """A new draft; the same nonce about the same gives the same draft again, however often and from however many threads it
    comes. A form that the browser restored, sent about another person, pair or order, is another draft.

    `person` is whose sheet it will be, `ground` the issued paper on which it rests, `changes` the one that it changes.
    """
    entity = organisation.legal_entity
    fields: dict[str, Any] = {
        "kind": kind,
        "title": title[:LONGEST_TITLE],
        "data": data,
        "texts": texts or {},
        "changes": changes,
        "person": person,
        "ground": ground,
        "created_by": by,
        "edited_by": by,
        "edited_at": timezone.now(),
        "search_text": search_text(title, ""),
    }
    known = made_before(entity, nonce)
    if known is not None and not _is_about(known, fields):
        subject = [
            kind,
            *(one.pk if one else "" for one in (person, ground, changes)),
            data.get("pair"),
            data.get("pairs"),
        ]
        nonce = uuid5(UUID(str(nonce)), str(subject))
        known = made_before(entity, nonce)
    if known is not None:
        return known
    with transaction.atomic():
        fields |= {"organisation": entity}
        if nonce is None:
            document, is_new = Document.objects.create(**fields), True
        else:
            document, is_new = Document.objects.get_or_create(nonce=nonce, defaults=fields)
        if is_new:
            record(
                "создан черновик",
                document,
                organisation=entity,
                user=by,
                after={"kind": kind, "title": title},
                on_behalf=capacity_of(by, entity),
            )
    return document


def _is_about(known: Document, fields: dict[str, Any]) -> bool:
    """Whether the earlier draft is of this kind and of this person, order and pair. The list of pairs is asked while nobody has
    edited it: afterwards it is the draft's own.
    """
    papers = {f"{name}_id": one.pk if (one := fields[name]) else None for name in ("person", "ground", "changes")}
    if known.kind != fields["kind"] or any(getattr(known, name) != pk for name, pk in papers.items()):
        return False
    asked = ("pair", "pairs") if known.version == 1 else ("pair",)
    return all(known.data.get(name) == fields["data"].get(name) for name in asked)


def save_draft(
    document: Document,
    *,
    version: int,
    data: dict[str, Any],
    texts: dict[str, Any],
    by: User | None,
    title: str | None = None,
) -> Document:
    """Keep what the form holds. `version` is that of the draft which the form showed.

    Raises StaleDraft when somebody else saved meanwhile, DocumentRefused when it is no longer a draft. A form that
    brings nothing new changes nothing, so sending it twice is harmless.
    """
    with transaction.atomic():
        locked = lock(document)
        if locked.status != DocumentStatus.DRAFT:
            raise refuse(locked)
        wanted = {"data": data, "texts": texts, "title": locked.title if title is None else title[:LONGEST_TITLE]}
        was = {field: getattr(locked, field) for field in wanted}
        changed = [field for field in wanted if was[field] != wanted[field]]
        if not changed:
            return locked
        if locked.version != version:
            raise StaleDraft(locked)
        for field in changed:
            setattr(locked, field, wanted[field])
        locked.version += 1
        locked.edited_by, locked.edited_at = by, timezone.now()
        locked.search_text = search_text(locked.title, "")
        locked.save()
        record(
            "изменён черновик",
            locked,
            organisation=locked.organisation,
            user=by,
            before={field: was[field] for field in changed},
            after={field: wanted[field] for field in changed},
            on_behalf=capacity_of(by, locked.organisation),
        )
    return locked


def discard_draft(document: Document, by: User) -> Document:
    """Throw a draft away; what it held stays in the journal, from where `restore_draft` puts it back.

    An issued paper is refused: it is annulled instead.
    """
    with transaction.atomic():
        locked = lock(document)
        if locked.status != DocumentStatus.DRAFT:
            raise refuse(locked)
        undo = kind_of(locked.kind).on_discard
        if undo is not None:
            undo(locked, by)
        record(
            DISCARDED,
            locked,
            organisation=locked.organisation,
            user=by,
            before=noted(locked),
            on_behalf=capacity_of(by, locked.organisation),
        )
        try:
            locked.delete()
        except ProtectedError as error:
            raise ValidationError(
                "На этот черновик уже ссылаются другие записи. Сначала уберите его оттуда."
            ) from error
    return locked
