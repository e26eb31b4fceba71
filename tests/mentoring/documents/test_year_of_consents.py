"""The archive of a year with what consents add: scans of signed sheets, the journal that names them, contents of all."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from mentoring.consents.enums import Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import sign_consent
from mentoring.documents.services.sheets import prepare_sheets
from schools.papers.models import StoredFile
from schools.papers.selectors.files import read_file
from schools.papers.services.archive import YEAR_ARCHIVE
from schools.papers.services.files import store_file
from schools.papers.services.jobs import start_job
from tests.mentoring.pairs.cast import consent
from tests.world import TODAY, YEAR, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SHEETS = "Листы"


def scan(world: World, words: bytes) -> StoredFile:
    return store_file(world.school, words, "Снимок.JPG", "image/jpeg", world.anna)


def gathered(world: World) -> zipfile.ZipFile:
    job = start_job(world.school, world.anna, YEAR_ARCHIVE, "Документы", {"year": 2026})
    job.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(read_file(job.result)))


@pytest.fixture
def signed(world):
    """Борис signed our sheet; Софья a sheet that was printed elsewhere; both were scanned."""
    [sheet] = prepare_sheets(world.school, [(world.boris_card, Purpose.PROCESSING)], YEAR, world.anna).consents
    ours = sign_consent(sheet, TODAY, scan(world, b"boris"), world.anna)
    consent(world.sofya_card, Purpose.PROCESSING)
    Consent.objects.filter(person=world.sofya_card).update(scan=scan(world, b"sofya"))
    return ours


def test_scans_of_consents_lie_beside_their_sheets_and_the_journal_names_them(world, signed):
    archive = gathered(world)
    names = archive.namelist()
    scans = {archive.read(name): name for name in names if "(скан)" in name}
    assert set(scans) == {b"boris", b"sofya"}
    sheet = scans[b"boris"].replace(" (скан).jpg", ".pdf")
    assert sheet in names
    assert scans[b"sofya"].startswith(f"{SHEETS}/Согласие на обработку персональных данных/Чер")
    table = load_workbook(io.BytesIO(archive.read("Журналы/Согласия.xlsx"))).active
    rows = [[cell.value for cell in row] for row in table.iter_rows()]
    assert rows[0][-1] == "Файл скана"
    assert {row[-1] for row in rows[1:] if row[-1]} == set(scans.values())
    assert archive.read("Журналы/Согласия.pdf").startswith(b"%PDF")


def test_the_contents_list_every_file(world, signed):
    archive = gathered(world)
    contents = archive.read("Содержание.txt").decode("utf-8-sig").split("\r\n")
    listed = [line.strip() for line in contents if line.startswith("    ")]
    assert sorted([*listed, "Содержание.txt"]) == sorted(archive.namelist())


def test_a_lost_scan_is_told(world, signed):
    default_storage.delete(signed.scan.path)
    archive = gathered(world)
    contents = archive.read("Содержание.txt").decode("utf-8-sig")
    assert "(скан).jpg — ФАЙЛ УТРАЧЕН" in contents


def test_consents_of_other_years_and_schools_stay_where_they_are(world, signed):
    Consent.objects.filter(person=world.sofya_card).update(signed_on=date(2025, 9, 1), prepared_on=date(2025, 9, 1))
    archive = gathered(world)
    assert [archive.read(name) for name in archive.namelist() if "(скан)" in name] == [b"boris"]


def test_sheets_bear_the_day_of_the_signature_and_say_when_nobody_signed(world, signed):
    Consent.objects.filter(pk=signed.pk).update(signed_on=date(2026, 9, 2))
    prepare_sheets(world.school, [(world.gleb_card, Purpose.PROCESSING)], YEAR, world.anna)
    archive = gathered(world)
    sheets = sorted(
        name.rpartition("/")[2] for name in archive.namelist() if name.startswith(SHEETS) and ".pdf" in name
    )
    assert sheets == ["Ветров Глеб Ильич, 14.09.2026 (не подписано).pdf", "Заяц Борис Фомич, 02.09.2026.pdf"]
    assert " — не подписано" in archive.read("Содержание.txt").decode("utf-8-sig")
    assert max(map(len, archive.namelist())) <= 119
