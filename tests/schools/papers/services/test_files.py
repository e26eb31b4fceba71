import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from schools.papers.models import StoredFile
from schools.papers.selectors.files import FileLostError, is_intact, read_file
from schools.papers.services.documents import enter_elsewhere
from schools.papers.services.files import (
    check_scan,
    store_file,
    store_scan,
    sweep_abandoned,
    sweep_orphans,
    tidy_file_name,
    write_blob,
)
from tests import scans

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

PDF = b"%PDF-1.7\n..."
NOW = timedelta(0)


def test_the_same_content_lies_once_and_has_a_row_each_time(world):
    one = store_file(world.school, PDF, "приказ.pdf", "application/pdf", world.anna)
    two = store_file(world.foreign, PDF, "другой.pdf", "application/pdf", world.vera)
    assert one.pk != two.pk
    assert one.path == two.path == f"sha256/{one.sha256[:2]}/{one.sha256}"
    assert (read_file(one), read_file(two)) == (PDF, PDF)
    assert (one.name, two.name, one.size) == ("приказ.pdf", "другой.pdf", len(PDF))


def test_a_blob_torn_by_a_killed_process_is_not_taken_for_the_content(world):
    whole = write_blob(PDF)
    default_storage.delete(whole.path)
    default_storage.save(whole.path, ContentFile(PDF[:4]))
    stored = store_file(world.school, PDF, "приказ.pdf", "application/pdf", world.anna)
    assert stored.path != whole.path
    assert read_file(stored) == PDF
    assert sweep_orphans(grace=NOW).files == 1
    assert is_intact(stored)


def test_an_orphan_about_to_be_swept_is_not_shared(world, monkeypatch):
    """Between «it is there» and the row's commit the sweep could take it away."""
    orphan = write_blob(PDF)
    monkeypatch.setattr("schools.papers.services.files.GRACE", timedelta(seconds=-1))
    again = write_blob(PDF)
    assert again.path != orphan.path


def test_the_sweep_takes_old_blobs_without_rows_only(world):
    kept = store_file(world.school, PDF, "приказ.pdf", "application/pdf", world.anna)
    orphan = write_blob(b"%PDF- orphan")
    assert sweep_orphans().files == 0  # younger than an hour: its row may be on the way
    swept = sweep_orphans(grace=NOW)
    assert (swept.files, swept.size) == (1, len(b"%PDF- orphan"))
    assert not default_storage.exists(orphan.path)
    assert read_file(kept) == PDF


def test_the_command_sweeps_and_says_so(world, capsys):
    write_blob(b"%PDF- orphan")
    call_command("sweep_files", "--older-than", "0")
    assert capsys.readouterr().out == "Удалён 1 файл без записи, освобождено 0 КБ.\n"
    call_command("sweep_files")
    assert capsys.readouterr().out == "Лишних файлов нет.\n"


def test_a_lost_blob_is_said_plainly(world):
    stored = store_file(world.school, PDF, "приказ.pdf", "application/pdf", world.anna)
    default_storage.delete(stored.path)
    assert not is_intact(stored)
    with pytest.raises(FileLostError):
        read_file(stored)


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scans.PDF)) as book:
        book.save(out, encryption=pikepdf.Encryption(owner="x", user="y"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (scans.PDF, "скан.pdf", "application/pdf"),
        (b"\xef\xbb\xbf" + scans.PDF, "скан.pdf", "application/pdf"),
        (scans.PDF + b"\0" * 5000, "скан.pdf", "application/pdf"),  # a scanner fills the last block
        (scans.PHOTO, "IMG_1.JPG", "image/jpeg"),
        (scans.PHOTO + b"\xff\xda moving picture", "IMG_2.JPG", "image/jpeg"),
        (scans.PNG, "скан.png", "image/png"),
        (scans.PDF, "скан.html", "application/pdf"),  # by the content, not by the name
    ],
)
def test_scans_are_known_by_their_first_bytes(content, name, content_type):
    assert check_scan(SimpleUploadedFile(name, content, "text/html")) == (content, content_type)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пустой"),
        (b"<html><script>", "не PDF, не JPG и не PNG"),
        (b"GIF89a", "не PDF, не JPG и не PNG"),
        (b"MZ" + b"\0" * 2000 + b"%PDF-", "не PDF, не JPG и не PNG"),
        (b"%PDF-" + b"0" * (15 * 1024 * 1024), "больше 15 МБ"),
        (b"%PDF-1.4 broken", "повреждён и не открывается"),
        (b"%PDF-1.4 broken %%EOF", "повреждён и не открывается"),
        (scans.PDF[:-30], "повреждён и не открывается"),
        (scans.PHOTO[:-30], "повреждён и не открывается"),
        (scans.PNG[:-30], "повреждён и не открывается"),
        (b"\xff\xd8\xff\xe0...", "повреждён и не открывается"),
        (_locked(), "закрыт паролем"),
    ],
)
def test_what_is_not_a_scan_is_refused_with_what_to_do(content, words):
    with pytest.raises(ValidationError) as refused:
        check_scan(SimpleUploadedFile("скан.pdf", content))
    assert words in refused.value.messages[0]


def test_a_scan_is_kept_under_the_name_of_its_real_type(world):
    stored = store_scan(world.school, SimpleUploadedFile("скан.html", scans.PDF, "text/html"), world.anna)
    assert (stored.name, stored.content_type) == ("скан.html.pdf", "application/pdf")
    assert StoredFile.objects.get().created_by == world.anna


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Документы\\приказ 5.pdf", "приказ 5.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ('a"b\r\nX: y.pdf', "a b X y.pdf"),
        ("", "файл.pdf"),
        ("я" * 300 + ".pdf", "я" * 196 + ".pdf"),
    ],
)
def test_names_are_fit_for_any_system(given, kept):
    assert tidy_file_name(given, "application/pdf") == kept


def test_scans_of_forms_that_were_given_up_are_swept_and_used_ones_are_not(world):
    given_up, used, fresh = (
        store_scan(world.school, SimpleUploadedFile("с.pdf", scans.PDF), world.anna) for _ in range(3)
    )
    enter_elsewhere(world.school, "order", "О кураторе", "9", date(2026, 9, 1), world.anna, scan=used)
    StoredFile.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=8))
    assert sweep_abandoned() == 1
    assert set(StoredFile.objects.all()) == {used, fresh}
    assert not StoredFile.objects.filter(pk=given_up.pk).exists()
