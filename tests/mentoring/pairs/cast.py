"""Pairs of the cast, made and moved through the services, as everybody else must."""

from datetime import date
from itertools import count
from uuid import uuid4

from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind
from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.findings import Draft
from mentoring.pairs.services import (
    approve_pairs,
    cancel_pair,
    end_pair,
    order_pairs,
    propose_pair,
    return_pairs,
    submit_pairs,
)
from schools.models import Person
from schools.papers.models import Document
from tests import world as cast
from tests.world import TODAY, World

STARTS, ENDS = TODAY, date(2027, 8, 31)
SURNAMES = ["Соколова", "Лаптев", "Гусева", "Орлов", "Белых", "Сорока", "Мороз", "Ежова", "Тихая", "Журавль"]
_numbers = count(1)


def form(code: str = "teacher-teacher") -> MentoringForm:
    return MentoringForm.objects.get(code=code)


def kind(code: str) -> MentoringKind:
    return MentoringKind.objects.get(code=code)


def teacher(world: World, name: str = "", **fields) -> Person:
    """A new teacher of the school."""
    return cast.person(world.school, name or f"{SURNAMES[next(_numbers) % 10]} Вера Павловна", "учитель", **fields)


def new_mentor(world: World, **fields) -> Mentor:
    return cast.mentor(teacher(world), **fields)


def new_mentee(world: World, **fields) -> Mentee:
    return cast.mentee(teacher(world), **fields)


def consent(person: Person, *purposes: str) -> None:
    """Signed sheets of these purposes, or of all."""
    for purpose in purposes or Purpose:
        Consent.objects.create(
            organisation=person.organisation,
            person=person,
            purpose=purpose,
            status=ConsentStatus.SIGNED,
            prepared_on=date(2026, 9, 1),
            signed_on=date(2026, 9, 2),
        )


def draft(world: World, **changes) -> Draft:
    """Борис and Софья from today to the end of the year, with what a test changes."""
    values = {
        "organisation": world.school,
        "mentor": world.mentor,
        "mentees": (world.mentee,),
        "form": form(),
        "kinds": (),
        "starts": STARTS,
        "ends": ENDS,
    }
    return Draft(**(values | changes))


def propose(world: World, mentor: Mentor | None = None, mentees: list[Mentee] | None = None, **changes) -> Pair:
    values = {"form": form(), "kinds": [], "starts": STARTS, "ends": ENDS, "reason": "", "by": world.anna}
    values |= changes
    return propose_pair(world.school, mentor or world.mentor, mentees or [world.mentee], **values)


def document(world: World, *, elsewhere: bool = False, number: str = "14") -> Document:
    """An issued order without its text: pairs only need it to exist."""
    paper = Document.objects.create(
        organisation=world.school, kind="pairs_order_teachers", title="О наставничестве", nonce=uuid4()
    )
    # The register is not at play here: the row is put in its issued state straight.
    Document.objects.filter(pk=paper.pk).update(
        status="issued", date=TODAY, number=number, elsewhere=elsewhere, content_hash="" if elsewhere else "0" * 64
    )
    paper.refresh_from_db()
    return paper


def pair_in(world: World, status: str) -> Pair:
    """A pair of new people in the status, all consents signed."""
    mentor, mentee = new_mentor(world), new_mentee(world)
    consent(mentor.person)
    consent(mentee.person)
    pair = propose(world, mentor, [mentee])
    if status == PairStatus.DRAFT:
        return pair
    if status == PairStatus.CANCELLED:
        return cancel_pair(pair, world.anna)
    [pair] = submit_pairs([pair], world.anna)
    if status == PairStatus.SUBMITTED:
        return pair
    if status == PairStatus.RETURNED:
        return return_pairs([pair], "Уточните срок.", world.gleb)[0]
    [pair] = approve_pairs([pair], world.gleb)
    if status == PairStatus.APPROVED:
        return pair
    [pair] = order_pairs([pair], document(world), world.anna)
    if status == PairStatus.ORDERED:
        return pair
    assert status == PairStatus.ENDED
    return end_pair(pair, TODAY, EndReason.MUTUAL, world.anna)
