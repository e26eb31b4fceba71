"""Forming pairs: the working page, its live check, changing a pair."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mentoring.banks.models import Mentee
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import refill, sent
from schools.enums import Role
from schools.numbers import ids_from
from schools.views.generic import here, number_in, say, show_errors
from schools.years import AcademicYear

from ..forms import PairForm
from ..models import Pair
from ..selectors.findings import judge
from ..selectors.matching import Choice, mentors_at_hand, rank, unpaired
from ..selectors.people import post_of
from ..selectors.reason import reason_for
from ..selectors.terms import quick_ends
from ..selectors.words import called
from ..services import EDITABLE, change_pair, propose_pair

# So many mentors are in sight at once; the rest open with one press.
SHOWN = 6


@open_to(Role.CURATOR)
def pair_create(request: OrganisationRequest) -> HttpResponse:
    """Left: mentees without a pair; right: mentors ranked for the chosen ones; then form, term and reason.

    What is chosen stands in the address: `?mentee=5&mentee=7&mentor=3`. A POST with `term` only fills in the last day.
    """
    if request.method == "POST" and not request.POST.get("term"):
        return _create(request)
    if (kept := refill(request)) is not None:
        form = PairForm(kept, organisation=request.organisation.legal_entity, year=request.year)
        return _bench(request, form, kept)
    return _bench(request)


def _create(request: OrganisationRequest) -> HttpResponse:
    organisation = request.organisation.legal_entity
    form = PairForm(request.POST, organisation=organisation, year=request.year)
    if form.is_valid():
        data = form.cleaned_data
        try:
            pair = propose_pair(
                organisation,
                data["mentor"],
                list(data["mentees"]),
                **terms_in(form),
                by=request.user,
                nonce=data["nonce"],
            )
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(
                request,
                f"{called(pair, 'Составлена пара')}: {pair}",
                undo=here(request, "pairs:pair_cancel", pk=pair.pk) + "?from=bench",
            )
            return HttpResponseRedirect(here(request, "pairs:pair_create"))
    return _bench(request, form)


def _bench(request: OrganisationRequest, form: PairForm | None = None, kept: QueryDict | None = None) -> HttpResponse:
    asked = kept or (request.POST if request.method == "POST" else request.GET)
    organisation, today = request.organisation.legal_entity, request.organisation.today()
    free = unpaired(request.user, organisation, request.year)
    mentees = _chosen_mentees(request, asked.getlist("mentee") + asked.getlist("mentees"), free)
    mentors = mentors_at_hand(request.user, organisation, request.year)
    for mentee in {mentee.pk: mentee for mentee in [*free, *mentees]}.values():
        mentee.place = post_of(mentee.person, today)
    for mentor in mentors:
        mentor.place = post_of(mentor.person, today)
    choices = rank(organisation, request.year, mentors, mentees, today) if mentees else []
    chosen = next((choice for choice in choices if str(choice.mentor.pk) == asked.get("mentor")), None)
    if chosen is not None and form is None:
        form = _first_form(request, chosen, asked)
    context = {
        "free": free,
        "extra": [mentee for mentee in mentees if mentee.pk not in {one.pk for one in free}],
        "mentees": mentees,
        "chosen_ids": {mentee.pk for mentee in mentees},
        "mentors": mentors,
        "possible": [choice for choice in choices if not choice.errors],
        "impossible": [choice for choice in choices if choice.errors],
        "shown": f":{SHOWN}",
        "shown_from": f"{SHOWN}:",
        "chosen": chosen,
        "form": form if chosen is not None else None,
        "found": judged(form, today) if chosen is not None else None,
        "quick": quick_ends(_starts(form, chosen), request.year) if chosen is not None else [],
    }
    return render(request, "pairs/pair_create.html", context)


def _chosen_mentees(request: OrganisationRequest, asked: list[str], free: list[Mentee]) -> list[Mentee]:
    """Those named in the address, a second pair included; with nobody named, the first one without a pair."""
    ids = ids_from(asked)
    if not ids:
        return free[:1]
    by_id = {mentee.pk: mentee for mentee in free}
    others = Mentee.objects.visible_to(request.user).filter(
        organisation=request.organisation.legal_entity, year=request.year.begins, pk__in=set(ids) - by_id.keys()
    )
    rows = [by_id[pk] for pk in ids if pk in by_id] + list(
        others.select_related("person").prefetch_related("requests__topic", "person__employments", "person__enrolments")
    )
    return sorted(rows, key=lambda mentee: (mentee.person.name_key, mentee.pk))


def _first_form(request: OrganisationRequest, choice: Choice, asked: Any) -> PairForm:
    """The form with what is known filled in; a POST with `term` keeps what was typed and sets the last day."""
    organisation, draft = request.organisation.legal_entity, choice.draft
    if request.method == "POST":
        data = asked.copy()
        terms = enumerate(quick_ends(_posted_start(asked, draft.starts), request.year))
        days = {str(place): day.isoformat() for place, (_, day) in terms}
        data["ends"] = days.get(asked["term"], asked.get("ends", ""))
        return PairForm(data, organisation=organisation, year=request.year)
    return PairForm(initial=proposed_in(choice), organisation=organisation, year=request.year)


def proposed_in(choice: Choice) -> dict[str, Any]:
    """Values with which the form of a chosen mentor opens."""
    draft = choice.draft
    return {
        "mentor": draft.mentor.pk,
        "mentees": [mentee.pk for mentee in draft.mentees],
        "form": draft.form.pk if draft.form else None,
        "kinds": [kind.pk for kind in draft.kinds],
        "starts": draft.starts,
        "ends": draft.ends,
        "reason": choice.reason,
        "nonce": uuid4(),
    }


def terms_in(form: PairForm) -> dict[str, Any]:
    """What the services are told of a pair besides its people."""
    return {name: form.cleaned_data[name] for name in ("form", "kinds", "starts", "ends", "reason")}


def _posted_start(asked: Any, default: date) -> date:
    try:
        return date.fromisoformat(asked.get("starts", ""))
    except ValueError:
        return default


def _starts(form: PairForm | None, choice: Choice) -> date:
    if form is not None and form.is_bound:
        return _posted_start(form.data, choice.draft.starts)
    return choice.draft.starts


def judged(form: PairForm | None, today: date) -> Any:
    """Findings on what the form holds: typed, or filled in by the page itself."""
    if form is None:
        return None
    if not form.is_bound:
        values = {name: value for name, value in form.initial.items() if value is not None}
        same: dict[str, Any] = {
            "organisation": form.organisation,
            "year": form.year,
            "pair": form.pair,
            "replaces": form.replaces,
        }
        form = PairForm(values, **same)
    draft = form.draft()
    return judge([draft], today)[0] if draft else None


@require_POST
@open_to(Role.CURATOR)
def pair_check(request: OrganisationRequest) -> HttpResponse:
    """What is wrong and what is doubtful in a form that is being filled in; writes nothing."""
    pair, replaces = _pair_named(request, "pair"), _pair_named(request, "replaces")
    kwargs: dict[str, Any] = {
        "organisation": request.organisation.legal_entity,
        "year": year_of(request, pair or replaces),
    }
    form = PairForm(request.POST, pair=pair, replaces=replaces, **kwargs)
    found = judged(form, request.organisation.today())
    return render(request, "pairs/pair_findings.html", {"found": found, "about_reason": _about_reason(form)})


def _pair_named(request: OrganisationRequest, name: str) -> Pair | None:
    """The pair whose number stands in the address under `name`; without a number there is none, a stranger's is 404."""
    number = number_in(request.GET, name)
    return object_or_404(Pair.objects.all(), request, pk=number) if number else None


