"""Papers of different looks bound together in the order in which they will be signed: one PDF, or each for itself.

Papers of one look are laid out together, by two processes, whatever stands between them; then the pages are put in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from .blocks import Block
from .packet import print_chunks
from .page import PageSetup

if TYPE_CHECKING:
    import pikepdf


@dataclass(frozen=True)
class Leaf:
    """A paper to be bound: its blocks with their look, or the PDF that was kept when it was issued."""

    title: str
    blocks: Sequence[Block] = ()
    page: PageSetup | None = None
    pdf: bytes = b""


@dataclass(frozen=True)
class Place:
    """Where the pages of a leaf lie."""

    part: int
    first: int
    count: int


class Bound:
    """Leaves laid out. `counts` are their numbers of pages."""

    def __init__(self, leaves: Sequence[Leaf], parts: Sequence[bytes], places: Sequence[Place]) -> None:
        self.leaves, self._parts, self._places = leaves, parts, places

    @property
    def counts(self) -> list[int]:
        return [place.count for place in self._places]

    def together(self, title: str, cover: bytes = b"") -> bytes:
        """All in order as one PDF with an outline; `cover` goes first."""
        import pikepdf  # slow, and only packets need it

        sources = [pikepdf.open(BytesIO(part)) for part in self._parts]
        try:
            with pikepdf.open(BytesIO(cover)) if cover else pikepdf.new() as book:
                firsts = []
                for place in self._places:
                    firsts.append(len(book.pages))
                    _append(book, sources[place.part], place)
                if "/Names" in book.Root:
                    del book.Root.Names
                with book.open_outline() as outline:
                    outline.root.clear()
                    for leaf, first in zip(self.leaves, firsts, strict=True):
                        outline.root.append(pikepdf.OutlineItem(leaf.title, first))
                with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
                    metadata["dc:title"] = title
                return _saved(book)
        finally:
            for source in sources:
                source.close()

    def apart(self, number: int) -> bytes:
        """One leaf as a PDF of its own: the kept one as it was kept."""
        import pikepdf  # as above

        leaf, place = self.leaves[number], self._places[number]
        if leaf.pdf:
            return leaf.pdf
        with pikepdf.open(BytesIO(self._parts[place.part])) as source, pikepdf.new() as sheet:
            _append(sheet, source, place)
            with sheet.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
                metadata["dc:title"] = leaf.title
            return _saved(sheet)


def bind(
    leaves: Sequence[Leaf],
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Bound:
    """Lay all leaves out. `progress` is told how many are ready; PacketCancelled is raised when `cancelled` says yes."""
    if not leaves:
        raise ValueError("no papers to bind")
    parts: list[bytes] = []
    places: dict[int, Place] = {}
    for number, leaf in enumerate(leaves):
        if leaf.pdf:
            places[number] = Place(len(parts), 0, _pages_in(leaf.pdf))
            parts.append(leaf.pdf)
    looks: dict[PageSetup, list[int]] = {}
    for number, leaf in enumerate(leaves):
        if not leaf.pdf:
            if leaf.page is None:
                raise ValueError(f"neither a PDF nor a look: {leaf.title}")
            looks.setdefault(leaf.page, []).append(number)
    for look, numbers in looks.items():
        ready = len(places)
        chunks = print_chunks(
            [leaves[number].blocks for number in numbers],
            look,
            [leaves[number].title for number in numbers],
            progress=(lambda n, before=ready: progress(before + n)) if progress else None,
            cancelled=cancelled,
        )
        following = iter(numbers)
        for pdf, counts in chunks:
            first = 0
            for count in counts:
                places[next(following)] = Place(len(parts), first, count)
                first += count
            parts.append(pdf)
    if progress:
        progress(len(leaves))
    return Bound(leaves, parts, [places[number] for number in range(len(leaves))])


def _pages_in(pdf: bytes) -> int:
    import pikepdf  # as above

    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def _append(book: pikepdf.Pdf, source: pikepdf.Pdf, place: Place) -> None:
    for page in list(source.pages)[place.first : place.first + place.count]:
        book.pages.append(page)
        # Tags of a paper do not survive among other papers.
        if "/StructParents" in book.pages[-1]:
            del book.pages[-1].StructParents


def _saved(book: pikepdf.Pdf) -> bytes:
    import pikepdf  # as above

    book.remove_unreferenced_resources()
    out = BytesIO()
    book.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
