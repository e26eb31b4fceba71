"""Reading papers back: lines of a PDF with their places in mm, the text of a .docx with its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf._text_extraction import mult

MM = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """A stretch of text; ``x`` and ``y`` are its beginning on the base line, mm from the upper left corner."""

    x: float
    y: float
    text: str


def pages(pdf: bytes) -> list[list[Line]]:
    """The lines of each page from above."""
    found = []
    for page in PdfReader(BytesIO(pdf)).pages:
        lines: list[Line] = []

        def visit(text, cm, tm, font, size, lines=lines, height=float(page.mediabox.height)):
            if text.strip():
                matrix = mult(tm, cm)
                lines.append(Line(round(matrix[4] * MM, 1), round((height - matrix[5]) * MM, 1), squeeze(text)))

        page.extract_text(visitor_text=visit)
        found.append(sorted(lines, key=lambda line: (line.y, line.x)))
    return found


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page, single spaces."""
    return [squeeze(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def squeeze(text: str) -> str:
    """Words with single spaces between them."""
    return re.sub(r"\s+", " ", text).strip()


def docx_text(data: bytes) -> str:
    """The words of a .docx in their order, a line for each paragraph or row; list numbers resolved as Word does."""
    document = Document(BytesIO(data))
    numbers = _Numbers(document)
    lines = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            lines.append(numbers.of(element) + _words(element))
        elif element.tag == qn("w:tbl"):
            lines += ["\t".join(_of_cell(cell) for cell in row.iter(qn("w:tc"))) for row in element.iter(qn("w:tr"))]
    return "\n".join(line for line in lines if line.strip())


def _of_cell(cell) -> str:
    return " ".join(_words(paragraph) for paragraph in cell.iter(qn("w:p")))


def _words(element) -> str:
    parts = {
        # Without the sign of no width that binds a span of years.
        qn("w:t"): lambda one: (one.text or "").replace("\u2060", ""),
        qn("w:tab"): lambda one: "\t",
        qn("w:br"): lambda one: "\n",
        qn("w:noBreakHyphen"): lambda one: "-",
    }
    tabs = element.iter(*parts)
    return "".join(parts[one.tag](one) for one in tabs if one.getparent().tag == qn("w:r"))


class _Numbers:
    def __init__(self, document) -> None:
        root = document.part.numbering_part.element
        self.formats = {
            one.get(qn("w:abstractNumId")): {
                level.get(qn("w:ilvl")): level.find(qn("w:lvlText")).get(qn("w:val"))
                for level in one.findall(qn("w:lvl"))
            }
            for one in root.findall(qn("w:abstractNum"))
        }
        self.starts = {
            one.get(qn("w:abstractNumId")): [
                int(level.find(qn("w:start")).get(qn("w:val"))) for level in one.findall(qn("w:lvl"))
            ]
            for one in root.findall(qn("w:abstractNum"))
        }
        self.lists = {one.get(qn("w:numId")): one for one in root.findall(qn("w:num"))}
        self.counts: dict[str, list[int]] = {}

    def of(self, paragraph) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            return ""
        key, level = found.find(qn("w:numId")).get(qn("w:val")), int(found.find(qn("w:ilvl")).get(qn("w:val")))
        abstract = self.lists[key].find(qn("w:abstractNumId")).get(qn("w:val"))
        starts = self.starts[abstract]
        counts = self.counts.setdefault(key, [start - 1 for start in starts])
        counts[:level] = [max(count, start) for count, start in zip(counts[:level], starts, strict=False)]
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        text = self.formats[abstract][str(level)]
        return re.sub(r"%(\d)", lambda digit: str(counts[int(digit[1]) - 1]), text) + " "
