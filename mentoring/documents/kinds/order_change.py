"""Order that changes an issued one by its points: reworded, added, out of force; one person put for another."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from schools.models import Person, User
from schools.papers.engine.blocks import Block
from schools.papers.enums import DocumentStatus, RegisterKind
from schools.papers.models import Document

from ..obstacle import Obstacle
from ..order_kinds import ORDER_CHANGE, is_amended_by_words
from ..pages.annexes import changed_words
from ..pages.mentoring_orders import (
    ACTS,
    BLANKS,
    CONTROL,
    EXECUTOR,
    PROTOCOL,
    appointed,
    mend,
    person_in,
    shared_values,
)
from ..pages.mentoring_orders import compose as order
from ..selectors.amendments import faults_of, leans_on
from ..selectors.order_facts import named_people
from ..selectors.order_words import changes_in_force, changes_of_draft, people_in
from ..words.blanks import Filling, fixed
from ..words.order_changes import in_order, phrase
from ..words.people import Named
from ..words.reasons import because, doubt_of_reason
from .kind import Ask, Kind, Part, Stamp, day_of
from .pairs_change import base_phrase, changes_expansion

HANDING = "Другой человек"


def named_in_order(document: Document) -> QuerySet[Person]:
    """Whom the changed order names; of one that came from paper any employee may be named."""
    base = document.changes or document.ground
    rows = Person.objects.filter(organisation=document.organisation.legal_entity)
    if base is not None and base.data:
        return rows.filter(pk__in=people_in(base).values())
    return rows.filter(archived_on__isnull=True, destroyed_at__isnull=True, employments__isnull=False).distinct()


def begin(document: Document, by: User) -> Mapping[str, Any]:
    """A change rests on its reason: acts are ticked only where there is one. Who was told of the order is told of the change."""
    base = document.changes
    told = base.acquaintances.filter(person__archived_on__isnull=True) if base is not None else Document.objects.none()
    return {
        "acts": [], "reason": "", "changes": [], "leaving": None, "coming": None,
        "told": sorted(told.values_list("person", flat=True)),
    }  # fmt: skip


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    former = changed_words(former_changes(document))
    return {
        **shared_values(document, stamp),
        "приказ": fixed(base_phrase(document)),
        "причина": fixed(because(document.data.get("reason") or "")),
        "прежние": fixed(f"({former})" if former else ""),
        "изменения": fixed("{изменения}"),
    }


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    points = [phrase(one) for one in in_order(changes_of_draft(document))]
    return order(document, stamp, texts, {"изменения": changes_expansion(points)}, acquainted(document, stamp))


def acquainted(document: Document, stamp: Stamp) -> Sequence[Named]:
    """Those who are ticked, who is replaced, who comes instead, who controls; but for the one who signs."""
    cards = Person.objects.filter(
        organisation=document.organisation.legal_entity, pk__in=document.data.get("told") or []
    )
    people = list(named_people(cards.order_by("name_key", "pk"), day_of(document, stamp)).values())
    handing = (person_in(document, name, stamp) for name in ("leaving", "coming"))
    people += [named for named in (*handing, appointed(document, "control", stamp)) if named is not None]
    signer = stamp.signer.person_id if stamp.signer else None
    told = {named.person.pk: named for named in people if not named.is_pupil and named.person.pk != signer}
    return list(told.values())


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from faults_of(document, day)
    if doubt := doubt_of_reason(document.data.get("reason") or ""):
        yield mend(document, doubt, blocks=False)
    if not acquainted(document, Stamp(day=day)):
        said = "Никто не отмечен для ознакомления: отметьте тех, кого изменение касается."
        yield mend(document, said, blocks=False)


def on_issue(document: Document, by: User) -> None:
    """Reread under the lock: somebody may have changed or annulled the order meanwhile."""
    base = Document.objects.select_for_update().filter(pk=document.changes_id).first()
    if base is None or base.status != DocumentStatus.ISSUED:
        raise ValidationError("Приказ, который изменяется, уже не действует. Удалите этот черновик.")
    assert document.date is not None  # it has just been issued
    if forbidding := [one.message for one in faults_of(document, document.date) if one.blocks]:
        raise ValidationError(forbidding)


def on_annul(document: Document, by: User) -> None:
    """Nothing in the rooms follows from it; but later changes of the same points would hang in the air."""
    if leaning := leans_on(document):
        raise ValidationError(f"Сначала аннулируйте {leaning}: он меняет те же места приказа позже.")


def annul_consequences(document: Document) -> list[str]:
    if document.changes is None:
        return []
    if leaning := leans_on(document):
        return [f"Сначала аннулируйте {leaning}: он меняет те же места приказа позже."]
    return [f"Снова действует без этих изменений: {document.changes}."]


def former_changes(document: Document) -> list[Document]:
    """The orders that have changed it already: the text names them."""
    return changes_in_force(document.changes, document) if document.changes is not None else []


def fits(probe: Document) -> bool:
    base = probe.changes or probe.ground
    return base is None or is_amended_by_words(base)


def staff_here(document: Document) -> QuerySet[Person]:
    """Anybody of the organisation who is not archived; and those ticked already."""
    here = Q(archived_on__isnull=True, destroyed_at__isnull=True, employments__isnull=False)
    ticked = Q(pk__in=document.data.get("told") or [])
    return Person.objects.filter(here | ticked, organisation=document.organisation.legal_entity).distinct()


KIND = Kind(
    code=ORDER_CHANGE,
    label="Приказ об изменении приказа",
    about="Изменить изданный приказ по пунктам: новая редакция, новый пункт, другой куратор. Сам приказ остаётся как есть.",
    register=RegisterKind.MAIN,
    begins="order",
    amends=True,
    fits=fits,
    parts=(
        Part("heading", "Заголовок", "О внесении изменений в приказ {приказ}", "Отвечает на вопрос «о чём приказ»"),
        Part("preamble", "Преамбула", "{основания}, {причина}", "Слово «ПРИКАЗЫВАЮ:» встанет само", 3),
        Part(
            "points",
            "Пункты",
            "Внести в приказ {приказ} {прежние} {изменения}\n"
            "В остальной части указанный приказ оставить без изменений.\n"
            "{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            6,
            ("изменения",),
        ),
    ),
    blanks={
        **BLANKS,
        "приказ": "дата, номер и заголовок изменяемого приказа",
        "прежние": "приказы, которые его уже меняли; без них не печатается",
        "причина": "причина со словами «в связи с»",
        "изменения": "перечень изменений под этим пунктом",
    },
    values=values,
    compose=compose,
    asks=(
        Ask("reason", "Почему изменяется", "text", "После слов «в связи с»: кадровыми изменениями", required=True),
        Ask("leaving", "Кого заменить в приказе", "person", "Слова во всех пунктах заменятся сами", empty="Никого",
            offered=named_in_order, legend=HANDING),
        Ask("coming", "Кто вместо него", "staff", empty="Не выбран", legend=HANDING),
        Ask("changes", "Изменение", "changes"),
        Ask("told", "Кого ознакомить", "people", offered=staff_here, legend="Ознакомление"),
        ACTS, PROTOCOL, CONTROL, EXECUTOR,
    ),
    begin=begin,
    obstacles=obstacles,
    speaks_of=former_changes,
    on_issue=on_issue,
    on_annul=on_annul,
    annul_consequences=annul_consequences,
    acquainted=acquainted,
)  # fmt: skip
