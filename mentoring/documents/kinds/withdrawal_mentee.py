"""When a mentee, or the representative of a pupil, takes the consent to take part back."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from ..withdrawal_page import WITHDRAWAL_BLANKS, is_for_child, withdrawal_page, withdrawal_values
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    own, of_child = (
        "согласие на участие в наставничестве в качестве наставляемого",
        "согласие на участие обучающегося в наставничестве",
    )
    return withdrawal_page(document, stamp, texts, of_child if is_for_child(document) else own)


KIND = Kind(
    code="withdrawal_mentee",
    label="Отзыв согласия на участие в наставничестве",
    about="Печатается со страницы согласия; что последует, показано до записи отзыва.",
    parts=(
        Part(
            "points",
            "Просьбы",
            "Прошу завершить работу с наставником и отразить это приказом.\n"
            "Мне известно, что вернуться в наставничество можно, подписав новый лист.",
            EACH_LINE,
            6,
        ),
    ),
    blanks=WITHDRAWAL_BLANKS,
    values=withdrawal_values,
    compose=compose,
    purpose=Purpose.MENTEE_PART,
    withdraws=True,
    shelf=Shelf.CONSENTS,
    noun="Заявление",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
