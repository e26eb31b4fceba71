"""Reading legal acts."""

from datetime import date

from schools.models import Organisation, User

from ..models import LegalAct
from ..models.act import LegalActQuerySet


def acts_for(organisation: Organisation, purpose: str, day: date) -> list[LegalAct]:
    """Acts that a paper of this purpose may cite on the day, in their order. `purpose` is a code of ActPurpose.

    An act without purposes is offered to every paper. Chosen in Python: SQLite cannot look into a JSON list.
    """
    offered = LegalAct.objects.offered_to(organisation.legal_entity, day)
    return [act for act in offered if not act.purposes or purpose in act.purposes]


def acts_of(user: User, organisation: Organisation) -> LegalActQuerySet:
    """The organisation's own acts and the common ones, the expired too."""
    mine = LegalAct.objects.visible_to(user)
    return mine.filter(organisation=organisation.legal_entity) | mine.filter(organisation__isnull=True)
