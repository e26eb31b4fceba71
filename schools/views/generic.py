"""Small generic views that the nouns of all rooms inherit, and the few lines every deed needs.

A list: `class MentorList(ListPage): open_to = STAFF; model = Mentor; …`. A card: `CardPage`. A form: `FormPage`.
A deed: a short `@require_POST` function that calls `attempt(request, lambda: service(…), "Готово")` and returns `back`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

import django_filters
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.db.models.expressions import OrderBy
from django.forms import BaseForm, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import DetailView, FormView, ListView

from schools.access.gates import Gate, OrganisationRequest, object_or_404
from schools.access.kept import refill
from schools.journal.selectors import folded, history_of
from schools.numbers import ids_from, number_from

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListPage(Gate, ListView):
    """A table with filters, sorting by headers, 50 rows a page, a bulk form and a workbook to take away."""

    request: OrganisationRequest
    paginate_by = 50
    filterset_class: type[django_filters.FilterSet] | None = None
    # Name in the address → fields to order by. The first is the default.
    sorts: dict[str, tuple[str, ...]] = {}
    # Forms of the noun for «Выбрано: 3 человека».
    counted = "строка,строки,строк"
    # Whether this page has a bulk bar; `shows_bulk` may make it depend on the roles.
    bulk = False
    # Heading → value of a row; empty means that there is no workbook.
    columns: dict[str, Callable[[Any], Any]] = {}
    workbook_name = "Список"
    query: QueryDict | None = None

    def base(self) -> QuerySet:
        """All rows of this list in the organisation, before any filter."""
        return self.model.objects.visible_to(self.request.user).filter(  # type: ignore[union-attr]  # our querysets have it
            organisation=self.request.organisation.legal_entity
        )

    def asked(self) -> QueryDict:
        return self.request.GET if self.query is None else self.query

    def get_queryset(self) -> QuerySet:
        found = self.base()
        self.filter = None
        if self.filterset_class is not None:
            self.filter = self.filterset_class(self.asked(), queryset=found, request=self.request)
            found = self.filter.qs
        return found.order_by(*self.order(), "pk") if self.sorts else found

    def sort(self) -> str:
        asked = self.asked().get("sort", "")
        return asked if asked.removeprefix("-") in self.sorts else next(iter(self.sorts), "")

    def order(self) -> Sequence[str | OrderBy]:
        name = self.sort()
        fields = self.sorts[name.removeprefix("-")]
        if not name.startswith("-"):
            return list(fields)
        return [field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in fields]

    def narrowed(self) -> bool:
        if self.filter is None or not self.filter.is_bound or not self.filter.form.is_valid():
            return False
        return any(value not in (None, "", [], False) for value in self.filter.form.cleaned_data.values())

    def shows_bulk(self) -> bool:
        return self.bulk

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        """A page past the end is the last one: the list may have grown shorter since the address was kept."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = context["paginator"].count
        narrowed = self.narrowed()
        kept = self.request.GET.copy()
        kept.pop("page", None)
        return context | {
            "filter": self.filter,
            "sort": self.sort(),
            "narrowed": narrowed,
            "found": found,
            "total": self.base().count() if narrowed else found,
            "bulk": self.shows_bulk(),
            "counted_forms": self.counted,
            "query": kept.urlencode(),
            "page_numbers": context["paginator"].get_elided_page_range(context["page_obj"].number, on_each_side=2),
            "has_workbook": bool(self.columns),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.columns and request.GET.get("format") == "xlsx":
            return self.workbook(self.get_queryset())
        return super().get(request, *args, **kwargs)

    def workbook(self, rows: Iterable[Any]) -> HttpResponse:
        """Everything found, in the columns of the table."""
        from schools.workbooks.writing import write_table  # openpyxl is slow to import and only downloads need it

        cells = [[value(row) for value in self.columns.values()] for row in rows]
        content = write_table(self.workbook_name, list(self.columns), cells)
        name = f"{self.workbook_name}, {self.request.organisation.short_name}.xlsx"
        return HttpResponse(content, headers={"Content-Type": XLSX, "Content-Disposition": attachment(name)})

    @classmethod
    def picked(cls, request: OrganisationRequest) -> QuerySet:
        """The rows a bulk form names: the ticked ones, or everything its filters found («все найденные»)."""
        view = cls()
        view.request = request
        view.kwargs = {}
        if request.POST.get("all") == "1":
            view.query = QueryDict(request.POST.get("query", ""))
            return view.get_queryset()
        view.query = QueryDict()
        return view.get_queryset().filter(pk__in=ids_in(request.POST))


class CardPage(Gate, DetailView):
    """One noun with its history. Another organisation's is 404."""

    request: OrganisationRequest
    # How many deeds of the journal stand at the end; 0 shows none.
    history_rows = 20

    def get_object(self, queryset: QuerySet | None = None) -> Model:
        return object_or_404(self.get_queryset(), self.request, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history: list = []
        if self.history_rows:
            # Read with room to spare: many edits in a row become one line.
            history = folded(history_of(self.request.user, self.object)[: 5 * self.history_rows])[: self.history_rows]
        return super().get_context_data(history=history, **kwargs)


class FormPage(Gate, FormView):
    """Create or edit one noun: `save(form)` calls the service; its refusals become the form's errors."""

    request: OrganisationRequest
    model: type[Model] | None = None
    object: Any = None
    done_text = "Сохранено."
    template_name = "components/form_page.html"

    def get_object(self) -> Any:
        """What is edited; None when something new is made."""
        if self.model is None or "pk" not in self.kwargs:
            return None
        return object_or_404(self.model.objects.all(), self.request, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if (kept := refill(self.request)) is not None:
            kwargs["data"] = kept
        if isinstance(self.form_class, type) and issubclass(self.form_class, ModelForm):
            kwargs["instance"] = self.object
        return kwargs

    def save(self, form: Any) -> Any:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.object = self.save(form) or self.object
        except ValidationError as error:
            show_errors(form, error)
            return self.form_invalid(form)
        if self.done_text:
            messages.success(self.request, self.done_text)
        return HttpResponseRedirect(self.get_success_url())


def show_errors(form: BaseForm, error: ValidationError) -> None:
    """Put a service's refusal into the form; what concerns no field of the form goes to the top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


def attempt[T](
    request: HttpRequest,
    deed: Callable[[], T],
    done: str | Callable[[T], str] = "",
    *,
    undo: str = "",
    step: tuple[str, str] | None = None,
) -> T | None:
    """Call a service; say in Russian what came of it. None when it refused. `undo` and `step` are those of `say`."""
    try:
        result = deed()
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return None
    words = done(result) if callable(done) else done
    if words:
        say(request, words, undo=undo, step=step)
    return result


def say(
    request: HttpRequest,
    words: str,
    *,
    undo: str = "",
    step: tuple[str, str] | None = None,
    level: int = messages.SUCCESS,
) -> None:
    """A message at the top of the next page. `undo` is where «Отменить» beside it posts to, when the rules allow;
    `step` is the next step: words of a link and its address."""
    tags = [f"undo={undo}"] if undo else []
    if step is not None:
        # Tags are parted by spaces: both halves are quoted.
        tags.append(f"step={quote(step[0])}|{step[1]}")
    messages.add_message(request, level, words, extra_tags=" ".join(tags))


def back(request: HttpRequest, default: str, **kwargs: Any) -> HttpResponseRedirect:
    """Where the form asked to return (`next`), if that is an address of ours; else the named page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wanted)
    return HttpResponseRedirect(here(request, default, **kwargs))


def here(request: HttpRequest, name: str, **kwargs: Any) -> str:
    """The address of a page of the current organisation."""
    return reverse(name, kwargs={"organisation": request.organisation.slug, **kwargs})


def nonce_of(request: HttpRequest) -> UUID | None:
    """The form's own mark, by which the same form sent twice makes one thing; a spoilt one is as good as none."""
    try:
        return UUID(request.POST.get("nonce", ""))
    except ValueError:
        return None


def number_in(asked: QueryDict, name: str) -> int:
    """A number of an address or a form; what is not one is 0, which no row has."""
    return number_from(asked.get(name, ""))


def ids_in(asked: QueryDict, name: str = "ids") -> list[int]:
    """Numbers of the rows that a form or an address names, in its order; what is not a number is nobody's."""
    return ids_from(asked.getlist(name))


def attachment(name: str) -> str:
    """The header of a download with a Russian file name."""
    clean = "".join(char for char in name if char not in '\\/:*?"<>|\r\n')
    return f"attachment; filename*=UTF-8''{quote(clean)}"
