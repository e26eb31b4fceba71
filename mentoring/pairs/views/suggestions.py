"""Suggestions for everybody without a pair: the ticked ones become drafts by one button."""

from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from schools.access.gates import OrganisationRequest, open_to
from schools.enums import Role
from schools.russian import count
from schools.views.generic import here, nonce_of, say

from ..selectors.findings import judge
from ..selectors.matching import mentors_at_hand, unpaired
from ..selectors.people import post_of
from ..selectors.suggesting import suggest
from ..services import key_of, propose_suggested


@open_to(Role.CURATOR)
def pair_suggest(request: OrganisationRequest) -> HttpResponse:
    """A suggestion for everybody without a pair; the ticked ones become drafts by one button."""
    organisation, today = request.organisation.legal_entity, request.organisation.today()
    mentees = unpaired(request.user, organisation, request.year)
    mentors = mentors_at_hand(request.user, organisation, request.year)
    found = suggest(organisation, request.year, mentors, mentees, today)
    problems: list[str] = []
    if request.method == "POST":
        picked, nonce = set(request.POST.getlist("ids")), nonce_of(request) or uuid4()
        try:
            offered = [(one.draft, one.reason) for one in found.found]
            made = propose_suggested(organisation, picked, offered, request.user, nonce)
        except ValidationError as error:
            problems = error.messages
        else:
            say(
                request,
                f"Составлено: {count(len(made), 'пара', 'пары', 'пар')}. "
                f"Проверьте {'её' if len(made) == 1 else 'их'} и передайте руководителю.",
            )
            return HttpResponseRedirect(here(request, "pairs:pair_list") + "?status=draft")
    judged = judge([one.draft for one in found.found], today)
    rows = [
        (
            key_of(one.draft),
            one,
            judgement,
            post_of(one.draft.mentor.person, today),
            post_of(one.draft.mentees[0].person, today),
        )
        for one, judgement in zip(found.found, judged, strict=True)
    ]
    context = {
        "rows": rows,
        "left": found.left,
        "problems": problems,
        "mentees": mentees,
        "mentors": mentors,
        "nonce": nonce_of(request) or uuid4(),
        "picked": request.POST.getlist("ids") if request.method == "POST" else None,
    }
    return render(request, "pairs/pair_suggest.html", context)
