"""Who works in two pairs fills in two sheets: each says whom it is about, and people are counted beside sheets."""

import pytest
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.models import Wave
from mentoring.surveys.selectors.results import results
from mentoring.surveys.services.summaries import blocks_of
from schools.papers.engine.blocks import Paragraph
from tests import world as people
from tests.mentoring.pairs.cast import propose
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.cast import answer, make_questionnaire, open_wave, ticket_for
from tests.world import TODAY, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def twice(world: World) -> Wave:
    """Борис mentors Гордеева and Лукин apart; all four sheets of the pulse are waited for."""
    own = [make_questionnaire(world.school, side) for side in (AnswerSide.MENTOR, AnswerSide.MENTEE)]
    wave = open_wave(world.school, *own, title="Пульс осени", settled_on=TODAY)
    cards = [people.person(world.school, name, "учитель") for name in ("Гордеева Майя Ильинична", "Лукин Олег Львович")]
    for card in cards:
        pair = propose(world, mentees=[people.mentee(card)])
        for part, person in zip(wave.parts.all(), (world.boris_card, card), strict=True):
            ticket_for(part, person, pair=pair, subject=f"p{pair.pk}")
    return wave


def page(client, name: str, pk: int) -> str:
    return client.get(reverse(f"surveys:{name}", args=["lesnaya", pk])).content.decode()


def test_each_sheet_says_whom_it_is_about(world, enter, twice):
    anna, mentor = enter(world.anna), world.boris_card.short_name
    sheets = twice.tickets.filter(person=world.boris_card).order_by("pk")
    card, paper = page(anna, "wave_detail", twice.pk), page(anna, "wave_paper", twice.pk)
    for name in ("Гордеева М. И.", "Лукин О. Л.", mentor):
        # On the card also for those who hear the menu of the row.
        about = f"о работе с: {name.replace(' ', '\u00a0')}"
        assert (card.count(about), paper.count(about)) == ((2, 1) if name != mentor else (4, 2))
    form = page(anna, "paper_entry", sheets[0].pk)
    assert ("Гордеева\u00a0М.\u00a0И." in form, "Лукин\u00a0О.\u00a0Л." in form) == (True, False)


def test_a_typed_sheet_is_named_by_its_pair(world, enter, twice):
    anna, sheet = enter(world.anna), twice.tickets.filter(person=world.boris_card).order_by("pk")[1]
    sent = {"asked": ["useful", "wish"], "useful": "9", "then": "list"}
    address = reverse("surveys:paper_entry", args=["lesnaya", sheet.pk])
    told = anna.post(address, sent, follow=True).content.decode()
    assert "Записано: " + world.boris_card.full_name + " (о работе с: Лукин\u00a0О.\u00a0Л.)" in told
    assert "Лист удалён: " + world.boris_card.full_name + " (о работе с: Лукин\u00a0О.\u00a0Л.)" in anna.post(
        reverse("surveys:paper_remove", args=["lesnaya", sheet.pk]), follow=True
    ).content.decode().replace("&nbsp;", "\u00a0")


def test_people_are_counted_beside_sheets(world, enter, twice):
    anna = enter(world.anna)
    card = page(anna, "wave_detail", twice.pk)
    assert "Не ответили: 3 человека; нет 4 анкет из 4." in card
    assert '0 из 2 <span class="quiet">(1 человек)</span>' in card
    assert "Не ответили: 3 человека." in page(anna, "wave_remind", twice.pk).replace("\u00a0", " ")
    answer(twice.tickets.filter(person=world.boris_card)[0])
    assert "Не ответили: 3 человека; нет 3 анкет из 4." in page(anna, "wave_detail", twice.pk)
    assert "Пришло анкет: 1 из 4." in page(anna, "wave_close", twice.pk)
    found = results(twice, {"curator"})
    assert (found.response.people, found.response.whole.asked) == (3, 4)
    told = page(anna, "wave_results", twice.pk)
    assert "Пришло анкет: <b>1</b> из 4" in told
    assert "Спросили 3 человек: у кого несколько пар" in told.replace("\u00a0", " ")
    assert "о работе с: Лукин\u00a0О.\u00a0Л." in told
    said = [str(one.text) for one in blocks_of(found) if isinstance(one, Paragraph)]
    assert any("анкет пришло 1 из 4" in one for one in said)


def test_where_everybody_has_one_sheet_people_are_counted(world, enter):
    wave = open_wave(world.school, asked=cast.teachers(world.school, 3), settled_on=TODAY)
    anna = enter(world.anna)
    assert "Не ответили: 3 человека из 3." in page(anna, "wave_detail", wave.pk)
    assert results(wave, {"curator"}).response.people is None


def test_anonymously_a_person_of_two_sides_is_not_told_of(world, enter):
    """People left are counted only where they are known."""
    own = make_questionnaire(world.school, mode=Mode.ANONYMOUS)
    wave = open_wave(world.school, own, mode=Mode.ANONYMOUS, asked=cast.teachers(world.school, 6))
    answer(wave.tickets.all()[0])
    assert "Не ответили: 5 человек из 6." in page(enter(world.anna), "wave_detail", wave.pk)
