"""A plan edited in its rows in a real browser: by keyboard, with undo, two people at once, a plan too long for one page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from roadmaps.models import Measure
from roadmaps.reading import read_file
from tests import world as cast
from tests.browser.plan_files import roadmap_file
from tests.browser.plan_steps import PLANS, upload
from tests.browser.test_every_page import axe_source, look
from tests.browser.test_main_job import follow, said
from tests.roadmaps.cast import laid_out, measure_of
from tests.roadmaps.test_views_long import wordy

pytestmark = pytest.mark.browser


def test_in_place_by_keyboard_and_undo(site, world):
    """Enter on the row, type, Ctrl+Enter: saved, and the focus is on the row again; Escape changes nothing."""
    row = measure_of(laid_out(world), "1.1")
    page = site.enter(world.anna)
    page.goto(f"{PLANS}{row.roadmap_id}/")
    place = page.locator(f"#m-{row.pk}")
    before = place.inner_text()

    due = place.get_by_label("Сроки")
    place.locator("a.row-link").press("Enter")
    # The row takes the focus when it has come; words typed before that would go elsewhere.
    expect(place.get_by_label("Мероприятия")).to_be_focused()
    due.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("октябрь")
    page.keyboard.press("Escape")
    expect(place).to_have_text(before, use_inner_text=True)

    place.locator("a.row-link").press("Enter")
    expect(place.get_by_label("Мероприятия")).to_be_focused()
    due.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("ноябрь")
    page.keyboard.press("Control+Enter")
    said(page, "Сохранено.")
    expect(place).to_contain_text("ноябрь")
    expect(place.locator("a.row-link")).to_be_focused()
    expect(page).to_have_url(re.compile(rf"{PLANS}{row.roadmap_id}/(\?|$)"))
    row.refresh_from_db()
    assert (row.due_text, row.occasions.get().starts.month) == ("ноябрь", 11)

    page.get_by_role("button", name="Отменить").first.click()
    said(page, "Отменено")
    expect(place).to_have_text(before, use_inner_text=True)
    assert "ноябрь" not in Measure.objects.get(pk=row.pk).due_text


@pytest.mark.parametrize("javascript", [True, False], ids=["in-place", "without-javascript"])
def test_two_edit_one_measure(site, world, javascript):
    """The second is shown both texts of what both changed, finds the own one in the field, and saves it knowingly."""
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    lada = cast.user("lada", "Снегова Лада Ильинична", curator=world.school)
    first, second = site.enter(world.anna), site.enter(lada, javascript=javascript)

    def open_row(page: Page) -> Locator:
        page.goto(f"{PLANS}{roadmap.pk}/")
        link = page.locator(f"#m-{row.pk} a.row-link")
        if page is second and not javascript:
            follow(page, link)
            return page.locator("form.rm-form")
        link.press("Enter")
        expect(page.locator("form.rm-form :focus")).to_have_count(1)
        return page.locator("form.rm-form")

    mine, theirs = open_row(first), open_row(second)
    theirs.get_by_label("Содержание").fill("Редакция Лады")
    theirs.get_by_label("Сроки").fill("май")
    mine.get_by_label("Содержание").fill("Редакция Анны")
    mine.get_by_label("Ожидаемый результат").fill("Приказ и лист ознакомления")
    mine.get_by_role("button", name="Сохранить").click()
    said(first, "Сохранено.")

    theirs.get_by_role("button", name="Сохранить").click()
    both = second.locator(".notes", has_text="Одно и то же изменили вы оба.")
    expect(both.locator("tbody tr")).to_have_count(1)
    expect(both.locator("tbody tr")).to_have_text(re.compile(r"Содержание\s*Редакция Анны\s*Редакция Лады"))
    expect(theirs.get_by_label("Содержание")).to_have_value("Редакция Лады")
    expect(theirs.get_by_label("Сроки")).to_have_value("май")
    assert Measure.objects.get(pk=row.pk).content == "Редакция Анны"

    theirs.get_by_role("button", name="Сохранить").click()
    said(second, "Сохранено.")
    row.refresh_from_db()
    assert (row.content, row.due_text) == ("Редакция Лады", "май")
    # What only the first had changed stays as the first left it.
    assert row.expected_result == "Приказ и лист ознакомления"


def test_two_correct_one_file(site, world, shared):
    """The second correction of a preview opened before the first is not lost either."""
    filename, content = roadmap_file("own", shared)
    page = site.enter(world.anna)
    upload(page, filename, content)
    other = page.context.new_page()
    other.goto(page.url)
    key = read_file(content, filename).measures[0].key
    cell = page.locator(f"#c-{key}-due_text")
    late = other.locator(f"#c-{key}-due_text")
    for one in (cell, late):
        one.locator("a.rm-word").press("Enter")
        expect(one.locator("textarea")).to_be_focused()
    cell.locator("textarea").fill("октябрь")
    cell.locator("textarea").press("Control+Enter")
    expect(cell.locator("a.rm-word")).to_have_text("октябрь")
    late.locator("textarea").fill("ноябрь")
    late.locator("textarea").press("Control+Enter")
    expect(late.locator(".field-error")).to_be_visible()
    expect(late.locator("textarea")).to_have_value("ноябрь")
    late.get_by_role("button", name="Сохранить").click()
    expect(late.locator("a.rm-word")).to_have_text("ноябрь")


def test_split_and_joined_by_keyboard(site, world):
    """Each deed leaves the focus on the row, and is undone."""
    row = measure_of(laid_out(world), "2.1")
    page = site.enter(world.anna)
    page.goto(f"{PLANS}{row.roadmap_id}/")
    place = page.locator(f"#m-{row.pk}")
    rows = page.locator("table.rm-plan tr[id^=m-]")

    def press_in_row(name: str) -> None:
        place.locator("a.row-link").press("Enter")
        expect(place.locator("form.rm-form :focus")).to_have_count(1)
        place.get_by_role("button", name=name).press("Enter")

    press_in_row("Разделить по пунктам")
    said(page, "Мероприятие разделено.")
    expect(rows).to_have_count(6)
    expect(place.locator("a.row-link")).to_be_focused()
    press_in_row("Объединить со следующим")
    said(page, "Мероприятия объединены.")
    expect(rows).to_have_count(5)
    expect(place.locator("a.row-link")).to_be_focused()
    page.get_by_role("button", name="Отменить").first.press("Enter")
    said(page, "Отменено: объединены мероприятия")
    expect(rows).to_have_count(6)


@pytest.mark.parametrize("javascript", [True, False], ids=["in-place", "without-javascript"])
def test_a_long_plan_opens_stage_by_stage(site, world, javascript):
    """By keyboard: the piece comes in its place, and the focus stands on its first row."""
    roadmap = laid_out(world, wordy())
    page = site.enter(world.anna, javascript=javascript)
    page.add_init_script(axe_source())
    page.goto(f"{PLANS}{roadmap.pk}/")
    stage = roadmap.stages.order_by("position").last()
    first, *_, last = stage.measures.order_by("position")
    place = page.locator(f"#stage-{stage.pk}")
    rows = place.locator("tr[id^=m-] td.rm-state")
    expect(rows).to_have_count(0)
    opens = place.get_by_role("link", name=re.compile("^Показать 13 мероприятий"))
    if javascript:
        opens.press("Enter")
        expect(rows).to_have_count(13)
        expect(page.locator(f"#m-{first.pk} a.row-link")).to_be_focused()
        expect(page).to_have_url(re.compile(rf"{PLANS}{roadmap.pk}/$"))
        problems: list[str] = []
        look(page, "a long plan with an opened stage", problems)
        assert problems == []
        # Its rows are edited in place like all others.
        page.locator(f"#m-{last.pk} a.row-link").press("Enter")
        expect(page.locator(f"#m-{last.pk} form.rm-form :focus")).to_have_count(1)
    else:
        follow(page, opens)
        expect(rows).to_have_count(13)
        expect(page.locator(f"#m-{last.pk} a.row-link")).to_be_visible()
