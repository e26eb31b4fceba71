"""Order that approves a regulation alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case

from ..order_kinds import ORDER_REGULATION, REGULATIONS
from ..pages.annex_orders import (
    DUE,
    OPINIONS_ASKED,
    REGULATION,
    REPLACED,
    WEBMASTER,
    acquainting_point,
    obstacles,
    order_with_annexes,
    replaced_by_default,
)
from ..pages.annexes import annexes_of, replaced_sentence
from ..pages.mentoring_orders import (
    ACTS,
    BLANKS,
    CONTROL,
    CURATOR,
    EXECUTOR,
    PROTOCOL,
    begun,
    shared_values,
    told,
    told_site,
)
from ..selectors.offered import regulations_to_approve
from ..services.annexes import annul_annexes, annulment_of_annexes, approve_annexes
from ..words.blanks import Filling, fixed
from .kind import Kind, Part, Stamp

TIME_TO_READ = timedelta(days=14)


def begin(document: Document, by: User) -> Mapping[str, Any]:
    regulation = regulations_to_approve(document).first()
    contingent = (regulation.data.get("contingent") if regulation else "") or "teachers"
    return {
        **begun(document, by, contingent),
        "regulation": regulation.pk if regulation else None,
        "replaced": replaced_by_default(document, (regulation.kind,) if regulation else REGULATIONS),
        "due": (document.organisation.today() + TIME_TO_READ).isoformat(),
    }


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    annexes = annexes_of(document, stamp)

    def named(case: Case) -> str:
        return annexes[0].called(case) if annexes else "Положения о наставничестве"

    return {
        **shared_values(document, stamp),
        "положение": named,
        "приложения": fixed("{приложения}"),
        "утратившее": fixed(replaced_sentence(document)),
        "ознакомление": fixed(acquainting_point(document, stamp)),
        "сайт": fixed(told_site(document, stamp, "Положение")),
    }


acquainted = told(("curator", "webmaster", "control"))


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    return order_with_annexes(document, stamp, texts, acquainted(document, stamp))


KIND = Kind(
    code=ORDER_REGULATION,
    label="Приказ об утверждении положения",
    about="Когда положение о наставничестве принимают впервые или меняют, а остальное уже налажено.",
    register=RegisterKind.MAIN,
    begins="organisation",
    parts=(
        Part("heading", "Заголовок", "Об утверждении {положение:род}", "Отвечает на вопрос «о чём приказ»"),
        Part(
            "preamble",
            "Преамбула",
            "{основания}, в целях упорядочения наставничества в {организация:пред}",
            "Слово «ПРИКАЗЫВАЮ:» встанет само",
            4,
        ),
        Part(
            "points",
            "Пункты",
            "Утвердить {приложения}\n{утратившее}\n{ознакомление}\n{сайт}\n{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            8,
            ("приложения",),
        ),
    ),
    blanks={
        **BLANKS,
        "положение": "название положения, с падежом: {положение:род}",
        "приложения": "утверждаемое положение со ссылкой на приложение",
        "утратившее": "пункт о прежнем положении; без него не печатается",
        "ознакомление": "пункт о том, кто и к какому дню знакомит с положением",
        "сайт": "пункт о размещении на сайте",
    },
    values=values,
    compose=compose,
    asks=(REGULATION, REPLACED, ACTS, PROTOCOL, *OPINIONS_ASKED, CURATOR, DUE, WEBMASTER, CONTROL, EXECUTOR),
    begin=begin,
    obstacles=obstacles,
    on_issue=approve_annexes,
    on_annul=annul_annexes,
    annul_consequences=annulment_of_annexes,
    acquainted=acquainted,
)
