"""Orders on pairs: drafted from what was approved, issued as a whole, annulled with what they made."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import end_pair, order_pairs, unorder_pairs
from schools.access.roles import STAFF, acts_as, roles_in
from schools.models import Organisation, User
from schools.papers.engine.freezing import blocks_to_json
from schools.papers.engine.pdf import render_pdf
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.documents import Composed, DocumentRefused, create_draft, register_document, save_draft
from schools.papers.services.signing import signer_of

from ..composing import compose, stamp_of, title_of
from ..letterhead import page_of
from ..selectors.defaults import default_data
from .wording import check_texts

ORDER_KINDS = {Contingent.TEACHERS: "pairs_order_teachers", Contingent.PUPILS: "pairs_order_pupils"}
CHANGE_KIND = "pairs_change"


def draft_order(
    organisation: Organisation, contingent: str, pairs: Sequence[Pair], year: int, by: User, nonce: UUID | None
) -> Document:
    """A draft of the order on these approved pairs; pairs of the other contingent are refused (they need their own order)."""
    strangers = [str(pair) for pair in pairs if pair.form.contingent != contingent]
    if strangers:
        raise ValidationError(
            "Приказы о парах педагогов и о парах обучающихся издаются отдельно. Уберите из списка: " + ", ".join(strangers)
        )
    if not pairs:
        raise ValidationError("Отметьте хотя бы одну утверждённую пару.")
    data = {**default_data(organisation, contingent, year, by), "pairs": [pair.pk for pair in pairs]}
    return _created(organisation, ORDER_KINDS[Contingent(contingent)], data, by, nonce)


def draft_change(base: Document, by: User, nonce: UUID | None) -> Document:
    """A draft of an order that changes an issued order on pairs."""
    if base.status != DocumentStatus.ISSUED:
        raise DocumentRefused("Изменить можно только изданный приказ.")
    contingent = base.data.get("contingent") or Contingent.TEACHERS
    year = base.data.get("year") or base.organisation.current_year().begins
    data = {**default_data(base.organisation, contingent, year, by), "pairs": [], "removed": [], "other": ""}
    return _created(base.organisation, CHANGE_KIND, data, by, nonce, changes=base)


def _created(
    organisation: Organisation,
    kind: str,
    data: dict[str, Any],
    by: User,
    nonce: UUID | None,
    changes: Document | None = None,
) -> Document:
    probe = Document(organisation=organisation.legal_entity, kind=kind, data=data, changes=changes)
    title = title_of(probe, stamp_of(probe))
    return create_draft(organisation, kind, title, data, by, nonce, changes=changes)


def edit_order(document: Document, *, version: int, data: dict[str, Any], texts: dict[str, str], by: User) -> Document:
    """Keep the draft's answers and wording. Raises ValidationError by part for wrong blanks, StaleDraft when overtaken."""
    texts = {part: text.replace("\r\n", "\n").strip() for part, text in texts.items()}
    check_texts(document.kind, texts)
    merged = {**document.data, **data}
    probe = Document(
        organisation=document.organisation, kind=document.kind, data=merged, texts=texts, changes=document.changes
    )
    return save_draft(
        document, version=version, data=merged, texts=texts, by=by, title=title_of(probe, stamp_of(probe))
    )


def pairs_of(document: Document) -> list[Pair]:
    """The pairs that the draft puts under order."""
    return list(
        Pair.objects.filter(pk__in=document.data.get("pairs", []), organisation=document.organisation)
        .select_related("mentor__person", "form", "organisation")
        .order_by("mentor__person__name_key", "pk")
    )


def removed_of(document: Document) -> list[Pair]:
    """The pairs that a changing order takes out."""
    return list(
        Pair.objects.filter(pk__in=document.data.get("removed", []), organisation=document.organisation).select_related(
            "mentor__person", "form", "organisation"
        )
    )


def issue_order(document: Document, *, number: str, proposed: str, day: date, by: User) -> Document:
    """Issue the draft: number, date, freeze, PDF; its pairs become ordered, removed ones end. Whole or not at all.

    Rereads everything; refuses by name what was withdrawn, changed or lacks a consent on the day (design, decisions 5 and 8).
    """
    roles = roles_in(by, document.organisation)
    if not roles & STAFF:
        raise DocumentRefused("Издать приказ может куратор или руководитель.")
    if document.kind == CHANGE_KIND and not _has_changes(document):
        raise ValidationError("В приказе нет ни одного изменения. Отметьте пары или впишите изменение словами.")
    if document.kind != CHANGE_KIND and not document.data.get("pairs"):
        raise ValidationError("В приказе нет ни одной пары. Отметьте пары и сохраните черновик.")
    signer = signer_of(document.organisation, day)
    page = page_of(document.organisation)
    composed: list[list[dict[str, Any]]] = []

    def composed_on(number: str, day: date) -> Composed:
        blocks = compose(document, stamp_of(document, number, day))
        composed.append(blocks_to_json(blocks))
        return Composed(composed[-1], render_pdf(blocks, page, document.title, day), page.to_json())

    def pairs_follow(issued: Document) -> None:
        _check_ground(issued)
        removed = removed_of(issued)
        _end_removed(issued, removed, by)
        order_pairs(pairs_of(issued), issued, by)
        # What the page says must be what the rooms say at the moment of issue, under the locks just taken.
        fresh = blocks_to_json(compose(issued, stamp_of(issued, issued.number, issued.date)))
        if fresh != composed[-1]:
            raise ValidationError(
                "Пока приказ издавался, в карточках или парах что-то изменилось. Проверьте текст и издайте ещё раз."
            )

    return register_document(
        document,
        number=number,
        proposed=proposed,
        day=day,
        compose=composed_on,
        signer=signer.line,
        by=by,
        extra=pairs_follow,
        on_behalf=acts_as(roles),
    )


def _has_changes(document: Document) -> bool:
    return any(document.data.get(key) for key in ("pairs", "removed", "other"))


def _check_ground(issued: Document) -> None:
    """All that the draft names must still be there to be ordered; and a changed order must still stand."""
    wanted = set(issued.data.get("pairs", []))
    found = {pair.pk for pair in pairs_of(issued)}
    if wanted - found:
        raise ValidationError("Часть пар этого приказа удалена. Откройте черновик, проверьте список и сохраните.")
    if issued.changes is not None:
        base = Document.objects.select_for_update().get(pk=issued.changes_id)
        if base.status != DocumentStatus.ISSUED:
            raise ValidationError(f"{base} уже аннулирован: менять его нельзя.")


def _end_removed(issued: Document, removed: Iterable[Pair], by: User) -> None:
    for pair in removed:
        if pair.status != PairStatus.ORDERED:
            raise ValidationError(f"{pair}: сейчас «{pair.get_status_display()}», исключить можно только закреплённую пару.")
        last = max(pair.starts, min(issued.date, pair.ends))
        end_pair(pair, last, EndReason.ORDER, by, order=issued)


def undo_order(document: Document, by: User) -> None:
    """The part of the pairs when an order is annulled (called inside that transaction)."""
    with transaction.atomic():
        unorder_pairs(document, by)


def annulment_consequences(document: Document) -> list[str]:
    """What annulment will do, in sentences with names."""
    made = [str(pair) for pair in Pair.objects.filter(order=document, status=PairStatus.ORDERED)]
    ended = [str(pair) for pair in Pair.objects.filter(end_order=document, status=PairStatus.ENDED)]
    sentences = [f"Вернётся в утверждённые: {pair}." for pair in made]
    return sentences + [f"Снова будет действовать: {pair}." for pair in ended]
