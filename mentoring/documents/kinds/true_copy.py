"""A copy of an issued order marked «Верно» (ГОСТ Р 7.0.97, 5.26): every word as it was frozen."""

from collections.abc import Mapping

from schools.papers.engine.blocks import AcquaintanceList, AnnexMark, Block, PageBreak, Paragraph, Signature
from schools.papers.models import Document

from ..pages.copies import (
    CASE_FILE,
    CERTIFIER,
    COPY_BLANKS,
    STORAGE,
    certified,
    certify_begins,
    copy_values,
    frozen,
    order_obstacles,
)
from .kind import Kind, Part, Retention, Shelf, Stamp


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    """The mark stands under the signature of the order, and once more at the end where annexes follow.

    The list of those acquainted is left out: its signatures are on the original.
    """
    blocks = [block for block in frozen(document.ground) if not isinstance(block, AcquaintanceList)]
    mark = certified(document, stamp, texts)
    place = next((index for index, block in enumerate(blocks) if isinstance(block, Signature)), len(blocks) - 1) + 1
    has_annexes = any(isinstance(block, AnnexMark | PageBreak) for block in blocks)
    return [
        Paragraph("Копия", align="right", indent=False),
        *blocks[:place],
        *mark,
        *blocks[place:],
        *(mark if has_annexes else []),
    ]


def title(document: Document, stamp: Stamp) -> str:
    order = document.ground
    return f"Копия приказа {f'от {order.date:%d.%m.%Y} № {order.number}' if order and order.date else ''}".strip()


KIND = Kind(
    code="true_copy",
    label="Заверенная копия приказа",
    shelf=Shelf.COPIES,
    about="Приказ слово в слово с отметкой «Верно»: для проверяющих, в личное дело, в другую организацию.",
    noun="Копия",
    retention=Retention("по номенклатуре дел"),
    begins="order",
    asks=(CERTIFIER, CASE_FILE),
    parts=(Part("storage", "Где подлинник", STORAGE, "Строка под отметкой «Верно»"),),
    blanks=COPY_BLANKS,
    values=copy_values,
    compose=compose,
    title=title,
    begin=certify_begins,
    obstacles=order_obstacles,
)
