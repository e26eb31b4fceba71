"""The head's deeds: decisions by the right person, comments, undo, stale pages, consents."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mentoring.banks.models import Mentee
from mentoring.consents.models import Consent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.services import (
    PairsRefused,
    approve_pairs,
    change_pair,
    drop_override,
    override_consent,
    recall_pair,
    return_pairs,
    submit_pairs,
    undo_decision,
    undo_decisions,
)
from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Membership, Organisation
from tests import world as cast
from tests.mentoring.pairs.cast import consent, form, pair_in, propose

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def submitted(world) -> list[Pair]:
    return [pair_in(world, PairStatus.SUBMITTED) for _ in range(3)]


def versions(pairs) -> dict[int, int]:
    return {pair.pk: pair.version for pair in pairs}


def statuses() -> list[str]:
    return list(Pair.objects.order_by("pk").values_list("status", flat=True))


def test_all_or_some_are_approved(world, submitted):
    approve_pairs(submitted[:2], world.gleb, versions(submitted))
    assert statuses() == ["approved", "approved", "submitted"]
    pair = Pair.objects.get(pk=submitted[0].pk)
    assert (pair.decided_by, pair.decided_as) == (world.gleb, "Директор")


@pytest.mark.parametrize("who", ["anna", "boris", "irina", "vera", "klara", "oleg", "admin"])
def test_nobody_but_the_head_decides(world, submitted, who):
    user = getattr(world, who)
    for deed in (
        lambda: approve_pairs(submitted, user),
        lambda: return_pairs(submitted, "Нет.", user),
        lambda: override_consent(submitted[0], "Подпишет завтра.", user),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    assert statuses() == ["submitted"] * 3


def test_the_acting_head_decides_within_the_dates_and_as_such(world, submitted, monkeypatch):
    monkeypatch.setattr(Organisation, "today", lambda self: date(2027, 2, 1))
    [pair] = approve_pairs(submitted[:1], world.irina)
    assert (pair.decided_as, pair.decided_by) == ("И.о. директора", world.irina)
    monkeypatch.setattr(Organisation, "today", lambda self: date(2027, 2, 10))
    [pair] = return_pairs(submitted[1:2], "Уточните.", world.irina)
    assert pair.decided_as == "И.о. директора"
    assert Entry.objects.filter(subject_id=pair.pk).first().on_behalf == "И.о. директора"
    for day in (date(2027, 1, 31), date(2027, 2, 11)):
        monkeypatch.setattr(Organisation, "today", lambda self, day=day: day)
        with pytest.raises(PermissionDenied):
            approve_pairs(submitted[2:], world.irina)


def test_an_acting_head_whose_card_is_not_linked_still_decides_as_acting(world, submitted, monkeypatch):
    world.irina.people.update(user=None)
    monkeypatch.setattr(Organisation, "today", lambda self: date(2027, 2, 5))
    [pair] = approve_pairs(submitted[:1], world.irina)
    assert pair.decided_as == "И.о. директора"


def test_a_role_elsewhere_decides_nothing_here(world, submitted):
    Membership.objects.create(user=world.vera, organisation=world.foreign, role=Role.HEAD)
    with pytest.raises(PermissionDenied):
        approve_pairs(submitted, world.vera)


def test_a_return_needs_a_comment_and_shows_it(world, submitted):
    for empty in ("", "  \n"):
        with pytest.raises(PairsRefused):
            return_pairs(submitted[:1], empty, world.gleb)
    [pair] = return_pairs(submitted[:1], " Другой срок. ", world.gleb)
    assert (pair.status, pair.comment) == (PairStatus.RETURNED, "Другой срок.")
    assert Entry.objects.filter(subject_id=pair.pk).first().reason == "Другой срок."
    [pair] = submit_pairs([pair], world.anna)
    assert (pair.status, pair.decided_at, pair.decided_as) == (PairStatus.SUBMITTED, None, "")


def test_a_decision_can_be_taken_back_until_the_order(world, submitted):
    [approved] = approve_pairs(submitted[:1], world.gleb)
    [returned] = return_pairs(submitted[1:2], "Нет.", world.gleb)
    assert undo_decision(approved, world.gleb).status == PairStatus.SUBMITTED
    again = undo_decision(returned, world.gleb)
    assert (again.status, again.comment, again.decided_by) == (PairStatus.SUBMITTED, "", None)
    with pytest.raises(PairsRefused):
        undo_decision(pair_in(world, PairStatus.ORDERED), world.gleb)
    with pytest.raises(PairsRefused):
        undo_decision(pair_in(world, PairStatus.DRAFT), world.gleb)


def test_a_return_is_not_taken_back_once_the_curator_mends_the_pair(world, submitted):
    [returned] = return_pairs(submitted[:1], "Поправьте срок.", world.gleb)
    change_pair(
        returned,
        mentor=returned.mentor,
        mentees=[seat.mentee for seat in returned.seats.all()],
        form=returned.form,
        kinds=[],
        starts=returned.starts,
        ends=returned.ends - timedelta(days=1),
        reason="наполовину",
        by=world.anna,
    )
    with pytest.raises(PairsRefused, match="куратор уже правит эту пару. Она вернётся к вам, когда он её передаст."):
        undo_decision(returned, world.gleb)
    returned.refresh_from_db()
    assert (returned.status, returned.comment) == (PairStatus.RETURNED, "Поправьте срок.")


def test_undoing_many_is_all_or_none(world, submitted):
    approve_pairs(submitted[:2], world.gleb)
    with pytest.raises(PairsRefused):
        undo_decisions(submitted, world.gleb)
    assert statuses() == ["approved", "approved", "submitted"]
    undo_decisions(submitted[:2], world.gleb)
    assert statuses() == ["submitted"] * 3


def left_of(*pairs) -> str:
    return "Сейчас не решено ничего. Остались отмечены, нажмите кнопку ещё раз: " + "; ".join(map(str, pairs))


def test_a_refusal_says_what_went_through_before_and_what_did_not(world, submitted):
    seen = versions(submitted)
    approve_pairs(submitted[:1], world.gleb, seen)
    return_pairs(submitted[1:2], "Другой срок.", world.gleb, seen)
    with pytest.raises(PairsRefused) as refusal:
        approve_pairs(submitted, world.gleb, seen)
    assert refusal.value.messages == [
        f"{submitted[1]}: решения больше не ждёт, сейчас «возвращена». Решение: {world.gleb.full_name}.",
        f"Решено вами раньше, остаётся в силе: {submitted[0]}",
        left_of(submitted[2]),
    ]
    assert statuses() == ["approved", "returned", "submitted"]


def test_a_pair_changed_since_the_page_was_shown_is_told_by_name(world, submitted):
    seen = versions(submitted)
    changed = recall_pair(submitted[1], world.anna)
    changed = change_pair(
        changed,
        mentor=changed.mentor,
        mentees=list(changed.mentees.all()),
        form=form(),
        kinds=[],
        starts=changed.starts,
        ends=date(2027, 5, 31),
        reason="",
        by=world.anna,
    )
    submit_pairs([changed], world.anna)
    with pytest.raises(PairsRefused) as refusal:
        approve_pairs(submitted, world.gleb, seen)
    assert refusal.value.messages == [
        f"{changed}: пару изменили после того, как вы открыли страницу. Посмотрите её ещё раз.",
        left_of(submitted[0], submitted[2]),
    ]
    assert statuses() == ["submitted"] * 3


def test_a_pair_withdrawn_since_is_told_by_name(world, submitted):
    seen = versions(submitted)
    recall_pair(submitted[0], world.anna)
    with pytest.raises(PairsRefused) as refusal:
        return_pairs(submitted, "Нет.", world.gleb, seen)
    assert refusal.value.messages == [
        f"{submitted[0]}: решения больше не ждёт, сейчас «составляется».",
        left_of(*submitted[1:]),
    ]
    assert statuses() == ["draft", "submitted", "submitted"]


def test_two_deciding_at_once_do_not_overwrite_each_other(world, submitted):
    Membership.objects.create(user=world.klara, organisation=world.school, role=Role.HEAD)
    seen = versions(submitted)
    return_pairs(submitted[:1], "Другой срок.", world.klara, seen)
    with pytest.raises(PairsRefused) as refusal:
        approve_pairs(submitted, world.gleb, seen)
    assert refusal.value.messages == [
        f"{submitted[0]}: решения больше не ждёт, сейчас «возвращена». Решение: {world.klara.full_name}.",
        left_of(*submitted[1:]),
    ]
    assert Pair.objects.get(pk=submitted[0].pk).comment == "Другой срок."


def test_the_same_decision_sent_twice_by_one_hand_is_one(world, submitted):
    seen = versions(submitted)
    approve_pairs(submitted, world.gleb, seen)
    entries = Entry.objects.count()
    approve_pairs(submitted, world.gleb, seen)
    assert (statuses(), Entry.objects.count()) == (["approved"] * 3, entries)


def test_a_mistake_that_came_meanwhile_stops_the_approval(world, submitted):
    mentee = Mentee.objects.get(pairs=submitted[2])
    Mentee.objects.filter(pk=mentee.pk).update(
        status="withdrawn", withdrawn_on=date(2026, 9, 14), withdrawal_reason="переезд"
    )
    with pytest.raises(PairsRefused) as refusal:
        approve_pairs(submitted, world.gleb)
    [sentence] = refusal.value.messages
    assert sentence.startswith(f"{submitted[2]}: ")
    assert statuses() == ["submitted"] * 3


def test_a_missing_consent_does_not_stop_the_approval(world):
    [pair] = submit_pairs([propose(world)], world.anna)
    [pair] = approve_pairs([pair], world.gleb)
    assert pair.status == PairStatus.APPROVED


def test_the_head_lets_a_pair_go_without_a_consent_for_a_reason(world, submitted):
    pair = submitted[0]
    with pytest.raises(PairsRefused):
        override_consent(pair, "Подпишет завтра.", world.gleb)  # nothing is missing
    Consent.objects.filter(person=pair.mentor.person).delete()
    with pytest.raises(PairsRefused):
        override_consent(pair, "  ", world.gleb)
    allowed = override_consent(pair, "Подпишет завтра.", world.gleb)
    entry = Entry.objects.filter(subject_id=pair.pk).first()
    assert (allowed.consent_override, entry.deed, entry.reason, entry.on_behalf) == (
        "Подпишет завтра.",
        "разрешено без согласия",
        "Подпишет завтра.",
        "Директор",
    )
    mentor = pair.mentor.person_id
    assert allowed.override_for == [[mentor, "mentor_duties"], [mentor, "processing"]]
    dropped = drop_override(pair, world.gleb)
    assert (dropped.consent_override, dropped.override_for) == ("", [])


def test_never_for_a_minor_and_the_age_is_of_the_day(world, monkeypatch):
    pupil = cast.person(world.school, "Дубов Иван Ильич", grade="11А", birth_date=date(2008, 9, 15))
    mentee = cast.mentee(pupil)
    [pair] = submit_pairs([propose(world, mentees=[mentee], form=form("teacher-pupil"))], world.anna)
    consent(world.boris_card)
    with pytest.raises(PairsRefused) as refusal:
        override_consent(pair, "Родители в отъезде.", world.gleb)
    assert refusal.value.messages == [f"{pupil.short_name}: несовершеннолетнего без согласия закреплять нельзя."]
    monkeypatch.setattr(Organisation, "today", lambda self: date(2026, 9, 15))
    assert override_consent(pair, "Подпишет завтра.", world.gleb).consent_override == "Подпишет завтра."


def test_a_permission_after_the_order_changes_nothing(world):
    pair = pair_in(world, PairStatus.ORDERED)
    Consent.objects.filter(person=pair.mentor.person).delete()
    with pytest.raises(PairsRefused):
        override_consent(pair, "Поздно.", world.gleb)
