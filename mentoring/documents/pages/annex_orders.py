"""Orders that approve annexes: what they ask, what stands in their way, what their issue does."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from django.urls import reverse

from mentoring.banks.enums import Contingent
from roadmaps.enums import RoadmapStatus
from roadmaps.models import Roadmap
from roadmaps.selectors.plan import read_of
from schools.papers.engine.blocks import Block
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import Case

from ..kinds.kind import Ask, Stamp
from ..obstacle import Obstacle
from ..regulations.doubts import doubts as doubts_of_regulation
from ..selectors.offered import BOTH, regulations_in_force, regulations_to_approve, roadmaps_to_approve
from ..selectors.plans import plan_by_default, plan_fits
from ..words.opinions import PARENTS, PUPILS, WORKERS, body_of, heard, proposed
from ..words.order_text import day_or_line
from ..words.people import Named, listed
from .annexes import annexes_expansion, annexes_of, regulation_of, replaced_of, roadmap_named
from .mentoring_orders import WHO_ANSWERS, appointed, compose, mend, point, whose
from .order import Expansion

ANNEXES = "Что утверждается"
REGULATION = Ask(
    "regulation", "Положение", "regulation", "Черновик положения; приказ утвердит его", legend=ANNEXES,
    offered=regulations_to_approve, empty="Не утверждать", required=True,
)  # fmt: skip
ROADMAP = Ask(
    "roadmap", "Дорожная карта", "roadmap", "Переданная руководителю; приказ утвердит её", legend=ANNEXES,
    offered=roadmaps_to_approve, empty="Не утверждать", required=True,
)  # fmt: skip
REPLACED = Ask(
    "replaced", "Положение, которое утрачивает силу", "regulation", legend=ANNEXES, offered=regulations_in_force,
    empty="Прежнего положения нет",
)  # fmt: skip
# What to do where one plan cannot be about all.
OWN_ORDERS = "Составьте вторую карту и утвердите её отдельным приказом о дорожной карте."
WEBMASTER = Ask("webmaster", "Кто разместит на сайте", "staff", empty="Без указания лица", legend=WHO_ANSWERS)
DUE = Ask("due", "Ознакомить и подобрать пары до", "day", legend=WHO_ANSWERS)
REPORT = Ask("report", "Отчёт к", "day", legend=WHO_ANSWERS)


def _contingent(document: Document) -> str:
    """Whom the regulation that the order approves is about, else whom the order is."""
    regulation = regulation_of(document)
    said = regulation.data.get("contingent") if regulation is not None else ""
    return said or document.data.get("contingent") or Contingent.TEACHERS


def _opinion(name: str, label: str, hint: str) -> Ask:
    """A body that gives its opinion; one that is not asked for any more stays while its protocol is kept."""

    def fits(document: Document) -> bool:
        asked = proposed(document.organisation, _contingent(document))
        return name in asked or bool(document.data.get(name))

    return Ask(name, label, "protocol", hint, legend="Чьё мнение учтено", fits=fits, opinion_of=partial(body_of, name))


OPINIONS_ASKED = (
    _opinion(PUPILS, "Протокол совета обучающихся", "В родительном падеже: совета обучающихся"),
    _opinion(PARENTS, "Протокол совета родителей", "В родительном падеже: совета родителей, родительского комитета"),
    _opinion(WORKERS, "Протокол представительного органа работников",
             "В родительном падеже: первичной профсоюзной организации"),
)  # fmt: skip

# «приказом от 30.08.2024 № 21/1», «приказ № 42-ОД».
_ORDER_NAMED = re.compile(r"приказ\w*\s+(?:[^;№\n]{0,60}?)№\s*(?P<number>[\w/.-]*\w)", re.IGNORECASE)


def replaced_by_default(document: Document, kinds: tuple[str, ...]) -> int | None:
    """The regulation in force that a new one of these kinds would replace."""
    found = regulations_in_force(document).filter(kind__in=kinds).first()
    return found.pk if found else None


def due_words(document: Document, name: str) -> str:
    kept = document.data.get(name)
    return day_or_line(date.fromisoformat(kept) if kept else None)


def acquainting_point(document: Document, stamp: Stamp) -> str:
    """Who makes the regulation known and till when; the head says it of herself."""
    curator = appointed(document, "curator", stamp)
    until = due_words(document, "due")
    what = "ознакомить с Положением под подпись работников, которых оно касается"
    who = curator.short_with_standing(Case.DATV) if curator else "куратору наставничества"
    return point(f"{who} не позднее {until} {what}")


def obstacles(document: Document, day: date) -> Iterator[Obstacle]:
    """What forbids an order that approves annexes, then what is doubtful about them."""
    stamp = Stamp(day=day)
    regulation, roadmap, replaced = regulation_of(document), roadmap_named(document), replaced_of(document)
    if regulation is not None:
        yield from _of_regulation(document, regulation, day)
    elif REGULATION in kind_asks(document) and not regulations_to_approve(document).exists():
        yield Obstacle(
            "Положения, которое можно утвердить, ещё нет: составьте его, потом выберите здесь.",
            f"{reverse('documents:paper_create', args=[document.organisation.slug])}?q=положение",
            "Составить положение",
        )
    if roadmap is not None:
        yield from _of_roadmap(document, roadmap)
    if replaced is not None and replaced.status != DocumentStatus.ISSUED:
        yield mend(document, f"«{replaced.title}» уже не действует: уберите его из приказа.")
    if regulation is not None:
        yield from _side_by_side(document, regulation, replaced)
    titles = [annex.title for annex in annexes_of(document, stamp)]
    if len(titles) == 2 and titles[0] == titles[1]:
        yield mend(document, "Оба приложения называются одинаково. Проверьте названия.", blocks=False)


def kind_asks(document: Document) -> tuple[Ask, ...]:
    """Questions of the draft's kind."""
    from ..kinds import all_kinds  # kinds import this module

    return all_kinds()[document.kind].asks


