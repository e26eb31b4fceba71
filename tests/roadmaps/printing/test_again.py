"""What is printed reads again as the same plan: our own plans, tables of many hands, the samples where they are at hand."""

import json
import re
from pathlib import Path

import pytest

from roadmaps.reading import read_file
from roadmaps.reading.structure import Agreement, Approval
from roadmaps.selectors.plan import read_of
from roadmaps.services.laying import lay_out
from schools.papers.engine.pdf import render_pdf
from tests.roadmaps.cast import big, small
from tests.roadmaps.printing.papers import PLANS, again, blocks, page_for, without_stages
from tests.roadmaps.reading.generator import draw
from tests.roadmaps.reading.writers import as_docx
from tests.schools.papers.engine.reading import page_texts
from tests.world import YEAR

ROOT = Path(__file__).resolve().parents[3]
OWN = {path.name.partition(".")[0]: path for path in sorted((ROOT / "tests/fixtures/roadmaps").glob("*.expected.json"))}
SHARED = ROOT.parent / "shared" / "data" / "roadmaps"
# Under numbers: the files are named after places.
SAMPLES = dict(enumerate(sorted(path for ending in ("docx", "xlsx") for path in SHARED.glob(f"*.{ending}")), 1))
ENDINGS = ("docx", "xlsx")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", PLANS)
def test_our_own_plans(name, ending):
    read = PLANS[name]()
    assert again(read, ending).as_json() == read.as_json()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_plans_of_the_cast(ending):
    assert again(small(), ending).as_json() == small().as_json()
    read, place = big(150), 0
    for stage in read.stages:  # a № column that numbers nothing counts the rows
        for measure in stage.measures:
            place += 1
            measure.number = str(place)
    assert again(big(150), ending).as_json() == read.as_json()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", OWN)
def test_tables_of_many_hands(name, seed, ending):
    drawing = draw(json.loads(OWN[name].read_text()), seed)
    read = read_file(as_docx(drawing), "план.docx")
    assert again(read, ending).as_json() == read.as_json()


@pytest.mark.django_db
def test_the_samples_through_the_database(world):
    """Read, laid out, given back in words, printed, read: nothing is lost on the way."""
    assert bool(SAMPLES) == SHARED.is_dir()
    reads = {name: read_file(path.read_bytes(), path.name) for name, path in SAMPLES.items()}
    reads |= {name: make() for name, make in PLANS.items()}
    for name, read in reads.items():
        roadmap = lay_out(read, world.school, begins=YEAR, years=1, by=world.anna)
        words = read_of(roadmap)
        assert words.as_json() == read.as_json(), name
        for ending in ENDINGS:
            assert again(words, ending).as_json() == read.as_json(), (name, ending)


def words_of(value):
    if isinstance(value, str):
        return set(re.findall(r"[а-яё]+", value.lower()))
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*map(words_of, values)) if values else set()


def test_every_word_is_in_the_pdf():
    reads = [read_file(path.read_bytes(), path.name) for path in SAMPLES.values()] + [make() for make in PLANS.values()]
    for read in reads:
        printed = words_of(" ".join(page_texts(render_pdf(blocks(read), page_for(read), "т"))))
        assert words_of(read.as_json()) - printed == set()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("approval", "agreement"),
    [
        (Approval("Заведующий", "О.Ю. Ковылина", None, "2026-09-01"), None),
        (Approval("И.о. директора", "И.Л. Швец"), None),
        (Approval("Директор школы", None, "12", "2026-08-30"), None),
        (Approval(None, None, "14-ОД", "2026-08-30"), Agreement(body="Педагогический совет", date="2026-08-29")),
        (None, Agreement(post="Председатель профсоюзного комитета", name="В.Г. Лось", date="2026-08-29")),
        (None, Agreement(body="Управляющий совет", protocol_number="3/1", date="2026-08-29")),
        (None, None),
    ],
)
def test_marks(approval, agreement, ending):
    read = without_stages()
    read.approval, read.agreement = approval, agreement
    assert again(read, ending).as_json() == read.as_json()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("form", "annex"), [("by_order", ""), ("annex", "2"), ("annex", "")])
def test_an_order_that_approves_keeps_its_number_and_day(form, annex, ending):
    read = without_stages()
    assert again(read, ending, form=form, annex_number=annex).as_json() == read.as_json()


def test_a_wide_table_lies():
    assert {name: page_for(make()).landscape for name, make in PLANS.items()} == {
        "stage column": True,
        "across": True,
        "without stages": False,
    }


def test_the_title_is_not_told_twice():
    kinds = [[type(block).__name__ for block in blocks(make())] for make in PLANS.values()]
    assert kinds == [
        ["Letterhead", "MarkPair", "DocTitle", "SpannedTable"],
        ["DocTitle", "SpannedTable"],
        ["MarkPair", "DocTitle", "SpannedTable"],
    ]
