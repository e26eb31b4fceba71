"""One regulation on mentoring of teachers and of pupils."""

from ..order_kinds import REGULATION_BOTH
from ..regulations.both import HEADING, SECTIONS
from ..regulations.kinds import regulation
from ..selectors.offered import BOTH

KIND = regulation(
    REGULATION_BOTH,
    BOTH,
    "Положение о наставничестве педагогов и обучающихся",
    "Одно положение вместо двух: для работников и для обучающихся. Утверждается приказом.",
    HEADING,
    SECTIONS,
)
