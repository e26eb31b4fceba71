"""What stands between a draft of an order and its issue, by name, with the page where to mend it; and what is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Q
from django.urls import reverse

from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_minor
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.findings import Draft, Facts
from mentoring.pairs.selectors.people import with_people
from mentoring.pairs.selectors.words import no_consents, without
from schools.models import Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import count
from schools.selectors.headship import signer_on

from ..obstacle import Obstacle
from ..order_kinds import CHANGES, KINDS_OF_ORDERS
from ..words.order_text import closed
from .notices import notice_states
from .overpaid import overpaid_by
from .replacing import last_days_of

# So many people without a consent (one pair) are named in sight; more fold into one line.
IN_SIGHT = 2


@dataclass(frozen=True)
class Owing:
    """Missing consents of many people, told in one line; each person's own line is folded under it."""

    lines: list[Obstacle]
    url: str

    @property
    def message(self) -> str:
        sheets = count(sum(one.sheets for one in self.lines), "согласия", "согласий", "согласий")
        return f"Не хватает {sheets} у {count(len(self.lines), 'человека', 'человек', 'человек')}"


def told(document: Document, found: list[Obstacle]) -> dict[str, Any]:
    """Obstacles as the pages show them: what forbids, what is doubtful, and the consents that many people owe, folded."""
    blocking = [one for one in found if one.blocks]
    lines = [one for one in blocking if one.sheets]
    owing = None
    if len(lines) > IN_SIGHT:
        owing = Owing(lines, f"{reverse('documents:consent_list', args=[document.organisation.slug])}?only=owed")
        blocking = [one for one in blocking if not one.sheets]
    return {"obstacles": blocking, "owing": owing, "doubts": [one for one in found if not one.blocks]}


def obstacles_of(document: Document, day: date) -> list[Obstacle]:
    """What forbids the issue on the day, in the order in which it is best mended, then what is doubtful."""
    slug = document.organisation.slug
    rows = with_people(Pair.objects.filter(organisation=document.organisation.legal_entity))
    added = list(rows.filter(pk__in=document.data.get("pairs", [])))
    removed = list(rows.filter(pk__in=document.data.get("removed", [])))
    found = [
        *_of_document(document, day),
        *_of_list(document, [*added, *removed], slug),
        *(_of_pair(pair, PairStatus.APPROVED, "в приказ идут только утверждённые пары", slug) for pair in added),
        *(_of_pair(pair, PairStatus.ORDERED, "исключить можно только закреплённую", slug) for pair in removed),
        *(_of_former(document, pair, slug) for pair in added),
        *consent_obstacles(document, added, day),
        *_doubts(document, added, removed, day),
    ]
    return sorted((one for one in found if one is not None), key=lambda one: not one.blocks)


def _of_document(document: Document, day: date) -> Iterator[Obstacle]:
    slug = document.organisation.slug
    if signer_on(document.organisation, day) is None:
        yield Obstacle(
            f"На {day:%d.%m.%Y} не указан руководитель организации.",
            reverse("schools:organisation_settings", args=[slug]),
            "Указать руководителя",
        )
    base = document.changes
    if base is not None and base.status != DocumentStatus.ISSUED:
        yield Obstacle(
            f"{base} {base.get_status_display().lower()}: изменять его нельзя. Удалите этот черновик.",
            reverse("papers:document_detail", args=[slug, base.pk]),
            "Открыть приказ",
        )


def _of_list(document: Document, found: list[Pair], slug: str) -> Iterator[Obstacle]:
    data = document.data
    edit = reverse("documents:order_edit", args=[slug, document.pk]), "Открыть черновик"
    named = {*data.get("pairs", []), *data.get("removed", [])}
    if not named and not any(data.get(key) for key in CHANGES):
        nothing = "ни одной пары" if document.changes_id is None else "ни одного изменения"
        yield Obstacle(f"В приказе пока нет {nothing}.", *edit)
    if named - {pair.pk for pair in found}:
        yield Obstacle("Часть пар этого приказа удалена. Проверьте список и сохраните черновик.", *edit)


def _of_pair(pair: Pair, status: str, why: str, slug: str) -> Obstacle | None:
    if pair.status == status:
        return None
    return Obstacle(
        f"{pair}: сейчас «{pair.get_status_display()}», {why}.",
        reverse("pairs:pair_detail", args=[slug, pair.pk]),
        "Открыть пару",
    )


def _of_former(document: Document, pair: Pair, slug: str) -> Obstacle | None:
    """What takes the place of a pair is ordered only together with the end of that pair."""
    former = pair.stands_in_for
    if former is None or former.pk in document.data.get("removed", []):
        return None
    return Obstacle(
        f"{pair}: это замена, а пара {former} остаётся в приказе. Откройте черновик и сохраните: она встанет в исключённые.",
        reverse("documents:order_edit", args=[slug, document.pk]),
        "Открыть черновик",
    )


