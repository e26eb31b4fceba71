"""What stands over the text: whose paper it is, of what kind, when, where, under which number, about what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..images import Image


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is: founder above, full name, short name in brackets, how to reach it.

    ``centred`` is the longitudinal form; ``angular`` keeps the letterhead, the kind of document and
    its date in a column of 80 mm on the left.
    """

    full_name: str
    founder: tuple[str, ...] = ()
    short_name: str = ""
    contacts: tuple[str, ...] = ()
    layout: Literal["centred", "angular"] = "centred"
    # Over the names, not higher than 20 mm (clause 5.2).
    emblem: Image | None = None


@dataclass(frozen=True, slots=True)
class DocTitle:
    """Kind of document: «ПРИКАЗ»; with a second line: «СОГЛАСИЕ» / «на обработку …»."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class DateNumberPlace:
    """Date, number and place as printed. An empty date or number is a draft's line for the pen.

    ``number`` comes without «№»; an empty ``place`` prints nothing (clause 5.13: it is left out
    when the name of the organisation already tells it).
    """

    date: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the paper is about: «О/Об …» from the left margin, not wider than half of the page.

    A centred heading stands over an annex or a section and takes the whole width.
    """

    text: str
    align: Literal["left", "centre"] = "left"
