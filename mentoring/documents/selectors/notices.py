"""Whether a mentor who is taken out of an order was warned of it, or withdrew in writing (ТК РФ, статья 351.8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.duties import gave_up, refusals
from mentoring.pairs.selectors.labour import labour_pairs
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..order_kinds import NOTICE
from ..words.order_text import closed


@dataclass(frozen=True)
class NoticeState:
    """A sentence about one mentor, and the page that mends it when nobody was warned."""

    message: str
    url: str = ""
    link: str = ""


def notice_states(pairs: Iterable[Pair], day: date, last_days: Mapping[int, date] | None = None) -> list[NoticeState]:
    """One sentence for each pair of employees that an order of the day takes out; pupils' pairs need no warning.

    `last_days`: of pairs whose last day is another than the order's own.
    """
    pairs = list(pairs)
    of_labour = set(
        labour_pairs(Pair.objects.filter(pk__in=[pair.pk for pair in pairs]), day).values_list("pk", flat=True)
    )
    wanted = [pair for pair in pairs if pair.pk in of_labour]
    if not wanted:
        return []
    refused, left = refusals(wanted), gave_up(wanted)
    return [
        _state(pair, refused.get(pair.pk), left.get(pair.pk), (last_days or {}).get(pair.pk, day)) for pair in wanted
    ]


def _state(pair: Pair, refusal: Document | None, left: date | None, day: date) -> NoticeState:
    who = pair.mentor.person.short_name
    notice = pair.notice
    if notice is not None and notice.status == DocumentStatus.ISSUED:
        last = date.fromisoformat(notice.data["last_day"]) if notice.data.get("last_day") else None
        words = f"{who}: {str(notice)[:1].lower()}{str(notice)[1:]}"
        if last is None:
            return NoticeState(f"{words}. Последний день в нём не назван, проверьте срок.")
        if day < last:
            return NoticeState(
                f"{words} называет последним днём {last:%d.%m.%Y}, а приказ прекращает пару раньше, {day:%d.%m.%Y}. "
                "Издайте приказ в этот день или составьте новое уведомление."
            )
        return NoticeState(f"{words}, последний день {last:%d.%m.%Y}: срок предупреждения соблюдён.")
    if refusal is not None and refusal.date is not None:
        return NoticeState(
            f"{who}: письменный отказ от наставничества от {refusal.date:%d.%m.%Y}, уведомление не нужно."
        )
    if left is not None:
        return NoticeState(f"{who}: согласие на обязанности наставника отозвано {left:%d.%m.%Y}, уведомление не нужно.")
    url = reverse("documents:paper_create", args=[pair.organisation.slug])
    query = urlencode({"kind": NOTICE, "pair": pair.pk})
    words = (
        f"{who}: наставника не предупредили. Если пару прекращает работодатель, это делают не менее чем за три рабочих "
        "дня (ТК РФ, статья 351.8)"
    )
    return NoticeState(closed(words, "."), f"{url}?{query}", "Составить уведомление")
