"""What the product knows of a measure, for the measure's own page: rooms below cannot ask for it, their templates may."""

from typing import Any

from django import template

from roadmaps.enums import OPEN
from roadmaps.models import Occasion
from roadmaps.services.rights import editing_roles

from ..selectors.proof import Proof
from ..selectors.proofs import proved_occasions

register = template.Library()


@register.simple_tag(takes_context=True)
def offered_proof(context: dict[str, Any], occasion: Occasion | None) -> Proof | None:
    """As on the desk: to those who may confirm it, while the measure is open."""
    request = context["request"]
    place = request.organisation.legal_entity
    if occasion is None or occasion.status not in OPEN or not request.roles & editing_roles(place):
        return None
    proved = proved_occasions([occasion], place)
    return proved[0][1] if proved else None
