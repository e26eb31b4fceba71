"""Our kinds made known to the register of papers: how they are called and kept, where they are edited and changed, what
their annulment undoes.
"""

from schools.papers.kinds import PaperKind, register_kind

from .kinds import all_kinds
from .kinds.kind import Kind, Shelf
from .order_kinds import KINDS_OF_ORDERS
from .services.orders import annulment_consequences, undo_order


def register_all() -> None:
    for kind in all_kinds().values():
        register_kind(order_on_pairs(kind) if kind.code in KINDS_OF_ORDERS else paper(kind))


def paper(kind: Kind) -> PaperKind:
    """Any kind: what it says of itself. One with pages of its own (a consent, a roadmap) is edited there."""
    return PaperKind(
        kind.code,
        kind.label,
        register=kind.register or None,
        noun=kind.noun,
        retention=str(kind.retention),
        signed=kind.shelf != Shelf.REGULATIONS,
        edit_url="" if kind.begins == "elsewhere" else "documents:paper_edit",
        ground_url=kind.ground_url,
        on_annul=kind.on_annul,
        annul_consequences=kind.annul_consequences,
    )


def order_on_pairs(kind: Kind) -> PaperKind:
    return PaperKind(
        kind.code,
        kind.label,
        register=kind.register,
        noun=kind.noun,
        retention=str(kind.retention),
        edit_url="documents:order_edit",
        change_url="documents:change_create",
        ground_url="documents:order_ground",
        on_annul=undo_order,
        annul_consequences=annulment_consequences,
    )
