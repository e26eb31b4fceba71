"""What extracts and copies of issued orders share: the frozen page, the mark «Верно» (ГОСТ Р 7.0.97, 5.26)."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse

from schools.papers.engine.blocks import Block, CheckMark, Paragraph, Signature, Spacer
from schools.papers.engine.freezing import blocks_from_json
from schools.papers.enums import DocumentStatus
from schools.papers.models import Document
from schools.russian import Case, capitalised, date_words

from ..kinds.kind import Ask, Stamp, day_of
from ..obstacle import Obstacle
from ..selectors.defaults import curator_card, own_card
from ..selectors.order_facts import named_person
from ..words.blanks import Filling, fixed
from ..words.order_text import DAY_FOR_PEN, sentence
from ..words.people import Named
from .labour import LINE_FOR_PEN, paper_words, paragraphs_of
from .letterhead import named_organisation

CERTIFIER = Ask(
    "certifier", "Кто заверяет", "staff", "Работник, которому поручено заверять копии", empty="руководитель"
)
CASE_FILE = Ask(
    "case_file", "Дело, где хранится подлинник", "text", "Например: № 01-05 за 2026 год. Можно не указывать"
)
STORAGE = "Подлинник хранится в {организация:пред}{дело}."

COPY_BLANKS = {
    "организация": "краткое наименование, с падежом: {организация:пред}",
    "приказ": "дата, номер и заголовок приказа",
    "дело": "«, дело № 01-05 за 2026 год»; без номера не печатается",
}


def copy_values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    case_file = " ".join((document.data.get("case_file") or "").split()).rstrip(".")
    order = document.ground
    return {
        "организация": partial(named_organisation, document.organisation, "short"),
        "приказ": fixed(paper_words(order, with_title=True) if order else LINE_FOR_PEN),
        "дело": fixed(f", дело {case_file}" if case_file else ""),
    }


def certify_begins(document: Document, by: Any) -> Mapping[str, Any]:
    """The one who makes the copy certifies it, else the curator."""
    card = own_card(document.organisation, by) or curator_card(document.organisation)
    return {"certifier": card.pk if card else None}


def frozen(order: Document | None) -> list[Block]:
    """The order as it was issued, without its own mark for checking; nothing of one that came from paper."""
    blocks = blocks_from_json(order.blocks) if order else []
    return [block for block in blocks if not isinstance(block, CheckMark)]


def certified(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    """«Верно», post, signature, name, date, and where the original is."""
    day = day_of(document, stamp)
    who = named_person(document.data.get("certifier"), document.organisation.legal_entity.pk, day)
    head = stamp.signer
    if who is not None:
        post, name = who.standing(Case.NOMN), who.signature
    else:
        post, name = (head.post, Named(head.person).signature) if head else ("руководитель", "")
    return [
        Spacer(0.5),
        Paragraph("Верно", indent=False, keep=True),
        Signature(capitalised(post), name),
        Paragraph(date_words(stamp.day) if stamp.day else DAY_FOR_PEN, indent=False),
        *(Paragraph(sentence(line), indent=False, small=True) for line in paragraphs_of(texts["storage"])),
    ]


def order_obstacles(document: Document, day: date) -> Iterator[Obstacle]:
    order = document.ground
    if order is None:
        yield Obstacle("Не выбран приказ.")
        return
    if not order.blocks:
        yield Obstacle(f"{order} издан на бумаге, текста его в программе нет. Снимите копию с самой бумаги.")
    elif order.returned_on is None and order.scan_id is None:
        yield Obstacle(
            f"Подписанный экземпляр ещё не отмечен: {order}. Заверяют то, что подписано: сначала дождитесь подписи.",
            reverse("papers:document_detail", args=[order.organisation.slug, order.pk]),
            "Открыть приказ",
            blocks=False,
        )
    for later in order.changed_by.filter(status=DocumentStatus.ISSUED).order_by("date", "pk"):
        yield Obstacle(f"Приказ изменён: {later}. Здесь будет первоначальный текст.", blocks=False)
