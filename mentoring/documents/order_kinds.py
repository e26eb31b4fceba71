"""Codes of the kinds of paper that others name; which of them are orders on pairs, whose pairs they order, and which order
changes which.
"""

from django.urls import reverse

from mentoring.banks.enums import Contingent
from mentoring.pairs.selectors.duties import REFUSAL as REFUSAL
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

PAIRS_OF_TEACHERS, PAIRS_OF_PUPILS = "pairs_order_teachers", "pairs_order_pupils"
ORDER_KINDS = {Contingent.TEACHERS: PAIRS_OF_TEACHERS, Contingent.PUPILS: PAIRS_OF_PUPILS}
CHANGE_KIND = "pairs_change"
ORDER_ORGANISE, ORDER_CURATOR, ORDER_REGULATION = "order_organise", "order_curator", "order_regulation"
ORDER_ROADMAP, ORDER_PAYMENTS = "order_roadmap", "order_payments"
# The order that changes any other order, and those that it does not change: pairs are changed by name, a change or a
# cancellation is itself annulled.
ORDER_CHANGE, ORDER_CANCEL = "order_change", "order_cancel"
# What approves a regulation: with the plan of the year and the curator, or alone.
APPROVING = (ORDER_ORGANISE, ORDER_REGULATION)
# What an order approves.
REGULATION_TEACHERS, REGULATION_PUPILS, REGULATION_BOTH = "regulation_teachers", "regulation_pupils", "regulation_both"
REGULATIONS = (REGULATION_TEACHERS, REGULATION_PUPILS, REGULATION_BOTH)
ROADMAP = "roadmap"
# Papers of a mentor's labour.
AGREEMENT, NOTICE = "agreement_mentor", "notice_end"
# Orders as a year goes: they stand so on the page of choice.
OF_THE_YEAR = (
    ORDER_ORGANISE,
    ORDER_CURATOR,
    ORDER_REGULATION,
    ORDER_ROADMAP,
    *ORDER_KINDS.values(),
    ORDER_PAYMENTS,
    CHANGE_KIND,
    ORDER_CHANGE,
    ORDER_CANCEL,
)
CONTINGENT_OF = {kind: contingent for contingent, kind in ORDER_KINDS.items()}
KINDS_OF_ORDERS = (*ORDER_KINDS.values(), CHANGE_KIND)
# Answers of an order that changes another, any of which is a change: pairs added and taken out, terms by the pair's number
# ({"was", "ends"}), misprints ({"what", "person", "was"}), words.
CHANGES = ("pairs", "removed", "terms", "misprints", "other")


def is_amended_by_words(document: Document) -> bool:
    """Whether the order is changed by its points (`order_change`), not by its pairs."""
    return document.kind not in (*KINDS_OF_ORDERS, ORDER_CHANGE, ORDER_CANCEL)


def root_of(document: Document) -> Document:
    """The first order: what is corrected is always it, never an order that changed it."""
    while document.changes is not None:
        document = document.changes
    return document


def contingent_of(document: Document) -> str:
    """Whose pairs the order is about. One that came from paper has no answers of a draft, only its kind."""
    root = root_of(document)
    return CONTINGENT_OF.get(root.kind) or root.data.get("contingent") or Contingent.TEACHERS


def family_of(document: Document) -> list[Document]:
    """The first order and the issued orders that changed it: pairs of any of them may be taken out."""
    root = root_of(document)
    return [root, *root.changed_by.filter(status=DocumentStatus.ISSUED)]


def page_of_draft(document: Document) -> tuple[str, str]:
    """Address and words that lead to the draft, for what is to be mended there; empty for one that is not saved."""
    if not document.pk:
        return "", ""
    page = "order_edit" if document.kind in KINDS_OF_ORDERS else "paper_edit"
    return reverse(f"documents:{page}", args=[document.organisation.slug, document.pk]), "Открыть черновик"