def _of_regulation(document: Document, regulation: Document, day: date) -> Iterator[Obstacle]:
    url = reverse("documents:paper_edit", args=[document.organisation.slug, regulation.pk])
    if regulation.status != DocumentStatus.DRAFT:
        yield mend(document, f"«{regulation.title}» уже не черновик: выберите положение, которое ещё не утверждено.")
        return
    for one in doubts_of_regulation(regulation):
        yield Obstacle(one.message, url, "Открыть положение", blocks=one.blocks)
    if regulation.data.get("contingent") != (document.data.get("contingent") or regulation.data.get("contingent")):
        yield mend(document, "Приказ и положение — о наставничестве разных людей. Проверьте, то ли положение выбрано.",
                   blocks=False)  # fmt: skip
    yield from _unheard(document)
    said = "\n".join(regulation.texts.values())
    yield from _other_numbers(document, "В положении", said, url, "Открыть положение")


def _unheard(document: Document) -> Iterator[Obstacle]:
    """Nobody of those whom the regulation touches was asked; the law asks where there is such a body."""
    asked = proposed(document.organisation, _contingent(document))
    councils = [name for name in asked if name != WORKERS]
    if councils and not heard(document.data, *councils):
        whose = listed([body_of(name, document) for name in councils])
        yield mend(document, f"Положение касается тех, кто учится, а мнение {whose} не указано. Если такой совет есть, "
                   "впишите дату и номер протокола (Федеральный закон № 273-ФЗ, статья 30, часть 3).",
                   blocks=False)  # fmt: skip
    if WORKERS in asked and not heard(document.data, WORKERS):
        yield mend(document, f"Положение касается работников, а мнение {body_of(WORKERS, document)} не указано. Если такой "
                   "орган есть, впишите дату и номер протокола (ТК РФ, статьи 8 и 372).", blocks=False)  # fmt: skip


