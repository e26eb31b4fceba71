"""The papers of a year as one archive: names, scans, registers, contents, cancellation, a second attempt."""

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from schools.papers import jobs as room
from schools.papers.enums import JobStatus
from schools.papers.models import Job
from schools.papers.selectors.files import read_file
from schools.papers.services import jobs
from schools.papers.services.acquaintance import ask_acquaintance
from schools.papers.services.archive import YEAR_ARCHIVE
from schools.papers.services.archive_names import LONGEST, placed, safe, sheets_folder, shortened, without_repeating
from schools.papers.services.documents import annul_document, attach_scan, enter_elsewhere, freeze_sheet
from schools.papers.services.files import store_file
from tests.schools.papers.paper import DAY, compose, draft, issued

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]


@pytest.fixture
def papers(world):
    """Two issued (one with its scan, one void), one from paper, a sheet twice, a draft, last year's, another school's."""
    first = issued(world.school, title="О парах")
    attach_scan(first, store_file(world.school, b"scan", "Снимок.JPG", "image/jpeg", world.anna), world.anna)
    ask_acquaintance(first, [world.boris_card])
    annul_document(issued(world.school, title="О кураторе"), "не подписан", world.gleb)
    enter_elsewhere(world.school, "order", "О положении", "5/1-п", DAY, world.anna)
    for _ in range(2):
        blocks = compose("", DAY).blocks
        freeze_sheet(world.school, "consent", "Согласие: Заяц", day=DAY, blocks=blocks, page={}, by=world.anna)
    draft(world.school, title="Черновик")
    issued(world.school, title="Прошлый", day=date(2025, 9, 1))
    issued(world.foreign, title="Чужой")
    return first


@pytest.fixture
def scratch(tmp_path) -> Path:
    """Where half-written archives lie, apart from the storage."""
    (tmp_path / "scratch").mkdir()
    return tmp_path / "scratch"


def gather(world) -> Job:
    job = jobs.start_job(world.school, world.anna, YEAR_ARCHIVE, "Документы за 2026 год", {"year": 2026})
    job.refresh_from_db()
    return job


def test_the_year_is_there_whole(world, papers):
    job = gather(world)
    assert (job.status, job.done) == (JobStatus.DONE, job.total)
    assert job.result.name == "Документы за 2026 год, МБОУ «Лесная СОШ № 1».zip"
    archive = zipfile.ZipFile(io.BytesIO(read_file(job.result)))
    assert archive.testzip() is None
    folder, sheets = "Приказы по основной деятельности", "Листы/Приказ"
    assert sorted(archive.namelist()) == sorted(
        [
            f"{folder}/Приказ № 1 от 14.09.2026.pdf",
            f"{folder}/Приказ № 1 от 14.09.2026 (скан).jpg",
            f"{folder}/Приказ № 2 от 14.09.2026 (аннулирован).pdf",
            f"{sheets}/Согласие Заяц, 14.09.2026.pdf",
            f"{sheets}/Согласие Заяц, 14.09.2026 [2].pdf",
            f"Журналы/{folder}.pdf",
            f"Журналы/{folder}.xlsx",
            "Журналы/Ознакомление.pdf",
            "Журналы/Ознакомление.xlsx",
            "Содержание.txt",
        ]
    )
    assert archive.read(f"{folder}/Приказ № 1 от 14.09.2026.pdf") == read_file(papers.pdf)
    assert archive.read(f"{folder}/Приказ № 1 от 14.09.2026 (скан).jpg") == b"scan"
    assert archive.read(f"{sheets}/Согласие Заяц, 14.09.2026.pdf").startswith(b"%PDF")
    table = load_workbook(io.BytesIO(archive.read(f"Журналы/{folder}.xlsx"))).active
    assert [row[0].value for row in table.iter_rows(min_row=2)] == ["1", "2", "5/1-п"]
    contents = archive.read("Содержание.txt").decode("utf-8-sig").split("\r\n")
    assert contents[1] == "Документы за 2026 год: 5 документов. Собрано 14.09.2026."
    assert "Приказ № 2 от 14.09.2026: О кураторе — аннулирован" in contents
    assert "Приказ № 5/1-п от 14.09.2026: О положении — издан на бумаге, файла нет" in contents
    assert not [line for line in contents if "Чужой" in line or "Прошлый" in line or ": Черновик" in line]


def test_a_lost_file_is_named_and_holds_nothing_up(world, papers):
    default_storage.delete(papers.pdf.path)
    archive = zipfile.ZipFile(io.BytesIO(read_file(gather(world).result)))
    contents = archive.read("Содержание.txt").decode("utf-8-sig")
    lost = "Приказы по основной деятельности/Приказ № 1 от 14.09.2026.pdf"
    assert f"    {lost} — ФАЙЛ УТРАЧЕН" in contents
    assert lost not in archive.namelist()


