from mentoring.surveys.enums import AnswerSide, Mode, WaveStatus
from tests.mentoring.surveys import cast


def test_a_laid_wave_has_its_tickets_and_its_frozen_wording(world):
    wave = cast.open_wave(
        world.school,
        cast.make_questionnaire(world.school),
        cast.make_questionnaire(world.school, AnswerSide.MENTEE),
        asked=[(0, world.boris_card), (1, world.sofya_card)],
        mode=Mode.ANONYMOUS,
    )
    assert wave.status == WaveStatus.OPEN
    assert [(one.part.side, one.person.surname, one.place, one.is_blind) for one in wave.tickets.order_by("place")] == [
        ("mentor", "Заяц", 0, True),
        ("mentee", "Черных", 1, True),
    ]
    assert [part.edition.wording.title for part in wave.parts.all()] == [
        part.questionnaire.title for part in wave.parts.all()
    ]
