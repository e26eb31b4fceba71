"""Marks «подписано» on many sheets at once, and taking them back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db.models import Q

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.services import (
    PREPARED_DEED,
    REPLACED_DEED,
    SCAN_DEED,
    SIGNED_DEED,
    sign_consent,
    unsign_consent,
)
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.journal.selectors import Span, deeds_after, last_of, last_row, moment_of, subjects_of
from schools.models import Organisation, User


@dataclass
class Marks:
    """Sheets that were marked or unmarked, a sentence for each that was not, and where the journal tells of it."""

    span: Span
    done: list[Consent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def sign_sheets(consents: Iterable[Consent], signed_on: date, by: User) -> Marks:
    """Each sheet by itself: one that cannot be signed does not hold the others."""
    before = last_row()
    done, refused = [], []
    for consent in consents:
        try:
            done.append(sign_consent(consent, signed_on, None, by))
        except ValidationError as refusal:
            refused += refusal.messages
    return Marks(Span(before, last_row()), done, refused)


def undo_signing(organisation: Organisation, span: Span, by: User) -> Marks:
    """Take the marks back that `by` put within the span of the journal.

    A sheet stays signed, with the reason said, when something was done to it since (a scan, a withdrawal), when an order
    issued since rests on it, or when it took the place of a consent that would still be in force.
    """
    ids = subjects_of(span, Consent, SIGNED_DEED, organisation, by)
    rows = list(Consent.objects.filter(pk__in=ids, organisation=organisation).select_related("person"))
    result = Marks(span)
    touched = deeds_after(span, Consent, ids)
    kept = _kept(organisation, rows, span, by, moment_of(span), touched)
    for consent in rows:
        if consent.pk in kept:
            where = " Откройте лист и поправьте." if consent.pk in touched else ""
            result.refused.append(f"{kept[consent.pk]}{where}")
            continue
        try:
            result.done.append(unsign_consent(consent, by, "отметка отменена"))
        except ValidationError as refusal:
            result.refused += refusal.messages
    return result


def undo_one(consent: Consent, by: User) -> Consent:
    """Take back the mark of one sheet, looked at on its own page. Raises ValidationError with the reason to keep it."""
    if reason := why_kept(consent):
        raise ValidationError(reason)
    return unsign_consent(consent, by)


def why_kept(consent: Consent) -> str:
    """Why the mark of this signed sheet may not be taken back; empty when it may.

    The reasons are those of many sheets but one: a scan is seen on the page and goes together with the mark.
    """
    if consent.status != ConsentStatus.SIGNED:
        return ""
    organisation, mark = consent.organisation, last_of(consent, SIGNED_DEED)
    if mark is None:  # marked before there was a journal: by the day under the signature
        day = consent.signed_on or consent.prepared_on
        span, by, moment = Span(0, 0), None, datetime.combine(day, time.min, organisation.tz)
    else:
        printed = last_of(consent, PREPARED_DEED)
        span, by, moment = Span(printed.pk if printed else 0, mark.pk), mark.user, mark.at
    deeds = deeds_after(span, Consent, [consent.pk]) if mark else {}
    touched = {pk: deed for pk, deed in deeds.items() if deed != SCAN_DEED}
    return _kept(organisation, [consent], span, by, moment, touched).get(consent.pk, "")


def _kept(
    organisation: Organisation,
    rows: Sequence[Consent],
    span: Span,
    by: User | None,
    moment: datetime | None,
    touched: Mapping[int, str],
) -> dict[int, str]:
    """Sheets' ids → why the mark stays. `moment`: when it was put; `touched`: the deeds since."""
    ousted = _ousted(subjects_of(span, Consent, REPLACED_DEED, organisation, by), organisation.today())
    resting = _resting(rows)
    ordered = _ordered_since(organisation, moment, set().union(*resting.values()))
    kept = {}
    for consent in rows:
        who = f"{consent.person.short_name}, согласие {consent.get_purpose_display()}"
        if consent.pk in touched:
            kept[consent.pk] = f"{who}: после отметки сделано «{touched[consent.pk]}»."
        elif resting[consent.pk] & ordered:
            kept[consent.pk] = f"{who}: на это согласие уже опирается изданный приказ."
        elif (consent.person_id, consent.purpose) in ousted:
            kept[consent.pk] = f"{who}: лист заменил прежнее согласие, которое ещё действовало."
    return kept


def _ousted(ids: list[int], day: date) -> set[tuple[int, str]]:
    rows = Consent.objects.filter(pk__in=ids).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    return set(rows.values_list("person", "purpose"))


def _resting(rows: Sequence[Consent]) -> dict[int, set[int]]:
    """Sheets' ids → the participants whose orders rest on them: on a representative's own, the children whom he or she signs
    for; on dissemination, nobody."""
    kin = [consent.person_id for consent in rows if consent.purpose == Purpose.REPRESENTATIVE]
    signed_for: dict[int, set[int]] = defaultdict(set)
    for_whom = Consent.objects.filter(representation__representative__in=kin) if kin else Consent.objects.none()
    for representative, child in for_whom.values_list("representation__representative", "person"):
        signed_for[representative].add(child)
    nobody: set[int] = set()
    return {
        consent.pk: {Purpose.REPRESENTATIVE: signed_for[consent.person_id], Purpose.DISSEMINATION: nobody}.get(
            Purpose(consent.purpose), {consent.person_id}
        )
        for consent in rows
    }


def _ordered_since(organisation: Organisation, moment: datetime | None, people: set[int]) -> set[int]:
    """Who of these people stands in a pair whose order was issued after the marks were put."""
    if moment is None or not people:
        return set()
    pairs = Pair.objects.filter(
        organisation=organisation, status__in=[PairStatus.ORDERED, PairStatus.ENDED], order__issued_at__gte=moment
    )
    standing = set(pairs.filter(mentor__person__in=people).values_list("mentor__person", flat=True))
    return standing | set(
        pairs.filter(seats__mentee__person__in=people).values_list("seats__mentee__person", flat=True)
    )
