"""What pages of waves say: who will be asked, what a mode means, when."""

from collections.abc import Iterable

from schools.russian import count

from ..enums import AnswerSide, Mode, Timing
from ..models import Wave
from .audience import Asked

# Whom we ask: «1 наставника, 2 наставников».
WHOM: dict[str, tuple[str, str, str]] = {
    AnswerSide.MENTOR: ("наставника", "наставников", "наставников"),
    AnswerSide.MENTEE: ("наставляемого", "наставляемых", "наставляемых"),
    AnswerSide.CURATOR: ("куратора", "кураторов", "кураторов"),
    AnswerSide.PARENT: ("родителя", "родителей", "родителей"),
    AnswerSide.ANYBODY: ("человека из списка", "человек из списка", "человек из списка"),
}
# Told to the curator before the start; the respondent reads it on the first page in other words.
MODES: dict[str, str] = {
    Mode.NAMED: "Кто что ответил, видят куратор и руководитель.",
    Mode.CONFIDENTIAL: "Кто что ответил, видит только куратор. Руководителю — итоги без имён, по группам от пяти человек.",
    Mode.ANONYMOUS: (
        "Кто что ответил, не узнает никто, и куратор тоже: видно только, сколько ответило. Итоги появятся, когда "
        "анкетирование завершится; открыть его снова будет нельзя."
    ),
}


def how_many(asked: Iterable[Asked]) -> str:
    """«24 человека: 12 наставников, 12 наставляемых», in the accusative; empty when nobody."""
    rows = list(asked)
    people = {one.person.pk for one in rows}
    if not people:
        return ""
    sides: dict[str, set[int]] = {}
    for one in rows:
        sides.setdefault(one.side, set()).add(one.person.pk)
    words = ", ".join(count(len(who), *WHOM[side]) for side, who in sides.items())
    if len(sides) == 1:
        return words
    return f"{count(len(people), 'человека', 'человек', 'человек')}: {words}"


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
    again = f" и затем каждые {count(wave.every, 'день', 'дня', 'дней')}" if wave.every else ""
    return f"через {days} после начала работы каждой пары{again}, ждём ответа {wait}"
