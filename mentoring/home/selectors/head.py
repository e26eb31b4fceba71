"""The desk of the head or acting head: decisions and signatures."""

from django.db.models import Count, Min, Q

from mentoring.documents.order_kinds import CHANGE_KIND, ORDER_KINDS
from mentoring.documents.selectors.waiting import waiting_papers
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.enums import Role
from schools.models import Membership, Organisation, User
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import date_words, plural

from .wait import Wait, to


def head_waits(user: User, organisation: Organisation, *, drafts: bool = True) -> list[Wait]:
    """Pairs to decide on, in every year; with `drafts` also orders to issue."""
    place = organisation.legal_entity
    pairs = Pair.objects.visible_to(user).filter(organisation=place)
    counts = pairs.aggregate(
        waiting=Count("pk", filter=Q(status=PairStatus.SUBMITTED)),
        since=Min("submitted_at", filter=Q(status=PairStatus.SUBMITTED)),
    )
    waits = []
    if n := counts["waiting"]:
        words = plural(n, "пара ждёт", "пары ждут", "пар ждёт") + " вашего решения"
        since = f"первая передана {date_words(counts['since'].astimezone(place.tz).date())}" if counts["since"] else ""
        waits.append(Wait(n, words, to(organisation, "pairs:decision_list"), "Решить", since, owed=True))
    if not drafts:
        return waits
    papers = Document.objects.visible_to(user).filter(
        organisation=place, status=DocumentStatus.DRAFT, kind__in=[*ORDER_KINDS.values(), CHANGE_KIND]
    )
    for draft in papers.order_by("pk")[:5]:
        words = f"Проект приказа «{draft.title or 'без заголовка'}» готовится к изданию"
        waits.append(Wait(1, words, to(organisation, "documents:order_issue", draft.pk), "Прочитать и издать"))
    for draft in waiting_papers(user, organisation, for_signature=True)[:5]:
        words = f"Проект документа «{draft.title or 'без заголовка'}» готовится к изданию"
        waits.append(Wait(1, words, to(organisation, "documents:paper_issue", draft.pk), "Прочитать и издать"))
    return waits


def acting_until(user: User, organisation: Organisation) -> Membership | None:
    """The term as acting head that runs today, to be reminded of."""
    place = organisation.legal_entity
    held = Membership.objects.active(place.today()).filter(user=user, organisation=place, role=Role.ACTING_HEAD)
    return held.order_by("-ends").first()
