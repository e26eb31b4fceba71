"""Questionnaires, waves and tickets of the cast.

`open_wave` lays rows straight, for tests of what comes after the start; `start` goes through the service, as everybody must.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.surveys.enums import AnswerSide, Audience, Mode, Purpose, QuestionKind, WaveStatus
from mentoring.surveys.models import BlindMarks, Edition, Questionnaire, Ticket, Wave, WavePart
from mentoring.surveys.tokens import ticket_hash
from mentoring.surveys.wording import Option, Question, Section, Wording
from schools.models import Organisation, Person, User
from tests import world as people
from tests.world import TODAY, YEAR, World

_numbers = count(1)
SURNAMES = ["Абрамова", "Быков", "Волкова", "Громов", "Дубова", "Ершов", "Жукова", "Зимин", "Ильина", "Карпов"]
CLOSES = TODAY + timedelta(14)


def scale(code: str = "useful", text: str = "Насколько полезны встречи?", **more: Any) -> Question:
    return Question(code, QuestionKind.SCALE, text, low="совсем нет", high="очень", **more)


def long_text(code: str = "wish", text: str = "Что изменить?", *, required: bool = False, **more: Any) -> Question:
    return Question(code, QuestionKind.LONG, text, required=required, **more)


def single(code: str = "place", text: str = "Где вы встречаетесь?", *texts: str, **more: Any) -> Question:
    options = tuple(Option(f"o{n}", one) for n, one in enumerate(texts or ("в школе", "на связи"), 1))
    return Question(code, QuestionKind.SINGLE, text, options=options, **more)


def matrix(code: str = "parts", text: str = "Оцените", *rows: str, **more: Any) -> Question:
    return Question(
        code,
        QuestionKind.MATRIX,
        text,
        rows=tuple(Option(f"r{n}", one) for n, one in enumerate(rows or ("встречи", "помощь"), 1)),
        **({"low": "совсем нет", "high": "очень"} | more),
    )


def wording(*questions: Question, title: str = "Как идут дела") -> Wording:
    """One section; without questions a scale and an optional text."""
    return Wording(title, "Ответьте, пожалуйста.", "Спасибо!", (Section("", "", questions or (scale(), long_text())),))


def make_questionnaire(
    organisation: Organisation,
    side: str = AnswerSide.MENTOR,
    *questions: Question,
    title: str = "",
    purpose: str = Purpose.PULSE,
    mode: str = Mode.NAMED,
    content: Wording | None = None,
) -> Questionnaire:
    title = title or f"Как идут дела {next(_numbers)}"
    return Questionnaire.objects.create(
        organisation=organisation,
        title=title,
        side=side,
        purpose=purpose,
        mode=mode,
        content=(content or wording(*questions, title=title)).to_json(),
    )


def make_wave(
    organisation: Organisation, *parts: Questionnaire, by: User | None = None, sides: Sequence[str] = (), **fields: Any
) -> Wave:
    """A wave being prepared: a part for each questionnaire, asked of its side unless `sides` says otherwise."""
    parts = parts or (make_questionnaire(organisation),)
    values = {
        "title": f"Пульс {next(_numbers)}",
        "year": YEAR,
        "purpose": parts[0].purpose,
        "mode": parts[0].mode,
        "audience": Audience.BANK,
        "opens_on": TODAY,
        "closes_on": CLOSES,
        "created_by": by,
    }
    wave = Wave.objects.create(organisation=organisation, **(values | fields))
    for side, one in zip(sides or [part.side for part in parts], parts, strict=True):
        WavePart.objects.create(wave=wave, side=side, questionnaire=one)
    return wave


def edition(questionnaire: Questionnaire) -> Edition:
    """The frozen wording, without what `freeze` fills in from the dictionaries."""
    found, _ = Edition.objects.get_or_create(
        questionnaire=questionnaire,
        digest=str(hash(str(questionnaire.content)))[:64],
        defaults={"number": questionnaire.editions.count() + 1, "content": questionnaire.content},
    )
    return found


def open_wave(
    organisation: Organisation,
    *parts: Questionnaire,
    asked: Iterable[Person] | Iterable[tuple[int, Person]] = (),
    **fields: Any,
) -> Wave:
    """A running wave laid straight: `asked` are people, or (number of the part, person). Nobody by default."""
    wave = make_wave(organisation, *parts, **fields)
    Wave.objects.filter(pk=wave.pk).update(status=WaveStatus.OPEN, started_at=timezone.now())
    wave.refresh_from_db()
    for part in wave.parts.select_related("questionnaire"):
        part.edition = edition(part.questionnaire)
        part.save()
    if wave.is_anonymous:
        BlindMarks.objects.create(wave=wave)
    own = list(wave.parts.all())
    for one in asked:
        number, person = one if isinstance(one, tuple) else (0, one)
        ticket_for(own[number], person)
    return wave


def ticket_for(part: WavePart, person: Person, **fields: Any) -> Ticket:
    """A ticket laid straight, at the next free place."""
    wave, nonce = part.wave, uuid4()
    values = {"opens_on": wave.opens_on, "closes_on": wave.closes_on, "place": wave.tickets.count()}
    return Ticket.objects.create(
        wave=wave,
        part=part,
        person=person,
        nonce=nonce,
        token_hash=ticket_hash(nonce),
        is_blind=wave.is_anonymous,
        **(values | fields),
    )


def teachers(organisation: Organisation, how_many: int) -> list[Person]:
    """New teachers of the organisation."""
    return [
        people.person(organisation, f"{SURNAMES[n % 10]} Вера Павловна", "учитель")
        for n in (next(_numbers) for _ in range(how_many))
    ]


def mentors(organisation: Organisation, how_many: int, status: str = BankStatus.CONFIRMED) -> list[Mentor]:
    return [people.mentor(one, status=status) for one in teachers(organisation, how_many)]


def mentees(organisation: Organisation, how_many: int, status: str = BankStatus.CONFIRMED) -> list[Mentee]:
    return [people.mentee(one, status=status) for one in teachers(organisation, how_many)]


def pupil(organisation: Organisation, name: str = "Ручьёв Лев Ильич", grade: str = "8Б") -> Person:
    return people.person(organisation, name, grade=grade, birth_date=date(2012, 4, 4))


def parent_of(child: Person, name: str = "Ручьёв Илья Петрович", relation: str = "отец") -> Person:
    from schools.models import Representation

    card = people.person(child.organisation, name)
    Representation.objects.create(representative=card, pupil=child, relation=relation)
    return card


def start(wave: Wave, world: World) -> Wave:
    """«Начать» by the school's curator."""
    from mentoring.surveys.services.waves import start_wave

    return start_wave(wave, world.anna)


