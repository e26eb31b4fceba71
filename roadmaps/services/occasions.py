"""A measure's year under its lock, and what the journal keeps of it."""

from ..enums import MeasureStatus
from ..models import Occasion
from .refusals import GONE, RoadmapRefused


def lock_occasion(occasion: Occasion) -> Occasion:
    """The row as it is now, locked, with its measure, roadmap and organisation. Needs an open transaction.

    Who changed it is not read along: a row that had to be waited for comes back with what was joined to its old state.
    """
    rows = Occasion.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("measure__roadmap__organisation").filter(pk=occasion.pk).first()
    if row is None:
        raise RoadmapRefused([GONE])
    return row


def state_of(row: Occasion) -> dict[str, str]:
    """In words, for the journal."""
    facts = {
        "состояние": MeasureStatus(row.status).label,
        "выполнено": f"{row.done_on:%d.%m.%Y}" if row.done_on else "",
        "почему не проводилось": row.reason,
        "примечание": row.comment,
    }
    return {name: value for name, value in facts.items() if value}
