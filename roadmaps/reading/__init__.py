"""From a file to a roadmap in words: .docx, .xlsx/.xls/.ods, pasted text. Knows no database and no people.

`read_file(content, filename)` and `read_text(text)` give a `RoadmapRead` or raise `RoadmapUnreadable`, whose text is a
Russian sentence that says what to do. Time and memory are bounded: by the bytes of the upload, the unpacked parts, their
tags (archive), cells, lines and characters (bounds, workbook, text).
"""

import logging
from collections.abc import Callable

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.structure import RoadmapRead

__all__ = ["RoadmapRead", "RoadmapUnreadable", "read_file", "read_text"]

_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")

logger = logging.getLogger(__name__)


def read_file(content: bytes, filename: str = "") -> RoadmapRead:
    """The roadmap of a .docx or a workbook; the bytes tell which, the name only what to do with a damaged one.

    Raises RoadmapUnreadable, whatever is wrong with the file, and nothing else.
    """
    from roadmaps.reading import readers  # loads lxml and calamine, which a process that reads no files can do without

    try:
        return _guarded(lambda: readers.of_file(content), f"file {filename[-80:]!r} of {len(content)} bytes")
    except RoadmapUnreadable as error:
        # Of a damaged file only the name tells in what program it was made.
        if str(error) in (refusals.DAMAGED, refusals.DAMAGED_PART) and filename.lower().endswith(_WORKBOOKS):
            raise RoadmapUnreadable(refusals.DAMAGED_WORKBOOK) from error
        raise


def read_text(text: str) -> RoadmapRead:
    """The roadmap of a pasted table, or of pasted lines when they are numbered. Raises RoadmapUnreadable only."""
    from roadmaps.reading import readers  # the same

    return _guarded(lambda: readers.of_text(text), f"text of {len(text)} characters")


def _guarded(read: Callable[[], RoadmapRead], what: str) -> RoadmapRead:
    """A fault of ours on a strange file is logged with its trace; the person gets a sentence, not an error page."""
    try:
        return read()
    except RoadmapUnreadable:
        raise
    except Exception as error:
        logger.exception("Unreadable roadmap: %s", what)
        raise RoadmapUnreadable(refusals.UNEXPECTED) from error
