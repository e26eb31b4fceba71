"""The curator in the browser: whom the form would ask is told while it is filled in; a pile of paper goes by the keyboard."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from mentoring.surveys.models import Reply, Wave
from mentoring.surveys.services.waves import start_wave
from mentoring.surveys.wording import Option, Question
from tests import world as people
from tests.browser.conftest import PHONE
from tests.mentoring.surveys import cast
from tests.world import TODAY

pytestmark = pytest.mark.browser
LISTS = "/o/lesnaya/surveys/"


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"[name={name}][value={value}]").check()


def test_the_form_tells_whom_it_asks_as_it_is_filled_in(site, world):
    cast.mentors(world.school, 2)
    own = cast.make_questionnaire(world.school)
    page = site.enter(world.anna)
    page.goto(f"{LISTS}new/?questionnaire={own.pk}")
    whom = page.locator("#whom")
    expect(whom).to_contain_text("Спросим 3 наставников")
    choose(page, "mode", "anonymous")
    expect(whom).to_contain_text("не меньше пяти человек")
    choose(page, "mode", "named")
    expect(whom).not_to_contain_text("не меньше пяти человек")
    choose(page, "audience", "list")
    page.get_by_label("Заяц Борис Фомич").check()
    expect(whom).to_contain_text("Спросим 1 наставника")
    page.locator("[data-tick-group]").first.click()
    expect(whom).to_contain_text("Спросим 3 наставников")
    expect(whom).to_contain_text("Не спросим, их нет в нужном банке")
    page.locator("[data-tick-group]").first.click()
    expect(page.get_by_label("Заяц Борис Фомич")).not_to_be_checked()
    page.get_by_label("Заяц Борис Фомич").check()
    expect(whom).to_contain_text("Спросим 1 наставника")
    # A look at another audience loses no tick.
    choose(page, "audience", "bank")
    expect(whom).to_contain_text("Спросим 3 наставников")
    choose(page, "audience", "list")
    expect(page.get_by_label("Заяц Борис Фомич")).to_be_checked()
    expect(whom).to_contain_text("Спросим 1 наставника")
    # What the chosen timing does not need is out of the way.
    expect(page.locator("[name=open_for]")).to_be_hidden()
    choose(page, "timing", "pair_start")
    expect(page.locator("[name=open_for]")).to_be_visible()
    expect(page.get_by_label("Заяц Борис Фомич")).to_be_hidden()
    choose(page, "timing", "dates")
    page.get_by_role("button", name="Дальше: проверить и начать").click()
    page.wait_for_url("**/start/")
    page.get_by_role("button", name="Начать").click()
    page.wait_for_url(f"**{LISTS}*/")
    expect(page.get_by_role("heading", name="Не ответили 1")).to_be_visible()
    assert [one.person for one in Wave.objects.get().tickets.all()] == [world.boris_card]


def test_the_list_of_people_arrives_however_slowly(site, world):
    """The count is asked for at the same moment; neither gives the other up."""
    own = cast.make_questionnaire(world.school)
    page = site.enter(world.anna)
    page.goto(f"{LISTS}new/?questionnaire={own.pk}")
    held: list[Route] = []
    page.route("**/count/?people=1", lambda route: held.append(route))
    choose(page, "audience", "list")
    expect(page.locator("#whom")).to_contain_text("Отметьте, кого спросить")
    held[0].continue_()
    expect(page.get_by_label("Заяц Борис Фомич")).to_be_visible()


def test_without_javascript_the_same_by_buttons(site, world):
    own = cast.make_questionnaire(world.school)
    page = site.enter(world.anna, javascript=False)
    page.goto(f"{LISTS}new/?questionnaire={own.pk}")
    choose(page, "audience", "list")
    page.get_by_role("button", name="Посчитать").click()
    page.get_by_label("Заяц Борис Фомич").check()
    page.get_by_role("button", name="Посчитать").click()
    expect(page.locator("#whom")).to_contain_text("Спросим 1 наставника")
    expect(page.get_by_label("Заяц Борис Фомич")).to_be_checked()
    page.get_by_role("button", name="Дальше: проверить и начать").click()
    page.wait_for_url("**/start/")


def test_sheets_from_paper_by_the_keyboard(site, world):
    cast.mentors(world.school, 1)
    own = cast.make_questionnaire(world.school, "mentor", cast.scale(), cast.matrix(), cast.single())
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    first, second = wave.tickets.order_by("person__name_key")
    page = site.enter(world.anna)
    page.goto(f"{LISTS}tickets/{first.pk}/paper/")
    expect(page.locator("[name=useful][value='1']")).to_be_focused()
    for key in ("0", "7", "ArrowUp", "6", "8", "2", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(f"**/tickets/{second.pk}/paper/")
    answers = Reply.objects.get(ticket=first).answers
    assert set(answers.values_list("item", "row", "choice", "number")) == {
        ("useful", "", "", 10),
        ("parts", "r1", "", 6),
        ("parts", "r2", "", 8),
        ("place", "", "o2", None),
    }
    expect(page.get_by_role("heading", level=1)).to_have_text(second.person.full_name)


def test_every_option_has_a_sign_and_arrows_leave_any_field(site, world):
    many = cast.single("place", "Где?", *(f"место {n}" for n in range(1, 17)))
    ranked = Question(
        "order", "ranking", "Порядок", options=(Option("a", "первое"), Option("b", "второе")), required=False
    )
    long = cast.long_text(required=False)
    short = Question("word", "short", "Одним словом", required=False)
    own = cast.make_questionnaire(world.school, "mentor", many, long, short, ranked, cast.matrix())
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    page = site.enter(world.anna)
    page.goto(f"{LISTS}tickets/{wave.tickets.get().pk}/paper/")
    signs = page.locator(".q-choice").evaluate_all("all => all.map(one => one.dataset.press)")
    assert "".join(signs) == "1234567890абвгде"
    # «Е» of a Russian keyboard.
    page.locator("[name=place]").first.dispatch_event("keydown", {"key": "е", "code": "KeyT", "bubbles": True})
    expect(page.locator("[name=place][value=o16]")).to_be_checked()
    text = page.locator("[name=wish]")
    expect(text).to_be_focused()
    # The same key while the keyboard writes Latin letters.
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=place][value=o16]")).to_be_focused()
    page.keyboard.press("KeyF")
    expect(page.locator("[name=place][value=o11]")).to_be_checked()
    page.keyboard.type("одна")
    page.keyboard.press("Enter")
    page.keyboard.type("две")
    page.keyboard.press("ArrowUp")
    expect(text).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(text).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=word]")).to_be_focused()
    page.keyboard.type("да")
    page.keyboard.press("ArrowDown")
    lines = page.locator(".q-places select")
    expect(lines.nth(0)).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("ArrowDown")
    expect(lines.nth(0)).to_have_value("2")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("5")
    page.keyboard.press("6")
    expect(page.locator("[name=parts__r1][value='5']")).to_be_checked()
    expect(page.locator("[name=parts__r2][value='6']")).to_be_checked()


def test_a_sheet_opens_at_its_first_question_whatever_texts_stand_below(site, world):
    own = cast.make_questionnaire(world.school, "mentor", cast.scale(), cast.long_text())
    wave = start_wave(cast.make_wave(world.school, own), world.anna)
    page = site.enter(world.anna)
    page.goto(f"{LISTS}tickets/{wave.tickets.get().pk}/paper/")
    expect(page.locator("[name=useful][value='1']")).to_be_focused()
    page.keyboard.press("7")
    expect(page.locator("[name=useful][value='7']")).to_be_checked()
    expect(page.locator("[name=wish]")).to_be_focused()


def test_slips_stand_on_a_phone_too(site, world):
    cast.mentors(world.school, 8)
    wave = start_wave(cast.make_wave(world.school, cast.make_questionnaire(world.school)), world.anna)
    page = site.enter(world.anna)
    page.set_viewport_size(PHONE)
    page.goto(f"{LISTS}{wave.pk}/slips/")
    expect(page.locator(".w-slip")).to_have_count(9)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # On paper eight to a sheet of A4, nothing cut off.
    page.emulate_media(media="print")
    heights = page.evaluate(
        "() => [...document.querySelectorAll('.w-slip-text')].map(e => e.scrollHeight - e.parentElement.clientHeight)"
    )
    assert max(heights) <= 0


INSIDE = """slip => {
  const edge = slip.getBoundingClientRect();
  return [...slip.querySelectorAll("p, code, svg")].every(one => {
    const box = one.getBoundingClientRect();
    return box.height > 0 && box.top >= edge.top && box.bottom <= edge.bottom && box.left >= edge.left && box.right <= edge.right;
  });
}"""


def test_on_paper_a_slip_keeps_its_code_and_last_line_whatever_the_names(site, world):
    long = "Наблюдение за тем, как складывается работа наставников и наставляемых " * 3
    world.school.short_name = "МБОУ «Школа с углублённым изучением отдельных предметов № 12 имени первого учителя»"
    world.school.save()
    first = cast.pupil(world.school, "Абдуллаева-Константинопольская Гюльнара-Александра Рашид-Мухаммед кызы", "10А")
    second = cast.pupil(
        world.school,
        "Верхнеднепровскобогоявленский-" + "Я" * 30 + " Лев-Константин-Александр-Михаил-Иннокентий Ильич",
        "8Б",
    )
    parent = cast.parent_of(second, "Абдуллаева-Константинопольская Гюльнара-Александра Рашид-Мухаммед кызы")
    for child in (first, second):
        people.mentee(child)
    own = [cast.make_questionnaire(world.school, side, mode="anonymous") for side in ("mentee", "parent")]
    asked = [(0, first), (0, second)]
    wave = cast.open_wave(world.school, *own, mode="anonymous", title=long[:200], asked=asked)
    cast.ticket_for(wave.parts.get(side="parent"), parent, about=second, subject="f", opens_on=TODAY + timedelta(1))
    page = site.enter(world.anna)
    page.goto(f"{LISTS}{wave.pk}/slips/")
    page.emulate_media(media="print")
    slips = page.locator(".w-slip")
    expect(slips).to_have_count(3)
    assert [slip.evaluate(INSIDE) for slip in slips.all()] == [True] * 3
    # Words are cut at the end of a line, the class stays.
    assert page.locator(".w-slip-title").first.evaluate("one => one.scrollHeight > one.clientHeight")
    expect(slips.nth(1).locator(".w-slip-name .nowrap")).to_be_visible()
