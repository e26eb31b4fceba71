"""The import in the browser: steps, choices that are never lost, refusals in words, other schools' imports."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schools.enums import ImportStatus
from schools.forms.staff_import import LIMIT
from schools.models import Person, StaffImport
from schools.workbooks.people import read_file
from schools.workbooks.reading import MAX_FILE_BYTES
from tests.bench.imports import people
from tests.schools.staff_files import FOLDERS, load, plan_of, pupil_file, staff_file, start
from tests.world import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def url(name: str, *args, place="lesnaya") -> str:
    return reverse(f"schools:{name}", args=[place, *args])


@pytest.fixture
def anna(enter, world):
    return enter(world.anna)


def upload(client, content: bytes, name: str = "список.xlsx"):
    return client.post(url("import_start"), {"file": SimpleUploadedFile(name, content)})


def test_from_the_file_to_the_cards(anna, world):
    step = upload(anna, staff_file(("Гоголь Любовь Ивановна", "15.07.1988", "учитель музыки", "Музыка")))
    staff_import = StaffImport.objects.get()
    assert step.headers["Location"] == url("import_columns", staff_import.pk)
    page = anna.get(step.headers["Location"])
    assert [(column.heading, column.field) for column in page.context["columns"]] == [
        ("ФИО", "full_name"),
        ("Дата рождения", "birth_date"),
        ("Должность", "post"),
        ("Предметы", "subjects"),
        ("Телефон", "phone"),
        ("E-mail", "email"),
    ]
    posted = {"sheet": "Список", "header_row": 1, "kind": "staff"}
    posted |= {f"column-{column.index}": column.field for column in page.context["columns"]}
    step = anna.post(url("import_columns", staff_import.pk), posted)
    assert step.headers["Location"] == url("import_preview", staff_import.pk)
    page = anna.get(step.headers["Location"])
    assert page.context["plan"].counts["new"] == 1
    assert not Person.objects.filter(surname="Гоголь").exists()
    step = anna.post(url("import_apply", staff_import.pk), {"digest": page.context["plan"].digest})
    done = anna.get(step.headers["Location"])
    assert "Новых: 1, изменено: 0, без изменений: 0" in done.text
    assert Person.objects.get(surname="Гоголь").birth_date == date(1988, 7, 15)
    anna.post(url("import_apply", staff_import.pk), {"digest": page.context["plan"].digest})
    assert Person.objects.filter(surname="Гоголь").count() == 1
    anna.post(url("import_undo", staff_import.pk))
    assert not Person.objects.filter(surname="Гоголь").exists()
    assert "Загрузка отменена" in anna.get(url("import_preview", staff_import.pk)).text


def test_questions_are_answered_on_the_same_page(anna, world):
    mine = person(world.school, "Гоголь Любовь Ивановна", "учитель музыки")
    gone = person(world.school, "Седых Павел Ильич", "учитель")
    staff_import = start(
        world.school,
        world.anna,
        staff_file(("Гоголь Любовь Ивановна", "", "методист"), ("Гоголь Любов Ивановна", "", "вожатый")),
    )
    address = url("import_preview", staff_import.pk)
    page = anna.get(address)
    assert page.context["undecided"] == 2
    digest = page.context["plan"].digest
    refused = anna.post(url("import_apply", staff_import.pk), {"digest": digest, "row-2": mine.pk}, follow=True)
    assert "Сначала решите, как быть: 1 строка (3)" in refused.text
    # What was chosen before the refusal, or before a look at another tab, is still chosen.
    anna.post(address, {"row-3": "new", f"absent:{gone.pk}": "archive", "group": "changed"})
    page = anna.get(address)
    assert page.context["undecided"] == 0
    assert [one.card.full_name for one in page.context["absent"] if one.archived] == ["Седых Павел Ильич"]
    anna.post(
        url("import_apply", staff_import.pk),
        {"digest": digest, "row-2": mine.pk, "row-3": "new", f"absent:{gone.pk}": "archive"},
    )
    mine.refresh_from_db()
    gone.refresh_from_db()
    assert mine.employments.get().post == "методист"
    assert gone.archived_on is not None
    assert Person.objects.get(name="Любов").employments.get().post == "вожатый"


def test_a_changed_telephone_is_shown_as_people_read_it(anna, world):
    mine = person(world.school, "Гоголь Любовь Ивановна", "учитель музыки")
    Person.objects.filter(pk=mine.pk).update(phone="+79001112233")
    content = staff_file(
        ("Гоголь Любовь Ивановна", "учитель музыки", "8 902 555-01-02"), headings=["ФИО", "Должность", "Телефон"]
    )
    staff_import = start(world.school, world.anna, content)
    page = anna.post(url("import_preview", staff_import.pk), {"group": "changed"}, follow=True)
    said = page.text.replace("\xa0", " ")
    assert "телефон: <del>8 900 111-22-33</del> → <ins>8 902 555-01-02</ins>" in said


def test_cards_that_moved_meanwhile_are_shown_again(anna, world):
    mine = person(world.school, "Гоголь Любовь Ивановна", "учитель музыки")
    staff_import = start(
        world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "15.07.1988", "учитель музыки"))
    )
    digest = anna.get(url("import_preview", staff_import.pk)).context["plan"].digest
    Person.objects.filter(pk=mine.pk).update(birth_date=date(1988, 7, 16))
    page = anna.post(url("import_apply", staff_import.pk), {"digest": digest}, follow=True)
    assert "Карточки тем временем изменились" in page.text
    assert page.context["undecided"] == 1
    mine.refresh_from_db()
    assert mine.birth_date == date(1988, 7, 16)


def test_columns_are_changed_by_hand_and_remembered(anna, world):
    content = staff_file(
        ("Гоголь Любовь Ивановна", "учитель музыки", "x"), headings=["ФИО", "Чем занята", "Дата рождения"]
    )
    staff_import = start(world.school, world.anna, content)
    address = url("import_columns", staff_import.pk)
    posted = {
        "sheet": "Список",
        "header_row": 1,
        "kind": "staff",
        "column-0": "full_name",
        "column-1": "post",
        "column-2": "",
    }
    anna.post(address, posted)
    assert [column.field for column in anna.get(address).context["columns"]] == ["full_name", "post", ""]
    anna.post(address, posted | {"column-1": "note"})
    assert [column.field for column in anna.get(address).context["columns"]] == ["full_name", "note", ""]
    anna.post(address, posted)
    page = anna.get(url("import_preview", staff_import.pk))
    anna.post(url("import_apply", staff_import.pk), {"digest": page.context["plan"].digest})
    again = start(world.school, world.anna, content)
    columns = anna.get(url("import_columns", again.pk)).context["columns"]
    assert [column.field for column in columns] == ["full_name", "post", ""]


def test_a_column_without_names_is_refused_and_stays_on_the_page(anna, world):
    staff_import = start(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")))
    posted = {"sheet": "Список", "header_row": 1, "kind": "staff", "column-0": "note"}
    page = anna.post(url("import_columns", staff_import.pk), posted)
    assert "Не указано, в каких столбцах фамилия и имя" in page.text
    assert page.context["columns"][0].field == "note"
    staff_import.refresh_from_db()
    assert staff_import.mapping == {}


def test_another_heading_row_is_read_again(anna, world):
    content = staff_file(("ФИО", "Дата рождения", "Должность"), ("Гоголь Любовь Ивановна", "15.07.1988", "учитель"))
    staff_import = start(world.school, world.anna, content)
    step = anna.post(url("import_columns", staff_import.pk), {"sheet": "Список", "header_row": 2, "kind": "staff"})
    assert step.headers["Location"] == url("import_columns", staff_import.pk)
    assert anna.get(step.headers["Location"]).context["layout"].header_row == 2
    wrong = anna.post(url("import_columns", staff_import.pk), {"sheet": "Список", "header_row": 3, "kind": "staff"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors


BROKEN = {
    "пустой.xlsx": b"",
    "текст.xlsx": b"name;post\n",
    "обрезан.xlsx": staff_file(("Швец Игорь Львович",))[:400],
    "мусор.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
    "без имён.xlsx": staff_file((36.6, 120), headings=["Температура", "Давление"]),
    "без людей.xlsx": staff_file(),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_gets_a_sentence_and_leaves_nothing(anna, name):
    page = upload(anna, BROKEN[name], name)
    assert page.status_code == 200
    (sentence,) = page.context["form"].errors["file"]
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert not StaffImport.objects.exists()


@pytest.mark.parametrize(
    "path",
    [path for folder in FOLDERS[1:] for path in sorted((folder / "broken").iterdir())],
    ids=lambda path: path.name,
)
def test_each_broken_sample(anna, path):
    page = upload(anna, path.read_bytes(), path.name)
    assert page.context["form"].errors["file"]
    assert not StaffImport.objects.exists()


def test_a_file_too_large_is_not_read(anna):
    page = upload(anna, b"PK" + b"0" * MAX_FILE_BYTES)
    assert page.context["form"].errors["file"] == [
        f"Файл больше {LIMIT}. Оставьте в книге только лист со списком, уберите картинки и загрузите снова."
    ]


def test_formulas_are_not_computed(anna, world):
    upload(anna, staff_file(("Гоголь Любовь Ивановна", "", "=1+1", "", "+7 902 111-02-03")))
    staff_import = StaffImport.objects.get()
    page = anna.get(url("import_preview", staff_import.pk) + "?group=problems")
    assert [(problem.cell, problem.value) for problem in page.context["page_obj"]] == [("C2", "=1+1")]


def test_every_problem_at_once_with_its_cell(anna, world):
    staff_import = start(
        world.school,
        world.anna,
        staff_file(
            ("Гоголь Любовь Ивановна", "32.13.1999", "учитель", "", "12", "не адрес"),
            ("", "01.01.1990", "учитель", "Музыка"),
        ),
    )
    page = anna.get(url("import_preview", staff_import.pk) + "?group=problems")
    assert [problem.cell for problem in page.context["page_obj"]] == ["B2", "E2", "F2", "A3"]
    page = anna.get(url("import_preview", staff_import.pk) + "?group=rejected")
    assert [row for row, _ in page.context["page_obj"]] == [3]


def test_what_puts_itself_right_stands_apart_from_what_needs_a_look(anna, world):
    staff_import = start(
        world.school,
        world.anna,
        staff_file(("ГОГОЛЬ ЛЮБОВЬ ИВАНОВНА", "32.13.1999", "учитель"), ("Седых  Павел Ильич", "", "учитель")),
    )
    page = anna.get(url("import_preview", staff_import.pk))
    assert [(one["name"], one["label"], one["count"]) for one in page.context["groups"]] == [
        ("problems", "Замечания", 1),
        ("new", "Новые", 2),
        ("tidied", "Исправим сами", 2),
    ]
    assert [(problem.cell, problem.message) for problem in page.context["page_obj"]] == [
        ("B2", "Такой даты нет: «32.13.1999». Дату не загрузим; напишите её как 31.12.1990.")
    ]
    tidied = anna.get(url("import_preview", staff_import.pk) + "?group=tidied").context["page_obj"]
    assert [(problem.cell, problem.message) for problem in tidied] == [
        ("A2", "Исправим заглавные и строчные буквы: «Гоголь Любовь Ивановна»."),
        ("A3", "Уберём лишние пробелы: «Седых Павел Ильич»."),
    ]


def test_a_thousand_rows_stay_a_light_page(anna, world):
    rows = [(" ".join(names), birth.strftime("%d.%m.%Y"), post) for *names, birth, post in people()]
    load(world.school, world.anna, staff_file(*rows))
    page = anna.get(url("import_preview", start(world.school, world.anna, staff_file(*rows[:-5])).pk))
    assert page.context["plan"].counts["same"] == len(rows) - 5
    assert len(page.content) < 100_000


def test_pupils_come_with_representatives(anna, world):
    upload(anna, pupil_file(("Бабич Софья Денисовна", "9А", "30.08.2011", "Бабич Денис Олегович, отец", "89025550102")))
    staff_import = StaffImport.objects.get()
    page = anna.get(url("import_preview", staff_import.pk))
    assert "Обучающиеся, классы 2026/27 учебного года" in page.text
    anna.post(url("import_apply", staff_import.pk), {"digest": page.context["plan"].digest})
    assert Person.objects.get(surname="Бабич", name="Софья").represented_by.get().representative.phone == "+79025550102"


@pytest.mark.parametrize("kind", ["staff", "pupils"])
def test_the_sample_goes_in_as_it_is(anna, world, kind):
    response = anna.get(url("import_sample"), {"kind": kind})
    assert response["Content-Disposition"].startswith("attachment")
    reading = read_file(response.content)
    assert [problem for problem in reading.problems if problem.severity != "info"] == []
    plan = plan_of(world.school, world.anna, response.content)
    assert (plan.kind, plan.counts["new"]) == (kind, len(reading.people))


def test_the_history_of_imports(anna, world):
    load(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")), "первый.xlsx")
    start(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")), "второй.xlsx")
    load(world.foreign, world.vera, staff_file(("Гоголь Любовь Ивановна", "", "учитель")), "чужой.xlsx")
    page = anna.get(url("import_list"))
    assert [one.filename for one in page.context["page_obj"]] == ["второй.xlsx", "первый.xlsx"]


def test_a_draft_is_thrown_away(anna, world):
    staff_import = start(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")))
    anna.post(url("import_discard", staff_import.pk))
    assert not StaffImport.objects.exists()
    done = load(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")))
    page = anna.post(url("import_discard", done.pk), follow=True)
    assert "Загрузка уже в состоянии «загружен»" in page.text
    assert StaffImport.objects.get().status == ImportStatus.APPLIED


def test_a_lost_file_is_told_in_words(anna, world):
    staff_import = start(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")))
    StaffImport.objects.filter(pk=staff_import.pk).update(file="imports/нет")
    for name in ("import_columns", "import_preview"):
        assert "Файл этой загрузки уже удалён" in anna.get(url(name, staff_import.pk)).text
    assert (
        "Файл этой загрузки уже удалён"
        in anna.post(url("import_apply", staff_import.pk), {"digest": ""}, follow=True).text
    )


@pytest.mark.parametrize("name", ["import_columns", "import_preview", "import_apply", "import_undo", "import_discard"])
def test_a_foreign_import_does_not_exist(anna, world, name):
    foreign = start(world.foreign, world.vera, staff_file(("Гоголь Любовь Ивановна", "", "учитель")))
    ask = anna.get if name in ("import_columns", "import_preview") else anna.post
    assert ask(url(name, foreign.pk)).status_code == 404
    assert ask(url(name, foreign.pk, place="polevaya")).status_code == 404
    assert StaffImport.objects.get().status == ImportStatus.PREVIEW


def test_only_the_curator_loads(enter, world):
    staff_import = start(world.school, world.anna, staff_file(("Гоголь Любовь Ивановна", "", "учитель")))
    for who in (world.gleb, world.boris):
        client = enter(who)
        assert client.get(url("import_start")).status_code == 403
        assert client.get(url("import_preview", staff_import.pk)).status_code == 403
        assert client.post(url("import_apply", staff_import.pk)).status_code == 403


def test_one_word_for_all_whose_post_alone_differs(anna, world):
    names = [f"Гоголь{letter} Любовь Ивановна" for letter in "авг"]
    mine = [person(world.school, name, "учитель") for name in names]
    staff_import = start(world.school, world.anna, staff_file(*((name, "", "методист") for name in names)))
    address = url("import_preview", staff_import.pk)
    assert anna.get(address).context["same_people"] == 3
    anna.post(address, {"same_all": "1", "row-2": "skip"})
    staff_import.refresh_from_db()
    assert staff_import.decisions == {"2": "skip", "3": str(mine[1].pk), "4": str(mine[2].pk)}
