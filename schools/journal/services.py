"""Writing to the journal. Services of every room call `record` inside their own transaction."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from schools.models import Organisation, User

from .models import Entry


def record(
    deed: str,
    subject: models.Model,
    *,
    organisation: Organisation | None,
    user: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    on_behalf: str = "",
) -> Entry:
    """Append one deed. `deed` is a short Russian phrase as people will read it («подписан приказ»)."""
    entry = prepare(
        deed,
        subject,
        organisation=organisation,
        user=user,
        before=before,
        after=after,
        reason=reason,
        on_behalf=on_behalf,
    )
    entry.save()
    return entry


def record_many(entries: Iterable[Entry]) -> None:
    """Append many deeds made by `prepare`, in few queries: an import touches a thousand cards at once."""
    Entry.objects.bulk_create(entries, batch_size=500)


def prepare(
    deed: str,
    subject: models.Model,
    *,
    organisation: Organisation | None,
    user: User | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
    on_behalf: str = "",
) -> Entry:
    """An entry not yet written; `record` and `record_many` write it."""
    values = json.loads(json.dumps({"before": before or {}, "after": after or {}}, cls=DjangoJSONEncoder))
    who = user if user is not None and user.pk else None
    where = organisation.pk if organisation is not None else None
    body = [deed, subject._meta.label_lower, subject.pk, values, reason, who and who.pk, where, on_behalf]
    return Entry(
        user=who,
        on_behalf=on_behalf,
        organisation=organisation,
        deed=deed,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_name=str(subject)[:300],
        before=values["before"],
        after=values["after"],
        reason=reason,
        digest=hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest(),
    )
