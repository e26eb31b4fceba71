"""Every word of a roadmap's table is found again in what was read, in a measure, a stage or beside a remark; none is new."""

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.reading import RoadmapUnreadable, read_file
from tests.roadmaps.reading.packages import HEADINGS, cell, docx, paragraph, table

MARKS = ["", "", "", "1. ", "1) ", "2) ", "- ", "• ", "Этап 1. ", "II. ", "1.1. ", "№ ", "Раздел ", "3", "до ", "«"]
SHAPES = st.tuples(
    st.sampled_from(MARKS),
    st.sampled_from([1, 1, 1, 1, 2, 3, 6]),
    st.sampled_from(["", "", "", "", "start", "on"]),
    st.sampled_from(["text", "text", "text", "empty", "lines"]),
)


def filled(rows):
    """Rows of cells in which every word is unlike any other: «слово17»."""
    count, made = 0, []
    for row in rows:
        cells = []
        for mark, span, merge, kind in row:
            if kind == "empty" or merge == "on":
                text = ""
            elif kind == "lines":
                text = f"{mark}слово{count}\n2) слово{count + 1}\n- слово{count + 2}"
                count += 3
            else:
                text = f"{mark}слово{count} слово{count + 1}"
                count += 2
            cells.append(cell(text, span=span, merge=merge))
        made.append(cells)
    return made


def words(text):
    return set(re.findall(r"слово\d+", text))


def outcome(content):
    try:
        return read_file(content)
    except RoadmapUnreadable:
        return None


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(SHAPES, min_size=1, max_size=6), min_size=1, max_size=8))
def test_no_word_is_lost_or_invented(rows):
    body = table([HEADINGS, *filled(rows)])
    read = outcome(docx(paragraph("Дорожная карта") + body))
    if read is not None:
        kept = json.dumps(read.to_dict(), ensure_ascii=False)
        assert words(kept) == words(body)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(SHAPES, min_size=6, max_size=6), min_size=1, max_size=8))
def test_no_word_is_lost_in_full_rows(rows):
    straight = [[(mark, 1, merge, kind) for mark, _, merge, kind in row] for row in rows]
    body = table([HEADINGS, *filled(straight)])
    read = outcome(docx(paragraph("Дорожная карта") + body))
    if read is not None:
        kept = json.dumps(read.to_dict(), ensure_ascii=False)
        assert words(kept) == words(body)
