"""Order that appoints the curator and lists the duties (domain, section 2: the head approves the curator, of the deputies)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from schools.models import Person, User
from schools.papers.engine.blocks import Block
from schools.papers.enums import DocumentStatus, RegisterKind
from schools.papers.models import Document
from schools.russian import Case

from ..obstacle import Obstacle
from ..order_kinds import ORDER_CURATOR
from ..pages.annexes import replaced_of, replaced_sentence
from ..pages.mentoring_orders import (
    ACTS,
    BLANKS,
    CONTINGENT,
    CONTROL,
    EXECUTOR,
    HEAD_KEEPS,
    PROTOCOL,
    STARTS,
    WHO_ANSWERS,
    appointed,
    begun,
    day_in,
    mend,
    opened,
    point,
    shared_values,
    told,
    whose,
)
from ..pages.mentoring_orders import compose as order
from ..pages.order import Expansion
from ..selectors.curators import curator_orders, former_by_default, may_work, second_curator, without_account
from ..services.annexes import replace_papers, returning_words
from ..words.blanks import Filling, fixed
from ..words.order_text import day_or_line, enumerated
from ..words.people import Named
from .kind import Ask, Kind, Part, Stamp

DUTIES = (
    "вести банки наставников и наставляемых",
    "собирать согласия участников и следить за сроками их действия",
    "вносить предложения о составе пар и групп и готовить проекты приказов",
    "помогать наставникам в составлении программ и наблюдать за их выполнением",
    "проводить опросы участников и готовить отчёт по итогам учебного года",
    "вести документы о наставничестве и обеспечивать сохранность персональных данных",
)


def begin(document: Document, by: User) -> Mapping[str, Any]:
    answers = begun(document, by)
    former = former_by_default(document, answers["contingent"])
    return {**answers, "duties": "\n".join(DUTIES), "replaced": former}


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    curator, substitute = appointed(document, "curator", stamp), appointed(document, "substitute", stamp)
    starts = day_or_line(day_in(document, "starts", stamp.day))
    if curator is not None:
        named = (
            f"Назначить с {starts} куратором наставничества {whose(document)} {curator.short_with_standing(Case.ACCS)}"
        )
    else:
        named = f"Обязанности куратора наставничества {whose(document)} с {starts} оставляю за собой"
    instead = substitute.short_with_standing(Case.ACCS) if substitute else ""
    return {
        **shared_values(document, stamp),
        "назначение": fixed(point(named)),
        "обязанности": opened("обязанности", bool(curator and duties_of(document))),
        "замещение": fixed(
            point(f"На время отсутствия куратора его обязанности возложить на {instead}" if instead else "")
        ),
        "утратившее": fixed(replaced_sentence(document)),
    }


def duties_of(document: Document) -> list[str]:
    kept = (document.data.get("duties") or "").splitlines()
    lines = [" ".join(line.split()).strip(" ;.-–—") for line in kept]
    return [line[:1].lower() + line[1:] if line[1:2].islower() else line for line in lines if line]


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    expansions = {
        "обязанности": Expansion("Возложить на куратора следующие обязанности:", enumerated(duties_of(document)))
    }
    return order(document, stamp, texts, expansions, acquainted(document, stamp))


def acquainted(document: Document, stamp: Stamp) -> Sequence[Named]:
    return told(("curator", "substitute", "control"))(document, stamp)


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    data = document.data
    if data.get("curator") and data.get("curator") == data.get("substitute"):
        yield mend(document, "Куратор не может замещать сам себя. Выберите другого работника.")
    if not duties_of(document) and data.get("curator"):
        yield mend(document, "В приказе не названы обязанности куратора.", blocks=False)
    former = replaced_of(document)
    if former is not None and former.kind not in (document.kind, "order"):
        yield mend(
            document, f"{former}: не приказ о кураторе. Уберите его из приказа: он отменяется отдельным приказом."
        )
    elif former is not None and former.status != DocumentStatus.ISSUED:
        yield mend(document, f"{former} уже не действует: уберите его из приказа.")
    elif former is not None:
        yield Obstacle(f"С изданием утратит силу: {former}.", blocks=False)
    yield from second_curator(document, former)
    person = Person.objects.filter(pk=data.get("curator") or 0).select_related("user").first()
    if person is not None and not may_work(document.organisation, person, day):
        yield Obstacle(without_account(person), blocks=False)


KIND = Kind(
    code=ORDER_CURATOR,
    label="Приказ о назначении куратора",
    about="Назначает работника, который отвечает за наставничество, и перечисляет его обязанности.",
    register=RegisterKind.MAIN,
    begins="organisation",
    parts=(
        Part("heading", "Заголовок", "О назначении куратора наставничества", "Отвечает на вопрос «о чём приказ»"),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, в целях организации наставничества в {организация:пред}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            4,
        ),
        Part(
            "points",
            "Пункты",
            "{назначение}\n{обязанности}\n{замещение}\n{утратившее}\n{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            8,
            ("назначение",),
        ),
    ),
    blanks={
        **BLANKS,
        "назначение": "пункт о том, кто и с какого дня назначен",
        "обязанности": "пункт об обязанностях с их перечнем",
        "замещение": "пункт о том, кто замещает куратора; без него не печатается",
        "утратившее": "пункт о прежнем приказе; без него не печатается",
    },
    values=values,
    compose=compose,
    asks=(
        Ask("curator", "Куратор", "staff", "Обычно заместитель руководителя", empty=HEAD_KEEPS, legend=WHO_ANSWERS),
        CONTINGENT,
        STARTS,
        Ask("duties", "Обязанности", "lines", "Каждая с новой строки, со слова «вести», «готовить»"),
        Ask("substitute", "Кто замещает куратора", "staff", empty="Не указывать", legend=WHO_ANSWERS),
        Ask("replaced", "Приказ, который утрачивает силу", "order", "Прежний приказ о кураторе", empty="Прежнего приказа нет",
            offered=curator_orders),
        ACTS,
        PROTOCOL,
        CONTROL,
        EXECUTOR,
    ),
    begin=begin,
    obstacles=obstacles,
    on_issue=replace_papers,
    annul_consequences=returning_words,
    acquainted=acquainted,
)  # fmt: skip
