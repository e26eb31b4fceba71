"""Forms of an import: the file, and where its table is."""

from typing import Any

from django import forms

from schools.workbooks.reading import MAX_FILE_BYTES

LIMIT = f"{MAX_FILE_BYTES // 1024 // 1024} МБ"


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Файл со списком",
        help_text=f"Excel или LibreOffice: .xlsx, .xls, .ods, не больше {LIMIT}. Заголовки и лишние строки убирать не нужно.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
        error_messages={
            "required": "Выберите файл со списком.",
            "empty": "Файл пустой: в нём нет ни одного байта. Выберите другой файл.",
            "missing": "Файл не дошёл до нас. Выберите его ещё раз.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(
                f"Файл больше {LIMIT}. Оставьте в книге только лист со списком, уберите картинки и загрузите снова."
            )
        return file


class TableForm(forms.Form):
    """Which sheet and heading row; what is in the list; the fields of the columns come as `column-<index>`."""

    sheet = forms.CharField(label="Лист", max_length=200)
    header_row = forms.IntegerField(
        label="Строка заголовков",
        min_value=1,
        max_value=1_000_000,
        help_text="Номер строки в Excel, под которой начинаются люди.",
        widget=forms.NumberInput(attrs={"class": "w-short"}),
    )
    kind = forms.ChoiceField(label="Кто в списке", choices=[("staff", "Сотрудники"), ("pupils", "Обучающиеся")])

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"] = forms.ChoiceField(label="Лист", choices=[(name, name) for name in sheets])
        self.fields["sheet"].widget.attrs["class"] = "w-mid"
        self.fields["kind"].widget.attrs["class"] = "w-mid"
        self.order_fields(["sheet", "header_row", "kind"])
