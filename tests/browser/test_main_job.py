"""The product's main job in a real browser: from the staff list in Excel to the director's order, read back from its files."""

import re
from io import BytesIO
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests import world as cast
from tests.browser.staff_files import workbook
from tests.schools.papers.engine.reading import docx_text

pytestmark = pytest.mark.browser

PAIRS = (
    ("Дурново Пётр Лукич", "Черных Мария Павловна"),
    ("Мельник Алла Фёдоровна", "Мельник Никита Сергеевич"),
    ("Римская-Корсакова Вера Андреевна", "Абдуллаева Гюльнара Рашид кызы"),
    ("Швец Игорь Львович", "Ким Яна Руслановна"),
)
SCHOOL = "/o/lesnaya"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def school(site):
    """A school with its curator, its director and nobody else in the banks."""
    place = cast.organisation("lesnaya", "МБОУ «Лесная СОШ № 1»")
    anna = cast.user("anna", "Ясная Анна Петровна", curator=place)
    gleb = cast.user("gleb", "Ветров Глеб Ильич", head=place)
    cast.person(place, "Ясная Анна Петровна", "заместитель директора по учебно-воспитательной работе", account=anna)
    card = cast.person(place, "Ветров Глеб Ильич", "директор", account=gleb)
    place.headships.create(person=card, post="Директор", starts=cast.date(2020, 9, 1))
    return place


def press(page: Page, name: str | re.Pattern, exact: bool = True) -> None:
    page.get_by_role("button", name=name, exact=exact).first.click()


def follow(page: Page, link: Locator) -> None:
    """To where the link leads, by its address: a click just after loading may meet a neighbour, for a row's link covers the
    row, and what stands behind the click may look at the page that is about to go.
    """
    address = link.get_attribute("href")
    assert address
    page.goto(urljoin(page.url, address))


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label(f"Отметить: {name}", exact=True).check()


def said(page: Page, words: str) -> None:
    """The message of the deed just done."""
    expect(page.locator("main, body").first).to_contain_text(words)


def bring_staff(page: Page, filename: str, content: bytes, problems: tuple[str, ...]) -> None:
    """Upload → columns → preview with every problem → «Загрузить»."""
    page.goto(f"{SCHOOL}/people/")
    follow(page, page.get_by_role("link", name="Загрузить из файла").first)
    page.set_input_files(
        "input[type=file]", {"name": filename, "mimeType": "application/vnd.ms-excel", "buffer": content}
    )
    press(page, "Прочитать файл")
    press(page, "Дальше: проверить людей")
    if problems:
        press(page, re.compile("^Замечания"))
        for problem in problems:
            said(page, problem)
    press(page, "Загрузить")
    said(page, "Список загружен")


def fill_banks(page: Page) -> None:
    """Tick → into the banks → confirm; a strength and a request for one pair."""
    for bank, button, place in ((0, "В банк наставников", "mentors"), (1, "В банк наставляемых", "mentees")):
        people = [pair[bank] for pair in PAIRS]
        page.goto(f"{SCHOOL}/people/")
        tick(page, *people)
        press(page, button)
        said(page, "Добавлено в банк: 4")
        page.goto(f"{SCHOOL}/{place}/")
        tick(page, *people)
        press(page, "Подтвердить")
        said(page, "Подтверждено: 4")
    mentor, mentee = PAIRS[3]
    open_entry(page, "mentors", mentor)
    page.get_by_label("Методика урока", exact=False).first.check()
    page.get_by_label("Часов в неделю").fill("2")
    press(page, "Сохранить")
    said(page, "Карточка наставника сохранена.")
    open_entry(page, "mentees", mentee)
    page.locator("select[name$=topic]").first.select_option(label=topic_label(page, "етодика урока"))
    page.locator("form.form button.btn-primary").last.click()
    said(page, "Карточка наставляемого сохранена.")


def open_entry(page: Page, place: str, name: str) -> None:
    page.goto(f"{SCHOOL}/{place}/")
    follow(page, page.get_by_role("link", name=name).first)
    page.goto(f"{page.url}edit/")


def topic_label(page: Page, part: str) -> str:
    labels = page.locator("select[name$=topic]").first.locator("option").all_text_contents()
    return next(label for label in labels if part in label)


def sign_consents(page: Page) -> bytes:
    """Printed for everybody at once, then marked as signed; gives the printed PDF."""
    page.goto(f"{SCHOOL}/consents/")
    press(page, "Напечатать все неподписанные")
    page.wait_for_url(re.compile("/jobs/"))
    said(page, "Готово")
    link = page.get_by_role("link", name=re.compile("Открыть|Скачать")).first.get_attribute("href")
    packet = page.request.get(link).body()
    page.goto(f"{SCHOOL}/consents/")
    for box in page.locator("input[name=ids]").all():
        box.check()
    press(page, "Отметить подписанными")
    said(page, "Отмечено подписанными: 16 листов.")
    return packet


