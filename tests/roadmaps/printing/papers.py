"""Plans of invented places to be printed, and printing with reading again."""

from dataclasses import replace
from typing import Any

from roadmaps.printing import blocks_of, is_wide, marks_of
from roadmaps.reading import read_file
from roadmaps.reading.structure import Agreement, Approval, ColumnRead, MeasureRead, RoadmapRead, StageRead
from roadmaps.tables import workbook_of
from schools.papers.engine.blocks import SpannedTable
from schools.papers.engine.docx import render_docx
from schools.papers.engine.page import PageSetup

ROLES = {
    "№": "number",
    "Этап": "stage",
    "Мероприятия": "title",
    "Содержание деятельности": "content",
    "Сроки": "due",
    "Ответственные": "responsible",
    "Ожидаемый результат": "result",
    "Вид документа": "extra",
}


def columns(*headings: str) -> list[ColumnRead]:
    return [ColumnRead(heading, ROLES[heading]) for heading in headings]


def row(place: int, content: str, **fields: Any) -> MeasureRead:
    return MeasureRead(f"m{place}", content, **{"row": place} | fields)


def items(place: int, *contents: str, outer: str = "", **fields: Any) -> list[MeasureRead]:
    """A row whose cell is a list «1) …», «2) …»."""
    return [
        MeasureRead(
            f"m{place}-{number}",
            content,
            row=place,
            marker=f"{number})",
            number=".".join(filter(None, (outer, str(number)))),
            **fields,
        )
        for number, content in enumerate(contents, 1)
    ]


def with_stage_column() -> RoadmapRead:
    """№ numbers stages, which are cells over several rows; a list in a cell; equal cells; results that are missing."""
    return RoadmapRead(
        title="Дорожная карта (план мероприятий) к Положению о школьном наставничестве",
        organisation="МБОУ «Озёрная СОШ № 3»",
        approval=Approval("Директор школы", "А.Б. Ветрова", "126", "2026-08-30"),
        agreement=Agreement(body="на педагогическом совете", protocol_number="5", date="2026-08-29"),
        columns=columns(
            "№", "Этап", "Мероприятия", "Содержание деятельности", "Сроки", "Ответственные", "Ожидаемый результат"
        ),
        stages=[
            StageRead(
                "s1",
                "1",
                "Подготовка условий",
                [
                    *items(
                        1,
                        "Издать приказ.",
                        "Собрать папку:\n- устав;\n- положение.",
                        title="Основа",
                        due_text="август 2026",
                    ),
                    *items(
                        2, "Провести совет.", title="Основа", due_text="август 2026", responsible_text="Ветрова А.Б."
                    ),
                    row(
                        3,
                        "Назначить куратора",
                        title="Люди",
                        responsible_text="директор\nзаместители",
                        due_text="сентябрь",
                    ),
                ],
            ),
            StageRead(
                "s2",
                "2",
                "Работа пар",
                [
                    row(
                        4, "Общая встреча пар", due_text="по отдельному графику", expected_result="Пары\nпознакомились"
                    ),
                    row(5, "Наблюдения:\n1. раз в месяц\n2. по запросу", title="Поддержка", expected_result="Отчёт"),
                    row(6, "", title="Итоги года", due_text="май–июнь"),
                ],
            ),
        ],
    )


def with_stages_across() -> RoadmapRead:
    """Rows of stages across the width, rows numbered 1.1, one number over two rows, a column of the school's own."""
    return RoadmapRead(
        title="Дорожная карта наставничества в Озёрном округе в 2026-2027 учебном году",
        school_year="2026-2027",
        columns=columns("№", "Мероприятия", "Содержание деятельности", "Сроки", "Вид документа"),
        landscape=True,
        stages=[
            StageRead(
                "s1",
                "1",
                "Подготовка",
                [
                    row(
                        1,
                        "Совещание",
                        title="Сбор",
                        number="1.1",
                        row_number="1.1.",
                        due_text="август",
                        extra={"4": "протокол"},
                    ),
                    *items(2, "Раз", "Два", outer="1.2", row_number="1.2.", title="Акты", due_text="сентябрь"),
                ],
                across=True,
                printed="1 этап. Подготовка",
            ),
            StageRead(
                "s2",
                "II",
                "Основная часть",
                [
                    row(
                        3,
                        "Тема первая",
                        title="Заседания: осень",
                        number="2.6",
                        row_number="2.6.",
                        extra={"4": "приказ"},
                    ),
                    row(4, "Тема вторая", title="Заседания: весна", number="2.6", row_number="2.6."),
                ],
                across=True,
            ),
        ],
    )


def without_stages() -> RoadmapRead:
    """Neither stages nor numbers: three columns upright, an annex to an order."""
    return RoadmapRead(
        title="План мероприятий по наставничеству в МКДОУ «Ёлочка»",
        organisation="МКДОУ «Ёлочка»",
        approval=Approval(None, None, "5/1-п.о.д.", "2026-02-08"),
        columns=columns("Содержание деятельности", "Сроки", "Ответственные"),
        stages=[
            StageRead(
                "s1", measures=[row(1, "Анкеты", due_text="ежегодно"), row(2, "Встречи", responsible_text="куратор")]
            )
        ],
    )


PLANS = {"stage column": with_stage_column, "across": with_stages_across, "without stages": without_stages}


def page_for(read: RoadmapRead) -> PageSetup:
    page = PageSetup()
    return replace(page, landscape=is_wide(read, page))


def blocks(read: RoadmapRead, **marks: str) -> list:
    return blocks_of(read, marks_of(read, **{"organisation": read.organisation or ""} | marks), page_for(read))


def table(read: RoadmapRead) -> SpannedTable:
    return next(block for block in blocks(read) if isinstance(block, SpannedTable))


def docx_of(read: RoadmapRead, **marks: str) -> bytes:
    return render_docx(blocks(read, **marks), page_for(read), "т")


def again(read: RoadmapRead, ending: str, **marks: str) -> RoadmapRead:
    """Printed and read back."""
    if ending == "docx":
        return read_file(docx_of(read, **marks), "план.docx")
    return read_file(workbook_of(read, **{"organisation": read.organisation or ""} | marks), "план.xlsx")
