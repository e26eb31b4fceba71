"""A person's sheets when the data are destroyed: that somebody was asked and how the scales were marked stays for the figures,
whatever was written, chosen of people, begun or said about the person goes.

Blind replies belong to nobody and stay; where one names the person, the name is taken out as from any other text.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentoring.banks.models import Mentee, Mentor
from schools.destruction import About
from schools.models import Organisation, Person, User
from schools.traces import Traces, scrub_rows

from .enums import QuestionKind
from .models import Answer, Edition, Questionnaire, QuestionnaireEdit, Reply, SignalMark, Ticket, Wave
from .tokens import ticket_hash
from .wording import Wording

WRITTEN = frozenset({QuestionKind.SHORT, QuestionKind.LONG})
# Of a questionnaire's JSON: names by which the program knows its parts, never words. A login may read like one of them.
NAMES = frozenset(
    {"code", "kind", "item", "op", "value", "source", "target", "signal", "purpose", "side", "mode", "forms"}
)


def categories(person: Person) -> Iterator[str]:
    own = _own(person)
    if own.filter(Q(reply__isnull=False) | Q(draft__isnull=False)).exists():
        yield "ответы на анкеты: написанное, выбранные люди, незаконченное"
    elif own.exists():
        yield "приглашения к анкетам"


def erase(person: Person, traces: Traces, by: User) -> Iterator[About]:
    """Links stop to open, open tickets of the named modes are taken back.

    A ticket of an anonymous wave gets a new link that nobody has, used or not: taking back only the unused would tell who answered.
    """
    own = _own(person)
    for ticket in own.only("pk"):
        nonce = uuid4()
        Ticket.objects.filter(pk=ticket.pk).update(nonce=nonce, token_hash=ticket_hash(nonce))
    unused = own.filter(is_blind=False, answered_at__isnull=True, cancelled_at__isnull=True)
    unused.update(cancelled_at=timezone.now())
    own.filter(is_blind=False).update(draft=None, draft_saved_at=None)
    SignalMark.objects.filter(ticket__in=own.values("pk")).update(note="")
    replies = Reply.objects.filter(ticket__in=own.values("pk"))
    Answer.objects.filter(reply__in=replies).exclude(text="").delete()
    _forget_choices(person, replies)
    _erase_mentions(person.organisation, traces)
    yield from ()


def _own(person: Person) -> QuerySet[Ticket]:
    """The person's sheets, and those that parents filled in about the child."""
    return Ticket.objects.filter(Q(person=person) | Q(about=person))


def _forget_choices(person: Person, own: QuerySet[Reply]) -> None:
    """Whom the person chose, and who chose the person: both are gone among the pairs' preferences too."""
    entries = {
        "mentors": {str(pk) for pk in Mentor.objects.filter(person=person).values_list("pk", flat=True)},
        "mentees": {str(pk) for pk in Mentee.objects.filter(person=person).values_list("pk", flat=True)},
    }
    own_ids = list(own.values_list("pk", flat=True))
    for edition in Edition.objects.filter(questionnaire__organisation=person.organisation).iterator():
        for question in Wording.read_loosely(edition.content).questions():
            if question.kind == QuestionKind.PERSONS:
                rows = Answer.objects.filter(reply__part__edition=edition, item=question.code)
                rows.filter(Q(reply__in=own_ids) | Q(choice__in=entries.get(question.source, ()))).delete()


def _erase_mentions(place: Organisation, traces: Traces) -> None:
    answers = Answer.objects.filter(reply__wave__organisation=place).exclude(text="")
    scrub_rows(answers, ["text"], traces)
    scrub_rows(SignalMark.objects.filter(ticket__wave__organisation=place).exclude(note=""), ["note"], traces)
    scrub_rows(Wave.objects.filter(organisation=place), ["title"], traces)
    scrub_rows(Questionnaire.objects.filter(organisation=place), ["title"], traces)
    edits = QuestionnaireEdit.objects.filter(questionnaire__organisation=place)
    scrub_rows(edits, ["deed"], traces)
    _scrub_wordings(Questionnaire.objects.filter(organisation=place), ["content"], traces)
    _scrub_wordings(Edition.objects.filter(questionnaire__organisation=place), ["content"], traces)
    _scrub_wordings(edits, ["before", "after"], traces)
    for ticket in Ticket.objects.filter(wave__organisation=place, draft__isnull=False).select_related("part__edition"):
        if ticket.draft and ticket.part.edition:
            texts = {one.code for one in ticket.part.edition.wording.questions() if one.kind in WRITTEN}
            draft = {key: traces.without(value) if key in texts else value for key, value in ticket.draft.items()}
            if draft != ticket.draft:
                Ticket.objects.filter(pk=ticket.pk).update(draft=draft)


def _scrub_wordings(rows: QuerySet, fields: Iterable[str], traces: Traces) -> None:
    for row in rows.only("pk", *fields).iterator():
        old = {name: getattr(row, name) for name in fields}
        new = {name: _without(value, traces) for name, value in old.items()}
        if new != old:
            rows.model._base_manager.filter(pk=row.pk).update(**new)


def _without(value: Any, traces: Traces) -> Any:
    """The words of a questionnaire without the person, its names of parts untouched."""
    if isinstance(value, dict):
        return {key: one if key in NAMES else _without(one, traces) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, traces) for one in value]
    return traces.without(value)
