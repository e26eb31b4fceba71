"""A municipal plan of a few measures, and its way down."""

from uuid import uuid4

from roadmaps.models import Roadmap
from roadmaps.reading.structure import ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.services.handing import hand_down
from roadmaps.services.laying import lay_out
from roadmaps.services.rolling import roll_over
from schools.models import Organisation
from schools.years import AcademicYear
from tests.roadmaps.cast import small
from tests.world import YEAR, World

THIS_YEAR, NEXT = AcademicYear(YEAR), AcademicYear(YEAR + 1)


def municipal(world: World, measures: int = 3) -> Roadmap:
    dues = ["сентябрь", "октябрь", "по запросу"]
    read = RoadmapRead(
        title="Дорожная карта района",
        columns=[
            ColumnRead("Мероприятие", "title"),
            ColumnRead("Содержание", "content"),
            ColumnRead("Сроки", "due"),
            ColumnRead("Ответственные", "responsible"),
        ],
        stages=[
            StageRead(
                "s1",
                "1",
                "Подготовка",
                [
                    MeasureRead(
                        f"m{n}",
                        f"Содержание {n}",
                        title=f"Дело {n}",
                        due_text=dues[n % 3],
                        responsible_text="Руководители образовательных организаций",
                        row=n,
                        code="schools_ordered" if n == 0 else "",
                    )
                    for n in range(measures)
                ],
            )
        ],
    )
    return lay_out(read, world.office, begins=YEAR, years=1, by=world.oleg)


def hand(world: World, roadmap: Roadmap, *schools: Organisation, count: int | None = None):
    measures = list(roadmap.measures.order_by("position"))[:count]
    return hand_down(roadmap, measures, schools or [world.school], year=THIS_YEAR, by=world.oleg)


def title_of(title: str) -> RoadmapRead:
    read = small()
    read.title = title
    return read


def carried(world: World, plan: Roadmap, by) -> Roadmap:
    return roll_over(plan, AcademicYear(YEAR + 1), by, uuid4())
