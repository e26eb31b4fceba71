"""From a file to a roadmap in words: .docx, .xlsx/.xls/.ods, pasted text. Knows no database and no people.

`read_file(content, filename)` and `read_text(text)` give a `RoadmapRead` or raise `RoadmapUnreadable`, whose text is a
Russian sentence that says what to do. Time and memory are bounded: by the bytes of the upload, the unpacked parts, their
tags (archive), cells, lines and characters (bounds, workbook, text).
"""

import logging
from collections.abc import Callable

from roadmaps.reading import refusals
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Source
from roadmaps.reading.structure import RoadmapRead

__all__ = ["RoadmapRead", "RoadmapUnreadable", "read_file", "read_text"]

logger = logging.getLogger(__name__)


def read_file(content: bytes, filename: str = "") -> RoadmapRead:
    """The roadmap of a .docx or a workbook; the bytes tell which, the name is only for the log.

    Raises RoadmapUnreadable, whatever is wrong with the file, and nothing else.
    """
    return _guarded(lambda: _of_file(content), f"file {filename[-80:]!r} of {len(content)} bytes")


def read_text(text: str) -> RoadmapRead:
    """The roadmap of a pasted table, or of pasted lines when they are numbered. Raises RoadmapUnreadable only."""
    return _guarded(lambda: _of_text(text), f"text of {len(text)} characters")


def _of_file(content: bytes) -> RoadmapRead:
    # The readers load lxml and calamine: a process that reads no files should not wait for them.
    from roadmaps.reading.docx import read_docx
    from roadmaps.reading.package import DOCX, kind_of, open_docx
    from roadmaps.reading.workbook import read_workbook

    return _recognised(read_docx(open_docx(content)) if kind_of(content) == DOCX else read_workbook(content))


def _of_text(text: str) -> RoadmapRead:
    from roadmaps.reading.listed import read_listed
    from roadmaps.reading.text import read_pasted

    source = read_pasted(text)
    return _recognised(source) if source else read_listed(text)


def _recognised(source: Source) -> RoadmapRead:
    """The roadmap, or the reason why there is none."""
    from roadmaps.reading.absent import why_absent
    from roadmaps.reading.bounds import few_enough, within
    from roadmaps.reading.recognise import NO_ROADMAP, recognise

    try:
        return few_enough(recognise(within(source)))
    except RoadmapUnreadable as error:
        if str(error) == NO_ROADMAP:
            raise RoadmapUnreadable(why_absent(source)) from error
        raise


def _guarded(read: Callable[[], RoadmapRead], what: str) -> RoadmapRead:
    """A fault of ours on a strange file is logged with its trace; the person gets a sentence, not an error page."""
    try:
        return read()
    except RoadmapUnreadable:
        raise
    except Exception as error:
        logger.exception("Unreadable roadmap: %s", what)
        raise RoadmapUnreadable(refusals.UNEXPECTED) from error
