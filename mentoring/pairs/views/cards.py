"""The card of a pair and the deeds done from it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from mentoring.consents.enums import Purpose
from mentoring.consents.selectors import is_minor
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.kept import sent
from schools.access.roles import HEADS, STAFF
from schools.enums import Role
from schools.russian import capitalised
from schools.views.generic import CardPage, attempt, back, here, say, show_errors

from ..enums import LIVING, PairStatus
from ..forms import CancelForm, EndForm, OverrideForm
from ..models import Pair
from ..selectors.duties import duties_end_of
from ..selectors.findings import Draft, judge
from ..selectors.labour import agreements_owed, not_labour
from ..selectors.people import post_of, with_people
from ..selectors.replacing import replacement_of
from ..selectors.term_orders import terms_moved_by
from ..selectors.words import called, no_consents, own_words, why, why_not
from ..services import (
    EDITABLE,
    cancel_pair,
    drop_override,
    end_pair,
    override_consent,
    recall_pair,
    resume_pair,
)

REPLACED = "Замена наставника составлена: прежнюю пару завершит приказ об изменении."


class PairCard(CardPage):
    open_to = STAFF
    model = Pair
    template_name = "pairs/pair_detail.html"

    def get_queryset(self) -> Any:
        return with_people(Pair.objects.all())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pair, today = self.object, self.request.organisation.today()
        judgement = judge([Draft.of(pair)], today)[0]
        people = [("наставник", pair.mentor.person, "banks:mentor_detail", pair.mentor_id)]
        people += [
            ("наставляемый", seat.mentee.person, "banks:mentee_detail", seat.mentee_id) for seat in pair.seats.all()
        ]
        # Of whom the data are destroyed nothing is known any more: there is nobody to compare with.
        fits = [
            (judgement.fits[seat.mentee_id], seat.mentee.person.short_name if pair.is_group else "наставляемый")
            for seat in pair.seats.all()
            if pair.mentor.person.destroyed_at is None and seat.mentee.person.destroyed_at is None
        ]
        living = pair.status in LIVING
        roles = self.request.roles
        labour = not not_labour(pair, today)
        replacement, ending = replacement_of(pair), duties_end_of(pair, today)
        step = REPLACED if replacement else ending.step if ending else ""
        return super().get_context_data(
            found=judgement if living else None,
            people=[
                {
                    "side": side,
                    "person": person,
                    "post": post_of(person, today),
                    "address": here(self.request, name, pk=entry),
                    "missing": [Purpose(p).label for p in judgement.missing.get(person.pk, [])] if living else [],
                    "minor": is_minor(person, today),
                }
                for side, person, name, entry in people
            ],
            reason=own_words(pair.reason, fits),
            why=[one for fit, whom in fits for one in why(fit, whom)],
            why_not=[one for fit, whom in fits for one in why_not(fit, whom)],
            running=pair.is_active(today),
            curator=Role.CURATOR in roles,
            head=bool(roles & HEADS),
            editable=pair.status in EDITABLE,
            may_override=pair.status in LIVING - {PairStatus.ORDERED} and judgement.missing,
            overridden=all(pair.is_allowed_without(who, purposes) for who, purposes in judgement.missing.items()),
            minors_owe=any(
                is_minor(person, today) for person in Draft.of(pair).people if person.pk in judgement.missing
            ),
            replacement=replacement,
            replaces=pair.stands_in_for,
            labour=labour,
            moved_by=terms_moved_by(pair),
            owes_agreement=bool(agreements_owed([pair], today)),
            duties_end=ending,
            duties_words=capitalised(ending.words(today)) if ending else "",
            duties_step=step,
            works_on=f"работает до {pair.last_day:%d.%m.%Y}"
            if pair.status == PairStatus.ENDED and pair.is_active(today)
            else "",
            today=today,
            **kwargs,
        )


@require_POST
@open_to(Role.CURATOR)
def pair_recall(request: OrganisationRequest, pk: int) -> HttpResponse:
    pair = object_or_404(Pair.objects.all(), request, pk=pk)
    attempt(
        request,
        lambda: recall_pair(pair, request.user),
        called(pair, "Пара снова у вас: её можно изменить или отменить."),
    )
    return back(request, "pairs:pair_detail", pk=pk)


@open_to(Role.CURATOR)
def pair_cancel(request: OrganisationRequest, pk: int) -> HttpResponse:
    """What cancelling means, and why. «Отменить» beside the message of a pair just formed does it at once."""
    pair = object_or_404(with_people(Pair.objects.all()), request, pk=pk)
    if request.method != "POST" and pair.status not in EDITABLE:
        return HttpResponseRedirect(here(request, "pairs:pair_detail", pk=pk))
    form = CancelForm(sent(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(request, lambda: cancel_pair(pair, request.user, reason), f"{called(pair, 'Пара отменена')}: {pair}")
        if request.GET.get("from") == "bench":
            return back(request, "pairs:pair_create")
        return back(request, "pairs:pair_detail", pk=pk)
    return render(request, "pairs/pair_cancel.html", {"pair": pair, "form": form})


@open_to(Role.CURATOR)
def pair_end(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The end without an order: date and reason."""
    pair = object_or_404(with_people(Pair.objects.all()), request, pk=pk)
    today = request.organisation.today()
    form = EndForm(sent(request), initial={"on": min(today, pair.ends)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            end_pair(pair, data["on"], data["reason"], request.user, note=data["note"])
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, called(pair, "Пара завершена."), undo=here(request, "pairs:pair_resume", pk=pk))
            return HttpResponseRedirect(here(request, "pairs:pair_detail", pk=pk))
    return render(request, "pairs/pair_end.html", {"pair": pair, "form": form})


@require_POST
@open_to(Role.CURATOR)
def pair_resume(request: OrganisationRequest, pk: int) -> HttpResponse:
    pair = object_or_404(Pair.objects.all(), request, pk=pk)
    attempt(request, lambda: resume_pair(pair, request.user), _resumed)
    return back(request, "pairs:pair_detail", pk=pk)


def _resumed(pair: Pair) -> str:
    if pair.status == PairStatus.ORDERED:
        return called(pair, "Завершение отменено: пара снова работает.")
    return called(pair, f"Завершение отменено. Приказ о паре аннулирован, теперь пара «{pair.get_status_display()}».")


@open_to(*HEADS)
def pair_consent(request: OrganisationRequest, pk: int) -> HttpResponse:
    """The head lets the pair into an order without a consent, and says why."""
    pair = object_or_404(with_people(Pair.objects.all()), request, pk=pk)
    form = OverrideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            override_consent(pair, form.cleaned_data["reason"], request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            say(request, called(pair, "Записано: пару можно закрепить приказом без согласия."))
            return HttpResponseRedirect(here(request, "pairs:pair_detail", pk=pk))
    today = request.organisation.today()
    draft = Draft.of(pair)
    missing = judge([draft], today)[0].missing
    owing = [
        (person, no_consents(missing[person.pk]), is_minor(person, today))
        for person in draft.people
        if person.pk in missing
    ]
    return render(request, "pairs/pair_consent.html", {"pair": pair, "form": form, "owing": owing})


@require_POST
@open_to(*HEADS)
def pair_consent_drop(request: OrganisationRequest, pk: int) -> HttpResponse:
    pair = object_or_404(Pair.objects.all(), request, pk=pk)
    attempt(request, lambda: drop_override(pair, request.user), "Разрешение снято.")
    return back(request, "pairs:pair_detail", pk=pk)
