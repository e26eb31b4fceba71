"""Single values: what people type, what must come out, and whether anything is said about it."""

from datetime import date, datetime

import pytest

from schools.workbooks.cleaning import (
    clean_birth_date,
    clean_email,
    clean_gender,
    clean_grade,
    clean_name_part,
    clean_phone,
    clean_post,
    clean_years,
    parse_representatives,
    split_full_name,
    split_subjects,
)
from schools.workbooks.cleaning.names import NAME_FIRST

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("raw", "parts", "severities"),
    [
        ("Абдуллаева Гюльнара Рашид кызы", ("Абдуллаева", "Гюльнара", "Рашид кызы"), []),
        ("Гусейнов Али Мамед-оглы", ("Гусейнов", "Али", "Мамед-оглы"), []),
        ("Римская - Корсакова Вера Андреевна", ("Римская-Корсакова", "Вера", "Андреевна"), ["warning"]),
        ("Ким Яна", ("Ким", "Яна", ""), []),
        ("Мицкевич Иван Абрамович", ("Мицкевич", "Иван", "Абрамович"), []),
        ("Анна Ивановна Петрова", ("Петрова", "Анна", "Ивановна"), ["info"]),
        ("Иванова (Петрова) Анна Ивановна", ("Иванова", "Анна", "Ивановна"), ["warning"]),
        ("ИВАНОВА АННА ИВАНОВНА", ("Иванова", "Анна", "Ивановна"), ["info"]),
        ("  Иванова  Анна Ивановна", ("Иванова", "Анна", "Ивановна"), ["info"]),
        ("Иванова Aннa Ивановна", ("Иванова", "Анна", "Ивановна"), ["info"]),
        ("1. Иванова Анна Ивановна", ("Иванова", "Анна", "Ивановна"), []),
        ("Иванова, Анна Ивановна", ("Иванова", "Анна", "Ивановна"), []),
        ("Салтыков Щедрин Михаил Евграфович", ("Салтыков Щедрин", "Михаил", "Евграфович"), ["warning"]),
        ("Иванова Анна П.", ("Иванова", "Анна", ""), ["warning"]),
        ("Иванова А.П.", ("", "", ""), ["error"]),
        ("Иванова А. П.", ("", "", ""), ["error"]),
        ("ИвановаА.П.", ("", "", ""), ["error"]),
        ("А.П. Иванова", ("", "", ""), ["error"]),
        ("Иванова А", ("", "", ""), ["error"]),
        ("Иванова", ("", "", ""), ["error"]),
        ("Анна Ивановна", ("", "", ""), ["error"]),
        ("John Smith", ("", "", ""), ["error"]),
        ("Иванов2 Пётр Ильич", ("", "", ""), ["error"]),
        ("=A1&B1", ("", "", ""), ["error"]),
        ("Иванов Пётр@ Ильич", ("", "", ""), ["error"]),
    ],
)
def test_full_name(raw, parts, severities):
    found, findings = split_full_name(raw)
    assert (found.surname, found.name, found.patronymic) == parts
    assert [finding.severity for finding in findings] == severities


def test_order_of_the_column_decides_where_endings_do_not():
    found, _ = split_full_name("Адам Мицкевич", NAME_FIRST)
    assert (found.surname, found.name) == ("Мицкевич", "Адам")


@pytest.mark.parametrize(
    ("raw", "value", "severities"),
    [
        ("  ЖАМБАЛОВА ", "Жамбалова", ["info"]),
        ("Тaисия", "Таисия", ["info"]),
        ("Рашид кызы", "Рашид кызы", []),
        ("Анна ", "Анна", ["info"]),
        ("А.", "", ["error"]),
        ("=1+1", "", ["error"]),
        ("-", "", []),
        ("Anna", "", ["error"]),
    ],
)
def test_part_of_a_name(raw, value, severities):
    found, findings = clean_name_part(raw)
    assert (found, [finding.severity for finding in findings]) == (value, severities)


