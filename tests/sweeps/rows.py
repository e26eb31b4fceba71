"""A row of the table: who may come, and what is answered."""

from dataclasses import dataclass

from schools.access.roles import STAFF
from schools.enums import Role

CURATOR = frozenset({Role.CURATOR})
PARTICIPANT = frozenset({Role.PARTICIPANT})
COORDINATOR = frozenset({Role.COORDINATOR})


@dataclass(frozen=True)
class Row:
    """`get` and `post` are the answers to those let in: a POST is sent empty. 405 where there is nothing to ask or to send."""

    opens: frozenset[str]
    # Which noun `pk` names; "" when the address has none.
    noun: str = ""
    get: int = 200
    post: int = 405
    # 405 is said before the gate is asked.
    refuses_first: bool = False
    # Participants reach what is their own and nothing else.
    own_only: bool = False
    # Only who began the work sees it, whatever the roles.
    starter_only: bool = False
    # (GET, POST) for a head who is not the curator, where that differs.
    head: tuple[int, int] | None = None


def page(opens: frozenset[str], noun: str = "", **more) -> Row:
    """A page of a class: list or card."""
    return Row(opens, noun, **more)


def reading(opens: frozenset[str], noun: str = "", **more) -> Row:
    """A page or download by a function that only reads."""
    return Row(opens, noun, refuses_first=True, **more)


def form(opens: frozenset[str], noun: str = "", post: int = 200, **more) -> Row:
    """A form: sent empty it comes back with its errors."""
    return Row(opens, noun, post=post, **more)


def deed(opens: frozenset[str], noun: str = "", post: int = 302, **more) -> Row:
    """A deed: POST only; it leads back to a page that says what came of it."""
    return Row(opens, noun, get=405, post=post, refuses_first=True, **more)


STAFF_AND_OWN = STAFF | PARTICIPANT
# Of roadmaps: who reads a plan, who writes it, who reports on measures.
READERS = STAFF | {Role.COORDINATOR}
EDITORS = CURATOR | {Role.COORDINATOR}
DOERS = READERS | PARTICIPANT
