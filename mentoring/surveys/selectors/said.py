"""What one person answered in a wave with names, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from schools.models import Organisation, User

from ..enums import QuestionKind
from ..models import Ticket, Wave
from ..rows import values_of
from ..telling import told
from ..wording import Question
from .items import kept_for_curator
from .sheets import Sheet
from .sight import sight
from .waves import with_names


@dataclass(frozen=True)
class Reading:
    """A question and its answer; `words` are empty when it was left out or not asked."""

    question: Question
    words: str


def answered_sheets(wave: Wave, roles: Iterable[str]) -> QuerySet[Ticket]:
    """Tickets with an answer, by name, for who may read it by person: of an anonymous wave nobody, of a confidential one the
    curator."""
    if not sight(wave, roles).persons:
        return Ticket.objects.none()
    return with_names(Ticket.objects.filter(wave=wave, is_blind=False, reply__isnull=False))


def sheets_of(user: User, organisation: Organisation) -> QuerySet[Ticket]:
    """Answered tickets with a name of the organisation's waves that the user sees; whether the user may read what was answered
    is said by `sight`."""
    waves = Wave.objects.visible_to(user).filter(organisation=organisation.legal_entity)
    rows = Ticket.objects.filter(wave__in=waves, is_blind=False, reply__isnull=False)
    return with_names(rows).select_related("wave__organisation", "part__edition", "reply")


def readings(ticket: Ticket, roles: Iterable[str]) -> list[tuple[str, list[Reading]]]:
    """(title of the section, its questions with answers), without what the viewer may not read: calls for help and «лучше не»
    are the curator's."""
    seen = sight(ticket.wave, roles)
    sheet = Sheet(ticket, whole=True)
    kept = kept_for_curator(sheet.wording, seen)
    values = values_of(sheet.wording, list(ticket.reply.answers.all()))
    if not seen.avoided:
        for question in sheet.wording.questions():
            if question.kind == QuestionKind.PERSONS and question.code in values:
                values[question.code] = {"preferred": values[question.code].get("preferred", [])}
    people = sheet.people(sheet.wording.questions())
    return [
        (
            section.title,
            [
                Reading(one, told(one, values.get(one.code), people.get(one.code, [])))
                for one in section.questions
                if one.code not in kept
            ],
        )
        for section in sheet.wording.sections
    ]
