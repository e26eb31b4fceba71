"""Roadmaps of the cast: words made by hand, laid out through the service as everybody else must."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from roadmaps.enums import RoadmapStatus
from roadmaps.models import Measure, Occasion, Roadmap, RoadmapVersion, Stage
from roadmaps.reading.structure import (
    Agreement,
    Approval,
    ColumnRead,
    Doubt,
    MeasureRead,
    RoadmapRead,
    StageRead,
)
from roadmaps.selectors.plan import snapshot_of
from roadmaps.services.laying import lay_out
from schools.papers.services.documents import enter_elsewhere
from tests.world import YEAR, World

EXPECTED = Path(__file__).resolve().parent.parent / "fixtures" / "roadmap_words"


def columns() -> list[ColumnRead]:
    headings = {
        "№": "number",
        "Мероприятия": "title",
        "Содержание": "content",
        "Сроки": "due",
        "Ответственные": "responsible",
        "Ожидаемый результат": "result",
        "Отметка о выполнении": "extra",
    }
    return [ColumnRead(heading, role) for heading, role in headings.items()]


def measure(key: str, content: str, **fields: Any) -> MeasureRead:
    return MeasureRead(**{"key": key, "content": content, "row": int(key[1:])} | fields)


def small() -> RoadmapRead:
    """Two stages, five measures: a row of two items, a doubt, an extra column, dates and none."""
    return RoadmapRead(
        title="Дорожная карта наставничества на 2026-2027 учебный год",
        organisation="МБОУ «Лесная СОШ № 1»",
        school_year="2026-2027",
        approval=Approval("Директор школы", "Г.И. Ветров", "12", "2026-08-30"),
        agreement=Agreement(body="Педагогический совет", protocol_number="1", date="2026-08-29"),
        columns=columns(),
        stages=[
            StageRead(
                "s1",
                "1",
                "Подготовка",
                [
                    measure(
                        "m1",
                        "Издать приказ о наставничестве",
                        title="Приказы",
                        number="1.1",
                        row_number="1.1.",
                        due_text="сентябрь",
                        responsible_text="Ветров Г.И.",
                        expected_result="Приказ",
                        extra={"6": "до 1 октября"},
                        code="pairs_order",
                    ),
                    measure(
                        "m2",
                        "Собрать согласия",
                        number="1.2.1",
                        marker="1)",
                        row_number="1.2.",
                        due_text="октябрь",
                        responsible_text="куратор",
                        row=2,
                    ),
                    measure(
                        "m3",
                        "Собрать анкеты",
                        number="1.2.2",
                        marker="2)",
                        row_number="1.2.",
                        due_text="октябрь",
                        responsible_text="куратор",
                        row=2,
                    ),
                ],
                across=True,
                printed="1 этап. Подготовка",
            ),
            StageRead(
                "s2",
                "2",
                "Работа пар",
                [
                    measure(
                        "m4",
                        "Встречи пар:\n- знакомство\n- посещение уроков",
                        number="2.1",
                        row_number="2.1.",
                        due_text="по отдельному графику",
                        responsible_text="Заяц Борис Фомич, куратор",
                    ),
                    measure("m5", "Подвести итоги", number="2.2", row_number="2.2.", due_text="май"),
                ],
                across=True,
            ),
        ],
        doubts=[
            Doubt("responsible", "Ветров Г.И.", "Проверьте, кто отвечает.", "m1"),
            Doubt("stage", "2 этап", "Проверьте, что это этап.", "s2"),
            Doubt("title", "", "Проверьте название."),
        ],
    )


def big(measures: int, stages: int = 10) -> RoadmapRead:
    """As many measures as asked for, evenly over the stages, each with a due month and somebody responsible."""
    read = RoadmapRead(title=f"План на {measures} мероприятий", columns=columns())
    months = ["сентябрь", "декабрь", "март", "май"]
    for index in range(stages):
        keys = range(index + 1, measures + 1, stages)
        read.stages.append(
            StageRead(
                f"s{index}",
                str(index + 1),
                f"Раздел {index + 1}",
                [
                    measure(
                        f"m{key}",
                        f"Мероприятие {key}",
                        due_text=months[key % 4],
                        responsible_text="Ветров Г.И., куратор",
                    )
                    for key in keys
                ],
            )
        )
    return read


def from_expected(data: dict[str, Any]) -> RoadmapRead:
    """The words of a published expectation, which knows neither rows nor roles of columns."""
    read = RoadmapRead(
        title=data["title"],
        organisation=data["organisation"],
        school_year=data["school_year"],
        approval=Approval(**data["approval"]) if data["approval"] else None,
        agreement=Agreement(**data["agreement"]) if data["agreement"] else None,
        columns=[ColumnRead(heading) for heading in data["columns"]],
    )
    number = 0
    for place, stage in enumerate(data["stages"], 1):
        made = StageRead(f"s{place}", stage["number"], stage["title"])
        for one in stage["measures"]:
            number += 1
            made.measures.append(MeasureRead(key=f"m{number}", row=number, **one))
        read.stages.append(made)
    return read


def expectations(shared: Path | None) -> list[dict[str, Any]]:
    """The published expectations when they are at hand, and our own; none of them a refusal."""
    folders = [EXPECTED, *([shared / "roadmaps"] if shared else [])]
    files = [path for folder in folders for path in sorted(folder.glob("*.expected.json"))]
    found = [json.loads(path.read_text()) for path in files]
    return [{name: value for name, value in one.items() if name != "source"} for one in found if "error" not in one]


def laid_out(world: World, read: RoadmapRead | None = None, *, years: int = 1, **fields: Any) -> Roadmap:
    return lay_out(
        read or small(), world.school, **{"begins": YEAR, "years": years, "by": world.anna, "nonce": uuid4()} | fields
    )


def in_force(roadmap: Roadmap) -> Roadmap:
    """As after the head's decision, without its deeds: the version is what the plan says now."""
    day = date(YEAR, 8, 28)
    number = f"П-{roadmap.pk}"
    paper = enter_elsewhere(roadmap.organisation, "order", "О плане", number, day, by=roadmap.created_by)
    version = RoadmapVersion.objects.create(
        roadmap=roadmap, number=1, document=paper, approved_on=day, snapshot=snapshot_of(roadmap)
    )
    Roadmap.objects.filter(pk=roadmap.pk).update(status=RoadmapStatus.APPROVED, approved=version)
    roadmap.refresh_from_db()
    return roadmap


def stage_of(roadmap: Roadmap, number: str) -> Stage:
    return Stage.objects.get(roadmap=roadmap, number=number)


def measure_of(roadmap: Roadmap, number: str) -> Measure:
    return Measure.objects.select_related("roadmap__organisation", "stage").get(roadmap=roadmap, number=number)


def occasion_of(roadmap: Roadmap, number: str, year: int = YEAR) -> Occasion:
    rows = Occasion.objects.select_related("measure__roadmap__organisation")
    return rows.get(measure__roadmap=roadmap, measure__number=number, year=year)
