"""The curator's deeds: proposals, the nonce, changes, limits, handing over, taking back."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentoring.banks.models import Mentee, Mentor
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair, Seat
from mentoring.pairs.selectors.findings import Draft
from mentoring.pairs.services import (
    PairsRefused,
    approve_pairs,
    cancel_pair,
    change_pair,
    propose_pair,
    propose_pairs,
    propose_suggested,
    recall_pair,
    submit_pairs,
)
from mentoring.pairs.services.forming import key_of, proposed_before
from schools.journal.models import Entry
from schools.refusals import sentence_of
from tests import world as cast
from tests.mentoring.pairs.cast import ENDS, STARTS, draft, form, kind, new_mentee, new_mentor, pair_in, propose
from tests.world import TODAY

pytestmark = pytest.mark.usefixtures("today")


def load_of(mentor: Mentor) -> int:
    return Mentor.objects.get(pk=mentor.pk).load


def pairs_of(mentee: Mentee) -> int:
    return Mentee.objects.get(pk=mentee.pk).pairs_count


def test_a_group_takes_as_many_places_as_it_has_mentees(world):
    second = new_mentee(world)
    pair = propose(world, mentees=[world.mentee, second], kinds=[kind("group")], reason="  Обеим нужна методика. ")
    assert (pair.status, pair.reason, pair.is_group) == (PairStatus.DRAFT, "Обеим нужна методика.", True)
    assert (load_of(world.mentor), pairs_of(world.mentee), pairs_of(second)) == (2, 1, 1)
    assert [kind.code for kind in pair.kinds.all()] == ["group"]


def test_the_same_form_twice_makes_one_pair(world):
    nonce = uuid4()
    first, second = propose(world, nonce=nonce), propose(world, nonce=nonce)
    assert (first, Pair.objects.count(), load_of(world.mentor)) == (second, 1, 1)


def test_a_restored_form_with_other_people_makes_another_pair(world):
    """The browser's «Назад» after a pair was proposed, others chosen in the same form."""
    nonce, other = uuid4(), new_mentee(world)
    first = propose(world, nonce=nonce)
    second = propose(world, mentees=[other], nonce=nonce)
    assert second.seats.get().mentee == other
    assert propose(world, mentees=[other], nonce=nonce) == second
    assert propose(world, nonce=nonce) == first
    assert Pair.objects.count() == 2


def test_somebody_elses_nonce_is_refused_in_words(world):
    nonce = uuid4()
    propose(world, nonce=nonce)
    Pair.objects.update(organisation=world.foreign)
    Seat.objects.all().delete()
    Mentor.objects.filter(pk=world.mentor.pk).update(load=0)
    with pytest.raises(PairsRefused):
        propose(world, nonce=nonce)


@pytest.mark.parametrize("who", ["gleb", "boris", "vera", "oleg", "admin"])
def test_only_the_curator_of_this_organisation_forms_pairs(world, who):
    with pytest.raises(PermissionDenied):
        propose(world, by=getattr(world, who))
    assert Pair.objects.count() == 0


def test_the_village_head_who_is_curator_forms_and_decides(world):
    mentor = cast.mentor(cast.person(world.village, "Грач Ольга Ильинична", "учитель"))
    mentee = cast.mentee(cast.person(world.village, "Чиж Олег Ильич", "учитель"))
    pair = propose_pair(
        world.village, mentor, [mentee], form=form(), kinds=[], starts=STARTS, ends=ENDS, reason="", by=world.klara
    )
    submit_pairs([pair], world.klara)
    [pair] = approve_pairs([pair], world.klara)
    assert (pair.status, pair.decided_as) == (PairStatus.APPROVED, "Директор")


def test_a_change_moves_the_load_from_one_mentor_to_another(world):
    pair, other, second = propose(world), new_mentor(world), new_mentee(world)
    changed = change_pair(
        pair,
        mentor=other,
        mentees=[second],
        form=form(),
        kinds=[kind("virtual")],
        starts=STARTS,
        ends=date(2027, 5, 31),
        reason="",
        by=world.anna,
        version=pair.version,
    )
    assert (load_of(world.mentor), load_of(other)) == (0, 1)
    assert (pairs_of(world.mentee), pairs_of(second)) == (0, 1)
    assert (changed.version, changed.ends) == (pair.version + 1, date(2027, 5, 31))
    entry = Entry.objects.filter(subject_id=pair.pk, deed="изменена пара").get()
    assert (entry.before["по"], entry.after["по"]) == ("31.08.2027", "31.05.2027")


def same(pair: Pair) -> dict:
    return {
        "mentor": pair.mentor,
        "mentees": list(pair.mentees.all()),
        "form": pair.form,
        "kinds": [],
        "starts": pair.starts,
        "ends": pair.ends,
        "reason": "другое",
    }


def test_a_stale_change_is_refused_by_name(world):
    pair = propose(world)
    change_pair(pair, **same(pair), by=world.anna, version=1)
    with pytest.raises(PairsRefused) as refusal:
        change_pair(pair, **same(pair), by=world.anna, version=1)
    assert refusal.value.messages == [
        f"{pair}: пару изменили, пока вы заполняли форму. Откройте её заново и повторите правку."
    ]


@pytest.mark.parametrize("status", sorted(set(PairStatus.values) - {PairStatus.DRAFT, PairStatus.RETURNED}))
def test_what_the_head_has_is_not_changed(world, status):
    pair = pair_in(world, status)
    with pytest.raises(PairsRefused):
        change_pair(pair, **same(pair), by=world.anna)


