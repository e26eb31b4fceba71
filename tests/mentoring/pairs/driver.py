# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Scenes in which threads race for pairs, played by a process of its own on a database of its own.

`python -m tests.mentoring.pairs.driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it as JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from unittest import mock
from uuid import uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.exceptions import ValidationError

from mentoring.banks.models import Mentee, Mentor
from mentoring.banks.services import change_mentor_status
from mentoring.pairs.enums import PairStatus
from mentoring.pairs.models import Pair, Seat
from mentoring.pairs.services import (
    approve_pairs,
    change_pair,
    order_pairs,
    propose_pair,
    recall_pair,
    return_pairs,
    undo_decision,
)
from schools.models import Organisation
from tests import world as cast
from tests.mentoring.pairs.cast import ENDS, STARTS, document, form, new_mentee, new_mentor, pair_in
from tests.racing import at_one_moment

ROUNDS = 8


def race(*deeds: Callable[[], object]) -> list[str]:
    """Let every deed go at one moment; «done» or the first sentence of the refusal."""
    return [_told(came) for came in at_one_moment(*deeds)]


def _told(came: object) -> str:
    if isinstance(came, ValidationError):
        return came.messages[0].replace("\xa0", " ")
    return repr(came) if isinstance(came, Exception) else "done"


def propose(world: cast.World, mentor: Mentor, mentee: Mentee, nonce=None) -> Pair:
    return propose_pair(
        world.school,
        mentor,
        [mentee],
        form=form(),
        kinds=[],
        starts=STARTS,
        ends=ENDS,
        reason="",
        by=world.anna,
        nonce=nonce,
    )


def sound() -> bool:
    """Stored loads and statuses agree with the seats."""
    loads = all(
        m.load == Seat.objects.filter(mentor=m, is_living=True).count() <= m.capacity for m in Mentor.objects.all()
    )
    return loads and all(m.pairs_count == m.seats.filter(is_living=True).count() for m in Mentee.objects.all())


def last_place(world: cast.World) -> dict:
    rounds = []
    for _ in range(ROUNDS):
        mentor = new_mentor(world, capacity=1)
        both = [new_mentee(world), new_mentee(world)]
        said = race(*[lambda m=m, mentor=mentor: propose(world, mentor, m) for m in both])
        rounds.append(sorted("done" if one == "done" else one.partition(": ")[2][:20] for one in said))
    return {"rounds": rounds, "pairs": Pair.objects.count(), "sound": sound()}


def the_same_form_twice(world: cast.World) -> dict:
    rounds = []
    for _ in range(ROUNDS):
        mentor, mentee, nonce = new_mentor(world), new_mentee(world), uuid4()
        rounds.append(race(*[lambda a=mentor, b=mentee, n=nonce: propose(world, a, b, n)] * 2))
    return {"rounds": rounds, "pairs": Pair.objects.count(), "sound": sound()}


def two_deciding(world: cast.World) -> dict:
    rounds = []
    for _ in range(ROUNDS):
        pair = pair_in(world, PairStatus.SUBMITTED)
        seen = {pair.pk: pair.version}
        said = race(
            lambda p=pair, s=seen: approve_pairs([p], world.gleb, s),
            lambda p=pair, s=seen: return_pairs([p], "Другой срок.", world.klara, s),
            lambda p=pair: recall_pair(p, world.anna),
        )
        pair.refresh_from_db()
        won = {"approved": 0, "returned": 1, "draft": 2}[pair.status]
        rounds.append([said[won], sum(one == "done" for one in said), any("Error(" in one for one in said)])
    return {"rounds": rounds, "sound": sound()}


def crossing(world: cast.World) -> dict:
    """Two pairs exchange their mentors at once, over and over: locks taken in any order would meet head on."""
    mentors = [new_mentor(world, capacity=2) for _ in range(2)]
    pairs = [propose(world, mentor, new_mentee(world)) for mentor in mentors]

    def move(pair: Pair, mentor: Mentor) -> None:
        mentees = list(Mentee.objects.filter(pairs=pair))
        words = {"form": form(), "kinds": [], "starts": STARTS, "ends": ENDS, "reason": "", "by": world.anna}
        change_pair(pair, mentor=mentor, mentees=mentees, **words)

    rounds = []
    for n in range(ROUNDS):
        rounds.append(race(*[lambda p=p, m=mentors[(k + n + 1) % 2]: move(p, m) for k, p in enumerate(pairs)]))
    return {"rounds": rounds, "sound": sound()}


def order_against_undo(world: cast.World) -> dict:
    rounds = []
    for n in range(ROUNDS):
        pair, paper = pair_in(world, PairStatus.APPROVED), document(world, number=f"{n}-гонка")
        said = race(
            lambda p=pair, d=paper: order_pairs([p], d, world.anna), lambda p=pair: undo_decision(p, world.gleb)
        )
        pair.refresh_from_db()
        rounds.append([said[["ordered", "submitted"].index(pair.status)], sum(one == "done" for one in said)])
    return {"rounds": rounds, "sound": sound()}


def leaving_against_proposing(world: cast.World) -> dict:
    """A mentor leaves the bank while somebody pairs her: never both."""
    rounds = []
    for _ in range(ROUNDS):
        mentor, mentee = new_mentor(world), new_mentee(world)
        said = race(
            lambda m=mentor: change_mentor_status(m, "withdrawn", world.anna, "переезд"),
            lambda a=mentor, b=mentee: propose(world, a, b),
        )
        mentor.refresh_from_db()
        both = mentor.status == "withdrawn" and mentor.load > 0
        rounds.append([both, sum(one == "done" for one in said), any("Error(" in one for one in said)])
    return {"rounds": rounds, "sound": sound()}


SCENES = {
    scene.__name__: scene
    for scene in (
        last_place,
        the_same_form_twice,
        two_deciding,
        crossing,
        order_against_undo,
        leaving_against_proposing,
    )
}


def main(name: str) -> None:
    with mock.patch.object(Organisation, "today", return_value=date(2026, 9, 14)):
        world = cast.build()
        world.klara.memberships.create(organisation=world.school, role="head")
        print(json.dumps(SCENES[name](world), ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
