"""«Есть подтверждение: приказ № 12 от 05.09»: the product offers what it found, the curator confirms with one click."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from roadmaps.models import Occasion
from roadmaps.services.doing import confirm_proof
from schools.access.gates import OrganisationRequest, open_to
from schools.enums import Role
from schools.russian import count
from schools.views.generic import attempt, back

from ..selectors.proofs import proved_occasions
from ..selectors.roadmaps import open_coded

EDITORS = (Role.CURATOR, Role.COORDINATOR)


@require_safe
@open_to(*EDITORS)
def proof_list(request: OrganisationRequest) -> HttpResponse:
    """Everything that is proved and not yet ticked off in the year."""
    place = request.organisation.legal_entity
    found = proved_occasions(open_coded(request.user, place, request.year), place)
    return render(request, "home/proof_list.html", {"found": found})


@require_POST
@open_to(*EDITORS)
def proof_confirm(request: OrganisationRequest, pk: int) -> HttpResponse:
    """One measure. The proof is looked for again: what the page said may have been annulled since."""
    place = request.organisation.legal_entity
    shown = Occasion.objects.visible_to(request.user).filter(measure__roadmap__organisation=place)
    occasion = get_object_or_404(shown.select_related("measure__roadmap__organisation"), pk=pk)
    proved = proved_occasions([occasion], place)
    words, document = (proved[0][1].words, proved[0][1].document) if proved else ("", None)
    attempt(
        request,
        lambda: confirm_proof(occasion, words, document, request.user),
        f"Отмечено выполненным: {occasion.measure}.",
    )
    return back(request, "home:desk")


@require_POST
@open_to(*EDITORS)
def proof_confirm_all(request: OrganisationRequest) -> HttpResponse:
    """Those ticked, each by itself: what was annulled meanwhile is left out."""
    place = request.organisation.legal_entity
    ids = {int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19}
    wanted = [one for one in open_coded(request.user, place, request.year) if one.pk in ids]
    proved = proved_occasions(wanted, place)

    def confirm() -> int:
        for occasion, proof in proved:
            confirm_proof(occasion, proof.words, proof.document, request.user)
        return len(proved)

    attempt(
        request, confirm, lambda n: f"Отмечено выполненными: {count(n, 'мероприятие', 'мероприятия', 'мероприятий')}."
    )
    return back(request, "home:proof_list")
