"""`manage.py import_staff`: the exact JSON, nothing written without --apply, Russian refusals with code 1."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from schools.models import Person, StaffImport
from tests.schools.staff_files import FIXTURES, FOLDERS, staff_file
from tests.world import person

EMPTY_KEYS = ["sheet", "header_row", "columns", "people", "problems"]
PERSON_KEYS = [
    "row",
    "surname",
    "name",
    "patronymic",
    "gender",
    "birth_date",
    "post",
    "subjects",
    "email",
    "phone",
    "grade",
    "representatives",
]


def run(*arguments: str) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_staff", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def written(path, *rows) -> str:
    path.write_bytes(staff_file(*rows))
    return str(path)


def test_the_json_of_the_contract(tmp_path):
    file = written(
        tmp_path / "список.xlsx",
        ("  ШВЕЦ Игорь Львович", "11.12.1965", "Учитель физики", "Физика", "8-902-111-02-08", "не адрес"),
    )
    out, _, code = run(file, "--json")
    told = json.loads(out)
    assert code == 0
    assert list(told) == EMPTY_KEYS
    assert list(told["people"][0]) == PERSON_KEYS
    assert told["people"] == [
        {
            "row": 2,
            "surname": "Швец",
            "name": "Игорь",
            "patronymic": "Львович",
            "gender": "м",
            "birth_date": "1965-12-11",
            "post": "учитель физики",
            "subjects": ["Физика"],
            "email": None,
            "phone": "+79021110208",
            "grade": None,
            "representatives": [],
        }
    ]
    assert [(problem["row"], problem["column"], problem["value"]) for problem in told["problems"]] == [
        (2, "ФИО", "  ШВЕЦ Игорь Львович"),
        (2, "E-mail", "не адрес"),
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    "name", ["staff_official_site_table", "staff_separate_columns_dirty", "pupils_with_representatives"]
)
def test_the_sample_workbooks(folder, name):
    out, _, code = run(str(folder / f"{name}.xlsx"), "--json")
    known = "" if folder == FIXTURES else "shared_"
    assert code == 0
    assert json.loads(out) == json.loads((FIXTURES / f"{known}{name}.expected.json").read_text())


BROKEN = {
    "пустой.xlsx": b"",
    "текст.xlsx": b"name;post\n",
    "обрезан.xlsx": staff_file(("Швец Игорь Львович",))[:400],
    "мусор.xls": b"\x00\x01",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_gets_a_russian_sentence(name, tmp_path):
    (tmp_path / name).write_bytes(BROKEN[name])
    out, err, code = run(str(tmp_path / name), "--json")
    told = json.loads(out)
    assert (code, told["error"], told["message"]) == (1, True, err)
    assert err[0].isupper()
    assert err.endswith(".")
    assert run(str(tmp_path / name))[0] == ""


@pytest.mark.parametrize(
    "path",
    [path for folder in FOLDERS[1:] for path in sorted((folder / "broken").iterdir())],
    ids=lambda path: path.name,
)
def test_each_broken_sample(path):
    out, err, code = run(str(path), "--json")
    assert (code, json.loads(out)) == (1, {"error": True, "message": err})


def test_a_file_that_is_not_there():
    out, err, code = run("нет такого.xlsx", "--json")
    assert (code, json.loads(out)["message"]) == (1, "Файла «нет такого.xlsx» нет. Проверьте путь.")
    assert err == "Файла «нет такого.xlsx» нет. Проверьте путь."


def test_apply_needs_an_organisation(tmp_path):
    _, err, code = run(written(tmp_path / "a.xlsx", ("Швец Игорь Львович",)), "--apply")
    assert (code, err) == (1, "Чтобы загрузить список, укажите организацию: --organisation ИМЯ.")


@pytest.mark.django_db
def test_an_unknown_organisation(tmp_path):
    _, err, code = run(written(tmp_path / "a.xlsx", ("Швец Игорь Львович",)), "--organisation", "nowhere")
    assert (code, err) == (1, "Организации «nowhere» нет. Имя видно в адресе страницы: /o/ИМЯ/.")


def test_nothing_is_written_without_apply(tmp_path, world):
    file = written(tmp_path / "a.xlsx", ("Швец Игорь Львович", "", "учитель"))
    people = Person.objects.count()
    plain, _, _ = run(file, "--json")
    compared, _, code = run(file, "--json", "--organisation", "polevaya")
    assert (code, compared) == (0, plain)
    assert (Person.objects.count(), StaffImport.objects.count()) == (people, 0)


def test_apply_writes_what_is_certain_and_reports_the_rest(tmp_path, world):
    person(world.foreign, "Швец Игорь Львович", "учитель физики")
    file = written(tmp_path / "a.xlsx", ("Швец Игорь Львович", "", "методист"), ("Заяц Илья Игоревич", "", "вожатый"))
    out, _, code = run(file, "--json", "--organisation", "polevaya", "--apply")
    assert code == 0
    assert json.loads(out)["applied"] == {
        "new": 1,
        "changed": 0,
        "same": 0,
        "absent": ["Горячая Зоя Саввична", "Полева Вера Кузьминична", "Тайный Пётр Лукич"],
        "undecided": [
            {
                "row": 2,
                "full_name": "Швец Игорь Львович",
                "reason": "имя то же, должность или класс другие, а даты рождения не хватает",
            }
        ],
    }
    assert Person.objects.filter(organisation=world.foreign, surname="Заяц").exists()


def test_words_for_people(tmp_path, world):
    file = written(tmp_path / "a.xlsx", ("Швец Игорь Львович", "", "учитель"))
    out, _, _ = run(file, "--organisation", "polevaya")
    assert out.splitlines() == [
        "Лист «Список», заголовки в строке 1. Людей: 1.",
        "Было бы загружено: новых 1, изменено 0, без изменений 0.",
    ]
