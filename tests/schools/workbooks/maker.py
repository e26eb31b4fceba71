"""Workbooks of our own for the tests: the same people laid out in many ways, so that the reading has a known truth."""

import io
import random
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter as letter

# surname, name, patronymic, gender, birth date, post, subjects, e-mail, telephone, teaching experience, department
STAFF = [
    ("Лугова", "Анна", "Сергеевна", "ж", date(1971, 3, 14), "директор", [], "director@sosna.example", "+73013334455", 29, "Администрация"),
    ("Римская-Корсакова", "Вера", "Андреевна", "ж", date(1982, 6, 19), "учитель русского языка и литературы", ["Русский язык", "Литература"], "vera@sosna.example", "+79025550002", 18, "Учителя-предметники"),
    ("Абдуллаева", "Гюльнара", "Рашид кызы", "ж", date(1996, 11, 28), "учитель-логопед", [], None, "+79025550003", 2, "Учителя-предметники"),
    ("Мамедов", "Руслан", "Али оглы", "м", date(1990, 1, 7), "учитель физической культуры", ["Физическая культура"], "ruslan@sosna.example", None, 10, "Учителя-предметники"),
    ("Ким", "Яна", "Руслановна", "ж", date(2000, 8, 6), "педагог-организатор", [], None, "+79025550005", 1, "Учителя-предметники"),
    ("Швец", "Игорь", "Львович", "м", date(1965, 12, 11), "учитель физики", ["Физика", "Астрономия"], "shvets@sosna.example", "+79025550006", 36, "Учителя-предметники"),
    ("Дурново", "Пётр", "Лукич", "м", date(1960, 2, 17), "учитель технологии", ["Труд (технология)"], None, "+79025550007", 33, "Начальная школа"),
    ("Черных", "Мария", "Павловна", "ж", date(2001, 8, 18), "учитель начальных классов", ["Начальные классы"], "chernyh@sosna.example", "+79025550008", 0, "Начальная школа"),
    ("Цыдыпов", "Баир", "Батоевич", "м", date(1999, 5, 5), "воспитатель", [], None, None, 1, "Начальная школа"),
    ("Берёза", "Наталья", "Олеговна", "ж", date(1986, 10, 8), "старший вожатый", [], "bereza@sosna.example", "+79025550010", 9, "Начальная школа"),
]  # fmt: skip

HEADINGS = {
    "full_name": ["ФИО", "Ф.И.О.", "Ф. И. О. педагога", "Фамилия, имя, отчество", "Фамилия Имя Отчество", "ФИО\nработника", "Ф.И.О. сотрудника (полностью)", "Фамилия, имя,\nотчество педагогического работника", "ФИO преподавателя", "Сотрудник"],
    "surname": ["Фамилия", "ФАМИЛИЯ", "Фамилия сотрудника"],
    "name": ["Имя", "ИМЯ", "Имя сотрудника"],
    "patronymic": ["Отчество", "ОТЧЕСТВО", "Отчество (при наличии)"],
    "gender": ["Пол", "Пол (м/ж)", "ПОЛ"],
    "birth_date": ["Дата рождения", "Дата рожд.", "Д.р.", "Дата\nрождения", "ДР", "День рождения", "Число, месяц, год рождения", "Дата и год рождения"],
    "post": ["Должность", "Занимаемая должность", "Должность (по штатному расписанию)", "Наименование должности", "Занимаемая\nдолжность (должности)"],
    "subjects": ["Предмет", "Предмет(ы)", "Преподаваемые предметы", "Преподаваемые учебные предметы, курсы, дисциплины (модули)", "Преподава-\nемые дисциплины"],
    "email": ["E-mail", "e-mail", "Эл. почта", "Электронная почта", "Адрес электронной почты", "Email", "Почта", "Адрес эл. почты"],
    "phone": ["Телефон", "Моб. тел.", "Сот.", "Контактный телефон", "Мобильный телефон", "Тел.", "Номер телефона", "Сотовый"],
    "experience_teaching": ["Стаж пед.", "Пед. стаж", "Педагогический стаж", "Стаж работы по специальности", "Стаж педагогической работы, лет", "Сведения о продолжительности опыта (лет) работы в профессиональной сфере"],
}  # fmt: skip
OTHER_HEADINGS = [
    "Паспорт (серия, номер)",
    "СНИЛС",
    "Домашний адрес",
    "Нагрузка",
    "Сведения о повышении квалификации",
    "Награды",
]

