"""Kinds made up for tests of what all kinds share: every question there is, a sheet of a person, a paper of a pair, one to
an order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from mentoring.documents.kinds import all_kinds
from mentoring.documents.kinds.kind import Ask, Kind, Part, Shelf
from mentoring.documents.pages.order import order_blocks
from mentoring.documents.paper_kinds import paper
from mentoring.documents.words.blanks import fixed
from mentoring.documents.words.people import Named
from schools.models import Person
from schools.papers import kinds as registered
from schools.papers.engine.blocks import DocTitle, Paragraph
from schools.papers.enums import RegisterKind
from schools.papers.kinds import register_kind


def said(document, stamp):
    return {"всё": fixed("; ".join(f"{name}: {value}" for name, value in sorted(document.data.items())))}


def told(document, stamp):
    return [Named(person) for person in Person.objects.filter(pk__in=document.data["people"])]


EVERYTHING = Kind(
    code="test_everything",
    label="Приказ обо всём",
    about="Когда нужно спросить всё сразу.",
    parts=(Part("heading", "Заголовок", "О том, что есть"), Part("points", "Пункты", "Есть: {всё}")),
    blanks={"всё": "все ответы"},
    values=said,
    compose=lambda document, stamp, texts: order_blocks(document, stamp, {"preamble": "", **texts}, {}, []),
    register=RegisterKind.MAIN,
    begins="organisation",
    asks=(
        Ask("since", "С какого дня", "day", required=True),
        Ask("what", "Что", "text"),
        Ask("more", "Подробно", "lines"),
        Ask("which", "Какой", "choice", choices=(("a", "первый"), ("b", "второй"))),
        Ask("yes", "Да", "flag"),
        Ask("person", "Кто", "person", legend="Люди"),
        Ask("control", "Контроль", "staff", empty="Оставляю за собой", legend="Люди"),
        Ask("people", "Все", "people", legend="Люди"),
        Ask("pair", "Пара", "pair"),
        Ask("pairs", "Пары", "pairs"),
        Ask("base", "Приказ", "order"),
        Ask("plan", "Дорожная карта", "roadmap"),
        Ask("rules", "Положение", "regulation"),
        Ask("acts", "Правовые акты", "acts", legend="Основания"),
        Ask("protocol", "Протокол", "protocol", legend="Основания"),
        Ask("executor", "Исполнитель", "executor"),
    ),
    acquainted=told,
)


def sheet(document, stamp, texts):
    return [DocTitle("ЗАЯВЛЕНИЕ"), Paragraph(f"{document.person.full_name} {document.data['what']}")]


OF_PERSON = Kind(
    code="test_sheet",
    label="Лист о человеке",
    about="Когда нужен лист.",
    shelf=Shelf.APPLICATIONS,
    noun="Заявление",
    parts=(),
    blanks={},
    values=lambda document, stamp: {},
    compose=sheet,
    begins="person",
    asks=(Ask("what", "О чём", "text"),),
    signed_by=lambda document: document.person,
    title=lambda document, stamp: f"Лист: {document.person.short_name}",
)


def mentor_of(document):
    return Person.objects.get(mentor_entries__pairs=document.data["pair"])


OF_PAIR = replace(
    OF_PERSON,
    code="test_of_pair",
    label="Соглашение о паре",
    shelf=Shelf.LABOUR,
    noun="Соглашение",
    register=RegisterKind.AGREEMENTS,
    begins="pair",
    signed_by=mentor_of,
)
OF_ORDER = replace(
    OF_PERSON,
    code="test_of_order",
    label="Лист к приказу",
    shelf=Shelf.COPIES,
    begins="order",
    compose=lambda document, stamp, texts: [Paragraph(f"Основание: {document.ground}")],
    title=lambda document, stamp: f"Лист к документу {document.ground}",
    signed_by=None,
)
INVENTED = (EVERYTHING, OF_PERSON, OF_PAIR, OF_ORDER)


@contextmanager
def invented() -> Iterator[None]:
    """The kinds are there as if their files lay in the folder."""
    for kind in INVENTED:
        all_kinds()[kind.code] = kind
        register_kind(paper(kind))
    try:
        yield
    finally:
        for kind in INVENTED:
            del all_kinds()[kind.code]
            del registered._kinds[kind.code]
