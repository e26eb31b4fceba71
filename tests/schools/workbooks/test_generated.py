"""Many random layouts of the same ten people: the reading must find them all, row by row."""

from datetime import date

import pytest

from schools.workbooks.people import read_file
from tests.schools.workbooks.maker import Variant

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("first", range(0, 120, 20))
def test_every_layout_gives_the_same_people(first):
    for seed in range(first, first + 20):
        variant = Variant(seed)
        reading = read_file(variant.content, variant.filename, today=TODAY)
        people = [{name: getattr(person, name) for name in variant.people[0]} for person in reading.people]
        where = f"seed {seed}: {variant.describe}"
        assert people == variant.people, where
        assert (reading.sheet, reading.header_row) == (variant.sheet, variant.header_row), where
        assert [p for p in reading.problems if p.severity == "error"] == [], where
