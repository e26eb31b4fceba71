"""The register of an organisation's documents: the list, the workbook, the printed book."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.forms.filters import ListFilter
from schools.russian import capitalised
from schools.views.generic import ListPage

from ..enums import DocumentStatus, RegisterKind
from ..forms.marks import ReturnedForm
from ..kinds import kind_of, registered_kinds
from ..models import Document
from ..selectors.documents import NOT_RETURNED, RETURNED, drafts_of, register_rows, register_years, with_links
from ..services.book import note_of, returned_words
from ..services.numbering import number_key
from .printing import print_journal

# Ticks of a mark that was refused, in the session till the list is shown again; no page holds more of them.
TICKS, TICKS_KEPT = "papers_ticked", 500
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
            (DocumentStatus.CANCELLED, "отменены"),
            (DocumentStatus.ANNULLED, "аннулированы"),
            (DocumentStatus.DRAFT, "черновики"),
        ],
        label="Состояние",
        empty_label="все с номером",
    )
    returned = django_filters.ChoiceFilter(
        method="by_return",
        choices=[("no", "не возвращены"), ("yes", "получены"), ("no-scan", "без скана")],
        label="Подписанный экземпляр",
        empty_label="всё равно",
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

    def by_return(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "no-scan":
            return queryset.filter(scan__isnull=True)
        return queryset.filter(NOT_RETURNED) if value == "no" else queryset.filter(RETURNED)


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
        "Подписанный экземпляр": returned_words,
        "Скан": lambda document: "есть" if document.scan_id else "нет",
        "Хранить": lambda document: str(kind_of(document.kind).retention),
    }
    counted = "документ,документа,документов"

    def shows_drafts(self) -> bool:
        return self.asked().get("status") == DocumentStatus.DRAFT

    def shows_bulk(self) -> bool:
        return not self.shows_drafts()

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

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        """Keys are sorted first and only the page's own rows are read whole: texts of papers are long."""
        keys = queryset.select_related(None).prefetch_related(None).values_list("pk", flat=True)
        paginator, page, ids, more = super().paginate_queryset(keys, page_size)
        rows = {row.pk: row for row in self.base().filter(pk__in=list(ids))}
        page.object_list = [rows[pk] for pk in ids if pk in rows]
        return paginator, page, page.object_list, more

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        drafts = drafts_of(self.request.user, self.request.organisation)
        above = [] if context["narrowed"] else list(drafts[: DRAFTS_ABOVE + 1])
        return context | {
            "drafts": above[:DRAFTS_ABOVE],
            "may_write": Role.CURATOR in self.request.roles,
            **kept_ticks(self.request),
            "more_drafts": len(above) > DRAFTS_ABOVE,
            "drafts_in_all": 0 if self.shows_drafts() else drafts.order_by().count(),
            "shows_drafts": self.shows_drafts(),
        }

    @property
    def workbook_name(self) -> str:  # type: ignore[override]  # by what is asked for
        """«Приказы по личному составу, 2026 год»: files of several registers lie in one folder of downloads."""
        asked = self.filter.form.cleaned_data if self.filter and self.filter.form.is_valid() else {}
        kind, year = asked.get("register"), asked.get("calendar")
        name = capitalised(RegisterKind(kind).label) if kind else "Журнал регистрации"
        return f"{name}, {year} год" if year else name

    def caption(self) -> str:
        """Which papers the list holds, for the printed book."""
        asked = self.filter.form.cleaned_data if self.filter and self.filter.form.is_valid() else {}
        kind = asked.get("register")
        parts = [RegisterKind(kind).label if kind else "все документы"]
        parts += [f"{asked['calendar']} год"] if asked.get("calendar") else []
        return ", ".join(parts)


def keep_ticks(request: OrganisationRequest, keys: Iterable[int]) -> None:
    """What was refused is not ticked anew by hand: the list shows it once more, with the day as it was typed."""
    request.session[TICKS] = {"keys": list(keys)[:TICKS_KEPT], "day": request.POST.get("returned_on", "")[:20]}


def kept_ticks(request: OrganisationRequest) -> dict[str, Any]:
    """Once: the ticks and the day of a mark that was refused; else nothing is ticked and the day is today."""
    kept = request.session.pop(TICKS, None)
    day = kept["day"] if kept else request.organisation.today()
    return {
        "ticked": frozenset(kept["keys"]) if kept else (),
        "returned_form": ReturnedForm(initial={"returned_on": day}),
    }


@require_POST
@open_to(*STAFF)
def document_list_pdf(request: OrganisationRequest) -> HttpResponse:
    """The found rows as a printed book."""
    page = DocumentList()
    page.query = request.GET.copy()
    if page.shows_drafts():
        page.query.pop("status")  # drafts have no number and stand in no register
    return print_journal(request, page, "register_book", "Журнал регистрации")
