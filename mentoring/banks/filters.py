"""The filters of the banks' tables. They only read the address: what each means is written in `selectors.lists`."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from schools.access.gates import OrganisationRequest
from schools.forms.filters import ListFilter

from .enums import BankStatus, Priority, RequestSource
from .models import Mentee, Mentor, MentoringForm, MentoringKind, Topic
from .selectors.dictionary import forms_for, kinds_for, topics_for
from .selectors.lists import BankFilters, narrow_mentees, narrow_mentors, subjects_taught

YES = forms.CheckboxInput


def _topics(request: HttpRequest) -> QuerySet[Topic]:
    return topics_for(request.organisation.legal_entity)


def _forms(request: HttpRequest) -> QuerySet[MentoringForm]:
    return forms_for(request.organisation.legal_entity)


def _kinds(request: HttpRequest) -> QuerySet[MentoringKind]:
    return kinds_for(request.organisation.legal_entity)


class BankFilter(ListFilter):
    """What both banks are narrowed by."""

    request: OrganisationRequest
    status = django_filters.ChoiceFilter(choices=BankStatus.choices, label="Состояние", empty_label="в банке")
    topic = django_filters.ModelChoiceFilter(queryset=_topics, label="Направление", empty_label="любое")
    subject = django_filters.ChoiceFilter(label="Предмет", empty_label="любой")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.request.organisation.legal_entity
        self.form.fields["subject"].choices = [(name, name) for name in subjects_taught(organisation)]

    def chosen(self) -> BankFilters:
        """What was asked for, in the words of the selectors; nonsense in the address asks for nothing."""
        found = {name: value for name, value in self.form.cleaned_data.items() if value not in (None, "")}
        if "priority" in found:
            found["priority"] = int(found["priority"])
        return BankFilters(**{name: getattr(value, "pk", value) for name, value in found.items()})


class MentorFilter(BankFilter):
    form = django_filters.ModelChoiceFilter(queryset=_forms, label="Форма", empty_label="любая")
    kind = django_filters.ModelChoiceFilter(queryset=_kinds, label="Вид", empty_label="любой")
    free = django_filters.BooleanFilter(label="Есть свободные места", widget=YES)
    bare = django_filters.BooleanFilter(label="Нет сильных сторон", widget=YES)

    class Meta:
        model = Mentor
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return narrow_mentors(queryset, self.request.organisation.legal_entity, self.chosen())


class MenteeFilter(BankFilter):
    priority = django_filters.ChoiceFilter(choices=Priority.choices, label="Важность", empty_label="любая")
    source = django_filters.ChoiceFilter(
        choices=RequestSource.choices, label="Откуда известно", empty_label="всё равно"
    )
    unpaired = django_filters.BooleanFilter(label="Без пары", widget=YES)
    bare = django_filters.BooleanFilter(label="Нет запросов", widget=YES)

    class Meta:
        model = Mentee
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return narrow_mentees(queryset, self.request.organisation.legal_entity, self.chosen())
