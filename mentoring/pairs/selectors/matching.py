"""Whom to put together: mentors ranked for chosen mentees.

The order is by the points of `banks.selectors.fits_of` and those of mutual interest (`preferences.Wish`), which anybody can
recount; equal points go to the mentor with the smaller load, then by name, so that the same data always gives the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from mentoring.banks.enums import BankStatus, Side
from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind
from mentoring.banks.selectors import Fit, sides_of_people
from schools.models import Organisation, User
from schools.years import AcademicYear

from ..models import Pair
from .findings import Draft, Facts, Finding, errors_of, warnings_of
from .preferences import NO_WISH, Wish, wishes_between
from .reason import proposed_reason
from .terms import default_term


def unpaired(user: User, organisation: Organisation, year: AcademicYear) -> list[Mentee]:
    """Confirmed mentees of the year without a pair, with requests and cards fetched."""
    rows = Mentee.objects.visible_to(user).filter(organisation=organisation.legal_entity, year=year.begins)
    rows = rows.filter(status=BankStatus.CONFIRMED, pairs_count=0, person__archived_on__isnull=True)
    return list(_with_facts(rows, "requests__topic"))


def mentors_at_hand(user: User, organisation: Organisation, year: AcademicYear) -> list[Mentor]:
    """Confirmed mentors of the year, the full ones too: why somebody cannot be chosen is also an answer."""
    rows = Mentor.objects.visible_to(user).filter(organisation=organisation.legal_entity, year=year.begins)
    rows = rows.filter(status=BankStatus.CONFIRMED, person__archived_on__isnull=True)
    return list(_with_facts(rows, "strengths__topic"))


def _with_facts(rows, *more: str):
    return rows.select_related("person").prefetch_related(*more, "person__employments", "person__enrolments")


def forms_of(organisation: Organisation) -> list[MentoringForm]:
    return list(MentoringForm.objects.offered_to(organisation.legal_entity))


def fitting_form(
    forms: Iterable[MentoringForm], mentor: set[Side], mentees: Sequence[set[Side]]
) -> MentoringForm | None:
    """The first form of the dictionary that admits all these persons; for a leader, forms meant for leaders go first."""
    admitting = [
        form
        for form in forms
        if mentor & set(form.mentor_sides) and all(sides & set(form.mentee_sides) for sides in mentees)
    ]
    if Side.HEAD in mentor:
        admitting.sort(key=lambda form: Side.HEAD not in form.mentor_sides)
    return admitting[0] if admitting else None


@dataclass(frozen=True)
class Choice:
    """A mentor for the chosen mentees: why, why not, and whether at all."""

    mentor: Mentor
    draft: Draft
    fits: dict[int, Fit]
    errors: list[Finding]
    warnings: list[Finding]
    debts: int
    # By mentee; who was not named is absent.
    wishes: dict[int, Wish] = field(default_factory=dict)

    @property
    def is_avoided(self) -> bool:
        return any(wish.is_avoided for wish in self.wishes.values())

    @property
    def wished(self) -> int:
        """Points of mutual interest."""
        return sum(wish.points for wish in self.wishes.values())

    @property
    def said(self) -> list[str]:
        """What was said after the group meeting, for the curator alone."""
        group = len(self.draft.mentees) > 1
        return [
            f"{mentee.person.short_name}: {sentence}" if group else sentence
            for mentee in self.draft.mentees
            for sentence in self.wishes.get(mentee.pk, NO_WISH).sentences
        ]

    @property
    def earned(self) -> int:
        return sum(fit.earned for fit in self.fits.values())

    @property
    def wanted(self) -> int:
        return sum(fit.wanted for fit in self.fits.values())

    @property
    def answered(self) -> int:
        return sum(line.is_answered for fit in self.fits.values() for line in fit.requests)

    @property
    def asked(self) -> int:
        """How many requests the mentees have together."""
        return sum(len(fit.requests) for fit in self.fits.values())

    @property
    def reasons(self) -> list[str]:
        return _named(self.draft, self.fits, "reasons")

    @property
    def reason(self) -> str:
        """What goes into the pair's own «почему эти люди»."""
        return proposed_reason(self.draft, self.fits)

    @property
    def gaps(self) -> list[str]:
        return _named(self.draft, self.fits, "gaps")


def _named(draft: Draft, fits: dict[int, Fit], what: str) -> list[str]:
    """Sentences of the fit; in a group each begins with the name."""
    group = len(draft.mentees) > 1
    return [
        f"{mentee.person.short_name}: {sentence}" if group else sentence
        for mentee in draft.mentees
        for sentence in getattr(fits[mentee.pk], what)
    ]


def rank(
    organisation: Organisation,
    year: AcademicYear,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    day: date,
    replaces: Pair | None = None,
) -> list[Choice]:
    """Mentors for the mentees, the best first, those who cannot be chosen last. A constant number of queries.

    In place of the mentor of an ordered pair the form, the kinds and the last day are offered as they stand in it.
    """
    forms = forms_of(organisation)
    kinds: tuple[MentoringKind, ...] = ()
    starts, ends = default_term(year, day)
    if replaces is not None:
        forms = [replaces.form, *forms]
        kinds, starts, ends = tuple(replaces.kinds.all()), max(day, replaces.starts), replaces.ends
    sides = sides_of_people([entry.person for entry in [*mentors, *mentees]], day)
    drafts = []
    for mentor in mentors:
        form = fitting_form(forms, sides[mentor.person_id], [sides[mentee.person_id] for mentee in mentees])
        drafts.append(Draft(organisation, mentor, tuple(mentees), form, kinds, starts, ends, replaces=replaces))
    facts, wishes = Facts(drafts, day), wishes_between(mentors, mentees)
    choices = [
        Choice(
            draft.mentor,
            draft,
            {mentee.pk: facts.fits[draft.mentor.pk, mentee.pk] for mentee in mentees},
            _not_for_form(errors_of(draft, facts)),
            [w for w in warnings_of(draft, facts) if w.code not in ("consent", "no_fit")],
            sum(len(purposes) for purposes in facts.missing_in(draft).values()),
            {m.pk: wishes[draft.mentor.pk, m.pk] for m in mentees if (draft.mentor.pk, m.pk) in wishes},
        )
        for draft in drafts
    ]

    def order(c: Choice) -> tuple:
        points = c.earned + c.wished
        return bool(c.errors), c.is_avoided, -points, c.mentor.load, c.mentor.person.name_key, c.mentor.pk

    return sorted(choices, key=order)


def _not_for_form(errors: list[Finding]) -> list[Finding]:
    """«Choose a form» is said where the form is chosen; among mentors it means that no form admits these people."""
    return [
        Finding("no_form", "Ни одна форма наставничества не допускает этих людей вместе.")
        if error.code == "no_form"
        else error
        for error in errors
    ]
