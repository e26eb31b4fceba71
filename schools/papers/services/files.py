"""Private files, kept under the hash of their content (design, decision 14).

The blob is written first, outside of any transaction; the row that refers to it is committed afterwards. A process
killed in between leaves a blob without a row, which `sweep_orphans` deletes after `GRACE`. Only Django's Storage
API is used, so the files may lie on a disk or in an S3-like store.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BufferedReader
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet
from django.utils import timezone

from schools.models import Organisation, User

from ..models import StoredFile
from ..selectors.files import digest_of
from .opening import JPEG, PDF, PNG, Locked, opens

ROOT = "sha256"
# A blob younger than this may belong to a transaction that has not yet been committed.
GRACE = timedelta(hours=1)
# A form left open may still bring its scan back for so long.
ABANDONED = timedelta(days=7)

ZIP = "application/zip"
# Shown in the browser; anything else is only downloaded.
SHOWN_INLINE = frozenset({PDF, JPEG, PNG})
SCAN_LIMIT = 15 * 1024 * 1024
SCAN_ENDINGS = {PDF: (".pdf",), JPEG: (".jpg", ".jpeg"), PNG: (".png",)}
# A PDF may begin with a few stray bytes (ISO 32000, annex H: within the first 1024).
PDF_HEAD = 1024


@dataclass(frozen=True)
class Swept:
    """What `sweep_orphans` deleted."""

    files: int
    size: int


def store_file(organisation: Organisation, content: bytes, name: str, content_type: str, by: User | None) -> StoredFile:
    """Keep the content and make its row. The same content goes to the same path, each time with a row of its own."""
    return add_row(organisation, write_blob(content), len(content), name, content_type, by)


@dataclass(frozen=True)
class Blob:
    """Content that lies in the storage: its SHA-256 in hex, where, and how many bytes."""

    sha256: str
    path: str
    size: int


def write_blob(content: bytes) -> Blob:
    """Put the content under its hash; call it before the transaction that makes the row."""
    digest = hashlib.sha256(content).hexdigest()
    path = f"{ROOT}/{digest[:2]}/{digest}"
    if not _may_be_shared(path, digest):
        # A storage that finds the place taken chooses a free name beside it: a blob torn by a killed process, or an
        # orphan that is about to be swept, does no harm to the new one.
        path = default_storage.save(path, ContentFile(content))
    return Blob(digest, path, len(content))


def write_file(content: BufferedReader) -> Blob:
    """The same of a file on the disk, read piece by piece: it may be larger than the memory."""
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    size = content.tell()
    content.seek(0)
    path = f"{ROOT}/{digest[:2]}/{digest}"
    if not _may_be_shared(path, digest):
        path = default_storage.save(path, File(content))
    return Blob(digest, path, size)


def _may_be_shared(path: str, digest: str) -> bool:
    """Is there a whole blob that no sweep can take away before our row is committed?"""
    if not default_storage.exists(path):
        return False
    young = timezone.now() - default_storage.get_modified_time(path) < GRACE / 2
    return (young or StoredFile.objects.filter(path=path).exists()) and digest_of(path) == digest


def add_row(
    organisation: Organisation, blob: Blob, size: int, name: str, content_type: str, by: User | None
) -> StoredFile:
    """The row of a blob that is already written."""
    return StoredFile.objects.create(
        organisation=organisation.legal_entity,
        sha256=blob.sha256,
        path=blob.path,
        name=tidy_file_name(name, content_type),
        content_type=content_type,
        size=size,
        created_by=by if by is not None and by.pk else None,
    )


def tidy_file_name(name: str, content_type: str) -> str:
    """A name fit for any system: no folders, no control signs, not too long, with the ending of its type."""
    name = re.sub(r"[\x00-\x1f\x7f<>:\"/\\|?*]+", " ", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = " ".join(name.split()).strip(". ") or "файл"
    endings = SCAN_ENDINGS.get(content_type, ())
    if endings and not name.lower().endswith(endings):
        name += endings[0]
    ending = PurePosixPath(name).suffix[:10]
    return name if len(name) <= 200 else name[: 200 - len(ending)].rstrip() + ending


def scan_type(content: bytes) -> str | None:
    """The type by the first bytes: PDF, JPEG or PNG; None for anything else, whatever its name says."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in content[:PDF_HEAD]:
        return PDF
    return None


def check_scan(upload: UploadedFile) -> tuple[bytes, str]:
    """Content and type of an uploaded scan. Raises ValidationError with what to do."""
    if (upload.size or 0) > SCAN_LIMIT:
        raise ValidationError(
            f"Файл «{upload.name}» больше {SCAN_LIMIT // 1024 // 1024} МБ. Отсканируйте с меньшим разрешением "
            "(достаточно 200–300 точек на дюйм) или разделите его."
        )
    content = upload.read()
    if not content:
        raise ValidationError(f"Файл «{upload.name}» пустой. Выберите другой.")
    content_type = scan_type(content)
    if content_type is None:
        raise ValidationError(
            f"Файл «{upload.name}» — не PDF, не JPG и не PNG. Сохраните скан в одном из этих видов "
            "и выберите его снова."
        )
    try:
        whole = opens(content, content_type)
    except Locked as error:
        raise ValidationError(
            f"Файл «{upload.name}» закрыт паролем: его никто не сможет открыть. Сохраните его без пароля и выберите снова."
        ) from error
    if not whole:
        raise ValidationError(
            f"Файл «{upload.name}» повреждён и не открывается. Отсканируйте или скопируйте его ещё раз и выберите снова."
        )
    return content, content_type


def store_scan(organisation: Organisation, upload: UploadedFile, by: User | None) -> StoredFile:
    """Check and keep an uploaded scan. Raises ValidationError."""
    content, content_type = check_scan(upload)
    return store_file(organisation, content, upload.name or "скан", content_type, by)


@contextmanager
def scan_kept(organisation: Organisation, upload: UploadedFile | None, by: User | None) -> Iterator[StoredFile | None]:
    """An uploaded scan for the deed inside; when the deed is refused the row goes, and the blob is swept later."""
    scan = store_scan(organisation, upload, by) if upload else None
    try:
        yield scan
    except Exception:
        if scan is not None:
            scan.delete()
        raise


def sweep_abandoned(*, grace: timedelta = ABANDONED) -> int:
    """Delete rows that nothing refers to: a scan chosen in a form that was never sent again. Their blobs follow."""
    return abandoned(grace).delete()[0]


def abandoned(grace: timedelta) -> QuerySet[StoredFile]:
    """Rows older than `grace` that nothing refers to: those of forms never sent again, scans that others replaced."""
    rows = StoredFile.objects.filter(created_at__lt=timezone.now() - grace)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel):
            rows = rows.filter(
                ~Exists(relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}))
            )
    return rows


def sweep_orphans(*, grace: timedelta = GRACE) -> Swept:
    """Delete blobs that no row refers to and that are older than `grace`."""
    limit = timezone.now() - grace
    files = size = 0
    for path in _blobs():
        if default_storage.get_modified_time(path) > limit or StoredFile.objects.filter(path=path).exists():
            continue
        size += default_storage.size(path)
        default_storage.delete(path)
        files += 1
    return Swept(files, size)


def _blobs() -> Iterator[str]:
    try:
        folders, _ = default_storage.listdir(ROOT)
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        _, names = default_storage.listdir(f"{ROOT}/{folder}")
        yield from (f"{ROOT}/{folder}/{name}" for name in sorted(names))
