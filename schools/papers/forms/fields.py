"""Fields that forms about papers share."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ..numbers import tidy_number
from ..services.files import check_scan


class NumberField(forms.CharField):
    """A number as it is printed after «№»: copied from paper together with the sign, it is kept without."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "w-short", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return tidy_number(super().to_python(value) or "")


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
