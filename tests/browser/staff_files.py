"""The two staff files of the main job: the shared samples, or workbooks of our own over the same ground."""

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

STAFF = (
    ("Швец", "Игорь", "Львович", "м", "11.12.1965", "учитель физики", "Физика, Астрономия"),
    ("Дурново", "Пётр", "Лукич", "м", "17.02.1960", "учитель технологии", "Труд (технология)"),
    ("Мельник", "Алла", "Фёдоровна", "ж", "21.03.1977", "учитель географии", "География"),
    (
        "Римская-Корсакова",
        "Вера",
        "Андреевна",
        "ж",
        "01.01.1973",
        "учитель русского языка и литературы",
        "Русский язык, Литература",
    ),
    ("Ким", "Яна", "Руслановна", "ж", "06.08.2000", "педагог-организатор", ""),
    ("Черных", "Мария", "Павловна", "ж", "18.08.2001", "учитель начальных классов", "Начальные классы"),
    (
        "Мельник",
        "Никита",
        "Сергеевич",
        "м",
        "09.09.2002",
        "учитель истории и обществознания",
        "История, Обществознание",
    ),
    ("Абдуллаева", "Гюльнара", "Рашид кызы", "ж", "28.11.1996", "учитель-логопед", ""),
    (
        "Коваленко",
        "Елена",
        "Васильевна",
        "ж",
        "19.06.1982",
        "заместитель директора по воспитательной работе",
        "Обществознание",
    ),
)


def workbook(name: str, shared: Path | None) -> tuple[str, bytes]:
    """File name and content: `official` (one column of names under a merged title) or `dirty` (columns apart)."""
    filename = {"official": "staff_official_site_table.xlsx", "dirty": "staff_separate_columns_dirty.xlsx"}[name]
    if shared is not None:
        return filename, (shared / filename).read_bytes()
    book = Workbook()
    (official if name == "official" else dirty)(book.active)
    out = BytesIO()
    book.save(out)
    return filename, out.getvalue()


def official(sheet) -> None:
    sheet.append(["Информация о персональном составе"])
    sheet.merge_cells("A1:E1")
    sheet.append(["по состоянию на 01.09.2026"])
    sheet.append([])
    sheet.append(
        [
            "№\nп/п",
            "Ф.И.О. педагогического\nработника",
            "Занимаемая\nдолжность",
            "Преподаваемые учебные\nпредметы",
            "Телефон",
        ]
    )
    for number, (surname, name, patronymic, _, _, post, subjects) in enumerate(STAFF, start=1):
        sheet.append([number, f"{surname} {name} {patronymic}", post, subjects, f"890211102{number:02d}"])
    sheet.append(["", "Всего:", "", "", f"{len(STAFF)} чел."])


def dirty(sheet) -> None:
    sheet.append(
        ["Фамилия", "Имя", "Отчество", "Пол", "Дата рождения", "Должность", "Предмет", "Моб. телефон", "E-mail"]
    )
    for number, (surname, name, patronymic, gender, born, post, subjects) in enumerate(STAFF, start=1):
        spoilt = f"  {surname.upper()} " if number % 4 == 0 else surname
        sheet.append(
            [
                spoilt,
                name.replace("а", "a", 1) if number == 6 else name,
                patronymic,
                gender,
                born,
                post.capitalize(),
                subjects,
                f"890211102{number:02d}",
                "",
            ]
        )
    sheet.append(["Швец", "Игорь", "Львович", "м", "11.12.1965", "учитель физики", "", "", ""])
    sheet.append(["", "Ольга", "Петровна", "ж", "01.01.1990", "учитель музыки", "Музыка", "", ""])
    sheet.append(["Нетов", "Иван", "", "м", "32.13.1999", "учитель", "", "12", "не-адрес"])
