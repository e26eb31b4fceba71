"""The desk of the head or acting head: decisions and signatures."""

from django.db.models import Count, Min, Q

from mentoring.documents.order_kinds import CHANGE_KIND, ORDER_KINDS
from mentoring.documents.selectors.waiting import is_being_written, waiting_papers
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
        seats = pairs.filter(status=PairStatus.SUBMITTED).annotate(people=Count("seats", distinct=True))
        words = f"{_waiting_words(n, seats.filter(people__gt=1).count())} вашего решения"
        since = f"первая передана {date_words(counts['since'].astimezone(place.tz).date())}" if counts["since"] else ""
        waits.append(Wait(n, words, to(organisation, "pairs:decision_list"), "Решить", since, owed=True))
    if not drafts:
        return waits
    papers = Document.objects.visible_to(user).filter(
        organisation=place, status=DocumentStatus.DRAFT, kind__in=[*ORDER_KINDS.values(), CHANGE_KIND]
    )
    found = [
        _draft_wait(organisation, draft, "приказа", "documents:order_issue") for draft in papers.order_by("pk")[:5]
    ]
    found += [
        _draft_wait(organisation, draft, "документа", "documents:paper_issue")
        for draft in waiting_papers(user, organisation, for_signature=True)[:5]
    ]
    return waits + found


def _draft_wait(organisation: Organisation, draft: Document, what: str, page: str) -> Wait:
    """What is not finished is called so: the head is not asked to issue it."""
    name, url = f"Проект {what} «{draft.title or 'без заголовка'}»", to(organisation, page, draft.pk)
    if is_being_written(draft):
        return Wait(1, f"{name}: куратор ещё пишет", url, "Прочитать")
    return Wait(1, f"{name} готовится к изданию", url, "Прочитать и издать")


def _waiting_words(n: int, groups: int) -> str:
    """After the number of all that waits; a group is not called a pair."""
    if not groups:
        return plural(n, "пара ждёт", "пары ждут", "пар ждут")
    if groups == n:
        return plural(n, "группа ждёт", "группы ждут", "групп ждут")
    return plural(n, "пара или группа ждёт", "пары и группы ждут", "пар и групп ждут")


def acting_until(user: User, organisation: Organisation) -> Membership | None:
    """The term as acting head that runs today, to be reminded of."""
    place = organisation.legal_entity
    held = Membership.objects.active(place.today()).filter(user=user, organisation=place, role=Role.ACTING_HEAD)
    return held.order_by("-ends").first()
