"""Deeds noted in the journal fit their column: SQLite would not tell, PostgreSQL refuses the whole deed."""

import ast

import pytest
from django.conf import settings

from schools.journal.models import Entry

ROOMS = ("schools", "roadmaps", "mentoring")
LONGEST = Entry._meta.get_field("deed").max_length


def deeds(source: str) -> list[str]:
    """What is written as the first thing said to `record`, or under the name `deed`, in plain words."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            said = [one.value for one in node.keywords if one.arg == "deed"]
            said += node.args[:1] if name == "record" else []
            found += [one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_deeds_fit_their_column(room):
    found = [deed for path in (settings.BASE_DIR / room).rglob("*.py") for deed in deeds(path.read_text("utf-8"))]
    assert found
    assert [deed for deed in found if len(deed) > LONGEST] == []


def test_the_scan_sees_a_long_one():
    assert deeds(f'record("{"а" * 61}", row)\nmove(row, deed="б")') == ["а" * 61, "б"]
