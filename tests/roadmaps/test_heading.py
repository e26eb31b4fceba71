"""Whose plan a file is: another organisation's name and an old mark are noticed, and never printed as ours."""

from dataclasses import replace

import pytest

from roadmaps.heading import FOREIGN_PLACE, is_same_organisation, strange_in, strange_place, with_own_head
from roadmaps.models import Roadmap
from roadmaps.reading.structure import Agreement, Approval, Doubt, RoadmapRead
from roadmaps.services.importing import apply_import, keep_head, start_import, take_own_head
from tests.roadmaps.cast import small
from tests.roadmaps.test_views import text, url
from tests.roadmaps.test_views_import import read_of, waiting, workbook

pytestmark = pytest.mark.usefixtures("today")

OWN = ("Муниципальное бюджетное общеобразовательное учреждение «Лесная СОШ № 1»", "МБОУ «Лесная СОШ № 1»")


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("МБОУ «Лесная СОШ №1»", True),
        ("МБОУ Лесная СОШ № 1", True),
        ("МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБЩЕОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ «ЛЕСНАЯ СРЕДНЯЯ ОБЩЕОБРАЗОВАТЕЛЬНАЯ ШКОЛА № 1»", True),
        ("муниципального бюджетного общеобразовательного учреждения «Лесной средней школы № 1»", True),
        ("Лесная средняя школа Озёрного района", True),
        ("школа", True),
        ("МБОУ «Лесная СОШ № 2»", False),
        ("МБОУ «Луговая СОШ № 1»", False),
        ("МБДОУ детский сад № 14", False),
        ("БОУ г. Синегорска «СОШ № 8»", False),
    ],
)
def test_an_organisation_is_known_by_its_own_words(words, same):
    assert is_same_organisation(words, OWN) is same


def test_an_office_is_known_by_its_district():
    own = ("Управление образования администрации Озёрного района",)
    assert is_same_organisation("Управление образования Озёрного района", own)
    assert not is_same_organisation("Управление образования Степного района", own)


def foreign() -> RoadmapRead:
    return replace(
        small(),
        title="Дорожная карта наставничества в МБОУ «Луговая СОШ № 3»",
        organisation="МБОУ «Луговая средняя школа № 3»",
        approval=Approval("Директор", "О.С. Туманова", "126", "2024-08-30"),
        annex_number="2",
    )


def test_another_organisations_head_gives_way_to_the_own_one():
    read = with_own_head(foreign(), *OWN, 2026)
    assert (read.title, read.organisation, read.approval, read.agreement) == (
        "Дорожная карта наставничества в МБОУ «Лесная СОШ № 1»",
        OWN[0],
        None,
        None,
    )
    assert (read.stages, read.annex_number) == (foreign().stages, "")
    assert with_own_head(read, *OWN, 2026) == read


def test_of_the_own_plan_only_old_marks_go():
    assert with_own_head(small(), *OWN, 2026) == small()
    last_year = replace(
        small(), approval=Approval("Директор", "Г.И. Ветров", "9", "2025-08-29"), agreement=Agreement("Совет")
    )
    read = with_own_head(last_year, *OWN, 2026)
    assert (read.organisation, read.approval, read.agreement) == (small().organisation, None, Agreement("Совет"))
    assert not strange_in(last_year, OWN, 2025).anything


def test_the_page_says_so_and_takes_the_choice(world, enter, monkeypatch):
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: foreign())
    imported = start_import(
        world.school, content=b"x", filename="план.docx", begins=2026, years=1, by=world.anna, own_head=True
    )
    anna = enter(world.anna)
    page = text(anna.get(url("import_preview", pk=imported.pk)))
    assert "В файле другая организация." in page
    for words in ("МБОУ «Луговая средняя школа № 3»", "О.С. Туманова", "№ 126 от 30.08.2024", "Оставить как в файле"):
        assert words in page
    assert (read_of(imported).organisation, read_of(imported).approval) == (world.school.full_name, None)
    whose = url("import_heading", pk=imported.pk)
    anna.post(whose, {"take": "file", "version": imported.version})
    assert read_of(imported).to_dict() == imported.original
    assert "Поставить свою организацию" in text(anna.get(url("import_preview", pk=imported.pk)))
    anna.post(whose, {"take": "own", "version": imported.version})
    assert read_of(imported).approval is None
    before = read_of(imported)
    assert "Выберите, чьи" in text(anna.post(whose, {"take": "x"}, follow=True))
    assert read_of(imported) == before


