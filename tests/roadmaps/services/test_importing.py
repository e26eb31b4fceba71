"""From a file to a roadmap: read → correct → load → undo; each step once, whole or not at all, by whom it may be."""

import json
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from roadmaps.enums import IMPORT_TRANSITIONS, RoadmapImportStatus
from roadmaps.models import Measure, Occasion, Roadmap, RoadmapEdit, RoadmapImport, Stage
from roadmaps.reading import RoadmapUnreadable
from roadmaps.reading.structure import ColumnRead, RoadmapRead
from roadmaps.selectors.plan import read_of
from roadmaps.services.doing import add_evidence, move_occasion
from roadmaps.services.editing import add_stage, edit_head, edit_measure, set_dates, settle_doubts
from roadmaps.services.importing import (
    add_row,
    apply_import,
    correct_cell,
    correct_head,
    discard_import,
    drop_row,
    move_import,
    move_row,
    set_columns,
    settle_row,
    split_row,
    start_import,
    undo_import,
)
from roadmaps.services.refusals import RoadmapRefused, StaleRow
from schools.journal.models import Entry
from tests.roadmaps.cast import measure_of, occasion_of, small
from tests.world import TODAY, YEAR

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def reader(monkeypatch) -> list:
    """The reading of files is not at play here: every file holds the small plan. Tells what was asked to be read."""
    asked: list = []

    def read(content: bytes, filename: str) -> RoadmapRead:
        asked.append((content, filename))
        if content == b"junk":
            raise RoadmapUnreadable("В файле нет дорожной карты.")
        return small()

    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", read)
    return asked


def start(world, by=None, **fields) -> RoadmapImport:
    values = {"content": b"docx", "filename": "план.docx", "begins": YEAR, "years": 1, "by": by or world.anna}
    return start_import(world.school, **values | fields)


@pytest.fixture
def imported(world, reader) -> RoadmapImport:
    return start(world)


def read_now(imported: RoadmapImport) -> RoadmapRead:
    return RoadmapRead.from_dict(RoadmapImport.objects.get(pk=imported.pk).reading)


def row(imported: RoadmapImport, key: str):
    read = read_now(imported)
    return next(one for one in (*read.stages, *read.measures) if one.key == key)


def keys(imported: RoadmapImport) -> list[list[str]]:
    return [[one.key for one in stage.measures] for stage in read_now(imported).stages]


def everything() -> list:
    models = (RoadmapImport, Roadmap, Stage, Measure, Occasion, RoadmapEdit, Entry)
    return [list(model.objects.order_by("pk").values()) for model in models]


# Reading


def test_what_was_read_is_kept_and_nothing_else(imported, reader, world):
    assert (imported.status, imported.filename, imported.created_by) == ("preview", "план.docx", world.anna)
    assert imported.reading == imported.original == small().to_dict()
    assert reader == [(b"docx", "план.docx")]
    assert Roadmap.objects.count() == 0
    said = Entry.objects.get()
    assert (said.deed, said.on_behalf, said.after) == (
        "прочитана дорожная карта",
        "куратор",
        {"файл": "план.docx", "мероприятий": 5},
    )


def test_pasted_text_is_read_too(world):
    text = "Мероприятие\tСроки\tОтветственные\nИздать приказ\tсентябрь\tдиректор\nПодвести итоги\tмай\tкуратор"
    imported = start(world, content=None, text=text, filename="")
    roadmap = apply_import(imported, world.anna)
    assert [one.content for one in Measure.objects.filter(roadmap=roadmap)] == ["Издать приказ", "Подвести итоги"]
    assert (str(imported), str(roadmap) != "") == ("вставленный текст", True)


