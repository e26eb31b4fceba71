"""The part of the pairs when an order is annulled."""

from django.db import transaction

from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.words import count_pairs
from mentoring.pairs.services import change_term, unorder_pairs
from schools.models import User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ...selectors.resuming import resuming_words
from ...words.order_text import closed
from .pairs import terms_of


def undo_order(document: Document, by: User) -> None:
    """Pairs go back to where they were before the order; pairs that it ended work again
    while their people are here. Inside the annulment's transaction."""
    with transaction.atomic():
        for term in terms_of(document):
            # Ended meanwhile, it has no term any more.
            if term.pair.status == PairStatus.ORDERED:
                change_term(term.pair, term.was, document, by, expected=term.ends)
        unorder_pairs(document, by)


def annulment_consequences(document: Document) -> list[str]:
    """What annulment will do, in sentences with names."""
    rows = Pair.objects.select_related("mentor__person", "end_order").prefetch_related("seats__mentee__person")
    made = rows.filter(order=document, status=PairStatus.ORDERED)
    over = rows.filter(order=document, status=PairStatus.ENDED)
    ended = rows.filter(end_order=document, status=PairStatus.ENDED)
    taken_out = [pair for pair in over if pair.end_order and pair.end_order.status == DocumentStatus.ISSUED]
    return [
        *(closed(f"Сначала аннулируйте {pair.end_order}, им завершена пара: {pair}", ".") for pair in taken_out),
        *_together("Вернётся", "Вернутся", " в утверждённые", [pair for pair in made if pair.is_decided]),
        *_together(
            "Вернётся",
            "Вернутся",
            " в составляемые, руководитель не утверждал",
            [pair for pair in made if not pair.is_decided],
        ),
        *_together(
            "Потребуется новое соглашение",
            "Потребуются новые соглашения",
            " после нового приказа",
            [pair for pair in made if pair.agreement_id],
        ),
        *_together("Останется", "Останутся", " в завершённых", [pair for pair in over if pair not in taken_out]),
        *(
            closed(f"Срок снова по {term.was:%d.%m.%Y}: {term.pair}", ".")
            for term in terms_of(document)
            if term.pair.status == PairStatus.ORDERED
        ),
        *resuming_words([pair for pair in ended if pair.order_id != document.pk]),
    ]


def _together(one: str, many: str, where: str, pairs: list[Pair]) -> list[str]:
    """One sentence for all pairs that share a fate, with their names."""
    if not pairs:
        return []
    names = "; ".join(str(pair) for pair in pairs)
    return [closed(f"{one if len(pairs) == 1 else many}{where}, {count_pairs(pairs)}: {names}", ".")]