def test_the_upload_takes_the_own_head_by_itself(world, enter, monkeypatch):
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: foreign())
    anna = enter(world.anna)
    anna.post(url("import_start"), {"file": workbook(), "begins": "2026", "years": "1"})
    anna.post(url("import_apply", pk=world.school.roadmap_imports.get().pk))
    roadmap = Roadmap.objects.get()
    assert (roadmap.organisation_text, roadmap.approval) == (world.school.full_name, {})
    assert "Луговая" not in roadmap.title


def test_a_title_corrected_meanwhile_stays(world):
    imported = waiting(world, foreign())
    imported = take_own_head(imported, 1, world.anna)
    imported.reading = imported.reading | {"title": "Наше название"}
    imported.save()
    keep_head(imported, imported.version, world.anna)
    assert (read_of(imported).title, read_of(imported).organisation) == ("Наше название", foreign().organisation)


def test_what_is_ours_is_not_asked_about(world, enter):
    imported = waiting(world)
    assert enter(world.anna).get(url("import_preview", pk=imported.pk)).context["whose"] is None
    assert apply_import(imported, world.anna).approval["order_number"] == "12"


OF_DISTRICT = (*OWN, "Администрация Озёрного района", "с. Рябиновка, ул. Лесная, 5")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Дорожная карта наставничества в школах Степного района", "Степного района"),
        ("ДОРОЖНАЯ КАРТА В ОРГАНИЗАЦИЯХ СТЕПНОГО МУНИЦИПАЛЬНОГО ОКРУГА", "СТЕПНОГО МУНИЦИПАЛЬНОГО ОКРУГА"),
        ("Дорожная карта: муниципальное образование «Город Синегорск»", "муниципальное образование «Город Синегорск"),
        ("План мероприятий городского округа Степной", "городского округа Степной"),
        ("План мероприятий школ г. Синегорска", "г. Синегорска"),
        ("План мероприятий школ города Синегорска", "города Синегорска"),
        ("Дорожная карта наставничества в школах Озёрного района", ""),
        ("ДОРОЖНАЯ КАРТА В ШКОЛАХ ОЗЕРНОГО МУНИЦИПАЛЬНОГО РАЙОНА", ""),
        ("Дорожная карта школ Рябиновского муниципального округа", ""),
        ("Дорожная карта школ Озёрного и Степного района", "Степного района"),
        ("Дорожная карта муниципального округа, нашего района, образовательного округа", ""),
        ("Дорожная карта школы на 2026-2027 год, с. 5", ""),
        ("Дорожная карта наставничества", ""),
    ],
)
def test_a_district_that_is_not_ours_is_noticed(title, place):
    assert strange_place(title, OF_DISTRICT) == place


def test_a_foreign_district_is_marked_when_the_file_names_no_organisation(world, enter, monkeypatch):
    files = [replace(small(), title="Дорожная карта школ Степного района", organisation=None, approval=None)]
    monkeypatch.setattr("roadmaps.services.importing.starting.read_file", lambda content, filename: files[0])
    values = {"content": b"x", "begins": 2026, "years": 1, "by": world.anna, "own_head": True}
    imported = start_import(world.school, **values)
    marked = Doubt("title", "Степного района", FOREIGN_PLACE)
    assert (marked in read_of(imported).doubts, read_of(imported).title) == (True, files[0].title)
    assert "нет ни в вашем наименовании, ни в адресе" in text(
        enter(world.anna).get(url("import_preview", pk=imported.pk))
    )
    world.school.address = "Степной район, с. Лесное"
    world.school.save()
    assert marked not in read_of(start_import(world.school, **values)).doubts