def test_cancelling_frees_the_people(world):
    pair = propose(world)
    cancel_pair(pair, world.anna)
    assert (load_of(world.mentor), pairs_of(world.mentee)) == (0, 0)
    assert propose(world).status == PairStatus.DRAFT


def test_submitting_refuses_by_name_and_leaves_all(world):
    good, bad = propose(world), propose(world, mentor=new_mentor(world), mentees=[new_mentee(world)])
    Mentor.objects.filter(pk=bad.mentor_id).update(status="withdrawn", withdrawn_on=TODAY, withdrawal_reason="переезд")
    with pytest.raises(PairsRefused) as refusal:
        submit_pairs([good, bad], world.anna)
    [sentence] = refusal.value.messages
    assert sentence.startswith(f"{bad}: ")
    assert set(Pair.objects.values_list("status", flat=True)) == {PairStatus.DRAFT}


def test_submitting_nothing_says_so(world):
    with pytest.raises(PairsRefused):
        submit_pairs([], world.anna)


def test_recall_gives_the_pair_back_to_the_curator(world):
    pair = recall_pair(pair_in(world, PairStatus.SUBMITTED), world.anna)
    assert (pair.status, pair.submitted_at) == (PairStatus.DRAFT, None)


def test_many_at_once_are_all_or_none(world):
    second = draft(world, mentor=new_mentor(world), mentees=(new_mentee(world),))
    bad = draft(world, mentees=(world.foreign_mentee,))
    with pytest.raises(PairsRefused):
        propose_pairs([draft(world), second, bad], ["", "", ""], world.anna, uuid4())
    assert (Pair.objects.count(), load_of(world.mentor)) == (0, 0)
    nonce = uuid4()
    made = propose_pairs([draft(world), second], ["а", "б"], world.anna, nonce)
    assert [pair.reason for pair in made] == ["а", "б"]
    assert propose_pairs([draft(world), second], ["а", "б"], world.anna, nonce) == made
    keys = [f"{one.mentor.pk}:{one.mentees[0].pk}" for one in (draft(world), second)]
    assert set(proposed_before(world.school, keys, nonce)) == set(made)


def test_of_suggestions_the_ticked_are_made_once_and_what_is_not_suggested_any_more_is_refused(world):
    first, second = draft(world), draft(world, mentor=new_mentor(world), mentees=(new_mentee(world),))
    keys, nonce = [key_of(first), key_of(second)], uuid4()
    with pytest.raises(PairsRefused, match="банки или пары изменились"):
        propose_suggested(world.school, keys, [(first, "а")], world.anna, nonce)
    assert Pair.objects.count() == 0
    [made] = propose_suggested(world.school, keys[:1], [(first, "а"), (second, "б")], world.anna, nonce)
    assert [made.mentor, made.reason] == [world.mentor, "а"]
    # The same form once more, with one tick more; the first is suggested no longer.
    assert propose_suggested(world.school, keys[:1], [(second, "б")], world.anna, nonce) == [made]
    with pytest.raises(PairsRefused, match="банки или пары изменились"):
        propose_suggested(world.school, keys, [(second, "б")], world.anna, nonce)
    both = propose_suggested(world.school, keys, [(first, "а"), (second, "б")], world.anna, nonce)
    assert [both[0], both[1].reason, Pair.objects.count()] == [made, "б", 2]
    with pytest.raises(PairsRefused, match="Отметьте хотя бы одну пару"):
        propose_suggested(world.school, [], [(second, "б")], world.anna, uuid4())
    with pytest.raises(PermissionDenied):
        propose_suggested(world.school, keys, [], world.boris, nonce)


def test_many_at_once_keep_the_limit_among_themselves(world):
    drafts = [draft(world, mentees=(new_mentee(world),)) for _ in range(3)]
    with pytest.raises(PairsRefused):
        propose_pairs(drafts, [""] * 3, world.anna, uuid4())
    assert Pair.objects.count() == 0


@pytest.mark.parametrize("name", ["mentor_within_limit", "pair_ends_after_start", "seat_once", "pair_not_twice"])
def test_what_the_database_refuses_is_said_in_its_own_sentence(world, name):
    pair = propose(world)
    breaks = {
        "mentor_within_limit": lambda: Mentor.objects.filter(pk=world.mentor.pk).update(load=3),
        "pair_ends_after_start": lambda: Pair.objects.update(ends=date(2026, 1, 1)),
        "seat_once": lambda: Seat.objects.create(pair=pair, mentee=world.mentee, mentor=new_mentor(world)),
        "pair_not_twice": lambda: Seat.objects.create(
            pair=propose(world, mentor=new_mentor(world), mentees=[new_mentee(world)]),
            mentee=world.mentee,
            mentor=world.mentor,
        ),
    }
    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        breaks[name]()
    sentences = {
        constraint.name: constraint.violation_error_message
        for model in (Mentor, Pair, Seat)
        for constraint in model._meta.constraints
    }
    assert sentence_of(broken.value, (Mentor, Mentee, Pair, Seat)) == sentences[name]


def test_draft_of_a_pair_is_the_pair(world):
    pair = propose(world, kinds=[kind("virtual")])
    again = Draft.of(Pair.objects.get(pk=pair.pk))
    assert (again.mentor, again.mentees, again.kinds) == (world.mentor, (world.mentee,), (kind("virtual"),))
    assert (again.own_places, again.load_after) == (1, 1)
