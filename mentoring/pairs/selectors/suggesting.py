"""A suggestion for everybody without a pair."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush

from mentoring.banks.models import Mentee, Mentor, MentoringForm
from mentoring.banks.selectors import Fit, fits_of, sides_of_people
from schools.models import Organisation
from schools.years import AcademicYear

from ..models import Seat
from .draft import Draft
from .matching import fitting_form, forms_of
from .preferences import NO_WISH, Wish, wishes_between
from .terms import default_term
from .words import why

NO_MENTORS = "Нет подтверждённых наставников."
NO_FORM = "Ни одна форма наставничества не сводит этого человека с подтверждёнными наставниками."
SUPERIOR = "Подходящий наставник — непосредственный руководитель этого человека: найдите другого."
AVOIDED = "С подходящими наставниками вместе работать не хотят: кто-то из двоих выбрал «лучше не»."
UNANSWERED = "Никто из наставников не отвечает на запросы: посмотрите сильные стороны или найдите наставника."
# From the farthest from a pair to the nearest.
REASONS = (NO_MENTORS, NO_FORM, SUPERIOR, AVOIDED, UNANSWERED)


@dataclass(frozen=True)
class Suggestion:
    draft: Draft
    fit: Fit
    wish: Wish = NO_WISH

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
    have the smaller load. A mentor who answers nothing that the mentee asks for is not suggested, nor is the mentee's superior,
    nor those of whom one said «лучше не». Who has asked for nothing gets who is left, a teacher of the same subject first.
    Each point of mutual interest weighs as much as two hundredths of the fit.
    """
    forms = forms_of(organisation)
    sides = sides_of_people([entry.person for entry in [*mentors, *mentees]], day)
    fits, wishes = fits_of(mentors, mentees), wishes_between(mentors, mentees)
    together = set(
        Seat.objects.filter(is_living=True, mentor__organisation=organisation).values_list(
            "mentor__person", "mentee__person"
        )
    )
    starts, ends = default_term(year, day)
    load = {mentor.pk: mentor.load for mentor in mentors}
    reasons: dict[int, str] = {}
    possible: list[tuple[Mentor, Mentee, MentoringForm]] = []
    for mentee in mentees:
        # Why mentors drop out; the reason nearest to a pair is told.
        hindered = [NO_FORM] if mentors else [NO_MENTORS]
        for mentor in mentors:
            form = fitting_form(forms, sides[mentor.person_id], [sides[mentee.person_id]])
            if form is None or mentor.person_id == mentee.person_id or (mentor.person_id, mentee.person_id) in together:
                continue
            if wishes.get((mentor.pk, mentee.pk), NO_WISH).is_avoided:
                hindered.append(AVOIDED)
                continue
            if any(post.reports_to_id == mentor.person_id for post in mentee.person.employments.all()):
                hindered.append(SUPERIOR)
                continue
            if fits[mentor.pk, mentee.pk].answers_nothing:
                hindered.append(UNANSWERED)
                continue
            possible.append((mentor, mentee, form))
        reasons[mentee.pk] = max(hindered, key=REASONS.index)
    result, paired = Suggestions(), set()

    def order(p: tuple[Mentor, Mentee, MentoringForm]) -> tuple:
        mentor, mentee, _ = p
        return (
            -(fits[mentor.pk, mentee.pk].score + 2 * wishes.get((mentor.pk, mentee.pk), NO_WISH).points),
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
        wish = wishes.get((mentor.pk, mentee.pk), NO_WISH)
        result.found.append(Suggestion(draft, fits[mentor.pk, mentee.pk], wish))
    result.found.sort(key=lambda s: (s.draft.mentees[0].person.name_key, s.draft.mentees[0].pk))
    served = {mentee.pk for _, mentee, _ in possible}
    full = "У подходящих наставников не осталось мест: увеличьте предел или подтвердите ещё наставников."
    result.left = [(m, full if m.pk in served else reasons[m.pk]) for m in mentees if m.pk not in paired]
    return result
