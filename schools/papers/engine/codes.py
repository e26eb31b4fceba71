"""QR codes of addresses: a drawing for the PDF and the browser, a raster for Word."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import segno

from .images import Image, image_of


@lru_cache(maxsize=64)
def code_of(url: str) -> Image:
    """Black on nothing, with the quiet zone that readers ask for."""
    out = BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, omitsize=True, border=2, svgclass=None, lineclass=None
    )
    return image_of(out.getvalue())


@lru_cache(maxsize=64)
def code_raster(url: str) -> Image:
    """The same in points, eight for a module."""
    out = BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return image_of(out.getvalue())
