# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Scenes in which two curators work on one wave at once, played by a process of its own on a database of its own.

`python -m tests.mentoring.surveys.driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it as JSON.
"""

import json
import os
import sys
from functools import partial
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from mentoring.surveys.enums import AnswerSide, Audience, Mode
from mentoring.surveys.models import Wave
from mentoring.surveys.services.preparing import Plan, edit_wave, prepare_wave
from mentoring.surveys.services.tickets import issue_due
from mentoring.surveys.services.waves import cancel_wave, close_wave, start_wave
from schools.years import AcademicYear
from tests import world as people
from tests.mentoring.pairs.driver import race
from tests.mentoring.surveys import cast
from tests.world import YEAR, World

ROUNDS = 5


def wave_of(world: World, mode: str = Mode.NAMED) -> Wave:
    today = world.school.today()
    own = cast.make_questionnaire(world.school, mode=mode)
    return cast.make_wave(world.school, own, opens_on=today, closes_on=today)


def plan_of(world: World, title: str) -> Plan:
    today = world.school.today()
    parts = ((AnswerSide.MENTOR, cast.make_questionnaire(world.school)),)
    return Plan(title, Mode.NAMED, parts, Audience.BANK, today, today)


def two_starting(world: World) -> dict:
    """Both press «Начать»: it begins once, everybody has one ticket."""
    rounds = []
    for _ in range(ROUNDS):
        wave = wave_of(world, Mode.ANONYMOUS)
        said = race(*[lambda wave=wave: start_wave(wave, world.anna)] * 2)
        rounds.append([*said, wave.tickets.count()])
    return {"rounds": rounds}


def start_against_cancel(world: World) -> dict:
    """One begins, one drops it: either, never both."""
    rounds = []
    for _ in range(ROUNDS):
        wave = wave_of(world)
        said = race(lambda wave=wave: start_wave(wave, world.anna), lambda wave=wave: cancel_wave(wave, world.anna))
        wave.refresh_from_db()
        fits = wave.tickets.count() == (5 if wave.status == "open" else 0)
        rounds.append([said.count("done"), wave.status in ("open", "cancelled"), fits])
    return {"rounds": rounds}


def start_against_edit(world: World) -> dict:
    """What begins is what was on the page before or after the edit, never half of it."""
    rounds = []
    for _ in range(ROUNDS):
        wave = wave_of(world)
        race(
            lambda wave=wave: start_wave(wave, world.anna),
            lambda wave=wave: edit_wave(wave, 1, plan_of(world, "Иначе"), world.anna),
        )
        wave.refresh_from_db()
        rounds.append([wave.status, wave.parts.count(), wave.parts.filter(edition=None).count(), wave.tickets.count()])
    return {"rounds": rounds}


def the_same_form_twice(world: World) -> dict:
    rounds = []
    for _ in range(ROUNDS):
        nonce, plan = uuid4(), plan_of(world, "Пульс")
        make = partial(prepare_wave, world.school, AcademicYear(YEAR), plan, world.anna, nonce)
        said = race(make, make)
        rounds.append([*said, Wave.objects.filter(nonce=nonce).count()])
    return {"rounds": rounds}


def looking_through_twice(world: World) -> dict:
    """Two pages opened at once after somebody has come: one ticket."""
    rounds = []
    for number in range(ROUNDS):
        wave = start_wave(wave_of(world), world.anna)
        people.mentor(people.person(world.school, f"Новый Пётр {'И' * (number + 1)}льич", "учитель"))
        today = world.school.today()
        said = race(*[lambda wave=wave, today=today: issue_due(wave, today)] * 2)
        rounds.append([*said, wave.tickets.count() - number])
    return {"rounds": rounds}


def two_closing(world: World) -> dict:
    rounds = []
    for _ in range(ROUNDS):
        wave = start_wave(wave_of(world, Mode.ANONYMOUS), world.anna)
        said = race(*[lambda wave=wave: close_wave(wave, world.anna)] * 2)
        wave.refresh_from_db()
        rounds.append([said.count("done"), wave.status])
    return {"rounds": rounds}


SCENES = {
    one.__name__: one
    for one in (
        two_starting,
        start_against_cancel,
        start_against_edit,
        the_same_form_twice,
        looking_through_twice,
        two_closing,
    )
}


def main() -> None:
    world = people.build()
    cast.mentors(world.school, 4)
    print(json.dumps(SCENES[sys.argv[1]](world), ensure_ascii=False))


if __name__ == "__main__":
    main()
