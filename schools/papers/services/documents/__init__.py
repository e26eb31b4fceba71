"""A document's life: draft → issued → annulled, and papers issued elsewhere.

Issued means frozen: after `register_document` nothing but the scan, and the void mark with its reason, ever changes.
"""

from .aftermath import annul_document, attach_scan
from .door import DocumentRefused
from .drafts import StaleDraft, create_draft, discard_draft, save_draft
from .elsewhere import enter_elsewhere
from .freezing import Composed, freeze_sheet
from .issuing import register_document
from .verifying import faults_of, verify_document

__all__ = [
    "Composed",
    "DocumentRefused",
    "StaleDraft",
    "annul_document",
    "attach_scan",
    "create_draft",
    "discard_draft",
    "enter_elsewhere",
    "faults_of",
    "freeze_sheet",
    "register_document",
    "save_draft",
    "verify_document",
]
