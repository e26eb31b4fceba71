"""What waves prove of a roadmap's measures: closed and answered, nothing less."""

import pytest
from django.utils import timezone

from mentoring.home.selectors.facts import Facts
from mentoring.home.selectors.proofs import CHECKS
from mentoring.surveys.enums import AnswerSide, Purpose, WaveStatus
from mentoring.surveys.models import Wave
from roadmaps.enums import MeasureCode
from schools.years import AcademicYear
from tests.mentoring.surveys.cast import answer, make_questionnaire, mentees, mentors, open_wave
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")
BY_PURPOSE = {
    MeasureCode.NEEDS_SURVEYED: Purpose.REQUEST,
    MeasureCode.READINESS_SURVEYED: Purpose.READINESS,
    MeasureCode.PREFERENCES_ASKED: Purpose.PREFERENCE,
}


def wave(world, purpose, *, sides=(AnswerSide.MENTOR, AnswerSide.MENTEE), answers=(0, 1), **fields) -> Wave:
    """One of each side is asked, beside another who never answers."""
    forms = [make_questionnaire(world.school, side, purpose=purpose) for side in sides]
    asked = [
        (number, entry.person)
        for number, side in enumerate(sides)
        for entry in (mentors if side == AnswerSide.MENTOR else mentees)(world.school, 2)
    ]
    made = open_wave(world.school, *forms, asked=asked, **fields)
    parts = list(made.parts.all())
    for number in answers:
        if number < len(parts):
            answer(parts[number].tickets.all()[0])
    return made


def close(made: Wave) -> None:
    Wave.objects.filter(pk=made.pk).update(status=WaveStatus.CLOSED, closed_at=timezone.now())


def proof(world, code, place=None, year=YEAR):
    return CHECKS[code](Facts(place or world.school, AcademicYear(year)))


@pytest.mark.parametrize(("code", "purpose"), BY_PURPOSE.items())
def test_a_wave_proves_when_it_is_over_and_somebody_answered(world, code, purpose):
    silent, made = wave(world, purpose, answers=()), wave(world, purpose, title="Осень")
    close(silent)
    assert proof(world, code) is None
    close(made)
    assert proof(world, code).words == "анкетирование «Осень» — ответили 2 из 4"
    assert proof(world, code, world.foreign) is None
    assert proof(world, code, year=YEAR + 1) is None
    others = set(MeasureCode.values) - {code}
    told = [other for other in others if (found := proof(world, other)) and "анкетирование" in found.words]
    assert told == []


def test_the_interim_wave_wants_both_sides(world):
    close(wave(world, Purpose.INTERIM, answers=(0,), title="Наставники"))
    assert proof(world, MeasureCode.INTERIM_SURVEYED) is None
    close(wave(world, Purpose.INTERIM, sides=(AnswerSide.MENTEE,), title="Наставляемые"))
    assert proof(world, MeasureCode.INTERIM_SURVEYED).words == (
        "анкетирования «Наставники» — ответил 1 из 4; «Наставляемые» — ответил 1 из 2"
    )


def test_after_proves_only_beside_its_before(world):
    before = wave(world, Purpose.BEFORE)
    alone = wave(world, Purpose.AFTER)
    close(alone)
    assert proof(world, MeasureCode.BEFORE_AFTER) is None
    after = wave(world, Purpose.AFTER, before=before, title="Май")
    close(after)
    assert proof(world, MeasureCode.BEFORE_AFTER) is None
    close(before)
    assert proof(world, MeasureCode.BEFORE_AFTER).words == "анкетирование «Май» — ответили 2 из 4"
