"""Reading of private files; what keeps them and sweeps them is in `services.files`."""

import hashlib
from typing import IO

from django.core.files.storage import default_storage

from ..models import StoredFile


class FileLostError(Exception):
    """The row is there and its blob is not, or the blob is not what was stored. Says which file; for logs and
    commands.
    """


def open_file(stored: StoredFile) -> IO[bytes]:
    """The content as a file to read from. Raises FileLostError."""
    try:
        return default_storage.open(stored.path)
    except FileNotFoundError as error:
        raise FileLostError(f"{stored.path}: the blob of file {stored.pk} is absent") from error


def read_file(stored: StoredFile) -> bytes:
    """The content, whole. Raises FileLostError."""
    with open_file(stored) as content:
        return content.read()


def is_intact(stored: StoredFile) -> bool:
    """The blob is there and is what was stored."""
    try:
        return digest_of(stored.path) == stored.sha256
    except FileNotFoundError:
        return False


def digest_of(path: str) -> str:
    """SHA-256 of the blob in hex. Raises FileNotFoundError."""
    with default_storage.open(path) as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
