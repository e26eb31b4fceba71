"""Legal acts to cite. Documents are not here: what is issued is frozen, and statuses have one door."""

from django import forms
from django.contrib import admin

from schools.access.admin_site import RussianSearch

from .enums import ActPurpose
from .models import LegalAct


class ActForm(forms.ModelForm):
    purposes = forms.MultipleChoiceField(
        label="Для каких бумаг", choices=ActPurpose.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = LegalAct
        fields = ["organisation", "title", "citation", "purposes", "adopted_on", "valid_to", "position", "is_default"]


@admin.register(LegalAct)
class LegalActAdmin(RussianSearch):
    form = ActForm
    list_display = ["title", "organisation", "adopted_on", "valid_to", "position", "is_default"]
    list_editable = ["position"]
    list_filter = ["is_default", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["title", "citation"]
