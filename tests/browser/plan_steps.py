"""Steps that the stories of roadmaps share."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_main_job import DOCX, follow, press, said
from tests.scans import PDF

PLANS = "/o/lesnaya/roadmaps/"
TODAY = "14.09.2026"


def upload(page: Page, filename: str, content: bytes) -> None:
    """Of the year that the page offers."""
    page.goto(PLANS)
    follow(page, page.get_by_role("link", name="Загрузить из Word или Excel").first)
    page.set_input_files("input[type=file]", {"name": filename, "mimeType": DOCX, "buffer": content})
    press(page, "Прочитать файл")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


def mark_done(page: Page, row: Locator) -> None:
    """On the measure's card: done today, a note and a file that prove it."""
    follow(page, row.locator("td.rm-state a"))
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


def settle_doubts(page: Page, plan: str) -> None:
    """What the product is unsure of is looked at row by row and said to be right."""
    page.goto(plan)
    while (show := page.get_by_role("link", name="Показать", exact=True)).count():
        follow(page, show)
        follow(page, page.locator("table.rm-plan tr[id^=m-] td.rm-state a").first)
        press(page, "Всё верно, снять «проверьте»")
        said(page, "Пометка «проверьте» снята.")
        page.goto(plan)
