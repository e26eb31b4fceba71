"""Django admin for the administrator of the installation: reference data, organisations, accounts."""

from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from schools.russian import search_key

# Only what our rooms register: packages' own tables (tasks, groups, e-mail addresses) are no reference data.
OURS = ("schools", "mentoring", "roadmaps")


class InstallationSite(AdminSite):
    site_header = "Управление установкой"
    site_title = "Наставничество"
    index_title = "Справочники, организации, учётные записи"
    empty_value_display = "—"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        own = [model for model in models if self.is_ours(model)]
        if own:
            super().register(own, admin_class, **options)

    @staticmethod
    def is_ours(model: type[Model]) -> bool:
        return apps.get_app_config(model._meta.app_label).name.split(".")[0] in OURS

    def has_permission(self, request: HttpRequest) -> bool:
        """One administrator, no shades: rights inside organisations are the product's own roles."""
        return bool(request.user.is_active and request.user.is_superuser)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The same throttled sign-in as everywhere."""
        if request.user.is_authenticated:
            if self.has_permission(request):
                return HttpResponse(status=302, headers={"Location": reverse("admin:index")})
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))


class RussianTitles(ModelAdmin):
    """Pages titled in the right case; the framework puts the nominative everywhere («Добавить организация»)."""

    # «организацию»: where the accusative differs from the model's name.
    accusative = ""

    @property
    def what(self) -> str:
        return self.accusative or str(self.opts.verbose_name)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id) if object_id is not None else None
        verb = (
            "Добавить" if object_id is None else "Изменить" if self.has_change_permission(request, obj) else "Показать"
        )
        context = {"title": f"{verb} {self.what}", **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)


class RussianSearch(RussianTitles):
    """Search that forgives capitals and ё on SQLite too, where the database knows no capitals of Cyrillic.

    Reads the searched columns of the whole table: fit for reference data, thousands of rows.
    """

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Titled by what is listed: the framework's own «Выберите … для изменения» cannot decline it."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        words = search_key(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request)).distinct()
        found = [
            row[0]
            for row in rows
            if all(word in search_key(" ".join(str(cell or "") for cell in row[1:])) for word in words)
        ]
        return queryset.filter(pk__in=found), False


class ReadOnly(RussianTitles):
    """To look at, never to touch."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Kept(RussianSearch):
    """May be changed and switched off, never deleted: papers and people refer to it."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
