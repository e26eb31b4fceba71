"""Order on organising mentoring: approves the regulation and the roadmap, names who answers (seed 004 for what it holds)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.enums import DocumentStatus, RegisterKind
from schools.papers.models import Document
from schools.russian import Case
from schools.years import AcademicYear

from ..obstacle import Obstacle
from ..order_kinds import ORDER_ORGANISE, REGULATIONS
from ..pages.annex_orders import (
    DUE,
    OPINIONS_ASKED,
    REGULATION,
    REPLACED,
    REPORT,
    ROADMAP,
    WEBMASTER,
    due_words,
    obstacles,
    order_with_annexes,
    replaced_by_default,
    without_plan,
)
from ..pages.annexes import (
    FORMER_CURATOR,
    replaced_of,
    replaced_sentence,
    roadmap_named,
)
from ..pages.mentoring_orders import (
    ACTS,
    BLANKS,
    CONTINGENT,
    CONTROL,
    CURATOR,
    EXECUTOR,
    PROTOCOL,
    STARTS,
    WHO_ANSWERS,
    appointed,
    begun,
    mend,
    opened,
    point,
    shared_values,
    told,
    told_site,
)
from ..pages.order import Expansion
from ..selectors.curators import curator_orders, former_by_default, second_curator
from ..selectors.offered import regulations_to_approve
from ..selectors.plans import plan_by_default
from ..services.annexes import annul_annexes, annulment_of_annexes, approve_annexes
from ..words.blanks import Filling, fixed
from ..words.order_text import enumerated
from .kind import Ask, Kind, Part, Stamp

FORMER = Ask(
    FORMER_CURATOR, "Приказ о кураторе, который утрачивает силу", "order", legend=WHO_ANSWERS, offered=curator_orders,
    empty="Прежнего приказа нет",
)  # fmt: skip
TIME_TO_BEGIN = timedelta(days=14)


def begin(document: Document, by: User) -> Mapping[str, Any]:
    today = document.organisation.today()
    year = AcademicYear(document.data["year"])
    regulation = regulations_to_approve(document).first()
    contingent = (regulation.data.get("contingent") if regulation else "") or "teachers"
    roadmap = plan_by_default(document, contingent)
    return {
        **begun(document, by, contingent),
        "regulation": regulation.pk if regulation else None,
        "roadmap": roadmap.pk if roadmap else None,
        "replaced": replaced_by_default(document, (regulation.kind,) if regulation else REGULATIONS),
        FORMER_CURATOR: former_by_default(document, contingent),
        "due": (max(today, year.start) + TIME_TO_BEGIN).isoformat(),
        "report": date(year.begins + 1, 6, 15).isoformat(),
    }


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    curator = appointed(document, "curator", stamp)
    papers = "Положение и дорожную карту" if roadmap_named(document) else "Положение"
    if curator is not None:
        named = f"Назначить ответственным за организацию наставничества (куратором) {curator.short_with_standing(Case.ACCS)}"
    else:
        named = "Организацию наставничества (обязанности куратора) оставляю за собой"
    return {
        **shared_values(document, stamp),
        "приложения": fixed("{приложения}"),
        "назначение": fixed(point(named)),
        "поручения": opened("поручения", curator is not None),
        "сайт": fixed(told_site(document, stamp, papers)),
        "утратившее": fixed(replaced_sentence(document)),
        "прежний куратор": fixed(replaced_sentence(document, FORMER_CURATOR)),
    }


def tasks(document: Document, stamp: Stamp) -> Expansion:
    """What is laid on the curator, with the days by which it is done."""
    curator = appointed(document, "curator", stamp)
    due = due_words(document, "due")
    points = [
        f"не позднее {due} ознакомить с настоящим приказом и Положением под подпись работников, которых они касаются",
        f"не позднее {due} сформировать банки наставников и наставляемых и внести предложения о составе пар и групп",
        "обеспечить хранение согласий участников и других документов о наставничестве",
    ]
    report = due_words(document, "report")
    if roadmap_named(document) is not None:
        points.append(f"обеспечить выполнение дорожной карты и не позднее {report} представить отчёт о нём")
    else:
        points.append(f"не позднее {report} представить отчёт о наставничестве за учебный год")
    who = curator.short_with_standing(Case.DATV) if curator else ""
    return Expansion(f"{who}:", enumerated(points))


acquainted = told(("curator", "webmaster", "control"))


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    return order_with_annexes(
        document, stamp, texts, acquainted(document, stamp), {"поручения": tasks(document, stamp)}
    )


def hindered(document: Document, day: date) -> Iterable[Obstacle]:
    if not document.data.get("roadmap"):
        yield without_plan(document)
    yield from obstacles(document, day)
    former = replaced_of(document, FORMER_CURATOR)
    if former is not None and former.status != DocumentStatus.ISSUED:
        yield mend(document, f"{former} уже не действует: уберите его из приказа.")
    yield from second_curator(document, former)


KIND = Kind(
    code=ORDER_ORGANISE,
    label="Приказ об организации наставничества",
    about="С него начинается год: утверждает положение и дорожную карту, называет куратора.",
    register=RegisterKind.MAIN,
    begins="organisation",
    parts=(
        Part("heading", "Заголовок", "Об организации наставничества {кого}", "Отвечает на вопрос «о чём приказ»"),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, в целях передачи опыта и поддержки {кого} {организация:род}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            4,
        ),
        Part(
            "points",
            "Пункты",
            "Организовать с {начало} наставничество {кого} в {организация:пред}.\n"
            "Утвердить {приложения}\n"
            "{утратившее}\n"
            "{назначение}\n"
            "{прежний куратор}\n"
            "{поручения}\n"
            "{сайт}\n"
            "{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            10,
            ("приложения",),
        ),
    ),
    blanks={
        **BLANKS,
        "приложения": "положение и дорожная карта под этим пунктом",
        "утратившее": "пункт о прежнем положении; без него не печатается",
        "прежний куратор": "пункт о прежнем приказе о кураторе; без него не печатается",
        "назначение": "пункт о том, кто отвечает за наставничество",
        "поручения": "что и к какому дню делает куратор; без куратора не печатается",
        "сайт": "пункт о размещении на сайте",
    },
    values=values,
    compose=compose,
    asks=(
        CONTINGENT, STARTS, REGULATION, replace(ROADMAP, required=False), REPLACED, ACTS, PROTOCOL, *OPINIONS_ASKED,
        CURATOR, FORMER, DUE, REPORT, WEBMASTER, CONTROL, EXECUTOR,
    ),
    begin=begin,
    obstacles=hindered,
    on_issue=approve_annexes,
    on_annul=annul_annexes,
    annul_consequences=annulment_of_annexes,
    acquainted=acquainted,
)  # fmt: skip
