"""What a file would do: matching, likely duplicates, changes, who is gone."""

from datetime import date

import pytest

from schools.enums import ImportKind
from schools.models import Employment, Enrolment, Person
from schools.selectors.cards import load_cards
from schools.selectors.import_plan import Verdict, make_plan
from schools.selectors.similar import one_letter_apart
from schools.services.archiving import archive_person
from schools.services.staff_import import decide_rows, open_import, plan_import
from tests.schools.staff_files import plan_of, pupil_file, staff_file, start, told
from tests.world import YEAR, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(world, today):
    """The foreign school: two employees, nobody else."""
    return world.foreign


def card(place, name="Дронина Таисия Николаевна", post="учитель начальных классов", **fields):
    return person(place, name, post, **fields)


def test_new_people_are_told_from_known_ones(place, world):
    card(place, birth_date=date(1969, 1, 7))
    plan = plan_of(
        place,
        world.vera,
        staff_file(
            ("Дронина Таисия Николаевна", "07.01.1969", "учитель начальных классов"),
            ("Гоголь Любовь Ивановна", "15.07.1988", "учитель музыки"),
        ),
    )
    assert plan.kind == ImportKind.STAFF
    assert {name: verdict for name, (verdict, _) in told(plan).items()} == {
        "Дронина Таисия Николаевна": "same",
        "Гоголь Любовь Ивановна": "new",
    }


def test_name_and_birth_date_find_the_card_whatever_the_post(place, world):
    card(place, birth_date=date(1969, 1, 7))
    plan = plan_of(place, world.vera, staff_file(("ДРОНИНА Тaисия Николаевна", "07.01.1969", "методист")))
    assert told(plan) == {
        "Дронина Таисия Николаевна": ("changed", [("должность", "учитель начальных классов", "методист")])
    }


def test_name_and_post_find_the_card_and_bring_the_birth_date(place, world):
    card(place)
    plan = plan_of(
        place, world.vera, staff_file(("Дронина Таисия Николаевна", "07.01.1969", "Учитель начальных классов"))
    )
    assert told(plan) == {"Дронина Таисия Николаевна": ("changed", [("дата рождения", "", "07.01.1969")])}


def test_yo_and_ye_are_one_name_and_yo_is_taken_over(place, world):
    card(place, "Мельник Алла Федоровна", "учитель географии")
    card(place, "Берёза Наталья Олеговна", "старший вожатый")
    plan = plan_of(
        place,
        world.vera,
        staff_file(
            ("Мельник Алла Фёдоровна", "", "учитель географии"), ("Береза Наталья Олеговна", "", "старший вожатый")
        ),
    )
    assert told(plan) == {
        "Мельник Алла Фёдоровна": ("changed", [("отчество", "Федоровна", "Фёдоровна")]),
        "Береза Наталья Олеговна": ("same", []),
    }


@pytest.mark.parametrize(
    ("known", "row", "reason"),
    [
        ({"birth_date": date(1970, 1, 1)}, ("Дронина Таисия Николаевна", "07.01.1969", "учитель"), "other_birth"),
        ({}, ("Дронина Таисия Николаевна", "07.01.1969", "методист"), "other_post"),
        ({}, ("Дронина Таисия Николаевна", "", "методист"), "other_post"),
        ({}, ("Дронена Таисия Николаевна", "", "учитель начальных классов"), "typo"),
        ({}, ("Дронина Таисия", "", "учитель начальных классов"), "no_patronymic"),
        ({"birth_date": date(1969, 1, 7)}, ("Швец Таисия Николаевна", "07.01.1969", "методист"), "new_surname"),
    ],
)
def test_doubtful_rows_are_asked_about(place, world, known, row, reason):
    mine = card(place, **known)
    plan = plan_of(place, world.vera, staff_file(row))
    assert [(found.verdict.value, [(c.card.id, c.reason) for c in found.candidates]) for found in plan.rows] == [
        ("ask", [(mine.pk, reason)])
    ]