@pytest.mark.parametrize(
    ("raw", "value", "count"),
    [
        ("14.03.1971", date(1971, 3, 14), 0),
        ("19/06/1982", date(1982, 6, 19), 0),
        ("1971-03-14", date(1971, 3, 14), 0),
        ("14 марта 1971 г.", date(1971, 3, 14), 0),
        ("«8» мая 1999 года", date(1999, 5, 8), 0),
        ("14.3.71", date(1971, 3, 14), 1),
        ("5.9.14", date(2014, 9, 5), 1),
        ("29.02.2000", date(2000, 2, 29), 0),
        ("14.03.1971г.р.", date(1971, 3, 14), 0),
        ("О1.02.1990", date(1990, 2, 1), 1),
        (26006.0, date(1971, 3, 14), 0),
        ("26006", date(1971, 3, 14), 0),
        (datetime(1971, 3, 14, 0, 0), date(1971, 3, 14), 0),
        ("29.02.1999", None, 1),
        ("32.13.1999", None, 1),
        ("1985", None, 1),
        (1985.0, None, 1),
        ("март 1971", None, 1),
        ("14.03.1871", None, 1),
        ("14.03.2030", None, 1),
        ("01.01.2025", None, 1),
        ("не помню", None, 1),
        ("=A1", None, 1),
        ("—", None, 0),
    ],
)
def test_birth_date(raw, value, count):
    found, findings = clean_birth_date(raw, TODAY)
    assert (found, len(findings)) == (value, count)


@pytest.mark.parametrize(
    ("raw", "value", "count"),
    [
        ("89021110203", "+79021110203", 0),
        (89021110203.0, "+79021110203", 0),
        ("+7 (301) 334-10-32", "+73013341032", 0),
        ("8-902-111-02-04", "+79021110204", 0),
        ("9021110204", "+79021110204", 0),
        ("7 902 111 02 04", "+79021110204", 0),
        ("8 (902) 111-02-04 доб. 12", "+79021110204", 1),
        ("89021110204, 89021110205", "+79021110204", 1),
        ("8902111020489021110205", None, 1),
        ("+375 29 123-45-67", "+375291234567", 0),
        ("2-22-33", None, 1),
        ("8902111020", None, 1),
        ("12", None, 1),
        ("спросить у Анны", None, 1),
        ("=1+1", None, 1),
        ("-", None, 0),
    ],
)
def test_phone(raw, value, count):
    found, findings = clean_phone(raw)
    assert (found, len(findings)) == (value, count)


@pytest.mark.parametrize(
    ("raw", "value", "count"),
    [
        ("anna@school.example", "anna@school.example", 0),
        (" Anna@School.example ", "anna@school.example", 1),
        ("annа@schооl.example", "anna@school.example", 1),
        ("anna @school.example", "anna@school.example", 1),
        ("a@b.ru; c@d.ru", "a@b.ru", 1),
        ("mailto:a@b.ru", "a@b.ru", 1),
        ("почта@школа.рф", "почта@школа.рф", 1),
        ("вера@mail.ru", None, 1),
        ("не-адрес", None, 1),
        ("a@b", None, 1),
        ("=A1", None, 1),
        ("нет", None, 0),
    ],
)
def test_email(raw, value, count):
    found, findings = clean_email(raw)
    assert (found, len(findings)) == (value, count)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ('8 "б"', "8Б"),
        ("8-Б", "8Б"),
        ("8б класс", "8Б"),
        ("8 класс «Б»", "8Б"),
        ("VIII Б", "8Б"),
        ("8 «Б» кл.", "8Б"),
        ("8B", "8В"),
        ("11", "11"),
        (11.0, "11"),
        ("старшая группа", "старшая группа"),
        ("Группа №  3 «Ромашка»", "Группа № 3 «Ромашка»"),
        ("1 курс", "1 курс"),
        ("-", None),
    ],
)
def test_grade(raw, value):
    assert clean_grade(raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Математика, Алгебра, Геометрия", ("Математика", "Алгебра", "Геометрия")),
        ("Русский язык и литература", ("Русский язык и литература",)),
        ("Труд (технология)", ("Труд (технология)",)),
        ("Музыка (хор, вокал); ритмика", ("Музыка (хор, вокал)", "Ритмика")),
        ("Физика/Астрономия", ("Физика", "Астрономия")),
        ("Физика\nАстрономия", ("Физика", "Астрономия")),
        ("Изобразительное\nискусство", ("Изобразительное искусство",)),
        ("Физика, физика", ("Физика",)),
        ("-", ()),
    ],
)
def test_subjects(raw, value):
    assert split_subjects(raw) == value


