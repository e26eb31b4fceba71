"""What stands in the way of an order that changes another by its points, and which later changes lean on it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from schools.models import Person
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document

from ..obstacle import Obstacle
from ..order_kinds import ORDER_CHANGE, REGULATIONS, ROADMAP, page_of_draft
from ..words.order_changes import DUTY, EDITION, NEW, PREAMBLE, TITLE, VOID, WORDS, Change, OrderWords
from .curators import may_work, without_account
from .order_words import changes_by, changes_in_force, people_in, words_now


def faults_of(document: Document, day: date) -> Iterator[Obstacle]:
    """What forbids the issue on the day, and what is doubtful."""
    base, edit = document.changes, page_of_draft(document)
    if base is None:
        yield Obstacle("Не выбран приказ, который изменяется. Составьте приказ заново с его страницы.", *edit)
        return
    words = words_now(base, document)
    changes = changes_by(document, words)
    yield from _of_people(document, day, edit)
    handing = document.data.get("leaving") and document.data.get("coming")
    if not changes and not handing:
        yield Obstacle("В приказе нет ни одного изменения. Выберите, что изменить, и впишите текст.", *edit)
    if handing and words.known and len(changes) == len(document.data.get("changes") or []):
        yield Obstacle("В пунктах приказа этот человек так не назван. Измените пункт о нём новой редакцией.", *edit)
    for message in _wrong(changes, words):
        yield Obstacle(message, *edit)
    yield from _annexes(base, changes, words)
    for other in base.changed_by.filter(kind=ORDER_CHANGE, status=DocumentStatus.DRAFT).exclude(pk=document.pk):
        yield Obstacle("Этот приказ меняет и другой черновик.", page_of_draft(other)[0], "Открыть его", blocks=False)


def _of_people(document: Document, day: date, edit: tuple[str, str]) -> Iterator[Obstacle]:
    leaving, coming = document.data.get("leaving"), document.data.get("coming")
    if bool(leaving) != bool(coming):
        yield Obstacle("Выберите обоих: кого заменить в приказе и кто вместо него.", *edit)
    elif leaving and leaving == coming:
        yield Obstacle("Вместо человека выбран он сам. Выберите другого или уберите замену.", *edit)
    elif coming and document.changes is not None and people_in(document.changes).get("curator") == leaving:
        person = Person.objects.filter(pk=coming).first()
        if person is not None and not may_work(document.organisation, person, day):
            yield Obstacle(
                without_account(person),
                reverse("schools:person_detail", args=[document.organisation.slug, person.pk]),
                "Открыть карточку",
                blocks=False,
            )


def _wrong(changes: list[Change], words: OrderWords) -> Iterator[str]:
    """Each change against the order as it reads now."""
    done: set[str] = set()
    for change in changes:
        if change.how == DUTY:
            continue
        if change.how == NEW and not change.place:
            yield "Впишите номер нового пункта: текста приказа, изданного на бумаге, в программе нет."
            continue
        if not change.place or (not change.is_point and change.place not in (TITLE, PREAMBLE)):
            yield (
                "В одном из изменений не сказано, какой пункт: выберите его, впишите номер цифрами "
                "или уберите это изменение."
            )
            continue
        name = {TITLE: "Наименование", PREAMBLE: "Преамбула"}.get(change.place, f"Пункт {change.place}")
        if change.place in done and change.how != WORDS:
            yield f"{name}: названо в двух изменениях. Оставьте одно."
        done.add(change.place)
        yield from _wrong_words(name, change, words)


def _wrong_words(name: str, change: Change, words: OrderWords) -> Iterator[str]:
    now = words.at(change.place)
    if change.how == NEW:
        if not change.text:
            yield f"{name}: впишите текст нового пункта."
        if now is not None:
            yield f"{name} в приказе уже есть. Поставьте следующий номер, {words.next_number()}."
        return
    if now is None and words.known:
        yield f"{name}: в действующем приказе его нет. Выберите другой."
    elif change.how == VOID and not change.is_point:
        yield f"{name}: утратить силу может только пункт."
    elif change.how == EDITION and not change.text:
        yield f"{name}: впишите новую редакцию."
    elif change.how == EDITION and now is not None and _folded(now) == _folded(change.text):
        yield f"{name}: новая редакция повторяет прежнюю. Исправьте текст или уберите это изменение."
    elif change.how == WORDS and not change.was:
        yield f"{name}: впишите слова, которые заменяются."
    elif change.how == WORDS and words.known and now is not None and change.was not in now:
        yield f"{name}: слов «{change.was}» в нём нет. Впишите их так, как они стоят в приказе."
    elif change.how == WORDS and change.was == change.text:
        yield f"{name}: слова заменяются на такие же. Исправьте или уберите это изменение."


def _folded(text: str) -> str:
    return " ".join(text.split()).rstrip(" .,:;")


def _annexes(base: Document, changes: list[Change], words: OrderWords) -> Iterator[Obstacle]:
    """A point that approves a regulation says no more than the regulation: it stands until its order is cancelled."""
    papers = list(base.resting.filter(kind__in=[*REGULATIONS, ROADMAP], status=DocumentStatus.ISSUED))
    touched = [
        one for one in changes if one.how in (VOID, EDITION) and (words.at(one.place) or "").startswith("Утвердить")
    ]
    for paper in papers if touched else []:
        yield Obstacle(
            f"«{paper.title}» останется в силе, хотя пункт о нём меняется. Чтобы оно утратило силу, отмените приказ "
            "или утвердите новое другим приказом.",
            reverse("papers:document_detail", args=[base.organisation.slug, base.pk]),
            "Открыть приказ",
            blocks=False,
        )


def leans_on(document: Document) -> Document | None:
    """The earliest later change in force that touches the same places: annulled first."""
    base = document.changes
    if base is None:
        return None
    words, mine = words_now(base, document), set[str]()
    for change in [document, *changes_in_force(base)]:
        places = {_top(one) for one in changes_by(change, words)}
        if change.pk == document.pk:
            mine = mine or places
            continue
        later = change.issued_at and document.issued_at and change.issued_at > document.issued_at
        if later and mine & places:
            return change
    return None


def _top(change: Change) -> str:
    return change.place.split(".")[0]
