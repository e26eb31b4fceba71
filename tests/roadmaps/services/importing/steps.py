"""One step of an import, and what it holds at a moment."""

from roadmaps.models import Measure, Occasion, Roadmap, RoadmapEdit, RoadmapImport, Stage
from roadmaps.reading.structure import RoadmapRead
from roadmaps.services.importing import (
    start_import,
)
from schools.journal.models import Entry
from tests.world import YEAR


def start(world, by=None, **fields) -> RoadmapImport:
    values = {"content": b"docx", "filename": "план.docx", "begins": YEAR, "years": 1, "by": by or world.anna}
    return start_import(world.school, **values | fields)


def read_now(imported: RoadmapImport) -> RoadmapRead:
    return RoadmapRead.from_dict(RoadmapImport.objects.get(pk=imported.pk).reading)


def row(imported: RoadmapImport, key: str):
    read = read_now(imported)
    return next(one for one in (*read.stages, *read.measures) if one.key == key)


def keys(imported: RoadmapImport) -> list[list[str]]:
    return [[one.key for one in stage.measures] for stage in read_now(imported).stages]


def everything() -> list:
    models = (RoadmapImport, Roadmap, Stage, Measure, Occasion, RoadmapEdit, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]
