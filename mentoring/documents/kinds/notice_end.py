"""The employer's notice that a mentor's duties end early, three working days ahead (ТК РФ, статья 351.8)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from mentoring.pairs.services import warn_pairs
from schools.models import User
from schools.papers.engine.blocks import Block, DateNumberPlace, DocTitle, Paragraph, Signature, Spacer
from schools.papers.enums import RegisterKind
from schools.papers.models import Document
from schools.russian import Case, capitalised, count, date_words
from schools.working_days import Calendar

from ..obstacle import Obstacle
from ..order_kinds import NOTICE
from ..pages.application import reason_words
from ..pages.labour import (
    PARTIES_BLANKS,
    calendar_link,
    consequences,
    day_asked,
    day_words,
    facts_named,
    gendered,
    is_labour,
    mentor_of,
    mentor_signs,
    orders_of,
    pair_obstacles,
    pairs_named,
    pairs_of_employees,
    paper_words,
    paragraphs_of,
    party_values,
    titled,
)
from ..pages.letterhead import letterhead_of
from ..services.labour import let_pairs_go
from ..words.blanks import Filling, fixed
from ..words.order_text import sentence
from ..words.people import Named, listed
from .kind import Ask, Kind, Part, Retention, Shelf, Stamp

WARNING = 3  # whole working days between the handing over and the last day


def agreements_of(document: Document) -> list[Document]:
    papers = {pair.agreement_id: pair.agreement for pair in pairs_named(document) if pair.agreement is not None}
    return list(papers.values())


def agreements_words(document: Document) -> str:
    """«Вместе с ним прекращается дополнительное соглашение от … № …»; nothing where there is none."""
    papers = agreements_of(document)
    if not papers:
        return ""
    words = listed([paper_words(paper) for paper in papers])
    if len(papers) == 1:
        return f"С этого же дня прекращается дополнительное соглашение {words}."
    return f"С этого же дня прекращаются дополнительные соглашения {words}."


def warned_words(document: Document) -> str:
    """«за четыре рабочих дня» in digits: how long before the last day the mentor is warned."""
    handed, last = day_asked(document, "handed"), day_asked(document, "last_day")
    if handed is None or last is None:
        return "не менее чем за три рабочих дня"
    return f"за {count(Calendar.read().between(handed, last), 'рабочий день', 'рабочих дня', 'рабочих дней')}"


def values(document: Document, stamp: Stamp) -> dict[str, Filling]:
    return {
        **party_values(document, stamp, facts_named(document, stamp)),
        "последний день": fixed(day_words(document, "last_day")),
        "день вручения": fixed(day_words(document, "handed")),
        "за сколько": fixed(warned_words(document)),
        "соглашение": fixed(agreements_words(document)),
        "причина": fixed(reason_words(document)),
    }


def greeting(mentor: Named) -> str:
    """«Уважаемый Борис Фомич!»"""
    person = mentor.person
    return f"{gendered(person, 'Уважаемый', 'Уважаемая')} {person.name} {person.patronymic}".strip() + "!"


def addressed_to(mentor: Named) -> str:
    """«Учителю физики / Зайцу Б.Ф.»"""
    standing = mentor.standing(Case.DATV)
    return "\n".join(part for part in (capitalised(standing), mentor.short(Case.DATV)) if part)


def compose(document: Document, stamp: Stamp, texts: Mapping[str, str]) -> list[Block]:
    entity = document.organisation.legal_entity
    mentor = mentor_of(document, stamp, facts_named(document, stamp))
    signer = stamp.signer
    person = mentor.person if mentor else None
    return [
        letterhead_of(entity),
        DateNumberPlace(date_words(stamp.day) if stamp.day else "", stamp.number, ""),
        *([Paragraph(addressed_to(mentor), align="aside", indent=False)] if mentor else []),
        Spacer(1),
        DocTitle("УВЕДОМЛЕНИЕ", "о досрочной отмене поручения о наставничестве"),
        *([Paragraph(greeting(mentor), align="centre", indent=False)] if mentor else []),
        *(Paragraph(sentence(line)) for line in paragraphs_of(texts["text"])),
        Signature(signer.post if signer else "Руководитель", signer.person.initials_name if signer else ""),
        Spacer(1),
        Paragraph(
            f"Уведомление {gendered(person, 'получил', 'получила')}, последний день наставничества мне известен.",
            indent=False,
            keep=True,
        ),
        Signature(by_hand=True, name=mentor.signature if mentor else ""),
    ]


def begin(document: Document, by: User) -> Mapping[str, Any]:
    """Handed over today; the duties end on the first day that the term allows."""
    pairs, today = pairs_named(document), document.organisation.today()
    document.ground = document.ground or (pairs[0].order if pairs else None)
    last = Calendar.read().add_working_days(today, WARNING + 1)
    return {"handed": today.isoformat(), "last_day": last.isoformat(), "pairs": [pair.pk for pair in pairs]}


def obstacles(document: Document, day: date) -> Iterable[Obstacle]:
    yield from pair_obstacles(document, day, labour=True)
    handed, last = day_asked(document, "handed"), day_asked(document, "last_day")
    if handed is None or last is None:
        return  # said as unanswered
    if handed < day:
        yield Obstacle(f"Уведомление датировано {day:%d.%m.%Y}: вручить его раньше, {handed:%d.%m.%Y}, нельзя.")
    calendar = Calendar.read()
    between = calendar.between(handed, last)
    if between < WARNING:
        first = calendar.add_working_days(handed, WARNING + 1)
        yield Obstacle(
            f"Между вручением {handed:%d.%m.%Y} и последним днём {last:%d.%m.%Y} "
            f"{count(between, 'рабочий день', 'рабочих дня', 'рабочих дней')}, а нужно не меньше трёх (ТК РФ, статья 351.8). "
            f"Последним днём может быть {first:%d.%m.%Y} или более поздний.",
            *calendar_link(document, handed.year),
        )
    for year in calendar.unknown_years(handed, last):
        yield Obstacle(
            f"В производственном календаре нет {year} года: перенос выходных не учтён. Сверьте срок с постановлением "
            "Правительства или попросите администратора внести перенесённые дни.",
            *calendar_link(document, year),
            blocks=False,
        )
    for pair in pairs_named(document):
        if pair.ends <= last:
            yield Obstacle(
                f"{pair}: срок и так кончается {pair.ends:%d.%m.%Y}, уведомление может быть не нужно.", blocks=False
            )
        if pair.notice_id not in (None, document.pk):
            yield Obstacle(f"{pair}: об отмене уже предупреждали. Новое уведомление заменит прежнее.", blocks=False)


def on_issue(document: Document, by: User) -> None:
    warn_pairs(pairs_named(document), document, by)


def annul_consequences(document: Document) -> Iterable[str]:
    return consequences(document, document.warned_pairs.all(), "Наставник снова не предупреждён об отмене")


def handed_to(document: Document, stamp: Stamp) -> list[Named]:
    """The mentor: the notice is handed over under a signature, and stands among the mentor's own papers."""
    mentor = mentor_of(document, stamp, facts_named(document, stamp))
    return [mentor] if mentor else []


