"""Fields that forms about papers share."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ..services.files import check_scan


class ScanField(forms.FileField):
    """A scan: PDF, JPG or PNG up to 15 MB, checked by its content. Gives the upload, ready for `store_scan`."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Скан")
        kwargs.setdefault("help_text", "PDF, JPG или PNG, до 15 МБ")
        kwargs.setdefault(
            "error_messages", {"required": "Выберите файл со сканом.", "empty": "Файл пустой. Выберите другой."}
        )
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("accept", ".pdf,.jpg,.jpeg,.png")

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            check_scan(upload)
            upload.seek(0)
        return upload
