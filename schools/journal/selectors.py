"""Reading the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from schools.models import Organisation, User

from .models import Entry, EntryQuerySet


def history_of(user, subject: models.Model) -> EntryQuerySet:
    """The deeds done to one subject, newest first, as far as the user may read them."""
    return (
        Entry.objects.visible_to(user)
        .filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("user")
    )


def folded(entries: Iterable[Entry]) -> list[Entry]:
    """The same deed of the same person several times in a row is one line: the last, with `times` and the first `since`.

    A deed with a reason of its own stands alone.
    """
    lines: list[Entry] = []
    for entry in entries:
        last = lines[-1] if lines else None
        if last is not None and not entry.reason and not last.reason and _same_hand(entry, last):
            last.times, last.since = last.times + 1, entry.at  # type: ignore[attr-defined]  # set below
            continue
        entry.times, entry.since = 1, entry.at  # type: ignore[attr-defined]  # for the template
        lines.append(entry)
    return lines


def _same_hand(one: Entry, other: Entry) -> bool:
    return (one.deed, one.user_id, one.on_behalf) == (other.deed, other.user_id, other.on_behalf)


@dataclass(frozen=True)
class Span:
    """A stretch of the journal, from the last row before a bulk deed to its own last row: what «Отменить» refers to.

    Both numbers go into an address, however many rows the deed touched.
    """

    after: int
    until: int


def last_row() -> int:
    """Number of the journal's last row; 0 of an empty journal."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def moment_of(span: Span) -> datetime | None:
    """When the bulk deed was over; None for a span that no deed ended."""
    return Entry.objects.filter(pk=span.until).values_list("at", flat=True).first()


def last_of(subject: models.Model, deed: str) -> Entry | None:
    """The last row that tells of this deed done to the subject."""
    rows = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, deed=deed)
    return rows.order_by("-pk").first()


def subjects_of(
    span: Span, model: type[models.Model], deed: str, organisation: Organisation, user: User | None
) -> list[int]:
    """Whom the user did the deed to within the span; None is a command."""
    rows = Entry.objects.filter(
        pk__gt=span.after,
        pk__lte=span.until,
        deed=deed,
        subject_type=model._meta.label_lower,
        organisation=organisation,
        user=user,
    )
    return [pk for pk in rows.order_by("pk").values_list("subject_id", flat=True) if pk is not None]


def deeds_after(
    span: Span, model: type[models.Model], ids: Sequence[int], deeds: Iterable[str] | None = None
) -> dict[int, str]:
    """Which of these deeds (None: any) befell each subject since the span: the last; subjects left alone are absent."""
    rows = Entry.objects.filter(pk__gt=span.until, subject_type=model._meta.label_lower, subject_id__in=ids)
    if deeds is not None:
        rows = rows.filter(deed__in=list(deeds))
    return {pk: deed for pk, deed in rows.order_by("pk").values_list("subject_id", "deed") if pk is not None}
