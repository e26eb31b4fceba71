"""A backup is one zip: every row of the database as JSON lines, every stored file, and a manifest with counts and hashes.

It does not depend on the database behind: what was saved from SQLite may be restored into PostgreSQL, so that a school
can grow into a district's installation. Rows and files are streamed: memory does not grow with the installation.
"""

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from schools.models import Organisation, User

FORMAT = 1
# Sign-ins and finished background work are not worth keeping.
LEFT_OUT = {"sessions.session", "django_tasks_database.dbtaskresult"}
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class BackupError(Exception):
    """Carries a Russian sentence: what is wrong and what to do."""


def saved_models() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]


def applied_migrations() -> list[list[str]]:
    return sorted(list(pair) for pair in MigrationRecorder(connection).applied_migrations())


def stored_paths(folder: str = "") -> Iterator[str]:
    """Every file of the private storage, by its path there."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from stored_paths(f"{folder}/{name}" if folder else name)


def write_backup(target: Path) -> dict[str, Any]:
    """Write the backup and return its manifest. The file appears under its name only when it is whole."""
    if target.exists():
        raise BackupError(f"Файл {target} уже есть. Укажите другое имя или уберите его.")
    if not target.parent.is_dir():
        raise BackupError(f"Нет папки {target.parent}. Создайте её или укажите другую.")
    manifest: dict[str, Any] = {"format": FORMAT, "migrations": applied_migrations(), "rows": {}, "files": {}}
    try:
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
    except OSError as error:
        raise BackupError(
            f"В папку {target.parent} нельзя писать. Укажите другую или дайте право на запись."
        ) from error
    os.close(handle)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            with transaction.atomic():
                hold_one_moment()
                for model in saved_models():
                    label = model._meta.label_lower
                    with archive.open(f"rows/{label}.jsonl", "w", force_zip64=True) as stream:
                        manifest["rows"][label] = write_rows(model, stream)
            # Files come after, outside of the transaction (on SQLite it holds off everybody who writes): a file never
            # changes, and what the rows of that moment refer to is still there.
            for path in stored_paths():
                # One that has just been swept away nobody needs.
                with suppress(FileNotFoundError), default_storage.open(path) as source:
                    stream = archive.open(f"files/{path}", "w", force_zip64=True)
                    with stream:
                        manifest["files"][path] = copy(source, stream)
            archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        os.replace(unfinished, target)
    except OSError as error:
        raise BackupError(f"Не удалось записать {target}: {error.strerror}. Проверьте место на диске.") from error
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return manifest


def hold_one_moment() -> None:
    """The transaction just begun sees all tables as of one moment, while people go on working."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def copy(source: Any, target: IO[bytes] | None) -> str:
    """Piece by piece, nothing whole in memory; returns SHA-256 in hex. Without a target only the sum is taken."""
    digest = hashlib.sha256()
    while piece := source.read(CHUNK):
        digest.update(piece)
        if target is not None:
            target.write(piece)
    return digest.hexdigest()


class ExactEncoder(DjangoJSONEncoder):
    """Django's own cuts moments to milliseconds; a restored row must equal the saved one."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def write_rows(model: type[models.Model], stream: Any) -> int:
    """All rows as JSON lines. Ties of many to many are rows of tables of their own, so they are left out here."""
    serializer = serializers.get_serializer("jsonl")()
    columns = [field.name for field in model._meta.concrete_fields]
    written = 0
    for row in model._base_manager.order_by("pk").iterator(chunk_size=500):
        stream.write(serializer.serialize([row], fields=columns, cls=ExactEncoder).encode())
        written += 1
    return written


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        made_by, migrations = manifest["format"], manifest["migrations"]
        manifest["rows"].items(), manifest["files"].items()
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BackupError(
            "Это не резервная копия: внутри нет описи. Укажите файл, сделанный командой backup."
        ) from error
    if made_by != FORMAT:
        raise BackupError("Копия сделана другой версией продукта. Установите ту же версию и повторите.")
    if migrations != applied_migrations():
        raise BackupError(
            "Копия сделана при другом состоянии базы. Установите ту же версию продукта, выполните migrate и повторите."
        )
    return dict(manifest)


def restore_backup(source: Path) -> dict[str, Any]:
    """Load a backup into an empty installation; all or nothing. The archive is checked whole before anything is written;
    files come first, then the rows that refer to them."""
    if not source.is_file():
        raise BackupError(f"Нет файла {source}.")
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = read_manifest(archive)
            if Organisation.objects.exists() or User.objects.exists():
                raise BackupError(
                    "Здесь уже есть данные. Восстанавливайте в пустое место: новая папка данных или новая база."
                )
            check_files(archive, manifest["files"])
            written: list[str] = []
            try:
                for path, digest in manifest["files"].items():
                    written += restore_file(archive, path, digest)
                with transaction.atomic():
                    # Reference rows laid by migrations give way to those of the backup.
                    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
                    for label, expected in manifest["rows"].items():
                        with archive.open(f"rows/{label}.jsonl") as stream:
                            load_rows(stream, label, expected)
                    restart_sequences()
            except BaseException:
                for path in written:
                    default_storage.delete(path)
                raise
    except (zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise BackupError(f"Файл {source} — не резервная копия или она повреждена. Возьмите другую копию.") from error
    except (KeyError, EOFError, ValueError, DeserializationError, IntegrityError, DataError) as error:
        raise BackupError(f"Файл {source} повреждён: части копии не сходятся. Возьмите другую копию.") from error
    return manifest


def check_files(archive: zipfile.ZipFile, files: dict[str, str]) -> None:
    """Every part is whole and every file is what the manifest says, before anything is written."""
    damaged = archive.testzip()
    if damaged is not None:
        raise BackupError(f"В копии повреждена часть {damaged}. Возьмите другую копию.")
    for path, digest in files.items():
        with archive.open(f"files/{path}") as content:
            if copy(content, None) != digest:
                raise BackupError(f"В копии повреждён файл {path}. Возьмите другую копию.")


def restore_file(archive: zipfile.ZipFile, path: str, digest: str) -> list[str]:
    """Put the file in its place; returns the path when it was not there yet."""
    try:
        if default_storage.exists(path):
            with default_storage.open(path) as present:
                if copy(present, None) == digest:
                    return []
            raise BackupError(f"В хранилище уже лежит другой файл {path}. Восстанавливайте в пустое место.")
        with archive.open(f"files/{path}") as content:
            default_storage.save(path, File(content))
    except SuspiciousFileOperation as error:
        raise BackupError(
            f"В копии файл с недопустимым именем: {path}. Это не копия, сделанная командой backup."
        ) from error
    return [path]


def load_rows(stream: Any, label: str, expected: int) -> None:
    loaded = 0
    for line in stream:
        for row in serializers.deserialize("jsonl", line.decode()):
            # As it was saved: no clocks, no counters, no rules; straight in, as the place is empty.
            row.save(save_m2m=False, force_insert=True)
            loaded += 1
    if loaded != expected:
        raise BackupError(f"В копии не хватает строк ({label}: {loaded} из {expected}). Возьмите другую копию.")


def restart_sequences() -> None:
    """Rows came with their own keys; the next one must follow the greatest."""
    statements = connection.ops.sequence_reset_sql(no_style(), saved_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
