"""Why a card may not go to the archive for reasons that the ground cannot know.

Rooms above keep people too: somebody stands in a pair. Each such room registers, when it starts, a function that looks
through the cards and says what holds them; archiving by hand and by an import both ask.
"""

from collections.abc import Callable, Collection, Mapping

# Cards' ids → sentences, for the cards that are needed; in one query or two, however many cards.
Objection = Callable[[Collection[int]], Mapping[int, str]]

_objections: dict[str, Objection] = {}


def register_objection(code: str, objection: Objection) -> None:
    """Make it known; registering the same code again replaces it."""
    _objections[code] = objection


def objections_to_archiving(people: Collection[int]) -> dict[int, str]:
    """Cards' ids → why they may not go; those that nobody needs are left out."""
    found: dict[int, str] = {}
    for objection in _objections.values() if people else ():
        for person, sentence in objection(people).items():
            found[person] = f"{found[person]} {sentence}" if person in found else sentence
    return found
