"""Who answers, by hand; then any text at all. The people are invented."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.enums import ResponsibleRole
from roadmaps.responsible import Named, read_responsible, role_of_post

STAFF = [
    Named(1, "Ветров", "Глеб", "Ильич", "директор"),
    Named(2, "Ясная", "Анна", "Петровна", "заместитель директора по учебно-воспитательной работе"),
    Named(2, "Ясная", "Анна", "Петровна", "учитель биологии"),
    Named(3, "Заяц", "Борис", "Фомич", "учитель физики"),
    Named(4, "Воронцова", "Таисия", "Никитична", "учитель начальных классов"),
    Named(5, "Иванов", "Иван", "Ильич", "учитель труда"),
    Named(6, "Иванов", "Игорь", "Исаевич", "учитель химии"),
    Named(7, "Фёдорова", "Алёна", "Семёновна", "педагог-психолог"),
    Named(8, "Римская-Корсакова", "Нина", "Львовна", "методист"),
    Named(9, "Ким", "Юлия", "Черсановна", "учитель музыки"),
    Named(10, "Черных", "Софья", "Павловна", "учитель математики"),
    Named(11, "Гусейнов", "Рашад", "Али оглы", "социальный педагог"),
    Named(12, "Саар", "Март", "", "учитель физической культуры"),
]


def told(text: str) -> str:
    """«2, deputies, «слова»»: persons by pk, roles by value, unknown words in quotes."""
    return ", ".join(
        str(one.pk) if one.pk else one.role.value if one.role else f"«{one.text}»"
        for one in read_responsible(text, STAFF)
    )


NAMES = [
    ("Воронцова Т.Н.", "4"),
    ("Воронцову Т.Н.", "4"),
    ("Воронцовой Т. Н.", "4"),
    ("Т.Н. Воронцова", "4"),
    ("Т. Н. Воронцовой", "4"),
    ("Т.Н.Воронцовой", "4"),
    ("ВоронцоваТ.Н.", "4"),
    ("Воронцова Т.Н", "4"),
    ("Воронцова ТН", "4"),
    ("ВОРОНЦОВА Т.Н.", "4"),
    ("Вopoнцова Т.Н.", "4"),  # with Latin letters
    ("Воронцова Т. Н.", "4"),  # no-break spaces
    ("Воронцова Таисия Никитична", "4"),
    ("Воронцовой Таисии Никитичне", "4"),
    ("Таисия Никитична Воронцова", "4"),
    ("Воронцова Таисия", "4"),
    ("Воронцова Т.", "4"),
    ("Воронцова", "4"),
    ("Воронцова К.Н.", "«Воронцова К.Н.»"),
    ("Иванов И.И.", "«Иванов И.И.»"),
    ("Иванову И. И.", "«Иванову И. И.»"),
    ("Иванов", "«Иванов»"),
    ("Иванов Игорь", "6"),
    ("Иванову Ивану Ильичу", "5"),
    ("Ивановым Игорем Исаевичем", "6"),
    ("Федоровой А.С.", "7"),
    ("Фёдорова Алена Семеновна", "7"),
    ("Римской-Корсаковой Н.Л.", "8"),
    ("Римская - Корсакова Н. Л.", "8"),
    ("Ким Ю.Ч.", "9"),
    ("Черных С.П., Ким Ю.Ч.", "10, 9"),
    ("Черных С.П.\nВоронцова Т.Н.", "10, 4"),
    ("Черных С.П. и Воронцова Т.Н.", "10, 4"),
    ("Черных С.П.; Воронцова Т.Н.;", "10, 4"),
    ("Черных С.П. Воронцова Т.Н.", "10, 4"),
    ("Гусейнову Р.А.", "11"),
    ("Саар М.", "12"),
    ("Зайцу Б.Ф.", "3"),
    ("Заяца Б. Ф.", "«Заяца Б. Ф.»"),
    ("Неизвестнова М.М.", "«Неизвестнова М.М.»"),
]
ROLES = [
    ("директор", "head"),
    ("Директору школы", "head"),
    ("директора школы", "head"),
    ("и.о. директора", "head"),
    ("Заведующий", "head"),
    ("заведующей детским садом", "head"),
    ("руководитель ОО", "head"),
    ("руководитель образовательной организации", "head"),
    ("Руководитель", "head"),
    ("заместитель директора", "deputies"),
    ("заместителю директора", "deputies"),
    ("заместители директора по УВР, ВР", "deputies"),
    ("зам. директора по УВР", "deputies"),
    ("Зам.директора по ВР", "deputies"),
    ("замдиректора", "deputies"),
    ("завучи", "deputies"),
    ("заместители директора по учебной и воспитательной работе", "deputies"),
    ("заместитель заведующего", "deputies"),
    ("администрация", "administration"),
    ("администрация ОО", "administration"),
    ("Администрации школы", "administration"),
    ("куратор", "curator"),
    ("кураторы", "curator"),
    ("куратору наставничества", "curator"),
    ("куратор целевой модели наставничества", "curator"),
    ("ответственный за наставничество", "curator"),
    ("кл. руководители", "class_teachers"),
    ("классным руководителям", "class_teachers"),
    ("кл.рук.", "class_teachers"),
    ("классные руководители 5–9 классов", "class_teachers"),
    ("педагог-психолог", "psychologist"),
    ("Педагог - психолог", "psychologist"),
    ("педагогу-психологу", "psychologist"),
    ("психолог", "psychologist"),
    ("социально-психологическая служба", "psychologist"),
    ("социальный педагог", "social"),
    ("соц. педагогу", "social"),
    ("наставники", "mentors"),
    ("педагоги-наставники", "mentors"),
    ("наставническая пара", "mentors"),
    ("наставляемые", "mentees"),
    ("молодые специалисты", "mentees"),
    ("наставники, наставляемые", "mentors, mentees"),
    ("учителя", "teachers"),
    ("учителя-предметники", "teachers"),
    ("педагогические работники", "teachers"),
    ("учителя русского языка и литературы", "teachers"),
    ("воспитатели групп", "teachers"),
    ("методист", "methodists"),
    ("методисты ЦНППМ", "methodists"),
    ("старший воспитатель", "methodists"),
    ("руководители ШМО", "section_heads"),
    ("руководитель МО учителей начальных классов", "section_heads"),
    ("учителя – наставники", "mentors"),
    ("зам.дир. по УВР", "deputies"),
    ("исполняющий обязанности директора", "head"),
    ("педагог психолог", "psychologist"),
    ("кураторы ОО", "curator"),
    ("руководителям методических объединений", "section_heads"),
    ("руководитель районной творческой группы «Наставник»", "section_heads"),
    ("администратор сайта", "webmaster"),
    ("ответственный за ведение сайта", "webmaster"),
    ("системный администратор", "webmaster"),
    ("руководители ОО", "school_heads"),
    ("руководители образовательных организаций", "school_heads"),
    ("директора школ", "school_heads"),
    ("заведующие детскими садами", "school_heads"),
    ("образовательные организации", "school_heads"),
    ("муниципальный координатор", "coordinator"),
    ("районному координатору", "coordinator"),
    ("Первый заместитель начальника Управления образования", "office"),
    ("управление образования", "office"),
    ("специалист отдела образования", "office"),
]
TOGETHER = [
    ("директор, куратор", "head, curator"),
    ("Заведующий\nКуратор", "head, curator"),
    ("куратор и педагог-психолог", "curator, psychologist"),
    ("куратор/психолог", "curator, psychologist"),
    ("заместители директора по УВР, ВР, куратор", "deputies, curator"),
    ("зам. директора по ВР и классные руководители", "deputies, class_teachers"),
    # a post beside a name is that person's
    ("директор Ветров Г.И.", "1"),
    ("директор школы Ветров Г. И.", "1"),
    ("Ветров Г.И., директор", "1"),
    ("Ветров Г.И., директор школы, администрация школы", "1, administration"),
    ("Ясная А.П., заместитель директора по УВР", "2"),
    ("заместитель директора по УВР Ясная А.П., куратор", "2, curator"),
    ("заместителю директора по УВР Ясной А.П.", "2"),
    ("учитель физики Заяц Б.Ф., учитель начальных классов Воронцова Т.Н.", "3, 4"),
    ("Заяц Б.Ф., учитель физики, наставник", "3"),
    ("Фёдорова А.С. – педагог-психолог", "7"),
    ("Фёдорова А.С. (педагог-психолог)", "7"),
    ("Воронцова Т. Н., куратор", "4, curator"),
    ("Ветров Г.И., заместители директора", "1, deputies"),
    ("наставники: учитель физики Заяц Б.Ф., Черных С.П.", "«наставники», 3, 10"),
    # those who are not on the staff: their post stays where it names one of a kind
    ("директор ОУ Неизвестнова М.М.", "head"),
    ("Неизвестнова М.М., директор школы", "«Неизвестнова М.М.», head"),
    ("зам. директора Неизвестнова М.М.", "deputies"),
    ("учитель музыки Неизвестнова М.М.", "«учитель музыки Неизвестнова М.М.»"),
    ("наставники: Неизвестнова М.М.", "mentors, «Неизвестнова М.М.»"),
    # words that name nobody known
    ("", ""),
    ("-", ""),
    ("родительский комитет", "«родительский комитет»"),
    ("родители наставляемых", "«родители наставляемых»"),
    ("социальные партнёры", "«социальные партнёры»"),
    ("учитель математики", "«учитель математики»"),
    ("советник директора по воспитанию", "«советник директора по воспитанию»"),
    ("секретарь директора", "«секретарь директора»"),
    ("учитель-логопед", "«учитель-логопед»"),
    ("Директор МБОУ «Лесная СОШ № 1» Ветров Г.И.", "1"),
    ("Ясная А. П. – зам. директора по УВР", "2"),
    ("педагог-наставник Заяц Б.Ф., молодой специалист Черных С.П.", "3, 10"),
    ("Воронцова Т. Н. (куратор)", "4, curator"),
    ("педагог-организатор", "«педагог-организатор»"),
    ("куратор, библиотека", "curator, «библиотека»"),
    ("рабочая группа, куратор", "«рабочая группа», curator"),
]


@pytest.mark.parametrize(("text", "expected"), [*NAMES, *ROLES, *TOGETHER])
def test_responsible(text: str, expected: str) -> None:
    assert told(text) == expected


def test_words_are_kept_as_they_are() -> None:
    texts = [one.text for one in read_responsible("заместителю директора по УВР Ясной А.П.,\nкл. руководители", STAFF)]
    assert texts == ["заместителю директора по УВР Ясной А.П.", "кл. руководители"]


def test_a_man_and_a_woman_of_one_surname_are_told_apart_only_by_what_is_certain() -> None:
    pair = [Named(1, "Орлов", "Павел", "Ильич"), Named(2, "Орлова", "Инна", "Ильинична")]
    # «Орлова» is she, or his genitive; «П. И.» decides, the surname alone does not.
    assert [one.pk for one in read_responsible("Орлова П.И., Орлова И.И., Орловой И.И.", pair)] == [1, 2, 2]
    assert [one.pk for one in read_responsible("Орлова", pair)] == [None]
    assert [one.pk for one in read_responsible("Орлов", pair)] == [1]


@pytest.mark.parametrize(
    ("post", "role"),
    [
        ("Директор", ResponsibleRole.HEAD),
        ("заведующий", ResponsibleRole.HEAD),
        ("заместитель директора по учебно-воспитательной работе", ResponsibleRole.DEPUTIES),
        ("Заместитель директора по АХЧ", ResponsibleRole.DEPUTIES),
        ("учитель русского языка и литературы", ResponsibleRole.TEACHERS),
        ("воспитатель", ResponsibleRole.TEACHERS),
        ("педагог-психолог", ResponsibleRole.PSYCHOLOGIST),
        ("социальный педагог", ResponsibleRole.SOCIAL),
        ("методист", ResponsibleRole.METHODISTS),
        ("старший воспитатель", ResponsibleRole.METHODISTS),
        ("советник директора по воспитанию", None),
        ("младший воспитатель", None),
        ("завхоз", None),
        ("", None),
    ],
)
def test_role_of_post(post: str, role: ResponsibleRole | None) -> None:
    assert role_of_post(post) is role


WORDS = sorted({word for text, _ in [*NAMES, *ROLES, *TOGETHER] for word in text.split()} | {",", "и", "\n", ":", "("})


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)))
def test_any_text_names_only_staff(text: str) -> None:
    found = read_responsible(text, STAFF)
    assert {one.pk for one in found} <= {one.pk for one in STAFF} | {None}
    assert all(one.text and not (one.pk and one.role) for one in found)


def letters(text: str) -> str:
    """All but signs and a lone «и», which part two."""
    return "".join(re.findall(r"[а-яё]+", re.sub(r"(?<!\w)и(?!\w)", " ", text.lower())))


TIDY = sorted({word for word in WORDS if re.fullmatch(r"[А-ЯЁа-яё.,-]+", word)})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(TIDY), st.sampled_from([" ", ", ", "\n", "; ", " и "])), max_size=8))
def test_no_word_is_lost(words: list[tuple[str, str]]) -> None:
    text = "".join(word + sign for word, sign in words)
    assert "".join(letters(one.text) for one in read_responsible(text, STAFF)) == letters(text)
