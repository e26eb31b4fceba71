from django import forms
from django.contrib import admin

from schools.access.admin_site import Kept
from schools.enums import OrganisationLevel
from schools.forms.organisation import ZONES
from schools.models import Organisation

BLANK = ["founder_lines", "address", "phone", "email", "site", "place", "inn", "ogrn"]


class OrganisationForm(forms.ModelForm):
    timezone = forms.ChoiceField(label="Часовой пояс", choices=ZONES, initial="Europe/Moscow")

    class Meta:
        model = Organisation
        fields = ["short_name", "full_name", "slug", "kind", "level", "parent", "timezone", *BLANK]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        zone = self.instance.timezone
        if zone not in dict(ZONES):
            self.fields["timezone"].choices = [*ZONES, (zone, zone)]

    def clean_level(self) -> str:
        """Roles, people and papers belong to legal entities: one that has them does not become a branch."""
        level = self.cleaned_data["level"]
        if level != OrganisationLevel.LEGAL_ENTITY and self.instance.pk and self.instance.memberships.exists():
            raise forms.ValidationError(
                "В этой организации выданы роли, поэтому она остаётся юридическим лицом. Сначала снимите роли."
            )
        return level

    def clean_parent(self) -> Organisation | None:
        """Nobody stands above oneself, directly or through others."""
        parent = node = self.cleaned_data["parent"]
        while node is not None:
            if node.pk == self.instance.pk:
                raise forms.ValidationError("Организация не может входить сама в себя.")
            node = node.parent
        return parent


@admin.register(Organisation)
class OrganisationAdmin(Kept):
    accusative = "организацию"
    form = OrganisationForm
    list_display = ["short_name", "kind", "level", "parent", "slug", "timezone"]
    list_filter = ["kind", "level"]
    list_select_related = ["parent"]
    search_fields = ["short_name", "full_name", "slug", "inn"]
    prepopulated_fields = {"slug": ["short_name"]}
    fieldsets = (
        (None, {"fields": ["short_name", "full_name", "slug", "kind", "level", "parent", "timezone"]}),
        ("Бланк", {"fields": tuple(BLANK)}),
    )

    def get_prepopulated_fields(self, request, obj=None):
        # The address of an organisation that people already use is changed on purpose only.
        return {} if obj else self.prepopulated_fields
