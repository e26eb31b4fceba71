"""Orders and ends: what an order takes and what it refuses by name, annulment, ends and their undoing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentoring.banks.models import Mentor
from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import (
    PairsRefused,
    approve_pairs,
    end_pair,
    order_pairs,
    override_consent,
    resume_pair,
    submit_pairs,
    undo_decision,
    unorder_pairs,
)
from schools.papers.models import Document
from tests import world as cast
from tests.mentoring.pairs.cast import consent, document, form, new_mentee, pair_in, propose
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


def statuses() -> list[str]:
    return list(Pair.objects.order_by("pk").values_list("status", flat=True))


def test_an_order_takes_its_pairs_once(world):
    pairs, paper = [pair_in(world, PairStatus.APPROVED) for _ in range(2)], document(world)
    order_pairs(pairs, paper, world.anna)
    order_pairs(pairs, paper, world.anna)
    assert list(Pair.objects.values_list("status", "order", "version")) == [("ordered", paper.pk, 4)] * 2


def test_an_order_refuses_by_name_what_was_taken_back(world):
    kept, undone = (pair_in(world, PairStatus.APPROVED) for _ in range(2))
    undo_decision(undone, world.gleb)
    with pytest.raises(PairsRefused) as refusal:
        order_pairs([kept, undone], document(world), world.anna)
    assert refusal.value.messages == [f"{undone}: сейчас «у руководителя», в приказ идут только утверждённые пары."]
    assert statuses() == ["approved", "submitted"]


def test_an_order_refuses_a_pair_that_the_head_never_decided_on(world):
    pair = pair_in(world, PairStatus.APPROVED)
    Pair.objects.update(decided_at=None, decided_by=None)
    with pytest.raises(PairsRefused) as refusal:
        order_pairs([pair], document(world), world.anna)
    assert refusal.value.messages == [f"{pair}: руководитель пару не утверждал. Передайте её на решение."]
    assert statuses() == ["approved"]


def test_an_order_refuses_who_left_the_bank_meanwhile(world):
    pair = pair_in(world, PairStatus.APPROVED)
    Mentor.objects.filter(pk=pair.mentor_id).update(status="withdrawn", withdrawn_on=TODAY, withdrawal_reason="переезд")
    with pytest.raises(PairsRefused) as refusal:
        order_pairs([pair], document(world), world.anna)
    [sentence] = refusal.value.messages
    assert sentence.startswith(f"{pair}: {pair.mentor.person.short_name}")


def test_an_order_refuses_a_missing_consent_unless_the_head_allowed_it(world):
    pair = pair_in(world, PairStatus.APPROVED)
    Consent.objects.filter(person=pair.mentor.person, purpose="mentor_duties").delete()
    with pytest.raises(PairsRefused) as refusal:
        order_pairs([pair], document(world), world.anna)
    assert refusal.value.messages == [
        f"{pair}: {pair.mentor.person.short_name} — нет согласия на выполнение обязанностей наставника."
    ]
    override_consent(pair, "Подпишет завтра.", world.gleb)
    assert order_pairs([pair], document(world, number="15"), world.anna)[0].status == PairStatus.ORDERED


def test_the_permission_covers_only_what_was_missing_when_it_was_given(world):
    pair = pair_in(world, PairStatus.APPROVED)
    mentor, mentee = pair.mentor.person, pair.seats.get().mentee.person
    Consent.objects.filter(person=mentor, purpose="mentor_duties").delete()
    override_consent(pair, "Подпишет завтра.", world.gleb)
    Consent.objects.filter(person__in=[mentor, mentee], purpose="processing").delete()
    with pytest.raises(PairsRefused) as refusal:
        order_pairs([pair], document(world), world.anna)
    assert sorted(refusal.value.messages) == sorted(
        [
            f"{pair}: {mentor.short_name} — нет согласий на обработку персональных данных, "
            "на выполнение обязанностей наставника.",
            f"{pair}: {mentee.short_name} — нет согласия на обработку персональных данных.",
        ]
    )
    override_consent(pair, "Оба на курсах.", world.gleb)
    assert order_pairs([pair], document(world, number="15"), world.anna)[0].status == PairStatus.ORDERED


def test_consents_are_judged_on_the_day_of_the_order(world):
    pair, paper = pair_in(world, PairStatus.APPROVED), document(world)
    Consent.objects.filter(person=pair.mentor.person).update(signed_on=TODAY + timedelta(days=1))
    with pytest.raises(PairsRefused):
        order_pairs([pair], paper, world.anna)
    paper.date = TODAY + timedelta(days=1)
    assert order_pairs([pair], paper, world.anna)[0].status == PairStatus.ORDERED


def test_the_permission_does_not_cover_a_minor(world):
    pupil = cast.person(world.school, "Дубов Иван Ильич", grade="9А", birth_date=date(2011, 3, 3))
    mentee = cast.mentee(pupil)
    consent(world.boris_card)
    [pair] = submit_pairs([propose(world, mentees=[mentee], form=form("teacher-pupil"))], world.anna)
    [pair] = approve_pairs([pair], world.gleb)
    # Given for the mentor, before the pupil's consent was withdrawn.
    covered = [[pupil.pk, purpose] for purpose in Purpose.values]
    Pair.objects.filter(pk=pair.pk).update(consent_override="Подпишет завтра.", override_for=covered)
    with pytest.raises(PairsRefused) as refusal:
        order_pairs([pair], document(world), world.anna)
    assert all(sentence.startswith(f"{pair}: {pupil.short_name}") for sentence in refusal.value.messages)


def test_an_order_on_paper_grounds_drafts_and_needs_no_consents(world):
    pair = propose(world)
    with pytest.raises(PairsRefused):
        order_pairs([pair], document(world), world.anna)
    [ordered] = order_pairs([pair], document(world, elsewhere=True, number="15"), world.anna)
    assert ordered.status == PairStatus.ORDERED


def test_an_order_of_another_organisation_takes_nothing(world):
    pair, paper = pair_in(world, PairStatus.APPROVED), document(world)
    paper.organisation = world.foreign
    paper.save()
    with pytest.raises(PairsRefused):
        order_pairs([pair], paper, world.anna)
    with pytest.raises(PermissionDenied):
        order_pairs([pair], paper, world.vera)


def test_annulment_gives_back_what_the_order_made_and_what_it_ended(world):
    made, ended = pair_in(world, PairStatus.APPROVED), pair_in(world, PairStatus.ORDERED)
    paper = document(world, number="15")
    order_pairs([made], paper, world.anna)
    end_pair(ended, TODAY, EndReason.ORDER, world.anna, order=paper)
    unorder_pairs(paper, world.anna)
    made.refresh_from_db()
    ended.refresh_from_db()
    assert (made.status, made.order) == (PairStatus.APPROVED, None)
    assert (ended.status, ended.ended_on, ended.end_reason, ended.end_order) == (PairStatus.ORDERED, None, "", None)
    assert ended.order is not None


def test_annulment_of_a_paper_order_does_not_approve_what_the_head_never_saw(world):
    pair = pair_in(world, PairStatus.DRAFT)
    paper = document(world, elsewhere=True, number="15")
    order_pairs([pair], paper, world.anna)
    unorder_pairs(paper, world.anna)
    pair.refresh_from_db()
    assert (pair.status, pair.order) == (PairStatus.DRAFT, None)
    with pytest.raises(PairsRefused):
        order_pairs([pair], document(world), world.anna)


def annulled(paper: Document, world) -> None:
    """As the papers' room does it: the row first, then what the upper room undoes."""
    with transaction.atomic():
        Document.objects.filter(pk=paper.pk).update(status="annulled")
        paper.refresh_from_db()
        unorder_pairs(paper, world.anna)


