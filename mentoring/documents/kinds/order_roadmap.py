"""Order that approves a roadmap alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case
from schools.years import AcademicYear

from ..order_kinds import ORDER_ROADMAP
from ..pages.annex_orders import REPORT, ROADMAP, due_words, obstacles, order_with_annexes
from ..pages.annexes import roadmap_named
from ..pages.mentoring_orders import (
    ACTS,
    BLANKS,
    CONTINGENT,
    CONTROL,
    CURATOR,
    EXECUTOR,
    PROTOCOL,
    appointed,
    begun,
    point,
    shared_values,
    told,
)
from ..selectors.plans import PUPILS, TEACHERS, plan_by_default, whose_plan
from ..services.annexes import annul_annexes, annulment_of_annexes, approve_annexes
from ..words.blanks import Filling, fixed
from .kind import Kind, Part, Stamp, year_of


def begin(document: Document, by: User) -> Mapping[str, Any]:
    year = AcademicYear(document.data["year"])
    # The order is about those whom the plan is about.
    roadmap = plan_by_default(document, TEACHERS) or plan_by_default(document, PUPILS)
    return {
        **begun(document, by, (roadmap is not None and whose_plan(roadmap)) or TEACHERS),
        "roadmap": roadmap.pk if roadmap else None,
        "report": date(year.begins + 1, 6, 15).isoformat(),
    }


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    curator = appointed(document, "curator", stamp)
    report = due_words(document, "report")
    if curator is not None:
        course = (
            f"{curator.short_with_standing(Case.DATV)} вести учёт выполнения мероприятий и не позднее {report} "
            "представить отчёт"
        )
    else:
        course = "Учёт выполнения мероприятий оставляю за собой"
    return {
        **shared_values(document, stamp),
        "приложения": fixed("{приложения}"),
        "срок карты": fixed(years_words(document, stamp)),
        "учёт": fixed(point(course)),
    }


def years_words(document: Document, stamp: Stamp) -> str:
    """«2026–2027 учебный год»; «2026–2029 годы» for a plan of several."""
    roadmap = roadmap_named(document)
    if roadmap is None or roadmap.years == 1:
        return f"{(roadmap.first_year if roadmap else year_of(document, stamp)).full} учебный год"
    return f"{roadmap.begins}–{roadmap.begins + roadmap.years} годы"


acquainted = told(("curator", "control"))


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    return order_with_annexes(document, stamp, texts, acquainted(document, stamp))


KIND = Kind(
    code=ORDER_ROADMAP,
    label="Приказ о дорожной карте",
    about="Когда положение уже действует, а план на новый год ещё нужно утвердить.",
    register=RegisterKind.MAIN,
    begins="organisation",
    parts=(
        Part(
            "heading",
            "Заголовок",
            "Об утверждении дорожной карты наставничества {кого} на {срок карты}",
            "Отвечает на вопрос «о чём приказ»",
        ),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, в целях планомерной организации наставничества в {организация:пред}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            4,
        ),
        Part(
            "points",
            "Пункты",
            "Утвердить {приложения}\n"
            "Работникам, ответственным за мероприятия дорожной карты, обеспечить их проведение в установленные сроки.\n"
            "{учёт}\n"
            "{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            7,
            ("приложения",),
        ),
    ),
    blanks={
        **BLANKS,
        "приложения": "утверждаемая дорожная карта со ссылкой на приложение",
        "срок карты": "«2026–2027 учебный год» или «2026–2029 годы»",
        "учёт": "пункт о том, кто ведёт учёт выполнения",
    },
    values=values,
    compose=compose,
    asks=(ROADMAP, CONTINGENT, ACTS, PROTOCOL, CURATOR, REPORT, CONTROL, EXECUTOR),
    begin=begin,
    obstacles=obstacles,
    on_issue=approve_annexes,
    on_annul=annul_annexes,
    annul_consequences=annulment_of_annexes,
    acquainted=acquainted,
)
