"""Which reader takes what: by the bytes of a file, by the looks of a text."""

from roadmaps.reading.absent import why_absent
from roadmaps.reading.bounds import few_enough, within
from roadmaps.reading.docx import read_docx
from roadmaps.reading.errors import RoadmapUnreadable
from roadmaps.reading.grid import Source, Table
from roadmaps.reading.listed import read_listed
from roadmaps.reading.package import DOCX, kind_of, open_docx
from roadmaps.reading.recognise import NO_ROADMAP, recognise
from roadmaps.reading.structure import RoadmapRead
from roadmaps.reading.text import read_pasted
from roadmaps.reading.workbook import read_workbook


def of_file(content: bytes) -> RoadmapRead:
    """The roadmap of a .docx or a workbook."""
    return _recognised(read_docx(open_docx(content)) if kind_of(content) == DOCX else read_workbook(content))


def of_text(text: str) -> RoadmapRead:
    """The roadmap of pasted lines."""
    source = read_pasted(text)
    if source is None:
        return read_listed(text)
    try:
        return _recognised(source)
    except RoadmapUnreadable:
        # Blanks between words are not yet columns: the lines may be a list all the same.
        if not any(isinstance(block, Table) and block.unsure for block in source.blocks):
            raise
        return read_listed(text)


def _recognised(source: Source) -> RoadmapRead:
    """The roadmap, or the reason why there is none."""
    try:
        return few_enough(recognise(within(source)))
    except RoadmapUnreadable as error:
        if str(error) == NO_ROADMAP:
            raise RoadmapUnreadable(why_absent(source)) from error
        raise
