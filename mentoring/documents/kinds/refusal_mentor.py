"""A mentor's own early refusal of the duties (ТК РФ, статья 351.8): a statement, not a request."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schools.models import User
from schools.papers.engine.blocks import Block
from schools.papers.models import Document
from schools.russian import count
from schools.working_days import Calendar

from ..obstacle import Obstacle
from ..order_kinds import REFUSAL
from ..pages.application import application_blocks, reason_words
from ..pages.labour import (
    PARTIES_BLANKS,
    calendar_link,
    day_asked,
    day_words,
    facts_named,
    is_labour,
    mentor_of,
    mentor_signs,
    orders_of,
    pair_obstacles,
    pairs_named,
    pairs_of_employees,
    party_values,
    titled,
)
from ..words.blanks import Filling, fixed
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp
from .notice_end import WARNING


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    return {
        **party_values(document, stamp, facts_named(document, stamp)),
        "последний день": fixed(day_words(document, "last_day")),
        "причина": fixed(reason_words(document)),
    }


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    mentor = mentor_of(document, stamp, facts_named(document, stamp))
    return application_blocks(document, stamp.signer, mentor, "об отказе от наставничества", texts)


def begin(document: Document, by: User) -> Mapping[str, Any]:
    pairs, today = pairs_named(document), document.organisation.today()
    document.ground = document.ground or (pairs[0].order if pairs else None)
    last = Calendar.read().add_working_days(today, WARNING + 1)
    return {"last_day": last.isoformat(), "pairs": [pair.pk for pair in pairs]}


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from pair_obstacles(document, day, labour=True)
    last = day_asked(document, "last_day")
    if last is None:
        return  # said as unanswered
    if last < day:
        yield Obstacle(f"Последний день, {last:%d.%m.%Y}, раньше дня заявления, {day:%d.%m.%Y}.")
        return
    calendar = Calendar.read()
    between = calendar.between(day, last)
    if between < WARNING:
        yield Obstacle(
            f"От заявления до последнего дня {count(between, 'рабочий день', 'рабочих дня', 'рабочих дней')}. Закон "
            "называет срок в три рабочих дня для работодателя; с наставником о более коротком лучше договориться.",
            *calendar_link(document, day.year),
            blocks=False,
        )
    for year in calendar.unknown_years(day, last):
        yield Obstacle(
            f"В производственном календаре нет {year} года: перенос выходных не учтён, срок сверьте сами.",
            *calendar_link(document, year),
            blocks=False,
        )


KIND = Kind(
    code=REFUSAL,
    label="Отказ наставника",
    shelf=Shelf.LABOUR,
    about="Наставник-работник сам прекращает наставничество раньше срока. Согласия работодателя не нужно.",
    noun="Заявление",
    retention=Retention("по номенклатуре дел"),
    begins="pair",
    settled_by_replacement=True,
    asks=(
        Ask("pairs", "От каких пар отказывается", "pairs", required=True, offered=pairs_of_employees),
        Ask("last_day", "Последний день наставничества", "day", required=True),
        Ask("reason", "Причина", "text", "Необязательно: объяснять отказ наставник не обязан"),
    ),
    parts=(
        Part(
            "text",
            "Текст",
            "На основании статьи 351.8 Трудового кодекса Российской Федерации досрочно отказываюсь от обязанностей "
            "наставника, порученных мне {приказом}: от работы с {наставляемые:твор}.\n"
            "Последним днём моего наставничества прошу считать {последний день}. {причина}",
            "Каждый абзац с новой строки",
            6,
        ),
    ),
    blanks={
        **PARTIES_BLANKS,
        "последний день": "последний день наставничества",
        "причина": "предложение о причине; без неё не печатается",
    },
    values=values,
    compose=compose,
    title=titled("Отказ от наставничества"),
    begin=begin,
    fits=is_labour,
    obstacles=obstacles,
    speaks_of=orders_of,
    signed_by=mentor_signs,
)
