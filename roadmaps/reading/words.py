"""Names of WordprocessingML and the parsing of its parts, without entities and network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from roadmaps.reading.errors import RoadmapUnreadable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = W + "val"
P, R, T, TBL, TR, TC, SDT = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "sdt"))
PPR, RPR, TRPR, TCPR, SECT, SDTCONTENT = (W + name for name in ("pPr", "rPr", "trPr", "tcPr", "sectPr", "sdtContent"))
# Wrappers whose content stands in the text as if they were not there.
TRANSPARENT = frozenset(
    W + name
    for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo")
)
# The «strict» variety of the format differs by this name alone, as far as we read it.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = W[1:-1].encode()


def attribute(element: Any, name: str = "val") -> str:
    """An attribute of the namespace `w`, "" when absent."""
    return element.get(W + name) or ""


def number_of(element: Any, default: int, name: str = "val") -> int:
    """An attribute as a whole number; `default` when absent or unreadable."""
    try:
        return int(float(element.get(W + name) or default))
    except (ValueError, OverflowError):
        return default


def is_on(element: Any) -> bool:
    """A switch (`<w:vanish/>`, `<w:vanish w:val="0"/>`)."""
    return element is not None and element.get(VAL) not in ("0", "false", "off")


def parse(parts: Mapping[str, bytes], name: str) -> Any | None:
    """A part of the archive as a tree; None when there is none.

    Raises `RoadmapUnreadable` for the main part when it is damaged; other parts are then taken as absent.
    """
    content = parts.get(name)
    if content is None:
        return None
    if _STRICT in content[:4000]:
        content = content.replace(_STRICT, _USUAL)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if name == "word/document.xml":
            raise RoadmapUnreadable(
                "Документ повреждён, текст прочитать не удалось. Откройте его в Word, сохраните заново и загрузите ещё раз."
            ) from error
        return None