KIND = Kind(
    code=NOTICE,
    label="Уведомление наставника о досрочной отмене",
    register=RegisterKind.OUTGOING,
    shelf=Shelf.LABOUR,
    about="Работодатель отменяет поручение раньше срока: наставника предупреждают не менее чем за три рабочих дня.",
    noun="Уведомление",
    retention=Retention("по номенклатуре дел"),
    begins="pair",
    settled_by_replacement=True,
    asks=(
        Ask("pairs", "Пары, которые прекращаются", "pairs", required=True, offered=pairs_of_employees),
        Ask("handed", "День вручения", "day", "Когда наставник получит уведомление под подпись", required=True),
        Ask(
            "last_day",
            "Последний день наставничества",
            "day",
            "Между днём вручения и этим днём — три полных рабочих дня",
            required=True,
        ),
        Ask("reason", "Причина", "text", "Необязательно: закон не требует её называть"),
    ),
    parts=(
        Part(
            "text",
            "Текст",
            "Поручение о наставничестве, которое дано Вам приказом {приказ}, отменяется досрочно. Оно касалось "
            "работы с {наставляемые:твор}. {причина}\n"
            "Последний день Вашего наставничества — {последний день}. По этот день начисляется и выплата "
            "за наставничество, если она была установлена. {соглашение}\n"
            "Уведомление вручается {день вручения}, то есть {за сколько} до последнего дня; статья 351.8 "
            "Трудового кодекса Российской Федерации требует не менее трёх. Основная работа и её условия не меняются.",
            "Каждый абзац с новой строки",
            9,
            ("последний день",),
        ),
    ),
    blanks={
        **PARTIES_BLANKS,
        "последний день": "последний день наставничества",
        "день вручения": "когда вручается",
        "за сколько": "за сколько рабочих дней: «за 3 рабочих дня»",
        "соглашение": "предложение о дополнительном соглашении; без него не печатается",
        "причина": "предложение о причине; без неё не печатается",
    },
    values=values,
    compose=compose,
    title=titled("Уведомление о досрочной отмене наставничества"),
    begin=begin,
    fits=is_labour,
    obstacles=obstacles,
    speaks_of=lambda document: [*orders_of(document), *agreements_of(document)],
    on_issue=on_issue,
    on_annul=let_pairs_go,
    annul_consequences=annul_consequences,
    acquainted=handed_to,
    signed_by=mentor_signs,
)
