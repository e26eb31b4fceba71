"""Our kinds made known to the register of papers: labels, addresses of their forms, what annulment undoes."""

from schools.papers.kinds import PaperKind, register_kind

from .kinds import all_kinds
from .order_kinds import KINDS_OF_ORDERS
from .services.orders import annulment_consequences, undo_order


def register_all() -> None:
    for kind in all_kinds().values():
        if kind.code in KINDS_OF_ORDERS:
            register_kind(
                PaperKind(
                    kind.code,
                    kind.label,
                    register=kind.register,
                    edit_url="documents:order_edit",
                    change_url="documents:change_create",
                    ground_url="documents:order_ground",
                    on_annul=undo_order,
                    annul_consequences=annulment_consequences,
                )
            )
        else:
            register_kind(PaperKind(kind.code, kind.label, register=None))
