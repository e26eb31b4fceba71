"""The register's numbers and the look of papers: the organisation's settings."""

from typing import Any

from schools.access.gates import OrganisationRequest
from schools.access.roles import STAFF
from schools.views.generic import FormPage, here

from ..forms.settings import PaperSettingsForm, RegisterForm
from ..models import PaperSettings, Register
from ..services.numbering import propose_number, register_of
from ..services.settings import save_paper_settings, save_register


class RegisterEdit(FormPage):
    """Who gives numbers to orders and what they look like. A change does not touch numbers already taken."""

    request: OrganisationRequest
    open_to = STAFF
    form_class = RegisterForm
    template_name = "papers_room/register_form.html"
    done_text = "Нумерация сохранена."

    def get_object(self) -> Register:
        return register_of(self.request.organisation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = Register.objects.get(pk=self.object.pk)
        following = propose_number(stored, self.request.organisation.legal_entity.today())
        return super().get_context_data(following=following, **kwargs)

    def save(self, form: RegisterForm) -> Register:
        return save_register(self.object, form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "papers:register_edit")


class PaperSettingsEdit(FormPage):
    """Margins, typeface, the side of the letterhead."""

    request: OrganisationRequest
    open_to = STAFF
    form_class = PaperSettingsForm
    template_name = "papers_room/settings_form.html"
    done_text = "Вид бумаг сохранён."

    def get_object(self) -> PaperSettings:
        place = self.request.organisation.legal_entity
        return PaperSettings.objects.filter(organisation=place).first() or PaperSettings(organisation=place)

    def save(self, form: PaperSettingsForm) -> PaperSettings:
        return save_paper_settings(self.request.organisation, form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "papers:paper_settings")
