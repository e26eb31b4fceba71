"""A paper gets its QR mark as it is issued: random, it says nothing by itself.

ГОСТ Р 7.0.97-2025 admits a code at the foot of a paper; each organisation decides for itself (`PaperSettings.qr_mark`).
The mark is frozen with the paper: taking the switch off leaves the marks of issued papers working.
"""

import secrets

from schools.models import Organisation

from ...marks import LENGTH
from ...models import PaperSettings


def mark_for(organisation: Organisation) -> str | None:
    """A new mark for a paper that is about to be issued; None where the organisation prints none."""
    wanted = PaperSettings.objects.filter(organisation=organisation.legal_entity, qr_mark=True).exists()
    return secrets.token_hex(LENGTH // 2) if wanted else None
