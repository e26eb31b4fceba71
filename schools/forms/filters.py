"""The filters above a list."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from schools.russian import search_key


class ListFilter(django_filters.FilterSet):
    """Filters of a list, kept in the address. `search_in` is the stored key that `q` looks through, word by word."""

    search_in = "search_text"
    q = django_filters.CharFilter(method="search", label="Поиск")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["q"].widget.input_type = "search"

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in search_key(value).split():
            queryset = queryset.filter(**{f"{self.search_in}__contains": word})
        return queryset
