"""A draft of any kind: begun from the page where everything is known, and edited."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from mentoring.pairs.models import Pair
from schools.models import Organisation, Person, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import create_draft, save_draft

from ...composing import stamp_of, title_of
from ...kinds import kind_of
from ...kinds.kind import Kind, Shelf
from ...selectors.beginnings import may_rest_on, suits
from ...selectors.defaults import answers_to_begin_with
from ..wording import check_texts, tidied

# What a kind is begun from → what to say when nothing is chosen.
_WANTED = {
    "person": "Выберите, о ком эта бумага.",
    "pair": "Выберите пару, о которой эта бумага.",
    "order": "Выберите приказ, на котором основана эта бумага.",
}


def begin_paper(
    organisation: Organisation,
    code: str,
    year: int,
    by: User,
    nonce: UUID | None,
    *,
    person: Person | None = None,
    pair: Pair | None = None,
    ground: Document | None = None,
) -> Document:
    """A draft with all that is known already. The same nonce gives the same draft.

    `year` is the academic year it is about; a pair brings its own. Raises ValidationError when the kind needs a person, a
    pair or an issued order and has none, when that is of another organisation, or when the paper is not theirs.
    """
    kind = kind_of(code)
    entity = organisation.legal_entity
    given = {"person": person, "pair": pair, "order": ground}
    if kind.begins == "elsewhere":
        raise ValidationError("Эту бумагу составляют на её собственной странице.")
    if kind.begins in given and given[kind.begins] is None:
        raise ValidationError(_WANTED[kind.begins])
    if any(one is not None and one.organisation_id != entity.pk for one in given.values()):
        raise ValidationError("Это из другой организации: составить бумагу здесь нельзя.")
    if ground is not None and (ground.status != DocumentStatus.ISSUED or not may_rest_on(kind, ground)):
        raise ValidationError(f"«{kind.label}»: на документе «{ground}» эту бумагу основать нельзя.")
    data: dict[str, Any] = {"year": pair.mentor.year if pair else year}
    if pair is not None:
        data["pair"] = pair.pk
    probe = Document(organisation=entity, kind=code, data=data, person=person, ground=ground)
    if not suits(kind, probe):
        raise ValidationError(f"«{kind.label}» здесь не составляют: {why_not(kind, probe)}")
    if kind.amends:
        probe.changes, probe.ground = probe.ground, None
    probe.data |= answers_to_begin_with(probe, by)
    if kind.begin is not None:
        probe.data |= kind.begin(probe, by)
    if probe.person is None and kind.signed_by is not None:
        probe.person = kind.signed_by(probe)
    title = title_of(probe, stamp_of(probe))
    return create_draft(
        entity, code, title, probe.data, by, nonce, person=probe.person, ground=probe.ground, changes=probe.changes
    )


def edit_paper(document: Document, *, version: int, data: dict[str, Any], texts: dict[str, str], by: User) -> Document:
    """Keep the draft's answers and wording. Raises ValidationError by part for wrong blanks, StaleDraft when overtaken."""
    texts = tidied(texts)
    check_texts(document.kind, texts)
    probe = with_answers(document, data, texts)
    return save_draft(
        document, version=version, data=probe.data, texts=texts, by=by, title=title_of(probe, stamp_of(probe))
    )


def with_answers(document: Document, data: dict[str, Any], texts: dict[str, str]) -> Document:
    """The unsaved paper as these answers and words would make it."""
    return Document(
        pk=document.pk,
        organisation=document.organisation,
        kind=document.kind,
        person=document.person,
        ground=document.ground,
        changes=document.changes,
        data={**document.data, **data},
        texts=texts,
    )


def why_not(kind: Kind, probe: Document) -> str:
    """Why the paper is not for this person, pair or order."""
    if kind.shelf == Shelf.LABOUR:
        return (
            "трудовые документы бывают только у наставника-работника, который помогает работнику (ТК РФ, статья 351.8)."
        )
    return "она не для этого случая."
