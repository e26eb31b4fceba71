"""Preview of a 1,000-row workbook against openpyxl merely reading it.

Ours: bytes → sheet found, columns understood, values cleaned, problems gathered, rows matched with 1,000 existing cards,
likely duplicates and changes named. Theirs: `load_workbook` and a walk over the cells of the same file.
"""

import io
import time
from datetime import date, timedelta
from statistics import median

from django.db import transaction

ROWS = 1_000
STEMS = [
    "Алабуш",
    "Баран",
    "Берез",
    "Ветр",
    "Вороб",
    "Голуб",
    "Гордее",
    "Громо",
    "Дорож",
    "Дубро",
    "Журав",
    "Заволож",
    "Звонар",
    "Зимин",
    "Кален",
    "Касат",
    "Киселе",
    "Клен",
    "Ковал",
    "Колес",
    "Кругло",
    "Лебеде",
    "Лугов",
    "Медве",
    "Мохнат",
    "Никол",
    "Озер",
    "Осинн",
    "Павло",
    "Перел",
    "Полян",
    "Родник",
    "Рябин",
    "Самойл",
    "Сосн",
    "Степан",
    "Тимош",
    "Туман",
    "Уваро",
    "Шиш",
]
SURNAMES = [stem + ending for ending in ("ова", "ина", "ская") for stem in STEMS]
NAMES = [
    "Анна",
    "Вера",
    "Елена",
    "Нина",
    "Ольга",
    "Яна",
    "Таисия",
    "Любовь",
    "Мария",
    "Алла",
    "Галина",
    "Дарья",
    "Евгения",
    "Жанна",
    "Зоя",
    "Инна",
    "Ирина",
    "Карина",
    "Лариса",
    "Марина",
    "Надежда",
    "Наталья",
    "Оксана",
    "Полина",
    "Раиса",
    "Светлана",
    "Тамара",
    "Ульяна",
    "Юлия",
    "Эльвира",
]
PATRONYMICS = [
    "Ивановна",
    "Павловна",
    "Сергеевна",
    "Андреевна",
    "Ильинична",
    "Львовна",
    "Олеговна",
    "Игоревна",
    "Петровна",
    "Романовна",
    "Семёновна",
    "Степановна",
    "Тимофеевна",
    "Фёдоровна",
    "Кирилловна",
    "Макаровна",
    "Никитична",
    "Борисовна",
    "Глебовна",
    "Денисовна",
]
HEADINGS = [
    "№ п/п",
    "Фамилия",
    "Имя",
    "Отчество",
    "Пол",
    "Дата рождения",
    "Должность",
    "Предметы",
    "Педагогический стаж, лет",
    "Категория",
    "Телефон",
    "Электронная почта",
]


class _Rollback(Exception):
    pass


def preview(runs: int = 5) -> tuple[float, float]:
    """(ours, naive) in seconds of this process: medians of interleaved runs. Leaves nothing in the database."""
    from openpyxl import load_workbook

    from schools.models import Organisation, StaffImport
    from schools.services.staff_import import open_import, plan_import

    content = workbook()
    ours, naive = [], []
    try:
        with transaction.atomic():
            place = Organisation.objects.create(slug="bench-imports", full_name="Скорость", short_name="Скорость")
            _cards(place)
            for _ in range(runs):
                _forget_values()
                started = time.process_time()
                staff_import = StaffImport(organisation=place, filename="bench.xlsx")
                plan = plan_import(staff_import, open_import(staff_import, content))
                plan.digest  # noqa: B018  # the page shows it
                ours.append(time.process_time() - started)
                assert len(plan.rows) == ROWS, plan.counts
                started = time.process_time()
                sum(1 for row in load_workbook(io.BytesIO(content)).worksheets[0].values for cell in row if cell)
                naive.append(time.process_time() - started)
            raise _Rollback
    except _Rollback:
        pass
    return median(ours), median(naive)


def people() -> list[tuple[str, str, str, date, str]]:
    """1,000 different women: surname, name, patronymic, birth date, post."""
    return [
        (
            SURNAMES[number % len(SURNAMES)],
            NAMES[(number + number // len(SURNAMES)) % len(NAMES)],
            PATRONYMICS[number * 7 % len(PATRONYMICS)],
            date(1960, 1, 1) + timedelta(days=number * 13),
            "учитель физики",
        )
        for number in range(ROWS)
    ]


def workbook() -> bytes:
    """1,000 rows: a third gets a telephone, a third a new post too, a third is new; every fifth cell of some columns is dirty."""
    from schools.workbooks.writing import write_table

    rows = []
    for number, (surname, name, patronymic, birth, post) in enumerate(people(), start=1):
        kind = number % 3
        rows.append(
            [
                number,
                f"  {surname.upper()} " if number % 7 == 0 else surname,
                name,
                "Юрьевна" if kind == 2 else patronymic,
                "женский",
                birth if number % 2 else birth.strftime("%d/%m/%Y"),
                post if kind == 0 else f"{post} и астрономии",
                "Физика, Астрономия",
                f"{number % 40} л." if number % 5 == 0 else number % 40,
                "первая",
                f"8-902-{number % 900 + 100}-{number % 90 + 10}-11",
                f"p{number}@school.example" if number % 11 else "не адрес",
            ]
        )
    return write_table("Список сотрудников", HEADINGS, rows)


def _cards(place: object) -> None:
    from schools.models import Employment, Person

    cards = []
    for surname, name, patronymic, birth, post in people():
        card = Person(
            organisation=place, surname=surname, name=name, patronymic=patronymic, gender="ж", birth_date=birth
        )
        card.set_keys(post)
        cards.append(card)
    Person.objects.bulk_create(cards)
    Employment.objects.bulk_create(
        Employment(person=card, post="учитель физики", subjects=["Физика"]) for card in cards
    )


def _forget_values() -> None:
    """A fresh process has read no value yet: the cleaners' caches are emptied before each run."""
    import gc
    from functools import _lru_cache_wrapper

    gc.collect()
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper) and str(getattr(found, "__module__", "")).startswith(
            ("schools.workbooks", "schools.selectors")
        ):
            found.cache_clear()
