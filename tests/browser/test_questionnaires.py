"""A questionnaire edited in its place in a real browser: by keyboard, with undo, without JavaScript."""

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from mentoring.surveys.models import Questionnaire
from mentoring.surveys.wording import Section, Wording
from tests.browser.test_every_page import PHONE, axe_source, look
from tests.browser.test_main_job import follow, said
from tests.mentoring.surveys.cast import make_questionnaire, matrix
from tests.mentoring.surveys.editing_pieces import WORDING
from tests.world import World

pytestmark = pytest.mark.browser
PAGES = "/o/lesnaya/questionnaires/"


def laid(world: World) -> Questionnaire:
    return make_questionnaire(world.school, content=WORDING, title="Пульс наставляемых")


def text(own: Questionnaire, code: str) -> str:
    own.refresh_from_db()
    found = own.wording.question(code)
    assert found is not None
    return found.text


def test_in_place_by_keyboard_and_undo(site, world):
    """Enter on «Изменить», type, Ctrl+Enter: saved, and the focus is there again; Escape changes nothing."""
    own = laid(world)
    page = site.enter(world.anna)
    page.goto(f"{PAGES}{own.pk}/edit/")
    place = page.locator("#e-place")
    change = place.get_by_role("link", name="Изменить")

    change.press("Enter")
    expect(place.get_by_label("Вопрос", exact=True)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Совсем не то")
    page.keyboard.press("Escape")
    expect(place).to_contain_text("Где?")
    expect(change).to_be_focused()

    change.press("Enter")
    expect(place.get_by_label("Вопрос", exact=True)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Где именно?")
    page.keyboard.press("Control+Enter")
    said(page, "Сохранено.")
    expect(place).to_contain_text("Где именно?")
    expect(change).to_be_focused()
    assert text(own, "place") == "Где именно?"

    page.locator("#down-place").press("Enter")
    said(page, "Вопрос переставлен.")
    expect(page.locator("#s-1 article").nth(1)).to_have_id("e-place")
    expect(page.locator("#down-place")).to_be_focused()

    page.locator("#undo").click()
    said(page, "Отменено")
    expect(page.locator("#s-1 article").nth(0)).to_have_id("e-place")
    page.locator("#undo").click()
    expect(place).to_contain_text("Где?")
    assert Questionnaire.objects.get(pk=own.pk).content == WORDING.to_json()


def test_only_the_fields_of_the_chosen_kind_are_shown(site, world):
    own = laid(world)
    page = site.enter(world.anna)
    page.add_init_script(axe_source())
    page.goto(f"{PAGES}{own.pk}/questions/new/")
    options, low, rows = (page.get_by_label(name) for name in ("Варианты ответа", "Что значит 10", "Что оценивают"))
    kind = page.get_by_label("Как отвечают")
    for value, shown in (("scale", [low]), ("single", [options]), ("matrix", [low, rows]), ("long", [])):
        kind.select_option(value)
        for field in (options, low, rows):
            expect(field).to_be_visible(visible=field in shown)
    problems: list[str] = []
    for value in ("single", "matrix", "persons"):
        kind.select_option(value)
        look(page, value, problems, (PHONE,))
    assert problems == []


@pytest.mark.parametrize("javascript", [True, False], ids=["in-place", "without-javascript"])
def test_a_question_is_added_with_a_condition(site, world, javascript):
    own = laid(world)
    page = site.enter(world.anna, javascript=javascript)
    page.goto(f"{PAGES}{own.pk}/edit/")
    add = page.locator("#e-what").get_by_role("link", name="Добавить после")
    if javascript:
        add.press("Enter")
    else:
        follow(page, add)
    form = page.locator("form.qn-form")
    form.get_by_label("Вопрос", exact=True).fill("Кто поможет?")
    form.get_by_label("Как отвечают").select_option("single")
    form.get_by_label("Варианты ответа").fill("куратор\n! никто, нужна помощь")
    form.get_by_label("Спросить, только если").select_option("если ответили «да»")
    form.get_by_role("button", name="Сохранить").click()
    said(page, "Вопрос добавлен.")
    new = page.locator("#s-0 article").nth(2)
    expect(new).to_contain_text("Кто поможет?")
    expect(new).to_contain_text("Спросим, только если на вопрос 1 «Нужна ли помощь?» ответили «да»")
    own.refresh_from_db()
    added = own.wording.sections[0].questions[2]
    assert (added.signal, [one.text for one in added.options]) == ("help", ["куратор", "никто, нужна помощь"])


def test_no_heading_of_the_blank_is_left_alone_at_the_end_of_a_sheet(site, world):
    """Sections of growing height, so that each sheet would end at another place; nor do the thanks stand alone."""
    grids = [matrix(f"m{n}", f"Оцените {n}", *(f"строка {n}-{row}" for row in range(n))) for n in range(3, 12)]
    sections = tuple(Section(f"Раздел номер {n}", "Вспомните месяц.", (one,)) for n, one in enumerate(grids))
    own = make_questionnaire(world.school, content=Wording("Бланк", "Ответьте.", "Спасибо!", sections))
    page = site.enter(world.anna)
    page.goto(f"{PAGES}{own.pk}/blank/")
    sheets = [sheet.extract_text().strip() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 2
    assert [
        sheet for sheet in sheets if sheet.endswith("Вспомните месяц.") or sheet.splitlines()[-1].startswith("Раздел")
    ] == []
    assert not sheets[-1].startswith("Спасибо за ответы")