def _about_reason(form: PairForm) -> str:
    """What becomes of «почему эти люди» when the form is saved as it stands; empty when nothing does."""
    draft = form.draft()
    return reason_for(draft, form.cleaned_data["reason"])[1] if draft else ""


def year_of(request: OrganisationRequest, pair: Pair | None) -> AcademicYear:
    """The year of the pair's people, or the one that the page shows."""
    return AcademicYear(pair.mentor.year) if pair else request.year


@open_to(Role.CURATOR)
def pair_edit(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Change a draft or a returned pair."""
    pair = object_or_404(Pair.objects.select_related("mentor__person", "form"), request, pk=pk)
    card = here(request, "pairs:pair_detail", pk=pk)
    if pair.status not in EDITABLE:
        say(
            request,
            called(pair, f"Сейчас пара «{pair.get_status_display()}». Чтобы изменить её, сначала заберите обратно."),
        )
        return HttpResponseRedirect(card)
    kwargs = {"organisation": request.organisation.legal_entity, "year": year_of(request, pair), "pair": pair}
    posted = sent(request)
    about = ""
    if posted is not None:
        form = PairForm(posted, **kwargs)
        about = _about_reason(form)
        if request.method == "POST" and form.is_valid() and _change(request, pair, form):
            say(request, "Изменения сохранены.")
            if about:
                messages.warning(request, about)
            return HttpResponseRedirect(card)
    else:
        initial = {name: getattr(pair, name) for name in ("mentor", "form", "starts", "ends", "reason", "version")}
        initial |= {"mentees": list(pair.mentees.all()), "kinds": list(pair.kinds.all())}
        form = PairForm(initial=initial, **kwargs)
    found = judged(form, request.organisation.today()) if form.is_bound else None
    return render(
        request,
        "pairs/pair_form.html",
        {"pair": pair, "form": form, "found": found, "about_reason": about, "cancel_url": card},
    )


def _change(request: OrganisationRequest, pair: Pair, form: PairForm) -> bool:
    data = form.cleaned_data
    try:
        change_pair(
            pair,
            mentor=data["mentor"],
            mentees=list(data["mentees"]),
            **terms_in(form),
            by=request.user,
            version=data["version"],
        )
    except ValidationError as error:
        show_errors(form, error)
        return False
    return True
