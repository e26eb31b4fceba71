"""What the administrator of the installation keeps: organisations and accounts.

Cards, pairs, consents and documents are not here: their statuses have one door, and it is not this one.
"""

from . import access, organisation

__all__ = ["access", "organisation"]
