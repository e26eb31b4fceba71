"""Elements of a .docx with their attributes."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def tag(name: str, **attributes: object) -> Any:
    """An element («w:ind»); its attributes are of the same vocabulary: ``left=0`` is «w:left="0"»."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
