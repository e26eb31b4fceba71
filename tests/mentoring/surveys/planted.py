"""Surveys full of one person: asked, answered, begun, named by others, in every column that holds words."""

from mentoring.banks.models import Mentor
from mentoring.surveys.enums import AnswerSide, Audience, Mode, Purpose, QuestionKind, SignalKind
from mentoring.surveys.models import SignalMark, Ticket, Wave
from mentoring.surveys.services.editing import edit_head, head_values
from mentoring.surveys.wording import Question
from schools.models import Person
from tests.mentoring.surveys.cast import answer, long_text, make_questionnaire, make_wave, scale, start, teachers
from tests.world import World

NAMED = "Спросить Кукушкина Эраста Мефодьевича"


def plant_surveys(person: Person, world: World) -> None:
    """`person` is a mentor of the year, Кукушкин Эраст Мефодьевич; see `tests/planted.py`."""
    sofya = world.sofya_card
    form = make_questionnaire(
        world.school,
        AnswerSide.ANYBODY,
        scale(help=NAMED),
        long_text(),
        title=f"{NAMED}: прежнее",
    )
    values = head_values(form) | {"title": f"Анкета: {NAMED}", "intro": NAMED}
    edit_head(form, values, world.anna)
    wave = asked(world, form, [person, sofya], title=f"Пульс: {NAMED}")
    own, hers = (wave.tickets.get(person=one) for one in (person, sofya))
    answer(own, {"useful": 3, "wish": "зюзя-ответ"})
    answer(hers, {"useful": 9, "wish": "Помог Э. М. Кукушкин"})
    for ticket, note in ((own, "зюзя-поговорили"), (hers, "Поговорил Кукушкин Эраст")):
        SignalMark.objects.create(ticket=ticket, kind=SignalKind.LOW, note=note, handled_by=world.anna)
    begun = asked(world, form, [person, sofya], title="Вторая")
    for ticket in begun.tickets.all():
        words = "зюзя-черновик" if ticket.person == person else "Эраст Мефодьевич Кукушкин"
        Ticket.objects.filter(pk=ticket.pk).update(
            draft={"useful": 5, "wish": words}, draft_saved_at=wave.started_at, started_at=wave.started_at
        )
    blind = make_questionnaire(world.school, AnswerSide.ANYBODY, scale(), long_text(), mode=Mode.ANONYMOUS)
    secret = asked(world, blind, [person, sofya, *teachers(world.school, 4)], mode=Mode.ANONYMOUS)
    for ticket in secret.tickets.all():
        answer(ticket, {"useful": 7, "wish": "Кукушкин Эраст Мефодьевич строг"})
    _choices(person, world)


def _choices(person: Person, world: World) -> None:
    """Софья has chosen the person's place in the bank."""
    question = Question("people", QuestionKind.PERSONS, "С кем?", source="mentors", target="preferred", required=False)
    form = make_questionnaire(world.school, AnswerSide.MENTEE, question, scale(), purpose=Purpose.PREFERENCE)
    wave = asked(world, form, [world.sofya_card], mode=Mode.CONFIDENTIAL)
    entry, other = Mentor.objects.get(person=person), world.mentor
    answer(wave.tickets.get(), {"useful": 5, "people": {"preferred": [str(other.pk), str(entry.pk)]}})


def asked(world: World, form, people: list[Person], **fields) -> Wave:
    """A running wave that asks exactly these."""
    choice = {"people": [one.pk for one in people]}
    return start(make_wave(world.school, form, audience=Audience.LIST, choice=choice, **fields), world)
