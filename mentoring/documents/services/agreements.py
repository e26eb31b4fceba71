"""Drafts of additional agreements for everybody with whom they are owed."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from schools.access.roles import roles_in
from schools.enums import Role
from schools.models import Organisation, User
from schools.papers.models import Document
from schools.papers.services.documents import save_draft
from schools.years import AcademicYear

from ..selectors.agreements import AGREEMENT, agreements_owed_in
from .papers import begin_paper


def draft_agreements(
    organisation: Organisation,
    year: AcademicYear,
    by: User,
    nonce: UUID,
    *,
    answers: Mapping[str, Any] | None = None,
    people: Collection[int] | None = None,
) -> list[Document]:
    """A draft for each mentor who owes an agreement and has no draft; with `people`, only for those cards.

    `answers` are what all the agreements have in common: form of the work, pay. The same nonce gives the same drafts, so a
    form sent twice makes nothing twice. Raises PermissionDenied for others than the curator.
    """
    if Role.CURATOR not in roles_in(by, organisation):
        raise PermissionDenied("Соглашения составляет куратор организации.")
    made = []
    with transaction.atomic():
        for owed in agreements_owed_in(organisation, year, by):
            if owed.draft is not None or (people is not None and owed.person.pk not in people):
                continue
            own = uuid5(nonce, str(owed.person.pk))
            draft = begin_paper(organisation, AGREEMENT, year.begins, by, own, pair=owed.pairs[0])
            if answers:
                data = {**draft.data, **answers}
                draft = save_draft(draft, version=draft.version, data=data, texts=draft.texts, by=by)
            made.append(draft)
    return made
