# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Scenes in which several send answers at once, played by a process of its own on a database of its own.

`python -m tests.mentoring.surveys.racing SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it as JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from unittest import mock

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.test import Client
from django.urls import reverse

from mentoring.surveys.enums import Mode
from mentoring.surveys.models import Reply, Ticket
from mentoring.surveys.services.waves import close_wave
from mentoring.surveys.tokens import token_of
from schools.models import Organisation
from tests import world as people
from tests.mentoring.surveys.cast import blind, long_text, make_questionnaire, open_wave, scale, teachers
from tests.racing import at_one_moment

ROUNDS = 6
FULL = {"asked": ["useful", "wish"], "useful": "8", "wish": "Чаще", "go": "send"}


def race(*deeds: Callable[[], object]) -> list[str]:
    """Every deed at one moment; what it handed back, or what it broke on."""
    return [repr(came) if isinstance(came, Exception) else str(came) for came in at_one_moment(*deeds)]


def url(ticket: Ticket, name: str, *more: int) -> str:
    return reverse(f"answer:{name}", args=[token_of(ticket.nonce), *more])


def send(ticket: Ticket, **changes: str) -> int:
    return Client(SERVER_NAME="localhost").post(url(ticket, "page", 1), FULL | changes).status_code


def save(ticket: Ticket, **typed: str) -> int:
    return Client(SERVER_NAME="localhost").post(url(ticket, "save"), {"asked": list(typed), **typed}).status_code


def fresh(world: people.World) -> Ticket:
    return open_wave(world.school, asked=teachers(world.school, 1)).tickets.get()


def sent_twice(world: people.World) -> dict:
    rounds = []
    for number in range(ROUNDS):
        ticket = fresh(world) if number % 2 else blind(world, *teachers(world.school, 1))
        said = race(lambda t=ticket: send(t), lambda t=ticket: send(t, useful="3"))
        rounds.append([*said, Reply.objects.filter(wave=ticket.wave).count()])
    return {"rounds": rounds}


def two_devices(world: people.World) -> dict:
    """Each saves a question of its own."""
    questions = [scale(f"q{number}", f"Вопрос {number}?", required=False) for number in range(4)]
    rounds = []
    for _ in range(ROUNDS):
        form = make_questionnaire(world.school, "mentor", *questions, long_text())
        ticket = open_wave(world.school, form, asked=teachers(world.school, 1)).tickets.get()
        said = race(*[lambda t=ticket, n=n: save(t, **{f"q{n}": str(n + 1)}) for n in range(4)])
        ticket.refresh_from_db()
        rounds.append([*said, ticket.draft == {f"q{n}": n + 1 for n in range(4)}])
    return {"rounds": rounds}


def saving_against_sending(world: people.World) -> dict:
    """The script's saving on its way when «Отправить» is pressed: no draft is left behind the finished sheet."""
    rounds = []
    for _ in range(ROUNDS):
        ticket = fresh(world)
        saved, sent = race(lambda t=ticket: save(t, wish="Реже"), lambda t=ticket: send(t))
        ticket.refresh_from_db()
        rounds.append([saved in ("200", "409"), sent, ticket.draft, Reply.objects.filter(ticket=ticket).count()])
    return {"rounds": rounds}


def close_against_casting(world: people.World) -> dict:
    """An anonymous wave ends while its people send: what was taken lies among the mixed, what was not is refused in words, and who
    has answered is forgotten."""
    rounds = []
    for _ in range(ROUNDS):
        form = make_questionnaire(world.school, mode=Mode.ANONYMOUS)
        wave = open_wave(world.school, form, mode=Mode.ANONYMOUS, asked=teachers(world.school, 3))
        tickets = list(wave.tickets.all())
        closed, *said = race(
            lambda w=wave: close_wave(w, world.anna).status, *[lambda t=ticket: send(t) for ticket in tickets]
        )
        replies = list(Reply.objects.filter(wave=wave))
        marks = type(wave).objects.get(pk=wave.pk).marks
        rounds.append(
            [
                closed,
                sorted(set(said) - {"302", "409"}),
                len(replies) == said.count("302"),
                not any(marks.has(ticket.place) for ticket in tickets),
                all(reply.is_settled for reply in replies),
            ]
        )
    return {"rounds": rounds}


SCENES = {scene.__name__: scene for scene in (sent_twice, two_devices, saving_against_sending, close_against_casting)}


def main(name: str) -> None:
    with mock.patch.object(Organisation, "today", return_value=people.TODAY):
        print(json.dumps(SCENES[name](people.build()), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
