"""The organisation's own pages: facts, letterhead, the name in the cases."""

from typing import Any

from django.views.generic import TemplateView

from schools.access.gates import Gate, OrganisationRequest
from schools.access.roles import HEADS, STAFF
from schools.forms.organisation import CasesForm, LetterheadForm
from schools.models import Organisation
from schools.selectors.headship import coming_head, signer_on
from schools.selectors.organisation import headships_of, letterhead_lacks, name_table
from schools.services.organisation import save_letterhead, save_name_cases

from .generic import FormPage, here


class Settings(Gate, TemplateView):
    request: OrganisationRequest
    open_to = STAFF
    template_name = "schools/organisation_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.request.organisation.legal_entity
        return super().get_context_data(
            place=place,
            zone=dict(LetterheadForm.base_fields["timezone"].choices).get(place.timezone, place.timezone),
            cases=name_table(place),
            heads=headships_of(place),
            signer=signer_on(place, place.today()),
            coming=coming_head(place, place.today()),
            lacks=letterhead_lacks(place),
            today=place.today(),
            may_require=bool(self.request.roles & HEADS),
            **kwargs,
        )


class LetterheadEdit(FormPage):
    open_to = STAFF
    form_class = LetterheadForm
    template_name = "schools/letterhead_form.html"
    done_text = "Сведения сохранены."

    def get_object(self) -> Organisation:
        # A fresh copy: the form writes what was typed into it, and the page's header must keep the stored name.
        return Organisation.objects.get(pk=self.request.organisation.legal_entity.pk)

    def save(self, form: LetterheadForm) -> Organisation:
        return save_letterhead(self.object, form.cleaned_data, by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "schools:organisation_settings")


class CasesEdit(FormPage):
    open_to = STAFF
    form_class = CasesForm
    template_name = "schools/organisation_cases.html"
    done_text = "Падежи сохранены."

    def get_object(self) -> Organisation:
        return self.request.organisation.legal_entity

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organisation": self.object}

    def save(self, form: CasesForm) -> Organisation:
        return save_name_cases(self.object, form.overrides(), by=self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "schools:organisation_settings")
