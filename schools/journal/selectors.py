"""Reading the journal."""

from django.db import models

from .models import Entry, EntryQuerySet


def history_of(user, subject: models.Model) -> EntryQuerySet:
    """The deeds done to one subject, newest first, as far as the user may read them."""
    return (
        Entry.objects.visible_to(user)
        .filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("user")
    )
