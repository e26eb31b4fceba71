"""Answers that may enter a bank or the pairs, laid straight, and the curator who takes them."""

from django.utils import timezone

from mentoring.banks.models import Mentee, Mentor, MentoringForm, MentoringKind, Topic
from mentoring.surveys.enums import AnswerSide, Purpose, QuestionKind
from mentoring.surveys.models import Reply
from mentoring.surveys.rows import rows_of
from mentoring.surveys.selectors.entries import proposal_of, replies_for_entry
from mentoring.surveys.services.entries import take_entry
from mentoring.surveys.wording import Option, Question
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import (
    make_questionnaire,
    open_wave,
    ticket_for,
    wording,
)
from tests.world import YEAR


def topics():
    """The first that is made precise by a detail, and two that are not."""
    common = Topic.objects.filter(organisation=None).order_by("pk")
    return [common.filter(has_detail=True)[0], *common.filter(has_detail=False)[:2]]


def several(code: str, target: str, words, prefix: str = "t") -> Question:
    options = tuple(Option(f"{prefix}{one.pk}", one.name) for one in words)
    return Question(code, QuestionKind.MULTIPLE, f"Отметьте: {code}", required=False, options=options, target=target)


def text(code: str, target: str = "", kind: str = QuestionKind.SHORT) -> Question:
    return Question(code, kind, f"Впишите: {code}", required=False, target=target)


class Desk:
    """Answers come, the curator sees them."""

    def __init__(self, world):
        self.world = world
        self.precise, self.plain, self.other = topics()

    def request(self) -> list[Question]:
        words = [self.precise, self.plain, self.other]
        return [
            several("high", "requests_high", words),
            several("middle", "requests_middle", words),
            text("detail", "request_detail"),
            text("years", "experience_years"),
            text("word", "note", QuestionKind.LONG),
            text("beside"),
        ]

    def readiness(self) -> list[Question]:
        forms = MentoringForm.objects.offered_to(self.world.school)
        return [
            several("strong", "strengths", [self.precise, self.plain, self.other]),
            text("strong_detail", "strength_detail"),
            text("places", "capacity"),
            text("hours", "hours_per_week"),
            text("proud", "achievements"),
            Question(
                "shapes",
                QuestionKind.MULTIPLE,
                "Формы",
                required=False,
                options=tuple(Option(f"f_{one.code.replace('-', '_')}", one.name) for one in forms),
                target="forms",
            ),
            several("sorts", "kinds", MentoringKind.objects.offered_to(self.world.school), "k"),
        ]

    def say(self, person, values, *, side=AnswerSide.MENTEE, purpose=Purpose.REQUEST, questions=None, about=None):
        place = self.world.school
        said = wording(*(questions or (self.readiness() if side == AnswerSide.MENTOR else self.request())))
        form = make_questionnaire(place, side, content=said, purpose=purpose, title="Запрос")
        wave = open_wave(place, form)
        part = wave.parts.get()
        more = {"about": about, "subject": f"c{about.pk}"} if about else {}
        ticket = ticket_for(part, person, **more)
        reply = Reply.objects.create(wave=wave, part=part, ticket=ticket, sent_at=timezone.now())
        for row in rows_of(said, values):
            row.reply = reply
            row.save()
        return reply

    def wish(self, entry, preferred=(), avoided=()):
        by_mentor = isinstance(entry, Mentor)
        question = Question(
            "people",
            QuestionKind.PERSONS,
            "С кем?",
            required=False,
            source="mentees" if by_mentor else "mentors",
            target="preferred",
        )
        named = {"preferred": [str(one.pk) for one in preferred], "avoided": [str(one.pk) for one in avoided]}
        return self.say(
            entry.person,
            {"people": {key: value for key, value in named.items() if value}},
            side=AnswerSide.MENTOR if by_mentor else AnswerSide.MENTEE,
            purpose=Purpose.PREFERENCE,
            questions=[question],
        )

    def take(self, reply, *, but: str = "", **more):
        keys = [row.key for row in proposal_of(reply).rows if row.key != but]
        return take_entry(reply, keys, self.world.anna, **more)

    def waiting(self):
        return list(replies_for_entry(self.world.anna, self.world.school, AcademicYear(YEAR)))


def lines_of(entry: Mentee) -> set[tuple]:
    return set(entry.requests.values_list("topic", "detail", "priority", "source"))


def side_by_side(reply) -> list[tuple[str, str, str]]:
    return [(row.now, row.answer, row.result) for row in proposal_of(reply).rows]
