"""Destruction of a person's data: the page of consequences, the act, the list of acts."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.destruction import apart
from schools.forms.destruction import DestructionForm
from schools.models import Destruction, Person, StaffImport
from schools.selectors.destruction import journal_table
from schools.services.destroying import (
    categories_of,
    destroy_person,
    lists_in_preview,
    reasons_not_to_destroy,
    words_on_list,
)

from .generic import XLSX, CardPage, FormPage, ListPage, attachment, here


class PersonDestroy(FormPage):
    """What will vanish, what stays, why it may not be done now; the deed itself."""

    open_to = STAFF
    model = Person
    form_class = DestructionForm
    template_name = "schools/person_destroy.html"
    done_text = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.destroyed_at is not None:
            return HttpResponseRedirect(here(request, "schools:person_detail", pk=self.object.pk))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Asked again by the deed itself, under lock.
        reasons = reasons_not_to_destroy(self.object, self.request.user)
        # Where it is settled, for those who may open it: a list is loaded by the curator.
        lists = lists_in_preview(self.object) & StaffImport.objects.visible_to(self.request.user)
        doors = {words_on_list(one): here(self.request, "schools:import_preview", pk=one.pk) for one in lists}
        obstacles = [(reason, doors.get(reason, "")) for reason in reasons]
        data, papers = apart(categories_of(self.object))
        return super().get_context_data(
            person=self.object,
            obstacles=obstacles,
            categories=data,
            papers=papers,
            cancel_url=here(self.request, "schools:person_detail", pk=self.object.pk),
            **kwargs,
        )

    def save(self, form: DestructionForm) -> Destruction:
        asked = form.cleaned_data
        return destroy_person(self.object, reason=asked["reason"], ground_on=asked["ground_on"], by=self.request.user)

    def form_invalid(self, form: Any) -> HttpResponse:
        self.object = Person.objects.get(pk=self.kwargs["pk"])
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        return here(self.request, "schools:destruction_detail", pk=self.object.pk)


class DestructionAct(CardPage):
    """The act as a sheet to be printed and signed."""

    open_to = STAFF
    model = Destruction
    template_name = "schools/destruction_detail.html"
    history_rows = 0

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        data, papers = apart(self.object.categories)
        return super().get_context_data(categories=data, papers=papers, **kwargs)


@require_safe
@open_to(*STAFF)  # type: ignore[arg-type]  # the gate gives the view its own request
def destruction_journal(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What is put beside the act: rows of the journal about the person, without what was noted in them."""
    act = object_or_404(Destruction.objects.select_related("person", "organisation"), request, pk=pk)
    headers = {"Content-Type": XLSX, "Content-Disposition": attachment(f"{act}, выгрузка из журнала.xlsx")}
    return HttpResponse(journal_table(act), headers=headers)


class DestructionList(ListPage):
    open_to = STAFF
    model = Destruction
    template_name = "schools/destruction_list.html"
    counted = "акт,акта,актов"
    sorts = {"date": ("-date", "-number")}
    columns = {
        "№": lambda act: act.number,
        "Дата": lambda act: act.date,
        "Карточка": lambda act: act.person_id,
        "Причина": lambda act: act.get_reason_display(),
        "Причина наступила": lambda act: act.ground_on,
        "Кто уничтожил": lambda act: act.done_by_name,
        "Категории данных": lambda act: "; ".join(act.categories),
    }
    workbook_name = "Акты об уничтожении данных"

    def base(self) -> QuerySet:
        return super().base().select_related("done_by")
