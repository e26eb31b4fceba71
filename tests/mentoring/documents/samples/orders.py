"""Orders on mentoring as a whole and the regulations that they approve."""

from mentoring.documents.services.papers import begin_paper
from schools.papers.models import Document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.kinds_driver import Place
from tests.world import YEAR, World

from .sample import Maker, Sample


def drafted_in(place: Place, kind: str, **answers) -> Document:
    """A draft of the kind with all that is known, and these answers."""
    document = begin_paper(place.organisation, kind, YEAR, place.curator, None)
    document.data |= answers
    document.save()
    return document


def regulation(kind: str, place: str = "школа") -> Maker:
    def make(world: World) -> Document:
        return drafted_in(kinds_driver.PLACES[place](world), kind)

    return make


SAMPLES: dict[str, Sample] = {}
MORE: dict[str, Maker] = {
    "regulation_teachers: детский сад": regulation("regulation_teachers", "детский сад"),
    "regulation_teachers: колледж": regulation("regulation_teachers", "колледж"),
    "regulation_pupils: колледж": regulation("regulation_pupils", "колледж"),
    "regulation_both: детский сад": regulation("regulation_both", "детский сад"),
}
for _kind in ("regulation_teachers", "regulation_pupils", "regulation_both"):
    SAMPLES[_kind] = (regulation(_kind), [])
