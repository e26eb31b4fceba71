"""Parts of a kind's wording as fields `text_<part>`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from schools.russian import capitalised

from ..kinds.kind import Kind

TEXT_PREFIX = "text_"


def text_field(part: Any, initial: str) -> forms.CharField:
    field = forms.CharField(
        label=part.label,
        required=False,  # an empty part is refused by the service, with what to do
        help_text=part.hint,
        initial=initial,
        widget=forms.Textarea(attrs={"rows": part.rows}),
    )
    field.is_needed = True  # type: ignore[attr-defined]  # for the label: it is not called optional
    return field


class ReturningForm(forms.Form):
    """A form that is shown again with what was sent, some of it replaced by the server."""

    def replace_sent(self, **values: str) -> None:
        """Put other values into what the form sent: it is shown again with them."""
        data: Any = self.data.copy()  # type: ignore[union-attr]  # a QueryDict, which may not be changed in place
        for name, value in values.items():
            data[name] = value
        self.data = data


class WordedForm(ReturningForm):
    """What forms with wording share."""

    kind: Kind

    def add_wording(self, kind: Kind, texts: dict[str, str]) -> None:
        self.kind = kind
        for part in kind.parts:
            self.fields[TEXT_PREFIX + part.code] = text_field(part, texts[part.code])

    def texts(self) -> dict[str, str]:
        return {part.code: self.cleaned_data.get(TEXT_PREFIX + part.code, "") for part in self.kind.parts}

    def wording_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(TEXT_PREFIX)]

    def wording_has_errors(self) -> bool:
        return any(field.errors for field in self.wording_fields())

    def put_errors(self, error: ValidationError) -> None:
        """Errors of the wording go to the field of their part, others to the top."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for part, errors in error.error_dict.items():
            field = TEXT_PREFIX + part
            if field not in self.fields:
                self.add_error(None, errors)
                continue
            # The field's own label stands before the sentence already.
            prefix = f"{self.fields[field].label}: "
            for sentence in ValidationError(errors).messages:
                bare = sentence.removeprefix(prefix)
                self.add_error(field, capitalised(bare))


class WordingForm(WordedForm):
    """The organisation's own wording of a sheet."""

    def __init__(self, *args: Any, kind: Kind, texts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_wording(kind, texts)
