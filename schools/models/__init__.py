from .calendar import CalendarDay
from .destruction import Destruction
from .employment import Employment, Enrolment, Headship
from .invitation import Invitation
from .membership import Membership
from .organisation import Organisation
from .person import Person, Representation
from .staff_import import ImportedCard, StaffImport
from .user import User

__all__ = [
    "CalendarDay",
    "Destruction",
    "Employment",
    "Enrolment",
    "Headship",
    "ImportedCard",
    "Invitation",
    "Membership",
    "Organisation",
    "Person",
    "Representation",
    "StaffImport",
    "User",
]