def _side_by_side(document: Document, regulation: Document, replaced: Document | None) -> Iterator[Obstacle]:
    """Two regulations of one kind are never in force together: the former loses force by the order that approves the new."""
    standing = regulations_in_force(document).filter(kind=regulation.kind).exclude(pk=regulation.pk)
    for other in standing.exclude(pk=replaced.pk if replaced is not None else None):
        by = f" ({other.ground})" if other.ground is not None else ""
        yield mend(document, f"«{other.title}»{by} действует: выберите его утрачивающим силу.")


def without_plan(document: Document) -> Obstacle:
    """No plan is put to the order; when plans wait but are about others, that is said."""
    if roadmaps_to_approve(document).exists() and plan_by_default(document, document.data["contingent"]) is None:
        words = f"Дорожная карта не выбрана: для наставничества {whose(document)} подходящей на этот год нет."
        if document.data["contingent"] == BOTH:
            words = f"Дорожная карта не выбрана: общей для наставничества {whose(document)} нет. {OWN_ORDERS}"
        url = reverse("roadmaps:roadmap_list", args=[document.organisation.slug])
        return Obstacle(words, url, "К дорожным картам", blocks=False)
    return mend(document, "Дорожная карта к приказу не приложена.", blocks=False)


def _of_roadmap(document: Document, roadmap: Roadmap) -> Iterator[Obstacle]:
    url, link = reverse("roadmaps:roadmap_detail", args=[document.organisation.slug, roadmap.pk]), "Открыть карту"
    if document.data.get("contingent") == BOTH and not plan_fits(roadmap, BOTH):
        words = (
            f"Дорожная карта — только о части тех, о ком приказ: он о наставничестве {whose(document)}. {OWN_ORDERS}"
        )
        yield mend(document, words, blocks=False)
    elif not plan_fits(roadmap, document.data.get("contingent") or "teachers"):
        words = (
            f"Дорожная карта — о других людях, а приказ — о наставничестве {whose(document)}. Выберите другую карту."
        )
        yield mend(document, words, blocks=False)
    if roadmap.status == RoadmapStatus.APPROVED:
        yield Obstacle("Дорожная карта уже утверждена: уберите её из приказа.", url, link)
    elif roadmap.status != RoadmapStatus.SUBMITTED:
        now = roadmap.get_status_display()
        yield Obstacle(f"Дорожная карта сейчас «{now}». Передайте её руководителю: пока её правят, "
                       "утвердить её приказом нельзя.", url, link)  # fmt: skip
    if not roadmap.measures.exists():
        yield Obstacle("В дорожной карте нет ни одного мероприятия.", url, link)
    approval = read_of(roadmap).approval
    if approval is not None and approval.order_number:
        yield Obstacle(
            f"В грифе дорожной карты стоит приказ № {approval.order_number}. При издании там встанет номер этого приказа.",
            url, link, blocks=False,
        )  # fmt: skip
    said = [roadmap.title, *roadmap.measures.values_list("content", flat=True)]
    yield from _other_numbers(document, "В дорожной карте", "\n".join(said), url, link)


def _other_numbers(document: Document, where: str, text: str, url: str, link: str) -> Iterator[Obstacle]:
    """Papers of one school disagree about the number of one order (domain, section 7): told, never mended silently."""
    own = document.number
    for number in dict.fromkeys(found["number"] for found in _ORDER_NAMED.finditer(text)):
        if number != own:
            yield Obstacle(
                f"{where} назван приказ № {number}. Проверьте, что это другой приказ, а не номер, оставшийся от прежнего.",
                url, link, blocks=False,
            )  # fmt: skip


def order_with_annexes(
    document: Document,
    stamp: Stamp,
    texts: Mapping[str, str],
    told: Sequence[Named],
    more: Mapping[str, Expansion] | None = None,
) -> list[Block]:
    """The order, a point for each annex, and the annexes; `more` are other parts that grow out of one blank."""
    annexes = annexes_of(document, stamp)
    return compose(document, stamp, texts, {"приложения": annexes_expansion(annexes), **(more or {})}, told, annexes)
