"""A consent that somebody has to sign: its line with the sheet and the state; who signs, and which lines are still owed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from mentoring.consents.enums import ConsentStatus, Purpose
from mentoring.consents.models import Consent
from schools.enums import Gender
from schools.models import Person, Representation, User


@dataclass(frozen=True)
class Line:
    """One consent of one person: the sheet in force, else the one printed last, else none."""

    person: Person
    purpose: Purpose
    consent: Consent | None
    in_force: bool
    # A minor's sheet is signed by a representative; `signer` is who, None while nobody is recorded.
    by_representative: bool = False
    signer: Representation | None = None
    # The person came of age and the own sheet is not signed yet: what the representative signed, or was to sign, no longer
    # counts. A new sheet that was printed changes nothing in it.
    grown_up: bool = False
    # Of dissemination in force that allows nothing now: «silent» or «moved», see `silenced`.
    silent: str = ""
    # The person's own sheet that was printed before the 18th birthday and is signed from that day on.
    own_sheet: Consent | None = None

    @property
    def key(self) -> str:
        """«<person>:<purpose>»: how forms name the line."""
        return f"{self.person.pk}:{self.purpose}"

    @property
    def is_unprinted(self) -> bool:
        """No sheet waits for a signature: never printed, withdrawn, past its term, outgrown."""
        return self.state in ("none", "withdrawn", "lapsed", "grown", "silent", "moved")

    @property
    def is_printable(self) -> bool:
        """Somebody may sign it: the person, or a representative who is recorded."""
        return not self.in_force and (not self.by_representative or self.signer is not None)

    @property
    def state(self) -> str:
        """A word for the chip: signed, prepared, grown, moved, silent, withdrawn, lapsed, none."""
        if self.in_force:
            return "signed"
        if self.consent is None:
            return "none"
        if self.grown_up and not self._is_own_printed:
            return "grown"
        return self.silent or {ConsentStatus.PREPARED: "prepared", ConsentStatus.WITHDRAWN: "withdrawn"}.get(
            ConsentStatus(self.consent.status), "lapsed"
        )

    @property
    def _is_own_printed(self) -> bool:
        """The sheet that waits is for the signature of the person, not of a representative."""
        sheet = self.consent
        return sheet is not None and sheet.status == ConsentStatus.PREPARED and sheet.representation_id is None


@dataclass
class Signer:
    """A participant and the sheets that stand for him or her to take part, the representative's own among them."""

    person: Person
    is_mentor: bool = False
    is_mentee: bool = False
    lines: list[Line] = field(default_factory=list)
    # Offered, owed by nobody: dissemination.
    offered: list[Line] = field(default_factory=list)
    is_minor: bool = False
    # The 18th birthday when it is near, or while it asks for sheets of the person's own.
    of_age_on: date | None = None
    # Whether that birthday is so near that the own sheets are printed ahead.
    comes_of_age: bool = False

    @property
    def unsigned(self) -> list[Line]:
        """Not in force, taken back among them: while there is one, not everything is signed."""
        return [line for line in self.lines if not line.in_force]

    @property
    def withdrawn(self) -> list[Line]:
        return [line for line in self.lines if line.state == "withdrawn"]

    @property
    def has_left(self) -> bool:
        """Processing was taken back: nothing more is asked of the person."""
        return any(line.purpose == Purpose.PROCESSING for line in self.withdrawn)

    @property
    def owes(self) -> list[Line]:
        """Still to be signed. Who took a consent back is no debtor: nobody is asked anew for it."""
        return [] if self.has_left else owed_of(self.lines)

    @property
    def ahead(self) -> list[Line]:
        """What a representative signed and the birthday will end: the person's own sheets may be printed now."""
        signed = [line for line in self.lines if line.in_force and line.by_representative]
        return [line for line in signed if self.comes_of_age and line.person.pk == self.person.pk]

    @property
    def part(self) -> str:
        mentee = "наставляемая" if self.person.gender == Gender.FEMALE else "наставляемый"
        if self.is_mentor and self.is_mentee:
            return f"наставник и {mentee}"
        return "наставник" if self.is_mentor else mentee

    @property
    def has_choice(self) -> bool:
        """Several representatives: one of them is chosen to sign."""
        return self.is_minor and len(self.person.represented_by.all()) > 1


def owed_of(lines: Iterable[Line]) -> list[Line]:
    """Of these lines those still to be signed: not what was taken back, nothing of who took processing back, and not
    dissemination, which nobody owes."""
    lines = list(lines)
    gone = {one.person.pk for one in lines if one.purpose == Purpose.PROCESSING and one.state == "withdrawn"}
    return [
        one
        for one in lines
        if not one.in_force
        and one.state != "withdrawn"
        and one.purpose != Purpose.DISSEMINATION
        and one.person.pk not in gone
    ]


def gave_up_signing(lines: Iterable[Line], user: User) -> bool:
    """Whether the user took back the own consent as a representative: he or she signs for no child any more."""
    return any(
        one.purpose == Purpose.REPRESENTATIVE and one.state == "withdrawn" and one.person.user_id == user.pk
        for one in lines
    )


def asked_of(lines: Iterable[Line], user: User) -> list[Line]:
    """Of `own_lines` what the user is to sign: nothing for the children once the own consent was taken back."""
    lines = list(lines)
    silent = gave_up_signing(lines, user)
    return [one for one in owed_of(lines) if not (silent and one.by_representative and one.person.user_id != user.pk)]


def once(lines: Iterable[Line]) -> list[Line]:
    """A parent of several children owes one sheet of his or her own."""
    return list({line.key: line for line in lines}.values())
