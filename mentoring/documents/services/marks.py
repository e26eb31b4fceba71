"""Marks «подписано» on many sheets at once, and taking them back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from mentoring.consents.models import Consent
from mentoring.consents.services import REPLACED_DEED, SIGNED_DEED, sign_consent, unsign_consent
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair
from schools.journal.selectors import Span, deeds_after, last_row, moment_of, subjects_of
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
    touched = deeds_after(span, Consent, ids)
    ousted = _ousted(subjects_of(span, Consent, REPLACED_DEED, organisation, by), organisation.today())
    result = Marks(span)
    rows = list(Consent.objects.filter(pk__in=ids, organisation=organisation).select_related("person"))
    ordered = _ordered_since(organisation, span, {consent.person_id for consent in rows})
    for consent in rows:
        who = f"{consent.person.short_name}, согласие {consent.get_purpose_display()}"
        if consent.pk in touched:
            result.refused.append(f"{who}: после отметки сделано «{touched[consent.pk]}». Откройте лист и поправьте.")
        elif consent.person_id in ordered:
            result.refused.append(f"{who}: на это согласие уже опирается изданный приказ.")
        elif (consent.person_id, consent.purpose) in ousted:
            result.refused.append(f"{who}: лист заменил прежнее согласие, которое ещё действовало.")
        else:
            try:
                result.done.append(unsign_consent(consent, by, "отметка отменена"))
            except ValidationError as refusal:
                result.refused += refusal.messages
    return result


def _ousted(ids: list[int], day: date) -> set[tuple[int, str]]:
    rows = Consent.objects.filter(pk__in=ids).filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))
    return set(rows.values_list("person", "purpose"))


def _ordered_since(organisation: Organisation, span: Span, people: set[int]) -> set[int]:
    """Who of these people stands in a pair whose order was issued after the marks were put."""
    moment = moment_of(span)
    if moment is None:
        return set()
    pairs = Pair.objects.filter(
        organisation=organisation, status__in=[PairStatus.ORDERED, PairStatus.ENDED], order__issued_at__gte=moment
    )
    standing = set(pairs.filter(mentor__person__in=people).values_list("mentor__person", flat=True))
    return standing | set(
        pairs.filter(seats__mentee__person__in=people).values_list("seats__mentee__person", flat=True)
    )
