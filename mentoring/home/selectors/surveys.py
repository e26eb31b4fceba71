"""What surveys bring to the desks: calls for help and answers to the curator, results to the head, sheets to whoever is asked."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.text import Truncator

from mentoring.surveys.anonymity import FEWEST
from mentoring.surveys.enums import SignalKind, WaveStatus
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.calls import open_signals
from mentoring.surveys.selectors.entries import replies_for_entry
from mentoring.surveys.selectors.sight import sight
from mentoring.surveys.selectors.tickets import waiting_for
from mentoring.surveys.selectors.waves import counts_of
from schools.models import Organisation, User
from schools.russian import date_words, plural
from schools.years import AcademicYear

from .wait import Wait, to

# Lines of one kind on one desk.
LINES = 3
# A wave that ends so soon is spoken of while people are missing, one that begins so soon while it is not started.
SOON = timedelta(days=3)
# So long after its end a wave's results are news to the head.
NEWS = timedelta(days=14)


def survey_waits(user: User, organisation: Organisation, year: AcademicYear, day: date) -> list[Wait]:
    """The curator's, beside signals. Queries do not grow with people, waves or answers."""
    return [*entry_waits(user, organisation, year), *wave_waits(user, organisation, year, day)]


def signal_waits(user: User, organisation: Organisation, year: AcademicYear) -> list[Wait]:
    """Who asked for help by name, the rest by number. What they wrote is read on the page of signals only."""
    signals = open_signals(user, organisation.legal_entity, year)
    url = to(organisation, "surveys:signal_list")
    calls = [signal for signal in signals if signal.kind == SignalKind.HELP]
    named, others = calls[:LINES], len(signals) - len(calls[:LINES])
    waits = [
        Wait(1, f"Нужна помощь: {call.ticket.person.full_name}", url, "Разобраться", call.ticket.wave.title, owed=True)
        for call in named
    ]
    if others:
        words = plural(others, "сигнал", "сигнала", "сигналов") + " в ответах: паре нужно внимание"
        waits.append(Wait(others, words, url, "Посмотреть", owed=len(calls) > LINES))
    return waits


def entry_waits(user: User, organisation: Organisation, year: AcademicYear) -> list[Wait]:
    if not (n := replies_for_entry(user, organisation.legal_entity, year).count()):
        return []
    words = plural(n, "ответ ждёт", "ответа ждут", "ответов ждут") + " записи в банк или в предпочтения"
    return [Wait(n, words, to(organisation, "surveys:entry_list"), "Сверить и записать")]


def wave_waits(user: User, organisation: Organisation, year: AcademicYear, day: date) -> list[Wait]:
    """Waves whose end is near while people are missing, those that wait to be begun, and those being prepared."""
    place = organisation.legal_entity
    waves = Wave.objects.visible_to(user).filter(
        organisation=place, status__in=[WaveStatus.DRAFT, WaveStatus.OPEN], year=year.begins
    )
    rows = list(waves.select_related("organisation").order_by("closes_on", "pk"))
    ending = [wave for wave in rows if wave.status == WaveStatus.OPEN and wave.closes_on <= day + SOON]
    drafts = [wave for wave in rows if wave.status == WaveStatus.DRAFT]
    due = [wave for wave in drafts if wave.opens_on <= day + SOON]
    waits = []
    numbers = counts_of(ending)
    missing = [(wave, numbers[wave.pk].left) for wave in ending if numbers[wave.pk].left]
    for wave, n in missing[:LINES]:
        words = f"{plural(n, 'анкета не заполнена', 'анкеты не заполнены', 'анкет не заполнено')}: «{_title(wave)}»"
        term = "последний день — сегодня" if wave.closes_on == day else f"последний день — {date_words(wave.closes_on)}"
        waits.append(Wait(n, words, to(organisation, "surveys:wave_detail", wave.pk), "Кого нет", term))
    for wave in due[:LINES]:
        late = wave.opens_on <= day
        term = f"{'должно было начаться' if wave.opens_on < day else 'начало —'} {date_words(wave.opens_on)}"
        words = f"Анкетирование «{_title(wave)}» готово, но не начато"
        url = to(organisation, "surveys:wave_detail", wave.pk)
        waits.append(Wait(1, words, url, "Проверить и начать", term, owed=late))
    rest = len(drafts) - len(due[:LINES])
    if rest:
        words = plural(rest, "анкетирование готовится", "анкетирования готовятся", "анкетирований готовится")
        waits.append(Wait(rest, words, to(organisation, "surveys:wave_list"), "Показать"))
    return waits


def result_waits(user: User, organisation: Organisation, roles: frozenset[str], day: date) -> list[Wait]:
    """The head's: waves that ended lately, whose figures the head may see."""
    place = organisation.legal_entity
    ended = Wave.objects.visible_to(user).filter(
        organisation=place, status=WaveStatus.CLOSED, closed_at__date__gte=day - NEWS
    )
    waves = [
        wave
        for wave in ended.select_related("organisation").order_by("-closed_at", "-pk")
        if sight(wave, roles).figures
    ][:LINES]
    numbers = counts_of(waves)
    waits = []
    for wave in waves:
        n, asked = numbers[wave.pk].answered, numbers[wave.pk].asked
        words = f"{plural(n, 'ответ', 'ответа', 'ответов')} из {asked}: «{_title(wave)}»"
        if sight(wave, roles).protected and asked < FEWEST:
            # How many of so few answered would be told of somebody.
            n, words = 1, f"анкетирование завершено: «{_title(wave)}»"
        term = f"завершено {date_words(wave.closed_at.astimezone(place.tz).date())}" if wave.closed_at else ""
        waits.append(Wait(n, words, to(organisation, "surveys:wave_results", wave.pk), "Посмотреть итоги", term))
    return waits


def asked_waits(user: User, organisation: Organisation) -> list[Wait]:
    """The own sheets of whoever has signed in, those that close first in front."""
    waiting = waiting_for(user, organisation)
    waits = []
    for one in waiting[:LINES]:
        about = f" ({one.about})" if one.about else ""
        waits.append(
            Wait(
                1,
                f"Анкета «{Truncator(one.title).chars(100)}»{about}",
                reverse("answer:first", args=[one.token]),
                "Продолжить" if one.is_begun else "Ответить",
                f"ответить можно по {date_words(one.ticket.closes_on)}",
            )
        )
    if (rest := len(waiting) - LINES) > 0:
        words = "ещё " + plural(rest, "анкета ждёт", "анкеты ждут", "анкет ждут") + " вашего ответа"
        waits.append(Wait(rest, words, to(organisation, "surveys:my_surveys"), "Показать"))
    return waits


def _title(wave: Wave) -> str:
    return Truncator(wave.title).chars(100)