def form_pairs(page: Page) -> None:
    for mentor, mentee in PAIRS:
        page.goto(f"{SCHOOL}/pairs/new/")
        follow(page, page.get_by_role("link", name=mentee, exact=True))
        follow(page, page.get_by_role("link", name=f"Выбрать: {mentor}"))
        page.get_by_role("button", name=re.compile("^Составить пару$")).last.click()
        said(page, "Составлена пара")


def submit_all(page: Page) -> None:
    page.goto(f"{SCHOOL}/pairs/?status=draft")
    for box in page.locator("input[name=ids]").all():
        box.check()
    press(page, "Передать руководителю")
    press(page, "Передать 4 пары")
    said(page, "Передано руководителю: 4 пары.")


def leave(page: Page) -> None:
    page.goto("/account/logout/")
    page.locator("main form button, form button.btn-primary").last.click()
    page.wait_for_url("**/account/login/**")


def compose_order(page: Page, heading: str, without: str) -> None:
    """The draft: pairs, ground, who accompanies and controls, the school's own heading; the page beside follows."""
    page.goto(f"{SCHOOL}/orders/new/")
    if without:
        page.get_by_label(re.compile(f"^{without}")).uncheck()
    press(page, "Составить приказ")
    page.get_by_label("Протокол №").fill("1")
    page.get_by_label("Протокол от").fill("2026-08-31")
    page.get_by_label("Контроль", exact=False).select_option(label="Коваленко Елена Васильевна")
    page.get_by_label("Куратор", exact=False).select_option(label="Швец Игорь Львович")
    page.locator("[name=executor_phone]").fill("8 (900) 000-00-01")
    page.locator("details.wording > summary").click()
    page.get_by_label("Заголовок").fill(heading)


def issue_order(page: Page) -> str:
    """The address of the issued order's page."""
    press(page, "Сохранить и перейти к изданию")
    page.wait_for_url(re.compile("/issue/$"))
    press(page, "Издать приказ")
    page.wait_for_url(re.compile(r"/documents/\d+/$"))
    said(page, "издан. Напечатайте его и дайте подписать.")
    return page.url


