"""Order on stimulating payments to mentors. The law leaves amounts to local acts and the agreement (ТК РФ, статьи 129 и 351.8);
by the letter of Роструд of 06.05.2025 № ПГ/08383-6-1 the payment stimulates.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schools.models import User
from schools.papers.engine.blocks import AnnexMark, Block, Column, Heading, PageBreak, Table
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case, nbsp_document

from ..obstacle import Obstacle
from ..order_kinds import ORDER_PAYMENTS
from ..pages.mentoring_orders import (
    BLANKS,
    CONTROL,
    EXECUTOR,
    WHO_ANSWERS,
    appointed,
    day_in,
    mend,
    point,
    shared_values,
)
from ..pages.order import Expansion, annex_lines, order_blocks
from ..selectors.agreed_pay import agreed_pay, answers_by_agreements
from ..selectors.order_facts import cited_acts
from ..selectors.paid import agreements_in_force, mentors, mentors_at_work, period_of
from ..selectors.payment_doubts import doubts
from ..words.blanks import Filling, fixed
from ..words.labour_pay import NO_LOCAL_ACT
from ..words.order_text import day_or_line, enumerated, in_accordance
from ..words.payments import ASKS, MONEY, Payment, amount_words, of_amount, often_words, others_of, payments_of
from ..words.people import Named
from .kind import Ask, Kind, Part, Retention, Stamp

# More people than this stand in an annex, as pairs do.
PEOPLE_IN_TEXT = 3
# How names of acts begin in drafts of old, when the field asked for the genitive.
_GENITIVE = re.compile(r"(положения|порядка|коллективного|правил|приказа)\b", re.IGNORECASE)


def begin(document: Document, by: User) -> Mapping[str, Any]:
    starts, ends = period_of(document)
    agreed = agreed_pay(agreements_in_force(document))
    unpaid = [key for key, pay in agreed.items() if not pay.is_paid]
    paid = mentors_at_work(document).exclude(pk__in=unpaid).order_by("name_key", "pk")
    return {
        "people": list(paid.values_list("pk", flat=True)),
        "period": "month",
        **answers_by_agreements(agreed),
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
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
    if left := [one.named.person.short_name for one in found if one.is_gone]:
        words = "Карточка в архиве или данные уничтожены, выплату не устанавливают, снимите отметку"
        yield mend(document, point(f"{words}: {', '.join(left)}"))
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
        yield mend(document, NO_LOCAL_ACT)
    elif _GENITIVE.match(local):
        words = "«Локальный акт» написан в родительном падеже. Впишите, как он называется: Положение…, Порядок…"
        yield mend(document, words, blocks=False)
    yield from doubts(document, found, day)


KIND = Kind(
    code=ORDER_PAYMENTS,
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
        Ask("accountant", "Кто производит выплаты", "staff", empty="Бухгалтерия", legend=WHO_ANSWERS),
        CONTROL, EXECUTOR,
    ),
    begin=begin,
    obstacles=obstacles,
    acquainted=acquainted,
)  # fmt: skip
