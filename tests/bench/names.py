"""Declension of 10,000 names against bare petrovich.

Every surname is another one, so that a memory of surnames helps nobody; given names and patronymics repeat as they do
in life. One case is asked, although we work out all five at once.
"""

import time
from itertools import cycle, islice, product

NAMES = 10_000


def words(text: str) -> list[str]:
    return text.split()


STEMS = [
    first + second
    for first, second in product(
        words(
            "Аба Бара Вере Гри Доро Жура Зару Коза Лебе Мака Неча Орло Пала Рома Само Тара Усти Фила Хара Чере Шала Щерба"
        ),
        words("бак бур вал ган дар зар кал лап мар нос пат рог сен там хан чен шак яр"),
    )
]
MALE = words("ов ев ин ский ых енко ук ич ец ян ко ак кович ец-Нагорный дзе ман ий ай ой ль ер юн ыш онок ей")
FEMALE = words("ова ева ина ская ых енко ук ич ец ян ко ак кович ец-Нагорная дзе ман ий ая ой ль ер юн ыш онок ей")
GIVEN = {
    "м": words(
        "Антон Борис Вадим Глеб Денис Егор Захар Илья Кирилл Лев Марк Никита Олег Павел Роман Савва Тимур Фёдор Эмиль Юрий"
    ),
    "ж": words(
        "Алла Белла Вера Галина Дарья Ева Зоя Инна Клара Любовь Майя Нина Ольга Полина Раиса Софья Таисия Ульяна Эмма Яна"
    ),
}
FATHERS = {
    "м": words("Антонович Борисович Ильич Кузьмич Львович Олегович Павлович Юрьевич Фомич Саввич Глебович Аркадьевич"),
    "ж": words(
        "Антоновна Борисовна Ильинична Кузьминична Львовна Олеговна Павловна Юрьевна Фоминична Саввична Глебовна"
    ),
}


def people() -> list[tuple[str, str, str, str]]:
    """10,000 × (surname, name, patronymic, gender); all surnames distinct."""
    rows = []
    for gender, endings in (("м", MALE), ("ж", FEMALE)):
        surnames = dict.fromkeys(stem + ending for stem, ending in product(STEMS, endings))
        others = zip(cycle(GIVEN[gender]), cycle(FATHERS[gender]))
        rows += [
            (surname, name, patronymic, gender)
            for surname, (name, patronymic) in islice(zip(surnames, others, strict=False), NAMES // 2)
        ]
    assert len({row[0] + row[3] for row in rows}) == NAMES
    return rows


def declension() -> tuple[float, float]:
    """One run in a process that has declined nobody yet: (ours, naive) in seconds of this process.

    Ours includes the reading of the rules and of the dictionary, the library's its own rules.
    """
    from petrovich.enums import Case as PetrovichCase
    from petrovich.enums import Gender
    from petrovich.main import Petrovich

    from schools.russian import Case, Name, decline_many

    rows = people()
    names = [Name(*row) for row in rows]
    genders = {"м": Gender.MALE, "ж": Gender.FEMALE}

    started = time.process_time()
    ours = decline_many(names, Case.GENT)
    mine = time.process_time() - started

    started = time.process_time()
    library = Petrovich()
    naive = [
        f"{library.lastname(surname, PetrovichCase.GENITIVE, genders[gender])} "
        f"{library.firstname(name, PetrovichCase.GENITIVE, genders[gender])} "
        f"{library.middlename(patronymic, PetrovichCase.GENITIVE, genders[gender])}"
        for surname, name, patronymic, gender in rows
    ]
    plain = time.process_time() - started
    assert len(ours) == len(naive) == NAMES
    return mine, plain
