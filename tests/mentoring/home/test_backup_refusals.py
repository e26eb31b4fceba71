"""What is no whole backup of this very version is refused in Russian, and nothing is changed by it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from mentoring.home.services import backup
from mentoring.home.services.backup import BackupError, restore_backup, saved_models, stored_paths

type Parts = dict[str, bytes]


@pytest.fixture
def storage(settings, tmp_path) -> Path:
    """An empty private storage of this test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }
    return tmp_path / "files"


def state() -> tuple[dict[str, int], list[str]]:
    return {model._meta.label: model._base_manager.count() for model in saved_models()}, list(stored_paths())


def rewritten(source: Path, target: Path, change: Callable[[Parts], None]) -> Path:
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def manifest(parts: Parts, **changed) -> None:
    parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | changed).encode()


def first_file(parts: Parts) -> str:
    return next(name for name in parts if name.startswith("files/"))


def lose_manifest(parts: Parts) -> None:
    del parts["manifest.json"]


def spoil_manifest(parts: Parts) -> None:
    parts["manifest.json"] = b"[]"


def spoil_file(parts: Parts) -> None:
    parts[first_file(parts)] = b"other"


def lose_file(parts: Parts) -> None:
    del parts[first_file(parts)]


def lose_row(parts: Parts) -> None:
    name = "rows/schools.person.jsonl"
    parts[name] = b"".join(parts[name].splitlines(keepends=True)[:-1])


def lose_table(parts: Parts) -> None:
    del parts["rows/schools.person.jsonl"]


def spoil_row(parts: Parts) -> None:
    parts["rows/schools.person.jsonl"] = b"{not json}\n" + parts["rows/schools.person.jsonl"]


def lead_out(parts: Parts) -> None:
    """A file that wants to lie outside of the storage."""
    content = parts.pop(first_file(parts))
    described = json.loads(parts["manifest.json"])
    path, digest = next((path, digest) for path, digest in described["files"].items() if f"files/{path}" not in parts)
    del described["files"][path]
    manifest(parts, files={"../outside": digest} | described["files"])
    parts["files/../outside"] = content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lose_manifest, "Это не резервная копия: внутри нет описи. Укажите файл, сделанный командой backup."),
        (spoil_manifest, "Это не резервная копия: внутри нет описи. Укажите файл, сделанный командой backup."),
        (
            lambda parts: manifest(parts, format=99),
            "Копия сделана другой версией продукта. Установите ту же версию и повторите.",
        ),
        (
            lambda parts: manifest(parts, migrations=[]),
            "Копия сделана при другом состоянии базы. Установите ту же версию продукта, выполните migrate и повторите.",
        ),
        (spoil_file, "В копии повреждён файл {path}. Возьмите другую копию."),
        (lose_file, "Файл {source} повреждён: части копии не сходятся. Возьмите другую копию."),
        (lose_row, "В копии не хватает строк (schools.person: {less} из {all}). Возьмите другую копию."),
        (lose_table, "Файл {source} повреждён: части копии не сходятся. Возьмите другую копию."),
        (spoil_row, "Файл {source} повреждён: части копии не сходятся. Возьмите другую копию."),
        (lead_out, "В копии файл с недопустимым именем: ../outside. Это не копия, сделанная командой backup."),
    ],
)
def test_no_whole_backup_is_refused_and_nothing_changes(demo_backup, storage, tmp_path, change, sentence):
    source = rewritten(demo_backup, tmp_path / "copy.zip", change)
    with zipfile.ZipFile(demo_backup) as archive:
        described = json.loads(archive.read("manifest.json"))
    people = described["rows"]["schools.person"]
    before = state()
    with pytest.raises(BackupError) as refusal:
        restore_backup(source)
    assert str(refusal.value) == sentence.format(
        source=source, path=next(iter(described["files"])), less=people - 1, all=people
    )
    assert state() == before
    assert not (tmp_path / "outside").exists()


@pytest.mark.django_db
def test_what_is_no_archive_is_refused(storage, tmp_path):
    source = tmp_path / "letter.zip"
    source.write_text("Уважаемые коллеги")
    before = state()
    with pytest.raises(
        BackupError, match=f"^Файл {source} — не резервная копия или она повреждена. Возьмите другую копию.$"
    ):
        restore_backup(source)
    with pytest.raises(BackupError, match=f"^Нет файла {tmp_path / 'absent.zip'}.$"):
        restore_backup(tmp_path / "absent.zip")
    assert state() == before


@pytest.mark.django_db
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_off_is_refused(demo_backup, storage, tmp_path, share):
    source = tmp_path / "cut.zip"
    whole = demo_backup.read_bytes()
    source.write_bytes(whole[: int(len(whole) * share)])
    before = state()
    with pytest.raises(BackupError, match="не резервная копия или она повреждена"):
        restore_backup(source)
    assert state() == before


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0.02, 0.3, 0.6])
def test_a_file_with_spoilt_bytes_is_refused(demo_backup, storage, tmp_path, place):
    source = tmp_path / "spoilt.zip"
    content = bytearray(demo_backup.read_bytes())
    start = int(len(content) * place)
    content[start : start + 64] = bytes(64)
    source.write_bytes(content)
    before = state()
    with pytest.raises(BackupError, match="(повреждена|повреждён|внутри нет описи)"):
        restore_backup(source)
    assert state() == before


def test_a_place_with_people_is_refused(world, demo_backup, storage):
    before = state()
    with pytest.raises(BackupError) as refusal:
        restore_backup(demo_backup)
    assert str(refusal.value) == (
        "Здесь уже есть данные. Восстанавливайте в пустое место: новая папка данных или новая база."
    )
    assert state() == before


@pytest.mark.django_db
def test_another_file_under_the_same_name_is_not_overwritten(demo_backup, storage):
    with zipfile.ZipFile(demo_backup) as archive:
        path = list(json.loads(archive.read("manifest.json"))["files"])[-1]
    default_storage.save(path, ContentFile(b"mine"))
    before = state()
    with pytest.raises(BackupError) as refusal:
        restore_backup(demo_backup)
    assert str(refusal.value) == f"В хранилище уже лежит другой файл {path}. Восстанавливайте в пустое место."
    assert state() == before
    assert default_storage.open(path).read() == b"mine"


@pytest.mark.django_db
def test_an_interrupted_backup_leaves_nothing_behind(storage, tmp_path, monkeypatch):
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(backup, "hold_one_moment", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backup.write_backup(folder / "copy.zip")
    assert list(folder.iterdir()) == []


def test_large_files_are_copied_by_pieces():
    class Endless:
        def __init__(self, pieces: int) -> None:
            self.left = pieces
            self.asked: set[int] = set()

        def read(self, size: int) -> bytes:
            self.asked.add(size)
            self.left -= 1
            return b"x" * size if self.left >= 0 else b""

    source = Endless(3)
    backup.copy(source, None)
    assert source.asked == {backup.CHUNK}