def test_a_pair_does_not_resume_under_an_annulled_order(world):
    pair = pair_in(world, PairStatus.ENDED)
    annulled(pair.order, world)
    assert Pair.objects.get().status == PairStatus.ENDED
    resumed = resume_pair(pair, world.anna)
    assert (resumed.status, resumed.order, resumed.ended_on, resumed.end_reason) == ("approved", None, None, "")
    assert resumed.seats.get().is_living


def test_an_order_whose_pair_another_order_took_out_is_not_annulled(world):
    pair, later = pair_in(world, PairStatus.ORDERED), document(world, number="15")
    first = pair.order
    end_pair(pair, TODAY, EndReason.ORDER, world.anna, order=later)
    with pytest.raises(PairsRefused) as refusal:
        annulled(first, world)
    assert refusal.value.messages == [f"{pair}: пару завершил {later}. Сначала аннулируйте его."]
    first.refresh_from_db()
    annulled(later, world)
    annulled(first, world)
    pair.refresh_from_db()
    assert (first.status, pair.status, pair.order) == ("annulled", PairStatus.APPROVED, None)


def test_a_pair_does_not_come_back_to_a_place_taken_meanwhile(world):
    pair = pair_in(world, PairStatus.ENDED)
    Mentor.objects.filter(pk=pair.mentor_id).update(capacity=1)
    propose(world, mentor=Mentor.objects.get(pk=pair.mentor_id), mentees=[new_mentee(world)])
    with pytest.raises(PairsRefused) as refusal:
        resume_pair(pair, world.anna)
    assert refusal.value.messages == [
        "У наставника больше наставляемых, чем он готов взять. Увеличьте предел или выберите другого."
    ]
    assert Pair.objects.get(pk=pair.pk).status == PairStatus.ENDED


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (TODAY - timedelta(days=1), "Пара начинается 14.09.2026: завершить её раньше нельзя."),
        (TODAY + timedelta(days=1), "Этот день ещё не наступил. Завершить пару заранее можно приказом."),
        (date(2027, 9, 1), "Срок пары кончается 31.08.2027: укажите этот день или более ранний."),
    ],
)
def test_the_day_of_the_end_lies_within_the_term_and_not_ahead(world, day, sentence):
    pair = pair_in(world, PairStatus.ORDERED)
    with pytest.raises(PairsRefused) as refusal:
        end_pair(pair, day, EndReason.MUTUAL, world.anna)
    assert refusal.value.messages == [sentence]


