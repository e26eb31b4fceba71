"""What the administrator of the installation keeps: organisations, accounts, the calendar of working days.

Cards, pairs, consents and documents are not here: their statuses have one door, and it is not this one.
"""

from . import access, calendar, organisation

__all__ = ["access", "calendar", "organisation"]
