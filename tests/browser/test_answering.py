"""A teacher with a phone in a corridor: by a link, left in the middle, without a connection, without JavaScript."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from mentoring.surveys.enums import AnswerSide, Mode
from mentoring.surveys.models import Reply, Ticket
from mentoring.surveys.rows import values_of
from mentoring.surveys.tokens import token_of
from mentoring.surveys.wording import Condition, Section, Wording
from tests.browser.conftest import PHONE
from tests.browser.test_every_page import axe_source, look
from tests.mentoring.surveys import cast, samples
from tests.mentoring.surveys.cast import long_text, make_questionnaire, open_wave, scale, single
from tests.world import World, build

pytestmark = pytest.mark.browser


@pytest.fixture
def world(site) -> World:
    return build()


@pytest.fixture
def pages() -> Wording:
    how = long_text("how", "Как это устроено?", when=Condition("place", "is", "o2"), required=True)
    return Wording(
        "Первый месяц",
        "Три коротких вопроса.",
        "Спасибо, это поможет.",
        (Section("Встречи", "", (scale(), single("place"), how)), Section("Ещё", "", (long_text(),))),
    )


@pytest.fixture
def ticket(world, pages) -> Ticket:
    form = make_questionnaire(world.school, AnswerSide.MENTOR, content=pages)
    return open_wave(world.school, form, asked=[world.boris_card]).tickets.get()


@pytest.fixture
def hidden(world, pages) -> Ticket:
    form = make_questionnaire(world.school, mode=Mode.ANONYMOUS, content=pages)
    return open_wave(world.school, form, mode=Mode.ANONYMOUS, asked=[world.boris_card]).tickets.get()


def link(ticket: Ticket, rest: str = "") -> str:
    return f"/a/{token_of(ticket.nonce)}/{rest}"


def phone(site, **more) -> Page:
    page = site.enter(**more)
    page.set_viewport_size(PHONE)
    return page


def point(page: Page, number: int) -> None:
    """Press the number as a finger does: the target is the whole tile."""
    page.locator(".q-point", has_text=re.compile(rf"^{number}\b")).first.click()


def stored(ticket: Ticket) -> dict:
    """The finished sheet."""
    reply = Reply.objects.get(wave=ticket.wave_id)
    return values_of(ticket.part.edition.wording, list(reply.answers.all()))


@contextmanager
def saving(page: Page) -> Iterator[None]:
    """What is done within is on the server afterwards: the status alone may be that of an earlier saving."""
    with page.expect_response(lambda response: response.url.endswith("/save/") and response.ok):
        yield
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"^Сохранено в \d\d:\d\d$"))


def excused(site) -> None:
    """A browser without a connection reports it, as it should."""
    site.troubles[:] = [one for one in site.troubles if "Failed to load resource" not in one and "ERR_" not in one]


def test_left_in_the_middle_and_finished_in_another_browser(site, ticket):
    one = phone(site)
    one.goto(link(ticket))
    expect(one.get_by_text("увидят куратор и руководитель")).to_be_visible()
    one.get_by_role("link", name="Начать").click()
    with saving(one):
        point(one, 8)
    one.get_by_text("на связи", exact=True).click()
    one.get_by_label("Как это устроено?").fill("По вечерам")
    one.get_by_role("button", name="Далее").click()
    one.wait_for_url("**/2/")
    with saving(one):
        one.get_by_label("Что изменить?").fill("Чаще")
    one.context.close()
    site.contexts.remove(one.context)

    two = phone(site)
    two.goto(link(ticket))
    two.get_by_role("link", name="Продолжить").click()
    two.wait_for_url("**/2/")
    expect(two.get_by_label("Что изменить?")).to_have_value("Чаще")
    two.get_by_role("button", name="Назад").click()
    two.wait_for_url("**/1/")
    expect(two.get_by_label("Как это устроено?")).to_have_value("По вечерам")
    two.goto(link(ticket, "2/"))
    two.get_by_role("button", name="Отправить").click()
    two.wait_for_url("**/done/")
    expect(two.get_by_text("Спасибо, это поможет.")).to_be_visible()
    assert stored(ticket) == {"useful": 8, "place": "o2", "how": "По вечерам", "wish": "Чаще"}

    two.goto(link(ticket))
    expect(two.get_by_role("heading", name="Ваши ответы уже отправлены")).to_be_visible()


def test_condition_shows_and_hides_its_question(site, ticket):
    page = phone(site)
    page.goto(link(ticket, "1/"))
    how = page.get_by_label("Как это устроено?")
    expect(how).to_be_hidden()
    page.get_by_text("на связи", exact=True).click()
    expect(how).to_be_visible()
    page.get_by_text("в школе", exact=True).click()
    expect(how).to_be_hidden()


def test_without_javascript(site, ticket):
    page = phone(site, javascript=False)
    page.goto(link(ticket))
    page.get_by_role("link", name="Начать").click()
    expect(page.get_by_text("Если на вопрос «Где вы встречаетесь?» вы ответили «на связи»:")).to_be_visible()
    page.get_by_text("в школе", exact=True).click()
    page.get_by_role("button", name="Далее").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Насколько полезны встречи?")
    summary.get_by_role("link").first.click()
    point(page, 10)
    page.get_by_role("button", name="Далее").click()
    page.get_by_label("Что изменить?").fill("Ничего")
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("heading", name="Ответы отправлены")).to_be_visible()
    assert stored(ticket) == {"useful": 10, "place": "o1", "wish": "Ничего"}


def test_connection_cut_in_the_middle(site, ticket):
    page = phone(site)
    page.goto(link(ticket, "1/"))
    with saving(page):
        point(page, 6)
    page.context.set_offline(True)
    page.get_by_text("в школе", exact=True).click()
    status = page.locator("[data-status]")
    expect(status).to_contain_text("Нет связи. Ответы записаны на этом устройстве")
    page.get_by_role("button", name="Далее").click()
    expect(status).to_contain_text("Не закрывайте страницу")
    ticket.refresh_from_db()
    assert ticket.draft == {"useful": 6}
    page.context.set_offline(False)
    # It goes on by itself.
    page.wait_for_url("**/2/")
    ticket.refresh_from_db()
    assert ticket.draft == {"useful": 6, "place": "o1"}
    excused(site)


def test_page_closed_without_a_connection_sends_later(site, ticket):
    page = phone(site)
    page.goto(link(ticket, "1/"))
    page.context.set_offline(True)
    point(page, 4)
    expect(page.locator("[data-status]")).to_contain_text("Нет связи")
    page.close()
    page = page.context.new_page()
    ticket.refresh_from_db()
    assert ticket.draft is None
    page.context.set_offline(False)
    page.goto(link(ticket))
    expect(page.get_by_role("link", name="Продолжить")).to_be_visible()
    ticket.refresh_from_db()
    assert ticket.draft == {"useful": 4}
    excused(site)


def test_two_phones_at_once(site, ticket):
    """Each opened the empty page; what one did not touch stays as the other left it."""
    one, two = phone(site), phone(site)
    for page in (one, two):
        page.goto(link(ticket, "1/"))
    with saving(one):
        point(one, 3)
    with saving(two):
        two.get_by_text("в школе", exact=True).click()
    point(two, 9)
    expect(two.locator("[data-status]")).to_contain_text("с другого устройства был ответ «3»")
    ticket.refresh_from_db()
    assert ticket.draft == {"useful": 9, "place": "o1"}


def kept(page: Page, ticket: Ticket) -> dict:
    return json.loads(page.evaluate("key => localStorage.getItem(key) || '{}'", f"survey.{token_of(ticket.nonce)}"))


def test_anonymous_sheet_stays_on_the_device_until_it_is_sent(site, hidden):
    page = phone(site)
    page.goto(link(hidden))
    expect(page.get_by_text("даже с базой данных в руках")).to_be_visible()
    page.get_by_role("link", name="Начать").click()
    point(page, 7)
    page.get_by_label("Что изменить?").fill("Тишина")
    expect(page.locator("[data-status]")).to_contain_text("Записано на этом устройстве")
    page.goto(link(hidden))
    page.get_by_role("link", name="Продолжить").click()
    expect(page.get_by_label("Что изменить?")).to_have_value("Тишина")
    page.context.set_offline(True)
    page.get_by_text("в школе", exact=True).click()
    page.get_by_role("button", name="Отправить").click()
    expect(page.locator("[data-status]")).to_contain_text("Не закрывайте страницу")
    assert kept(page, hidden) != {}
    page.context.set_offline(False)
    page.wait_for_url("**/done/")
    assert stored(hidden) == {"useful": 7, "place": "o1", "wish": "Тишина"}
    assert kept(page, hidden) == {}
    excused(site)


def test_pressed_twice_is_sent_once(site, hidden):
    page = phone(site)
    page.goto(link(hidden, "1/"))
    point(page, 7)
    page.get_by_text("в школе", exact=True).click()
    page.get_by_role("button", name="Отправить").dblclick()
    page.wait_for_url("**/done/")
    assert Reply.objects.count() == 1


def states(world: World) -> Iterator[tuple[str, Ticket]]:
    """A ticket of each face, with the page to look at."""
    form = make_questionnaire(world.school, AnswerSide.MENTEE, *samples.EVERY_KIND)
    every = open_wave(world.school, form, asked=[world.sofya_card]).tickets.get()
    yield from (("", every), ("1/", every), ("1/?missing=1", every), ("2/", every))
    answered = open_wave(world.school, asked=[world.boris_card]).tickets.get()
    cast.answer(answered)
    yield from (("", answered), ("done/", answered))
    for changes in ({"cancelled_at": cast.at(answered)}, {"opens_on": answered.closes_on}):
        one = open_wave(world.school, asked=[world.boris_card]).tickets.get()
        Ticket.objects.filter(pk=one.pk).update(**changes)
        yield "", one
    ended = open_wave(world.school, asked=[world.boris_card]).tickets.get()
    cast.close(ended, cast.at(ended, hour=0))
    yield "", ended
    for rest in ("", "1/"):
        yield rest, cast.blind(world, world.misha_card)


def test_every_page_is_fit_for_everybody(site, world):
    page = phone(site)
    page.add_init_script(axe_source())
    problems: list[str] = []
    for url in ("/a/", "/a/wrong-code/", *(link(ticket, rest) for rest, ticket in states(world))):
        page.goto(url)
        look(page, url, problems)
    excused(site)
    assert problems == [], "\n".join(problems)


def test_targets_are_big_enough_for_a_finger(site, world):
    form = make_questionnaire(world.school, AnswerSide.MENTEE, *samples.EVERY_KIND)
    ticket = open_wave(world.school, form, asked=[world.sofya_card]).tickets.get()
    page = phone(site)
    page.goto(link(ticket, "1/"))
    small = page.evaluate(
        """() => [...document.querySelectorAll('.q-point, .q-choice, .q-select, .q-input, .button')]
            .filter(one => one.checkVisibility()).map(one => [one.className, one.getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44).map(([name]) => name)"""
    )
    assert small == []
    assert page.locator("#q-useful .q-point").count() == 10


def test_long_answers_outlive_a_lost_connection(site, world):
    """More of them at once than a browser lets a dying page send."""
    questions = [long_text(f"t{number}", f"Вопрос {number}?") for number in range(4)]
    form = make_questionnaire(world.school, AnswerSide.MENTOR, *questions)
    ticket = open_wave(world.school, form, asked=[world.boris_card]).tickets.get()
    page = phone(site)
    page.goto(link(ticket, "1/"))
    page.context.set_offline(True)
    for number in range(4):
        page.get_by_label(f"Вопрос {number}?").fill("слово " * 800)
    expect(page.locator("[data-status]")).to_contain_text("Нет связи")
    with saving(page):
        page.context.set_offline(False)
    ticket.refresh_from_db()
    assert ticket.draft == {f"t{number}": ("слово " * 800).strip() for number in range(4)}
    excused(site)
