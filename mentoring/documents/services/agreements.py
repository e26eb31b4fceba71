"""Drafts of additional agreements for everybody with whom they are owed; agreements that were signed on paper."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from mentoring.pairs.models import Pair
from mentoring.pairs.services import agree_pairs
from schools.access.roles import roles_in
from schools.enums import Role
from schools.models import Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import DocumentRefused, save_draft
from schools.years import AcademicYear

from ..order_kinds import AGREEMENT
from ..selectors.agreements import agreements_owed_in
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


@transaction.atomic
def ground_agreement(document: Document, pairs: Sequence[Pair], by: User) -> list[Pair]:
    """An agreement signed on paper speaks of these pairs. Sent twice it changes nothing the second time.

    Raises DocumentRefused for other papers, PairsRefused by name for pairs that get no agreement.
    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if not locked.elsewhere or locked.kind != AGREEMENT:
        raise DocumentRefused("Указать пары можно у соглашения, заключённого на бумаге. Другое издают из черновика.")
    if locked.status != DocumentStatus.ISSUED:
        raise DocumentRefused(f"{locked} больше не действует.")
    if not pairs:
        raise ValidationError("Отметьте пары, о которых это соглашение.")
    if len({pair.mentor.person_id for pair in pairs}) > 1:
        raise ValidationError("Отмечены пары разных наставников, а соглашение заключают с одним.")
    agreed = agree_pairs(pairs, locked, by)
    # What a drafted one says of itself: of which pairs it is, on which order it rests.
    named = sorted({*(locked.data.get("pairs") or []), *(pair.pk for pair in agreed)})
    order = agreed[0].order
    if (locked.data.get("pairs"), locked.ground) != (named, order):
        locked.data, locked.ground = {**locked.data, "pairs": named}, order
        locked.save(update_fields=["data", "ground"])
    return agreed
