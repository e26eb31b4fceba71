"""What was read is kept once, whole or not at all; what nobody decided on goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from roadmaps.models import Measure, Roadmap, RoadmapImport
from roadmaps.reading import RoadmapUnreadable
from roadmaps.reading.structure import ColumnRead
from roadmaps.services.importing import (
    apply_import,
    start_import,
)
from roadmaps.services.refusals import RoadmapRefused
from schools.journal.models import Entry
from tests.roadmaps.cast import small
from tests.roadmaps.services.importing.steps import row, start
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


def test_what_was_read_is_kept_and_nothing_else(imported, reader, world):
    assert (imported.status, imported.filename, imported.created_by) == ("preview", "план.docx", world.anna)
    assert imported.reading == imported.original == small().to_dict()
    assert reader == [(b"docx", "план.docx")]
    assert Roadmap.objects.count() == 0
    said = Entry.objects.get()
    assert (said.deed, said.on_behalf, said.after) == (
        "прочитана дорожная карта",
        "куратор",
        {"файл": "план.docx", "мероприятий": 5},
    )


def test_pasted_text_is_read_too(world):
    text = "Мероприятие\tСроки\tОтветственные\nИздать приказ\tсентябрь\tдиректор\nПодвести итоги\tмай\tкуратор"
    imported = start(world, content=None, text=text, filename="")
    roadmap = apply_import(imported, world.anna)
    assert [one.content for one in Measure.objects.filter(roadmap=roadmap)] == ["Издать приказ", "Подвести итоги"]
    assert (str(imported), str(roadmap) != "") == ("вставленный текст", True)


def test_a_file_without_a_roadmap_leaves_nothing(world, reader):
    with pytest.raises(RoadmapUnreadable):
        start(world, content=b"junk")
    assert (RoadmapImport.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_same_form_twice_is_read_and_kept_once(world, reader):
    nonce = uuid4()
    assert start(world, nonce=nonce) == start(world, nonce=nonce)
    assert (len(reader), RoadmapImport.objects.count(), Entry.objects.count()) == (1, 1, 1)
    with pytest.raises(RoadmapRefused, match="Форма устарела"):
        start_import(world.foreign, content=b"x", begins=YEAR, years=1, by=world.vera, nonce=nonce)


@pytest.mark.parametrize("values", [{"begins": 26}, {"years": 0}, {"years": 11}])
def test_years_out_of_reach_are_refused_before_reading(world, reader, values):
    with pytest.raises(RoadmapRefused):
        start(world, **values)
    assert reader == []


def test_signs_that_no_database_keeps_are_dropped(world, monkeypatch):
    read = small()
    read.stages[0].measures[0].content = "При\x00каз\ud800"
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: read)
    imported = start(world, filename="a\x00" + "я" * 300 + ".docx")
    assert row(imported, "m1").content == "Приказ"
    assert (len(imported.filename), imported.filename.endswith("я.docx")) == (250, True)


def test_an_untitled_plan_has_a_name_to_be_found_by(world, reader, monkeypatch):
    read = small()
    read.title = ""
    read.columns = [ColumnRead("")]
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: read)
    assert str(apply_import(start(world), world.anna)) == "Дорожная карта без названия"


def test_what_nobody_decided_on_goes_after_a_month(world, reader):
    old, loaded, fresh = start(world), start(world), start(world)
    apply_import(loaded, world.anna)
    long_ago = timezone.now() - timedelta(days=31)
    RoadmapImport.objects.filter(pk__in=[old.pk, loaded.pk]).update(created_at=long_ago)
    newest = start(world)
    assert set(RoadmapImport.objects.values_list("pk", flat=True)) == {loaded.pk, fresh.pk, newest.pk}
