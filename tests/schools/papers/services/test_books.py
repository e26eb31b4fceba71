"""Journals on paper: a number and a date stand whole in the narrowest column."""

import pytest

from schools.papers.models import Acquaintance, Document
from schools.papers.selectors.documents import with_links
from schools.papers.services.acquaintance import ask_acquaintance
from schools.papers.services.printing import journal_pdf
from tests.schools.papers.engine.reading import pages
from tests.schools.papers.paper import DAY, issued

pytestmark = pytest.mark.django_db
NUMBERS = ("41-/ОД", "02-05/164-1", "5/1-п.о.д.")


def lines(pdf: bytes) -> list[str]:
    """Stretches of text, as they stand in their lines."""
    return [line.text for page in pages(pdf) for line in page]


@pytest.fixture
def papers(world):
    long = "О закреплении наставнических пар педагогических работников на 2026–2027 учебный год и о назначении куратора"
    found = [issued(world.school, number, title=long) for number in NUMBERS]
    later = issued(world.school, "12-/ОД", title=long, changes=found[0])
    for paper in found:
        ask_acquaintance(paper, [world.boris_card])
    return [*found, later]


def test_numbers_and_dates_stand_whole_in_the_register(world, papers):
    rows = list(with_links(Document.objects.filter(pk__in=[one.pk for one in papers])))
    words = lines(journal_pdf("register_book", world.school, rows, "2026 год", DAY))
    for whole in (*NUMBERS, "12-/ОД", "14.09.2026"):
        assert any(whole in line.replace("\u00a0", " ") for line in words)
    assert any("№ 41-/ОД" in line.replace("\u00a0", " ") for line in words)


def test_and_in_the_journal_of_acquaintance(world, papers):
    rows = Acquaintance.objects.select_related("document", "person")
    words = lines(journal_pdf("acquaintance_journal", world.school, rows, "2026 год", DAY))
    for number in NUMBERS:
        assert any(f"№ {number}" in line.replace("\u00a0", " ") for line in words)
