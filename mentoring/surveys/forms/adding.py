"""One more person of a list."""

from typing import Any

from django import forms
from django.db.models import Q

from schools.forms.fields import RowField
from schools.models import Person

from ..models import Wave


class AddForm(forms.Form):
    person = RowField(
        label="Кого ещё спросить",
        queryset=Person.objects.none(),
        empty_label="выберите человека",
        error_messages={"required": "Выберите человека."},
    )

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.present().filter(organisation=wave.organisation)
        asked = Q(pk__in=wave.tickets.values("person"))
        self.fields["person"].queryset = people.exclude(asked).order_by("name_key", "pk")
