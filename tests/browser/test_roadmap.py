"""A roadmap's year in a real browser: the school's Word file goes in, lives, is approved, and prints again in its own columns."""

import re
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from roadmaps.enums import ApprovalForm
from roadmaps.heading import with_own_head
from roadmaps.models import Roadmap
from roadmaps.reading import read_file
from tests import world as cast
from tests.browser.plan_files import roadmap_file
from tests.browser.plan_steps import TODAY, mark_done, settle_doubts, upload
from tests.browser.test_main_job import DOCX, follow, leave, pages_of, press, said
from tests.schools.papers.engine.reading import MM
from tests.schools.papers.engine.reading import pages as lines_of

pytestmark = pytest.mark.browser

SIGN = " [уточнено]"


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
    follow(page, page.get_by_role("link", name="Поставить другой год"))
    page.get_by_label("Первый учебный год").select_option(label="2023/24")
    press(page, "Сохранить")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    expect(page.get_by_text("Прошлогодняя?")).to_have_count(0)


def correct_a_cell(page: Page, key: str, *, javascript: bool) -> None:
    """The content of the measure, in its cell by keyboard, or on a page of its own."""
    cell = page.locator(f"#c-{key}-content")
    if javascript:
        cell.locator("a.rm-word").press("Enter")
        box = cell.locator("textarea")
        expect(box).to_be_focused()
        box.press("Control+End")
        box.press_sequentially(SIGN)
        box.press("Control+Enter")
        expect(cell.locator("a.rm-word")).to_contain_text(SIGN.strip())
    else:
        follow(page, cell.locator("a.rm-word"))
        box = page.get_by_label("одержание", exact=False).first
        box.fill(box.input_value() + SIGN)
        press(page, "Сохранить")
        page.wait_for_url(re.compile(r"/imports/\d+/#"))
        expect(cell).to_contain_text(SIGN.strip())


def expected(read: Any) -> dict[str, Any]:
    """The structure of the original with the corrected cell, and the head's mark instead of the earlier one."""
    wanted = deepcopy(read.as_json())
    wanted["stages"][0]["measures"][0]["content"] += SIGN
    wanted["approval"] = {"post": "Директор", "name": "Г.И. Ветров", "order_number": None, "order_date": "2026-09-14"}
    return wanted


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
    settle_doubts(page, plan)
    expect(rows.first.locator("td.rm-state")).to_contain_text(re.compile(rf"^\s*выполнено.*{TODAY}\s+2 подтверждения"))
    press(page, "Передать руководителю")
    said(page, "Дорожная карта передана руководителю.")
    leave(page)

    sign_in(page, "gleb")
    said(page, "ждёт вашего утверждения")
    follow(page, page.get_by_role("link", name="Прочитать и утвердить").first)
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
