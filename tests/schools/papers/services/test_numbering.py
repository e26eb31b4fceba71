from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schools.papers.enums import NumberMode, RegisterKind
from schools.papers.services.documents import annul_document, enter_elsewhere
from schools.papers.services.numbering import (
    NumberTaken,
    check_number,
    doubtful_jump,
    number_key,
    number_sort,
    propose_number,
    register_of,
    require_free,
    tidy_number,
)
from tests.schools.papers.paper import DAY, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("14-А", "14-а"),  # case
        ("14-а", "14-a"),  # Cyrillic and Latin
        ("5-п.о.д.", "5-П.O.Д."),
        ("42-ОД", "42 - од"),  # spaces
        ("42-ОД", "42–ОД"),  # en dash
        ("42-ОД", "42—ОД"),
        ("42-ОД", "42‑ОД"),  # no-break hyphen
        ("42-ОД", "42−ОД"),  # minus
        ("№ 5/1", "5/1"),
        ("N5", "№5"),
        ("No 5", "5"),
        ("No. 5", "5"),
        ("№ № 5", "5"),
        ("160-О", "160-o"),
        ("7-ЕЁ", "7-ее"),
        ("18\u200b-К", "18-k"),  # a zero-width space from a web page
        ("3-ХР", "3-XP"),
        ("1-й", "1-й"),  # composed and decomposed
    ],
)
def test_these_are_one_number(one, other):
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("14", "14-а"), ("5/1", "51"), ("5/1", "5-1"), ("160-О", "160-0"), ("1", "11"), ("3-З", "3-3")]
)
def test_these_are_two_numbers(one, other):
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [(" № 14-а ", "14-а"), ("N 5", "5"), ("02-05 / 164", "02-05 / 164"), ("42-ОД", "42-ОД"), ("Н-1", "Н-1")],
)
def test_a_number_is_printed_as_typed_but_for_its_sign(typed, printed):
    assert tidy_number(typed) == printed


@pytest.mark.parametrize("typed", ["", "   ", "№", "б/н", "-", "1" * 41, "ß" * 39 + "1ﬀ"])
def test_these_are_not_numbers(typed):
    with pytest.raises(ValidationError) as refused:
        check_number(typed)
    assert refused.value.messages[0].endswith(".")


def test_numbers_sort_as_people_count():
    keys = [number_key(number) for number in ("10", "2", "2-а", "1/10", "1/9")]
    assert sorted(keys, key=number_sort) == ["1/9", "1/10", "2", "2-а", "10"]


@pytest.mark.parametrize(
    ("pattern", "first", "standing", "next_one"),
    [
        ("{n}", 1, [], "1"),
        ("{n}", 43, [], "43"),
        ("{n}", 1, ["1", "2"], "3"),
        ("{n}", 1, ["126"], "127"),  # goes on after last year's habit of paper
        ("{n}", 1, ["1", "3"], "4"),  # gaps are not filled
        ("{n}", 1, ["14-а", "5/1"], "1"),  # typed ones do not count up
        ("{n}", 10, ["3"], "10"),
        ("{n}", 1, ["12", "20260905"], "13"),  # a date in the wrong field does not lead
        ("{n}", 1, ["20260905"], "1"),
        ("{n}", 1, ["12", "345"], "13"),  # nor one far beyond the others,
        ("{n}", 1, ["12", "345", "346"], "347"),  # until a second one follows it
        ("{n}-ОД", 1, ["1-од", "2 – OД"], "3-ОД"),
        ("{n}-ОД", 1, ["7"], "1-ОД"),
        ("{n}-п.о.д.", 1, ["5/1-п.о.д.", "6-П.О.Д."], "7-п.о.д."),
        ("02-05/{n}", 1, ["02-05/164", "02-06/200"], "02-05/165"),
        ("№ {n}", 1, ["8"], "№ 9"),
    ],
)
def test_the_next_number_by_the_pattern(world, pattern, first, standing, next_one):
    register = register_of(world.school)
    register.pattern, register.first_number = pattern, first
    register.save()
    for number in standing:
        issued(world.school, number)
    assert propose_number(register, DAY) == next_one


def test_void_papers_and_those_issued_elsewhere_count(world):
    register = register_of(world.school)
    annul_document(issued(world.school, "4"), "не подписан", world.anna)
    assert propose_number(register, DAY) == "5"
    enter_elsewhere(world.school, "order", "О кураторе", "9", date(2026, 9, 1), world.anna)
    assert propose_number(register, DAY) == "10"


def test_drafts_other_years_other_registers_and_other_schools_do_not_count(world):
    draft(world.school)
    issued(world.foreign, "50")
    issued(world.school, "77", day=date(2025, 12, 30))
    register = register_of(world.school)
    assert propose_number(register, DAY) == "1"
    assert propose_number(register, date(2025, 12, 31)) == "78"
    assert propose_number(register_of(world.school, RegisterKind.PUPILS), DAY) == "1"


def test_the_office_gives_its_own(world):
    register = register_of(world.school)
    register.mode = NumberMode.OFFICE
    assert propose_number(register, DAY) == ""


def test_a_taken_number_names_the_paper_that_took_it(world):
    issued(world.school, "14-а")
    register = register_of(world.school)
    with pytest.raises(NumberTaken) as refused:
        require_free(register, 2026, "№ 14-A")
    assert refused.value.messages == [
        "Номер 14-A в журнале «приказы по основной деятельности» за 2026 год уже занят: «О закреплении наставников» "
        "от 14.09.2026. Впишите другой номер."
    ]
    require_free(register, 2027, "14-а")


def test_a_branch_uses_the_register_of_its_legal_entity(world):
    branch = type(world.school)(
        slug="filial", short_name="Филиал", full_name="Филиал", level="branch", parent=world.school
    )
    branch.save()
    assert register_of(branch) == register_of(world.school)


@pytest.mark.parametrize(
    ("standing", "number", "doubtful"),
    [
        (["12"], "62", False),
        (["12"], "63", True),
        (["12"], "14-а", False),
        ([], "50", False),
        ([], "126", True),
        (["12", "345"], "346", True),
        (["12", "345", "346"], "390", False),
    ],
)
def test_a_jump_of_more_than_fifty_is_doubted(world, standing, number, doubtful):
    register = register_of(world.school)
    for one in standing:
        issued(world.school, one)
    assert bool(doubtful_jump(register, DAY, number)) is doubtful


def test_where_the_office_gives_numbers_only_the_impossible_is_doubted(world):
    register = register_of(world.school)
    register.mode = NumberMode.OFFICE
    register.save()
    assert doubtful_jump(register, DAY, "812") == ""
    assert doubtful_jump(register, DAY, "20260905").startswith("Номер 20260905 сильно забегает вперёд")
