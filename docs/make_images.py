"""Takes the pictures of the documentation anew from a freshly laid demo.

    PORT=8018 make demo            # in another window
    .venv/bin/python docs/make_images.py http://localhost:8018

The demo is changed by it (an order of the village school is begun, a roadmap of the school is read from a file): lay it
out anew afterwards with `demo --reset`.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

import docx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
PLAN = (
    ("№", "Мероприятие", "Содержание деятельности", "Сроки", "Ответственные"),
    ("Этап 1. Подготовка",),
    (
        "1",
        "Обсуждение итогов года",
        "Сравнить осенние и весенние ответы пар, выбрать темы",
        "август 2026 года",
        "Куратор",
    ),
    (
        "2",
        "Работа с документами",
        "1) обновить положение\n2) издать приказ о кураторе\n3) собрать согласия",
        "август – сентябрь 2026 года",
        "Директор, куратор Огнева П.А.",
    ),
    ("Этап 2. Пары",),
    ("3", "Подбор", "Спросить обоих, готовы ли они работать вместе", "до 5 октября", "Куратор"),
    ("4", "Открытые уроки", "Пара ведёт урок и разбирает его при гостях", "ноябрь, март", "Заяц Б.Ф."),
    ("5", "Беседы", "Куратор говорит с каждой парой отдельно", "по необходимости", "Педагог-психолог"),
)
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

        visit(curator, "Анкеты")
        keep(curator, "ankety")
        visit(curator, "Ответы для банков")
        curator.locator("a.row-link").first.click()
        keep(curator, "otvet-dlya-banka")
        visit(curator, "Дорожная карта")
        curator.locator("a.row-link").first.click()
        keep(curator, "dorozhnaya-karta")
        visit(curator, "Дорожная карта")
        curator.get_by_role("link", name="Новая дорожная карта").click()
        curator.get_by_role("link", name="Загрузить из Word или Excel").click()
        curator.locator("input[type=file]").set_input_files(
            {"name": "План наставничества.docx", "mimeType": "application/octet-stream", "buffer": plan_in_word()}
        )
        curator.get_by_role("button", name="Прочитать файл").click()
        keep(curator, "zagruzka-karty")

        head = enter(browser, address, "direktor")
        head.get_by_role("link", name="Решить").click()
        keep(head, "na-reshenie")

        village = enter(browser, address, "direktor-selo")
        village.get_by_role("link", name="Составить приказ").click()
        village.get_by_role("button", name="Составить приказ").click()
        keep(village, "prikaz-ryadom-s-formoy")
        village.get_by_role("button", name="Сохранить и перейти к изданию").click()
        keep(village, "izdanie-prikaza")

        deciding = enter(browser, address, "zaveduyushchaya")
        deciding.get_by_role("link", name="Прочитать и утвердить").click()
        keep(deciding, "utverzhdenie-karty")

        coordinator = enter(browser, address, "koordinator")
        visit(coordinator, "Дорожная карта")
        coordinator.locator("a.row-link").first.click()
        coordinator.locator("summary", has_text="Ещё").click()
        coordinator.get_by_role("link", name="Исполнение по организациям").click()
        keep(coordinator, "ispolnenie")

        mentee = enter(browser, address, "nastavlyaemaya", phone=True)
        keep(mentee, "stol-uchastnika")
        browser.close()


def plan_in_word() -> bytes:
    """A plan as a school would have it; stages are rows across the table."""
    made = docx.Document()
    made.add_paragraph("Дорожная карта наставничества МБОУ «Кедровая СОШ № 1» на 2026-2027 учебный год")
    table = made.add_table(rows=len(PLAN), cols=len(PLAN[0]))
    for row, texts in zip(table.rows, PLAN, strict=True):
        if len(texts) == 1:
            row.cells[0].merge(row.cells[-1]).text = texts[0]
            continue
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


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
