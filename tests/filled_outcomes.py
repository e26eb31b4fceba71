"""Answers of a place that wait for the curator: for the banks, for the pairs, calls for help; one of each already dealt with."""

from datetime import timedelta

from django.utils import timezone

from mentoring.banks.models import Mentee, Mentor
from mentoring.surveys.enums import AnswerSide, Audience, Mode, Purpose, QuestionKind, SignalKind
from mentoring.surveys.models import Answer, Questionnaire, Reply, Wave
from mentoring.surveys.rows import rows_of
from mentoring.surveys.services.calls import handle_signal
from mentoring.surveys.services.entries import leave_entry
from mentoring.surveys.services.preparing import Plan, prepare_wave
from mentoring.surveys.services.replying import finish
from mentoring.surveys.services.waves import start_wave
from mentoring.surveys.wording import Question, Section, Wording
from schools.models import Organisation, Person, User
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import open_wave
from tests.world import TODAY, YEAR


def lay_outcomes(organisation: Organisation, thing: str, curator: User) -> dict[str, list[int]]:
    """«reply»: keys as numbers (`UUID.int`), the first waits; tickets whose signal stands, and is dealt with."""
    year = {"organisation": organisation, "year": YEAR}
    mentees = [one.person for one in Mentee.objects.filter(**year).order_by("pk")[:3]]
    mentors = list(Mentor.objects.filter(**year).order_by("pk")[:2])
    named = {"preferred": [str(mentors[0].pk)], "avoided": [str(mentors[1].pk)]}
    request = _wave(organisation, thing, curator, Purpose.REQUEST, asks_request(thing), mentees)
    wish = _wave(organisation, thing, curator, Purpose.PREFERENCE, asks_people(thing), mentees)
    pulse = _wave(organisation, thing, curator, Purpose.PULSE, asks_pulse(thing), mentees)
    for ticket in request.tickets.all():
        finish(ticket, {"word": f"{thing} пожелание", "years": "много"}, timezone.now())
    finish(wish.tickets.all()[0], {"people": named}, timezone.now())
    calling = list(pulse.tickets.order_by("pk")[:2])
    for ticket in calling:
        finish(ticket, {"useful": 2, "help": "yes", "plea": f"{thing} просьба"}, timezone.now())
    waiting, left, _ = Reply.objects.filter(wave=request).order_by("ticket")
    leave_entry(left, curator)
    handle_signal(calling[1], SignalKind.HELP, f"{thing}: поговорили", curator)
    return {
        "reply": [waiting.pk.int, Reply.objects.get(wave=wish).pk.int, left.pk.int],
        "calling ticket": [calling[0].pk],
        "heard ticket": [calling[1].pk],
    }


def asks_request(thing: str) -> Wording:
    word = Question("word", QuestionKind.LONG, f"{thing}: что ещё важно?", target="note", required=False)
    years = Question("years", QuestionKind.SHORT, "Какой у вас стаж?", target="experience_years", required=False)
    return Wording(f"{thing} запрос", sections=(Section(questions=(word, years)),))


def asks_people(thing: str) -> Wording:
    people = Question("people", QuestionKind.PERSONS, "С кем?", source="mentors", target="preferred", required=False)
    return Wording(f"{thing} предпочтения", sections=(Section(questions=(people,)),))


def asks_pulse(thing: str) -> Wording:
    scale = Question("useful", QuestionKind.SCALE, "Полезны ли встречи?", low="нет", high="да")
    call = Question("help", QuestionKind.YES_NO, "Нужна помощь?", signal="help")
    plea = Question("plea", QuestionKind.SHORT, "Какая?", required=False)
    return Wording(f"{thing} пульс", sections=(Section(questions=(scale, call, plea)),))


def _own(organisation: Organisation, thing: str, purpose: str, words: Wording) -> Questionnaire:
    return Questionnaire.objects.create(
        organisation=organisation,
        title=f"{thing}: {Purpose(purpose).label}",
        side=AnswerSide.MENTEE,
        purpose=purpose,
        mode=Mode.CONFIDENTIAL,
        content=words.to_json(),
    )


def _wave(
    organisation: Organisation, thing: str, curator: User, purpose: str, words: Wording, people: list[Person]
) -> Wave:
    plan = Plan(
        title=f"{thing} {Purpose(purpose).label}",
        mode=Mode.CONFIDENTIAL,
        parts=((AnswerSide.MENTEE, _own(organisation, thing, purpose, words)),),
        audience=Audience.LIST,
        opens_on=TODAY,
        # Answers are stamped by the real clock, which stands wherever it stands.
        closes_on=max(TODAY, timezone.localdate()) + timedelta(30),
        choice={"people": [one.pk for one in people]},
    )
    return start_wave(prepare_wave(organisation, AcademicYear(YEAR), plan, curator), curator)


def add_outcomes(organisation: Organisation, thing: str, person: Person, curator: User) -> None:
    """One answer for the bank, two calls for help, one of them heard, without the services' ceremony."""
    for purpose, words, values in (
        (Purpose.REQUEST, asks_request(thing), {"word": "Слово", "years": "3"}),
        (Purpose.PULSE, asks_pulse(thing), {"useful": 2, "help": "yes", "plea": "Трудно"}),
        (Purpose.PULSE, asks_pulse(thing), {"useful": 2, "help": "yes"}),
    ):
        own = _own(organisation, thing, purpose, words)
        wave = open_wave(organisation, own, title=f"{thing} {Purpose(purpose).label}", asked=[person], settled_on=TODAY)
        ticket = wave.tickets.get()
        reply = Reply.objects.create(wave=wave, part=ticket.part, ticket=ticket, sent_at=timezone.now())
        rows = rows_of(words, values)
        for row in rows:
            row.reply = reply
        Answer.objects.bulk_create(rows)
        ticket.answered_at = reply.sent_at
        ticket.save(update_fields=["answered_at"])
    handle_signal(ticket, SignalKind.HELP, "Поговорили", curator)