def test_a_file_without_a_roadmap_leaves_nothing(world, reader):
    with pytest.raises(RoadmapUnreadable):
        start(world, content=b"junk")
    assert (RoadmapImport.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_same_form_twice_is_read_and_kept_once(world, reader):
    nonce = uuid4()
    assert start(world, nonce=nonce) == start(world, nonce=nonce)
    assert (len(reader), RoadmapImport.objects.count(), Entry.objects.count()) == (1, 1, 1)
    with pytest.raises(RoadmapRefused, match="Форма устарела"):
        start_import(world.foreign, content=b"x", begins=YEAR, years=1, by=world.vera, nonce=nonce)


@pytest.mark.parametrize("values", [{"begins": 26}, {"years": 0}, {"years": 11}])
def test_years_out_of_reach_are_refused_before_reading(world, reader, values):
    with pytest.raises(RoadmapRefused):
        start(world, **values)
    assert reader == []


def test_signs_that_no_database_keeps_are_dropped(world, monkeypatch):
    read = small()
    read.stages[0].measures[0].content = "При\x00каз\ud800"
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: read)
    imported = start(world, filename="a\x00" + "я" * 300 + ".docx")
    assert row(imported, "m1").content == "Приказ"
    assert (len(imported.filename), imported.filename.endswith("я.docx")) == (250, True)


# Correcting


def test_a_cell_is_corrected_and_no_longer_doubted(imported, world):
    correct_cell(imported, 1, "m1", "responsible_text", " Заяц Б.Ф.,\r\n\r\nкуратор ", world.anna)
    assert row(imported, "m1").responsible_text == "Заяц Б.Ф.,\nкуратор"
    assert [doubt.key for doubt in read_now(imported).doubts] == ["s2", ""]
    imported.refresh_from_db()
    assert (imported.version, imported.original) == (2, small().to_dict())


@pytest.mark.parametrize(
    ("key", "field", "value", "left"),
    [
        ("m1", "title", " Акты\nшколы ", "Акты школы"),
        ("m1", "content", "", ""),
        ("m1", "due_text", "", None),
        ("m1", "expected_result", "Приказ\nПоложение", "Приказ\nПоложение"),
        ("s1", "title", "", None),
        ("s1", "number", "I", "I"),
    ],
)
def test_each_field(imported, world, key, field, value, left):
    correct_cell(imported, 1, key, field, value, world.anna)
    assert getattr(row(imported, key), field) == left


def test_further_columns(imported, world):
    correct_cell(imported, 1, "m1", "extra-6", "", world.anna)
    correct_cell(imported, 2, "m2", "extra-6", "сделано", world.anna)
    assert (row(imported, "m1").extra, row(imported, "m2").extra) == ({}, {"6": "сделано"})


def test_a_corrected_stage_is_printed_by_its_new_words(imported, world):
    correct_cell(imported, 1, "s1", "title", "Начало", world.anna)
    assert row(imported, "s1").printed == ""


def test_a_corrected_number_stands_for_its_row(imported, world):
    correct_cell(imported, 1, "m3", "number", "1.3", world.anna)
    assert (row(imported, "m3").row_number, row(imported, "m3").marker) == ("1.3.", "")
    roadmap = apply_import(imported, world.anna)
    assert measure_of(roadmap, "1.3").row != measure_of(roadmap, "1.2.1").row


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("m9", "title", "x"),
        ("m1", "key", "x"),
        ("m1", "row", "x"),
        ("s1", "content", "x"),
        ("m1", "extra-7", "x"),
        ("m1", "extra-", "x"),
        ("m1", "number", "н" * 41),
        ("m1", "content", "н" * 20001),
    ],
)
def test_what_cannot_be_corrected_is_refused_and_changes_nothing(imported, world, key, field, value):
    before = everything()
    with pytest.raises(RoadmapRefused):
        correct_cell(imported, 1, key, field, value, world.anna)
    assert everything() == before


