"""The emblem of the letterhead: drawn anew, bounded, shown, taken off."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFile, PngImagePlugin

from mentoring.documents.pages.letterhead import letterhead_of
from schools.journal.models import Entry
from schools.papers.models import PaperSettings
from schools.papers.selectors.files import read_file
from schools.papers.services import emblem as service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "today")]
PAPERS = "/o/lesnaya/settings/papers/"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 600), **more) -> bytes:
    out = io.BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, (200, 0, 0, 128)[: len(mode)]).save(out, kind, **more)
    return out.getvalue()


def send(client, content: bytes, name: str = "герб.png"):
    upload = SimpleUploadedFile(name, content)
    return client.post(reverse("papers:emblem_set", args=["lesnaya"]), {"file-emblem": upload}, follow=True)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_and_printed(world, enter, kind):
    secret = PngImagePlugin.PngInfo()
    secret.add_text("Author", "Тайный Автор")
    content = picture(kind, **({"pnginfo": secret} if kind == "PNG" else {}))
    client = enter(world.anna)
    page = send(client, content).content.decode()
    kept = read_file(PaperSettings.objects.get(organisation=world.school).emblem)
    drawn = Image.open(io.BytesIO(kept))
    assert (drawn.format, drawn.mode, drawn.size, drawn.info) == ("PNG", "RGB", (480, 320), {})
    assert "Убрать эмблему" in page
    assert letterhead_of(world.school).emblem.content == kept
    client.post(reverse("papers:emblem_remove", args=["lesnaya"]))
    assert letterhead_of(world.school).emblem is None
    assert [entry.deed for entry in Entry.objects.order_by("pk")] == ["изменена эмблема", "убрана эмблема"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"GIF89a....", "не PNG и не JPEG"),
        (b"<svg onload='x'>", "не PNG и не JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "не открывается как картинка"),
        (picture()[:200], "не открывается как картинка"),
        (picture("JPEG")[:-40], "не открывается как картинка"),
        (picture(size=(10, 10)), "слишком мала"),
        (b"", "Файл пустой"),
    ],
)
def test_what_is_no_picture_is_refused(world, enter, monkeypatch, content, sentence):
    # As WeasyPrint leaves it in a process that has printed something.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert sentence in send(enter(world.anna), content).content.decode()
    assert not PaperSettings.objects.filter(emblem__isnull=False).exists()


def test_a_picture_that_unfolds_too_far_is_refused(world, enter, monkeypatch):
    monkeypatch.setattr(service, "MOST_POINTS", 1000)
    assert "слишком велика" in send(enter(world.anna), picture()).content.decode()


def test_without_a_file_a_sentence(world, enter):
    response = enter(world.anna).post(reverse("papers:emblem_set", args=["lesnaya"]), follow=True)
    assert "Выберите файл с эмблемой." in response.content.decode()


def bare_png(side: int) -> bytes:
    """A hundred bytes that call themselves a picture of side × side points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6000, 10_000, 20_000])
def test_a_picture_that_unfolds_into_gigabytes_is_refused(world, enter, side):
    page = send(enter(world.anna), bare_png(side)).content.decode()
    assert "слишком велика. Уменьшите её до 5000 точек по стороне." in page


def test_whatever_a_decoder_stumbles_over_becomes_the_sentence(world, enter, monkeypatch):
    def stumbles(self):
        raise struct.error("unpack requires a buffer of 4 bytes")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", stumbles)
    assert "не открывается как картинка" in send(enter(world.anna), picture()).content.decode()
