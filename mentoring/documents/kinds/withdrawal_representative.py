"""When a representative takes back the consent to the processing of his or her own data."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from ..withdrawal_page import WITHDRAWAL_BLANKS, withdrawal_page, withdrawal_values
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    return withdrawal_page(
        document, stamp, texts, "согласие законного представителя на обработку моих персональных данных"
    )


KIND = Kind(
    code="withdrawal_representative",
    label="Отзыв согласия представителя на обработку своих данных",
    about="Печатается со страницы согласия; что последует, показано до записи отзыва.",
    parts=(
        Part(
            "points",
            "Просьбы",
            "Прошу прекратить обработку моих данных и уничтожить их в течение тридцати дней со дня получения "
            "этого заявления, кроме тех, которые закон обязывает хранить дольше.\n"
            "Мне известно, что без этого согласия новые листы за обучающегося подписывает другой законный "
            "представитель.",
            EACH_LINE,
            6,
        ),
    ),
    blanks=WITHDRAWAL_BLANKS,
    values=withdrawal_values,
    compose=compose,
    purpose=Purpose.REPRESENTATIVE,
    withdraws=True,
    shelf=Shelf.CONSENTS,
    noun="Заявление",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
