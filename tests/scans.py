"""Scans that open: the smallest PDF of one page, a picture."""

import io

from PIL import Image


def pdf(words: str = "") -> bytes:
    """`words` make one file differ from another."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
        b"%" + words.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def picture(kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, kind)
    return out.getvalue()


PDF, PHOTO, PNG = pdf(), picture(), picture("PNG")
