"""The emblem of a letterhead: checked, made small, drawn anew, so that nothing of the uploaded file but its picture stays."""

import io
import warnings
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from schools.journal.services import record
from schools.models import Organisation, User

from ..models import PaperSettings
from .files import JPEG, PNG, add_row, scan_type, write_blob

if TYPE_CHECKING:
    import PIL.Image

LIMIT = 5 * 1024 * 1024
# A small file may unfold into gigabytes.
MOST_POINTS = 25_000_000
# Printed not higher than 20 mm (ГОСТ Р 7.0.97, 5.2): 600 points an inch.
SIDE = 480
LEAST = 32


def drawn_anew(upload: UploadedFile) -> bytes:
    """A PNG of the picture, at most SIDE points by a side, on white. Raises ValidationError with what to do."""
    if (upload.size or 0) > LIMIT:
        raise ValidationError(f"Файл «{upload.name}» больше {LIMIT // 1024 // 1024} МБ. Уменьшите картинку.")
    upload.seek(0)
    content = upload.read()
    if scan_type(content) not in (PNG, JPEG):
        raise ValidationError(f"Файл «{upload.name}» — не PNG и не JPEG. Сохраните эмблему в одном из этих видов.")
    from PIL import Image  # slow import, and only an upload needs it

    large = ValidationError(f"Картинка «{upload.name}» слишком велика. Уменьшите её до 5000 точек по стороне.")
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture,
        ):
            if picture.width * picture.height > MOST_POINTS:
                raise large
            if min(picture.size) < LEAST:
                raise ValidationError(f"Картинка «{upload.name}» слишком мала: нужно хотя бы {LEAST} точки по стороне.")
            _whole(content)
            picture.load()
            drawn = picture.convert("RGBA")
            return _small(drawn)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise large from error
    except Exception as error:  # decoders of broken pictures raise whatever they stumble over
        raise ValidationError(f"Файл «{upload.name}» не открывается как картинка. Сохраните эмблему заново.") from error


def _whole(content: bytes) -> None:
    """Raises for a picture that is cut off: WeasyPrint, once imported, tells the library to draw such ones as they are."""
    from PIL import Image  # slow import, and only an upload needs it

    if scan_type(content) == JPEG and b"\xff\xd9" not in content[-1024:]:
        raise OSError("no end of a JPEG")
    with Image.open(io.BytesIO(content)) as picture:
        picture.verify()


def _small(drawn: "PIL.Image.Image") -> bytes:
    from PIL import Image  # slow import, and only an upload needs it

    drawn.thumbnail((SIDE, SIDE))
    sheet = Image.new("RGB", drawn.size, "white")
    sheet.paste(drawn, mask=drawn.getchannel("A"))
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def set_emblem(organisation: Organisation, upload: UploadedFile, by: User) -> PaperSettings:
    """Keep the emblem for papers issued from now on. Raises ValidationError."""
    blob = write_blob(drawn_anew(upload))
    place = organisation.legal_entity
    with transaction.atomic():
        stored, _ = PaperSettings.objects.select_for_update().get_or_create(organisation=place)
        stored.emblem = add_row(place, blob, blob.size, "Эмблема.png", PNG, by)
        stored.save(update_fields=["emblem"])
        record("изменена эмблема", stored, organisation=place, user=by, after={"emblem": blob.sha256})
    return stored


def remove_emblem(organisation: Organisation, by: User) -> None:
    """Print without it. The file goes with the next sweep."""
    place = organisation.legal_entity
    with transaction.atomic():
        stored = PaperSettings.objects.select_for_update().filter(organisation=place).first()
        if stored is None or stored.emblem_id is None:
            return
        stored.emblem = None
        stored.save(update_fields=["emblem"])
        record("убрана эмблема", stored, organisation=place, user=by)
