"""The demand to stop dissemination: name, contact, list of data (152-ФЗ, статья 10.1, часть 12)."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from ..withdrawal_page import WITHDRAWAL_BLANKS, is_for_child, withdrawal_page, withdrawal_values
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    own, of_child = (
        "согласие на распространение моих персональных данных",
        "согласие на распространение персональных данных обучающегося",
    )
    return withdrawal_page(document, stamp, texts, of_child if is_for_child(document) else own)


KIND = Kind(
    code="withdrawal_dissemination",
    label="Требование прекратить публикацию данных",
    about="Печатается со страницы согласия; что последует, показано до записи отзыва.",
    parts=(
        Part(
            "points",
            "Просьбы",
            "Требую прекратить публикацию следующих данных: {данные}.\n"
            "Прошу снять их со страницы о наставничестве на сайте организации в течение трёх рабочих дней со дня получения "
            "этого требования (части 12 и 14 статьи 10.1 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных "
            "данных»).\n"
            "Остальные согласия этим листом не отзываются.",
            EACH_LINE,
            6,
        ),
    ),
    blanks=WITHDRAWAL_BLANKS,
    values=withdrawal_values,
    compose=compose,
    purpose=Purpose.DISSEMINATION,
    withdraws=True,
    shelf=Shelf.CONSENTS,
    noun="Заявление",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
