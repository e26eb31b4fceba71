"""A document's life: draft → issued → annulled or cancelled, and papers issued elsewhere.

Issued means frozen: after `register_document` nothing but the scan, and the void mark with its reason, ever changes.
"""

from .aftermath import annul_document, attach_scan, is_voidable
from .cancelling import cancel_documents, restore_cancelled
from .door import DocumentRefused
from .drafts import StaleDraft, create_draft, discard_draft, save_draft
from .elsewhere import enter_elsewhere
from .freezing import Composed, freeze_sheet
from .issuing import issue_sheet, register_document
from .verifying import faults_of, verify_document

__all__ = [
    "Composed",
    "DocumentRefused",
    "StaleDraft",
    "annul_document",
    "attach_scan",
    "cancel_documents",
    "create_draft",
    "discard_draft",
    "enter_elsewhere",
    "faults_of",
    "freeze_sheet",
    "is_voidable",
    "issue_sheet",
    "register_document",
    "restore_cancelled",
    "save_draft",
    "verify_document",
]
