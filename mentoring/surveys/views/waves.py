"""Waves: the main page of «Анкеты», the card, preparing, starting, ending."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from mentoring.pairs.enums import LIVING
from mentoring.pairs.models import Pair
from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.enums import Role
from schools.models import Organisation
from schools.views.generic import CardPage, FormPage, here, number_in

from ..enums import Audience, Purpose, Timing, WaveStatus
from ..forms.wave import WaveForm, initial_alone, initial_of, initial_of_set
from ..library import LibrarySet, set_for, sets_for
from ..models import Questionnaire, Ticket, Wave
from ..selectors.audience import left_out, people_of, scarce_sides
from ..selectors.doubts import doubts_of
from ..selectors.said import answered_sheets
from ..selectors.tickets import now_at
from ..selectors.waves import counts_of, may_see_missing, missing_people, people_left, with_names
from ..selectors.words import MODES, how_many, sheets, when
from ..services.preparing import Plan, edit_wave, prepare_wave
from ..services.settling import settle
from ..services.waves import why_not_reopen


@require_safe
@open_to(*STAFF)
def wave_list(request: OrganisationRequest) -> HttpResponse:
    """Running, coming and past waves of the year, and what can be begun with one button."""
    place = request.organisation.legal_entity
    settle(place, now_at(place))
    found = Wave.objects.visible_to(request.user).filter(organisation=place).select_related("organisation")
    rows = list(found.filter(year=request.year.begins) | found.filter(status=WaveStatus.OPEN))
    numbers = counts_of(rows)
    today = place.today()
    groups: dict[str, list[dict[str, Any]]] = {"running": [], "coming": [], "past": []}
    for wave in rows:
        coming = wave.status == WaveStatus.DRAFT or (wave.status == WaveStatus.OPEN and wave.opens_on > today)
        name = "coming" if coming else "running" if wave.status == WaveStatus.OPEN else "past"
        groups[name].append({"wave": wave, "counts": numbers[wave.pk], "when": when(wave)})
    curator = Role.CURATOR in request.roles
    own, others = split_sets(place) if curator else ([], [])
    context = {
        "groups": groups,
        "sets": own,
        "others": others,
        "curator": curator,
    }
    return render(request, "surveys/wave_list.html", context)


def split_sets(place: Organisation) -> tuple[list[LibrarySet], list[LibrarySet]]:
    """Sets that suit the pairs there are, and the rest. Before any pair is formed all suit."""
    used = set(Pair.objects.filter(organisation=place, status__in=LIVING).values_list("form__code", flat=True))
    found = sets_for(place)
    own = [one for one in found if not used or not one.forms or used & set(one.forms)]
    return own, [one for one in found if one not in own]


class WaveCard(CardPage):
    open_to = STAFF
    model = Wave
    template_name = "surveys/wave_detail.html"

    def get_queryset(self) -> Any:
        return Wave.objects.select_related("organisation", "before").prefetch_related(
            "parts__questionnaire", "parts__edition"
        )

    def get_object(self, queryset: Any = None) -> Any:
        wave = super().get_object(queryset)
        if wave.status == WaveStatus.OPEN:
            settle(wave.organisation, now_at(wave.organisation))
            wave = super().get_object(queryset)
        return wave

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wave: Wave = self.object
        today = wave.organisation.today()
        numbers = counts_of([wave])[wave.pk]
        sees = may_see_missing(wave, self.request.roles)
        dropped = with_names(Ticket.objects.filter(wave=wave, is_dropped=True))
        draft = wave.status == WaveStatus.DRAFT
        asked = people_of(wave, [part.side for part in wave.parts.all()], today) if draft else []
        return super().get_context_data(
            curator=Role.CURATOR in self.request.roles,
            counts=numbers,
            asked=how_many(asked) if draft else "",
            sees_missing=sees,
            people_left=people_left(wave) if numbers.has_more_sheets else 0,
            missing=[one for one in missing_people(wave) if one.opens_on <= today] if sees else [],
            dropped=list(dropped) if sees else [],
            answered=answered_sheets(wave, self.request.roles),
            meaning=MODES[wave.mode],
            when=when(wave),
            relative=wave.timing != Timing.DATES,
            waits=wave.status == WaveStatus.OPEN and wave.opens_on > today,
            today=today,
            for_good=why_not_reopen(wave) if wave.status == WaveStatus.CLOSED else "",
            **kwargs,
        )


class WaveFormPage(FormPage):
    """What creating and editing share."""

    open_to = {Role.CURATOR}
    model = Wave
    form_class = WaveForm
    template_name = "surveys/wave_form.html"
    done_text = ""

    def chosen(self) -> LibrarySet | None:
        code = self.request.GET.get("set", "")
        return set_for(self.request.organisation, code) if code else None

    def get_form_kwargs(self) -> dict[str, Any]:
        place = self.request.organisation.legal_entity
        known = {"organisation": place, "year": self.request.year, "chosen": self.chosen(), "wave": self.object}
        return super().get_form_kwargs() | known

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        told = tell(self.request, context["form"].plan())
        return context | told | {"chosen": self.chosen(), "object": self.object}

    def form_valid(self, form: Any) -> HttpResponse:
        if "look" in self.request.POST:
            # Without a script the button «Посчитать» shows the page anew, with the list of people when that is asked for.
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return here(self.request, "surveys:wave_start", pk=self.object.pk)


def tell(request: OrganisationRequest, plan: Plan) -> dict[str, Any]:
    """Whom the plan would ask, in words."""
    wave = plan.unsaved(request.organisation, request.year)
    asked = people_of(wave, list(dict.fromkeys(plan.sides))) if plan.parts else []
    return {
        "has_parts": bool(plan.parts),
        "whom": how_many(asked),
        "nobody_ticked": wave.audience in (Audience.LIST, Audience.GRADE)
        and not (wave.choice.get("people") or wave.choice.get("grades")),
        "sheets": sheets(asked),
        "left_out": left_out(wave, asked),
        "relative": plan.timing != Timing.DATES,
        "doubts": doubts_of(wave),
        "too_few": wave.is_anonymous and bool(scarce_sides(asked)),
    }


class WaveCreate(WaveFormPage):
    def get_object(self) -> None:
        return None

    def get_initial(self) -> dict[str, Any]:
        today = self.request.organisation.today()
        if chosen := self.chosen():
            return initial_of_set(chosen, today, self.request.year) | {"before": self.earlier(chosen)}
        pk = number_in(self.request.GET, "questionnaire")
        mine = Questionnaire.objects.visible_to(self.request.user)
        own = get_object_or_404(mine, organisation=self.request.organisation.legal_entity, pk=pk) if pk else None
        return initial_alone(own, today)

    def earlier(self, chosen: LibrarySet) -> int | None:
        """The latest wave of the set that this one is compared with: one that asked all of its questionnaires."""
        before = set_for(self.request.organisation, chosen.before) if chosen.before else None
        if before is None:
            return None
        waves = Wave.objects.visible_to(self.request.user).filter(organisation=self.request.organisation.legal_entity)
        waves = waves.filter(purpose=Purpose.BEFORE, status__in=[WaveStatus.OPEN, WaveStatus.CLOSED])
        for _, code in before.parts:
            waves = waves.filter(parts__questionnaire__origin=code)
        return waves.order_by("-opens_on", "-pk").values_list("pk", flat=True).first()

    def save(self, form: Any) -> Wave:
        nonce = form.cleaned_data["nonce"]
        return prepare_wave(self.request.organisation, self.request.year, form.plan(), self.request.user, nonce)


class WaveEdit(WaveFormPage):
    def get_object(self) -> Any:
        return object_or_404(Wave.objects.select_related("organisation"), self.request, pk=self.kwargs["pk"])

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        wave = self.get_object()
        if wave.status != WaveStatus.DRAFT and request.method != "POST":
            return HttpResponseRedirect(here(request, "surveys:wave_detail", pk=wave.pk))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.object)

    def save(self, form: Any) -> Wave:
        version = form.cleaned_data["version"]
        if version is None:
            raise ValidationError("Откройте страницу заново: форма повреждена.")
        return edit_wave(self.object, version, form.plan(), self.request.user)


@require_POST
@open_to(Role.CURATOR)
def wave_count(request: OrganisationRequest) -> HttpResponse:
    """Whom the form would ask as it stands now: a fragment beside it."""
    form = WaveForm(
        request.POST,
        organisation=request.organisation.legal_entity,
        year=request.year,
        chosen=set_for(request.organisation, request.GET.get("set", "")) if request.GET.get("set") else None,
    )
    form.is_valid()
    if "people" in request.GET:
        return render(request, "surveys/wave_people.html", {"form": form})
    return render(request, "surveys/wave_whom.html", tell(request, form.plan()))
