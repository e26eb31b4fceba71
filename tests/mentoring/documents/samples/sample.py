"""What a sample is: how a paper is made from the cast, and the numbered points that it prints."""

from collections.abc import Callable
from datetime import date

from schools.papers.models import Document
from tests.world import World

type Maker = Callable[[World], Document]
type Sample = tuple[Maker, list[str]]

# The first day of the acting head's term in the cast.
ACTING = date(2027, 2, 3)
