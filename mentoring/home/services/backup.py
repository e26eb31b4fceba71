"""A backup is one zip: every row of the database as JSON lines, every stored file, and a manifest with counts and hashes.

It does not depend on the database behind: what was saved from SQLite may be restored into PostgreSQL, so that a school
can grow into a district's installation.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from schools.models import Organisation, User

FORMAT = 1
# Sign-ins and finished background work are not worth keeping.
LEFT_OUT = {"sessions.session", "django_tasks_database.dbtaskresult"}


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
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
    os.close(handle)
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive, transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    # One moment for all tables, while people go on working.
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for model in saved_models():
                label = model._meta.label_lower
                with archive.open(f"rows/{label}.jsonl", "w") as stream:
                    manifest["rows"][label] = write_rows(model, stream)
            for path in stored_paths():
                with default_storage.open(path) as source:
                    content = source.read()
                manifest["files"][path] = hashlib.sha256(content).hexdigest()
                archive.writestr(f"files/{path}", content)
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        os.replace(unfinished, target)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return manifest


def write_rows(model: type[models.Model], stream: Any) -> int:
    serializer = serializers.get_serializer("jsonl")()
    written = 0
    rows = model._base_manager.order_by("pk")
    for row in rows.iterator(chunk_size=500):
        stream.write(serializer.serialize([row]).encode())
        written += 1
    return written


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError) as error:
        raise BackupError("Это не резервная копия: внутри нет описи. Укажите файл, сделанный командой backup.") from error
    if manifest.get("format") != FORMAT:
        raise BackupError("Копия сделана другой версией продукта. Установите ту же версию и повторите.")
    if manifest["migrations"] != applied_migrations():
        raise BackupError(
            "Копия сделана при другом состоянии базы. Установите ту же версию продукта, выполните migrate и повторите."
        )
    return manifest


def restore_backup(source: Path) -> dict[str, Any]:
    """Load a backup into an empty installation; all or nothing. Files come first, then the rows that refer to them."""
    if not source.is_file():
        raise BackupError(f"Нет файла {source}.")
    if Organisation.objects.exists() or User.objects.exists():
        raise BackupError("Здесь уже есть данные. Восстанавливайте в пустое место: новая папка данных или новая база.")
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = read_manifest(archive)
            for path, digest in manifest["files"].items():
                restore_file(path, archive.read(f"files/{path}"), digest)
            with transaction.atomic():
                # Reference rows laid by migrations give way to those of the backup.
                call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
                for label, expected in manifest["rows"].items():
                    with archive.open(f"rows/{label}.jsonl") as stream:
                        load_rows(stream, label, expected)
                restart_sequences()
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise BackupError(f"Файл {source} повреждён: не хватает части копии. Возьмите другую копию.") from error
    return manifest


def restore_file(path: str, content: bytes, digest: str) -> None:
    if hashlib.sha256(content).hexdigest() != digest:
        raise BackupError(f"В копии повреждён файл {path}. Возьмите другую копию.")
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))


def load_rows(stream: Any, label: str, expected: int) -> None:
    loaded = 0
    for line in stream:
        for row in serializers.deserialize("jsonl", line.decode()):
            row.save()
            loaded += 1
    if loaded != expected:
        raise BackupError(f"В копии не хватает строк ({label}: {loaded} из {expected}). Возьмите другую копию.")


def restart_sequences() -> None:
    """Rows came with their own keys; the next one must follow the greatest."""
    statements = connection.ops.sequence_reset_sql(no_style(), saved_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
