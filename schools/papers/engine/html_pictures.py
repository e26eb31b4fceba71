"""Pictures, emblems and codes → HTML: as ``data:``, sized by attributes, as a strict policy forbids inline style."""

from __future__ import annotations

from .blocks import CheckMark, Picture
from .codes import code_of
from .html_text import escape, inline
from .images import Image

PIXELS = 96 / 25.4  # in a millimetre: those of CSS
HIGHEST = 200  # mm: with a caption, on an upright sheet
EMBLEM = (40, 20)  # mm at most; ГОСТ Р 7.0.97, clause 5.2
CODE = 22  # mm: a telephone reads it from the hand
CODE_ALT = "QR-код с адресом проверки документа"


def fitted(image: Image, width: float, height: float) -> tuple[float, float]:
    """The largest size in mm within ``width`` and ``height``, in the picture's own proportion."""
    tall = image.height_at(1)
    width = min(width, height / tall)
    return width, width * tall


def picture_html(block: Picture, extra: str) -> str:
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    image = _image(block.image, block.alt, *fitted(block.image, block.width, HIGHEST))
    return f'<figure class="paper-picture {block.align}{extra}">{image}{caption}</figure>'


def emblem_html(emblem: Image | None) -> str:
    if emblem is None:
        return ""
    return f'<p class="paper-emblem">{_image(emblem, "Эмблема", *fitted(emblem, *EMBLEM))}</p>'


def check_mark_html(block: CheckMark, extra: str) -> str:
    """At the foot, as the executor is: one place for it in the text, the mark itself floats to the lower margin."""
    code = _image(code_of(block.url), CODE_ALT, CODE, CODE)
    return (
        f'<p class="paper-check-place{extra}"><span class="paper-check"><span class="paper-check-words">'
        f'{escape(block.words)}<br/><span class="paper-check-address">{escape(block.url)}</span></span>'
        f'<span class="paper-code">{code}</span></span></p>'
    )


def _image(image: Image, alt: str, width: float, height: float) -> str:
    return (
        f'<img src="{image.address}" alt="{inline(alt)}"'
        f' width="{round(width * PIXELS)}" height="{round(height * PIXELS)}"/>'
    )
