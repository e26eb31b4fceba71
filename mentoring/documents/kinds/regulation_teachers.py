"""Regulation on mentoring of teachers."""

from mentoring.banks.enums import Contingent

from ..order_kinds import REGULATION_TEACHERS
from ..regulations.kinds import regulation
from ..regulations.teachers import HEADING, SECTIONS

KIND = regulation(
    REGULATION_TEACHERS,
    Contingent.TEACHERS,
    "Положение о наставничестве педагогов",
    "Порядок наставничества среди работников: кто, как и на каких условиях. Утверждается приказом.",
    HEADING,
    SECTIONS,
)
