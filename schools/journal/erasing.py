"""Destruction of personal data in the journal: what was noted vanishes, the row, its deed, hand, moment and digest stay."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from schools.destruction import About
from schools.models import Organisation
from schools.traces import BATCH, Traces

from .models import Entry

NOTED = ("subject_name", "before", "after", "reason", "on_behalf")

# Of a pupil's entry: who represents, and what goes with the name.
TIED = ("representative", "relation")


def erase_entries(about: Iterable[About], organisation: Organisation, traces: Traces, at: datetime) -> int:
    """Empty the entries about these rows wherever they were made; in all others of the organisation take out the mentions.

    How many entries were changed.
    """
    changed: dict[int, Entry] = {}
    shared: set[int] = set()
    for one in about:
        ids = list(one.ids)
        for start in range(0, len(ids), BATCH):
            entries = Entry.objects.filter(
                subject_type=one.model._meta.label_lower, subject_id__in=ids[start : start + BATCH]
            )
            for entry in entries:
                entry.before, entry.after, entry.reason = {}, {}, ""
                entry.on_behalf = traces.without(entry.on_behalf, own=True)
                if one.shared:
                    entry.subject_name = traces.without(entry.subject_name, own=True)[:300]
                    shared.add(entry.pk)
                elif entry.pk not in shared:
                    entry.subject_name = traces.instead
                changed[entry.pk] = entry
    others = Entry.objects.filter(Q(organisation=organisation) | Q(organisation=None))
    for entry in others.order_by("pk").iterator(BATCH):
        if entry.pk not in changed and _is_cleaned(entry, traces):
            changed[entry.pk] = entry
    for entry in changed.values():
        entry.erased_at = at
    Entry.objects.bulk_update(changed.values(), [*NOTED, "erased_at"], batch_size=BATCH)
    return len(changed)


def former_names(subject_type: str, subject_id: int) -> list[str]:
    """What the journal ever called the subject."""
    entries = Entry.objects.filter(subject_type=subject_type, subject_id=subject_id).exclude(subject_name="")
    return list(entries.order_by().values_list("subject_name", flat=True).distinct())


def _is_cleaned(entry: Entry, traces: Traces) -> bool:
    touched = False
    for name in NOTED:
        old = getattr(entry, name)
        new = traces.without(old)
        if new != old:
            touched = True
            if isinstance(new, dict) and new.get(TIED[0]) != old.get(TIED[0]):
                new.pop(TIED[1], None)
            setattr(entry, name, new[:300] if name == "subject_name" else new[:200] if name == "on_behalf" else new)
    return touched
