"""What is required of whom, and what is missing on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..enums import ConsentStatus, Purpose
from ..models import Consent
from .signers import is_in_force, is_outgrown

GROWN_UP = "исполнилось 18: нужно своё"


def required_purposes(is_mentor: bool, is_mentee: bool) -> tuple[Purpose, ...]:
    """What a participant has to sign: processing of data for everybody, then the part that he or she takes.

    Dissemination is owed by nobody (152-ФЗ, статья 10.1: silence is no consent); a representative's own sheet is owed
    where a representative signs, see `missing_for`.
    """
    required: list[Purpose] = []
    if is_mentor or is_mentee:
        required.append(Purpose.PROCESSING)
    if is_mentor:
        required.append(Purpose.MENTOR_DUTIES)
    if is_mentee:
        required.append(Purpose.MENTEE_PART)
    return tuple(required)


@dataclass(frozen=True)
class Owed:
    """A consent that a person has not given by the day. `prepared` is the printed sheet that waits, if any."""

    person_id: int
    purpose: Purpose
    prepared: Consent | None = None
    # The last sheet that was signed and no longer counts: withdrawn, past its term, or outgrown.
    lapsed: Consent | None = None
    # What a representative signed or was to sign no longer counts, and the own sheet is not signed yet.
    grown_up: bool = False

    @property
    def state(self) -> str:
        # A sheet printed for a representative before the birthday is of no use after it.
        if self.prepared is not None and not (self.grown_up and self.prepared.representation_id):
            return "напечатано, не подписано"
        if self.grown_up:
            return GROWN_UP
        if self.lapsed is not None and self.lapsed.status == ConsentStatus.WITHDRAWN:
            return "отозвано"
        if self.lapsed is not None:
            return "срок истёк"
        return "не печаталось"


def owed(people: Mapping[int, Iterable[Purpose]], day: date) -> list[Owed]:
    """Everything that these people owe on the day, in the order of `people`; one query, one more where representatives
    sign.

    `people` maps a person's id to the purposes required of him or her (`required_purposes`). Where a representative has
    signed, or is to sign a printed sheet, the representative's own consent is owed too, under the child.
    """
    if not people:
        return []
    by_key: dict[tuple[int, str], list[Consent]] = defaultdict(list)
    rows = Consent.objects.filter(person__in=list(people)).exclude(status=ConsentStatus.REPLACED)
    for consent in rows.select_related("person", "representation").order_by("pk"):
        by_key[consent.person_id, consent.purpose].append(consent)
    silent = _silent_representatives(
        [consent for known in by_key.values() for consent in known if _is_signed_for(consent, day)], day
    )
    found = []
    for person_id, purposes in people.items():
        signers: set[int] = set()
        for purpose in purposes:
            known = by_key[person_id, purpose]
            signers |= {one.representation.representative_id for one in known if _is_signed_for(one, day)}  # type: ignore[union-attr]  # signed for
            if any(is_in_force(consent, day) for consent in known):
                continue
            lapsed = next((one for one in reversed(known) if one.status != ConsentStatus.PREPARED), None)
            found.append(
                Owed(
                    person_id,
                    purpose,
                    prepared=next((one for one in known if one.status == ConsentStatus.PREPARED), None),
                    lapsed=lapsed,
                    grown_up=any(one.status != ConsentStatus.WITHDRAWN and is_outgrown(one, day) for one in known),
                )
            )
        if signers & silent:
            found.append(Owed(person_id, Purpose.REPRESENTATIVE))
    return found


def _is_signed_for(consent: Consent, day: date) -> bool:
    """A representative's signature stands on the sheet and counts, or is waited for."""
    if consent.representation_id is None or is_outgrown(consent, day):
        return False
    return consent.status == ConsentStatus.PREPARED or is_in_force(consent, day)


def _silent_representatives(signed: list[Consent], day: date) -> set[int]:
    """Ids of the representatives of these consents who have not consented to the processing of their own data."""
    people = {consent.representation.representative_id for consent in signed if consent.representation is not None}
    if not people:
        return set()
    given = Consent.objects.in_force(day).filter(person__in=people, purpose=Purpose.REPRESENTATIVE)
    return people - set(given.values_list("person", flat=True))


def missing_for(people: Mapping[int, Iterable[Purpose]], day: date) -> dict[int, list[Purpose]]:
    """Who lacks which consent on the day; those who lack nothing are left out. One query, or two as in `owed`."""
    missing: dict[int, list[Purpose]] = {}
    for debt in owed(people, day):
        missing.setdefault(debt.person_id, []).append(debt.purpose)
    return missing
