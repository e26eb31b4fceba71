"""Order on stimulating payments to mentors. The law leaves amounts to local acts and the agreement (ТК РФ, статьи 129 и 351.8);
by the letter of Роструд of 06.05.2025 № ПГ/08383-6-1 the payment stimulates.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mentoring.banks.enums import Contingent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.models import Person, User
from schools.papers.engine.blocks import AnnexMark, Block, Column, Heading, PageBreak, Table
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case, nbsp_document
from schools.selectors.headship import signer_on
from schools.years import AcademicYear

from ..blanks import Filling, fixed
from ..labour_page import whole_number
from ..labour_pay import NOTHING, PERIODS
from ..mentoring_orders import BLANKS, CONTROL, EXECUTOR, PEOPLE, appointed, day_in, mend, point, shared_values
from ..order_page import Expansion, annex_lines, order_blocks
from ..order_text import day_or_line, enumerated, in_accordance
from ..payments import ASKS, MONEY, Payment, amount_words, of_amount, often_words, others_of, payments_of
from ..people import Named
from ..selectors.agreed_pay import AgreedPay, agreed_pay, answers_by_agreements
from ..selectors.obstacles import Obstacle
from ..selectors.order_facts import cited_acts
from .kind import Ask, Kind, Part, Retention, Stamp

# More people than this stand in an annex, as pairs do.
PEOPLE_IN_TEXT = 3
# How names of acts begin in drafts of old, when the field asked for the genitive.
_GENITIVE = re.compile(r"(положения|порядка|коллективного|правил|приказа)\b", re.IGNORECASE)


def mentors(document: Document) -> QuerySet[Person]:
    """Mentors of employees in this year's pairs that stand in orders."""
    pairs = ordered_pairs(document)
    return Person.objects.filter(organisation=document.organisation.legal_entity, pk__in=pairs.values("mentor__person"))


def ordered_pairs(document: Document) -> QuerySet[Pair]:
    year = AcademicYear(document.data.get("year") or document.organisation.current_year().begins)
    pairs = Pair.objects.filter(organisation=document.organisation.legal_entity, form__contingent=Contingent.TEACHERS)
    standing = pairs.filter(status__in=[PairStatus.ORDERED, PairStatus.ENDED])
    return standing.touching(year.start, year.end).begun()


def agreements_in_force(document: Document) -> QuerySet[Pair]:
    """This year's pairs in orders, with their mentors and agreements."""
    return ordered_pairs(document).filter(status=PairStatus.ORDERED).select_related("mentor__person", "agreement")


def begin(document: Document, by: User) -> Mapping[str, Any]:
    year = AcademicYear(document.data["year"])
    today = document.organisation.today()
    agreed = agreed_pay(agreements_in_force(document))
    unpaid = [key for key, pay in agreed.items() if not pay.is_paid]
    paid = mentors(document).exclude(pk__in=unpaid).order_by("name_key", "pk")
    return {
        "people": list(paid.values_list("pk", flat=True)),
        "period": "month",
        **answers_by_agreements(agreed),
        "starts": max(today, year.start).isoformat(),
        "ends": year.end.isoformat(),
        "acts": [],
    }


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    local = " ".join((document.data.get("local_act") or "").split()).strip(" .,;")
    accountant = appointed(document, "accountant", stamp)
    funds = " ".join((document.data.get("funds") or "").split()).strip(" .,;")
    who = accountant.short_with_standing(Case.DATV) if accountant else "бухгалтерии"
    return {
        **shared_values(document, stamp),
        "основания": fixed(
            ", ".join(
                phrase
                for phrase in (
                    in_accordance(["статьями 129 и 351.8 Трудового кодекса Российской Федерации", *cited_acts(document)]),
                    # In brackets, where the name of the act stands as it is written: no case is asked of anybody.
                    f"на основании локального нормативного акта организации ({local})" if local else "",
                )
                if phrase
            )
        ),
        "выплаты": fixed("{выплаты}"),
        "бухгалтерия": fixed(point(f"{who} начислять выплаты и перечислять их вместе с заработной платой"
                                   f"{', ' + funds if funds else ''}")),
    }  # fmt: skip


