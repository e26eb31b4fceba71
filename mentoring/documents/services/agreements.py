"""Drafts of additional agreements for everybody with whom they are owed; agreements that were signed on paper."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from mentoring.pairs.models import Pair
from mentoring.pairs.services import agree_pairs
from schools.access.roles import capacity_of, roles_in
from schools.enums import Role
from schools.journal.services import record
from schools.models import Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import DocumentRefused, save_draft
from schools.years import AcademicYear

from ..order_kinds import AGREEMENT
from ..selectors.agreements import agreements_owed_in
from ..selectors.parties import party_of
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
    """An agreement signed on paper speaks of these pairs, besides those told before. Sent twice it changes nothing the
    second time.

    Raises DocumentRefused for other papers, ValidationError for pairs of several mentors or of another than before,
    PairsRefused by name for pairs that get no agreement.
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
    party, mentor = party_of(locked), pairs[0].mentor.person
    if party is not None and party.pk != mentor.pk:
        raise ValidationError(
            f"Это соглашение уже записано, в нём наставник {party.short_name}. С другим наставником заключают своё: "
            "внесите его отдельно."
        )
    agreed = agree_pairs(pairs, locked, by)
    # What a drafted one says of itself: whose it is, of which pairs, on which order it rests.
    before = locked.data.get("pairs") or []
    named = sorted({*before, *(pair.pk for pair in agreed)})
    order = locked.ground
    if order is None or order.status != DocumentStatus.ISSUED:
        order = agreed[0].order
    if (before, locked.ground, locked.person_id) != (named, order, mentor.pk):
        locked.data, locked.ground, locked.person = {**locked.data, "pairs": named}, order, mentor
        locked.save(update_fields=["data", "ground", "person"])
        record(
            "названы пары соглашения, подписанного на бумаге",
            locked,
            organisation=locked.organisation,
            user=by,
            after={
                "пары": [str(pair) for pair in agreed if pair.pk not in before],
                "основание": str(order) if order else "",
            },
            on_behalf=capacity_of(by, locked.organisation),
        )
    return agreed
