"""Applications by which a consent is taken back (152-ФЗ, статья 9, часть 2; статья 10.1, часть 12).

`Document.data`: {"person", "representation", "year", "given_on": ISO date of the signature, "items": codes published}.
"""

from collections.abc import Mapping
from datetime import date

from mentoring.consents.enums import WITHDRAWAL_PAPERS, PublicItem, Purpose
from schools.papers.engine.blocks import Blank, BlankLine, Block, DocTitle, Paragraph, Spacer
from schools.papers.models import Document
from schools.russian import date_words

from ..kinds.kind import Kind, Part, Shelf, Stamp
from ..words.blanks import Filling, fill, fixed
from ..words.consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from ..words.order_text import closed
from .child import acting_for, child_filling
from .order import numbered_points
from .public import CONTACT, contact_of
from .sheet import addressee, sheet_of, signatures

WITHDRAWAL_BLANKS = {
    "страница": "адрес страницы о наставничестве из сведений об организации",
    "данные": "перечень опубликованного, отмеченный на листе согласия",
}


def withdrawal_values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    chosen = document.data.get("items", [])
    items = "; ".join(item.label for item in PublicItem if item in chosen)
    page = document.organisation.legal_entity.public_page
    return {
        "страница": fixed(page or "организации в сети Интернет"),
        "данные": fixed(items or "все, на которые давалось согласие"),
    }


def withdrawal_kind(label: str, purpose: Purpose, *, own: str, points: str, of_child: str = "") -> Kind:
    """`own`, `of_child`: the consent that is taken back, in the accusative («согласие на …»), as the person says it and as
    the representative does; `points`: what is asked for, a line each."""

    def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
        is_for_child = bool(document.data.get("representation"))
        words = fill(of_child, child_filling(document, stamp)) if of_child and is_for_child else own
        return _page(document, stamp, texts, words)

    return Kind(
        code=WITHDRAWAL_PAPERS[purpose],
        label=label,
        about="Печатается со страницы согласия; что последует, показано до записи отзыва.",
        parts=(Part("points", "Просьбы", points, EACH_LINE, 6),),
        blanks=WITHDRAWAL_BLANKS,
        values=withdrawal_values,
        compose=compose,
        purpose=purpose,
        withdraws=True,
        shelf=Shelf.CONSENTS,
        noun="Заявление",
        retention=KEPT_THREE_YEARS,
        page=consent_page_of,
    )


def _page(document: Document, stamp: Stamp, texts: Mapping[str, str], what: str) -> list[Block]:
    sheet = sheet_of(document, stamp)
    given = document.data.get("given_on")
    signed = f", подписанное {date_words(date.fromisoformat(given))}" if given else ""
    who = acting_for(sheet) if sheet.child else f"{sheet.signer.full_with_standing()},"
    return [
        addressee(document, stamp.signer),
        Spacer(1),
        DocTitle("ЗАЯВЛЕНИЕ", "об отзыве согласия"),
        Paragraph(closed(f"Я, {who} отзываю {what}{signed}", ".")),
        *numbered_points(texts["points"], {}),
        BlankLine((Blank(label="Ответ прошу направить:", value=contact_of(sheet.person), hint=CONTACT),)),
        *signatures(sheet),
    ]
