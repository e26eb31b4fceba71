"""«Приложение № 2 к приказу …»: its number goes into the head of the plan, what has no place there is asked about."""

import pytest

from roadmaps.models import Roadmap
from roadmaps.reading import read_text
from roadmaps.reading.doubts import OTHER_ANNEX
from roadmaps.reading.grid import Paragraph, Source, Table
from roadmaps.reading.recognise import recognise
from roadmaps.selectors import words
from roadmaps.services.importing import apply_import, correct_head
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.rolling import moved
from tests.roadmaps.printing.papers import again
from tests.roadmaps.reading.papers import HEADINGS, TITLE, read
from tests.roadmaps.test_views import text, url
from tests.roadmaps.test_views_import import read_of, waiting

ROWS = [HEADINGS, ["1", "Раз", "май", "куратор"]]
ORDER = "к приказу от 01.09.2026 № 45"


@pytest.mark.parametrize(
    ("mark", "number"),
    [
        ([f"Приложение № 2 {ORDER}"], "2"),
        (["Приложение 3", ORDER], "3"),
        (["ПРИЛОЖЕНИЕ №4.", ORDER], "4"),
        (["Приложение II", ORDER], "II"),
        (["Приложение № 1/2", ORDER], "1/2"),
        (["Приложение", ORDER], ""),
    ],
)
def test_the_number_of_the_annex(mark, number):
    roadmap = read([*mark, ""], TITLE, ROWS)
    assert (roadmap.annex_number, roadmap.approval.order_number) == (number, "45")
    assert roadmap.doubts == []
    assert "annex_number" not in roadmap.as_json()


def test_an_annex_that_is_signed_too():
    roadmap = read(["Приложение № 2", ORDER, ""], [["УТВЕРЖДАЮ\nДиректор\nА.Б. Клёнов"]], TITLE, ROWS)
    assert (roadmap.annex_number, roadmap.approval.name, roadmap.doubts) == ("2", "А.Б. Клёнов", [])


def test_an_annex_to_another_paper_is_asked_about():
    roadmap = read(["Приложение № 5 к Положению о наставничестве", ""], TITLE, ROWS)
    assert (roadmap.annex_number, roadmap.approval) == ("", None)
    assert [(one.original, one.message) for one in roadmap.doubts] == [
        ("Приложение № 5 к Положению о наставничестве", OTHER_ANNEX)
    ]


def test_in_the_header_of_the_page_and_above_pasted_lines():
    header = [Paragraph(f"Приложение № 7 {ORDER}")]
    assert recognise(Source([Paragraph(TITLE), Table.of_texts(ROWS)], header=header)).annex_number == "7"
    assert read_text(f"Приложение № 8 {ORDER}\n\n{TITLE}\n\n1. Раз\n2. Два").annex_number == "8"


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_printed_and_read_again(ending):
    roadmap = read([f"Приложение № 2 {ORDER}", ""], TITLE, ROWS)
    assert again(roadmap, ending, annex_number="2").annex_number == "2"


@pytest.mark.django_db
def test_it_is_seen_corrected_and_loaded(world, today, enter):
    imported = waiting(world, read([f"Приложение № 2 {ORDER}", ""], TITLE, ROWS))
    anna = enter(world.anna)
    assert "приказ № 45 от 01.09.2026, приложение № 2" in text(anna.get(url("import_preview", pk=imported.pk)))
    head = url("import_head", pk=imported.pk)
    form = anna.get(head).context["form"]
    assert form["annex_number"].value() == "2"
    sent = {name: form[name].value() or "" for name in form.fields} | {"annex_number": "2а"}
    assert anna.post(head, sent).status_code == 302
    assert (read_of(imported).annex_number, read_of(imported).approval.order_date) == ("2а", "2026-09-01")
    with pytest.raises(RoadmapRefused, match="Номер приложения длиннее 10 знаков"):
        correct_head(imported, 2, {"annex_number": "2" * 11}, world.anna)
    apply_import(imported, world.anna)
    roadmap = Roadmap.objects.get()
    assert roadmap.annex_number == "2а"
    assert moved(words.read_of(roadmap), 2026, 1, 1).annex_number == ""  # the order of the next year is another one