def test_of_two_who_correct_the_second_is_told(imported, world):
    correct_cell(imported, 1, "m1", "title", "Акты", world.anna)
    before = everything()
    for deed in (
        lambda: correct_cell(imported, 1, "m1", "title", "Иное", world.anna),
        lambda: correct_head(imported, 1, {"title": "Иное"}, world.anna),
        lambda: drop_row(imported, 1, "m2", world.anna),
        lambda: add_row(imported, 1, "m2", world.anna),
        lambda: split_row(imported, 1, "m4", world.anna),
        lambda: move_row(imported, 1, "m2", "s2", "", world.anna),
        lambda: settle_row(imported, 1, "m1", world.anna),
        lambda: set_columns(imported, 1, ["number", "content", "title", "due", "responsible", "result", "extra"], None),
    ):
        with pytest.raises(StaleRow):
            deed()
    assert everything() == before
    correct_cell(imported, 1, "m1", "title", "Акты", world.anna)
    assert everything() == before


def test_the_head(imported, world):
    values = {
        "title": " План \n школы",
        "organisation": "",
        "begins": 2027,
        "years": 3,
        "approval": {"post": "Директор"},
        "agreement": {},
    }
    correct_head(imported, 1, values, world.anna)
    read = read_now(imported)
    assert (read.title, read.organisation, read.school_year, read.agreement) == ("План школы", None, "2026-2027", None)
    assert (read.approval.post, read.approval.name) == ("Директор", None)
    assert [doubt.key for doubt in read.doubts] == ["m1", "s2"]
    roadmap = apply_import(imported, world.anna)
    assert (roadmap.begins, roadmap.years, roadmap.title) == (2027, 3, "План школы")
    with pytest.raises(RoadmapRefused):
        correct_head(imported, 3, {"years": 12}, world.anna)


def test_rows_are_dropped_added_moved_settled(imported, world):
    drop_row(imported, 1, "m2", world.anna)
    add_row(imported, 2, "m1", world.anna, {"content": "Совет", "number": "1.1а"})
    add_row(imported, 3, "s2", world.anna)
    move_row(imported, 4, "m3", "s2", "m5", world.anna)
    assert keys(imported) == [["m1", "m6"], ["m7", "m4", "m3", "m5"]]
    move_row(imported, 5, "m7", "s1", "", world.anna)
    assert keys(imported) == [["m1", "m6", "m7"], ["m4", "m3", "m5"]]
    settle_row(imported, 6, "s2", world.anna)
    assert [doubt.key for doubt in read_now(imported).doubts] == ["m1", ""]
    assert (row(imported, "m6").row_number, row(imported, "m6").row) == ("1.1а", 6)


def test_a_row_added_and_left_empty_is_asked_about(imported, world):
    add_row(imported, 1, "m1", world.anna)
    before = everything()
    with pytest.raises(RoadmapRefused, match="В 1 строке не сказано, что нужно сделать. Впишите"):
        apply_import(imported, world.anna)
    assert everything() == before
    drop_row(imported, 2, "m6", world.anna)
    apply_import(imported, world.anna)


def test_a_measure_keeps_a_name(imported, world):
    before = everything()
    for text in ("", " \n "):
        with pytest.raises(RoadmapRefused, match="должно остаться название или содержание"):
            correct_cell(imported, 1, "m2", "content", text, world.anna)
    assert everything() == before
    # Columns understood otherwise may leave a row without a name as well.
    set_columns(imported, 1, ["number", "title", "extra", "due", "responsible", "result", "content"], world.anna)
    before = everything()
    with pytest.raises(RoadmapRefused, match=r"В 4 строках не сказано.*Номера: 1\.2\.1, 1\.2\.2, 2\.1, 2\.2\."):
        apply_import(imported, world.anna)
    assert everything() == before


def test_a_row_that_the_file_left_nameless_may_be_given_other_words_first(world, monkeypatch):
    read = small()
    read.stages[1].measures[1].content = ""
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: read)
    imported = start(world)
    correct_cell(imported, 1, "m5", "due_text", "июнь", world.anna)
    with pytest.raises(RoadmapRefused, match="В 1 строке"):
        apply_import(imported, world.anna)
    correct_cell(imported, 2, "m5", "title", "Итоги", world.anna)
    assert str(measure_of(apply_import(imported, world.anna), "2.2")) == "Итоги"


def test_a_measure_without_words_still_has_a_name_to_be_clicked():
    assert str(Measure()) == "Мероприятие без названия"


