"""Who heads the organisation and when."""

from typing import Any

from django.shortcuts import get_object_or_404

from schools.access.granting import grantable
from schools.access.roles import STAFF
from schools.enums import Role
from schools.forms.organisation import HeadshipForm
from schools.models import Headship, Person
from schools.selectors.people import may_head
from schools.services.organisation import save_headship

from .generic import FormPage, here


class HeadshipCreate(FormPage):
    open_to = STAFF
    form_class = HeadshipForm
    template_name = "schools/headship_form.html"
    done_text = "Руководитель записан."

    def get_form_kwargs(self) -> dict[str, Any]:
        entity = self.request.organisation.legal_entity
        people = Person.objects.visible_to(self.request.user).present().filter(organisation=entity)
        return super().get_form_kwargs() | {"people": may_head(people, entity.today())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        empowers = Role.ACTING_HEAD in grantable(self.request.user, self.request.organisation)
        return super().get_context_data(empowers=empowers, **kwargs)

    def save(self, form: HeadshipForm) -> Headship:
        # `form.instance` carries what was typed; the service locks and writes the stored row.
        stored = Headship.objects.get(pk=self.object.pk) if self.object else None
        return save_headship(
            self.request.organisation.legal_entity, **form.cleaned_data, by=self.request.user, headship=stored
        )

    def get_success_url(self) -> str:
        return here(self.request, "schools:organisation_settings")


class HeadshipEdit(HeadshipCreate):
    done_text = "Сохранено."

    def get_object(self) -> Headship:
        return get_object_or_404(Headship, pk=self.kwargs["pk"], organisation=self.request.organisation.legal_entity)
