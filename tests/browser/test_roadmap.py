"""A roadmap's year in a real browser: the school's Word file goes in, lives, is approved, and prints again in its own columns."""

import re
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from mentoring.documents.services.roadmaps import approve_roadmap
from roadmaps.enums import ApprovalForm, MeasureCode
from roadmaps.heading import with_own_head
from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.reading import read_file
from roadmaps.services.submitting import submit_roadmap
from tests import world as cast
from tests.browser.plan_files import roadmap_file
from tests.browser.test_main_job import DOCX, leave, pages_of, press, said
from tests.roadmaps.cast import laid_out, measure_of
from tests.schools.papers.engine.reading import MM
from tests.schools.papers.engine.reading import pages as lines_of

pytestmark = pytest.mark.browser

PLANS = "/o/lesnaya/roadmaps/"
SIGN = " [уточнено]"
PDF = b"%PDF-1.4\n%%EOF\n"
TODAY = "14.09.2026"


@pytest.fixture
def world(site):
    return cast.build()


def upload(page: Page, filename: str, content: bytes) -> None:
    """Of the year that the page offers."""
    page.goto(PLANS)
    page.get_by_role("link", name="Загрузить из Word или Excel").first.click()
    page.set_input_files("input[type=file]", {"name": filename, "mimeType": DOCX, "buffer": content})
    press(page, "Прочитать файл")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


def shown_as_read(page: Page, read: Any) -> None:
    """The preview: columns in the file's order (the stages stand as rows), every stage, every measure."""
    headings = [column.heading or "№" for column in read.columns if column.role != "stage"]
    expect(page.locator("table.rm-preview thead th:not(:last-child)")).to_have_text(headings)
    expect(page.locator("table.rm-preview tr.rm-stage")).to_have_count(len(read.stages))
    rows = page.locator("table.rm-preview tr[id^=r-]")
    expect(rows).to_have_count(len(read.measures))
    main = "title" if "title" in [column.role for column in read.columns] else "content"
    for row, measure in zip(rows.all(), read.measures, strict=True):
        expect(row.locator("th .rm-word")).to_have_text(getattr(measure, main) or "", use_inner_text=True)


def correct_the_year(page: Page) -> None:
    """The sample is of an earlier year: the preview asks, and the year is set."""
    said(page, "Прошлогодняя?")
    page.get_by_role("link", name="Поставить другой год").click()
    page.get_by_label("Первый учебный год").select_option(label="2023/24")
    press(page, "Сохранить")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    expect(page.get_by_text("Прошлогодняя?")).to_have_count(0)


def correct_a_cell(page: Page, key: str, *, javascript: bool) -> None:
    """The content of the measure, in its cell by keyboard, or on a page of its own."""
    cell = page.locator(f"#c-{key}-content")
    cell.locator("a.rm-word").click()
    if javascript:
        box = cell.locator("textarea")
        expect(box).to_be_focused()
        box.press("Control+End")
        box.press_sequentially(SIGN)
        box.press("Control+Enter")
        expect(cell.locator("a.rm-word")).to_contain_text(SIGN.strip())
    else:
        box = page.get_by_label("одержание", exact=False).first
        box.fill(box.input_value() + SIGN)
        press(page, "Сохранить")
        page.wait_for_url(re.compile(r"/imports/\d+/#"))
        expect(cell).to_contain_text(SIGN.strip())


