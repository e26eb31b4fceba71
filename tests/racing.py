"""Deeds that go at one moment, each in a thread with a connection of its own: for the drivers that play races."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connections


def at_one_moment(*deeds: Callable[[], object]) -> list[object]:
    """What each deed handed back, or the exception on which it broke, in the order of the deeds."""
    came: list[object] = [None] * len(deeds)
    barrier = Barrier(len(deeds))

    def run(place: int, deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            came[place] = deed()
        except Exception as error:  # a refusal, or what no scene may show: a deadlock, a broken rule of the database
            came[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came
