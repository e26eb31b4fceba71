"""Surveys of the demo: a pulse that runs and has one call for help, a wave before the work that is over, an anonymous one with
figures to look at, requests that wait for the bank. What people say is invented and the same in every run.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import cycle
from typing import Any

from mentoring.surveys.answers import Values, settled
from mentoring.surveys.enums import Audience, QuestionKind, Timing
from mentoring.surveys.library import set_for
from mentoring.surveys.models import Ticket, Wave
from mentoring.surveys.selectors.tickets import now_at
from mentoring.surveys.services.preparing import Plan, prepare_wave
from mentoring.surveys.services.replying import finish
from mentoring.surveys.services.waves import close_wave, start_wave
from mentoring.surveys.wording import Question, Wording
from schools.models import Organisation, User

from .ground import card

# Marks, in turn: mostly good, as in life, with a few that make a picture worth looking at.
MARKS = (9, 8, 7, 10, 8, 6, 9, 5, 8, 10, 7, 9, 4, 8, 9, 6)
WORDS = (
    "Есть с кем посоветоваться в тот же день",
    "Разбор урока без оценок: спокойно и по делу",
    "Вместе приготовили открытый урок",
    "Понял, как говорить с родителями",
    "Хорошо, когда расписание даёт окно для встречи",
)
WISHES = (
    "Больше взаимных посещений",
    "Меньше бумаг, больше разговора",
    "Назначать встречи заранее, на месяц",
)
# What enters the bank of mentees.
ENTERING = {
    "experience_years": "3 года",
    "request_detail": "подготовка к олимпиаде, 7–8 классы",
    "note": "Удобно встречаться по средам после пятого урока",
}
# The mentor's and the mentee's marks of one pair lie apart.
APART = {"Орлик Тамара Никитична": 9, "Мартиросян Анаит Гагиковна": 6}
CALLS = "Седых Павел Ильич"
SILENT = "Заяц Борис Фомич"
PLEA = "Работаем в разные смены, не получается встречаться"


def lay_surveys(places: dict[str, Organisation], curators: dict[str, User]) -> None:
    """After banks and pairs: they are asked."""
    school, garden = places["kedrovaya"], places["skazka"]
    by = curators["kedrovaya"]
    before = begin(school, "before_teacher", by, days_ago=14, days_left=0, audience=Audience.PAIRS)
    reply(before, before.tickets.all(), usual())
    close_wave(before, by)
    happy = begin(
        school,
        "satisfaction_teacher",
        by,
        title="Удовлетворённость: итоги прошлого года",
        days_ago=21,
        days_left=0,
        audience=Audience.BANK,
    )
    reply(happy, happy.tickets.order_by("part", "person__name_key")[:20], usual())
    close_wave(happy, by)
    pulse = begin(school, "pulse", by, days_ago=3, days_left=2, audience=Audience.PAIRS)
    reply(pulse, pulse.tickets.exclude(person=card(school, SILENT)), of_the_pulse())
    asked = ["Голуб Инна Марковна", "Гоголева Любовь Ивановна", "Зенкевич Ольга Валерьевна", "Косых Зоя Марковна"]
    ask_for_requests(school, "request_teacher", asked, 2, by)
    ask_for_requests(
        garden, "request_kindergarten", ["Грицай Мила Андреевна", "Пикуль Ася Романовна"], 1, curators["skazka"]
    )


def ask_for_requests(place: Organisation, code: str, names: list[str], answered: int, by: User) -> None:
    """The first of these have answered and wait for the curator."""
    people = [card(place, name) for name in names]
    choice = {"people": [one.pk for one in people]}
    wave = begin(place, code, by, days_ago=4, days_left=6, audience=Audience.LIST, choice=choice)
    reply(wave, wave.tickets.filter(person__in=people[:answered]), usual())


def begin(
    place: Organisation, code: str, by: User, *, days_ago: int, days_left: int, title: str = "", **more: Any
) -> Wave:
    """A set of the library asked in these days and begun."""
    chosen = set_for(place, code)
    assert chosen is not None, code
    today = place.today()
    plan = Plan(
        title=title or chosen.title,
        mode=chosen.mode,
        parts=tuple((item.side, item) for item in chosen.items),
        timing=Timing.DATES,
        opens_on=today - timedelta(days_ago),
        closes_on=today + timedelta(days_left),
        **more,
    )
    return start_wave(prepare_wave(place, place.current_year(), plan, by), by)


type Answering = Callable[[Ticket, Wording], Values]


def reply(wave: Wave, tickets: Iterable[Ticket], answering: Answering) -> None:
    rows = Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets])
    for ticket in rows.select_related("wave__organisation", "part__edition", "person").order_by(
        "part", "person__name_key"
    ):
        assert ticket.part.edition is not None
        finish(ticket, answering(ticket, ticket.part.edition.wording), now_at(wave.organisation))


def usual() -> Answering:
    marks, words, wishes = cycle(MARKS), cycle(WORDS), cycle(WISHES)

    def answering(ticket: Ticket, wording: Wording) -> Values:
        values = {one.code: said(one, marks, wishes if one.code == "change" else words) for one in wording.questions()}
        return settled(wording, {code: value for code, value in values.items() if value is not None})

    return answering


def of_the_pulse() -> Answering:
    """Marks by the person; one calls for help."""
    plain = usual()

    def answering(ticket: Ticket, wording: Wording) -> Values:
        values = plain(ticket, wording)
        mark = APART.get(ticket.person.full_name, 8)
        for question in wording.questions():
            if question.kind == QuestionKind.SCALE:
                values[question.code] = mark
            if question.signal:
                values[question.code] = "yes" if ticket.person.full_name == CALLS else "no"
            if question.when and ticket.person.full_name == CALLS:
                values[question.code] = PLEA
        return settled(wording, values)

    return answering


def said(question: Question, marks: Iterable[int], words: Iterable[str]) -> Any:
    """One answer, the next in turn; people of the other side are not chosen here."""
    mark = next(iter(marks))
    options = [option.code for option in question.all_options]
    match question.kind:
        case QuestionKind.SCALE:
            return mark
        case QuestionKind.MATRIX:
            return {row.code: next(iter(marks)) for row in question.rows}
        case QuestionKind.SINGLE | QuestionKind.FREQUENCY:
            return options[mark % len(options)] if options else None
        case QuestionKind.YES_NO:
            return "no" if question.signal else ("yes" if mark > 5 else "no")
        case QuestionKind.MULTIPLE:
            return options[mark % len(options) :][: question.limit or 2] if options else None
        case QuestionKind.RANKING:
            turned = options[mark % len(options) :] + options[: mark % len(options)]
            return turned[: question.limit] if question.limit else turned
        case QuestionKind.SHORT | QuestionKind.LONG:
            return ENTERING.get(question.target) or next(iter(words))
    return None
