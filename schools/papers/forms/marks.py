"""Days that are put beside many rows at once."""

from django import forms

from schools.forms.fields import DayField


class AcquaintedForm(forms.Form):
    acquainted_on = DayField(
        label="Дата у подписи", error_messages={"required": "Впишите дату, которая стоит у подписи: 05.09.2026."}
    )


class ReturnedForm(forms.Form):
    returned_on = DayField(
        label="Получены", error_messages={"required": "Впишите день, когда бумаги получены: 05.09.2026."}
    )
