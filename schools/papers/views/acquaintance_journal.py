"""The journal of acquaintance: who was told of which paper, when and how."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.forms.filters import ListFilter
from schools.views.generic import ListPage, number_in

from ..enums import AcquaintanceWay, DocumentStatus
from ..models import Acquaintance
from ..selectors.acquaintance import WAITING, acquaintance_years, acquaintances_of
from .printing import print_journal


class AcquaintanceFilter(ListFilter):
    search_in = "person__search_text"
    calendar = django_filters.ChoiceFilter(field_name="document__year", label="Год документа", empty_label="все")
    state = django_filters.ChoiceFilter(
        method="by_state",
        choices=[("waiting", "не ознакомлены"), ("done", "ознакомлены")],
        label="Состояние",
        empty_label="все",
    )
    way = django_filters.ChoiceFilter(choices=AcquaintanceWay.choices, label="Как", empty_label="всё равно")

    class Meta:
        model = Acquaintance
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = acquaintance_years(self.request.user, self.request.organisation)
        self.form.fields["calendar"].choices = [(year, str(year)) for year in years]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(WAITING) if value == "waiting" else queryset.filter(acquainted_on__isnull=False)


def _acquainted(row: Acquaintance) -> str:
    return "ознакомлена" if row.person.gender == "ж" else "ознакомлен"


def state_of(row: Acquaintance) -> str:
    """«ознакомлен 05.09.2026, на листе»; «не ознакомлен»; nothing where nobody is asked any more."""
    if row.acquainted_on:
        return f"{_acquainted(row)} {row.acquainted_on:%d.%m.%Y}, {row.get_way_display()}"
    is_awaited = row.document.status == DocumentStatus.ISSUED and row.person.archived_on is None
    return f"не {_acquainted(row)}" if is_awaited else "—"


class AcquaintanceList(ListPage):
    open_to = STAFF
    model = Acquaintance
    template_name = "papers_room/acquaintance_list.html"
    filterset_class = AcquaintanceFilter
    sorts = {
        "document": ("document__date", "document__number_sort", "person__name_key"),
        "name": ("person__name_key", "document__date"),
        "day": ("acquainted_on", "person__name_key"),
    }
    columns = {
        "Документ": lambda row: str(row.document),
        "О чём": lambda row: row.document.title,
        "Кто": lambda row: row.person.full_name,
        "Дата": lambda row: row.acquainted_on,
        "Как": lambda row: row.get_way_display(),
        "Состояние": state_of,
    }
    workbook_name = "Журнал ознакомления"
    counted = "запись,записи,записей"

    def base(self) -> QuerySet:
        rows = acquaintances_of(self.request.user, self.request.organisation)
        if asked := number_in(self.asked(), "document"):
            rows = rows.filter(document=asked)
        return rows.select_related("document", "person")

    def sort(self) -> str:
        """The latest papers first, until asked otherwise."""
        return super().sort() if self.asked().get("sort") else "-document"

    def order(self) -> Sequence[str | OrderBy]:
        """People of a paper by name, whichever paper stands first."""
        if self.sort() == "-document":
            return ["-document__date", "-document__number_sort", "person__name_key"]
        return super().order()

    def caption(self) -> str:
        asked = self.filter.form.cleaned_data if self.filter and self.filter.form.is_valid() else {}
        words = [f"{asked['calendar']} год"] if asked.get("calendar") else []
        words += ["не ознакомлены"] if asked.get("state") == "waiting" else []
        return ", ".join(words) or "все документы"


@require_POST
@open_to(*STAFF)
def acquaintance_list_pdf(request: OrganisationRequest) -> HttpResponse:
    return print_journal(request, AcquaintanceList(), "acquaintance_journal", "Журнал ознакомления")