def test_a_stage_goes_when_it_is_empty(imported, world):
    with pytest.raises(RoadmapRefused, match="Сначала перенесите"):
        drop_row(imported, 1, "s2", world.anna)
    move_row(imported, 1, "m4", "s1", "m1", world.anna)
    drop_row(imported, 2, "m5", world.anna)
    drop_row(imported, 3, "s2", world.anna)
    assert keys(imported) == [["m4", "m1", "m2", "m3"]]


def test_split(imported, world):
    split_row(imported, 1, "m4", world.anna)
    assert [(one.number, one.marker, one.title, one.content) for one in read_now(imported).stages[1].measures][:2] == [
        ("2.1.1", "1)", "Встречи пар", "знакомство"),
        ("2.1.2", "2)", "Встречи пар", "посещение уроков"),
    ]
    for key in ("m1", "s1", "m9"):
        with pytest.raises(RoadmapRefused):
            split_row(imported, 2, key, world.anna)
    roadmap = apply_import(imported, world.anna)
    assert measure_of(roadmap, "2.1.1").row == measure_of(roadmap, "2.1.2").row


def test_an_item_of_a_list_is_split_without_renumbering(imported, world):
    correct_cell(imported, 1, "m2", "content", "Раздать\nСобрать", world.anna)
    split_row(imported, 2, "m2", world.anna)
    roadmap = apply_import(imported, world.anna)
    rows = Measure.objects.filter(roadmap=roadmap, stage__number="1").order_by("position")
    assert [(one.number, one.content) for one in rows] == [
        ("1.1", "Издать приказ о наставничестве"),
        ("1.2.1", "Раздать"),
        ("", "Собрать"),
        ("1.2.2", "Собрать анкеты"),
    ]
    assert len({one.row for one in rows}) == 4


def test_columns_take_their_texts_along(imported, world):
    roles = ["number", "content", "title", "due", "extra", "result", "responsible"]
    set_columns(imported, 1, roles, world.anna)
    one = row(imported, "m1")
    assert (one.title, one.content, one.responsible_text) == (
        "Издать приказ о наставничестве",
        "Приказы",
        "до 1 октября",
    )
    assert one.extra == {"4": "Ветров Г.И."}
    assert [column.role for column in read_now(imported).columns] == roles
    set_columns(imported, 2, ["number", "title", "content", "due", "responsible", "result", "extra"], world.anna)
    back, was = read_now(imported), small()
    assert [one.to_dict() if hasattr(one, "to_dict") else one for one in back.measures] == was.measures


@pytest.mark.parametrize(
    "roles",
    [
        ["title", "number", "content", "due", "responsible", "result", "extra"],
        ["number", "title", "title", "due", "responsible", "result", "extra"],
        ["number", "extra", "extra", "due", "responsible", "result", "extra"],
        ["number", "title", "content"],
        ["number", "title", "magic", "due", "responsible", "result", "extra"],
    ],
)
def test_columns_that_cannot_be(imported, world, roles):
    before = everything()
    with pytest.raises(RoadmapRefused):
        set_columns(imported, 1, roles, world.anna)
    assert everything() == before


# Loading


def test_loaded_word_for_word_and_once(imported, world):
    roadmap = apply_import(imported, world.anna)
    assert apply_import(imported, world.anna) == roadmap
    assert read_of(roadmap).as_json() == small().as_json()
    imported.refresh_from_db()
    assert (imported.status, imported.roadmap, imported.applied_at is not None) == ("applied", roadmap, True)
    assert [one.deed for one in Entry.objects.order_by("pk")] == [
        "прочитана дорожная карта",
        "составлена дорожная карта",
        "загружена дорожная карта",
    ]