def pages_of(content: bytes) -> list[str]:
    return [words_of(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def words_of(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def from_heading(text: str) -> str:
    """The order without its letterhead and its grounds, which are tested with the kinds of papers."""
    heading, rest = text[text.index(HEADING) :].split(" В соответствии ", 1)
    return f"{heading} {rest[rest.index('ПРИКАЗЫВАЮ:') :]}"


HEADING = "О наставничестве в Лесной школе"
# What both orders have in common, in words.
AGREEMENTS = (
    "3. С наставниками из числа работников заключить дополнительные соглашения к трудовым договорам, указав в них содержание, "
    "сроки и форму наставничества, размер и условия выплат (статья 351.8 Трудового кодекса Российской Федерации). "
)
PROGRAMMES = (
    "разработать персонализированную программу наставничества для каждой пары "
    "и представить её на утверждение не позднее 28 сентября 2026 г. "
)
LAST_POINTS = (
    "5. Учителю физики Швецу И.Л. обеспечить организационное и методическое сопровождение наставнических пар "
    "и учёт документов о наставничестве. "
    "6. Контроль за исполнением настоящего приказа возложить на заместителя директора по воспитательной работе Коваленко Е.В. "
    "Директор Г.И. Ветров С приказом ознакомлены: фамилия, инициалы подпись дата "
)
EXECUTOR = "Исп. Ясная Анна Петровна 8 (900) 000-00-01"
# Four pairs: the text refers to the annex, where people stand as in their cards.
ANNEXED = (
    f"{HEADING} ПРИКАЗЫВАЮ: "
    "1. Закрепить на 2026–2027 учебный год наставников за наставляемыми согласно приложению к настоящему приказу. "
    "2. Возложить на наставников, указанных в приложении, с письменного согласия обязанности наставников на срок закрепления. "
    f"{AGREEMENTS}4. Наставникам, указанным в приложении, {PROGRAMMES}{LAST_POINTS}"
    "Абдуллаева Г.Р. Дурново П.Л. Ким Я.Р. Коваленко Е.В. Мельник А.Ф. Мельник Н.С. Римская-Корсакова В.А. Черных М.П. Швец И.Л. "
    f"{EXECUTOR}"
)
ANNEX = (
    "Приложение к приказу МБОУ «Лесная СОШ № 1» от 14.09.2026 № 1 "
    "Наставнические пары педагогических работников на 2026–2027 учебный год "
    "№ п/п Наставник, должность Наставляемый, должность Форма и вид Срок "
    "1 Дурново Пётр Лукич учитель технологии Черных Мария Павловна учитель начальных классов "
    "педагог — педагог с 14.09.2026 по 31.08.2027 "
    "2 Мельник Алла Фёдоровна учитель географии Мельник Никита Сергеевич учитель истории и обществознания "
    "педагог — педагог с 14.09.2026 по 31.08.2027 "
    "3 Римская-Корсакова Вера Андреевна учитель русского языка и литературы Абдуллаева Гюльнара Рашид кызы учитель-логопед "
    "педагог — педагог с 14.09.2026 по 31.08.2027 "
    "4 Швец Игорь Львович учитель физики Ким Яна Руслановна педагог-организатор "
    "педагог — педагог с 14.09.2026 по 31.08.2027"
)
# Three pairs stand in the text, each name in its case.
IN_TEXT = (
    f"{HEADING} ПРИКАЗЫВАЮ: "
    "1. Закрепить на 2026–2027 учебный год наставников: "
    "1.1. за учителем начальных классов Черных М.П. — учителя технологии Дурново П.Л., "
    "на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог»; "
    "1.2. за учителем-логопедом Абдуллаевой Г.Р. — учителя русского языка и литературы Римскую-Корсакову В.А., "
    "на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог»; "
    "1.3. за педагогом-организатором Ким Я.Р. — учителя физики Швеца И.Л., "
    "на срок с 14 сентября 2026 г. по 31 августа 2027 г.; форма «педагог — педагог». "
    "2. Возложить на учителя технологии Дурново П.Л., учителя русского языка и литературы Римскую-Корсакову В.А. "
    "и учителя физики Швеца И.Л. с письменного согласия обязанности наставников на срок закрепления. "
    f"{AGREEMENTS}4. Учителю технологии Дурново П.Л., учителю русского языка и литературы Римской-Корсаковой В.А. "
    f"и учителю физики Швецу И.Л. {PROGRAMMES}{LAST_POINTS}"
    "Абдуллаева Г.Р. Дурново П.Л. Ким Я.Р. Коваленко Е.В. Римская-Корсакова В.А. Черных М.П. Швец И.Л. "
    f"{EXECUTOR}"
)
PROBLEMS = (
    "Повтор строки",
    "Нет фамилии: строку не загрузим. Впишите и загрузите снова.",
    "Такой даты нет: «32.13.1999».",
    "Это не адрес электронной почты: «не-адрес».",
)


@pytest.mark.parametrize(
    ("source", "javascript"), [("official", True), ("dirty", False)], ids=["official", "dirty-without-javascript"]
)
def test_from_the_staff_list_to_the_order(site, school, sign_in, shared, source, javascript):
    page = site.enter(javascript=javascript)
    sign_in(page, "anna")
    bring_staff(page, *workbook(source, shared), PROBLEMS if source == "dirty" else ())
    fill_banks(page)
    sheets = pages_of(sign_consents(page))
    assert sorted(name for name in sum(PAIRS, ()) for sheet in sheets if name in sheet) == sorted(sum(PAIRS, ()) * 2)
    form_pairs(page)
    submit_all(page)
    leave(page)

    sign_in(page, "gleb")
    page.goto(f"{SCHOOL}/decisions/")
    press(page, "Утвердить 4 пары" if javascript else "Утвердить отмеченные пары")
    said(page, "Утверждено: 4 пары.")
    leave(page)

    sign_in(page, "anna")
    annexed = source == "official"
    compose_order(page, HEADING, without="" if annexed else "Мельник Алла")
    if javascript:
        expect(page.locator("#sheet")).to_contain_text(HEADING)
    address = issue_order(page)
    page.goto(f"{SCHOOL}/pairs/?status=ordered")
    said(page, "№ 1")
    pdf, docx = page.request.get(f"{address}pdf/"), page.request.get(f"{address}docx/")
    assert [pdf.headers["content-type"], docx.headers["content-type"]] == ["application/pdf", DOCX]
    wanted = f"{ANNEXED} {ANNEX}" if annexed else IN_TEXT
    assert from_heading(words_of(docx_text(docx.body()))) == wanted
    # Pages of an order are numbered from the second on.
    printed = [re.sub(rf" {number}$", "", text) for number, text in enumerate(pages_of(pdf.body()), start=1)]
    assert from_heading(" ".join(printed)) == wanted
