"""Who heads the organisation and when."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from schools.access.granting import grantable
from schools.access.roles import STAFF
from schools.enums import Role
from schools.forms.organisation import HeadshipForm
from schools.models import Headship, Person
from schools.russian import date_words
from schools.selectors.headship import signer_on
from schools.selectors.people import may_head
from schools.services.organisation import save_headship

from .generic import FormPage, here, say


class HeadshipCreate(FormPage):
    open_to = STAFF
    form_class = HeadshipForm
    template_name = "schools/headship_form.html"
    done_text = ""  # see `_tell_when`
    done_words = "Руководитель записан."

    @cached_property
    def people(self) -> QuerySet[Person]:
        entity = self.request.organisation.legal_entity
        people = Person.objects.visible_to(self.request.user).present().filter(organisation=entity)
        return may_head(people, entity.today())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.people}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            empowers=Role.ACTING_HEAD in grantable(self.request.user, self.request.organisation),
            nobody=not self.people.exists(),
            may_load=Role.CURATOR in self.request.roles,
            **kwargs,
        )

    def save(self, form: HeadshipForm) -> Headship:
        # `form.instance` carries what was typed; the service locks and writes the stored row.
        stored = Headship.objects.get(pk=self.object.pk) if self.object else None
        saved = save_headship(
            self.request.organisation.legal_entity, **form.cleaned_data, by=self.request.user, headship=stored
        )
        self._tell_when(saved)
        return saved

    def _tell_when(self, saved: Headship) -> None:
        """A first day that is still to come may be a slip of the year: till then nobody signs."""
        place = self.request.organisation.legal_entity
        if saved.starts > place.today() and signer_on(place, place.today()) is None:
            day = date_words(saved.starts)
            words = f"{self.done_words} Первый день ещё впереди: {day}{'' if day.endswith('.') else '.'}"
            say(self.request, f"{words} До него подписывать приказы некому: проверьте дату.", level=messages.WARNING)
        else:
            say(self.request, self.done_words)

    def get_success_url(self) -> str:
        return here(self.request, "schools:organisation_settings")


class HeadshipEdit(HeadshipCreate):
    done_words = "Сохранено."

    def get_object(self) -> Headship:
        return get_object_or_404(Headship, pk=self.kwargs["pk"], organisation=self.request.organisation.legal_entity)