def test_an_order_may_end_a_pair_ahead(world):
    pair, paper = pair_in(world, PairStatus.ORDERED), document(world, number="15")
    ended = end_pair(pair, date(2026, 12, 1), EndReason.ORDER, world.gleb, order=paper)
    assert (ended.ended_on, ended.end_order) == (date(2026, 12, 1), paper)
    with pytest.raises(PairsRefused):
        resume_pair(pair, world.anna)


def test_the_head_ends_nothing_without_an_order_and_a_reason_is_needed(world):
    pair = pair_in(world, PairStatus.ORDERED)
    with pytest.raises(PermissionDenied):
        end_pair(pair, TODAY, EndReason.MUTUAL, world.gleb)
    with pytest.raises(PairsRefused):
        end_pair(pair, TODAY, "", world.anna)


def test_whether_a_pair_works_follows_from_the_dates(world):
    pair = pair_in(world, PairStatus.ORDERED)
    ends = {day: pair.is_active(day) for day in (TODAY - timedelta(days=1), TODAY, pair.ends, date(2027, 9, 1))}
    assert list(ends.values()) == [False, True, True, False]
    pair.order.date = date(2026, 10, 1)
    assert [pair.is_active(date(2026, 9, 30)), pair.is_active(date(2026, 10, 1))] == [False, True]
    assert pair_in(world, PairStatus.APPROVED).is_active(TODAY) is False