def test_same_surname_and_initials_are_shown_but_not_asked_about(place, world):
    mine = card(place, "Мельник Надежда Степановна", "учитель химии")
    plan = plan_of(place, world.vera, staff_file(("Мельник Нина Сергеевна", "", "учитель истории")))
    assert [(row.verdict.value, [(c.card.id, c.reason) for c in row.candidates]) for row in plan.rows] == [
        ("new", [(mine.pk, "initials")])
    ]


def test_a_typo_with_another_birth_date_is_another_person(place, world):
    card(place, birth_date=date(1970, 1, 1))
    plan = plan_of(place, world.vera, staff_file(("Дронена Таисия Николаевна", "07.01.1969", "учитель")))
    assert [(row.verdict.value, row.candidates) for row in plan.rows] == [("new", [])]


def test_a_pupil_is_not_taken_for_the_teacher_of_the_same_name(place, world):
    card(place, "Ким Артём Русланович", "учитель физической культуры")
    plan = plan_of(
        place, world.vera, pupil_file(("Ким Артём Русланович", "5А", "06.08.2015", "Ким Руслан Ли, отец", ""))
    )
    assert plan.kind == ImportKind.PUPILS
    assert [row.verdict.value for row in plan.rows] == ["new"]


def test_rows_of_one_file_that_are_much_alike(place, world):
    card(place, birth_date=date(1969, 1, 7))
    plan = plan_of(
        place,
        world.vera,
        staff_file(
            ("Гоголь Любовь Ивановна", "", "учитель музыки"),
            ("Гоголь Любов Ивановна", "", "учитель музыки"),
            ("Дронена Таисия Николаевна", "", "учитель"),
            ("Дронина Таисия Николаевна", "07.01.1969", "учитель начальных классов"),
        ),
    )
    assert [(row.verdict.value, [(twin.row, twin.reason) for twin in row.twins]) for row in plan.rows] == [
        ("new", []),
        ("ask", [(2, "typo")]),
        ("ask", [(5, "typo")]),
        ("same", []),
    ]
    assert plan.rows[1].why == "похоже на строку 2 (Гоголь Любовь Ивановна): имя отличается одной буквой"


def test_decisions_settle_what_was_asked(place, world):
    mine = card(place)
    staff_import = start(
        place,
        world.vera,
        staff_file(
            ("Дронина Таисия Николаевна", "", "методист"),
            ("Дронена Таисия Николаевна", "", "вожатый"),
            ("Дронина Таисья Николаевна", "", "вожатый"),
        ),
    )
    decide_rows(staff_import, {"2": str(mine.pk), "3": "new", "4": "skip"})
    plan = plan_import(staff_import)
    assert [(row.verdict.value, row.card and row.card.id) for row in plan.rows] == [
        ("changed", mine.pk),
        ("new", None),
        ("skipped", None),
    ]


def test_two_rows_cannot_take_one_card(place, world):
    mine = card(place, birth_date=date(1969, 1, 7))
    staff_import = start(
        place,
        world.vera,
        staff_file(
            ("Дронина Таисия Николаевна", "07.01.1969", "методист"),
            ("Дронина Таисия Николаевна", "01.01.1980", "вожатый"),
        ),
    )
    decide_rows(staff_import, {"3": str(mine.pk)})
    plan = plan_import(staff_import)
    assert [row.verdict for row in plan.rows] == [Verdict.CHANGED, Verdict.ASK]


def test_empty_cells_never_erase(place, world):
    mine = card(place, email="p@school.example", phone="+79021110205", birth_date=date(1969, 1, 7))
    Employment.objects.filter(person=mine).update(category="высшая", teaching_years=35, subjects=["Музыка"])
    plan = plan_of(place, world.vera, staff_file(("Дронина Таисия Николаевна", "", "учитель начальных классов")))
    assert told(plan) == {"Дронина Таисия Николаевна": ("same", [])}


