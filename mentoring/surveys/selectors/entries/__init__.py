"""What an answer would write into a bank or among the pairs' preferences, beside what stands there now."""

from mentoring.banks.models import Mentee, Mentor

from ...enums import AnswerSide, Mode
from ...models import Reply
from ...rows import values_of
from ...telling import told
from .mentee import mentee_rows
from .mentor import mentor_rows
from .preferences import GONE, preference_rows
from .proposal import NOWHERE, Proposal, Row, bank_of
from .waiting import replies_for_entry

__all__ = ["GONE", "NOWHERE", "Proposal", "Row", "proposal_of", "replies_for_entry"]


def proposal_of(reply: Reply, detail_for: int | None = None) -> Proposal:
    """Side by side. `detail_for`: the topic that a detail said once belongs to (`NOWHERE`: to none).

    Raises ValueError for a blind reply: nobody knows whose it is.
    """
    if reply.ticket is None or reply.part.edition is None or reply.wave.mode == Mode.ANONYMOUS:
        raise ValueError("a blind reply enters nothing")
    wording = reply.part.edition.wording
    values = values_of(wording, list(reply.answers.all()))
    targets = {question.target: question for question in wording.questions() if question.target}
    person = reply.ticket.about or reply.ticket.person
    bank = bank_of(reply.part.side, targets.keys())
    model = Mentor if bank == "mentor" or (bank == "preferences" and reply.part.side == AnswerSide.MENTOR) else Mentee
    entry = (
        model._default_manager.filter(person=person, year=reply.wave.year)
        .select_related("organisation", "person")
        .first()
    )
    proposal = Proposal(reply, person, bank, entry, detail_for=detail_for)
    given = {target: values[question.code] for target, question in targets.items() if question.code in values}
    build = {"mentor": mentor_rows, "mentee": mentee_rows, "preferences": preference_rows}[bank]
    proposal.rows = list(build(proposal, given, targets))
    entering = {question.code for question in targets.values()}
    proposal.others = [
        (question.text, told(question, values[question.code]))
        for question in wording.questions()
        if question.code in values and question.code not in entering
    ]
    if proposal.detail and proposal.detail_for == NOWHERE:
        # Nothing that was said is lost to the eye.
        proposal.others.insert(0, ("Уточнение", proposal.detail))
    return proposal
