# ruff: noqa: E402 (Django must be set up before anything of ours is imported)
"""Scenes of imports that need processes to kill and threads to race, on a database of their own.

`python -m tests.schools.staff_import_driver SCENE` with DATABASE_URL and MENTORING_DATA_DIR prints what came of it as JSON.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.exceptions import ValidationError
from django.db import connection, connections

from mentoring.banks.services import add_mentors
from schools.journal.models import Entry
from schools.models import Employment, ImportedCard, Organisation, Person, StaffImport, User
from schools.services import import_writer, staff_import_apply
from schools.services import staff_import as staff_import_door
from schools.services.archiving import archive_person
from schools.services.people import save_person
from schools.services.staff_import_apply import apply_import
from schools.services.staff_import_undo import undo_import
from tests.racing import at_one_moment
from tests.schools.staff_files import load, staff_file, start
from tests.world import YEAR, build, person

POINTS = ["_new_people", "_posts", "_keys", "_remember", "move_import", "record", "committed"]


def state(staff_import: StaffImport) -> dict:
    place = Organisation.objects.get(pk=staff_import.organisation_id)
    return {
        "status": StaffImport.objects.get(pk=staff_import.pk).status,
        "people": Person.objects.filter(organisation=place, surname="Швец").count(),
        "posts": Employment.objects.filter(person__organisation=place, post="учитель физики").count(),
        "cards": ImportedCard.objects.filter(staff_import=staff_import).count(),
        "journal": Entry.objects.filter(subject_id=staff_import.pk, subject_type="schools.staffimport").count(),
        "remembered": bool(place.import_mapping),
    }


def kill_at_each_point() -> list:
    told = []
    world = build()
    for point in POINTS:
        place = Organisation.objects.create(slug=f"place-{point.strip('_')}", short_name=point, full_name=point)
        staff_import = start(place, world.vera, staff_file(("Швец Игорь Львович", "11.12.1965", "учитель физики")))
        connections.close_all()
        child = os.fork()
        if child == 0:
            _apply_and_die(staff_import.pk, world.vera.pk, point)
        _, status = os.waitpid(child, 0)
        after_kill = state(staff_import)
        apply_import(StaffImport.objects.get(pk=staff_import.pk), world.vera)
        told.append(
            {
                "point": point,
                "killed": os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
                "after_kill": after_kill,
                "after_again": state(staff_import),
            }
        )
    return told


def _apply_and_die(pk: int, user: int, point: str) -> None:
    def die(*args, **kwargs):
        os.kill(os.getpid(), signal.SIGKILL)

    if point != "committed":
        places = (staff_import_apply, staff_import_door, import_writer.Writer)
        target = next(place for place in places if hasattr(place, point))
        whole = getattr(target, point)
        setattr(target, point, lambda *args, **kwargs: (whole(*args, **kwargs), die()))
    apply_import(StaffImport.objects.get(pk=pk), User.objects.get(pk=user))
    die()


def two_clicks_at_once() -> dict:
    world = build()
    staff_import = start(world.foreign, world.vera, staff_file(("Швец Игорь Львович", "", "учитель физики")))

    def click():
        return apply_import(StaffImport.objects.get(pk=staff_import.pk), world.vera) is not None

    return {"written": sorted(at_one_moment(click, click), key=repr), "state": state(staff_import)}


def an_import_meets_a_card() -> dict:
    """A deed on a card holds the card and is about to write the journal, while an import holds the organisation and is about
    to lock the cards: neither may wait for the other for ever. «done» or the error, for each deed and way of the import."""
    world, told = build(), {}
    deeds = {
        "save": lambda card: save_person(card, by=world.vera),
        "archive": lambda card: archive_person(card, world.vera),
        "bank": lambda card: add_mentors(world.foreign, YEAR, [card], world.vera),
    }
    names = iter(["Швец Игорь Львович", "Бабич Софья Денисовна", "Туз Марк Антонович"])
    more = iter(["Заяц Илья Игоревич", "Седых Павел Ильич", "Ким Олеся Руслановна"])
    for name, deed in deeds.items():
        for way in ("apply", "undo"):
            full_name = next(names if way == "apply" else more)
            card = person(world.foreign, full_name, "вожатый", note="прежнее")
            card.note = "новое"
            content = staff_file((full_name, "11.12.1965", "вожатый"))
            staff_import = (start if way == "apply" else load)(world.foreign, world.vera, content)
            imports: Callable[..., object] = apply_import if way == "apply" else undo_import
            told[f"{way}/{name}"] = _meet(
                lambda deed=deed, card=card: deed(card),
                lambda imports=imports, pk=staff_import.pk: imports(StaffImport.objects.get(pk=pk), world.vera),
            )
    return told


def _meet(deed: Callable[[], object], imports: Callable[[], object]) -> list[str]:
    card_held, place_held, said = threading.Event(), threading.Event(), ["", ""]

    def before_journal(execute, sql, *rest):
        if sql.startswith(f'INSERT INTO "{Entry._meta.db_table}"'):
            card_held.set()
            if connection.vendor != "sqlite":  # there the import has not even begun: one writer at a time
                place_held.wait(30)
        return execute(sql, *rest)

    def before_cards(execute, sql, *rest):
        if f'FROM "{Person._meta.db_table}"' in sql and " FOR " in sql:
            place_held.set()
        return execute(sql, *rest)

    def run(place, wrapper, work) -> None:
        try:
            if place:
                card_held.wait(30)
            with connection.execute_wrapper(wrapper):
                work()
            said[place] = "done"
        except ValidationError as error:
            said[place] = error.messages[0]
        except Exception as error:  # what must not come: a deadlock
            said[place] = repr(error)
        finally:
            card_held.set()
            place_held.set()
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(0, before_journal, deed)),
        threading.Thread(target=run, args=(1, before_cards, imports)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


SCENES = {scene.__name__: scene for scene in (kill_at_each_point, two_clicks_at_once, an_import_meets_a_card)}

if __name__ == "__main__":
    print(json.dumps(SCENES[sys.argv[1]](), ensure_ascii=False))
