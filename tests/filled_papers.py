"""Pairs in every state, the orders and consents on them, work of the background."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from mentoring.banks.models import Mentee, Mentor, MentoringForm
from mentoring.consents.enums import Purpose
from mentoring.consents.services import sign_consent, withdraw_consent
from mentoring.documents.services.orders import draft_change, draft_order, issue_order
from mentoring.documents.services.sheets import prepare_sheets
from mentoring.documents.services.withdrawals import print_withdrawal
from mentoring.pairs.models import Pair
from mentoring.pairs.services import approve_pairs, cancel_pair, propose_pair, return_pairs, submit_pairs
from schools.models import Organisation, User
from schools.papers.enums import JobStatus
from schools.papers.models import Document, Job
from schools.papers.services.documents import annul_document, enter_elsewhere
from schools.papers.services.files import store_file
from tests.filled_places import ENDS, Words
from tests.scans import PDF
from tests.world import TODAY, YEAR


def lay_pairs(
    organisation: Organisation, mentors: list[Mentor], mentees: list[Mentee], curator: User, head: User
) -> dict[str, Pair]:
    form = MentoringForm.objects.get(code="teacher-teacher")

    def propose(mentor: Mentor, *chosen: Mentee) -> Pair:
        return propose_pair(
            organisation,
            mentor,
            chosen,
            form=form,
            kinds=[],
            starts=TODAY,
            ends=ENDS,
            reason="Один предмет.",
            by=curator,
        )

    made = {
        "ordered": propose(mentors[0], mentees[0]),
        "ended": propose(mentors[1], mentees[1]),
        "approved": propose(mentors[2], mentees[1]),
        "submitted": propose(mentors[1], mentees[2], mentees[3]),
        "returned": propose(mentors[0], mentees[1]),
        "draft": propose(mentors[3], mentees[3]),
        "cancelled": propose(mentors[3], mentees[0]),
    }
    cancel_pair(made["cancelled"], curator)
    submit_pairs([made[name] for name in ("ordered", "ended", "approved", "submitted", "returned")], curator)
    approve_pairs([_again(made[name]) for name in ("ordered", "ended", "approved")], head)
    return_pairs([_again(made["returned"])], "Уточните срок.", head)
    _sign([made["ordered"], made["ended"]], curator)
    return made


def _again(pair: Pair) -> Pair:
    return Pair.objects.get(pk=pair.pk)


def _sign(pairs: list[Pair], by: User) -> None:
    """Everybody of the pairs signs what the order needs."""
    for pair in pairs:
        wanted = [(pair.mentor.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTOR_DUTIES)]
        for seat in pair.seats.all():
            wanted += [(seat.mentee.person, purpose) for purpose in (Purpose.PROCESSING, Purpose.MENTEE_PART)]
        for consent in prepare_sheets(pair.organisation, wanted, YEAR, by).consents:
            sign_consent(consent, TODAY, None, by)


def lay_papers(
    organisation: Organisation, pairs: dict[str, Pair], curator: User, head: User, words: Words
) -> tuple[Document, ...]:
    """An issued order, a draft, a draft of a change, one entered from paper, one annulled."""
    chosen = [_again(pairs["ordered"]), _again(pairs["ended"])]
    order = issue_order(
        draft_order(organisation, "teachers", chosen, YEAR, curator, uuid4()),
        number="",
        proposed="",
        day=TODAY,
        by=curator,
    )
    draft = draft_order(organisation, "teachers", [_again(pairs["approved"])], YEAR, curator, uuid4())
    change = draft_change(order, curator, uuid4())
    elsewhere = enter_elsewhere(
        organisation, "order", f"{words.thing} о назначении куратора", "7-К", TODAY - timedelta(days=9), curator
    )
    annulled = enter_elsewhere(
        organisation, "order", f"{words.thing} лишний приказ", "8-К", TODAY - timedelta(days=8), curator
    )
    annul_document(annulled, "внесён по ошибке", head)
    on_paper = enter_elsewhere(
        organisation, "pairs_order_teachers", f"{words.thing} прежний приказ", "6-К", TODAY - timedelta(days=7), curator
    )
    return order, draft, change, elsewhere, annulled, on_paper


def lay_consents(organisation: Organisation, first: Mentee, second: Mentee, third: Mentee, by: User) -> list:
    """One waits for a signature, one is signed, one is withdrawn."""
    purposes = [
        (third.person, Purpose.PROCESSING),
        (third.person, Purpose.MENTEE_PART),
        (second.person, Purpose.MENTOR_DUTIES),
    ]
    waiting, signed, withdrawn = prepare_sheets(organisation, purposes, YEAR, by).consents
    sign_consent(signed, TODAY, None, by)
    withdrawn = sign_consent(withdrawn, TODAY, None, by)
    print_withdrawal(withdrawn, by)
    withdraw_consent(withdrawn, TODAY, "передумала", by)
    return [waiting, signed, withdrawn]


def lay_jobs(organisation: Organisation, by: User, words: Words) -> list[int]:
    result = store_file(organisation, PDF, f"{words.thing} согласия.pdf", "application/pdf", by)
    now = timezone.now()
    rows = {
        JobStatus.WAITING: {},
        JobStatus.RUNNING: {"done": 3, "total": 9, "heartbeat_at": now, "attempts": 1},
        JobStatus.DONE: {"done": 9, "total": 9, "result": result, "finished_at": now},
        JobStatus.FAILED: {"message": "Не получилось: файл потерян.", "finished_at": now},
    }
    return [
        Job.objects.create(
            organisation=organisation,
            user=by,
            kind="consents_packet",
            title=f"{words.thing}: согласия на подпись",
            arguments={"consents": []},
            status=status,
            **more,
        ).pk
        for status, more in rows.items()
    ]
