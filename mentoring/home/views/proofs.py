"""«Есть подтверждение: приказ № 12 от 05.09»: the product offers what it found, the curator confirms with one click."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import Truncator
from django.views.decorators.http import require_POST, require_safe

from roadmaps.models import Occasion
from roadmaps.roles import EDITORS
from roadmaps.services.doing import confirm_proof
from schools.access.gates import OrganisationRequest, open_to
from schools.russian import count
from schools.views.generic import attempt, back, ids_in, say

from ..selectors.proofs import proved_occasions
from ..selectors.roadmaps import open_coded

# Refusals told one by one; the rest by number.
TOLD_REFUSALS = 5


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
    occasion = get_object_or_404(
        shown.select_related("measure__roadmap__organisation", "measure__roadmap__approved__document"), pk=pk
    )
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
    """Those ticked, each by itself: what was annulled meanwhile is left out, a refusal does not stop the rest."""
    place = request.organisation.legal_entity
    ids = set(ids_in(request.POST))
    wanted = [one for one in open_coded(request.user, place, request.year) if one.pk in ids]
    confirmed, refused = 0, []
    for occasion, proof in proved_occasions(wanted, place):
        try:
            confirm_proof(occasion, proof.words, proof.document, request.user)
        except ValidationError as error:
            refused.append(f"Не отмечено: {Truncator(str(occasion.measure)).chars(100)}. {' '.join(error.messages)}")
        else:
            confirmed += 1
    if confirmed or not refused:
        say(request, f"Отмечено выполненными: {count(confirmed, 'мероприятие', 'мероприятия', 'мероприятий')}.")
    if len(refused) > TOLD_REFUSALS:
        rest = count(len(refused) - TOLD_REFUSALS, "мероприятие", "мероприятия", "мероприятий")
        refused[TOLD_REFUSALS:] = [f"Не отмечено ещё: {rest}. Откройте их в дорожной карте."]
    for sentence in refused:
        messages.error(request, sentence)
    return back(request, "home:proof_list")
