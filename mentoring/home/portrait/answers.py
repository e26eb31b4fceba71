"""What a person answered. An anonymous answer is nobody's, so it is not here and cannot be."""

from collections.abc import Iterator

from mentoring.surveys.enums import Mode
from mentoring.surveys.models import Ticket
from mentoring.surveys.rows import values_of
from mentoring.surveys.telling import told as told_answer
from mentoring.surveys.wording import Wording
from schools.models import Person

from .section import Section, told

COLUMNS = ("Вопрос", "Ответ")
ANONYMOUS = "Опрос анонимный: кто что ответил, не знает никто."
CURATORS = "Ответы видит только куратор."


def answered(person: Person, *, whole: bool) -> Iterator[Section]:
    tickets = Ticket.objects.filter(person=person).select_related("wave", "part__edition", "about", "reply")
    for ticket in tickets.order_by("pk"):
        title = f"Анкета «{ticket.wave.title}»" + (f", о ком: {ticket.about.full_name}" if ticket.about else "")
        if ticket.is_blind:
            yield Section(title, [("Приглашён", "да")], COLUMNS, ANONYMOUS)
        elif ticket.wave.mode == Mode.CONFIDENTIAL and not whole:
            yield Section(title, [("Приглашён", "да")], COLUMNS, CURATORS)
        else:
            rows = list(_answers(ticket)) or [("Приглашён", "да, ответа нет")]
            note = f"Ответ отправлен {told(ticket.answered_at)}." if ticket.answered_at else ""
            yield Section(title, rows, COLUMNS, note)


def _answers(ticket: Ticket) -> Iterator[tuple[str, str]]:
    edition = ticket.part.edition
    if edition is None:
        return
    wording = Wording.from_json(edition.content)
    reply = getattr(ticket, "reply", None)
    values = values_of(wording, list(reply.answers.all())) if reply is not None else (ticket.draft or {})
    for question in wording.questions():
        if words := told_answer(question, values.get(question.code)):
            yield question.text, words
