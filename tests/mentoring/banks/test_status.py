"""The one door of an entry's status."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.banks.enums import BANK_TRANSITIONS, BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.banks.services import (
    change_many,
    change_mentee_status,
    change_mentor_status,
)
from schools.journal.models import Entry
from tests.world import TODAY

from .cards import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

BANKS = [(Mentor, change_mentor_status, "load"), (Mentee, change_mentee_status, "pairs_count")]


@pytest.mark.parametrize(("model", "change", "counter"), BANKS)
@pytest.mark.parametrize("before", BankStatus.values)
@pytest.mark.parametrize("after", BankStatus.values)
def test_only_the_table_lets_an_entry_through(world, model, change, counter, before, after):
    entry = put(model, world, before)
    if after in BANK_TRANSITIONS[before]:
        moved = change(entry, after, world.anna, "причина")
        assert moved.status == after
        assert (
            moved.confirmed_on
            == {
                BankStatus.CONFIRMED: TODAY,
                BankStatus.CANDIDATE: None,
                BankStatus.WITHDRAWN: entry.confirmed_on,
            }[after]
        )
        assert moved.withdrawn_on == (TODAY if after == BankStatus.WITHDRAWN else None)
        assert moved.withdrawal_reason == ("причина" if after == BankStatus.WITHDRAWN else "")
        journal = Entry.objects.get(subject_type=model._meta.label_lower, subject_id=entry.pk)
        assert (journal.user, journal.reason) == (world.anna, "причина")
        assert journal.before["состояние"] == BankStatus(before).label
        assert journal.after["состояние"] == BankStatus(after).label
    else:
        with pytest.raises(ValidationError, match="перевести в"):
            change(entry, after, world.anna, "причина")
        entry.refresh_from_db()
        assert entry.status == before
        assert Entry.objects.count() == 0


@pytest.mark.parametrize(("model", "change", "counter"), BANKS)
def test_an_unknown_status_is_refused(world, model, change, counter):
    with pytest.raises(ValidationError):
        change(put(model, world, BankStatus.CANDIDATE), "boss", world.anna)


@pytest.mark.parametrize(("model", "change", "counter"), BANKS)
def test_nobody_leaves_without_a_reason(world, model, change, counter):
    with pytest.raises(ValidationError, match="напишите причину"):
        change(put(model, world, BankStatus.CANDIDATE), BankStatus.WITHDRAWN, world.anna, "  ")


@pytest.mark.parametrize(("model", "change", "counter"), BANKS)
@pytest.mark.parametrize("to", [BankStatus.WITHDRAWN, BankStatus.CANDIDATE])
def test_who_stands_in_a_living_pair_does_not_leave(world, model, change, counter, to):
    entry = put(model, world, BankStatus.CONFIRMED)
    model.objects.filter(pk=entry.pk).update(**{counter: 1})  # the row in hand is stale: the door rereads it
    with pytest.raises(ValidationError, match=r"Ветров.*Сначала завершите пару"):
        change(entry, to, world.anna, "отпуск")
    entry.refresh_from_db()
    assert entry.status == BankStatus.CONFIRMED


def test_a_bulk_change_takes_those_who_can_and_names_the_rest(world):
    free = put(Mentor, world, BankStatus.CONFIRMED)
    Mentor.objects.filter(pk=world.mentor.pk).update(load=2)
    result = change_many([world.mentor, free], BankStatus.WITHDRAWN, world.anna, "конец года")
    assert [entry.pk for entry in result.added] == [free.pk]
    assert [(one, why) for one, why in result.skipped] == [
        (
            world.boris_card,
            "Заяц Б. Ф. ведёт 2 наставляемых. Сначала завершите пару.".replace(" Б. Ф.", "\u00a0Б.\u00a0Ф."),
        )
    ]
