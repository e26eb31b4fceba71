"""Pasted lines, however they are broken or spaced: what is read holds every word, and none that was not there."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roadmaps.reading import RoadmapUnreadable, read_text

NUMBERS = ["", "", "1", "2", "3", "1.", "2)", "Этап 1.", "-", "№"]
BEYOND = ["", "май", "до 5 октября", "директор", "куратор, май", "сентябрь  Клёнов А.Б."]
GAPS = [" ", "  ", "     ", "\n", "\n\n", "\n    "]
LINES = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(GAPS), st.sampled_from(GAPS), st.sampled_from(BEYOND)),
    min_size=2,
    max_size=9,
)
HEADS = st.sampled_from(["", "№ Мероприятие Срок Ответственный", "№   Мероприятие   Срок   Ответственный"])


def pasted(head, lines):
    rows = [
        f"{number}{first}Слово{place} слово{place}б{second}{beyond}"
        for place, (number, first, second, beyond) in enumerate(lines)
    ]
    return "\n".join(["Дорожная карта", head, *rows])


def words(text):
    return set(re.findall(r"[^\W_]{3,}", text.lower()))


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(HEADS, LINES)
def test_no_word_is_lost_or_invented(head, lines):
    text = pasted(head, lines)
    try:
        read = read_text(text)
    except RoadmapUnreadable:
        return
    told = read.to_dict()
    for doubt in told["doubts"]:
        doubt["message"] = ""
    texts = [*_texts(told)]
    assert words(text) <= words(" ".join(texts))
    assert words(" ".join(_texts(told | {"doubts": []}))) <= words(text)


def _texts(value):
    """All texts of what was read but keys and roles."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("key", "role", "place", "code"):
                yield from _texts(one)
