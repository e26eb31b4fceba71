"""Given names, patronymics, initials, overrides, bulk."""

import pytest

from schools.russian import (
    NBSP,
    OBLIQUE,
    Case,
    Name,
    decline_many,
    decline_name,
    decline_surname_initials,
    initials_surname,
    short_screen,
)

DRONINA = Name("Дронина", "Таисия", "Николаевна", "ж")


@pytest.mark.parametrize(
    ("name", "genitive", "instrumental"),
    [
        ("Лев", "Льва", "Львом"),
        ("Петр", "Петра", "Петром"),
        ("Илия", "Илии", "Илией"),
        ("Захария", "Захарии", "Захарией"),
        ("Франц", "Франца", "Францем"),
        ("Марек", "Марека", "Мареком"),
        ("Тилек", "Тилека", "Тилеком"),
        ("Жан-Жак", "Жан-Жака", "Жан-Жаком"),
        ("Абдул Хамид", "Абдул Хамида", "Абдул Хамидом"),
        ("Чен Ын", "Чен Ына", "Чен Ыном"),
        ("Бато-Жаргал", "Бато-Жаргала", "Бато-Жаргалом"),
        ("Шота", "Шота", "Шота"),
        ("Муса", "Мусы", "Мусой"),
        ("Т.", "Т.", "Т."),
        ("Т", "Т", "Т"),
    ],
)
def test_names_of_men(name, genitive, instrumental):
    assert decline_name(Name("Ли", name, "", "м"), Case.GENT) == f"Ли {genitive}"
    assert decline_name(Name("Ли", name, "", "м"), Case.ABLT) == f"Ли {instrumental}"


@pytest.mark.parametrize(
    ("name", "dative", "instrumental"),
    [
        ("Любовь", "Любови", "Любовью"),
        ("Лия", "Лии", "Лией"),
        ("Алия", "Алии", "Алией"),
        ("Майя", "Майе", "Майей"),
        ("Рахиль", "Рахили", "Рахилью"),
        ("Ассоль", "Ассоли", "Ассолью"),
        ("Николь", "Николь", "Николь"),
        ("Айгуль", "Айгуль", "Айгуль"),
        ("Анна-Мария", "Анне-Марии", "Анной-Марией"),
        ("Айша", "Айше", "Айшей"),
        ("Нино", "Нино", "Нино"),
    ],
)
def test_names_of_women(name, dative, instrumental):
    assert decline_name(Name("Ли", name, "", "ж"), Case.DATV) == f"Ли {dative}"
    assert decline_name(Name("Ли", name, "", "ж"), Case.ABLT) == f"Ли {instrumental}"


@pytest.mark.parametrize(
    ("patronymic", "gender", "instrumental"),
    [
        ("Ильич", "м", "Ильичом"),
        ("Кузьмич", "м", "Кузьмичом"),
        ("Лукич", "м", "Лукичом"),
        ("Фомич", "м", "Фомичом"),
        ("Никитич", "м", "Никитичем"),
        ("Якимич", "м", "Якимичем"),
        ("Фокич", "м", "Фокичем"),
        ("Силыч", "м", "Силычем"),
        ("Рашид-оглы", "м", "Рашид-оглы"),
        ("Акылбек уулу", "м", "Акылбек уулу"),
        ("Рашид кызы", "ж", "Рашид кызы"),
        ("Кузьминишна", "ж", "Кузьминишной"),
        ("Ахмед", "м", "Ахмед"),
    ],
)
def test_patronymics(patronymic, gender, instrumental):
    assert decline_name(Name("Ли", "Али", patronymic, gender), Case.ABLT) == f"Ли Али {instrumental}"


def test_initials_after_the_surname_before_it_and_on_screen():
    assert decline_surname_initials(DRONINA, Case.ACCS) == f"Дронину{NBSP}Т.Н."
    assert initials_surname(DRONINA) == f"Т.Н.{NBSP}Дронина"
    assert initials_surname(DRONINA, Case.DATV) == f"Т.Н.{NBSP}Дрониной"
    assert short_screen(DRONINA) == f"Дронина{NBSP}Т.{NBSP}Н."


@pytest.mark.parametrize(
    ("name", "short"),
    [
        (Name("Токаев", "Касым-Жомарт", "Кемелевич", "м"), "К.-Ж.К."),
        (Name("Мамедова", "Нигяр", "Рашид кызы", "ж"), "Н.Р."),
        (Name("Ким", "Юлия", "", "ж"), "Ю."),
    ],
)
def test_initials_of_rare_names(name, short):
    assert initials_surname(name) == f"{short}{NBSP}{name.surname}"


def test_a_surname_alone_has_no_loose_spaces():
    assert short_screen(Name("Ли", "")) == "Ли"
    assert decline_name(Name("Иванова", "", "", "ж"), Case.DATV) == "Ивановой"


def test_overrides_replace_the_full_form_and_lend_the_surname_to_the_short_one():
    overrides = {"datv": "Дронине Таисии Николаевне", "gent_short": "Дронины Т.Н."}
    assert decline_name(DRONINA, Case.DATV, overrides) == "Дронине Таисии Николаевне"
    assert decline_name(DRONINA, Case.GENT, overrides) == "Дрониной Таисии Николаевны"
    assert decline_surname_initials(DRONINA, Case.DATV, overrides) == f"Дронине{NBSP}Т.Н."
    assert decline_surname_initials(DRONINA, Case.GENT, overrides) == "Дронины Т.Н."
    assert initials_surname(DRONINA, Case.DATV, overrides) == f"Т.Н.{NBSP}Дронине"


def test_an_empty_override_is_none():
    assert decline_name(DRONINA, Case.DATV, {"datv": ""}) == "Дрониной Таисии Николаевне"


def test_gender_is_guessed_when_empty_and_nothing_is_declined_when_unknown():
    assert decline_name(Name("Швец", "Раиса", "Фоминична"), Case.DATV) == "Швец Раисе Фоминичне"
    assert [decline_name(Name("Ким", "Саша"), case) for case in OBLIQUE] == ["Ким Саша"] * 5
    assert decline_surname_initials(Name("Ким", "Саша"), Case.DATV) == f"Ким{NBSP}С."


def test_many_are_declined_in_their_order():
    names = [DRONINA, Name("Швец", "Кузьма", "Лукич", "м")]
    assert decline_many(names, Case.ABLT) == ["Дрониной Таисией Николаевной", "Швецом Кузьмой Лукичом"]
    assert decline_many(names, Case.NOMN) == ["Дронина Таисия Николаевна", "Швец Кузьма Лукич"]
