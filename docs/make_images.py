"""Takes the pictures of the documentation anew from a freshly laid demo.

    PORT=8018 make demo            # in another window
    .venv/bin/python docs/make_images.py http://localhost:8018

The demo is changed by it (an order of the village school is begun): lay it out anew afterwards with `demo --reset`.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
PASSWORD = "pokaz-2026"
# A Chromium without Russian language packs writes days as Americans do; readers' browsers write them as we do.
RUSSIAN_DATES = """() => document.querySelectorAll("input[type=date]").forEach(field => {
    const day = field.value.split("-").reverse().join(".");
    field.type = "text"; field.value = day;
})"""
SIZE = {"width": 1280, "height": 768}


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        curator = enter(browser, address, "kurator")
        keep(curator, "stol-kuratora")
        curator.get_by_role("link", name="Проверить и загрузить").click()
        keep(curator, "zagruzka")
        visit(curator, "Наставники")
        keep(curator, "bank-nastavnikov")
        visit(curator, "Что ждёт меня")
        curator.get_by_role("link", name="Подобрать наставника").click()
        curator.locator(".bench-list a").first.click()
        curator.evaluate("scrollTo(0, 0)")
        keep(curator, "podbor-pary")
        visit(curator, "Что ждёт меня")
        curator.get_by_role("link", name="Напечатать согласия").click()
        keep(curator, "soglasiya")

        head = enter(browser, address, "direktor")
        head.get_by_role("link", name="Решить").click()
        keep(head, "na-reshenie")

        village = enter(browser, address, "direktor-selo")
        village.get_by_role("link", name="Составить приказ").click()
        village.get_by_role("button", name="Составить приказ").click()
        keep(village, "prikaz-ryadom-s-formoy")
        village.get_by_role("button", name="Сохранить и перейти к изданию").click()
        keep(village, "izdanie-prikaza")

        mentee = enter(browser, address, "nastavlyaemaya", phone=True)
        keep(mentee, "stol-uchastnika")
        browser.close()


def enter(browser: Browser, address: str, login: str, phone: bool = False) -> Page:
    size = {"width": 390, "height": 700} if phone else SIZE
    page = browser.new_context(locale="ru-RU", viewport=size).new_page()
    page.goto(address)
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    return page


def visit(page: Page, word: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=word, exact=True).first.click()


def keep(page: Page, name: str) -> None:
    """One screenful, in sixty-four colours: as clear, and a third of the size."""
    page.wait_for_load_state("networkidle")
    page.evaluate(RUSSIAN_DATES)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(64).save(IMAGES / f"{name}.png", optimize=True)
    print(name, (IMAGES / f"{name}.png").stat().st_size // 1024, "КБ")


if __name__ == "__main__":
    main(sys.argv[1])
