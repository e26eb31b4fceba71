"""Orders on mentoring as a whole and the regulations that they approve."""

from dataclasses import replace
from uuid import uuid4

from mentoring.documents.services.papers import begin_paper
from roadmaps.models import Roadmap
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead
from roadmaps.services.laying import lay_out
from roadmaps.services.submitting import submit_roadmap
from schools.papers.models import Document
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.kinds_driver import Place
from tests.roadmaps.cast import small
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


def submitted(place: Place, *, years: int = 1, read: RoadmapRead | None = None) -> Roadmap:
    """A plan of the place, laid before its head."""
    words = read or replace(small(), organisation=place.organisation.short_name, approval=None, agreement=None)
    plan = lay_out(words, place.organisation, begins=YEAR, years=years, by=place.curator, nonce=uuid4())
    return submit_roadmap(plan, place.curator)


def upright() -> RoadmapRead:
    """A plan of four columns, which stands on an upright sheet."""
    read = small()
    return RoadmapRead(
        title="Дорожная карта наставничества на 2026–2027 учебный год",
        school_year="2026–2027",
        columns=[
            ColumnRead("№", "number"),
            ColumnRead("Мероприятие", "content"),
            ColumnRead("Срок", "due"),
            ColumnRead("Кто отвечает", "responsible"),
        ],
        stages=[replace(stage, measures=[plain(one) for one in stage.measures]) for stage in read.stages],
    )


def plain(one: MeasureRead) -> MeasureRead:
    return replace(one, title=None, expected_result=None, extra={}, marker="", row=int(one.key[1:]))


def organised(place_name: str = "школа", kind: str = "regulation_teachers", **answers) -> Maker:
    """The order that opens the year, with both annexes."""

    def make(world: World) -> Document:
        place = kinds_driver.PLACES[place_name](world)
        text = drafted_in(place, kind)
        plan = submitted(place, read=upright())
        return drafted_in(place, "order_organise", regulation=text.pk, roadmap=plan.pk, **answers)

    return make


SAMPLES: dict[str, Sample] = {
    "order_organise": (organised(), []),
}
MORE: dict[str, Maker] = {
    "regulation_teachers: детский сад": regulation("regulation_teachers", "детский сад"),
    "regulation_teachers: колледж": regulation("regulation_teachers", "колледж"),
    "regulation_pupils: колледж": regulation("regulation_pupils", "колледж"),
    "regulation_both: детский сад": regulation("regulation_both", "детский сад"),
}
for _kind in ("regulation_teachers", "regulation_pupils", "regulation_both"):
    SAMPLES[_kind] = (regulation(_kind), [])