_LATIN = str.maketrans("аеорсухАВЕКМНОРСТХ", "aeopcyxABEKMHOPCTX")
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def xlsx(sheets, merges=()):
    """[(name, rows)] → bytes; merges apply to the last sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value not in ("", None):
                    cell = page.cell(row=number, column=column, value=value)
                    if isinstance(value, datetime):
                        cell.number_format = "DD.MM.YYYY"
    for merge in merges:
        page.merge_cells(merge)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(sheets):
    """[(name, rows)] → bytes of an OpenDocument spreadsheet."""
    tables = []
    for name, rows in sheets:
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        tables.append(f'<table:table table:name="{escape(name)}">{lines}</table:table>')
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_cell(value):
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, datetime):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"><text:p/></table:table-cell>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def zipped(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


class Variant:
    """One random layout of STAFF: `content` is the file, `people` what must come out of it, `describe` for a failed test."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.describe = []
        self.separate = self._maybe("separate names")
        self.two_rows = self.separate and self._maybe("two heading rows")
        self.noisy = self._maybe("noise in names")
        self.sections = self._maybe("sections")
        self.with_gender = self._maybe("gender column")
        self.with_numbers = self._maybe("№ column")
        self.sheet = self.random.choice(["Лист1", "Педсостав", "Сотрудники 2026"])
        self._lay_out()

    def _maybe(self, name, chance=0.5):
        happens = self.random.random() < chance
        if happens:
            self.describe.append(name)
        return happens

    def _lay_out(self):
        pick = self.random.choice
        names = ["surname", "name", "patronymic"] if self.separate else ["full_name"]
        others = ["post", "birth_date", "subjects", "email", "phone", "experience_teaching"]
        if self.with_gender:
            others.append("gender")
        others += [f"other:{heading}" for heading in self.random.sample(OTHER_HEADINGS, self.random.randint(0, 2))]
        self.random.shuffle(others)
        place = self.random.randint(0, 2)
        fields = others[:place] + names + others[place:]
        if self.with_numbers:
            fields.insert(0, "number")
        self.fields = fields
        texts = [self._heading(name) for name in fields]
        left = [""] * (self.random.randint(1, 2) if self._maybe("blank columns", 0.2) else 0)
        width = len(left) + len(fields)
        rows, merges = [], []
        for _ in range(self.random.randint(0, 2)):
            rows.append([""])
        for title in self.random.sample(
            [
                "Сведения о педагогических работниках",
                "МБОУ «Сосновская СОШ № 2», учебный год 2026/2027",
                "по состоянию на 01.09.2026",
            ],
            self.random.randint(0, 3),
        ):
            rows.append([*left, title])
            if self._maybe("merged title"):
                merges.append((len(rows), len(left) + 1, width))
        if rows and self._maybe("blank row under the title", 0.3):
            rows.append([""])
        if self.two_rows:
            upper, start = list(texts), fields.index("surname")
            upper[start : start + 3] = [pick(["ФИО", "Ф.И.О. работника", "Фамилия, имя, отчество"]), "", ""]
            lower = [text if fields[i] in names else "" for i, text in enumerate(texts)]
            rows += [left + upper, left + lower]
            if self._maybe("merged headings"):
                merges.append((len(rows) - 1, len(left) + start + 1, len(left) + start + 3))
        else:
            rows.append(left + texts)
        self.header_row = len(rows)
        if self._maybe("numbering row", 0.3):
            rows.append(left + list(range(1, len(fields) + 1)))
        self.people, section = [], None
        for count, person in enumerate(STAFF):
            if self.sections and person[10] != section:
                section = person[10]
                beside = self.with_numbers and self._maybe("section beside №")
                rows.append([*left, *[""] * beside, section])
                if self._maybe("merged section"):
                    merges.append((len(rows), len(left) + 1 + beside, width))
            if count == 6 and self._maybe("repeated headings", 0.3):
                rows.append(left + texts)
            if self._maybe("blank row", 0.1):
                rows.append([""])
            rows.append(left + [self._value(name, person, count) for name in fields])
            self.people.append(self._truth(person, len(rows), section))
        if self._maybe("total"):
            rows.append(
                [
                    *left,
                    *(
                        ["", pick(["Всего:", "Итого", "ИТОГО: 10 чел.", "Всего педагогов: 10"])]
                        if self.with_numbers
                        else ["Итого: 10"]
                    ),
                ]
            )
        if self._maybe("signature"):
            rows += [[""], [*left, "Директор _____________ Лугова А.С."]]
        if self._maybe("executor", 0.3):
            rows += [[*left, "Исп. Берёза Н.О., тел. 4-11-22"]]
        sheets = [(self.sheet, rows)]
        if self._maybe("instruction sheet first", 0.3):
            guide = [
                ["Как заполнять"],
                ["Впишите ФИО, должность и телефон каждого сотрудника на листе со списком"],
                ["Поле", "Пояснение"],
                ["ФИО", "полностью, без сокращений"],
                ["Должность", "по штатному расписанию"],
            ]
            sheets.insert(0, ("Инструкция", guide))
        if self._maybe("ods", 0.3):
            self.content, self.filename = ods(sheets), "staff.ods"
        else:
            self.content, self.filename = xlsx(sheets, [_range(*merge) for merge in merges]), "staff.xlsx"

    def _heading(self, name):
        if name == "number":
            return self.random.choice(["№", "№ п/п", "№\nп/п", "N п/п", "п/п"])
        return name[6:] if name.startswith("other:") else self.random.choice(HEADINGS[name])

    def _value(self, name, person, count):
        pick = self.random.choice
        surname, given, patronymic, gender, born, post, subjects, email, phone, years, _ = person
        if name in ("full_name", "surname", "name", "patronymic"):
            text = {
                "full_name": f"{surname} {given} {patronymic}",
                "surname": surname,
                "name": given,
                "patronymic": patronymic,
            }[name]
            return self._noise(text) if self.noisy else text
        if name.startswith("other:"):
            return pick(["", "0,5", "есть"])
        digits = phone and phone[2:]
        values = {
            "number": lambda: count + 1,
            "gender": lambda: pick({"м": ["м", "муж", "мужской", "М"], "ж": ["ж", "жен.", "женский", "Ж"]}[gender]),
            "birth_date": lambda: pick([datetime(born.year, born.month, born.day), f"{born:%d.%m.%Y}", f"{born:%d/%m/%Y}", f"{born:%Y-%m-%d}", f"{born.day} {_MONTHS[born.month - 1]} {born.year} г.", f"{born.day}.{born.month}.{born.year}", f"{born:%d.%m.%Y}г.", (born - date(1899, 12, 30)).days]),
            "post": lambda: pick([post, post[0].upper() + post[1:], f" {post}  "]),
            "subjects": lambda: pick([", ", "; ", "\n", ","]).join(subjects) or pick(["", "-", "—"]),
            "email": lambda: pick([email, email.upper(), f"{email} "]) if email else pick(["", "-", "нет"]),
            "phone": lambda: pick([phone, f"8{digits}", f"8 ({digits[:3]}) {digits[3:6]}-{digits[6:8]}-{digits[8:]}", f"8-{digits[:3]}-{digits[3:6]}-{digits[6:]}", int(f"8{digits}"), digits]) if phone else pick(["", "-"]),
            "experience_teaching": lambda: pick([years, str(years), f"{years} л.", f"{years} лет"]),
        }  # fmt: skip
        return values[name]()

    def _noise(self, text):
        kind = self.random.randint(0, 5)
        if kind == 0:
            return text.upper()
        if kind == 1:
            return f"  {text} "
        if kind == 2:
            return text.replace(" ", "  ").replace("-", " - ")
        if kind == 3:
            mixed = text.translate(_LATIN)
            return mixed if all(any(letter > "\x7f" for letter in word) for word in mixed.split()) else text
        return text

    def _truth(self, person, row, section):
        surname, given, patronymic, gender, born, post, subjects, email, phone, years, _ = person
        return {
            "row": row,
            "surname": surname,
            "name": given,
            "patronymic": patronymic,
            "gender": gender,
            "birth_date": born,
            "post": post,
            "subjects": subjects,
            "email": email,
            "phone": phone,
            "experience_teaching": years,
            "department": section,
        }


def _range(row, first, last):
    return f"{letter(first)}{row}:{letter(last)}{row}"
