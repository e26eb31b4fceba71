"""The labour side of pairs (ТК РФ, статья 351.8): whose mentoring is work for the employer, and where the agreement is owed.

An employee who helps another employee works under the contract and an additional agreement to it; the order alone is not
enough (design, decision 9). Whoever leads pupils, and a mentor who is no employee, never gets such papers.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from mentoring.banks.enums import Contingent
from schools.models import Employment
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..enums import PairStatus
from ..models import Pair
from ..models.pair import PairQuerySet
from .duties import duties_ends


def labour_pairs(pairs: PairQuerySet, day: date) -> PairQuerySet:
    """Those in which an employee helps an employee: the mentor has a post on the day."""
    employed = Employment.objects.active(day).filter(person=OuterRef("mentor__person"))
    return pairs.filter(Exists(employed), form__contingent=Contingent.TEACHERS)


def working(day: date) -> Q:
    """Pairs whose work under an order is not over: those that a later order ends work to the day that it names."""
    until = Q(status=PairStatus.ENDED, end_order__isnull=False, ended_on__gte=day) & Q(ended_on__gte=F("starts"))
    return Q(status=PairStatus.ORDERED, ends__gte=day) | until & Q(ends__gte=day)


def owing_agreement(pairs: PairQuerySet, day: date) -> PairQuerySet:
    """Pairs of employees that work under an order, now or later, and whose mentor has no additional agreement. Whether the
    duties end by another paper is asked of `duties_ends`."""
    return labour_pairs(pairs.filter(working(day), agreement__isnull=True), day)


def agreements_owed(pairs: Iterable[Pair], day: date) -> set[int]:
    """Which of these pairs, read with their people, owe the agreement; those whose duties are over by paper do not."""
    pairs = list(pairs)
    rows = owing_agreement(Pair.objects.filter(pk__in=[pair.pk for pair in pairs]), day)
    keys = set(rows.values_list("pk", flat=True))
    ends = duties_ends([pair for pair in pairs if pair.pk in keys], day)
    return {key for key in keys if key not in ends or ends[key].asks_agreement(day)}


def may_be_agreed(pair: Pair, day: date) -> bool:
    """Whether an agreement may be made of the pair: it stands in an order, or works on till the day of the one that ends it."""
    if pair.status == PairStatus.ENDED:
        return pair.end_order_id is not None and not pair.never_began and pair.last_day >= day
    return pair.status == PairStatus.ORDERED


def not_labour(pair: Pair, day: date) -> str:
    """Why the pair gets no labour papers, in a sentence; empty for one that does."""
    if pair.form.contingent != Contingent.TEACHERS:
        return (
            f"{pair}: это наставничество обучающихся. Дополнительное соглашение и уведомление составляют только "
            "для работника, который помогает работнику (ТК РФ, статья 351.8)."
        )
    if not Employment.objects.active(day).filter(person=pair.mentor.person_id).exists():
        return f"{pair}: на {day:%d.%m.%Y} у наставника нет должности в организации, трудовых документов с ним не составляют."
    return ""


def standing_before(document: Document, pairs: Iterable[int]) -> dict[int, Document]:
    """By pair, the agreement (or the warning) that `document` took the place of and that still stands: the latest issued
    paper of its kind that names the pair and rests on no order out of force. Pairs without one are left out.
    """
    wanted = set(pairs)
    mentors = Pair.objects.filter(pk__in=wanted).values("mentor__person")
    papers = Document.objects.filter(
        Q(person__in=mentors) | Q(person__isnull=True),
        Q(ground__isnull=True) | Q(ground__status=DocumentStatus.ISSUED),
        organisation=document.organisation_id,
        kind=document.kind,
        status=DocumentStatus.ISSUED,
    ).exclude(pk=document.pk)
    found: dict[int, Document] = {}
    for paper in papers.defer("blocks", "texts", "page").order_by("date", "pk"):
        found |= dict.fromkeys(wanted & set(paper.data.get("pairs") or []), paper)
    return found
