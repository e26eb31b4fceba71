"""Where the QR mark of a paper leads."""

from django.conf import settings
from django.urls import reverse

# 32 signs of hexadecimal are 128 bits: neither guessed nor counted through.
LENGTH = 32
# Beside the code on the paper.
WORDS = "Проверка документа"


def mark_address(mark: str) -> str:
    """The address that the code on the paper holds."""
    return settings.SITE_ADDRESS.rstrip("/") + reverse("document_mark", args=[mark])
