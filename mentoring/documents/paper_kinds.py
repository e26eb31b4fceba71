"""Our kinds made known to the register of papers: how they are called and kept, where they are edited and changed, what
their annulment undoes.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from schools.models import Person, User
from schools.papers.enums import RegisterKind
from schools.papers.kinds import ORDER, PaperKind, register_kind
from schools.papers.models import Document

from .composing import stamp_of
from .kinds import all_kinds
from .kinds.kind import Kind, Shelf
from .order_kinds import KINDS_OF_ORDERS, ORDER_CANCEL, ORDER_CHANGE
from .services.annexes import annul_annexes, waiting_plans
from .services.orders import annulment_consequences, undo_order


def register_all() -> None:
    for kind in all_kinds().values():
        register_kind(order_on_pairs(kind) if kind.code in KINDS_OF_ORDERS else paper(kind))
    # Any other order, entered from paper, is changed by the numbers of its points too.
    register_kind(
        replace(
            ORDER,
            change_url="documents:change_create",
            cancelled_with=ORDER_CANCEL,
            on_annul=with_annexes(None),
            annul_consequences=with_plans(None),
        )
    )


def paper(kind: Kind) -> PaperKind:
    """Any kind: what it says of itself. One with pages of its own (a consent, a roadmap) is edited there."""
    numbered = bool(kind.register)
    return PaperKind(
        kind.code,
        kind.label,
        register=kind.register or None,
        beside_ground=kind.code == ORDER_CANCEL,
        noun=kind.noun,
        retention=str(kind.retention),
        signed=kind.shelf != Shelf.REGULATIONS,
        edit_url="" if kind.begins == "elsewhere" else "documents:paper_edit",
        change_url="documents:change_create" if is_changed_by_points(kind) else "",
        cancelled_with=cancelled_with(kind),
        instead=instead_of_annulling(kind),
        ground_url=kind.ground_url,
        on_annul=with_annexes(kind.on_annul) if numbered else kind.on_annul,
        annul_consequences=with_plans(kind.annul_consequences) if numbered else kind.annul_consequences,
        told=told_by(kind),
    )


def told_by(kind: Kind) -> Callable[[Document], list[Person]] | None:
    """Whom an issued paper of the kind names as those to be told of it."""
    acquainted = kind.acquainted
    if acquainted is None:
        return None
    return lambda document: [
        named.person for named in acquainted(document, stamp_of(document, document.number, document.date))
    ]


def is_changed_by_points(kind: Kind) -> bool:
    """An order that another changes by its points; a change and a cancellation are annulled instead."""
    return kind.shelf == Shelf.ORDERS and bool(kind.register) and kind.code not in (ORDER_CHANGE, ORDER_CANCEL)


def cancelled_with(kind: Kind) -> str:
    """The kind of order that cancels a signed one of this kind; a cancellation is not cancelled."""
    return ORDER_CANCEL if kind.noun == Kind.noun and kind.register and kind.code != ORDER_CANCEL else ""


def instead_of_annulling(kind: Kind) -> str:
    """What is done with a signed paper that no order cancels."""
    if kind.code == ORDER_CANCEL:
        return "Издайте заново тот приказ, который он отменил"
    if kind.register == RegisterKind.AGREEMENTS:
        return "Заключите новое соглашение, а чтобы прекратить его, составьте уведомление"
    return "Составьте новый документ вместо него"


def order_on_pairs(kind: Kind) -> PaperKind:
    return PaperKind(
        kind.code,
        kind.label,
        register=kind.register,
        noun=kind.noun,
        retention=str(kind.retention),
        edit_url="documents:order_edit",
        change_url="documents:change_create",
        cancelled_with=ORDER_CANCEL,
        ground_url="documents:order_ground",
        on_annul=with_annexes(undo_order),
        annul_consequences=with_plans(annulment_consequences),
        told=told_by(kind),
    )


def with_annexes(undo: Callable[[Document, User], None] | None) -> Callable[[Document, User], None]:
    """The head may name any order as the one that approves a plan: annulled, it takes the plan along, besides what its kind
    undoes.
    """

    def both(document: Document, by: User) -> None:
        annul_annexes(document, by)  # papers before pairs, as everywhere
        if undo is not None and undo is not annul_annexes:
            undo(document, by)

    return both


def with_plans(tell: Callable[[Document], Iterable[str]] | None) -> Callable[[Document], list[str]]:
    """The same beforehand, each sentence once."""
    return lambda document: list(
        dict.fromkeys([*(tell(document) if tell is not None else ()), *waiting_plans(document)])
    )
