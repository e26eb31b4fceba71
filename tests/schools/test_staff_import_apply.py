"""Writing an import: cards, representatives, archive, whole or nothing, twice is once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from schools.enums import ImportStatus
from schools.journal.models import Entry
from schools.models import Employment, Enrolment, ImportedCard, Person, Representation, StaffImport
from schools.services import import_writer, staff_import_apply
from schools.services import staff_import as staff_import_door
from schools.services.people import save_person
from schools.services.staff_import import choose_table, decide_rows, move_import, plan_import
from schools.services.staff_import_apply import PlanMoved, apply_import
from schools.services.staff_import_sweeping import PREVIEW_TERM, sweep_files
from schools.workbooks.headings import heading_key
from schools.workbooks.reading import WorkbookError
from tests.schools.staff_files import FOLDERS, load, plan_of, pupil_file, staff_file, start, told
from tests.world import YEAR, person


@pytest.fixture
def place(world, today):
    return world.foreign


def everything() -> tuple:
    """All that an import could write."""
    return tuple(
        list(model.objects.order_by("pk").values())
        for model in (Person, Employment, Enrolment, Representation, ImportedCard, Entry)
    )


OWN_PAIR = (
    staff_file(("Швец Игорь Львович", "", "учитель физики"), ("Мельник Алла Фёдоровна", "", "учитель географии")),
    staff_file(
        ("  ШВЕЦ ", "Игорь", "Львович", "11.12.1965", "Учитель физики "),
        ("Мельник", "Aлла", "Федоровна", "21/03/1977", "Учитель географии"),
        ("Мельник", "Алла", "Фёдоровна", "21.03.1977", "Учитель географии"),
        ("Нетов", "Иван", "", "", "учитель"),
        headings=["Фамилия", "Имя", "Отчество", "Дата рождения", "Должность"],
    ),
)
COMMON_PAIR = ("staff_official_site_table.xlsx", "staff_separate_columns_dirty.xlsx")
PAIRS = [OWN_PAIR, *(tuple((folder / name).read_bytes() for name in COMMON_PAIR) for folder in FOLDERS[1:])]


@pytest.mark.parametrize("files", PAIRS, ids=["own", "common"][: len(PAIRS)])
def test_the_second_list_of_a_school_adds_to_the_first(files, place, world):
    first = load(place, world.vera, files[0])
    count = first.counts["new"]
    assert {key: first.counts[key] for key in ("changed", "same", "ask")} == {"changed": 0, "same": 0, "ask": 0}
    second = load(place, world.vera, files[1])
    # Everybody gets a birth date; «Нетов Иван» is new; the repeat and the rows without a name are not taken.
    assert {key: second.counts[key] for key in ("new", "changed", "same", "ask")} == {
        "new": 1,
        "changed": count,
        "same": 0,
        "ask": 0,
    }
    mine = Person.objects.filter(organisation=place, created_at__gte=first.created_at)
    assert mine.filter(birth_date=None).values_list("surname", flat=True).get() == "Нетов"
    assert not Employment.objects.filter(person__in=mine, is_main=False).exists()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize(
    "name", ["staff_official_site_table", "staff_separate_columns_dirty", "pupils_with_representatives"]
)
def test_the_same_file_again_changes_nothing(folder, name, place, world):
    content = (folder / f"{name}.xlsx").read_bytes()
    load(place, world.vera, content)
    before = everything()
    again = plan_of(place, world.vera, content)
    assert again.counts["same"] == len(again.rows)
    assert not again.writes
    assert everything() == before


def test_what_is_written(place, world):
    load(
        place,
        world.vera,
        staff_file(
            (
                "Швец Игорь Львович",
                "11.12.1965",
                "Учитель физики",
                "Физика, Астрономия",
                "8-902-111-02-08",
                "ШВЕЦ@school.example",
            ),
            ("Швец Игорь Львович", "11.12.1965", "лаборант"),
        ),
    )
    card = Person.objects.get(surname="Швец", organisation=place)
    assert (card.name, card.patronymic, card.gender, card.birth_date) == ("Игорь", "Львович", "м", date(1965, 12, 11))
    assert card.phone == "+79021110208"
    assert [(post.post, post.is_main, post.subjects) for post in card.employments.all()] == [
        ("учитель физики", True, ["Физика", "Астрономия"]),
        ("лаборант", False, []),
    ]
    assert "лаборант" in card.search_text
    assert "9021110208" in card.search_text
    assert Entry.objects.get(subject_id=card.pk, subject_type="schools.person").deed == "создана загрузкой списка"


def test_a_post_that_changed_is_the_same_employment(place, world):
    mine = person(place, "Швец Игорь Львович", "учитель физики", birth_date=date(1965, 12, 11))
    post = mine.employments.get()
    Employment.objects.filter(pk=post.pk).update(post_cases={"datv": "учителю-физику"})
    load(place, world.vera, staff_file(("Швец Игорь Львович", "11.12.1965", "методист")))
    post.refresh_from_db()
    assert (post.post, post.post_cases, mine.employments.count()) == ("методист", {}, 1)
    mine.refresh_from_db()
    assert "методист" in mine.search_text
    assert "учитель" not in mine.search_text


def test_one_parent_of_several_children_is_one_card(place, world):
    load(
        place,
        world.vera,
        pupil_file(
            ("Туз Марк Антонович", "7А", "09.05.2013", "Туз Антон Маркович, отец", "8 902 555-01-08"),
            ("Туз Лев Антонович", "5А", "19.05.2015", "Туз Антон Маркович, отец", "+7 902 555 01 08"),
            ("Туз Вера Ильинична", "5А", "12.01.2015", "Туз Антон Маркович, отец", "8 902 555-99-99"),
        ),
    )
    fathers = Person.objects.filter(organisation=place, name="Антон").order_by("pk")
    assert [sorted(link.pupil.name for link in father.represents.all()) for father in fathers] == [
        ["Лев", "Марк"],
        ["Вера"],
    ]
    assert list(Enrolment.objects.filter(person__organisation=place).values_list("year", "grade").order_by("pk")) == [
        (YEAR, "7А"),
        (YEAR, "5А"),
        (YEAR, "5А"),
    ]
    brother = pupil_file(("Туз Пётр Антонович", "1А", "19.05.2019", "Туз Антон Маркович, отец", "8 902 555-01-08"))
    load(place, world.vera, brother)
    assert fathers[0].represents.count() == 3


def test_a_teacher_may_be_a_mother_too(place, world):
    mother = person(place, "Туз Анна Ивановна", "учитель", phone="+79025550108")
    load(
        place,
        world.vera,
        pupil_file(("Туз Марк Антонович", "7А", "09.05.2013", "Туз Анна Ивановна, мать", "89025550108")),
    )
    assert [(link.representative, link.relation) for link in Representation.objects.filter(pupil__surname="Туз")] == [
        (mother, "мать")
    ]


def test_who_left_goes_to_the_archive_only_by_choice(place, world):
    gone = person(place, "Седых Павел Ильич", "учитель информатики")
    stays = person(place, "Дронина Таисия Николаевна", "учитель начальных классов")
    staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель")))
    decide_rows(staff_import, {f"absent:{gone.pk}": "archive"})
    apply_import(staff_import, world.vera)
    gone.refresh_from_db()
    stays.refresh_from_db()
    assert (gone.archived_on, gone.employments.get().ends) == (place.today(), place.today())
    assert (stays.archived_on, stays.employments.get().ends) == (None, None)


def test_the_head_does_not_go_to_the_archive_with_a_list(place, world):
    head = Person.objects.get(surname="Горячая")
    staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель")))
    decide_rows(staff_import, {f"absent:{head.pk}": "archive"})
    before = everything()
    with pytest.raises(ValidationError, match="подписывает документы"):
        apply_import(staff_import, world.vera)
    assert everything() == before


def test_undecided_rows_stop_the_load_or_are_left_out(place, world):
    person(place, "Швец Игорь Львович", "учитель физики")
    staff_import = start(
        place, world.vera, staff_file(("Швец Игорь Львович", "", "методист"), ("Заяц Илья Игоревич", "", "вожатый"))
    )
    with pytest.raises(ValidationError, match=r"Сначала решите, как быть: 1 строка \(2\)"):
        apply_import(staff_import, world.vera)
    apply_import(staff_import, world.vera, undecided="skip")
    assert list(ImportedCard.objects.filter(staff_import=staff_import).values_list("person__surname", flat=True)) == [
        "Заяц"
    ]


def test_cards_that_moved_since_the_preview_stop_the_load(place, world):
    mine = person(place, "Швец Игорь Львович", "учитель физики")
    staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "11.12.1965", "учитель физики")))
    shown = plan_import(staff_import).digest
    mine.birth_date = date(1965, 12, 11)
    save_person(mine, by=world.vera)
    before = everything()
    with pytest.raises(PlanMoved):
        apply_import(staff_import, world.vera, digest=shown)
    assert everything() == before
    assert StaffImport.objects.get(pk=staff_import.pk).status == ImportStatus.PREVIEW


def test_applied_once_however_often_it_is_asked(place, world):
    staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель физики")))
    assert apply_import(staff_import, world.vera) is not None
    before = everything()
    assert apply_import(staff_import, world.vera) is None
    assert everything() == before


STEPS = [
    name
    for name, value in vars(import_writer.Writer).items()
    if name.startswith("_")
    and not name.startswith("__")
    and callable(value)
    and name not in ("_person", "_deed", "_representative_changes")
]


@pytest.mark.parametrize("step", [*STEPS, "move_import", "record"])
def test_a_failure_at_any_point_leaves_nothing(step, place, world, monkeypatch):
    person(place, "Дронина Таисия Николаевна", "учитель")
    gone = person(place, "Седых Павел Ильич", "учитель")
    staff_import = start(
        place,
        world.vera,
        staff_file(("Дронина Таисия Николаевна", "07.01.1969", "учитель"), ("Швец Игорь Львович", "", "учитель")),
    )
    decide_rows(staff_import, {f"absent:{gone.pk}": "archive"})
    target = {"move_import": staff_import_apply, "record": staff_import_door}.get(step, import_writer.Writer)
    whole = getattr(target, step)

    def killed_after(*args, **kwargs):
        whole(*args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(target, step, killed_after)
    before = everything()
    with pytest.raises(KeyboardInterrupt):
        apply_import(staff_import, world.vera)
    monkeypatch.undo()
    assert everything() == before
    place.refresh_from_db()
    assert place.import_mapping == {}
    staff_import.refresh_from_db()
    assert staff_import.status == ImportStatus.PREVIEW
    monkeypatch.setattr(type(place), "today", lambda self: date(2026, 9, 14))
    assert apply_import(staff_import, world.vera) is not None


def test_the_door_of_an_import_keeps_the_table_saves_and_tells(place, world):
    staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель")))
    before = everything()
    with pytest.raises(ValidationError, match="Загрузка уже в состоянии"):
        move_import(staff_import, ImportStatus.UNDONE, deed="проба", by=world.vera, told={})
    assert everything() == before
    moved = move_import(
        staff_import, ImportStatus.APPLIED, deed="проба", by=world.vera, told={"n": 1}, values={"counts": {"new": 2}}
    )
    staff_import.refresh_from_db()
    assert [staff_import.status, staff_import.counts, staff_import.applied_at] == [
        ImportStatus.APPLIED,
        {"new": 2},
        moved.applied_at,
    ]
    assert list(Entry.objects.filter(deed="проба").values_list("user", "after")) == [(world.vera.pk, {"n": 1})]


def test_the_steps_swept_are_all_that_write():
    assert STEPS == [
        "_restore",
        "_new_people",
        "_changed_people",
        "_posts",
        "_grades",
        "_representations",
        "_archive",
        "_keys",
        "_remember",
    ]


def test_columns_chosen_by_hand_are_remembered(place, world):
    headings = ["Кто", "Чем занят", "Когда родился"]
    rows = [("Швец Игорь Львович", "учитель физики", "11.12.1965"), ("Заяц Илья Игоревич", "вожатый", "13.04.1994")]
    content = staff_file(*rows, headings=["ФИО", *headings[1:]])
    staff_import = start(place, world.vera, content)
    assert Person.objects.filter(surname="Швец", organisation=place).count() == 0
    choose_table(staff_import, sheet="Список", header_row=1, columns={0: "full_name", 1: "post", 2: ""})
    apply_import(staff_import, world.vera)
    place.refresh_from_db()
    assert {heading_key("Чем занят"): "post", heading_key("Когда родился"): ""}.items() <= place.import_mapping.items()
    person_row = plan_of(place, world.vera, content).rows[0].person
    assert (person_row.post, person_row.birth_date) == ("учитель физики", None)


def test_a_table_that_cannot_be_read_is_not_kept(place, world):
    staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель")))
    with pytest.raises(WorkbookError):
        choose_table(staff_import, sheet="Список", header_row=1, columns={0: ""})
    staff_import.refresh_from_db()
    assert staff_import.mapping == {}


def test_the_file_lives_as_long_as_the_preview(place, world, django_capture_on_commit_callbacks):
    content = staff_file(("Швец Игорь Львович", "", "учитель"))
    first, second = start(place, world.vera, content), start(place, world.vera, content)
    path = first.file.name
    assert second.file.name == path
    with django_capture_on_commit_callbacks(execute=True):
        apply_import(first, world.vera)
    assert default_storage.exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        apply_import(second, world.vera)
    assert not default_storage.exists(path)


def test_files_without_a_row_are_swept(place, world):
    sweep_files(grace=timedelta(0))  # what earlier tests left
    kept = start(place, world.vera, staff_file(("Швец Игорь Львович", "", "учитель"))).file.name
    lost = start(place, world.vera, staff_file(("Заяц Илья Игоревич", "", "учитель")))
    orphan = lost.file.name
    StaffImport.objects.filter(pk=lost.pk).delete()
    assert sweep_files() == 0  # younger than an hour: its row may be on the way
    assert sweep_files(grace=timedelta(0)) == 1
    assert (default_storage.exists(kept), default_storage.exists(orphan)) == (True, False)


def test_previews_that_nobody_decides_go_with_their_files(place, world, capsys, django_capture_on_commit_callbacks):
    sweep_files(grace=timedelta(0))
    old, fresh, applied = (
        start(place, world.vera, staff_file((name, "", "учитель")))
        for name in ("Швец Игорь Львович", "Заяц Илья Игоревич", "Туз Марк Антонович")
    )
    with django_capture_on_commit_callbacks(execute=True):
        apply_import(applied, world.vera)
    lost = start(place, world.vera, staff_file(("Седых Павел Ильич", "", "учитель")))
    StaffImport.objects.filter(pk=lost.pk).delete()
    long_ago = timezone.now() - PREVIEW_TERM - timedelta(minutes=1)
    StaffImport.objects.filter(pk__in=[old.pk, applied.pk]).update(created_at=long_ago)
    StaffImport.objects.filter(pk=fresh.pk).update(created_at=long_ago + timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("sweep_files", "--older-than", "0")
    assert list(StaffImport.objects.order_by("pk")) == [fresh, applied]
    paths = (old.file.name, lost.file.name, fresh.file.name)
    assert [default_storage.exists(path) for path in paths] == [False, False, True]
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "Удалена 1 загрузка, которую 30 дней никто не подтвердил." in said
    # Two: within the transaction of a test the preview's own file waits for the sweep.
    assert "Удалено 2 файла загрузок без записи." in said


@pytest.mark.parametrize(
    ("written", "gender", "kept", "told_of"),
    [
        (
            "Королёва Таисия Николаевна",
            "",
            {"gent": "Королевой Таи"},
            [("фамилия", "Королева", "Королёва"), ("пол", "", "ж")],
        ),
        ("Королева Таисия Николаевна", "", {"gent": "Королевой Таи"}, [("пол", "", "ж")]),
        (
            "Швец Таисия Николаевна",
            "ж",
            {},
            [("фамилия", "Королева", "Швец"), ("исправленные падежи", "Королевой Таи", "составим заново")],
        ),
    ],
)
def test_corrected_cases_go_with_another_name_only_and_the_preview_says_so(
    place, world, written, gender, kept, told_of
):
    known = person(
        place,
        "Королева Таисия Николаевна",
        "учитель",
        birth_date=date(1969, 1, 7),
        case_overrides={"gent": "Королевой Таи"},
    )
    Person.objects.filter(pk=known.pk).update(gender=gender)
    staff_import = start(place, world.vera, staff_file((written, "07.01.1969", "учитель")))
    decide_rows(staff_import, {"2": str(known.pk)})
    plan = plan_import(staff_import)
    assert told(plan)[written][1] == told_of
    apply_import(staff_import, world.vera, digest=plan.digest)
    known.refresh_from_db()
    assert (known.full_name, known.case_overrides) == (written, kept)
