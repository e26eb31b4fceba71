from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import DateInput
from django.http import HttpRequest

from schools.access.roles import STAFF
from schools.models import Membership, User
from schools.views.generic import ListPage

from .models import Entry
from .reading import changes_of


def people_of(request: HttpRequest) -> QuerySet[User]:
    """Those who hold or held a role in the organisation: only they do deeds in it."""
    place = request.organisation.legal_entity  # type: ignore[attr-defined]  # set by the gate
    return User.objects.filter(pk__in=Membership.objects.filter(organisation=place).values("user")).order_by(
        "full_name"
    )


class JournalFilter(django_filters.FilterSet):
    user = django_filters.ModelChoiceFilter(queryset=people_of, label="Кто", empty_label="все")
    deed = django_filters.ChoiceFilter(label="Действие", empty_label="любое")
    since = django_filters.DateFilter(
        "at", "date__gte", label="С", widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        "at", "date__lte", label="По", widget=DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    class Meta:
        model = Entry
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deeds = self.queryset.order_by("deed").values_list("deed", flat=True).distinct()
        self.filters["deed"].extra["choices"] = [(deed, deed) for deed in deeds]
        self.form.fields["user"].label_from_instance = lambda user: user.get_full_name()


class Journal(ListPage):
    """Who did what, newest first; read by curator and head."""

    open_to = STAFF
    model = Entry
    template_name = "journal/entry_list.html"
    filterset_class = JournalFilter
    sorts = {"at": ("-at", "-pk")}
    columns = {
        "Когда": lambda entry: entry.at,
        "Кто": lambda entry: entry.user.get_full_name() if entry.user else "",
        "В качестве": lambda entry: entry.on_behalf,
        "Действие": lambda entry: entry.deed,
        "Предмет": lambda entry: entry.subject_name,
        "Что изменилось": lambda entry: "; ".join(
            f"{change.name}: {change.before} → {change.after}" for change in changes_of(entry)
        ),
        "Причина": lambda entry: entry.reason,
    }
    workbook_name = "Журнал действий"

    def base(self) -> QuerySet:
        return super().base().select_related("user")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = [(entry, changes_of(entry)) for entry in context["page_obj"]]
        return context
