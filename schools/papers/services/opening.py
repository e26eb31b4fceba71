"""Whether a scan opens: a file that is cut off or spoilt is told of while the paper still lies at hand."""

import io

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
# Scanners fill the last block with zeros; behind them a PDF ends with its mark (ISO 32000, annex H).
PDF_TAIL = 2048


class Locked(Exception):
    """A PDF that asks for a password: whoever is to check the consent could not read it."""


def opens(content: bytes, content_type: str) -> bool:
    """Whether the file is whole and has a page to look at. Raises Locked."""
    if content_type == PDF:
        return _pdf_opens(content)
    return _jpeg_ends(content) if content_type == JPEG else _png_opens(content)


def _pdf_opens(content: bytes) -> bool:
    import pikepdf  # slow import, and only an upload needs it

    if b"%%EOF" not in content.rstrip(b"\0")[-PDF_TAIL:]:
        return False
    try:
        with pikepdf.open(io.BytesIO(content)) as book:
            return len(book.pages) > 0
    except pikepdf.PasswordError as error:
        raise Locked from error
    except Exception:  # the library raises whatever a spoilt file makes it stumble over
        return False


def _png_opens(content: bytes) -> bool:
    from PIL import Image  # slow import, and only an upload needs it

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            picture.verify()
    except Exception:  # decoders of broken pictures raise whatever they stumble over
        return False
    return True


def _jpeg_ends(content: bytes) -> bool:
    """The picture begins after its headers and has an end. Telephones put more behind it, and a small picture before it."""
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if kind == 0xDA:
            return content.find(b"\xff\xd9", place) > 0
        place += 1 if kind == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4])
    return False
