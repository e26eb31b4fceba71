"""A document's life: draft → issued → annulled or cancelled, and papers issued elsewhere.

Issued means frozen: after `register_document` nothing but the scan, and the void mark with its reason, ever changes.
"""

from .aftermath import annul_document, attach_scan, is_voidable, signed_refusal, standing_change, why_not_annulled
from .cancelling import Fate, cancel_documents, fates_of, restore_cancelled
from .door import DocumentRefused
from .drafts import StaleDraft, create_draft, discard_draft, save_draft
from .elsewhere import enter_elsewhere
from .freezing import Composed, freeze_sheet
from .issuing import issue_sheet, register_document
from .restoring import discarding_of, restore_draft
from .verifying import faults_of, verify_document

__all__ = [
    "Composed",
    "DocumentRefused",
    "Fate",
    "StaleDraft",
    "annul_document",
    "attach_scan",
    "cancel_documents",
    "create_draft",
    "discard_draft",
    "discarding_of",
    "enter_elsewhere",
    "fates_of",
    "faults_of",
    "freeze_sheet",
    "is_voidable",
    "issue_sheet",
    "register_document",
    "restore_cancelled",
    "restore_draft",
    "save_draft",
    "signed_refusal",
    "standing_change",
    "verify_document",
    "why_not_annulled",
]
