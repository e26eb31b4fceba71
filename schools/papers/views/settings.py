"""The register's numbers and the look of papers: the organisation's settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.views.generic import FormPage, attempt, here

from ..enums import RegisterKind
from ..forms.settings import EmblemForm, PaperSettingsForm, RegisterForm
from ..models import PaperSettings, Register
from ..services.emblem import remove_emblem, set_emblem
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
        asked = self.request.GET.get("kind", "")
        return register_of(self.request.organisation, asked if asked in RegisterKind.values else RegisterKind.MAIN)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = Register.objects.get(pk=self.object.pk)
        following = propose_number(stored, self.request.organisation.legal_entity.today())
        return super().get_context_data(
            register=stored, following=following, kinds=[(one.value, one.label) for one in RegisterKind], **kwargs
        )

    def save(self, form: RegisterForm) -> Register:
        return save_register(self.object, form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        kind = self.object.kind
        return here(self.request, "papers:register_edit") + ("" if kind == RegisterKind.MAIN else f"?kind={kind}")


class PaperSettingsEdit(FormPage):
    """Margins, typeface, the side of the letterhead, the QR mark; the emblem has a form of its own."""

    request: OrganisationRequest
    open_to = STAFF
    form_class = PaperSettingsForm
    template_name = "papers_room/settings_form.html"
    done_text = "Вид бумаг сохранён."

    def get_object(self) -> PaperSettings:
        place = self.request.organisation.legal_entity
        return PaperSettings.objects.filter(organisation=place).first() or PaperSettings(organisation=place)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.request.organisation.legal_entity
        stored = PaperSettings.objects.select_related("emblem").filter(organisation=place).first()
        emblem = stored.emblem if stored is not None else None
        return super().get_context_data(emblem=emblem, **({"emblem_form": EmblemForm(prefix="file")} | kwargs))

    def save(self, form: PaperSettingsForm) -> PaperSettings:
        return save_paper_settings(self.request.organisation, form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "papers:paper_settings")


@require_POST
@open_to(*STAFF)
def emblem_set(request: OrganisationRequest) -> HttpResponse:
    form = EmblemForm(request.POST, request.FILES, prefix="file")
    if form.is_valid():
        upload = form.cleaned_data["emblem"]
        attempt(request, lambda: set_emblem(request.organisation, upload, request.user), "Эмблема сохранена.")
    else:
        messages.error(request, str(form.errors["emblem"][0]))
    return redirect(here(request, "papers:paper_settings"))


@require_POST
@open_to(*STAFF)
def emblem_remove(request: OrganisationRequest) -> HttpResponse:
    remove_emblem(request.organisation, request.user)
    messages.success(request, "Бланк печатается без эмблемы.")
    return redirect(here(request, "papers:paper_settings"))