def period_words(document: Document) -> str:
    starts, ends = day_in(document, "starts"), day_in(document, "ends")
    return f"с {day_or_line(starts)} по {day_or_line(ends)}"


def expansion(document: Document, found: list[Payment]) -> Expansion:
    lead = f"Установить на период {period_words(document)} стимулирующие выплаты за наставничество"
    often = often_words(document)
    if len(found) > PEOPLE_IN_TEXT:
        return Expansion(f"{lead} ({often}) работникам согласно приложению к настоящему приказу.")
    if len(found) == 1:
        [one] = found
        return Expansion(
            f"Установить на период {period_words(document)} {one.named.short_with_standing(Case.DATV)} стимулирующую выплату "
            f"за наставничество в размере {of_amount(document, one.amount)} {often}."
        )
    if not found:
        return Expansion(f"{lead}: (работники ещё не выбраны).")
    points = [f"{one.named.short_with_standing(Case.DATV)} — {amount_words(document, one.amount)}" for one in found]
    return Expansion(f"{lead} ({often}):", enumerated(points))


def annex(document: Document, stamp: Stamp, found: list[Payment]) -> list[Block]:
    if len(found) <= PEOPLE_IN_TEXT:
        return []
    table = Table(
        columns=(
            Column("Фамилия, имя, отчество", 38),
            Column("Должность", 34),
            Column("Размер выплаты", 28),
        ),
        rows=tuple(
            (one.named.full(), one.named.standing(Case.NOMN), amount_words(document, one.amount)) for one in found
        ),
        numbered=True,
    )
    title = f"Стимулирующие выплаты за наставничество\n{period_words(document)}"
    return [PageBreak(), AnnexMark(annex_lines(document, stamp)), Heading(nbsp_document(title), "centre"), table]


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    found = payments_of(document, stamp)
    return order_blocks(
        document,
        stamp,
        texts,
        {"выплаты": expansion(document, found)},
        acquainted(document, stamp),
        annex(document, stamp, found),
    )


def acquainted(document: Document, stamp: Stamp) -> list[Named]:
    """Those who are paid, who pays and who controls, but for the one who signs."""
    signer = stamp.signer.person_id if stamp.signer else None
    named = [one.named for one in payments_of(document, stamp) if one.named.person.pk != signer]
    named += [one for role in ("accountant", "control") if (one := appointed(document, role, stamp))]
    return named


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    found = payments_of(document, Stamp(day=day))
    if not found:
        yield mend(document, "В приказе не назван ни один наставник.")
    for other in others_of(document):
        if other.person is None:
            yield mend(document, f"Строка «{other.line}»: такого человека среди получателей нет или их несколько.")
        elif other.amount is None:
            yield mend(document, f"Строка «{other.line}»: впишите размер числом после двоеточия.")
    if nameless := [one.named.person.short_name for one in found if not one.amount]:
        yield mend(document, point(f"Не указан размер выплаты: {', '.join(nameless)}"))
    starts, ends = day_in(document, "starts"), day_in(document, "ends")
    if starts and ends and ends < starts:
        yield mend(document, "Период выплат заканчивается раньше, чем начинается. Поправьте даты.")
    local = (document.data.get("local_act") or "").strip()
    if not local:
        yield mend(document, "Не назван локальный акт, по которому устанавливаются выплаты.")
    elif _GENITIVE.match(local):
        words = "«Локальный акт» написан в родительном падеже. Впишите, как он называется: Положение…, Порядок…"
        yield mend(document, words, blocks=False)
    yield from _doubts(document, found, day)


