"""The days of what a paper speaks of against its own day: an order, an agreement, a protocol, an act that came later cannot
stand in it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q

from schools.papers.models import Document, LegalAct
from schools.papers.selectors.sequence import issued_after

from ..kinds import kind_of
from ..obstacle import Obstacle
from ..order_kinds import page_of_draft
from ..words.protocols import protocol_words


def out_of_sequence(document: Document, day: date) -> Iterator[Obstacle]:
    """What the paper of the day names or rests on, though that came later: each in a sentence that says what to do."""
    edit = page_of_draft(document)
    papers = {paper.pk: paper for paper in spoken_of(document)}
    for paper in sorted(papers.values(), key=lambda one: (one.date or date.min, one.pk), reverse=True):
        if words := issued_after(paper, day):
            yield Obstacle(words, *edit)
    for protocol in document.data.values():
        if not isinstance(protocol, dict) or not protocol.get("number") or not protocol.get("date"):
            continue
        if date.fromisoformat(protocol["date"]) > day:
            words = protocol_words(protocol)
            yield Obstacle(
                f"{words[:1].upper()}{words[1:]}: позже самого документа ({day:%d.%m.%Y}). Исправьте дату.", *edit
            )
    keys = document.data.get("acts") or []
    own = Q(organisation__isnull=True) | Q(organisation=document.organisation.legal_entity)
    for act in LegalAct.objects.filter(own, pk__in=keys, adopted_on__gt=day) if keys else ():
        words = f"Акт «{act.title}» принят {act.adopted_on:%d.%m.%Y}, позже самого документа ({day:%d.%m.%Y})."
        yield Obstacle(f"{words} Уберите его из оснований или исправьте дату.", *edit)


def spoken_of(document: Document) -> Iterable[Document]:
    """Papers that the draft rests on, changes, replaces or names."""
    kind = kind_of(document.kind)
    yield from (one for one in (document.ground, document.changes) if one is not None)
    keys = [document.data.get(ask.name) for ask in kind.asks if ask.what in ("order", "regulation")]
    if keys := [key for key in keys if key]:
        yield from Document.objects.filter(pk__in=keys, organisation=document.organisation.legal_entity)
    if kind.speaks_of is not None:
        yield from kind.speaks_of(document)
