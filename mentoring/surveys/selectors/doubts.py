"""What can be in a wave and is hardly meant: asked about before the start, never refused."""

from datetime import timedelta

from schools.russian import count

from ..enums import Timing
from ..models import Wave
from .words import every_days

# A wave belongs to one academic year; what reaches further is likelier a slip of the hand.
YEAR = timedelta(366)
# Whoever is asked more often than once a week stops answering.
WEEK = 7
MEANT = "Так и задумано?"


def doubts_of(wave: Wave) -> list[str]:
    """Sentences that each ask whether it is meant so; none when nothing is odd. The wave need not be saved."""
    found = []
    today = wave.organisation.today()
    if wave.opens_on - today > YEAR:
        found.append(f"Первый день — {wave.opens_on:%d.%m.%Y}, больше чем через год. {MEANT}")
    elif today - wave.opens_on > YEAR:
        found.append(f"Первый день — {wave.opens_on:%d.%m.%Y}, больше года назад. {MEANT}")
    if wave.closes_on - max(wave.opens_on, today) > YEAR:
        found.append(f"Последний день — {wave.closes_on:%d.%m.%Y}: ответы будут принимать больше года. {MEANT}")
    if wave.timing == Timing.DATES:
        return found
    if (wave.first_after or 0) > YEAR.days:
        days = count(wave.first_after or 0, "день", "дня", "дней")
        when = f"за {days} до завершения" if wave.timing == Timing.PAIR_END else f"через {days} после начала работы"
        found.append(f"Спросим {when} пары: это больше года. {MEANT}")
    if wave.every and wave.open_for and wave.every < wave.open_for:
        sheets = count(-(-wave.open_for // wave.every), "анкеты", "анкет", "анкет")
        wait = count(wave.open_for, "день", "дня", "дней")
        found.append(
            f"Спрашивать {every_days(wave.every)}, а ответа ждать {wait}: у человека соберётся до {sheets} сразу. {MEANT}"
        )
    elif wave.every and wave.every < WEEK:
        found.append(f"Спрашивать {every_days(wave.every)}: чаще раза в неделю. {MEANT}")
    return found
