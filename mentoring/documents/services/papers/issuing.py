"""The issue of a paper of any kind: number where it takes one, date, freeze and PDF, and the rooms' part, whole or not at
all.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from schools.access.roles import STAFF, acts_as, roles_in
from schools.models import User
from schools.papers.engine.blocks import CheckMark
from schools.papers.engine.freezing import blocks_to_json, content_hash
from schools.papers.engine.pdf import render_pdf
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.papers.services.acquaintance import ask_acquaintance
from schools.papers.services.documents import Composed, issue_sheet, register_document
from schools.papers.services.signing import signer_of

from ...composing import compose, page_for, stamp_of
from ...kinds import kind_of
from ...selectors.hindrances import hindrances_of


class DraftMovedOn(ValidationError):
    """The draft was saved after the page of issue had been opened: somebody would issue what nobody has read."""


def issue_paper(
    document: Document,
    *,
    number: str = "",
    proposed: str = "",
    day: date,
    by: User,
    version: int | None = None,
    seen: str = "",
) -> Document:
    """Issue the draft; issued already, it is returned as it is. What forbids the issue on the day is refused by name.

    Inside the transaction the kind does the rooms' part (`on_issue`). Raises ValidationError.
    """
    kind = kind_of(document.kind)

    def check() -> None:
        if forbidding := [one.message for one in hindrances_of(document, day) if one.blocks]:
            raise ValidationError(forbidding)

    def follow(issued: Document) -> None:
        if kind.on_issue is not None:
            kind.on_issue(issued, by)

    return issued_with(
        document, check, follow, number=number, proposed=proposed, day=day, by=by, version=version, seen=seen
    )


def issued_with(
    document: Document,
    check: Callable[[], None],
    follow: Callable[[Document], None],
    *,
    number: str,
    proposed: str,
    day: date,
    by: User,
    version: int | None,
    seen: str = "",
) -> Document:
    """What every issue shares. `check` looks at the draft before it is rendered; `follow` does the rooms' part inside the
    transaction. `version` is that of the draft which the person read, `seen` the mark of the page (`mark_of`).
    """
    roles = roles_in(by, document.organisation)
    if not roles & STAFF:
        raise PermissionDenied("Издать документ может куратор или руководитель.")
    if document.status == DocumentStatus.DRAFT:
        check_version(document, version)
        check_seen(document, seen)
        check()
    page = page_for(document)
    composed: list[list[dict[str, Any]]] = []

    def composed_on(number: str, day: date) -> Composed:
        if composed:
            # The number was taken meanwhile: whatever took it may have changed what this page tells.
            check_seen(document, seen)
        blocks = compose(document, stamp_of(document, number, day))
        composed.append(blocks_to_json(blocks))
        return Composed(composed[-1], render_pdf(blocks, page, document.title, day), page.to_json())

    def rooms_follow(issued: Document) -> None:
        follow(issued)
        # What the page says must be what the rooms say at the moment of issue, under the locks just taken.
        fresh = blocks_to_json(compose(issued, stamp_of(issued, issued.number, issued.date)))
        if fresh != composed[-1]:
            raise ValidationError(
                "Пока документ издавался, сведения, которые в нём названы, изменились. "
                "Прочитайте текст и издайте ещё раз."
            )
        list_acquainted(issued)

    shared: dict[str, Any] = {
        "day": day,
        "compose": composed_on,
        "signer": signed_by(document, day),
        "by": by,
        "extra": rooms_follow,
        "on_behalf": acts_as(roles),
    }
    if kind_of(document.kind).register:
        return register_document(document, number=number, proposed=proposed, **shared)
    return issue_sheet(document, **shared)


def check_version(document: Document, version: int | None) -> None:
    if version is not None and version != document.version:
        who = f" ({document.edited_by.get_full_name()})" if document.edited_by else ""
        raise DraftMovedOn(f"Пока вы читали, черновик сохранили заново{who}. Прочитайте новый текст и издайте ещё раз.")


def mark_of(document: Document) -> str:
    """A mark of the page that the draft makes now, with its annexes, whatever number, date and QR code it will get."""
    blocks = compose(document, stamp_of(document))
    return content_hash(block for block in blocks if not isinstance(block, CheckMark))


def check_seen(document: Document, seen: str) -> None:
    """The version is the draft's own; the page says more: people, pairs, a regulation or a plan put to it as an annex."""
    if seen and seen != mark_of(document):
        raise DraftMovedOn(
            "Пока вы читали, текст изменился: поправили приложение, пару, карточку или издали другой документ. "
            "Прочитайте его заново и издайте ещё раз."
        )


def signed_by(document: Document, day: date) -> str:
    """Who signs, for the register: a paper with a number is the head's (or the acting head's), a sheet its person's; empty
    where the paper alone tells.

    Raises ValidationError when nobody heads the organisation on the day of a numbered paper.
    """
    kind = kind_of(document.kind)
    if kind.register:
        return signer_of(document.organisation, day).line
    person = kind.signed_by(document) if kind.signed_by is not None else None
    return person.initials_name if person is not None else ""


def list_acquainted(issued: Document) -> None:
    """Everybody who has to be told of the paper is asked to; inside the transaction of issue."""
    if (acquainted := kind_of(issued.kind).acquainted) is not None:
        ask_acquaintance(
            issued, [named.person for named in acquainted(issued, stamp_of(issued, issued.number, issued.date))]
        )
