"""The list of legal acts that papers cite."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from schools.access.gates import OrganisationRequest, object_or_404, open_to
from schools.access.roles import STAFF
from schools.views.generic import FormPage, attempt, here

from ..forms.acts import ActForm
from ..models import LegalAct
from ..selectors.acts import acts_of
from ..services.acts import expire_act, revive_act, save_act


@require_safe
@open_to(*STAFF)
def act_list(request: OrganisationRequest) -> HttpResponse:
    """The school's own acts, which it keeps, and the common ones, which the administrator keeps."""
    day = request.organisation.today()
    acts = list(acts_of(request.user, request.organisation))
    for act in acts:
        act.expired = act.is_expired(day)
    groups = {
        "own": [act for act in acts if act.organisation_id is not None],
        "common": [act for act in acts if act.organisation_id is None],
    }
    return render(request, "papers_room/act_list.html", {**groups, "stale": any(act.expired for act in groups["own"])})


class ActPage(FormPage):
    """Add or correct an act of the school's own."""

    open_to = STAFF
    form_class = ActForm
    model = LegalAct
    template_name = "papers_room/act_form.html"

    def save(self, form: ActForm) -> LegalAct:
        return save_act(self.request.organisation, self.object, form.cleaned_data, self.request.user)

    def get_success_url(self) -> str:
        return here(self.request, "papers:act_list")


@require_POST
@open_to(*STAFF)
def act_expire(request: OrganisationRequest, pk: int) -> HttpResponse:
    act = _own(request, pk)
    undo = here(request, "papers:act_revive", pk=pk)
    day = request.organisation.today()
    attempt(request, lambda: expire_act(act, day, request.user), f"«{act.title}» больше не предлагается.", undo=undo)
    return redirect(here(request, "papers:act_list"))


@require_POST
@open_to(*STAFF)
def act_revive(request: OrganisationRequest, pk: int) -> HttpResponse:
    act = _own(request, pk)
    attempt(request, lambda: revive_act(act, request.user), f"«{act.title}» снова действует.")
    return redirect(here(request, "papers:act_list"))


def _own(request: HttpRequest, pk: int) -> Any:
    return object_or_404(LegalAct.objects.all(), request, pk=pk)  # type: ignore[arg-type]  # behind the gate
