"""«Составить список для ознакомления»: whom a paper in force has to be told of, when nobody was asked at its issue."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.enums import Role
from schools.models import Organisation, Person
from schools.russian import count
from schools.views.generic import attempt, here, ids_in

from ..enums import DocumentStatus
from ..kinds import kind_of
from ..models import Document
from ..services.acquaintance import put_on_list
from .acquaintance import PEOPLE


@require_http_methods(["GET", "POST"])
@open_to(Role.CURATOR)
def document_people(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Those whom the paper itself names are ticked already; of one that came from paper people are chosen by hand."""
    document = object_or_404(Document.objects.select_related("organisation"), request, pk=pk)
    page = here(request, "papers:document_detail", pk=pk)
    if document.status != DocumentStatus.ISSUED:
        messages.error(request, "Список для ознакомления составляют к документу, который действует.")
        return redirect(page)
    listed = set(document.acquaintances.values_list("person", flat=True))
    named = {person.pk for person in named_in(document)} - listed
    offered = people_to_tell(document.organisation, named).exclude(pk__in=listed)
    chosen = set(ids_in(request.POST)) if request.method == "POST" else named
    if request.method == "POST":
        people = list(offered.filter(pk__in=chosen))
        if not people:
            messages.error(request, "Отметьте, кого знакомят с документом.")
        elif attempt(
            request,
            lambda: put_on_list(document, people, request.user),
            f"В списке для ознакомления: {count(len(listed) + len(people), *PEOPLE)}.",
        ):
            return redirect(f"{page}#acquaintance")
    people = sorted(offered, key=lambda one: (one.pk not in named, one.name_key, one.pk))
    context = {
        "document": document,
        "people": [(one, one.pk in chosen, post_of(one)) for one in people],
        "named": len(named),
        "listed": len(listed),
    }
    return render(request, "papers_room/document_people.html", context)


def named_in(document: Document) -> list[Person]:
    """Whom the paper has to be told of by its own answers, frozen with it; nobody for one issued elsewhere."""
    told = kind_of(document.kind).told
    if told is None or document.elsewhere:
        return []
    return [person for person in told(document) if person.archived_on is None and person.destroyed_at is None]


def people_to_tell(organisation: Organisation, named: set[int]) -> QuerySet[Person]:
    """Those of the organisation who may sign that they read an order: neither pupils nor parents, and whoever is named."""
    here_ = Person.objects.filter(organisation=organisation, archived_on__isnull=True, destroyed_at__isnull=True)
    grown = Q(employments__isnull=False) | Q(enrolments__isnull=True, represents__isnull=True)
    return here_.filter(grown | Q(pk__in=named)).distinct().prefetch_related("employments").order_by("name_key", "pk")


def post_of(person: Person) -> str:
    posts = sorted(person.employments.all(), key=lambda one: (one.ends is not None, not one.is_main, -one.pk))
    return posts[0].post if posts else ""