def consent_obstacles(document: Document, pairs: list[Pair], day: date) -> list[Obstacle]:
    """A missing consent blocks the issue, unless the head allowed the pair with a reason; never for a minor (decision 8)."""
    consents = reverse("documents:consent_list", args=[document.organisation.slug])
    drafts = [Draft.of(pair) for pair in pairs]
    facts = Facts(drafts, day)
    today = document.organisation.today()
    now = Facts(drafts, today) if day < today and facts.missing else None
    found: dict[int, Obstacle] = {}
    late: dict[int, Person] = {}
    for draft in drafts:
        missing = facts.missing_in(draft)
        for person in draft.people:
            if person.pk not in missing:
                continue
            minor = is_minor(person, day)
            covered = draft.pair is not None and draft.pair.is_allowed_without(person.pk, missing[person.pk])
            allowed = covered and not minor
            # In several pairs of the order: the one that was not allowed decides.
            if person.pk in found and (allowed or found[person.pk].blocks):
                continue
            if not allowed and now is not None and person.pk not in now.missing_in(draft):
                late[person.pk] = person
                continue
            owed = missing[person.pk]
            note = f" Руководитель разрешил издать {without(owed)}." if allowed else ""
            query = urlencode({"q": f"{person.surname} {person.name}"})
            found[person.pk] = Obstacle(
                f"{person.short_name}: на {day:%d.%m.%Y} {no_consents(owed)}.{note}",
                f"{consents}?{query}",
                "К согласиям",
                blocks=not allowed,
                pair=None if allowed or minor else pair_of(draft),
                sheets=len(owed),
            )
    return [*_signed_later(list(late.values()), day, today), *found.values()]


def _signed_later(people: list[Person], day: date, today: date) -> Iterator[Obstacle]:
    """Consents that stand today but are younger than the order: not they are wanting, the day is wrong."""
    if not people:
        return
    given = Consent.objects.in_force(today).filter(signed_on__gt=day)
    signers = given.filter(person__in=people).values("representation__representative")
    last = given.filter(Q(person__in=people) | Q(person__in=signers)).aggregate(last=Max("signed_on"))["last"]
    names = ", ".join(person.short_name for person in people)
    yield Obstacle(
        closed(
            f"Согласия подписаны позже даты приказа, {day:%d.%m.%Y}. Поставьте дату не раньше {last or today:%d.%m.%Y}. "
            f"Кто подписал позже: {names}",
            ".",
        )
    )


def pair_of(draft: Draft) -> int | None:
    return draft.pair.pk if draft.pair else None


def _doubts(document: Document, added: list[Pair], removed: list[Pair], day: date) -> Iterator[Obstacle]:
    today = document.organisation.today()
    if day > today:
        yield Obstacle(f"Дата приказа, {day:%d.%m.%Y}, ещё не наступила.", blocks=False)
    elif day < today:
        yield Obstacle(f"Приказ издаётся задним числом: {day:%d.%m.%Y}. Проверьте дату.", blocks=False)
    if early := [str(pair) for pair in added if pair.starts < day]:
        words = f"Начинаются раньше приказа, действовать будут с {day:%d.%m.%Y}: {'; '.join(early)}"
        yield Obstacle(closed(words, "."), blocks=False)
    if over := [str(pair) for pair in added if pair.ends < day]:
        yield Obstacle(closed(f"Срок кончается раньше даты приказа: {'; '.join(over)}", "."), blocks=False)
    replaced = last_days_of(document, day)
    for state in notice_states(removed, day, replaced):
        yield Obstacle(state.message, state.url, state.link, blocks=False)
    last_days = {pair.pk: min(replaced.get(pair.pk, day), pair.ends) for pair in removed}
    last_days |= {
        int(key): date.fromisoformat(term["ends"]) for key, term in (document.data.get("terms") or {}).items()
    }
    yield from overpaid_by(document, last_days, added)
    for other in _other_drafts(document):
        url = reverse("documents:order_edit", args=[document.organisation.slug, other.pk])
        yield Obstacle("Те же пары стоят и в другом черновике.", url, "Открыть его", blocks=False)


def _other_drafts(document: Document) -> list[Document]:
    wanted = {*document.data.get("pairs", []), *document.data.get("removed", [])}
    drafts = Document.objects.filter(
        organisation=document.organisation.legal_entity, kind__in=KINDS_OF_ORDERS, status=DocumentStatus.DRAFT
    )
    return [
        other
        for other in drafts.exclude(pk=document.pk).only("pk", "title", "data")
        if wanted & {*other.data.get("pairs", []), *other.data.get("removed", [])}
    ]
