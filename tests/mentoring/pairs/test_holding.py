"""Who stands in a living pair does not go to the archive without a word."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from mentoring.pairs.enums import LIVING, PairStatus
from mentoring.pairs.models import Pair
from schools.objections import objections_to_archiving
from schools.services.archiving import archive_person
from tests.mentoring.pairs.cast import pair_in, propose
from tests.schools.staff_files import staff_file, start

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize("status", PairStatus.values)
def test_living_pairs_hold_their_people(world, status):
    pair = pair_in(world, status)
    people = [pair.mentor.person, pair.seats.get().mentee.person]
    deed = "завершите" if status == "ordered" else "отмените"
    sentence = f"Состоит в паре «{pair}»: сначала {deed} её."
    held = {person.pk: sentence for person in people} if status in LIVING else {}
    assert objections_to_archiving([*(person.pk for person in people), world.boris_card.pk]) == held
    for person in people:
        if status in LIVING:
            with pytest.raises(ValidationError) as refusal:
                archive_person(person, world.anna)
            assert refusal.value.messages == [f"{person.full_name}. {sentence}"]
        else:
            archive_person(person, world.anna)
        person.refresh_from_db()
        assert (person.archived_on is None) is (status in LIVING)


def test_all_pairs_of_a_person_are_named_and_many_people_take_the_same_queries(world, django_assert_num_queries):
    first = propose(world)
    second = propose(world, mentees=[pair_in(world, PairStatus.DRAFT).seats.get().mentee])
    expected = f"Состоит в парах «{first}»; «{second}»: сначала завершите или отмените их."
    assert objections_to_archiving([world.boris_card.pk]) == {world.boris_card.pk: expected}
    people = [pair_in(world, PairStatus.DRAFT).mentor.person_id for _ in range(5)]
    with django_assert_num_queries(4):
        assert sorted(objections_to_archiving(people)) == sorted(people)


def test_the_card_says_why_and_the_list_refuses_by_name(world, enter):
    pair = propose(world)
    anna = enter(world.anna)
    assert "Состоит в паре" in anna.get(reverse("schools:person_detail", args=["lesnaya", world.boris_card.pk])).text
    page = anna.post(reverse("schools:person_archive", args=["lesnaya"]), {"ids": [world.boris_card.pk]}, follow=True)
    assert "Заяц Борис Фомич. Состоит в паре" in page.text
    world.boris_card.refresh_from_db()
    assert (world.boris_card.archived_on, Pair.objects.get()) == (None, pair)


def test_an_import_does_not_archive_who_stands_in_a_pair(world, enter):
    propose(world)
    anna = enter(world.anna)
    staff_import = start(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "методист")))
    address = reverse("schools:import_preview", args=["lesnaya", staff_import.pk])
    page = anna.get(address)
    told = {one.card.id: bool(one.objection) for one in page.context["absent"]}
    assert {pk for pk, held in told.items() if held} == {world.boris_card.pk, world.sofya_card.pk}
    assert f'name="absent:{world.boris_card.pk}"' not in page.text
    refused = anna.post(
        reverse("schools:import_apply", args=["lesnaya", staff_import.pk]),
        {"digest": page.context["plan"].digest, f"absent:{world.boris_card.pk}": "archive"},
        follow=True,
    )
    assert "Заяц Борис Фомич. Состоит в паре" in refused.text
    world.boris_card.refresh_from_db()
    assert world.boris_card.archived_on is None
