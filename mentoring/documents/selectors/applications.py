"""What is done upon an application about a pair: another mentor in it."""

from dataclasses import dataclass

from django.urls import reverse

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentor
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.replacing import replacement_of
from schools.papers.models import Document
from schools.russian import date_words

from ..kinds import all_kinds
from ..order_kinds import NOTICE, REFUSAL
from ..pages.labour import day_asked, pairs_named


def settled_by_replacement(document: Document) -> bool:
    kind = all_kinds().get(document.kind)
    return kind is not None and kind.settled_by_replacement


@dataclass(frozen=True)
class Step:
    """A pair that a paper asks to change: the replacement that is made already, or the address where it is begun."""

    pair: Pair
    url: str
    made: Pair | None
    # What happens of itself, when the paper is no request: the last day of the mentor's duties.
    words: str = ""


def steps_of(document: Document) -> list[Step]:
    """The pairs of an application that still stand in orders. Whom it wishes for is chosen already, if the bank has him or her."""
    steps = []
    wanted = document.data.get("wanted") or 0
    last = day_asked(document, "last_day") if document.kind in (NOTICE, REFUSAL) else None
    words = f"последний день наставничества — {date_words(last)}" if last else ""
    for pair in (one for one in pairs_named(document) if one.status == PairStatus.ORDERED):
        made = replacement_of(pair)
        name, pk = ("pair_detail", made.pk) if made else ("pair_replace", pair.pk)
        url = reverse(f"pairs:{name}", args=[document.organisation.slug, pk])
        known = Mentor.objects.filter(
            person=wanted, organisation=pair.organisation, year=pair.mentor.year, status=BankStatus.CONFIRMED
        ).exclude(pk=pair.mentor_id)
        if not made and (mentor := known.first()):
            url += f"?mentor={mentor.pk}"
        steps.append(Step(pair, url, made, words))
    return steps