@pytest.mark.parametrize(
    ("raw", "value", "count"),
    [
        (29.0, 29, 0),
        ("25 л.", 25, 0),
        ("9 лет", 9, 0),
        ("1 год", 1, 0),
        ("12 лет 3 мес.", 12, 0),
        ("менее года", 0, 0),
        ("7 мес.", 0, 0),
        ("25,5", 25, 0),
        ("много", None, 1),
        ("99", None, 1),
        ("-", None, 0),
    ],
)
def test_years(raw, value, count):
    found, findings = clean_years(raw)
    assert (found, len(findings)) == (value, count)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("м", "м"),
        ("Муж.", "м"),
        ("мужской", "м"),
        ("Ж", "ж"),
        ("жен.", "ж"),
        ("женский", "ж"),
        ("M", "м"),
        ("?", None),
        ("", None),
    ],
)
def test_gender(raw, value):
    assert clean_gender(raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Директор", "директор"),
        ("учитель  физики ", "учитель физики"),
        ("УЧИТЕЛЬ МАТЕМАТИКИ", "учитель математики"),
        ("-", None),
        ("=A1", None),
        ("12", None),
    ],
)
def test_post(raw, value):
    assert clean_post(raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        ("Алексеева Эржена Цыреновна, мать", [("Алексеева Эржена Цыреновна", "мать", None)]),
        ("Осипова Клавдия Саввична, бабушка (опекун)", [("Осипова Клавдия Саввична", "бабушка (опекун)", None)]),
        ("мать: Иванова Анна Павловна", [("Иванова Анна Павловна", "мать", None)]),
        ("мать Иванова Анна Павловна", [("Иванова Анна Павловна", "мать", None)]),
        ("Иванова Анна Павловна (мать)", [("Иванова Анна Павловна", "мать", None)]),
        ("Иванова Анна Павловна - мать", [("Иванова Анна Павловна", "мать", None)]),
        ("Иванова Анна Павловна", [("Иванова Анна Павловна", "", None)]),
        (
            "Иванова Анна Павловна, мать; Иванов Пётр Ильич, отец",
            [("Иванова Анна Павловна", "мать", None), ("Иванов Пётр Ильич", "отец", None)],
        ),
        (
            "Иванова Анна Павловна, мать, Иванов Пётр Ильич, отец",
            [("Иванова Анна Павловна", "мать", None), ("Иванов Пётр Ильич", "отец", None)],
        ),
        (
            "мать: Иванова Анна Павловна, 8 902 111 22 33\nотец: Иванов Пётр Ильич, т. 89021112234",
            [("Иванова Анна Павловна", "мать", "+79021112233"), ("Иванов Пётр Ильич", "отец", "+79021112234")],
        ),
        ("ИВАНОВА АННА ПАВЛОВНА, Мать", [("Иванова Анна Павловна", "мать", None)]),
        ("-", []),
    ],
)
def test_representatives(raw, people):
    found, _ = parse_representatives(raw)
    assert [(person.full_name, person.relation, person.phone) for person in found] == people
