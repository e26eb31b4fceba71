"""Deeds of access: inviting, accepting, taking a role away, joining a sign-in with its card."""

from .accepting import accept_as, accept_new, invitation_by
from .inviting import Slip, cancel_invitation, end_role, invite, invite_head, mail_slips
from .tying import tie_account

__all__ = [
    "Slip",
    "accept_as",
    "accept_new",
    "cancel_invitation",
    "end_role",
    "invitation_by",
    "invite",
    "invite_head",
    "mail_slips",
    "tie_account",
]
