"""What WeasyPrint leaves out of the tags of a page, added before the file is written.

The scope of a heading cell, the place of a figure in points of the page, and numbers of pages as what they are: no part of
the text (ISO 32000-1, 14.8.2.2 and 14.8.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TEXTS = {"/P", "/H1", "/H2", "/H3"}
POINTS = 0.75  # in a pixel of CSS


def mend(document: Any, pdf: Any) -> None:
    """Called by WeasyPrint with the objects of the file; does nothing to a file without tags."""
    root = pdf.catalog.get("StructTreeRoot")
    if root is None:
        return
    tree = _object(pdf, root)
    linked = {id(element) for element in _under(pdf, tree)}
    for element in _under(pdf, tree):
        above = _object(pdf, element["P"]).get("S")
        if element["S"] == above and above in TEXTS:
            element["S"] = "/NonStruct"  # a box that only lays out: a heading would be told twice
        elif element["S"] == "/TH":
            element["A"]["Scope"] = "/Column"  # all our heading cells head columns
        elif element["S"] == "/Figure":
            _, _, _, height = _object(pdf, element["Pg"])["MediaBox"]
            left, top, right, bottom = (POINTS * side for side in element["A"]["BBox"])
            element["A"]["BBox"][:] = [left, height - bottom, right, height - top]
            element["A"]["Placement"] = "/Block"
    _artifacts(pdf, tree, linked)


def _artifacts(pdf: Any, tree: Any, linked: set[int]) -> None:
    """Words in the margins are marked and stand in no tree."""
    numbers = _object(pdf, tree["ParentTree"])["Nums"]
    for number, references in zip(numbers[::2], numbers[1::2], strict=True):
        if not isinstance(references, list):
            continue  # of an annotation
        outside = {mark for mark, one in enumerate(references) if id(_object(pdf, one)) not in linked}
        if not outside:
            continue
        page = next(one for one in pdf.objects if isinstance(one, dict) and one.get("StructParents") == number)
        stream = _object(pdf, page["Contents"]).stream
        for place, part in enumerate(stream):
            if isinstance(part, dict) and part.get("MCID") in outside and stream[place + 1] == b"BDC":
                stream[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
        for mark in outside:
            _object(pdf, references[mark]).clear()
            references[mark] = "null"


def _under(pdf: Any, element: Any) -> Iterator[Any]:
    """Elements of the tree in the order of reading; marks of content are numbers, not references."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes) and kid.endswith(b" R"):
            child = _object(pdf, kid)
            if child.get("Type") == "/StructElem":
                yield child
                yield from _under(pdf, child)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
