"""A pair in order and the one that is to take its place: the same people with another mentor."""

from ..enums import LIVING, PairStatus
from ..models import Pair


def replacement_of(pair: Pair) -> Pair | None:
    """The pair that is to take this one's place, or has taken it."""
    return pair.replacements.filter(status__in=LIVING).select_related("mentor__person").first()


def why_not_replaced(pair: Pair) -> str:
    """Why the mentor of the pair cannot be replaced now, in a sentence; empty when it may be done."""
    if pair.status != PairStatus.ORDERED:
        return f"{pair}: сейчас «{pair.get_status_display()}», заменить наставника можно только в закреплённой паре."
    if pair.ends < pair.organisation.today():
        return f"{pair}: срок закончился {pair.ends:%d.%m.%Y}, заменять наставника незачем. Завершите пару."
    if waiting := replacement_of(pair):
        return f"{pair}: замена уже составлена, сейчас «{waiting.get_status_display()}». Откройте её или отмените."
    return ""
