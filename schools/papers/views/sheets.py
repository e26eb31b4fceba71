"""Papers without a number: applications, extracts, regulations and other sheets that were drafted here."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from schools.access.roles import STAFF
from schools.enums import Role
from schools.forms.filters import ListFilter
from schools.views.generic import ListPage

from ..enums import DocumentStatus
from ..kinds import drafted_kinds, kind_of
from ..models import Document
from ..selectors.documents import NOT_RETURNED, RETURNED
from ..selectors.sheets import sheets_of
from ..services.book import returned_words


class SheetFilter(ListFilter):
    kind = django_filters.ChoiceFilter(label="Вид", empty_label="любой")
    status = django_filters.ChoiceFilter(
        choices=[
            (DocumentStatus.ISSUED, "действуют"),
            (DocumentStatus.CANCELLED, "отменены"),
            (DocumentStatus.ANNULLED, "аннулированы"),
        ],
        label="Состояние",
        empty_label="все",
    )
    returned = django_filters.ChoiceFilter(
        method="by_return",
        choices=[("no", "не возвращены"), ("yes", "получены")],
        label="Подписанный экземпляр",
        empty_label="всё равно",
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in drafted_kinds() if kind.register is None]
        self.form.fields["kind"].choices = [(kind.code, kind.label) for kind in kinds]

    def by_return(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(NOT_RETURNED if value == "no" else RETURNED)


class SheetList(ListPage):
    """The latest first."""

    open_to = STAFF
    model = Document
    template_name = "papers_room/sheet_list.html"
    filterset_class = SheetFilter
    sorts = {"date": ("-date",), "title": ("title",)}
    columns = {
        "Дата": lambda document: document.date,
        "Вид": lambda document: document.kind_label,
        "Заголовок": lambda document: document.title,
        "Чей": lambda document: document.person.full_name if document.person else "",
        "Основание": lambda document: str(document.ground or ""),
        "Состояние": lambda document: document.get_status_display(),
        "Подписанный экземпляр": returned_words,
        "Хранить": lambda document: str(kind_of(document.kind).retention),
    }
    workbook_name = "Листы без номера"
    counted = "лист,листа,листов"

    def base(self) -> QuerySet:
        return sheets_of(self.request.user, self.request.organisation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_write=Role.CURATOR in self.request.roles, **kwargs)
