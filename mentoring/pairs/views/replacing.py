"""Another mentor in a pair that stands in an order: choose, look at what is said, make the draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.enums import Role
from schools.views.generic import here, say, show_errors

from ..forms import PairForm
from ..models import Pair
from ..selectors.matching import mentors_at_hand, rank
from ..selectors.people import post_of, with_people
from ..selectors.replacing import replacement_of, why_not_replaced
from ..services import propose_replacement
from .forming import SHOWN, judged, proposed_in, terms_in, year_of


@open_to(Role.CURATOR)
def pair_replace(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Mentors ranked for the mentees of the pair; then first day, form and reason. `?mentor=3` is the one chosen."""
    pair = object_or_404(with_people(Pair.objects.all()), request, pk=pk)
    posted = sent(request)
    if request.method != "POST" and (refused := why_not_replaced(pair)):
        say(request, refused)
        return HttpResponseRedirect(here(request, "pairs:pair_detail", pk=(replacement_of(pair) or pair).pk))
    organisation, today, year = request.organisation.legal_entity, request.organisation.today(), year_of(request, pair)
    mentors = [one for one in mentors_at_hand(request.user, organisation, year) if one.pk != pair.mentor_id]
    for mentor in mentors:
        mentor.place = post_of(mentor.person, today)  # type: ignore[attr-defined]  # for the page
    mentees = [seat.mentee for seat in pair.seats.all()]
    choices = rank(organisation, year, mentors, mentees, today, pair)
    asked = posted if posted is not None else request.GET
    chosen = next((choice for choice in choices if str(choice.mentor.pk) == asked.get("mentor")), None)
    form = None
    kwargs = {"organisation": organisation, "year": year, "replaces": pair}
    if posted is not None:
        form = PairForm(posted, **kwargs)
        if chosen is None:
            messages.error(request, "Такого наставника среди подтверждённых этого года нет. Выберите другого.")
        if request.method == "POST" and form.is_valid() and (made := _proposed(request, pair, form)):
            say(
                request,
                "Замена составлена.",
                undo=here(request, "pairs:pair_cancel", pk=made.pk),
            )
            return HttpResponseRedirect(here(request, "pairs:pair_detail", pk=made.pk))
    elif chosen is not None:
        form = PairForm(initial=proposed_in(chosen), **kwargs)
    context = {
        "pair": pair,
        "mentors": mentors,
        "possible": [choice for choice in choices if not choice.errors],
        "impossible": [choice for choice in choices if choice.errors],
        "shown": f":{SHOWN}",
        "shown_from": f"{SHOWN}:",
        "chosen": chosen,
        "form": form if chosen is not None else None,
        "found": judged(form, today) if chosen is not None else None,
    }
    return render(request, "pairs/pair_replace.html", context)


def _proposed(request: OrganisationRequest, pair: Pair, form: PairForm) -> Pair | None:
    data = form.cleaned_data
    try:
        return propose_replacement(
            pair,
            data["mentor"],
            **terms_in(form),
            by=request.user,
            nonce=data["nonce"],
        )
    except ValidationError as error:
        show_errors(form, error)
        return None
