"""Waves and tickets as the curator's pages reach them: of the organisation at hand, else 404."""

from django.db.models import QuerySet

from schools.access.gates import OrganisationRequest, object_or_404

from ..models import Ticket, Wave


def wave_here(request: OrganisationRequest, pk: int) -> Wave:
    return object_or_404(Wave.objects.select_related("organisation"), request, pk=pk)


def tickets_here(request: OrganisationRequest) -> QuerySet[Ticket]:
    """Those of the organisation's own waves, with the person and what their waves are told by."""
    mine = Ticket.objects.filter(
        wave__in=Wave.objects.visible_to(request.user), wave__organisation=request.organisation.legal_entity
    )
    return mine.select_related("wave__organisation", "part", "person")
