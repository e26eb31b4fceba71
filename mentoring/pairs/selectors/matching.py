"""Whom to put together: mentors ranked for chosen mentees, and suggestions for everybody without a pair.

The order is by the points of `banks.selectors.fits_of`, which anybody can recount; equal points go to the mentor with the
smaller load, then by name, so that the same data always gives the same answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush

from mentoring.banks.enums import BankStatus, Side
from mentoring.banks.models import Mentee, Mentor, MentoringForm
from mentoring.banks.selectors import Fit, fits_of, sides_of_people
from schools.models import Organisation, User
from schools.years import AcademicYear

from ..models import Seat
from .findings import Draft, Facts, Finding, errors_of, warnings_of
from .reason import proposed_reason
from .terms import default_term
from .words import why


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

    @property
    def earned(self) -> int:
        return sum(fit.earned for fit in self.fits.values())

    @property
    def wanted(self) -> int:
        return sum(fit.wanted for fit in self.fits.values())

    @property
    def answered(self) -> int:
        return sum(line.is_answered for fit in self.fits.values() for line in fit.lines)

    @property
    def lines(self) -> int:
        return sum(len(fit.lines) for fit in self.fits.values())

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
    organisation: Organisation, year: AcademicYear, mentors: Sequence[Mentor], mentees: Sequence[Mentee], day: date
) -> list[Choice]:
    """Mentors for the mentees, the best first, those who cannot be chosen last. A constant number of queries."""
    forms = forms_of(organisation)
    sides = sides_of_people([entry.person for entry in [*mentors, *mentees]], day)
    starts, ends = default_term(year, day)
    drafts = []
    for mentor in mentors:
        form = fitting_form(forms, sides[mentor.person_id], [sides[mentee.person_id] for mentee in mentees])
        drafts.append(Draft(organisation, mentor, tuple(mentees), form, (), starts, ends))
    facts = Facts(drafts, day)
    choices = [
        Choice(
            draft.mentor,
            draft,
            {mentee.pk: facts.fits[draft.mentor.pk, mentee.pk] for mentee in mentees},
            _not_for_form(errors_of(draft, facts)),
            [w for w in warnings_of(draft, facts) if w.code not in ("consent", "no_fit")],
            sum(len(purposes) for purposes in facts.missing_in(draft).values()),
        )
        for draft in drafts
    ]
    return sorted(
        choices, key=lambda c: (bool(c.errors), -c.earned, c.mentor.load, c.mentor.person.name_key, c.mentor.pk)
    )


def _not_for_form(errors: list[Finding]) -> list[Finding]:
    """«Choose a form» is said where the form is chosen; among mentors it means that no form admits these people."""
    return [
        Finding("no_form", "Ни одна форма наставничества не допускает этих людей вместе.")
        if error.code == "no_form"
        else error
        for error in errors
    ]


@dataclass(frozen=True)
class Suggestion:
    draft: Draft
    fit: Fit

    @property
    def reason(self) -> str:
        """What goes into the pair's own «почему эти люди»."""
        return " ".join(why(self.fit))


@dataclass
class Suggestions:
    found: list[Suggestion] = field(default_factory=list)
    # Who stays without a suggestion, and why.
    left: list[tuple[Mentee, str]] = field(default_factory=list)


def suggest(
    organisation: Organisation, year: AcademicYear, mentors: Sequence[Mentor], mentees: Sequence[Mentee], day: date
) -> Suggestions:
    """A pair for each mentee without one, the best fit first, within the mentors' limits.

    Greedy and repeatable: of all possible pairs the one with most points is taken, equal points go to the mentor who would
    have the smaller load. A mentor who answers nothing that the mentee asks for is not suggested, nor is the mentee's superior.
    """
    forms = forms_of(organisation)
    sides = sides_of_people([entry.person for entry in [*mentors, *mentees]], day)
    fits = fits_of(mentors, mentees)
    together = set(
        Seat.objects.filter(is_living=True, mentor__organisation=organisation).values_list(
            "mentor__person", "mentee__person"
        )
    )
    starts, ends = default_term(year, day)
    load = {mentor.pk: mentor.load for mentor in mentors}
    reasons = {mentee.pk: "Нет подтверждённых наставников." for mentee in mentees}
    possible: list[tuple[Mentor, Mentee, MentoringForm]] = []
    for mentee in mentees:
        for mentor in mentors:
            form = fitting_form(forms, sides[mentor.person_id], [sides[mentee.person_id]])
            if form is None or mentor.person_id == mentee.person_id or (mentor.person_id, mentee.person_id) in together:
                continue
            if any(post.reports_to_id == mentor.person_id for post in mentee.person.employments.all()):
                continue
            fit = fits[mentor.pk, mentee.pk]
            if fit.wanted and not fit.earned:
                continue
            possible.append((mentor, mentee, form))
        reasons[mentee.pk] = (
            "Никто из наставников не отвечает на запросы: посмотрите сильные стороны или найдите наставника."
        )
    result, paired = Suggestions(), set()

    def order(p: tuple[Mentor, Mentee, MentoringForm]) -> tuple:
        mentor, mentee, _ = p
        return (
            -fits[mentor.pk, mentee.pk].score,
            load[mentor.pk],
            mentee.person.name_key,
            mentor.person.name_key,
            mentor.pk,
            mentee.pk,
        )

    heap = [(order(p), n) for n, p in enumerate(possible)]
    heapify(heap)
    while heap:
        key, n = heappop(heap)
        mentor, mentee, form = possible[n]
        if mentee.pk in paired or load[mentor.pk] >= mentor.capacity:
            continue
        if key != (now := order(possible[n])):
            # The mentor was given somebody meanwhile: this pair's turn comes later.
            heappush(heap, (now, n))
            continue
        load[mentor.pk] += 1
        paired.add(mentee.pk)
        draft = Draft(organisation, mentor, (mentee,), form, (), starts, ends)
        result.found.append(Suggestion(draft, fits[mentor.pk, mentee.pk]))
    result.found.sort(key=lambda s: (s.draft.mentees[0].person.name_key, s.draft.mentees[0].pk))
    served = {mentee.pk for _, mentee, _ in possible}
    full = "У подходящих наставников не осталось мест: увеличьте предел или подтвердите ещё наставников."
    result.left = [(m, full if m.pk in served else reasons[m.pk]) for m in mentees if m.pk not in paired]
    return result
