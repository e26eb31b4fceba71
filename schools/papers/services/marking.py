"""What the QR mark of a paper tells: only whether this paper exists unchanged."""

from typing import Literal

from ..engine.freezing import FrozenBlocksError, blocks_from_json
from ..enums import DocumentStatus
from ..marks import LENGTH
from ..models import Document
from ..selectors.files import is_intact
from .documents.freezing import hash_of

State = Literal["intact", "changed", "cancelled", "annulled", "broken", "unknown"]


def state_of_mark(mark: str) -> State:
    """What may be told to anybody who holds the paper: nothing of what it says, only whether it stands."""
    if len(mark) != LENGTH:
        return "unknown"
    document = Document.objects.select_related("pdf").filter(mark=mark).first()
    if document is None or document.status == DocumentStatus.DRAFT:
        return "unknown"
    if document.status == DocumentStatus.ANNULLED:
        return "annulled"
    if not is_unchanged(document):
        return "broken"
    if document.status == DocumentStatus.CANCELLED:
        return "cancelled"
    return "changed" if document.changed_by.filter(status=DocumentStatus.ISSUED).exists() else "intact"


def is_unchanged(document: Document) -> bool:
    """The frozen text and its PDF are what was issued; scans and notes do not matter here."""
    try:
        blocks_from_json(document.blocks)
    except FrozenBlocksError:
        return False
    return hash_of(document.blocks) == document.content_hash and (document.pdf is None or is_intact(document.pdf))
