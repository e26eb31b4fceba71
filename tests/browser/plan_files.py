"""The Word file with which the story of a roadmap begins: the shared sample, or a document of our own over the same ground."""

from pathlib import Path

from roadmaps.reading import read_file
from tests.roadmaps.reading.papers import LEFT, paper

TITLE = "Дорожная карта (план мероприятий) наставничества в МБОУ «Лесная СОШ № 1» на 2026-2027 учебный год"
# The order of columns is the school's own: who answers stands before when.
HEADINGS = ["№", "Содержание деятельности", "Кто отвечает", "Срок", "Ожидаемый результат", "Отметка о выполнении"]
FIRST, SECOND = "1. Подготовка условий", "2. Итоги года"
ROWS = [
    ["1.1", "Издание приказа о наставничестве", "Директор", "Сентябрь", "Приказ", ""],
    [
        "1.2",
        "Сбор согласий на участие в наставничестве\nСбор анкет наставников",
        "Заяц Б.Ф., классные руководители",
        "Сентябрь – октябрь",
        "Согласия и анкеты",
        "",
    ],
    ["1.3", "Составление наставнических пар", "Заместитель директора по УВР", "До 1 октября 2026 года", "Пары", ""],
    ["2.1", "Встречи пар с психологом", "Педагог-психолог", "По необходимости", "Журнал встреч", "в кабинете 12"],
    ["2.2", "Итоговая встреча наставников и наставляемых", "Директор", "Май", "Справка", ""],
]
STAFF = [["№", "ФИО", "Должность"], ["1", "Заяц Борис Фомич", "учитель физики"], ["2", "Лось Ян Ильич", "психолог"]]


def roadmap_file(source: str, shared: Path | None) -> tuple[str, bytes]:
    """File name and content: `own`, or `sample`, the one with both marks of the shared ones, where they are at hand."""
    if source == "sample" and shared is not None:
        samples = [path.read_bytes() for path in sorted((shared / "roadmaps").glob("*.docx"))]
        return "План мероприятий.docx", next(one for one in samples if read_file(one).agreement)
    return "Дорожная карта.docx", own()


def own() -> bytes:
    """An order, a list of people, then the plan with its marks; sections as rows across the table."""
    wide = [LEFT] * (len(HEADINGS) - 1)
    plan = [HEADINGS, [FIRST, *wide], *ROWS[:3], [SECOND, *wide], *ROWS[3:]]
    return paper(
        "ПРИКАЗ\n28.08.2026 № 41\nО системе наставничества",
        ["1. Утвердить дорожную карту наставничества.", "2. Контроль оставляю за собой."],
        STAFF,
        ["УТВЕРЖДАЮ", "Директор МБОУ «Лесная СОШ № 1»", "________ Г.И. Ветров", "Приказ № 41 от 28.08.2026"],
        TITLE,
        plan,
    )
