"""What rooms above leave behind for a while, for the nightly sweep.

The ground sweeps files and staff lists; what else is to go in time, it cannot know. Each room that keeps something for a
while registers, when it starts, what takes it away.
"""

from collections.abc import Callable, Iterable

# Takes away what is nobody's any more, and tells what went: a Russian sentence each, none when there was nothing.
Sweep = Callable[[], Iterable[str]]

_sweeps: dict[str, Sweep] = {}


def register_sweep(code: str, sweep: Sweep) -> None:
    """Make it known; registering the same code again replaces it."""
    _sweeps[code] = sweep


def swept() -> list[str]:
    """Run them all, in the order in which rooms started."""
    return [sentence for sweep in _sweeps.values() for sentence in sweep()]
