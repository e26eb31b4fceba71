from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from schools.access.roles import roles_in
from schools.access.selectors import places_of
from schools.enums import Role
from schools.models import Organisation


@require_safe
@login_required
def front(request: HttpRequest) -> HttpResponse:
    """The door: the last organisation's desk, the only one's, or a choice. Without roles – what to do about it."""
    places = places_of(request.user)  # type: ignore[arg-type]  # signed in: the decorator saw to it
    last = request.session.get("organisation")
    if len(places) > 1 and "choose" not in request.GET and any(place.slug == last for place in places):
        return redirect("home:desk", last)
    if len(places) == 1:
        return redirect("home:desk", places[0].slug)
    rows = []
    for place in places:
        held = roles_in(request.user, place)
        rows.append((place, ", ".join(role.label for role in Role if role in held)))
    return render(request, "home/front.html", {"rows": rows})


@require_safe
@login_required
def switch(request: HttpRequest, organisation: str) -> HttpResponse:
    """Go to another organisation of one's own without signing in again; somebody else's does not exist."""
    place = get_object_or_404(Organisation.objects.visible_to(request.user), slug=organisation)
    request.session["organisation"] = place.slug
    request.session.pop("year", None)
    return redirect("home:desk", place.slug)
