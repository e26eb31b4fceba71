"""Somebody forgotten is added to a running list by the curator."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Audience, Mode
from mentoring.surveys.services.adding import add_person
from mentoring.surveys.services.tickets import BLIND
from mentoring.surveys.services.waves import WaveRefused, close_wave
from schools.journal.models import Entry
from tests.mentoring.surveys import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def listed(world):
    """Three of a list, asked as anybody."""
    people = cast.teachers(world.school, 3)
    sheet = cast.make_questionnaire(world.school, AnswerSide.ANYBODY)
    wave = cast.make_wave(world.school, sheet, audience=Audience.LIST, choice={"people": [one.pk for one in people]})
    return cast.start(wave, world)


def add_at(wave):
    return reverse("surveys:wave_add", args=["lesnaya", wave.pk])


def test_the_forgotten_one_gets_a_ticket_and_the_journal_a_row(world, listed):
    (late,) = cast.teachers(world.school, 1)
    before = set(listed.tickets.values_list("pk", "token_hash"))
    (ticket,) = add_person(listed, late, world.anna)
    assert (ticket.person, ticket.closes_on) == (late, listed.closes_on)
    assert set(listed.tickets.exclude(pk=ticket.pk).values_list("pk", "token_hash")) == before
    listed.refresh_from_db()
    assert listed.choice["people"][-1] == late.pk
    entry = Entry.objects.filter(subject_type="surveys.wave").latest("pk")
    assert (entry.deed, entry.user) == ("добавлен в анкетирование", world.anna)
    assert add_person(listed, late, world.anna) == []
    assert listed.tickets.count() == 4


def test_whom_the_sides_do_not_ask_is_refused_and_nothing_changes(world):
    entry, other = cast.mentors(world.school, 2)
    sheet = cast.make_questionnaire(world.school, AnswerSide.MENTOR)
    choice = {"people": [entry.person_id]}
    wave = cast.start(cast.make_wave(world.school, sheet, audience=Audience.LIST, choice=choice), world)
    (stranger,) = cast.teachers(world.school, 1)
    with pytest.raises(WaveRefused, match="Сначала внесите его в банк"):
        add_person(wave, stranger, world.anna)
    wave.refresh_from_db()
    assert (wave.choice, wave.tickets.count()) == (choice, 1)
    assert len(add_person(wave, other.person, world.anna)) == 1


def test_when_nobody_can_be_added(world, listed):
    (late,) = cast.teachers(world.school, 1)
    with pytest.raises(PermissionDenied):
        add_person(listed, late, world.gleb)
    blind = cast.open_wave(
        world.school, cast.make_questionnaire(world.school, mode=Mode.ANONYMOUS), audience=Audience.LIST
    )
    with pytest.raises(WaveRefused, match=BLIND):
        add_person(blind, late, world.anna)
    with pytest.raises(WaveRefused, match="не по списку"):
        add_person(cast.open_wave(world.school), late, world.anna)
    with pytest.raises(WaveRefused, match="карточки"):
        add_person(listed, world.foreign_mentor.person, world.anna)
    close_wave(listed, world.anna)
    with pytest.raises(WaveRefused, match="пока анкетирование идёт"):
        add_person(listed, late, world.anna)


def test_the_page_adds_and_the_card_leads_to_it(world, enter, listed):
    (late,) = cast.teachers(world.school, 1)
    card = reverse("surveys:wave_detail", args=["lesnaya", listed.pk])
    curator = enter(world.anna)
    assert add_at(listed) in curator.get(card).content.decode()
    page = curator.get(add_at(listed))
    asked = listed.tickets.first().person
    offered = {one.pk for one in page.context["form"].fields["person"].queryset}
    assert (late.pk in offered, asked.pk in offered) == (True, False)
    assert "Выберите человека." in curator.post(add_at(listed)).content.decode()
    assert curator.post(add_at(listed), {"person": late.pk}).url == card
    assert listed.tickets.filter(person=late).count() == 1
    other = cast.open_wave(world.school)
    assert add_at(other) not in curator.get(reverse("surveys:wave_detail", args=["lesnaya", other.pk])).content.decode()
    assert "не по списку" in curator.get(add_at(other)).content.decode()
    assert add_at(listed) not in enter(world.gleb).get(card).content.decode()