def mark_done(page: Page, row: Locator) -> None:
    """On the measure's card: done today, a note and a file that prove it."""
    row.locator("td.rm-state a").click()
    page.wait_for_url(re.compile(r"/measures/\d+/"))
    page.get_by_label("выполнено", exact=True).check()
    press(page, "Записать")
    said(page, "Записано: выполнено.")
    page.get_by_label("Запись").fill("Приказ издан, с ним ознакомлены пятеро")
    page.locator("[name=file]").set_input_files(
        {"name": "скан приказа.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press(page, "Добавить подтверждение")
    said(page, "Подтверждение добавлено.")
    expect(page.locator("#evidence .count")).to_have_text("2")
    expect(page.get_by_role("link", name="скан приказа.pdf")).to_be_visible()


def expected(read: Any) -> dict[str, Any]:
    """The structure of the original with the corrected cell, and the head's mark instead of the earlier one."""
    wanted = deepcopy(read.as_json())
    wanted["stages"][0]["measures"][0]["content"] += SIGN
    wanted["approval"] = {"post": "Директор", "name": "Г.И. Ветров", "order_number": None, "order_date": "2026-09-14"}
    return wanted


def settle_doubts(page: Page) -> None:
    """What the product is unsure of is looked at row by row and said to be right."""
    while (show := page.get_by_role("link", name="Показать", exact=True)).count():
        show.click()
        page.locator("table.rm-plan tr[id^=m-] td.rm-state a").first.click()
        press(page, "Всё верно, снять «проверьте»")
        said(page, "Пометка «проверьте» снята.")
        page.locator("nav.crumbs a").last.click()


@pytest.mark.parametrize(
    ("source", "javascript"),
    [("own", True), ("sample", True), ("own", False)],
    ids=["own", "sample", "own-without-javascript"],
)
def test_from_the_word_file_to_the_approved_plan(site, world, sign_in, shared, source, javascript):
    filename, content = roadmap_file(source, shared)
    read = read_file(content, filename)
    first = read.measures[0]
    page = site.enter(javascript=javascript)
    sign_in(page, "anna")
    upload(page, filename, content)
    begins = cast.YEAR
    if source == "sample" and shared is not None:
        correct_the_year(page)
        begins = 2023
    # Another's letterhead and marks are not taken over.
    read = with_own_head(read, world.school.full_name, world.school.short_name, begins)
    shown_as_read(page, read)
    correct_a_cell(page, first.key, javascript=javascript)
    assert Roadmap.objects.count() == 0
    press(page, "Загрузить")
    said(page, "Дорожная карта загружена.")
    expect(page.get_by_role("heading", level=1)).to_have_text(read.title)
    plan = page.url
    rows = page.locator("table.rm-plan tr[id^=m-]")
    expect(rows).to_have_count(len(read.measures))

    mark_done(page, rows.first)
    page.goto(plan)
    settle_doubts(page)
    page.goto(plan)
    expect(rows.first.locator("td.rm-state")).to_contain_text(re.compile(rf"^\s*выполнено.*{TODAY}\s+2 подтверждения"))
    press(page, "Передать руководителю")
    said(page, "Дорожная карта передана руководителю.")
    leave(page)

    sign_in(page, "gleb")
    said(page, "ждёт вашего утверждения")
    page.get_by_role("link", name="Прочитать и утвердить").first.click()
    page.wait_for_url(re.compile("/approve/"))
    page.get_by_label(ApprovalForm.SIGNED.label, exact=True).check()
    # The order of the original approved another text: this one is approved by today's signature.
    fold = page.locator("details.fold")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    for field in ("Номер приказа, изданного на бумаге", "Его дата"):
        page.get_by_label(field).fill("")
    if javascript:
        page.get_by_label("Его дата").blur()
        expect(page.locator("#sheet")).to_contain_text("14 сентября 2026 г.")
    press(page, "Утвердить")
    page.wait_for_url(re.compile(r"/versions/\d+/$"))
    said(page, "Дорожная карта утверждена")
    leave(page)

    sign_in(page, "anna")
    page.goto(plan)
    printed = {
        ending: page.request.get(link_of(page, name))
        for ending, name in (("pdf", "PDF"), ("docx", "Word (.docx)"), ("xlsx", "Excel (.xlsx)"))
    }
    assert [printed["pdf"].headers["content-type"], printed["docx"].headers["content-type"]] == [
        "application/pdf",
        DOCX,
    ]
    look_at_the_pdf(pages_of(printed["pdf"].body()), read)
    look_where_it_stands(printed["pdf"].body(), read)
    for ending in ("docx", "xlsx"):
        assert read_file(printed[ending].body(), f"план.{ending}").as_json() == expected(read), ending


def link_of(page: Page, name: str) -> str:
    address = page.locator("details.drop a", has_text=re.compile(f"^{re.escape(name)}$")).get_attribute("href")
    assert address is not None
    return address


def look_at_the_pdf(sheets: list[str], read: Any) -> None:
    """The mark before the title, the columns in the original's order on every page that has rows, the corrected words."""
    first = sheets[0]
    mark = first[first.index("УТВЕРЖДАЮ Директор") :]
    assert mark.index("Ветров") < mark.index("14 сентября 2026 г.") < mark.index(read.title.split()[-1])
    headings = plain("".join(column.heading for column in read.columns))
    assert all(headings in plain(sheet) for sheet in sheets[:-1] or sheets)
    whole = plain("".join(sheets))
    assert plain(read.measures[0].content + SIGN) in whole
    for measure in read.measures[1:]:
        assert plain(measure.content or measure.title) in whole


def look_where_it_stands(pdf: bytes, read: Any) -> None:
    """The mark in the right half of the sheet, above the title."""
    width = float(PdfReader(BytesIO(pdf)).pages[0].mediabox.width) * MM
    lines = lines_of(pdf)[0]
    mark = next(line for line in lines if line.text.startswith("УТВЕРЖДАЮ"))
    assert mark.x > width / 2
    assert mark.y < next(line.y for line in lines if plain(read.title).startswith(plain(line.text)))


def plain(text: str) -> str:
    """Letters and digits alone: how lines were broken says nothing about the words."""
    return re.sub(r"[\W_]+", "", text)


def test_in_place_by_keyboard_and_undo(site, world):
    """Enter on the row, type, Ctrl+Enter: saved, and the focus is on the row again; Escape changes nothing."""
    row = measure_of(laid_out(world), "1.1")
    page = site.enter(world.anna)
    page.goto(f"{PLANS}{row.roadmap_id}/")
    place = page.locator(f"#m-{row.pk}")
    before = place.inner_text()

    place.locator("a.row-link").press("Enter")
    due = place.get_by_label("Сроки")
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
    assert page.url.split("?")[0].endswith(f"{PLANS}{row.roadmap_id}/")
    row.refresh_from_db()
    assert (row.due_text, row.occasions.get().starts.month) == ("ноябрь", 11)

    page.get_by_role("button", name="Отменить").first.click()
    said(page, "Отменено")
    expect(place).to_have_text(before, use_inner_text=True)
    assert "ноябрь" not in Measure.objects.get(pk=row.pk).due_text


@pytest.mark.parametrize("javascript", [True, False], ids=["in-place", "without-javascript"])
def test_two_edit_one_measure(site, world, javascript):
    """The second is shown both texts, finds the own one in the field, and saves it knowingly."""
    roadmap = laid_out(world)
    row = measure_of(roadmap, "1.1")
    lada = cast.user("lada", "Снегова Лада Ильинична", curator=world.school)
    first, second = site.enter(world.anna), site.enter(lada, javascript=javascript)

    def open_row(page: Page) -> Locator:
        page.goto(f"{PLANS}{roadmap.pk}/")
        page.locator(f"#m-{row.pk} a.row-link").click()
        # The row takes the focus when it has come; words typed before that would go elsewhere.
        if javascript:
            expect(page.locator("form.rm-form :focus")).to_have_count(1)
        return page.locator("form.rm-form")

    mine, theirs = open_row(first), open_row(second)
    theirs.get_by_label("Содержание").fill("Редакция Лады")
    theirs.get_by_label("Сроки").fill("май")
    mine.get_by_label("Содержание").fill("Редакция Анны")
    mine.get_by_role("button", name="Сохранить").click()
    said(first, "Сохранено.")

    theirs.get_by_role("button", name="Сохранить").click()
    both = second.locator(".notes", has_text="Сохранённое и ваше различаются.")
    expect(both.locator("tbody tr").first).to_have_text(re.compile(r"Содержание\s*Редакция Анны\s*Редакция Лады"))
    expect(theirs.get_by_label("Содержание")).to_have_value("Редакция Лады")
    expect(theirs.get_by_label("Сроки")).to_have_value("май")
    assert Measure.objects.get(pk=row.pk).content == "Редакция Анны"

    theirs.get_by_role("button", name="Сохранить").click()
    said(second, "Сохранено.")
    row.refresh_from_db()
    assert (row.content, row.due_text) == ("Редакция Лады", "май")


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
        one.locator("a.rm-word").click()
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


def test_the_municipal_plan_goes_down_to_schools(site, world):
    """From a template to the coordinator's table of who has done what."""
    office = f"/o/{world.office.slug}/roadmaps/"
    oleg = site.enter(world.oleg)
    oleg.goto(office)
    oleg.get_by_role("link", name="Взять шаблон").first.click()
    oleg.get_by_label("Муниципальный план", exact=False).check()
    press(oleg, "Составить дорожную карту")
    oleg.wait_for_url(re.compile(r"/roadmaps/\d+/$"))
    plan = oleg.url
    oleg.locator("details.drop > summary", has_text="Ещё").click()
    oleg.get_by_role("link", name="Спустить школам").click()
    boxes = oleg.locator("input[name=measures]")
    names = [label.split(" — ")[0] for label in oleg.locator("input[name=measures] + label").all_text_contents()[:2]]
    boxes.nth(0).check()
    boxes.nth(1).check()
    for box in oleg.locator("input[name=schools]").all():
        box.uncheck()
    for school in (world.school, world.village):
        oleg.get_by_label(school.short_name, exact=True).check()
    press(oleg, "Спустить школам")
    said(oleg, "Добавлено 4 мероприятия в дорожные карты: 2 организации.")

    anna = site.enter(world.anna)
    anna.goto(PLANS)
    anna.locator("table a.row-link").first.click()
    rows = anna.locator("table.rm-plan tr[id^=m-]")
    expect(rows).to_have_count(2)
    mark_done(anna, rows.first)
    assert Occasion.objects.get(measure__roadmap__organisation=world.school, status="done").done_on == cast.TODAY

    oleg.goto(plan)
    oleg.locator("details.drop > summary", has_text="Ещё").click()
    oleg.get_by_role("link", name="Кто что выполнил").click()
    matrix = oleg.locator("table.rm-matrix tbody tr")
    row = matrix.filter(has_text=world.school.short_name)
    expect(row.locator("td.c-num")).to_have_text("1/2")
    expect(row.locator(".rm-mark.done")).to_have_count(1)
    expect(matrix.filter(has_text=world.village.short_name).locator("td.c-num")).to_have_text("0/2")
    totals = oleg.locator("table.list-table tbody tr")
    expect(totals.first).to_contain_text(names[0].partition(":")[0].strip())
    expect(totals.first).to_contain_text("1 из 2")


def test_a_refused_file_says_what_to_do(site, world):
    """Nothing is stored, the years stay as chosen, and the next file goes through."""
    page = site.enter(world.anna, javascript=False)
    page.goto(f"{PLANS}imports/new/")
    page.get_by_label("На сколько лет").select_option("3")
    page.set_input_files("input[type=file]", {"name": "фото.docx", "mimeType": DOCX, "buffer": b"\xff\xd8\xff\xe0" * 9})
    press(page, "Прочитать файл")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.get_by_label("На сколько лет")).to_have_value("3")
    assert Roadmap.objects.count() == 0


def test_a_changed_plan_is_returned_and_approved_anew(site, world):
    """The head sees what has changed since the first version; the second stands beside it with the difference."""
    roadmap = laid_out(world)
    submit_roadmap(roadmap, world.anna)
    first = approve_roadmap(roadmap, world.gleb, cast.TODAY, form=ApprovalForm.SIGNED)
    row = measure_of(roadmap, "2.2")
    anna, gleb = site.enter(world.anna), site.enter(world.gleb)

    def edit(due: str) -> None:
        anna.goto(f"{PLANS}{roadmap.pk}/")
        address = anna.locator(f"#m-{row.pk} a.row-link").get_attribute("href")
        anna.goto(address)
        anna.locator("form.rm-form").get_by_label("Сроки").fill(due)
        anna.locator("form.rm-form").get_by_role("button", name="Сохранить").click()
        said(anna, "Сохранено.")
        anna.goto(f"{PLANS}{roadmap.pk}/")
        settle_doubts(anna)
        press(anna, "Передать руководителю")
        said(anna, "Дорожная карта передана руководителю.")

    edit("июнь")
    gleb.goto("/o/lesnaya/")
    gleb.get_by_role("link", name="Прочитать и утвердить").click()
    expect(gleb.locator("ul.changes del")).to_have_text(row.due_text)
    expect(gleb.locator("ul.changes ins")).to_have_text("июнь")
    gleb.get_by_role("link", name="Вернуть с замечанием").click()
    gleb.get_by_label("Что поправить").fill("Назовите год")
    press(gleb, "Вернуть куратору")
    said(gleb, "Дорожная карта возвращена куратору с замечанием.")

    anna.goto(f"{PLANS}{roadmap.pk}/")
    said(anna, "Назовите год")
    edit("июнь 2027 года")
    gleb.goto("/o/lesnaya/")
    gleb.get_by_role("link", name="Прочитать и утвердить").click()
    press(gleb, "Утвердить")
    gleb.wait_for_url(re.compile(r"/versions/\d+/$"))
    expect(gleb.get_by_role("heading", level=1)).to_have_text(f"Редакция 2 от {TODAY}")
    expect(gleb.locator("ul.changes ins")).to_have_text("июнь 2027 года")
    gleb.get_by_role("link", name=str(first), exact=True).click()
    expect(gleb.locator(".sheet")).not_to_contain_text("июнь")


def test_what_the_product_knows_is_confirmed_with_one_click(site, world):
    """The desk offers the proof of the measure that asks for it; one click ticks it off."""
    row = measure_of(laid_out(world), "1.1")
    Measure.objects.filter(pk=row.pk).update(code=MeasureCode.CURATOR_NAMED)
    page = site.enter(world.anna)
    page.goto("/o/lesnaya/")
    said(page, "Есть подтверждение: куратор — Ясная Анна Петровна")
    press(page, re.compile("^Отметить выполненным"))
    said(page, f"Отмечено выполненным: {row}.")
    assert Occasion.objects.get(measure=row).status == "done"
