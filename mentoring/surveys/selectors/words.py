"""What pages of waves say: who will be asked, what a mode means, when."""

from collections.abc import Iterable

from schools.russian import count, plural

from ..enums import AnswerSide, Mode, Timing
from ..models import Wave
from .audience import Asked

# Whom we ask: «1 наставника, 2 наставников», and beyond twenty, where a numeral of two words stands, «22 наставника».
WHOM: dict[str, tuple[str, str, str]] = {
    AnswerSide.MENTOR: ("наставника", "наставников", "наставника"),
    AnswerSide.MENTEE: ("наставляемого", "наставляемых", "наставляемых"),
    AnswerSide.CURATOR: ("куратора", "кураторов", "куратора"),
    AnswerSide.PARENT: ("родителя", "родителей", "родителя"),
    AnswerSide.ANYBODY: ("человека из списка", "человек из списка", "человека из списка"),
}
# Told to the curator before the start; the respondent reads it on the first page in other words.
MODES: dict[str, str] = {
    Mode.NAMED: "Кто что ответил, видят куратор и руководитель. Просьбы о помощи и «лучше не вместе» — только куратор.",
    Mode.CONFIDENTIAL: "Кто что ответил, видит только куратор. Руководителю — итоги без имён, по группам от пяти человек.",
    Mode.ANONYMOUS: (
        "Кто что ответил, не узнает никто, и куратор тоже: видно только, сколько ответило. Итоги появятся, когда "
        "анкетирование завершится; открыть его снова будет нельзя."
    ),
}


def whom(n: int, one: str, many: str, beyond: str) -> str:
    """Living beings after a number in the accusative: «1 человека, 2 человек, 5 человек, 22 человека»."""
    return count(n, one, beyond if n > 20 else many, many)


def people_asked(n: int) -> str:
    """«23 человека», as in «спросили»."""
    return whom(n, "человека", "человек", "человека")


def every_days(days: int) -> str:
    """«каждый день», «каждый 21 день», «каждые 30 дней»."""
    if days == 1:
        return "каждый день"
    return f"{plural(days, 'каждый', 'каждые', 'каждые')} {count(days, 'день', 'дня', 'дней')}"


def how_many(asked: Iterable[Asked]) -> str:
    """«24 человека: 12 наставников, 12 наставляемых», in the accusative; empty when nobody."""
    rows = list(asked)
    people = {one.person.pk for one in rows}
    if not people:
        return ""
    sides: dict[str, set[int]] = {}
    for one in rows:
        sides.setdefault(one.side, set()).add(one.person.pk)
    words = ", ".join(whom(len(who), *WHOM[side]) for side, who in sides.items())
    if len(sides) == 1:
        return words
    return f"{people_asked(len(people))}: {words}"


def sheets(asked: Iterable[Asked]) -> str:
    """«30 листков», when somebody gets more than one; else nothing."""
    rows = list(asked)
    if len(rows) == len({one.person.pk for one in rows}):
        return ""
    return count(len(rows), "листок", "листка", "листков")


def when(wave: Wave) -> str:
    """In what days, as a phrase."""
    if wave.timing == Timing.DATES:
        return f"с {wave.opens_on:%d.%m.%Y} по {wave.closes_on:%d.%m.%Y}"
    days = count(wave.first_after or 0, "день", "дня", "дней")
    wait = count(wave.open_for or 0, "день", "дня", "дней")
    if wave.timing == Timing.PAIR_END:
        return f"за {days} до завершения каждой пары, ждём ответа {wait}"
    again = f" и затем {every_days(wave.every)}" if wave.every else ""
    return f"через {days} после начала работы каждой пары{again}, ждём ответа {wait}"