def test_stopped_on_the_way_it_leaves_nothing(world, papers, monkeypatch, scratch):
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(jobs, "PACE", 0)
    real, seen = room.Progress.__call__, []

    def stopping(progress, done, total):
        seen.append(done)
        if done == 2:
            jobs.cancel_job(Job.objects.get())
        real(progress, done, total)

    monkeypatch.setattr(room.Progress, "__call__", stopping)
    job = gather(world)
    assert (job.status, job.result, seen) == (JobStatus.CANCELLED, None, [0, 1, 2])
    assert list(scratch.iterdir()) == []


def test_a_second_attempt_sweeps_what_a_killed_one_left(world, papers, monkeypatch, scratch):
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    job = gather(world)
    left = scratch / f"year-{job.pk}-killed"
    left.mkdir()
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, heartbeat_at=None, result=None)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.result is not None) == (JobStatus.DONE, 2, True)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "tidied"),
    [
        ("a/b:c", "a b c"),
        ("../../etc", "etc"),
        ("Приказ № 5 ", "Приказ № 5"),
        ("CON.", "CON"),
        ("", "документ"),
    ],
)
def test_names_are_fit_for_any_system(name, tidied):
    assert safe(name) == tidied


def test_a_path_is_short_enough_to_be_unpacked_and_keeps_its_day_and_mark():
    folder = sheets_folder("Заявление наставляемого о другом наставнике для тех, кто ещё не определился с выбором")
    path = placed(folder, "Выписка из приказа " * 12, ", 14.09.2026 (не подписано)")
    assert path.endswith("/Выписка из приказа Выписка, 14.09.2026 (не подписано)")
    assert len(f"{path} (скан) [12].jpeg") <= LONGEST
    assert folder == "Листы/Заявление наставляемого о другом наставнике"


@pytest.mark.parametrize(
    ("label", "folder"),
    [
        ("согласие на то, чтобы обучающийся был наставником", "Согласие на то, чтобы обучающийся был наставником"),
        ("согласие на участие обучающегося в наставничестве", "Согласие на участие обучающегося в наставничестве"),
        (
            "отзыв согласия представителя на обработку своих данных",
            "Отзыв согласия представителя на обработку своих данных",
        ),
        (
            "согласие представителя на обработку сведений о своих несовершеннолетних детях",
            "Согласие представителя на обработку сведений",
        ),
    ],
)
def test_a_folder_is_whole_or_cut_where_a_name_may_end(label, folder):
    assert sheets_folder(label) == f"Листы/{folder}"


def test_a_name_that_is_cut_ends_with_no_preposition():
    title = "Дорожная карта наставничества педагогов МБОУ «Кедровая СОШ № 1» на 2026/27 учебный год"
    path = placed("Листы/Дорожная карта наставничества педагогов школ", title, ", 10.09.2026 (не подписано)")
    assert path.endswith("/Дорожная карта наставничества, 10.09.2026 (не подписано)")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Положение о наставничестве в МАОУ «Гимназия № 3 города Соболиногорска»", "Положение о наставничестве"),
        (
            "Положение о наставничестве в школе «Луч» города Соболиногорска и сёл",
            "Положение о наставничестве в школе «Луч» города",
        ),
    ],
)
def test_a_name_in_quotes_is_whole_or_left_out(title, name):
    assert shortened(title, 48) == name


@pytest.mark.parametrize(
    ("title", "tail", "name"),
    [
        ("Гринь Н.Ш.", ", 22.11.2026", "Гринь Н.Ш., 22.11.2026"),
        ("Гринь Н.Ш.", "", "Гринь Н.Ш."),
        ("Выписка.", "", "Выписка"),
        ("Выписка: Гринь", " (аннулирован)", "Выписка Гринь (аннулирован)"),
    ],
)
def test_the_dot_of_initials_stays(title, tail, name):
    assert placed("Л", title, tail) == f"Л/{name}"


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("Согласие на обработку: Заяц Б.Ф.", "Заяц Б.Ф."),
        ("Согласие на обработку", "Согласие на обработку"),
        ("Заявление", "Заявление"),
        ("Согласие на обработку данных детей", "Согласие на обработку данных детей"),
    ],
)
def test_the_folder_is_not_repeated(title, left):
    assert without_repeating(title, "согласие на обработку") == left


def test_a_sheet_whose_title_bears_its_day_does_not_bear_it_twice(world):
    blocks = compose("", DAY).blocks
    title = f"Выписка из приказа от {DAY:%d.%m.%Y} № 43-ОД"
    freeze_sheet(world.school, "consent", title, day=DAY, blocks=blocks, page={}, by=world.anna)
    names = zipfile.ZipFile(io.BytesIO(read_file(gather(world).result))).namelist()
    assert f"Листы/Приказ/{title}.pdf" in names
