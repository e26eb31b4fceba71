"""The common dictionaries of mentoring. Banks and their statuses are not here: they have their own door."""

from django import forms
from django.contrib import admin

from schools.access.admin_site import Kept

from .enums import Side
from .models import MentoringForm, MentoringKind, Topic


class DictionaryAdmin(Kept):
    list_display = ["name", "organisation", "position", "is_active"]
    list_editable = ["position", "is_active"]
    list_filter = ["is_active", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name"]


@admin.register(Topic)
class TopicAdmin(DictionaryAdmin):
    pass


class FormForm(forms.ModelForm):
    mentor_sides = forms.MultipleChoiceField(
        label="Кто наставник", choices=Side.choices, widget=forms.CheckboxSelectMultiple
    )
    mentee_sides = forms.MultipleChoiceField(
        label="Кто наставляемый", choices=Side.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = MentoringForm
        fields = ["organisation", "name", "code", "contingent", "mentor_sides", "mentee_sides", "position", "is_active"]


@admin.register(MentoringForm)
class MentoringFormAdmin(DictionaryAdmin):
    accusative = "форму наставничества"
    form = FormForm
    list_display = ["name", "contingent", "organisation", "position", "is_active"]


@admin.register(MentoringKind)
class MentoringKindAdmin(DictionaryAdmin):
    list_display = ["name", "is_short", "needs_group", "organisation", "position", "is_active"]
