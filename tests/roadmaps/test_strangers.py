"""In the cells of another school's plan its name and its people are doubted; one's own plan is left in peace."""

from dataclasses import replace

import pytest

from roadmaps.models import Measure
from roadmaps.reading.structure import CONTENT, RESPONSIBLE, MeasureRead, RoadmapRead, StageRead
from roadmaps.responsible import Named
from roadmaps.services.importing import apply_import, start_import
from roadmaps.strangers import ITS_NAME, ITS_PERSON, ITS_PERSON_NAMED, ITS_PERSON_TAKEN, strangers_of
from tests.roadmaps.cast import columns, small

OWN = ("Муниципальное бюджетное общеобразовательное учреждение «Лесная СОШ № 1»", "МБОУ «Лесная СОШ № 1»")
STAFF = [Named(1, "Ветров", "Григорий", "Ильич", "директор")]


def plan(content: str = "Провести занятие", responsible: str | None = None, school: str = "МБОУ «Луговая СОШ № 3»"):
    rows = [MeasureRead("m1", content, responsible_text=responsible, row=1)]
    return RoadmapRead(f"План {school}", school, columns=columns(), stages=[StageRead("s1", "1", "Начало", rows)])


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("Издать приказ МБОУ «Луговая СОШ №3»", "МБОУ «Луговая СОШ №3»."),
        ("Открыть музей Луговской школы", "Луговской."),
        ("Издать приказ МБОУ «Лесная СОШ № 1»", ""),
        ("Съездить в МБОУ «Полевая СОШ № 7»", ""),
        ("Высадить цветы на лугу", ""),
    ],
)
def test_its_name(content, named):
    found = [(one.key, one.place, one.original, one.message) for one in strangers_of(plan(content), OWN, STAFF)]
    assert found == ([("m1", CONTENT, content, ITS_NAME.format(named))] if named else [])


@pytest.mark.parametrize(
    ("responsible", "message"),
    [
        ("Туманова О.С.", ITS_PERSON.format("Туманова О.С.")),
        ("Туманова О.С., директор школы", ITS_PERSON_TAKEN.format("Туманова О.С.")),
        ("директор Туманова О.С., Ветров Г.И.", ITS_PERSON_TAKEN.format("Туманова О.С.")),
        ("Ветров Г.И.", ""),
        ("куратор", ""),
    ],
)
def test_its_people(responsible, message):
    found = [(one.place, one.message) for one in strangers_of(plan(responsible=responsible), OWN, STAFF)]
    assert found == ([(RESPONSIBLE, message)] if message else [])


def test_its_people_in_other_cells():
    [doubt] = strangers_of(plan("Мастер-класс О.С. Тумановой"), OWN, STAFF)
    assert doubt.message == ITS_PERSON_NAMED.format("О.С. Тумановой")


def test_the_own_plan_is_left_in_peace():
    own = plan("Занятие в МБОУ «Луговая СОШ № 3»", "Туманова О.С., директор", "МБОУ «Лесная СОШ № 1»")
    assert strangers_of(own, OWN, STAFF) == []


def test_the_doubts_come_with_the_file_and_stay_with_the_measures(world, monkeypatch, today):
    theirs = replace(small(), title="План МБОУ «Луговая СОШ № 3»", organisation="МБОУ «Луговая СОШ № 3»", doubts=[])
    theirs.stages[1].measures[1].responsible_text = "Туманова О.С., директор школы"
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: theirs)
    imported = start_import(
        world.school, content=b"x", filename="план.docx", begins=2026, years=1, by=world.anna, own_head=True
    )
    roadmap = apply_import(imported, world.anna)
    [doubt] = Measure.objects.get(roadmap=roadmap, number="2.2").doubts
    assert (doubt["place"], doubt["message"]) == (RESPONSIBLE, ITS_PERSON_TAKEN.format("Туманова О.С."))
