"""The life of a consent. `door.move_consent` is the one door of its status."""

from .preparing import PREPARED_DEED, prepare_consent, replace_consent
from .signing import REPLACED_DEED, SCAN_DEED, SIGNED_DEED, attach_scan, sign_consent, unsign_consent
from .withdrawing import attach_withdrawal, withdraw_consent

__all__ = [
    "PREPARED_DEED",
    "REPLACED_DEED",
    "SCAN_DEED",
    "SIGNED_DEED",
    "attach_scan",
    "attach_withdrawal",
    "prepare_consent",
    "replace_consent",
    "sign_consent",
    "unsign_consent",
    "withdraw_consent",
]
