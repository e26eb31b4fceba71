"""The pages of waves, as the curator goes through them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from mentoring.surveys.enums import AnswerSide, Mode, WaveStatus
from mentoring.surveys.models import Reply, Ticket, Wave
from mentoring.surveys.services.tokens import token_of
from mentoring.surveys.services.waves import start_wave
from tests.mentoring.surveys import cast
from tests.world import TODAY, World

pytestmark = pytest.mark.usefixtures("today")


def at(name: str, pk: int | None = None, **query: object) -> str:
    path = reverse(f"surveys:{name}", args=["lesnaya", *([pk] if pk else [])])
    return path + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")


def running(world: World, mode: str = Mode.NAMED, people: int = 5) -> Wave:
    cast.mentors(world.school, people - 1)
    wave = cast.make_wave(world.school, cast.make_questionnaire(world.school, mode=mode), by=world.anna)
    return start_wave(wave, world.anna)


@pytest.mark.parametrize("name", ["wave_list", "wave_create"])
def test_pages_open(world, enter, name):
    assert enter(world.anna).get(at(name)).status_code == 200


@pytest.mark.parametrize("mode", Mode.values)
@pytest.mark.parametrize(
    "name", ["wave_detail", "wave_close", "wave_extend", "wave_remind", "wave_slips", "wave_paper"]
)
def test_pages_of_a_running_wave_open(world, enter, name, mode):
    assert enter(world.anna).get(at(name, running(world, mode).pk)).status_code == 200


def test_from_a_ready_set_to_a_running_wave(world, enter):
    anna = enter(world.anna)
    page = anna.get(at("wave_create", set="pulse"))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, [])}
    answer = anna.post(at("wave_create", set="pulse"), sent)
    wave = Wave.objects.get()
    assert answer.url == at("wave_start", wave.pk)
    assert [part.questionnaire.origin for part in wave.parts.all()] == ["pulse_mentor", "pulse_mentee"]
    assert "Начать" in anna.get(answer.url).content.decode()
    assert anna.post(answer.url).url == at("wave_detail", wave.pk)
    wave.refresh_from_db()
    assert wave.status == WaveStatus.OPEN