def test_a_load_that_breaks_leaves_nothing(imported, world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    before = everything()
    monkeypatch.setattr("roadmaps.services.importing.applying.move_import", broken)
    with pytest.raises(RuntimeError):
        apply_import(imported, world.anna)
    assert everything() == before


def test_undone_while_nobody_has_touched_it(imported, world):
    roadmap = apply_import(imported, world.anna)
    for _ in range(2):
        undo_import(imported, world.anna)
    imported.refresh_from_db()
    assert (imported.status, imported.roadmap, Roadmap.objects.count(), Measure.objects.count()) == (
        "undone",
        None,
        0,
        0,
    )
    # The names in what was read are needed no more.
    assert (imported.original, imported.reading) == ({}, {})
    told = Entry.objects.filter(deed="загрузка отменена", subject_type="roadmaps.roadmap").get()
    assert (told.subject_id, told.before) == (roadmap.pk, {"title": small().title})


def test_undone_after_the_roadmap_was_removed(imported, world):
    apply_import(imported, world.anna).delete()
    undo_import(imported, world.anna)
    imported.refresh_from_db()
    assert imported.status == "undone"


TOUCHES = {
    "edited": lambda r, w: edit_measure(measure_of(r, "1.1"), 1, {"title": "x"}, w.anna),
    "head": lambda r, w: edit_head(r, 1, {"title": "x"}, w.anna),
    "stage": lambda r, w: add_stage(r, None, {"title": "x"}, w.anna),
    "dates": lambda r, w: set_dates(occasion_of(r, "1.1"), 1, [(TODAY, TODAY)], w.anna),
    "looked at": lambda r, w: settle_doubts(measure_of(r, "1.1"), 1, w.anna),
    "marked and taken back": lambda r, w: [
        move_occasion(occasion_of(r, "1.1"), "done", version=1, by=w.anna),
        move_occasion(occasion_of(r, "1.1"), "planned", version=2, by=w.anna),
    ],
    "proved": lambda r, w: add_evidence(occasion_of(r, "1.1"), "text", text="x", by=w.anna),
    "submitted": lambda r, w: Roadmap.objects.filter(pk=r.pk).update(status="submitted"),
    "handed down": lambda r, w: Measure.objects.create(
        roadmap=Roadmap.objects.create(organisation=w.foreign, begins=YEAR, title="x"),
        stage=Stage.objects.create(roadmap=Roadmap.objects.latest("pk"), position=1),
        position=1,
        handed_from=measure_of(r, "1.1"),
    ),
    "carried over": lambda r, w: Roadmap.objects.create(organisation=w.school, begins=YEAR + 1, title="x", previous=r),
}


@pytest.mark.parametrize("touch", TOUCHES)
def test_not_undone_once_somebody_worked_with_it(imported, world, touch):
    TOUCHES[touch](apply_import(imported, world.anna), world)
    before = everything()
    with pytest.raises(RoadmapRefused, match="уже работали"):
        undo_import(imported, world.anna)
    assert everything() == before


def test_discarded_before_it_is_loaded(imported, world):
    other = start(world)
    discard_import(imported, world.anna)
    assert list(RoadmapImport.objects.all()) == [other]
    assert Entry.objects.first().deed == "убрано прочитанное"
    apply_import(other, world.anna)
    with pytest.raises(RoadmapRefused, match="уже загружена"):
        discard_import(other, world.anna)
    with pytest.raises(RoadmapRefused, match="больше нет"):
        apply_import(imported, world.anna)


# Who may, and the table


def test_only_an_editor(imported, world):
    before = everything()
    for by in (world.gleb, world.boris, world.vera, world.oleg):
        for deed in (
            lambda by=by: start(world, by=by),
            lambda by=by: correct_cell(imported, 1, "m1", "title", "x", by),
            lambda by=by: correct_head(imported, 1, {"title": "x"}, by),
            lambda by=by: drop_row(imported, 1, "m1", by),
            lambda by=by: apply_import(imported, by),
            lambda by=by: undo_import(imported, by),
            lambda by=by: discard_import(imported, by),
        ):
            with pytest.raises(PermissionDenied):
                deed()
    assert everything() == before


def in_status(world, status: str) -> RoadmapImport:
    imported = start(world)
    if status != "preview":
        apply_import(imported, world.anna)
    if status == "undone":
        undo_import(imported, world.anna)
    imported.refresh_from_db()
    return imported


def test_every_status_has_a_row():
    assert set(IMPORT_TRANSITIONS) == set(RoadmapImportStatus.values)


@pytest.mark.parametrize(("start_in", "to"), list(product(RoadmapImportStatus.values, RoadmapImportStatus.values)))
def test_statuses_by_statuses(world, reader, start_in, to):
    imported = in_status(world, start_in)
    before = everything()
    if to in IMPORT_TRANSITIONS[start_in]:
        assert move_import(imported, to, deed="проба", by=world.anna, values={}).status == to
        return
    with pytest.raises(RoadmapRefused):
        move_import(imported, to, deed="проба", by=world.anna, values={})
    assert everything() == before


def test_what_is_loaded_is_corrected_no_more_and_what_is_undone_not_loaded_again(world, reader):
    for status in ("applied", "undone"):
        with pytest.raises(RoadmapRefused, match="Правьте её саму"):
            correct_cell(in_status(world, status), 2, "m1", "title", "x", world.anna)
    with pytest.raises(RoadmapRefused):
        apply_import(in_status(world, "undone"), world.anna)
    with pytest.raises(RoadmapRefused):
        undo_import(in_status(world, "preview"), world.anna)


# The command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "план.docx"
    path.write_bytes(b"docx")
    return str(path)


@pytest.fixture
def command(reader, monkeypatch, capsys):
    monkeypatch.setattr("roadmaps.management.commands.import_roadmap.read_file", lambda content, filename: small())

    def run(*arguments: str) -> str:
        call_command("import_roadmap", *arguments)
        return capsys.readouterr().out

    return run


def test_the_command_loads_in_somebodys_name(world, file, command):
    said = json.loads(
        command(file, "--json", "--apply", "--organisation=lesnaya", "--year=2026", "--years=2", "--by=anna")
    )
    roadmap = Roadmap.objects.get()
    assert said == small().as_json() | {"roadmap": roadmap.pk}
    assert (roadmap.organisation, roadmap.begins, roadmap.years, roadmap.created_by) == (
        world.school,
        2026,
        2,
        world.anna,
    )
    assert RoadmapImport.objects.get().roadmap == roadmap


def test_the_command_loads_for_the_installation_and_this_year(world, file, command):
    assert "Загружена" in command(file, "--apply", "--organisation=lesnaya")
    roadmap = Roadmap.objects.get()
    assert (roadmap.begins, roadmap.created_by) == (YEAR, None)


def test_the_command_only_shows_unless_told_to_load(world, file, command):
    assert json.loads(command(file, "--json")) == small().as_json()
    assert RoadmapImport.objects.count() == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--apply"], "Назовите организацию"),
        (["--apply", "--organisation=net"], "Организации «net» нет"),
        (["--apply", "--organisation=lesnaya", "--by=nobody"], "Учётной записи «nobody» нет"),
        (["--apply", "--organisation=lesnaya", "--by=vera"], "составляет и правит куратор"),
        (["--apply", "--organisation=lesnaya", "--year=26"], "первый учебный год"),
    ],
)
def test_the_command_refuses_in_words(world, file, command, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        command(file, *arguments)
    assert Roadmap.objects.count() == 0


def test_an_untitled_plan_has_a_name_to_be_found_by(world, reader, monkeypatch):
    read = small()
    read.title = ""
    read.columns = [ColumnRead("")]
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: read)
    assert str(apply_import(start(world), world.anna)) == "Дорожная карта без названия"


def test_what_nobody_decided_on_goes_after_a_month(world, reader):
    old, loaded, fresh = start(world), start(world), start(world)
    apply_import(loaded, world.anna)
    long_ago = timezone.now() - timedelta(days=31)
    RoadmapImport.objects.filter(pk__in=[old.pk, loaded.pk]).update(created_at=long_ago)
    newest = start(world)
    assert set(RoadmapImport.objects.values_list("pk", flat=True)) == {loaded.pk, fresh.pk, newest.pk}
