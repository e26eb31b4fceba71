"""One paper as PDF/A by WeasyPrint.

Fast because fonts, style sheets and the fetcher are made once in a process: a default call makes
an HTTPS client, reads the fonts and parses the styles for every document. Closed because the
fetcher gives out nothing but the typeface: words of a user cannot make it read a file or the net.
"""

from __future__ import annotations

import atexit
import gc
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import fromstring

from .blocks import Block
from .fonts import FONT_FOLDER, face_rules
from .html import document_html
from .page import PageSetup
from .pdf_cuts import ROUNDS, first_cuts, found_cuts
from .pdf_tags import mend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weasyprint import Document

STYLE_FILE = Path(__file__).resolve().parents[3] / "static" / "papers" / "paper.css"

# To be kept for ever and to be read aloud: fonts inside, every letter searchable, language and title told, tags for
# headings, tables and pictures. Conformance beyond the structure that our tests read is not verified: there is no
# validator of PDF/A that could be installed with the project.
KEPT = "pdf/a-3a"
# A packet is for the printer. Its parts are merged, and the trees of tags of the parts would not survive that.
PRINTED = "pdf/a-2u"

# What a browser's own style sheet says of the few elements we use. WeasyPrint's is made for the
# whole of HTML, and matching it takes a tenth of the time of a paper.
ELEMENTS = """
html, body, article, section, div, p, h1, h2, h3, figure, figcaption { display: block }
head, title, meta { display: none }
table { display: table; box-sizing: border-box }
thead { display: table-header-group }
tbody { display: table-row-group }
tr { display: table-row; vertical-align: inherit }
td, th { display: table-cell; vertical-align: inherit }
img { image-rendering: crisp-edges } /* PDF/A forbids what smooths a picture */
br::before { content: "\\A"; white-space: pre-line }
b { font-weight: bold }
i { font-style: italic }
h1 { bookmark-level: 1; bookmark-label: content(text) }
h2 { bookmark-level: 2; bookmark-label: content(text) }
@page { size: A4 }
"""

# Pango's font map is not made for two threads at a time.
_one_at_a_time = Lock()


def render_pdf(blocks: Sequence[Block], page: PageSetup, title: str, day: date | None = None) -> bytes:
    """A paper as PDF; ``day`` becomes its date of creation. Same arguments, same bytes."""
    with quick_layout():
        return write(layout([blocks], page, title, day), KEPT)


def layout(documents: Sequence[Sequence[Block]], page: PageSetup, title: str, day: date | None = None) -> Document:
    """Pages of one or several documents, laid out and not yet written; inside ``quick_layout``."""
    cuts = first_cuts(documents, page)
    laid_out = _laid_out(document_html(documents, page, title, day, cuts), page)
    for _ in range(ROUNDS):
        if not cuts or (found := found_cuts(laid_out.pages, documents, page, cuts)) == cuts:
            break
        cuts = found
        laid_out = _laid_out(document_html(documents, page, title, day, cuts), page)
    return laid_out


def _laid_out(html: str, page: PageSetup) -> Document:
    return _html_class()(html).render(
        stylesheets=[_sheet(page)], font_config=_fonts(), pdf_variant=PRINTED, presentational_hints=True
    )


def write(document: Document, variant: str) -> bytes:
    """Laid-out pages as PDF, KEPT or PRINTED."""
    pdf: bytes = document.write_pdf(pdf_variant=variant, finisher=mend)
    return pdf


def styles(page: PageSetup) -> str:
    """All rules of a paper in print: typeface, looks, sheet, page numbers from the second page."""
    return face_rules() + STYLE_FILE.read_text(encoding="utf-8") + page_rules(page)


def page_rules(page: PageSetup) -> str:
    """Sheet and margins. Each article begins a group of pages of its own, numbered from 1; its parts that lie
    otherwise are pages of other names, so that they do not begin another count.
    """
    wide = "A4 landscape"
    return f"""
@page {{
  size: {wide if page.landscape else "A4"}; margin: {page.top}mm {page.right}mm {page.bottom}mm {page.left}mm;
  @top-center {{
    content: counter(page); padding-top: 10mm; vertical-align: top;
    font: 11pt/1.2 "{page.font}", serif;
  }}
}}
@page paper {{ }}
@page paper-wide {{ size: {wide}; }}
@page paper-upright {{ size: A4; }}
@page wide {{ size: {wide}; }}
@page upright {{ size: A4; }}
@page :nth(1 of paper) {{ counter-reset: page 1; @top-center {{ content: none; }} }}
@page :nth(1 of paper-wide) {{ counter-reset: page 1; @top-center {{ content: none; }} }}
@page :nth(1 of paper-upright) {{ counter-reset: page 1; @top-center {{ content: none; }} }}
html, body {{ margin: 0; padding: 0; }}
.paper-document {{ page: paper; break-before: page; }}
.paper-document.wide {{ page: paper-wide; }}
.paper-document.upright {{ page: paper-upright; }}
.paper-part.wide {{ page: wide; }}
.paper-part.upright {{ page: upright; }}
.paper-executor, .paper-check {{ float: footnote; footnote-policy: block; }}
.paper-executor-place, .paper-check-place {{ break-before: avoid; }}
.paper-executor::footnote-call, .paper-executor::footnote-marker {{ content: none; }}
.paper-check::footnote-call, .paper-check::footnote-marker {{ content: none; }}
"""


@contextmanager
def quick_layout() -> Iterator[None]:
    """One document at a time, and no garbage collection amid a tree that is all in use."""
    with _one_at_a_time:
        was_on = gc.isenabled()
        gc.disable()
        try:
            yield
        finally:
            if was_on:
                gc.enable()


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # slow to import

    atexit.register(_forget)  # fonts are freed by a library that is gone when the process ends
    return FontConfiguration()


def _forget() -> None:
    for made in (_sheet, _html_class, _fonts):
        made.cache_clear()


@cache
def _sheet(page: PageSetup) -> Any:
    import weasyprint  # slow to import

    return weasyprint.CSS(string=styles(page), font_config=_fonts(), url_fetcher=_fetcher())


@cache
def _html_class() -> Any:
    import weasyprint  # slow: 0.4 s and Pango; pages that print nothing must not pay for it
    from cssselect2 import ElementWrapper

    class PaperHTML(weasyprint.HTML):  # type: ignore[misc]  # WeasyPrint has no types
        """Our markup is XML too: expat reads it in a tenth of the time of the HTML5 parser."""

        def __init__(self, markup: str) -> None:
            self.base_url = None
            self.url_fetcher = _fetcher()
            self.media_type = "print"
            self.wrapper_element = ElementWrapper.from_html_root(fromstring(markup), content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [elements]

        def _ph_stylesheets(self) -> list[Any]:
            return []  # the sizes of pictures are all that our markup says by attributes

    elements = weasyprint.CSS(string=ELEMENTS, url_fetcher=_fetcher())
    return PaperHTML


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher  # slow to import

    class FontFetcher(URLFetcher):
        """Gives out files of the typeface and ``data:``, nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "file":
                wanted = Path(unquote(parts.path)).resolve()
                if wanted.parent != FONT_FOLDER.resolve():
                    raise ValueError(f"outside of the typeface: {url}")
            return super().fetch(url, headers)

    return FontFetcher(allowed_protocols=("file", "data"))
