"""Who owes which consent: the people of the year's banks, what each has to sign, who signs, and how far each sheet is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.ages import birthday_of_age
from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import (
    is_in_force,
    is_minor,
    is_outgrown,
    required_purposes,
    signing_representation,
    silenced,
)
from schools.models import Organisation, Representation, User

from .consent_lines import Line, Signer, once

# A birthday so near is spoken of: the own consents will be asked for.
SOON_EIGHTEEN = timedelta(days=30)
# So many days before it the own sheets are printed ahead.
AHEAD = timedelta(days=14)
# A sheet that was signed or waits to be: those put aside or taken back ask for nothing.
OPEN = (ConsentStatus.PREPARED, ConsentStatus.SIGNED)
type Known = Mapping[tuple[int, str], Sequence[Consent]]


def signers_of(organisation: Organisation, year: int, day: date, user: User | None) -> list[Signer]:
    """Every candidate and confirmed person of the year's banks with the state of each sheet, by name; constant queries.

    `user` sees those whom he or she may see; None is a command of the administrator of the installation.
    """
    if user is None:
        return _signers(Mentor.objects.all(), Mentee.objects.all(), organisation, year, day)
    return _signers(Mentor.objects.visible_to(user), Mentee.objects.visible_to(user), organisation, year, day)


def own_lines(
    organisation: Organisation, year: int, day: date, user: User, *, with_offered: bool = False
) -> list[Line]:
    """What the user has to sign, whatever other roles he or she has: for himself and for the children whom he represents.

    Of a child's sheets a representative sees those that he or she is to sign or has signed. `with_offered` adds the sheets
    of dissemination that were printed: nobody owes them.
    """
    own = Mentor.objects.visible_to(user), Mentee.objects.visible_to(user)
    found = _signers(own[0].filter(person__user=user), own[1].filter(person__user=user), organisation, year, day)
    # A minor's representative signs for himself too: that sheet is not the minor's to see or to take back.
    mine = [line for line in _lines(found, with_offered) if line.person.user_id == user.pk]
    # A parent sees no bank; the children's entries are read only for the sheets that the parent signs.
    kin = Q(person__represented_by__representative__user=user)
    children = _signers(Mentor.objects.filter(kin), Mentee.objects.filter(kin), organisation, year, day)
    for line in _lines(children, with_offered):
        link = line.signer
        if line.person.user_id == user.pk or (link is not None and link.representative.user_id == user.pk):
            mine.append(line)
    return once(mine)


def _lines(signers: Iterable[Signer], with_offered: bool) -> list[Line]:
    lines = [line for signer in signers for line in signer.lines]
    if with_offered:
        lines += [line for signer in signers for line in signer.offered if line.consent is not None]
    return lines


def _signers(
    mentors: QuerySet[Mentor], mentees: QuerySet[Mentee], organisation: Organisation, year: int, day: date
) -> list[Signer]:
    entity = organisation.legal_entity
    found: dict[int, Signer] = {}
    for visible, side in ((mentors, "is_mentor"), (mentees, "is_mentee")):
        entries = visible.filter(organisation=entity, year=year).exclude(status=BankStatus.WITHDRAWN)
        for entry in entries.select_related("person").distinct():
            signer = found.setdefault(entry.person_id, Signer(entry.person))
            setattr(signer, side, True)
    # Once for both banks: many a person stands in both.
    links = Prefetch("represented_by", Representation.objects.select_related("representative"))
    people = [signer.person for signer in found.values()]
    prefetch_related_objects(people, "enrolments", "employments", links, Prefetch("consents", _sheets()))
    known = _by_key(consent for signer in found.values() for consent in signer.person.consents.all())
    signing = {pk: _signing(signer, known, day) for pk, signer in found.items()}
    kin = {link.representative_id for chosen in signing.values() for link in chosen}
    known = {**known, **_by_key(_sheets().filter(person__in=kin, purpose=Purpose.REPRESENTATIVE) if kin else [])}
    for pk, signer in found.items():
        _fill(signer, known, signing[pk], day)
    return sorted(found.values(), key=lambda signer: (signer.person.name_key, signer.person.pk))


def _sheets() -> QuerySet[Consent]:
    rows = Consent.objects.exclude(status=ConsentStatus.REPLACED).order_by("pk")
    return rows.select_related(
        "person", "document", "scan", "withdrawal", "organisation", "representation__representative"
    )


def _by_key(consents: Iterable[Consent]) -> dict[tuple[int, str], list[Consent]]:
    found: dict[tuple[int, str], list[Consent]] = defaultdict(list)
    for consent in consents:
        found[consent.person_id, consent.purpose].append(consent)
    return dict(found)


def _signing(signer: Signer, known: Known, day: date) -> list[Representation]:
    """Whose own sheet is needed: of those who signed what is in force, and of the one who is to sign the rest."""
    signer.is_minor = is_minor(signer.person, day)
    if not signer.is_minor:
        return []
    links: dict[int, Representation] = {}
    for purpose in (*required_purposes(signer.is_mentor, signer.is_mentee), Purpose.DISSEMINATION):
        given = [one for one in known.get((signer.person.pk, purpose), []) if is_in_force(one, day)]
        links |= {one.representation.representative_id: one.representation for one in given if one.representation}
    chosen = signing_representation(signer.person)
    if chosen is not None:
        links.setdefault(chosen.representative_id, chosen)
    return list(links.values())


def _fill(signer: Signer, known: Known, signing: list[Representation], day: date) -> None:
    person = signer.person
    chosen = signing_representation(person) if signer.is_minor else None
    for purpose in required_purposes(signer.is_mentor, signer.is_mentee):
        signer.lines.append(_line(signer, purpose, known, chosen, day))
    signer.offered.append(_line(signer, Purpose.DISSEMINATION, known, chosen, day))
    for link in signing:
        sheets = known.get((link.representative_id, Purpose.REPRESENTATIVE), [])
        given = [one for one in sheets if is_in_force(one, day)]
        last = given[-1] if given else sheets[-1] if sheets else None
        signer.lines.append(Line(link.representative, Purpose.REPRESENTATIVE, last, bool(given)))
    if person.birth_date is not None:
        birthday = birthday_of_age(person.birth_date)
        if any(line.grown_up for line in signer.lines) or day < birthday <= day + SOON_EIGHTEEN:
            signer.of_age_on = birthday
        signer.comes_of_age = signer.is_minor and birthday <= day + AHEAD


def _line(signer: Signer, purpose: Purpose, known: Known, chosen: Representation | None, day: date) -> Line:
    sheets = known.get((signer.person.pk, purpose), [])
    in_force = [consent for consent in sheets if is_in_force(consent, day)]
    silent = ""
    if purpose == Purpose.DISSEMINATION and in_force:
        silent = silenced(in_force[-1], known.get((signer.person.pk, Purpose.PROCESSING), []), day)
        if silent:  # the new sheet, if one was printed, is what is spoken of
            in_force, sheets = [], sorted(sheets, key=lambda one: one.status == ConsentStatus.PREPARED)
    consent = in_force[-1] if in_force else sheets[-1] if sheets else None
    link = consent.representation if consent is not None and (in_force or signer.is_minor) else None
    own = [one for one in sheets if one.status == ConsentStatus.PREPARED and one.representation_id is None]
    outgrown = not in_force and any(one.status in OPEN and is_outgrown(one, day) for one in sheets)
    return Line(
        signer.person,
        purpose,
        consent,
        bool(in_force),
        signer.is_minor,
        (link or chosen) if signer.is_minor else None,
        outgrown,
        silent if consent is not None and consent.status == ConsentStatus.SIGNED else "",
        own[-1] if own and in_force and signer.is_minor else None,
    )
