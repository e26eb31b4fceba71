"""Who owes which consent: the people of the year's banks, what each has to sign, and how far each sheet is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from mentoring.banks.enums import BankStatus
from mentoring.banks.models import Mentee, Mentor
from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from mentoring.consents.selectors import is_in_force, is_minor, required_purposes
from schools.models import Organisation, Person, User
from schools.russian import search_key


@dataclass(frozen=True)
class Line:
    """One consent of one person: the sheet in force, else the one printed last, else none."""

    person: Person
    purpose: Purpose
    consent: Consent | None
    in_force: bool
    # A pupil's sheet is signed by the representative; its text is not printed yet.
    by_representative: bool = False

    @property
    def key(self) -> str:
        """«<person>:<purpose>»: how forms name the line."""
        return f"{self.person.pk}:{self.purpose}"

    @property
    def is_unprinted(self) -> bool:
        """No sheet waits for a signature: never printed, withdrawn, or past its term."""
        return self.state in ("none", "withdrawn", "lapsed")

    @property
    def state(self) -> str:
        """A word for the chip: signed, prepared, withdrawn, lapsed, none."""
        if self.in_force:
            return "signed"
        if self.consent is None:
            return "none"
        return {ConsentStatus.PREPARED: "prepared", ConsentStatus.WITHDRAWN: "withdrawn"}.get(
            ConsentStatus(self.consent.status), "lapsed"
        )


@dataclass
class Signer:
    """A participant and the sheets that he or she has to sign."""

    person: Person
    is_mentor: bool = False
    is_mentee: bool = False
    lines: list[Line] = field(default_factory=list)

    @property
    def owes(self) -> list[Line]:
        return [line for line in self.lines if not line.in_force]

    @property
    def part(self) -> str:
        if self.is_mentor and self.is_mentee:
            return "наставник и наставляемый"
        return "наставник" if self.is_mentor else "наставляемый"


def signers_of(organisation: Organisation, year: int, day: date, user: User | None) -> list[Signer]:
    """Every candidate and confirmed person of the year's banks with the state of each sheet, by name; five queries.

    `user` sees those whom he or she may see; None is a command of the administrator of the installation.
    """
    if user is None:
        return _signers(Mentor.objects.all(), Mentee.objects.all(), organisation, year, day)
    return _signers(Mentor.objects.visible_to(user), Mentee.objects.visible_to(user), organisation, year, day)


def own_lines(organisation: Organisation, year: int, day: date, user: User) -> list[Line]:
    """What the user has to sign, whatever other roles he or she has."""
    mentors = Mentor.objects.visible_to(user).filter(person__user=user)
    mentees = Mentee.objects.visible_to(user).filter(person__user=user)
    return [line for signer in _signers(mentors, mentees, organisation, year, day) for line in signer.lines]


def _signers(
    mentors: QuerySet[Mentor], mentees: QuerySet[Mentee], organisation: Organisation, year: int, day: date
) -> list[Signer]:
    entity = organisation.legal_entity
    found: dict[int, Signer] = {}
    for visible, side in ((mentors, "is_mentor"), (mentees, "is_mentee")):
        entries = visible.filter(organisation=entity, year=year).exclude(status=BankStatus.WITHDRAWN)
        for entry in entries.select_related("person").prefetch_related("person__enrolments", "person__employments"):
            signer = found.setdefault(entry.person_id, Signer(entry.person))
            setattr(signer, side, True)
    known: dict[tuple[int, str], list[Consent]] = {}
    consents = Consent.objects.filter(person__in=found).exclude(status=ConsentStatus.REPLACED).order_by("pk")
    for consent in consents.select_related("document", "scan"):
        known.setdefault((consent.person_id, consent.purpose), []).append(consent)
    for signer in found.values():
        for purpose in required_purposes(signer.is_mentor, signer.is_mentee):
            signer.lines.append(_line(signer.person, purpose, known.get((signer.person.pk, purpose), []), day))
    return sorted(found.values(), key=lambda signer: (signer.person.name_key, signer.person.pk))


def _line(person: Person, purpose: Purpose, known: list[Consent], day: date) -> Line:
    in_force = [consent for consent in known if is_in_force(consent, day)]
    consent = in_force[-1] if in_force else known[-1] if known else None
    return Line(person, purpose, consent, bool(in_force), is_minor(person, day))


def narrowed(signers: Iterable[Signer], q: str, only: str) -> list[Signer]:
    """Search by words and by state: "owed" leaves those who owe, "unprinted" those whose sheet was never printed."""
    words = search_key(q).split()
    kept = [signer for signer in signers if all(word in signer.person.search_text for word in words)]
    if only == "owed":
        kept = [signer for signer in kept if signer.owes]
    elif only == "unprinted":
        kept = [signer for signer in kept if any(line.is_unprinted for line in signer.lines)]
    elif only == "prepared":
        kept = [signer for signer in kept if any(line.state == "prepared" for line in signer.lines)]
    return kept
