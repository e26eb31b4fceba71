"""Waves of a place in every state and mode, made through the services; some answered."""

from datetime import timedelta

from django.utils import timezone

from mentoring.surveys.enums import AnswerSide, Audience, Mode, Purpose, QuestionKind
from mentoring.surveys.models import Questionnaire, Wave
from mentoring.surveys.services.preparing import Plan, prepare_wave
from mentoring.surveys.services.replying import finish
from mentoring.surveys.services.tickets import drop_ticket
from mentoring.surveys.services.waves import cancel_wave, close_wave, start_wave
from mentoring.surveys.wording import Question, Section, Wording
from schools.models import Organisation, Person, User
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import open_wave
from tests.world import TODAY, YEAR


def lay_waves(organisation: Organisation, thing: str, curator: User) -> dict[str, list[int]]:
    """Noun → ids: a running named wave first; of anonymous ones also what was answered is told by the place's own word."""
    people = [one.pk for one in Person.objects.present().filter(organisation=organisation).order_by("pk")[:6]]
    named = _wave(organisation, thing, curator, Mode.NAMED, people)
    confidential = _wave(organisation, thing, curator, Mode.CONFIDENTIAL, people)
    blind = _wave(organisation, thing, curator, Mode.ANONYMOUS, people)
    closed = _wave(organisation, thing, curator, Mode.ANONYMOUS, people)
    draft = _wave(organisation, thing, curator, Mode.NAMED, people)
    cancelled = _wave(organisation, thing, curator, Mode.NAMED, people)
    for wave, answered in ((named, 2), (confidential, 2), (blind, 2), (closed, 5)):
        start_wave(wave, curator)
        for ticket in wave.tickets.order_by("pk")[:answered]:
            finish(ticket, {"useful": 7, "wish": f"{thing} пожелание"}, timezone.now())
    close_wave(closed, curator)
    cancel_wave(cancelled, curator)
    waiting = list(named.tickets.filter(answered_at=None).order_by("pk"))
    drop_ticket(waiting[-1], curator)
    part = blind.parts.get()
    return {
        "wave": [named.pk, confidential.pk, blind.pk, closed.pk, draft.pk, cancelled.pk],
        "draft wave": [draft.pk],
        "closed wave": [closed.pk],
        "ticket": [waiting[0].pk],
        "answered ticket": [named.tickets.filter(answered_at__isnull=False).order_by("pk")[0].pk],
        "anonymous part": [part.pk],
    }


def _wave(organisation: Organisation, thing: str, curator: User, mode: str, people: list[int]) -> Wave:
    own = Questionnaire.objects.create(
        organisation=organisation,
        title=f"{thing}: удовлетворённость",
        side=AnswerSide.ANYBODY,
        purpose=Purpose.SATISFACTION,
        mode=mode,
        content=words(thing).to_json(),
    )
    plan = Plan(
        title=f"{thing} анкетирование",
        mode=mode,
        parts=((AnswerSide.ANYBODY, own),),
        audience=Audience.LIST,
        opens_on=TODAY,
        # Answers are stamped by the real clock, which stands wherever it stands.
        closes_on=max(TODAY, timezone.localdate()) + timedelta(30),
        choice={"people": people},
    )
    return prepare_wave(organisation, AcademicYear(YEAR), plan, curator)


def words(thing: str) -> Wording:
    scale = Question("useful", QuestionKind.SCALE, f"{thing} дело полезно?", low="совсем нет", high="очень")
    text = Question("wish", QuestionKind.LONG, "Что изменить?", required=False)
    return Wording(f"{thing} анкета", f"{thing} вступление", "Спасибо!", (Section("", "", (scale, text)),))


def add_wave(organisation: Organisation, thing: str, people: list[Person]) -> None:
    """A running wave without the services' ceremony; only its rows matter here."""
    own = Questionnaire.objects.create(
        organisation=organisation, title=f"Опрос {thing}", content=words(thing).to_json()
    )
    for mode in Mode:
        open_wave(organisation, own, mode=mode, title=f"Опрос {thing}", asked=people, closes_on=TODAY + timedelta(99))
