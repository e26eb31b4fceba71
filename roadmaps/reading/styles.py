"""Styles of a Word document's paragraphs: the lists and the alignment that they bring."""

from __future__ import annotations

from typing import Any

from roadmaps.reading.numbering import Numbering
from roadmaps.reading.words import PPR, W, attribute, number_of

# Word allows ten ancestors: a chain of thousands would cost minutes.
MAX_ANCESTORS = 20
ALIGN = {"center": "center", "right": "right", "end": "right"}


class Style:
    """What a paragraph style says of lists and alignment, its ancestors included."""

    __slots__ = ("align", "heading", "level", "use")

    def __init__(self, use: str = "", level: int = 0, align: str = "", heading: bool = False) -> None:
        self.use, self.level, self.align, self.heading = use, level, align, heading


def paragraph_styles(root: Any | None, numbering: Numbering) -> dict[str, Style]:
    raw: dict[str, tuple[str, Any, str]] = {}
    default = ""
    for element in root if root is not None else ():
        if element.tag != W + "style":
            continue
        identifier = attribute(element, "styleId")
        kind = attribute(element, "type")
        based, properties, name = "", None, ""
        for child in element:
            if child.tag == W + "basedOn":
                based = attribute(child)
            elif child.tag == PPR:
                properties = child
            elif child.tag == W + "name":
                name = attribute(child).lower()
        if kind == "numbering" and properties is not None:
            use = properties.find(f"{W}numPr/{W}numId")
            if use is not None:
                numbering.style_uses[identifier] = attribute(use)
        elif kind == "paragraph":
            raw[identifier] = (based, properties, name)
            if attribute(element, "default") in ("1", "true"):
                default = identifier
    found: dict[str, Style] = {}
    for identifier in raw:
        style, current, seen = Style(), identifier, set()
        use = level = align = None
        while current in raw and current not in seen and len(seen) < MAX_ANCESTORS:
            seen.add(current)
            current, properties, name = raw[current]
            style.heading |= name.startswith(("heading", "title", "заголовок"))
            if properties is None:
                continue
            if (listed := properties.find(W + "numPr")) is not None:
                for child in listed:
                    if child.tag == W + "numId" and use is None:
                        use = attribute(child)
                    elif child.tag == W + "ilvl" and level is None:
                        level = number_of(child, 0)
            if align is None and (set_to := properties.find(W + "jc")) is not None:
                align = ALIGN.get(attribute(set_to), "")
        style.use, style.level, style.align = use or "", level or 0, align or ""
        found[identifier] = style
    found[""] = found.get(default) or Style()
    return found
