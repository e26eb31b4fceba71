"""What the orders on mentoring as a whole share: questions, blanks, phrases, the page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse

from mentoring.banks.enums import Contingent
from schools.enums import OrganisationKind
from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.models import Document
from schools.russian import Case

from ..kinds.kind import Ask, Stamp, day_of, year_of
from ..obstacle import Obstacle
from ..selectors.defaults import curator_card
from ..selectors.offered import BOTH, CONTINGENTS, acts_offered, default_acts_of
from ..selectors.order_facts import cited_acts, named_person
from ..words.blanks import Filling, fixed
from ..words.opinions import in_view_of
from ..words.order_text import closed, control_point, day_or_line, in_accordance, on_the_ground
from ..words.people import Named
from .annexes import Annex, annex_blocks
from .letterhead import named_organisation
from .order import Expansion, order_blocks
from .pairs import appointed

GROUNDS = "Основания"
WHO_ANSWERS = "Кто отвечает"
HEAD_KEEPS = "Оставляю за собой"

CONTINGENT = Ask("contingent", "Чьё наставничество", "choice", required=True, choices=CONTINGENTS)
ACTS = Ask("acts", "Правовые акты", "acts", offered=acts_offered, legend=GROUNDS)
PROTOCOL = Ask("protocol", "Протокол", "protocol", legend=GROUNDS)
CURATOR = Ask("curator", "Куратор", "staff", "Обычно заместитель руководителя", empty=HEAD_KEEPS, legend=WHO_ANSWERS)
CONTROL = Ask("control", "Контроль", "staff", empty=HEAD_KEEPS, legend=WHO_ANSWERS)
EXECUTOR = Ask("executor", "Исполнитель", "executor", empty="Не указывать", legend=WHO_ANSWERS)
STARTS = Ask("starts", "С какого дня", "day", "Пусто — со дня приказа")

BLANKS = {
    "год": "учебный год: 2026–2027",
    "организация": "краткое наименование, с падежом: {организация:род}",
    "учреждение": "полное наименование, с падежом: {учреждение:род}",
    "основания": "акты, протокол и учтённые мнения одной фразой",
    "кого": "«педагогических работников», «обучающихся» — чьё наставничество",
    "куратор": "куратор с должностью, с падежом: {куратор:дат}",
    "начало": "день, с которого действует",
    "контроль": "пункт о контроле целиком",
}


def begun(document: Document, by: User, contingent: str = "teachers") -> dict[str, Any]:
    """What every draft of an order on mentoring as a whole begins with."""
    curator = curator_card(document.organisation)
    return {
        "contingent": contingent,
        "acts": default_acts_of(document.organisation, contingent),
        "curator": curator.pk if curator else None,
    }


def whose(document: Document) -> str:
    """«педагогических работников», «воспитанников»: whose mentoring the order is about, in the genitive."""
    young = document.organisation.legal_entity.kind == OrganisationKind.KINDERGARTEN
    pupils = "воспитанников" if young else "обучающихся"
    contingent = document.data.get("contingent")
    if contingent == BOTH:
        return f"педагогических работников и {pupils}"
    return pupils if contingent == Contingent.PUPILS else "педагогических работников"


def day_in(document: Document, name: str, fallback: date | None = None) -> date | None:
    kept = document.data.get(name)
    return date.fromisoformat(kept) if kept else fallback


def grounds_of(document: Document) -> str:
    protocol = on_the_ground(document.data.get("protocol") or {}, False)
    phrases = (in_accordance(cited_acts(document)), protocol, in_view_of(document.data))
    return ", ".join(phrase for phrase in phrases if phrase)


def shared_values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    curator = appointed(document, "curator", stamp)
    return {
        "год": fixed(year_of(document, stamp).full),
        "организация": partial(named_organisation, document.organisation, "short"),
        "учреждение": partial(named_organisation, document.organisation, "full"),
        "основания": fixed(grounds_of(document)),
        "кого": fixed(whose(document)),
        "куратор": lambda case: curator.short_with_standing(case) if curator else "",
        "начало": fixed(day_or_line(day_in(document, "starts", stamp.day))),
        "контроль": fixed(control_point(appointed(document, "control", stamp))),
    }


def point(words: str) -> str:
    """A point that ends with one full stop, whatever name stands at its end."""
    return closed(words, ".") if words else ""


def told_site(document: Document, stamp: Stamp, what: str) -> str:
    """Who publishes the papers: within ten working days (Федеральный закон № 273-ФЗ, статья 29, часть 3)."""
    named = appointed(document, "webmaster", stamp)
    words = f"разместить {what} на официальном сайте {{}} в течение десяти рабочих дней"
    organisation = named_organisation(document.organisation, "short", Case.GENT)
    return point(f"{named.short_with_standing(Case.DATV) if named else ''} {words.format(organisation)}".strip())


def told(names: Sequence[str]) -> Callable[[Document, Stamp], list[Named]]:
    """`Kind.acquainted`: those whom the draft names under these answers, but for the one who signs."""

    def people(document: Document, stamp: Stamp) -> list[Named]:
        found = [appointed(document, name, stamp) for name in names]
        return list({named.person.pk: named for named in found if named is not None}.values())

    return people


def compose(
    document: Document,
    stamp: Stamp,
    texts: Mapping[str, str],
    expansions: Mapping[str, Expansion],
    acquainted: Sequence[Named],
    annexes: Sequence[Annex] = (),
) -> list[Block]:
    return order_blocks(document, stamp, texts, expansions, acquainted, annex_blocks(document, stamp, annexes))


def opened(name: str, is_there: bool) -> Filling:
    """A blank that opens into points when the page is composed; a line without them is left out."""
    return fixed(f"{{{name}}}" if is_there else "")


def person_in(document: Document, name: str, stamp: Stamp) -> Named | None:
    return named_person(document.data.get(name), document.organisation.legal_entity.pk, day_of(document, stamp))


def edit_link(document: Document) -> tuple[str, str]:
    """Address and words that lead to the draft."""
    if not document.pk:
        return "", ""
    return reverse("documents:paper_edit", args=[document.organisation.slug, document.pk]), "Открыть черновик"


def mend(document: Document, message: str, *, blocks: bool = True) -> Obstacle:
    return Obstacle(message, *edit_link(document), blocks=blocks)
