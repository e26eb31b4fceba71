"""What the database refuses is said in the sentence of its rule, whichever database it is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from mentoring.surveys.models import Ticket, Wave, WavePart
from mentoring.surveys.services.waves import WaveRefused
from mentoring.surveys.services.waves import in_words as of_waves
from roadmaps.models import Occasion, Stage
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.refusals import in_words as of_roadmaps
from schools.refusals import STALE, sentence_of, told_as
from tests.mentoring.surveys import cast as surveys
from tests.roadmaps import cast as roadmaps

OCCASION_ONCE = "Исполнение за этот год уже есть. Обновите страницу."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('duplicate key value violates unique constraint "occasion_once_a_year"', OCCASION_ONCE),
        ("UNIQUE constraint failed: roadmaps_occasion.measure_id, roadmaps_occasion.year", OCCASION_ONCE),
        ("CHECK constraint failed: occasion_done_has_date", "Укажите день, когда мероприятие выполнено."),
        # Rules without a sentence of their own, other rules, and what is no rule.
        ("UNIQUE constraint failed: roadmaps_stage.roadmap_id, roadmaps_stage.uid", STALE),
        ("UNIQUE constraint failed: roadmaps_occasion.measure_id", STALE),
        ("UNIQUE constraint failed: ", STALE),
        ("FOREIGN KEY constraint failed", STALE),
    ],
)
def test_the_sentence_of_a_rule(said, sentence):
    assert sentence_of(IntegrityError(said), (Stage, Occasion)) == sentence


def test_a_refusal_is_of_the_room_that_was_asked(db):
    with pytest.raises(ValidationError) as refused, told_as(ValidationError, (Wave, WavePart, Ticket)):
        raise IntegrityError("UNIQUE constraint failed: surveys_wavepart.wave_id, surveys_wavepart.side")
    assert refused.value.messages == ["Для этой стороны анкета уже выбрана."]


def test_a_broken_rule_of_a_roadmap_is_told(world, today):
    occasion = roadmaps.occasion_of(roadmaps.laid_out(world), "1.1")
    with pytest.raises(RoadmapRefused) as refused, of_roadmaps():
        Occasion.objects.create(measure=occasion.measure, year=occasion.year)
    assert refused.value.messages == [OCCASION_ONCE]


def test_a_broken_rule_of_a_wave_is_told(world, today):
    part = surveys.open_wave(world.school, surveys.make_questionnaire(world.school)).parts.get()
    with pytest.raises(WaveRefused) as refused, of_waves():
        WavePart.objects.create(wave=part.wave, side=part.side, questionnaire=part.questionnaire)
    assert refused.value.messages == ["Для этой стороны анкета уже выбрана."]
