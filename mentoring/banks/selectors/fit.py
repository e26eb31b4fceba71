"""The fit of a mentor's strengths to a mentee's requests: points that anybody can recount by hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from schools.models import Person
from schools.russian import normalise_key

from ..enums import Priority
from ..models import Mentee, MenteeRequest, Mentor

# What a request is worth by its priority (product, section 4: high 5, middle 3, low 1).
PRIORITY_POINTS: dict[int, int] = {Priority.HIGH: 5, Priority.MIDDLE: 3, Priority.LOW: 1}
# What the same subject taught is worth beside the requests: as much as a middle request.
SUBJECT_POINTS = 3
# What the line on the subject taught is called; other lines bear the text of a request.
COMMON_SUBJECT = "общий предмет"


@dataclass(frozen=True)
class FitLine:
    """One thing wanted, whether the mentor has it, and the sentence that says so."""

    text: str
    points: int
    is_answered: bool
    sentence: str


@dataclass(frozen=True)
class Fit:
    """`score` is the share of points wanted that the mentor answers, 0…100."""

    lines: tuple[FitLine, ...]

    @property
    def requests(self) -> tuple[FitLine, ...]:
        """What the mentee asks for: the subject taught is nobody's request."""
        return tuple(line for line in self.lines if line.text != COMMON_SUBJECT)

    @property
    def answers_nothing(self) -> bool:
        """Something is asked for, and the mentor has nothing for this mentee, not even the subject."""
        return bool(self.requests) and not self.earned

    @property
    def wanted(self) -> int:
        return sum(line.points for line in self.lines)

    @property
    def earned(self) -> int:
        return sum(line.points for line in self.lines if line.is_answered)

    @property
    def score(self) -> int:
        return round(100 * self.earned / self.wanted) if self.wanted else 0

    @property
    def reasons(self) -> list[str]:
        """Sentences on what the mentor answers."""
        return [line.sentence for line in self.lines if line.is_answered]

    @property
    def gaps(self) -> list[str]:
        """Sentences on what stays unanswered."""
        return [line.sentence for line in self.lines if not line.is_answered]


def fit_of(mentor: Mentor, mentee: Mentee) -> Fit:
    """How far the mentor's strengths answer the mentee's requests, and why."""
    return fits_of([mentor], [mentee])[mentor.pk, mentee.pk]


def fits_of(mentors: Iterable[Mentor], mentees: Iterable[Mentee]) -> dict[tuple[int, int], Fit]:
    """The fit of every mentor to every mentee by (mentor id, mentee id). Queries do not grow with the number of people;
    there are none when persons with `employments`, `strengths__topic` and `requests__topic` are prefetched."""
    mentors, mentees = list(mentors), list(mentees)
    prefetch_related_objects(mentors, "strengths__topic", "person__employments")
    prefetch_related_objects(mentees, "requests__topic", "person__employments")
    given = {mentor.pk: (_strengths_of(mentor), _subjects_of(mentor.person)) for mentor in mentors}
    taught = {mentee.pk: _subjects_of(mentee.person) for mentee in mentees}
    return {
        (mentor.pk, mentee.pk): _fit(mentee, *given[mentor.pk], taught[mentee.pk])
        for mentor in mentors
        for mentee in mentees
    }


def _strengths_of(mentor: Mentor) -> dict[int, set[str]]:
    """Topic id → normalised details; an empty key stands for the topic as a whole."""
    found: dict[int, set[str]] = {}
    for strength in mentor.strengths.all():
        found.setdefault(strength.topic_id, set()).add(strength.detail_key)
    return found


def _subjects_of(person: Person) -> dict[str, str]:
    """The subjects taught, {normalised: as written}. Former posts count too: the knowledge stays."""
    return {
        normalise_key(subject): subject
        for employment in person.employments.all()
        for subject in employment.subjects or []
    }


def _fit(
    mentee: Mentee, strengths: dict[int, set[str]], mentor_subjects: dict[str, str], mentee_subjects: dict[str, str]
) -> Fit:
    lines = [_answer(request, strengths, mentor_subjects) for request in mentee.requests.all()]
    if mentee_subjects:
        common = [mentee_subjects[key] for key in sorted(mentee_subjects) if key in mentor_subjects]
        listed = ", ".join(common or [mentee_subjects[key] for key in sorted(mentee_subjects)])
        sentence = f"Оба преподают: {listed}" if common else f"Наставник не ведёт предмет наставляемого: {listed}"
        lines.append(FitLine(COMMON_SUBJECT, SUBJECT_POINTS, bool(common), sentence))
    return Fit(tuple(lines))


def _answer(request: MenteeRequest, strengths: dict[int, set[str]], mentor_subjects: dict[str, str]) -> FitLine:
    text = str(request)
    points = PRIORITY_POINTS[request.priority]
    details = strengths.get(request.topic_id)

    def line(answered: bool, ending: str) -> FitLine:
        return FitLine(text, points, answered, f"Запрос «{text}» — {ending}")

    if not request.topic.has_detail or not request.detail_key:
        return line(True, "сильная сторона наставника") if details else line(False, "пока без ответа")
    if details and request.detail_key in details:
        return line(True, "сильная сторона наставника")
    if request.detail_key in mentor_subjects:
        return line(True, "наставник ведёт этот предмет")
    if details and "" in details:
        return line(True, "сильная сторона наставника, без уточнения")
    if details:
        return line(False, "наставник силён в этом направлении, но в другом")
    return line(False, "пока без ответа")
