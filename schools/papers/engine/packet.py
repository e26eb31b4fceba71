"""Many papers at once, as one PDF for the printer.

Layout grows in memory by about half a megabyte a page and uses one core, so a packet is cut into
chunks, laid out by two processes and merged. The processes are started afresh (no fork: the caller
may be a thread of a web server), import nothing but this engine, stay warm for the next packet and
end with the process that asked.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from io import BytesIO
from multiprocessing import get_context, parent_process
from threading import Lock, Thread

from .blocks import Block
from .freezing import plain_text
from .page import PageSetup
from .pdf import PRINTED, layout, quick_layout, write

PROCESSES = 2
CHUNK_PAGES = 25  # at most 50 MB of layout in a process, and a step of progress every second or two
SIGNS_ON_PAGE = 2_000

_pool: ProcessPoolExecutor | None = None
_pool_lock = Lock()


class PacketCancelled(Exception):
    """The caller's ``cancelled`` said yes; nothing was made."""


def render_many(
    documents: Sequence[Sequence[Block]],
    page: PageSetup,
    titles: Sequence[str],
    *,
    day: date | None = None,
    title: str = "Пакет документов",
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """All documents as one PDF: each begins on a new page, is numbered from 1 and has an outline entry.

    ``progress`` is told how many documents are ready; ``cancelled`` is asked between chunks, and
    PacketCancelled is raised when it says yes. Same arguments, same bytes.
    """
    if not documents:
        raise ValueError("no documents to print")
    parts = print_chunks(documents, page, titles, day=day, progress=progress, cancelled=cancelled)
    return _merge(parts, titles, title)


def print_chunks(
    documents: Sequence[Sequence[Block]],
    page: PageSetup,
    titles: Sequence[str],
    *,
    day: date | None = None,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Part]:
    """The documents in order as several PDFs, with the numbers of pages of the documents in each; see ``render_many``."""
    chunks = _chunks(documents, page, titles, day, progress, cancelled)
    return [part for chunk in chunks for part in chunk]


def warm_up() -> None:
    """Start the processes now, so that the first packet does not wait for them."""
    pool = _running_pool()
    wait([pool.submit(_warm, number) for number in range(PROCESSES)])


def close() -> None:
    """End the processes; the next packet starts new ones."""
    global _pool
    with _pool_lock:
        pool, _pool = _pool, None
    if pool:
        pool.shutdown(cancel_futures=True)


# What a process returns for a chunk: PDFs, and for each PDF the numbers of pages of its documents.
type Part = tuple[bytes, list[int]]


def _print_chunk(documents: list[list[Block]], page: PageSetup, titles: list[str], day: date | None) -> list[Part]:
    with quick_layout():
        laid_out = layout(documents, page, titles[0], day)
        counts = [0] * len(documents)
        current = 0
        for sheet in laid_out.pages:
            # Each article carries the id «d0», «d1», …: it stands where the document begins.
            starts = [int(name[1:]) for name in sheet.anchors if name[0] == "d"]
            current = max(starts, default=current)
            counts[current] += 1
        return [(write(laid_out, PRINTED), counts)]


def _warm(number: int) -> int:
    _print_chunk([[]], PageSetup(), [str(number)], None)
    return number


def _chunks(
    documents: Sequence[Sequence[Block]],
    page: PageSetup,
    titles: Sequence[str],
    day: date | None,
    progress: Callable[[int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> list[list[Part]]:
    if len(documents) != len(titles):
        raise ValueError(f"{len(documents)} documents and {len(titles)} titles")
    spans = list(_spans(documents))
    done: list[list[Part]] = [[] for _ in spans]
    if len(spans) < PROCESSES:  # one chunk: starting a process would cost more than it saves
        for index, span in enumerate(spans):
            _ask(cancelled)
            done[index] = _print_chunk([list(one) for one in documents[span]], page, list(titles[span]), day)
            _tell(progress, span.stop)
        return done

    pool = _running_pool()
    waiting: dict[Future[list[Part]], int] = {}
    ready = 0
    try:
        _ask(cancelled)
        for index, span in enumerate(spans):
            chunk = [list(one) for one in documents[span]]
            waiting[pool.submit(_print_chunk, chunk, page, list(titles[span]), day)] = index
        while waiting:
            finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in finished:
                index = waiting.pop(future)
                done[index] = future.result()
                ready += spans[index].stop - spans[index].start
                _tell(progress, ready)
            if waiting:
                _ask(cancelled)
    except BrokenProcessPool:
        close()  # a process was killed: the next packet gets new ones
        raise
    finally:
        for future in waiting:
            future.cancel()
    return done


def _ask(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise PacketCancelled


def _tell(progress: Callable[[int], None] | None, ready: int) -> None:
    if progress:
        progress(ready)


def _spans(documents: Sequence[Sequence[Block]]) -> Iterator[slice]:
    """Runs of documents of about CHUNK_PAGES each, of like size, a whole number for each process."""
    sizes = [max(1, round(len(plain_text(blocks)) / SIGNS_ON_PAGE)) for blocks in documents]
    total = sum(sizes)
    rounds = -(-total // (CHUNK_PAGES * PROCESSES))
    target = CHUNK_PAGES if total <= CHUNK_PAGES else -(-total // (rounds * PROCESSES))
    start, size = 0, 0
    for index, pages in enumerate(sizes):
        if size and size + pages > target:
            yield slice(start, index)
            start, size = index, 0
        size += pages
    if size:
        yield slice(start, len(documents))


def _merge(parts: list[Part], titles: Sequence[str], title: str) -> bytes:
    import pikepdf  # slow, and only packets need it

    # The first part brings language and output intent along.
    with pikepdf.open(BytesIO(parts[0][0])) as merged:
        for pdf, _ in parts[1:]:
            with pikepdf.open(BytesIO(pdf)) as part:
                merged.pages.extend(part.pages)
        counts = [count for _, numbers in parts for count in numbers]
        if "/Names" in merged.Root:
            del merged.Root.Names
        with merged.open_outline() as outline:
            outline.root.clear()
            first = 0
            for name, count in zip(titles, counts, strict=True):
                outline.root.append(pikepdf.OutlineItem(name, first))
                first += count
        with merged.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
            metadata["dc:title"] = title
        out = BytesIO()
        merged.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _running_pool() -> ProcessPoolExecutor:
    global _pool
    with _pool_lock:
        if _pool is None:
            _pool = ProcessPoolExecutor(
                PROCESSES, mp_context=get_context("spawn"), initializer=_live_and_die_with_the_caller
            )
        return _pool


def _live_and_die_with_the_caller() -> None:
    """In the new process: an interrupt is the caller's business, its death is ours too (kill −9)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_caller, daemon=True).start()


def _end_with_the_caller() -> None:
    caller = parent_process()
    if caller:
        caller.join()
        os._exit(1)
