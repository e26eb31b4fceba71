"""When a person takes back the consent to processing: stop and destroy within thirty days (статья 21, часть 5)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from ..withdrawal_page import WITHDRAWAL_BLANKS, is_for_child, withdrawal_page, withdrawal_values
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    own, of_child = (
        "согласие на обработку моих персональных данных",
        "согласие на обработку персональных данных обучающегося",
    )
    return withdrawal_page(document, stamp, texts, of_child if is_for_child(document) else own)


KIND = Kind(
    code="withdrawal_processing",
    label="Отзыв согласия на обработку данных",
    about="Печатается со страницы согласия; что последует, показано до записи отзыва.",
    parts=(
        Part(
            "points",
            "Просьбы",
            "Прошу прекратить обработку данных, собранных для наставничества, и уничтожить их в течение тридцати "
            "дней со дня получения этого заявления, кроме тех, которые закон обязывает хранить дольше.\n"
            "Прошу снять данные с сайта организации, если они там опубликованы.\n"
            "Мне известно, что изданные приказы остаются на хранении и что участие в наставничестве прекращается.",
            EACH_LINE,
            6,
        ),
    ),
    blanks=WITHDRAWAL_BLANKS,
    values=withdrawal_values,
    compose=compose,
    purpose=Purpose.PROCESSING,
    withdraws=True,
    shelf=Shelf.CONSENTS,
    noun="Заявление",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
