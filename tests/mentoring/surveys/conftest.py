"""What several files of this folder play with: a sheet of three pages and its ticket; a questionnaire and its curator."""

import pytest
from django.core.cache import cache

from mentoring.surveys.enums import AnswerSide
from mentoring.surveys.models import Questionnaire, Ticket
from mentoring.surveys.wording import Condition, Section, Wording
from tests.mentoring.surveys.cast import long_text, make_questionnaire, open_wave, scale, single
from tests.mentoring.surveys.editing_pieces import WORDING


@pytest.fixture(autouse=True)
def forgiven() -> None:
    """Wrong codes of other tests."""
    cache.clear()


@pytest.fixture
def pages() -> Wording:
    return Wording(
        "Первый месяц",
        "Три коротких вопроса.",
        "Спасибо, это поможет.",
        (
            Section("Встречи", "Вспомните последние недели.", (scale(), single("place"))),
            Section(
                "На связи", "", (long_text("how", "Как именно?", required=True, when=Condition("place", "is", "o2")),)
            ),
            Section("Ещё", "", (long_text(),)),
        ),
    )


@pytest.fixture
def ticket(world, pages) -> Ticket:
    form = make_questionnaire(world.school, AnswerSide.MENTOR, content=pages)
    return open_wave(world.school, form, asked=[world.boris_card]).tickets.get()


@pytest.fixture
def own(world) -> Questionnaire:
    return make_questionnaire(world.school, content=WORDING, title="Пульс наставляемых")


@pytest.fixture
def anna(world, enter):
    return enter(world.anna)