def _doubts(document: Document, found: list[Payment], day: date) -> Iterable[Obstacle]:
    head = signer_on(document.organisation.legal_entity, day)
    if head is not None and any(one.named.person.pk == head.person_id for one in found):
        yield mend(document, "Выплату руководителю устанавливает учредитель, а не собственный приказ.", blocks=False)
    pairs = list(agreements_in_force(document))
    standing = {pair.mentor.person_id for pair in pairs}
    if idle := [one.named.person.short_name for one in found if one.named.person.pk not in standing]:
        yield mend(document, point(f"Не закреплены приказом ни за кем: {', '.join(idle)}"), blocks=False)
    yield from _differences(document, found, agreed_pay(pairs))
    owed = {pair.mentor.person_id for pair in pairs if pair.agreement_id is None}
    if bare := [one.named.person.short_name for one in found if one.named.person.pk in owed]:
        yield mend(
            document,
            point(f"Нет дополнительного соглашения, а размер и условия выплат указывают в нём: {', '.join(bare)}"),
            blocks=False,
        )


def _differences(document: Document, found: list[Payment], agreed: Mapping[int, AgreedPay]) -> Iterable[Obstacle]:
    """Where the order pays otherwise than the agreements promise, by name."""
    way, period = document.data.get("pay") or "", document.data.get("period") or "month"
    for one in found:
        pay = agreed.get(one.named.person.pk)
        if pay is None or one.amount is None or (pay.way, pay.period, pay.amount) == (way, period, one.amount):
            continue
        here = f"{amount_words(document, one.amount)}, {often_words(document)}"
        there = "; ".join(f"{_inside(paper)} — {_promised(paper)}" for paper in pay.papers)
        yield mend(
            document,
            point(f"{one.named.person.short_name}: в приказе {here}, а по соглашению иначе: {there}"),
            blocks=False,
        )


def _inside(paper: Document) -> str:
    words = str(paper)
    return words[:1].lower() + words[1:]


def _promised(paper: Document) -> str:
    """«3 000 рублей, ежемесячно», as the agreement has it."""
    if paper.data.get("pay") == NOTHING:
        return "без выплаты"
    often = dict(PERIODS).get(paper.data.get("period") or "", "ежемесячно")
    return f"{amount_words(paper, whole_number(paper.data.get('amount') or ''))}, {often}"


KIND = Kind(
    code="order_payments",
    label="Приказ о выплатах наставникам",
    about="Устанавливает наставникам стимулирующие выплаты: кому, сколько, за какой период и по какому локальному акту.",
    register=RegisterKind.PERSONNEL,
    retention=Retention("50 лет, до 2003 года — 75 лет", "ст. 434, приказ Росархива № 236"),
    begins="organisation",
    parts=(
        Part("heading", "Заголовок", "О стимулирующих выплатах за наставничество", "Отвечает на вопрос «о чём приказ»"),
        Part("preamble", "Преамбула", "{основания}", "Слово «ПРИКАЗЫВАЮ:» встанет само", 4),
        Part(
            "points",
            "Пункты",
            "{выплаты}\n{бухгалтерия}\n{контроль}",
            "Каждый пункт с новой строки; номера встанут сами",
            6,
            ("выплаты",),
        ),
    ),
    blanks={
        **{name: words for name, words in BLANKS.items() if name not in ("куратор", "начало", "кого")},
        "основания": "статьи Трудового кодекса, акты и локальный акт одной фразой",
        "выплаты": "пункт о том, кому и сколько; больше трёх человек — в приложении",
        "бухгалтерия": "пункт о том, кто производит выплаты",
    },
    values=values,
    compose=compose,
    asks=(
        Ask("people", "Кому", "people", "Наставники, закреплённые приказами этого года", required=True, offered=mentors),
        *ASKS,
        Ask("local_act", "Локальный акт", "text", "Как он называется, как и в соглашении: Положение об оплате труда "
            "от 01.09.2025 № 20, пункт 4.2", legend=MONEY),
        Ask("funds", "За счёт чего", "text", "Например: в пределах фонда стимулирующих выплат", legend=MONEY),
        Ask("acts", "Правовые акты", "acts", legend="Основания"),
        Ask("accountant", "Кто производит выплаты", "staff", empty="Бухгалтерия", legend=PEOPLE),
        CONTROL, EXECUTOR,
    ),
    begin=begin,
    obstacles=obstacles,
    acquainted=acquainted,
)  # fmt: skip
