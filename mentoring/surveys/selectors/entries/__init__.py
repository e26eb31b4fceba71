"""What an answer would write into a bank or among the pairs' preferences, beside what stands there now."""

from django.db.models import Q, QuerySet

from mentoring.banks.models import Mentee, Mentor
from schools.models import Organisation, User
from schools.years import AcademicYear

from ...enums import AnswerSide, Mode, Purpose
from ...models import Reply
from ...rows import values_of
from ...telling import told
from ...wording import Question
from .mentee import mentee_rows
from .mentor import mentor_rows
from .preferences import GONE, preference_rows
from .proposal import Proposal, Row

__all__ = ["ENTERING", "GONE", "Proposal", "Row", "proposal_of", "replies_for_entry"]

# Purposes whose answers may enter a bank or the pairs; others never wait for the curator.
ENTERING = frozenset({Purpose.REQUEST, Purpose.READINESS, Purpose.PREFERENCE})


def replies_for_entry(user: User, organisation: Organisation, year: AcademicYear) -> QuerySet[Reply]:
    """Replies of the year that may enter a bank or the pairs and about which nothing was decided, oldest first."""
    return (
        Reply.objects.visible_to(user)
        .filter(wave__organisation=organisation, wave__year=year.begins, wave__purpose__in=ENTERING)
        .filter(is_blind=False, decision__isnull=True)
        # Of those who left nothing is entered; a parent who left may have spoken of a child who stays.
        .filter(
            Q(ticket__about__isnull=True, ticket__person__archived_on__isnull=True)
            | Q(ticket__about__isnull=False, ticket__about__archived_on__isnull=True)
        )
        .select_related("wave", "part__edition", "ticket__person", "ticket__about")
        .order_by("sent_at", "pk")
    )


def proposal_of(reply: Reply) -> Proposal:
    """Side by side. Raises ValueError for a blind reply: nobody knows whose it is."""
    if reply.ticket is None or reply.part.edition is None or reply.wave.mode == Mode.ANONYMOUS:
        raise ValueError("a blind reply enters nothing")
    wording = reply.part.edition.wording
    values = values_of(wording, list(reply.answers.all()))
    targets = {question.target: question for question in wording.questions() if question.target}
    person = reply.ticket.about or reply.ticket.person
    bank = _bank_of(reply, targets)
    model = Mentor if bank == "mentor" or (bank == "preferences" and reply.part.side == AnswerSide.MENTOR) else Mentee
    entry = (
        model._default_manager.filter(person=person, year=reply.wave.year)
        .select_related("organisation", "person")
        .first()
    )
    proposal = Proposal(reply, person, bank, entry)
    given = {target: values[question.code] for target, question in targets.items() if question.code in values}
    build = {"mentor": mentor_rows, "mentee": mentee_rows, "preferences": preference_rows}[bank]
    proposal.rows = list(build(proposal, given, targets))
    entering = {question.code for question in targets.values()}
    proposal.others = [
        (question.text, told(question, values[question.code]))
        for question in wording.questions()
        if question.code in values and question.code not in entering
    ]
    return proposal


def _bank_of(reply: Reply, targets: dict[str, Question]) -> str:
    if {"preferred", "avoided"} & targets.keys():
        return "preferences"
    if {"strengths", "strength_detail", "capacity"} & targets.keys() or reply.part.side == AnswerSide.MENTOR:
        return "mentor"
    return "mentee"
