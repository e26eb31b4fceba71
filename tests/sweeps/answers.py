"""Asking an address without consequences, and reading what came back."""

import io
import zipfile
from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from tests.filled_places import SECRETS

# What only the foreign school's own people may read, in lower case.
PLANTED = (
    *(surname.lower() for surname in SECRETS.surnames),
    SECRETS.phone.lstrip("+"),
    "777-66-55",
    SECRETS.mail,
    SECRETS.thing.lower(),
    "горячая",
    "taynyi",
)


def ask(client: Client, method: str, url: str, **more: Any) -> HttpResponseBase:
    """The answer; whatever the deed wrote is rolled back, and who has signed out is in again."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(url, **more)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def body_of(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def text_of(response: HttpResponseBase) -> str:
    """All that a reader could find in the answer, in lower case: also within workbooks, Word files and PDFs."""
    content = body_of(response)
    kind = response.headers.get("Content-Type", "")
    if "openxmlformats" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    elif kind.startswith("application/pdf") and len(content) > 1000:
        from pypdf import PdfReader  # only some answers are PDFs

        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).lower()
    return content.decode(errors="replace").lower()


def leaks(response: HttpResponseBase) -> list[str]:
    """The planted words that the answer holds."""
    text = text_of(response)
    return [word for word in PLANTED if word in text]
