"""The list of people: staff, pupils, representatives, others, archive."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF as STAFF_ROLES
from schools.enums import Role
from schools.forms.filters import ListFilter
from schools.models import Person
from schools.russian import count
from schools.selectors import people as selectors
from schools.selectors.people import ARCHIVE, PUPILS, REPRESENTATIVES, STAFF
from schools.selectors.people_table import people_table
from schools.services.archiving import archive_person, restore_person

from .generic import XLSX, ListPage, attachment, attempt, back, here, ids_in

TABS = {
    STAFF: "schools:person_list",
    PUPILS: "schools:person_pupils",
    REPRESENTATIVES: "schools:person_representatives",
    selectors.OTHERS: "schools:person_others",
    ARCHIVE: "schools:person_archived",
}


class PeopleFilter(ListFilter):
    post = django_filters.ChoiceFilter(label="Должность", empty_label="любая", method="by_post")
    department = django_filters.ChoiceFilter(label="Подразделение", empty_label="любое", method="by_department")
    subject = django_filters.ChoiceFilter(label="Предмет", empty_label="любой", method="by_subject")
    grade = django_filters.ChoiceFilter(label="Класс", empty_label="любой", method="by_grade")
    access = django_filters.ChoiceFilter(
        label="Вход", empty_label="не важно", choices=[("yes", "есть"), ("no", "нет")], method="by_access"
    )
    missing = django_filters.ChoiceFilter(
        label="Не хватает данных",
        empty_label="не важно",
        choices=list(selectors.MISSING_LABELS.items()),
        method="by_missing",
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, *args: Any, who: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who
        self.organisation = self.request.organisation.legal_entity
        self.day = self.organisation.today()
        self.choices = selectors.people_choices(self.organisation, self.request.year, self.day, who)
        shown = {
            "post": self.choices.posts if who == STAFF else [],
            "department": self.choices.departments if who == STAFF else [],
            "subject": self.choices.subjects if who == STAFF else [],
            "grade": self.choices.grades if who == PUPILS else [],
        }
        for name, values in shown.items():
            if values:
                self.form.fields[name].choices = [(value, value) for value in values]
            else:
                del self.form.fields[name]
        if who in (REPRESENTATIVES, ARCHIVE):
            del self.form.fields["access"]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def by_post(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return selectors.with_post(people, self.day, post=value)

    def by_department(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return selectors.with_post(people, self.day, department=value)

    def by_subject(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(pk__in=self.choices.by_subject.get(value, set()))

    def by_grade(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(grade_now=value)

    def by_access(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(user__isnull=value != "yes")

    def by_missing(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(selectors.missing_q(value, self.who, self.day))


class PeopleList(ListPage):
    open_to = STAFF_ROLES
    model = Person
    template_name = "schools/person_list.html"
    who = STAFF
    counted = "человек,человека,человек"
    columns = {"Фамилия": lambda person: person.surname}  # the workbook has its own columns, see `workbook`
    sorts = {
        "name": ("name_key",),
        "post": ("main_post", "name_key"),
        "grade": ("grade_now", "name_key"),
        "birth": ("birth_date", "name_key"),
    }

    @property
    def workbook_name(self) -> str:  # type: ignore[override]  # a method here
        return selectors.WHO_LABELS[self.who]

    def filterset_class(self, asked: Any, **kwargs: Any) -> PeopleFilter:  # type: ignore[override]  # a method here
        return PeopleFilter(asked, who=self.who, **kwargs)

    def base(self) -> QuerySet:
        organisation = self.request.organisation.legal_entity
        people = super().base().filter(destroyed_at__isnull=True, archived_on__isnull=self.who != ARCHIVE)
        if self.who != ARCHIVE:
            people = people.filter(selectors.kind_q(self.who, organisation.today()))
        people = selectors.listed(people, self.request.year, organisation.today())
        if self.who == REPRESENTATIVES:
            people = people.prefetch_related("represents__pupil")
        if self.who == PUPILS:
            people = people.prefetch_related("represented_by__representative")
        return people

    def shows_bulk(self) -> bool:
        return Role.CURATOR in self.request.roles and self.who in (STAFF, PUPILS, selectors.OTHERS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("q", "")
        counts = selectors.count_by_kind(self.request.user, self.request.organisation.legal_entity, asked)
        tabs = [
            {
                "who": who,
                "label": selectors.WHO_LABELS[who],
                "url": here(self.request, name),
                "count": counts[who],
                "current": who == self.who,
            }
            for who, name in TABS.items()
            if counts[who] or who in (STAFF, self.who)
        ]
        return super().get_context_data(
            who=self.who,
            heading=selectors.WHO_LABELS[self.who],
            tabs=tabs,
            can_edit=Role.CURATOR in self.request.roles,
            **kwargs,
        )

    def workbook(self, rows: Iterable[Person]) -> HttpResponse:
        """Everything found, in columns that the import reads back: loaded again, the file changes nothing."""
        from schools.workbooks.writing import write_table  # openpyxl is slow to import and only downloads need it

        headings, cells = people_table(list(rows), self.who, self.request.year)
        content = write_table(self.workbook_name, headings, cells)
        name = f"{self.workbook_name}, {self.request.organisation.short_name}.xlsx"
        return HttpResponse(content, headers={"Content-Type": XLSX, "Content-Disposition": attachment(name)})

    @classmethod
    def picked(cls, request: OrganisationRequest) -> QuerySet:
        """The people a bulk form names: the ticked ones of any tab, or all found in the tab of the form."""
        who = request.POST.get("who", "")
        if request.POST.get("all") == "1":
            view = type("PickedPeople", (cls,), {"who": who if who in TABS else STAFF})
            return super(PeopleList, view).picked(request)  # type: ignore[misc]  # of the mixed-in view
        return Person.objects.visible_to(request.user).filter(
            organisation=request.organisation.legal_entity, pk__in=ids_in(request.POST)
        )


@require_POST
@open_to(Role.CURATOR)
def person_archive(request: OrganisationRequest) -> HttpResponse:
    """Put the ticked people into the archive; those who may not go are named with the reason."""
    people = list(PeopleList.picked(request))
    if not people:
        attempt(request, lambda: _nobody())
    done = 0
    for person in people:
        done += attempt(request, lambda person=person: archive_person(person, request.user) or True, "") or 0
    if done:
        undo = here(request, "schools:person_restore", pk=people[0].pk) if len(people) == 1 else ""
        attempt(
            request, lambda: True, f"Отправлено в архив: {count(done, 'человек', 'человека', 'человек')}.", undo=undo
        )
    return back(request, "schools:person_list")


def _nobody() -> None:
    raise ValidationError("Никто не отмечен. Отметьте людей в списке.")


@require_POST
@open_to(Role.CURATOR)
def person_restore(request: OrganisationRequest, pk: int) -> HttpResponse:
    person = object_or_404(Person.objects.all(), request, pk=pk)
    attempt(
        request, lambda: restore_person(person, request.user), f"{person.full_name}: карточка возвращена из архива."
    )
    return back(request, "schools:person_detail", pk=pk)
