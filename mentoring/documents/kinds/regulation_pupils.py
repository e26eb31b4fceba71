"""Regulation on mentoring of pupils."""

from mentoring.banks.enums import Contingent

from ..order_kinds import REGULATION_PUPILS
from ..regulations.kinds import regulation
from ..regulations.pupils import HEADING, SECTIONS

KIND = regulation(
    REGULATION_PUPILS,
    Contingent.PUPILS,
    "Положение о наставничестве обучающихся",
    "Порядок наставничества, в котором помощь получают обучающиеся. Утверждается приказом.",
    HEADING,
    SECTIONS,
)