def answer(ticket: Ticket, values: dict[str, Any] | None = None, *, on_paper: bool = False) -> Any:
    """Finish the sheet at noon of the ticket's first day; without values the answers to the standard questions."""
    from mentoring.surveys.services.replying import finish

    noon = datetime.combine(ticket.opens_on, time(12), ticket.wave.organisation.tz)
    return finish(ticket, values or {"useful": 8, "wish": "Чаще встречаться"}, noon, on_paper=on_paper)


def at(ticket: Ticket, day: date = TODAY, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    """A moment by the clock of the ticket's organisation."""
    return datetime.combine(day, time(hour, minute, second), ticket.wave.organisation.tz)


def blind(world: World, *asked: Person) -> Ticket:
    """The first ticket of an anonymous wave; Борис's, when nobody is named."""
    form = make_questionnaire(world.school, mode=Mode.ANONYMOUS)
    return open_wave(world.school, form, mode=Mode.ANONYMOUS, asked=asked or [world.boris_card]).tickets.order_by(
        "place"
    )[0]


def close(ticket: Ticket, now: datetime) -> None:
    """The ticket's wave as if it had been ended then."""
    Wave.objects.filter(pk=ticket.wave_id).update(status=WaveStatus.CLOSED, closed_at=now)
    ticket.wave.refresh_from_db()
