"""What is kept about a minor is told to the representative too; of anybody else's child, or of a grown one, nothing."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from mentoring.home.portrait import portrait_of
from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Membership, Person, Representation, User
from tests import world as cast
from tests.world import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def mother(world) -> User:
    nina = cast.user("nina", "Лебедева Нина Павловна", participant=world.school)
    kin = cast.person(world.school, "Лебедева Нина Павловна", account=nina)
    Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
    return nina


def url(person: Person, ending: str = "") -> str:
    place = person.organisation.slug
    if ending:
        return reverse("home:person_data_file", args=[place, person.pk, ending])
    return reverse("home:person_data", args=[place, person.pk])


def answers(client, person: Person) -> list[int]:
    return [client.get(url(person, ending)).status_code for ending in ("", "pdf", "xlsx")]


def test_a_representative_reads_what_is_kept_about_the_child(world, mother, enter):
    client = enter(mother)
    assert url(world.misha_card) in client.get(reverse("home:my_children", args=["lesnaya"])).content.decode()
    page = client.get(url(world.misha_card))
    told = page.content.decode()
    assert (page.status_code, "Что хранится о ребёнке" in told, "за десять рабочих дней" in told) == (200, True, False)
    assert reverse("home:my_children", args=["lesnaya"]) in told
    assert f'"{reverse("schools:person_detail", args=["lesnaya", world.misha_card.pk])}"' not in told


def test_the_file_about_the_child_is_given_and_noted(world, mother, enter):
    answer = enter(mother).get(url(world.misha_card, "pdf"))
    read = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert (answer.status_code, world.misha_card.surname in read) == (200, True)
    deed = Entry.objects.filter(subject_type="schools.person", subject_id=world.misha_card.pk).latest("pk")
    assert (deed.deed, deed.user) == ("выгружены все сведения о человеке", mother)


def test_other_children_and_grown_ones_do_not_exist(world, mother, enter):
    kin, client = mother.people.get(), enter(mother)
    stranger = cast.person(world.school, "Ярых Тея Руслановна", grade="6А", birth_date=date(2014, 4, 4))
    grown = cast.person(world.school, "Лебедева Яна Ивановна", grade="11А", birth_date=date(2008, 9, 14))
    nearly = cast.person(world.school, "Лебедева Ия Ивановна", grade="11А", birth_date=date(2008, 9, 15))
    elsewhere = cast.person(world.foreign, "Лебедев Пётр Ильич", grade="5А", birth_date=date(2015, 5, 5))
    for child in (grown, nearly, elsewhere):
        Representation.objects.create(representative=kin, pupil=child, relation="мать")
    assert {child.name: answers(client, child) for child in (stranger, grown, nearly, elsewhere)} == {
        "Тея": [404, 404, 404],
        "Яна": [404, 404, 404],
        "Ия": [200, 200, 200],
        "Пётр": [404, 404, 404],
    }
    # The number of a child of another school under the name of one's own.
    assert client.get(reverse("home:person_data", args=["lesnaya", elsewhere.pk])).status_code == 404


def test_a_child_who_left_is_told_of_and_one_destroyed_is_not(world, mother, enter):
    client, misha = enter(mother), Person.objects.filter(pk=world.misha_card.pk)
    misha.update(archived_on=TODAY)
    assert answers(client, world.misha_card) == [200, 200, 200]
    misha.update(destroyed_at=timezone.now())
    assert answers(client, world.misha_card) == [404, 404, 404]


@pytest.mark.parametrize(("role", "whole"), [(None, False), (Role.CURATOR, True)])
def test_confidential_answers_of_a_child_stay_the_curators(world, mother, enter, monkeypatch, role, whole):
    """The child was promised that only the curator reads them."""
    if role:
        Membership.objects.create(user=mother, organisation=world.school, role=role)
    asked = []
    monkeypatch.setattr(
        "mentoring.home.views.portrait.portrait_of",
        lambda person, *, whole: asked.append(whole) or portrait_of(person, whole=whole),
    )
    enter(mother).get(url(world.misha_card))
    assert asked == [whole]
