"""A roadmap with its marks of approval and agreement: the plan's own words in its own columns, nothing to be worded here."""

from collections.abc import Mapping

from schools.papers.engine.blocks import Block
from schools.papers.models import Document

from ..order_kinds import ROADMAP
from ..pages.roadmap import composed
from ..words.blanks import Filling
from .kind import Kind, Stamp


def values(document: Document, stamp: Stamp) -> Mapping[str, Filling]:
    return {}


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    return composed(document, stamp)


KIND = Kind(code=ROADMAP, label="Дорожная карта", parts=(), blanks={}, values=values, compose=compose)
