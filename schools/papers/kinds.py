"""Which kinds of paper there are. Rooms above register theirs here, so that the register and the document's page
can name them and lead to their forms without knowing what they are about.

A room's module `kinds` (or package) is imported at start (see `apps`); it calls `register_kind`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .enums import RegisterKind

if TYPE_CHECKING:
    from schools.models import Person, User

    from .models import Document


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper.

    `register` is the RegisterKind in which it takes numbers; None is a sheet without number (a consent). Names of
    addresses are resolved with the organisation and the document's pk; an empty one means «nothing of the sort».
    `ground_url` is where a paper issued elsewhere becomes the ground of what the upper room keeps.
    `on_annul` does the upper room's part inside the transaction of annulment; `annul_consequences` tells
    beforehand, in sentences, what that will be. `on_discard` is the same for throwing a draft away.
    """

    code: str
    label: str
    register: str | None = RegisterKind.MAIN
    # Registered where its ground is, whatever its kind: an order that cancels another.
    beside_ground: bool = False
    # How a numbered paper is called: «Приказ № 5 от …».
    noun: str = "Приказ"
    # How long it is kept: «постоянно», «75 лет (ст. …)».
    retention: str = ""
    # Somebody signs it on paper; a regulation is approved by its order and signed by nobody.
    signed: bool = True
    edit_url: str = ""
    change_url: str = ""
    # Kind of the paper by which this one, once signed, loses force; "": there is none, `instead` says what to do.
    cancelled_with: str = ""
    instead: str = "Составьте новый документ вместо него"
    ground_url: str = ""
    on_annul: Callable[[Document, User], None] | None = None
    annul_consequences: Callable[[Document], Iterable[str]] | None = None
    on_discard: Callable[[Document, User], None] | None = None
    # Whom the paper has to be told of, by its own answers; None when it does not say.
    told: Callable[[Document], Iterable[Person]] | None = None


_kinds: dict[str, PaperKind] = {}


def register_kind(kind: PaperKind) -> PaperKind:
    """Make a kind known; registering the same code again replaces it."""
    _kinds[kind.code] = kind
    return kind


def kind_of(code: str) -> PaperKind:
    """The registered kind; a code that nobody registered is an order like any other."""
    return _kinds.get(code) or PaperKind(code, ORDER.label)


def registered_kinds() -> list[PaperKind]:
    """Kinds that take numbers, in the order of registration."""
    return [kind for kind in _kinds.values() if kind.register is not None]


def drafted_kinds() -> list[PaperKind]:
    """Kinds that are drafts before they are issued: those that take numbers, and sheets with a page of their own."""
    return [kind for kind in _kinds.values() if kind.register is not None or kind.edit_url]


ORDER = register_kind(PaperKind("order", "приказ"))
