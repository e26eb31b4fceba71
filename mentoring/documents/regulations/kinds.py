"""What the three kinds of regulation ask and how each is made of its texts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from mentoring.banks.enums import Contingent
from mentoring.banks.models import MentoringForm, MentoringKind
from mentoring.pairs.models import Pair
from schools.models import Organisation, User
from schools.papers.models import Document

from ..kinds.kind import Ask, Kind, Retention, Shelf
from ..obstacle import Obstacle
from ..order_kinds import ORDER_REGULATION
from ..selectors.defaults import curator_card
from ..selectors.offered import acts_offered, contingents_of, default_acts_of, has_pupils
from .doubts import doubts
from .page import BLANKS, compose, values
from .sections import parts_of

MONTHS = tuple((str(number), str(number)) for number in range(1, 13))
# Forms that stand in a regulation only when the organisation has such pairs: students are a college's, and a mentor from
# outside is no employee, of whom the sections speak.
RARE = frozenset({"employer-student", "partner-teacher"})

ASKS = (
    Ask("acts", "Правовые акты", "acts", offered=acts_offered, legend="На чём основано"),
    Ask("curator", "Куратор", "staff", "В положении стоит должность, а не имя",
        empty="Кого определит приказ", legend="Кто и сколько"),
    Ask("limit", "Наставляемых у одного наставника, не более", "choice", required=True,
        choices=tuple((str(number), str(number)) for number in range(1, 6)), legend="Кто и сколько"),
    Ask("shortest", "Программа длится от, месяцев", "choice", "По рекомендациям министерства — от 3 до 12",
        required=True, choices=MONTHS, legend="Кто и сколько"),
    Ask("longest", "до, месяцев", "choice", required=True, choices=MONTHS, legend="Кто и сколько"),
    Ask("forms", "Формы наставничества", "lines", "Каждая с новой строки", required=True, legend="Формы и виды"),
    Ask("kinds", "Виды наставничества", "lines", "Каждый с новой строки", required=True, legend="Формы и виды"),
)  # fmt: skip


# The obstacle that every draft of a regulation has: an order has to approve it.
BY_ORDER = "by_order"


def regulation(code: str, contingent: str, label: str, about: str, heading: str, sections: tuple[str, ...]) -> Kind:
    """A kind of regulation; `contingent` is a `Contingent` or BOTH."""

    def begin(document: Document, by: User) -> Mapping[str, Any]:
        return {"contingent": contingent, **begun(document, contingent)}

    return Kind(
        code=code,
        label=label,
        parts=parts_of(heading, sections),
        blanks=BLANKS,
        values=values,
        compose=compose,
        shelf=Shelf.REGULATIONS,
        about=about,
        noun="Положение",
        retention=Retention("постоянно", "ст. 8, приказ Росархива № 236"),
        begins="organisation",
        fits=lambda document: contingent == Contingent.TEACHERS or has_pupils(document.organisation),
        asks=ASKS,
        begin=begin,
        obstacles=obstacles,
    )


def begun(document: Document, contingent: str) -> dict[str, Any]:
    entity = document.organisation.legal_entity
    curator = curator_card(document.organisation)
    return {
        "acts": default_acts_of(document.organisation, contingent),
        "curator": curator.pk if curator else None,
        "limit": "2",
        "shortest": "3",
        "longest": "12",
        "forms": "\n".join(names_in_use(entity, contingent, MentoringForm)),
        "kinds": "\n".join(names_in_use(entity, contingent, MentoringKind)),
    }


def names_in_use(entity: Organisation, contingent: str, model: type[MentoringForm] | type[MentoringKind]) -> list[str]:
    """Forms or kinds of the organisation's pairs; where there are no pairs yet, all that fit it."""
    rows = model.objects.offered_to(entity)
    pairs = Pair.objects.filter(organisation=entity, form__contingent__in=contingents_of(contingent))
    if model is MentoringForm:
        rows = rows.filter(contingent__in=contingents_of(contingent))
        used, usual = rows.filter(pk__in=pairs.values("form")), rows.exclude(code__in=RARE)
    else:
        used, usual = rows.filter(pk__in=pairs.values("kinds")), rows
    return list((used if used.exists() else usual).values_list("name", flat=True))


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    """A regulation is approved by an order and by nothing else."""
    yield Obstacle(
        "Положение утверждают приказом: составьте приказ и выберите в нём этот черновик.",
        f"{reverse('documents:paper_create', args=[document.organisation.slug])}?kind={ORDER_REGULATION}",
        "Составить приказ",
        code=BY_ORDER,
    )
    yield from doubts(document)
