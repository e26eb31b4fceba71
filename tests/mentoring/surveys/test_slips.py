"""Slips: whose, in which order, what stands on them, and what never does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.selectors.slips import BY_NAME, slips_of
from mentoring.surveys.services.tickets import drop_ticket
from mentoring.surveys.services.waves import start_wave
from mentoring.surveys.tokens import token_of
from schools.access.tokens import ALPHABET
from tests import world as people
from tests.mentoring.surveys import cast
from tests.mentoring.surveys.test_audience import pair_of
from tests.world import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


def mixed(world: World, mode: str = Mode.NAMED):
    """Борис, Софья and three pupils with a parent, asked as mentees and parents."""
    children = []
    for name, grade in (("Жуков Пётр Ильич", "10А"), ("Яшин Лев Ильич", "5Б"), ("Алова Ия Ильинична", "5Б")):
        children.append(cast.pupil(world.school, name, grade))
        people.mentee(children[-1])
    parent = cast.parent_of(children[-1], "Алов Илья Петрович")
    own = [cast.make_questionnaire(world.school, side, mode=mode) for side in (AnswerSide.MENTEE, AnswerSide.PARENT)]
    if mode == Mode.ANONYMOUS:
        # Laid straight: so few are not asked anonymously by the service.
        asked = [(0, world.sofya_card), *((0, child) for child in children), (1, parent)]
        return cast.open_wave(world.school, *own, mode=mode, asked=asked)
    return start_wave(cast.make_wave(world.school, *own), world.anna)


def names(slips) -> list[tuple[str, str]]:
    return [(slip.ticket.person.surname, slip.grade) for slip in slips]


def test_by_class_the_younger_first_and_a_parent_with_the_child(world):
    wave = mixed(world)
    by_class = [("Черных", ""), ("Алов", "5Б"), ("Алова", "5Б"), ("Яшин", "5Б"), ("Жуков", "10А")]
    assert names(slips_of(wave)) == by_class
    assert names(slips_of(wave, order=BY_NAME)) == [
        ("Алов", "5Б"),
        ("Алова", "5Б"),
        ("Жуков", "10А"),
        ("Черных", ""),
        ("Яшин", "5Б"),
    ]


def test_who_has_answered_or_is_not_asked_gets_no_slip_unless_the_wave_is_anonymous(world):
    wave = mixed(world)
    first, second = wave.tickets.order_by("pk")[:2]
    cast.answer(first)
    drop_ticket(second, world.anna)
    assert {slip.ticket for slip in slips_of(wave)} == set(wave.tickets.all()) - {first, second}
    blind = mixed(world, Mode.ANONYMOUS)
    cast.answer(blind.tickets.first())
    assert {slip.ticket for slip in slips_of(blind)} == set(blind.tickets.all())


def test_the_page_bears_the_link_the_code_and_the_promise(world, enter):
    wave = mixed(world, Mode.ANONYMOUS)
    page = enter(world.anna).get(reverse("surveys:wave_slips", args=["lesnaya", wave.pk]))
    text = page.content.decode()
    assert text.count('class="w-slip"') == text.count("<svg") - text.count('class="ico"') == wave.tickets.count()
    for ticket in wave.tickets.all():
        assert token_of(ticket.nonce) in text
    assert "testserver/a/" in text
    assert "Ответ анонимный: никто не узнает, что он ваш." in text
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_eight_stand_on_a_sheet(world, enter):
    cast.mentors(world.school, 16)
    wave = start_wave(cast.make_wave(world.school, cast.make_questionnaire(world.school)), world.anna)
    page = enter(world.anna).get(reverse("surveys:wave_slips", args=["lesnaya", wave.pk]))
    assert [len(sheet) for sheet in page.context["sheets"]] == [8, 8, 1]
    assert "3 листа А4" in page.content.decode()


def test_a_link_whose_days_are_over_gets_no_slip(world):
    wave = mixed(world)
    late = wave.tickets.first()
    wave.tickets.filter(pk=late.pk).update(closes_on=TODAY - timedelta(1))
    assert late not in {slip.ticket for slip in slips_of(wave)}


def test_codes_are_typed_without_look_alikes(world):
    wave = mixed(world)
    for slip in slips_of(wave):
        assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", slip.token)
    assert not set("01oil") & set(ALPHABET)


def test_of_two_pairs_the_slips_tell_apart_by_given_names(world):
    pair_of(world)
    pair_of(world, mentee=people.mentee(people.person(world.school, "Гром Ия Львовна", "учитель")))
    own = cast.make_questionnaire(world.school)
    wave = start_wave(cast.make_wave(world.school, own, audience="pairs"), world.anna)
    assert {slip.about for slip in slips_of(wave)} == {"Софья Павловна", "Ия Львовна"}


def test_links_of_a_wave_that_does_not_run_are_not_shown(world, enter):
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school))
    page = enter(world.anna).get(reverse("surveys:wave_slips", args=["lesnaya", wave.pk]))
    assert (page.context["rows"], "Листки появятся" in page.content.decode()) == ([], True)


def test_the_paper_holds_eight_by_its_own_measures():
    """Two by four of 92 × 64 mm within A4 less the margins of 15 mm."""
    css = Path("static/css/app.css").read_text()
    assert "repeat(2, 92mm); grid-auto-rows: 64mm" in css
    assert 2 * 92 <= 210 - 2 * 13
    assert 4 * 64 <= 297 - 2 * 15