def test_who_is_no_longer_in_the_file(place, world):
    card(place)
    gone = card(place, "Седых Павел Ильич", "учитель информатики")
    archive_person(card(place, "Ушедший Иван Иванович", "учитель"), world.vera)
    plan = plan_of(place, world.vera, staff_file(("Дронина Таисия Николаевна", "", "учитель начальных классов")))
    assert [absent.full_name for absent in plan.absent] == [
        "Горячая Зоя Саввична",
        "Полева Вера Кузьминична",
        gone.full_name,
        "Тайный Пётр Лукич",
    ]
    assert plan.to_archive == []


def test_a_list_of_pupils_names_nobody_absent(place, world):
    plan = plan_of(place, world.vera, pupil_file(("Бабич Софья Денисовна", "9А", "30.08.2011", "", "")))
    assert plan.absent == []


def test_a_returning_employee_comes_back_from_the_archive(place, world):
    mine = card(place, birth_date=date(1969, 1, 7))
    archive_person(mine, world.vera)
    plan = plan_of(
        place, world.vera, staff_file(("Дронина Таисия Николаевна", "07.01.1969", "учитель начальных классов"))
    )
    assert told(plan) == {
        "Дронина Таисия Николаевна": ("changed", [("архив", "в архиве с 14.09.2026", "вернётся из архива")])
    }


def test_two_posts_of_one_person(place, world):
    plan = plan_of(
        place,
        world.vera,
        staff_file(
            ("Швец Игорь Львович", "11.12.1965", "учитель физики"), ("Швец Игорь Львович", "11.12.1965", "лаборант")
        ),
    )
    assert [(row.person.post, row.person.other_posts) for row in plan.rows] == [("учитель физики", ["лаборант"])]


def test_the_class_of_a_year_later_is_the_same_pupil(place, world):
    pupil = person(place, "Бабич Софья Денисовна")
    Enrolment.objects.create(person=pupil, year=YEAR - 1, grade="8Б")
    plan = plan_of(place, world.vera, pupil_file(("Бабич Софья Денисовна", "9Б", "", "", "")))
    assert told(plan) == {"Бабич Софья Денисовна": ("changed", [("класс", "", "9Б")])}


def test_the_number_of_queries_does_not_grow_with_rows(place, world, django_assert_num_queries):
    names = [f"Сотрудникова{letter} Анна Ивановна" for letter in "абвгдежзик"]
    for name in names:
        card(place, name, "учитель")
    for rows in (names[:1], names):
        staff_import = start(
            place, world.vera, staff_file(*((name, "", "учитель", "", "8 902 111-02-03") for name in rows))
        )
        opened = open_import(staff_import)
        with django_assert_num_queries(5):
            plan_import(staff_import, opened)


def test_the_digest_knows_when_the_cards_moved(place, world):
    mine = card(place)
    staff_import = start(
        place, world.vera, staff_file(("Дронина Таисия Николаевна", "07.01.1969", "учитель начальных классов"))
    )
    first = plan_import(staff_import).digest
    Person.objects.filter(pk=mine.pk).update(note="неважное для файла")
    assert plan_import(staff_import).digest == first
    Person.objects.filter(pk=mine.pk).update(birth_date=date(1969, 1, 7))
    assert plan_import(staff_import).digest != first


def test_planning_needs_no_file_row(place, world):
    opened = open_import(start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель"))))
    plan = make_plan(place, opened.reading, load_cards(place), kind="staff", year=YEAR, decisions={})
    assert plan.counts["new"] == 1


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("дронина", "дронена", True),
        ("дронина", "дроина", True),
        ("дронина", "дрронина", True),
        ("дронина", "дронниа", True),
        ("дронина", "дронина", False),
        ("дронина", "дровена", False),
        ("ким", "кин", False),
    ],
)
def test_one_letter_apart(first, second, near):
    assert one_letter_apart(first, second) is near
