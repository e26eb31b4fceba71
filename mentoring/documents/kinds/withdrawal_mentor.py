"""When a mentor takes back the consent to the duties, or a representative the consent to a pupil's being one."""

from collections.abc import Mapping

from mentoring.consents.enums import Purpose
from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..consent_terms import EACH_LINE, KEPT_THREE_YEARS, consent_page_of
from ..withdrawal_page import WITHDRAWAL_BLANKS, is_for_child, withdrawal_page, withdrawal_values
from .kind import Kind, Part, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    own, of_child = (
        "согласие на выполнение обязанностей наставника",
        "согласие на участие обучающегося в наставничестве в качестве наставника",
    )
    return withdrawal_page(document, stamp, texts, of_child if is_for_child(document) else own)


KIND = Kind(
    code="withdrawal_mentor",
    label="Отзыв согласия быть наставником",
    about="Печатается со страницы согласия; что последует, показано до записи отзыва.",
    parts=(
        Part(
            "points",
            "Просьбы",
            "Прошу завершить наставнические пары и закрепить за наставляемыми других наставников.\n"
            "Сведения о проделанной работе будут переданы куратору.",
            EACH_LINE,
            6,
        ),
    ),
    blanks=WITHDRAWAL_BLANKS,
    values=withdrawal_values,
    compose=compose,
    purpose=Purpose.MENTOR_DUTIES,
    withdraws=True,
    shelf=Shelf.CONSENTS,
    noun="Заявление",
    retention=KEPT_THREE_YEARS,
    page=consent_page_of,
)
