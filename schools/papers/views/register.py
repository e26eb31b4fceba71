"""The register of an organisation's documents: the list, the workbook, the printed book."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from schools.access.gates import open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.views.generic import ListFilter, ListPage, attachment, here

from ..enums import DocumentStatus, RegisterKind
from ..kinds import registered_kinds
from ..models import Document
from ..selectors.documents import drafts_of, register_rows, register_years, with_links
from ..services.book import book_pdf, note_of
from ..services.files import PDF
from ..services.jobs import start_job
from ..services.numbering import number_key

# A longer book takes more than two seconds and is printed by the worker.
PRINTED_AT_ONCE = 100
# So many drafts stand above the register; all of them are a filter away.
DRAFTS_ABOVE = 5


class RegisterFilter(ListFilter):
    register = django_filters.ChoiceFilter(
        field_name="register__kind", choices=RegisterKind.choices, label="Журнал", empty_label="все"
    )
    kind = django_filters.ChoiceFilter(label="Вид", empty_label="любой")
    calendar = django_filters.ChoiceFilter(field_name="year", label="Год", empty_label="все")
    status = django_filters.ChoiceFilter(
        choices=[
            (DocumentStatus.ISSUED, "действуют"),
            (DocumentStatus.ANNULLED, "аннулированы"),
            (DocumentStatus.DRAFT, "черновики"),
        ],
        label="Состояние",
        empty_label="все с номером",
    )
    unsigned = django_filters.BooleanFilter(
        method="without_scan", label="Без скана", widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = registered_kinds()
        self.form.fields["kind"].choices = [(kind.code, kind.label) for kind in kinds]
        years = register_years(self.request.user, self.request.organisation)
        self.form.fields["calendar"].choices = [(year, str(year)) for year in years]
        if len(kinds) == 1:
            del self.form.fields["kind"]

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By words of the title, or by the number in any writing of it."""
        found = super().search(queryset, name, value)
        key = number_key(value)
        return found | queryset.filter(number_key__contains=key) if key else found

    def without_scan(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.filter(scan__isnull=True) if value else queryset


class DocumentList(ListPage):
    """Papers that took a number; drafts stand above them, or alone when asked for."""

    open_to = STAFF
    model = Document
    template_name = "papers_room/document_list.html"
    filterset_class = RegisterFilter
    sorts = {
        "date": ("date", "number_sort"),
        "number": ("year", "register__kind", "number_sort"),
        "title": ("title",),
    }
    columns = {
        "Журнал": lambda document: str(document.register or ""),
        "Номер": lambda document: document.number,
        "Дата": lambda document: document.date,
        "Вид": lambda document: document.kind_label,
        "Заголовок": lambda document: document.title,
        "Подписал": lambda document: document.signer,
        "Состояние": lambda document: document.get_status_display(),
        "Отметки": note_of,
        "Скан": lambda document: "есть" if document.scan_id else "нет",
    }
    workbook_name = "Журнал регистрации"

    def shows_drafts(self) -> bool:
        return self.asked().get("status") == DocumentStatus.DRAFT

    def base(self) -> QuerySet:
        user, organisation = self.request.user, self.request.organisation
        if self.shows_drafts():
            return with_links(drafts_of(user, organisation))
        return register_rows(user, organisation)

    def sort(self) -> str:
        """The latest first, until asked otherwise."""
        return super().sort() if self.asked().get("sort") else "-date"

    def order(self) -> Sequence[str | OrderBy]:
        return ["-edited_at"] if self.shows_drafts() else super().order()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        drafts = drafts_of(self.request.user, self.request.organisation)
        above = [] if context["narrowed"] else list(drafts[: DRAFTS_ABOVE + 1])
        return context | {
            "drafts": above[:DRAFTS_ABOVE],
            "may_write": Role.CURATOR in self.request.roles,
            "more_drafts": len(above) > DRAFTS_ABOVE,
            "shows_drafts": self.shows_drafts(),
        }

    def caption(self) -> str:
        """Which papers the list holds, for the printed book."""
        asked = self.filter.form.cleaned_data if self.filter and self.filter.form.is_valid() else {}
        kind = asked.get("register")
        parts = [RegisterKind(kind).label if kind else "все приказы"]
        parts += [f"{asked['calendar']} год"] if asked.get("calendar") else []
        return ", ".join(parts)


@require_POST
@open_to(*STAFF)
def document_list_pdf(request: HttpRequest) -> HttpResponse:
    """The found rows as a printed book: at once when short, by the worker when long."""
    page = DocumentList()
    page.request = request  # type: ignore[assignment]  # the page reads of a request what a gate gives
    page.kwargs = {}
    page.query = request.GET.copy()
    if page.shows_drafts():
        page.query.pop("status")  # drafts have no number and stand in no register
    documents = page.get_queryset()
    caption, day = page.caption(), request.organisation.today()  # type: ignore[attr-defined]  # set by the gate
    if documents.count() > PRINTED_AT_ONCE:
        job = start_job(
            request.organisation,  # type: ignore[attr-defined]  # set by the gate
            request.user,  # type: ignore[arg-type]  # signed in: the gate saw to it
            "register_book",
            f"Журнал регистрации: {caption}",
            {"ids": list(documents.values_list("pk", flat=True)), "caption": caption, "day": day.isoformat()},
        )
        return redirect(here(request, "papers:job", pk=job.pk))
    content = book_pdf(request.organisation, documents, caption, day)  # type: ignore[attr-defined]  # set by the gate
    return HttpResponse(
        content, headers={"Content-Type": PDF, "Content-Disposition": attachment(f"Журнал регистрации, {caption}.pdf")}
    )
