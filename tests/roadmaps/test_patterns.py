"""The patterns on offer: our own words, and every date and person in them understood."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from roadmaps.due import falls_in, read_due
from roadmaps.enums import MeasureCode, ResponsibleRole
from roadmaps.models import Measure, Occasion, Responsible
from roadmaps.patterns import Pattern, all_patterns
from roadmaps.patterns.loading import FOLDER, ROW_KEYS, placeholders
from roadmaps.reading.structure import CONTENT, NUMBER, RESULT, ROLES, STAGE, TITLE, RoadmapRead
from roadmaps.responsible import read_responsible
from roadmaps.selectors.words import read_of
from roadmaps.services.laying import lay_out
from roadmaps.services.recognising import candidates_of
from schools.enums import OrganisationKind
from schools.models import Membership, Organisation
from schools.years import AcademicYear
from tests.roadmaps.printing.papers import again
from tests.world import YEAR, World

PATTERNS = list(all_patterns().values())
NAMES = {"год", "осень", "весна", "учреждение", "руководитель", "куратор", "координатор", "заместители"}
each = pytest.mark.parametrize("pattern", PATTERNS, ids=[one.code for one in PATTERNS])


def home_of(pattern: Pattern, world: World) -> Organisation:
    if OrganisationKind.KINDERGARTEN in pattern.for_kinds:
        return world.kindergarten
    return world.office if OrganisationKind.MUNICIPAL_OFFICE in pattern.for_kinds else world.school


@pytest.fixture
def other_documents(shared: Path | None) -> str:
    """Documents by other hands, when they are at hand; always the plans among our fixtures."""
    folders = [Path(__file__).parent.parent / "fixtures" / "roadmap_words"]
    folders += [shared.parent / "seeds", shared / "roadmaps"] if shared else []
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.suffix in (".txt", ".json")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def built(pattern: Pattern, world: World) -> RoadmapRead:
    return pattern.build(home_of(pattern, world), AcademicYear(YEAR))


def test_the_five_cases_are_offered_in_their_order() -> None:
    stages = {one.code: len(one.source["stage"]) for one in PATTERNS}
    assert stages == {"teachers": 7, "teachers_detail": 11, "pupils": 7, "kindergarten": 7, "municipal": 3}
    assert all(one.years == 1 and one.label and one.description for one in PATTERNS)


def test_every_kind_of_organisation_has_a_pattern() -> None:
    """But a region, whose plan follows its own programme."""
    kinds = frozenset().union(*(one.for_kinds for one in PATTERNS))
    assert kinds == frozenset(OrganisationKind) - {OrganisationKind.REGION}


@each
def test_the_file_has_nothing_that_is_silently_left_out(pattern: Pattern) -> None:
    roles = {role for _, role, _ in pattern.source["columns"]}
    assert roles <= set(ROLES)
    assert sum(width for _, _, width in pattern.source["columns"]) == 100
    for stage in pattern.source["stage"]:
        assert set(stage) == {"title", "row"}
        for row in stage["row"]:
            assert set(row) <= ROW_KEYS
            assert ("items" in row) != ("content" in row)
            assert {"due", "responsible"} <= set(row)
            assert ("title" in row, "result" in row, "document" in row) == (
                TITLE in roles,
                RESULT in roles,
                "extra" in roles,
            )
            assert len(row.get("codes", [])) in (0, len(row.get("items", [])))
    assert placeholders((FOLDER / f"{pattern.code}.toml").read_text()) <= NAMES


@each
def test_codes_are_known_and_stand_once(pattern: Pattern, world: World) -> None:
    codes = Counter(one.code for one in built(pattern, world).measures if one.code)
    assert set(codes) <= set(MeasureCode.values)
    assert set(codes.values()) == {1}
    everything = {code for one in PATTERNS for measure in built(one, world).measures if (code := measure.code)}
    assert everything == set(MeasureCode.values)


@each
def test_dates_are_of_the_year_and_certain(pattern: Pattern, world: World) -> None:
    year = AcademicYear(YEAR)
    for measure in built(pattern, world).measures:
        due = read_due(measure.due_text or "", year)
        assert due is not None, measure.due_text
        assert due.is_sure, measure.due_text
        assert due.starts >= date(YEAR, 8, 1)
        named = re.search(r"20\d\d", measure.due_text or "")
        assert [falls_in(measure.due_text or "", other) for other in (year.previous, year.next)] == [not named] * 2


@each
def test_rows_of_a_stage_stand_in_the_order_of_their_months(pattern: Pattern, world: World) -> None:
    """By the month in which a row ends; what lasts over months stands where it suits."""
    year = AcademicYear(YEAR)
    for stage in built(pattern, world).stages:
        dues = [read_due(one.due_text or "", year) for one in stage.measures]
        short = [due.ends.replace(day=1) for due in dues if due is not None and (due.ends - due.starts).days < 32]
        assert short == sorted(short), (stage.title, short)


@each
def test_stages_go_forward(pattern: Pattern, world: World) -> None:
    """Nothing of a stage is due before the stage before it has begun; what lasts the whole year stands anywhere."""
    year = AcademicYear(YEAR)
    begins = []
    for stage in built(pattern, world).stages:
        dues = [read_due(one.due_text or "", year) for one in stage.measures]
        begins.append(min(due.starts for due in dues if due is not None))
    bounded = [day for day in begins if day != year.start]
    assert bounded == sorted(bounded)


@each
def test_everybody_responsible_is_understood(pattern: Pattern, world: World) -> None:
    home = home_of(pattern, world)
    staff = candidates_of(home, home.today())
    for measure in built(pattern, world).measures:
        found = read_responsible(measure.responsible_text or "", staff)
        assert found
        assert all(one.pk is not None or one.role is not None for one in found), measure.responsible_text


@each
def test_a_pattern_suits_an_organisation_of_another_kind_too(pattern: Pattern, world: World) -> None:
    """The page offers it, after those that fit."""
    for home in (world.school, world.village, world.kindergarten, world.office):
        staff = candidates_of(home, home.today())
        for measure in pattern.build(home, AcademicYear(YEAR)).measures:
            found = read_responsible(measure.responsible_text or "", staff)
            assert all(one.pk is not None or one.role is not None for one in found), measure.responsible_text


def test_head_and_curator_are_named(world: World) -> None:
    read = all_patterns()["teachers"].build(world.school, AcademicYear(YEAR))
    assert read.title == (
        "Дорожная карта наставничества педагогических работников МБОУ «Лесная СОШ № 1» на 2026–2027 учебный год"
    )
    assert read.school_year == "2026-2027"
    assert read.measures[0].due_text == "август 2026 года"
    assert read.measures[0].responsible_text == "Ветров Г. И., директор;\nЯсная А. П., куратор"


def test_whoever_is_not_known_stands_by_the_post(world: World) -> None:
    Membership.objects.filter(organisation=world.school, user=world.anna).delete()
    world.gleb_card.employments.all().delete()
    read = all_patterns()["teachers"].build(world.school, AcademicYear(YEAR))
    assert read.measures[0].responsible_text == "директор;\nкуратор"
    read = all_patterns()["kindergarten"].build(world.kindergarten, AcademicYear(YEAR))
    assert read.measures[0].responsible_text == "заведующий"
    read = all_patterns()["municipal"].build(world.office, AcademicYear(YEAR))
    assert read.measures[2].responsible_text == "муниципальный координатор;\nуправление образования"


def test_a_head_who_is_her_own_curator_is_one_person(world: World) -> None:
    read = all_patterns()["teachers"].build(world.village, AcademicYear(YEAR))
    assert read.measures[0].responsible_text == "Дурново К. М., директор;\nДурново К. М., куратор"
    found = read_responsible(read.measures[0].responsible_text, candidates_of(world.village, date(YEAR, 9, 14)))
    assert {one.pk for one in found if one.pk} == {world.village.people.get().pk}


@each
def test_laid_out_it_has_its_dates_and_people_and_reads_the_same_again(pattern: Pattern, world: World) -> None:
    home = home_of(pattern, world)
    read = built(pattern, world)
    roadmap = lay_out(read, home, begins=YEAR, years=1, by=None, pattern=pattern.code)
    assert roadmap.pattern == pattern.code
    assert list(Measure.objects.filter(roadmap=roadmap).exclude(doubts=[])) == []
    occasions = Occasion.objects.filter(measure__roadmap=roadmap, year=YEAR)
    assert occasions.filter(starts__isnull=False).count() == len(read.measures)
    answered = Responsible.objects.filter(measure__roadmap=roadmap).values("measure").distinct()
    assert answered.count() == len(read.measures)
    again = read_of(roadmap)
    assert again.as_json() == read.as_json()
    assert [one.code for one in again.measures] == [one.code for one in read.measures]
    assert [column.role for column in again.columns] == [column.role for column in read.columns]


def test_pupils_have_three_levels(world: World) -> None:
    read = all_patterns()["pupils"].build(world.school, AcademicYear(YEAR))
    rows = Counter(one.row for one in read.measures)
    assert min(rows.values()) >= 2
    assert [column.role for column in read.columns][:4] == [NUMBER, STAGE, TITLE, CONTENT]
    roles = {found.role for one in read.measures for found in read_responsible(one.responsible_text or "", [])}
    assert {ResponsibleRole.CLASS_TEACHERS, ResponsibleRole.PSYCHOLOGIST, ResponsibleRole.SOCIAL} <= roles


def test_the_municipal_plan_has_four_sessions_and_a_final_monitoring(world: World) -> None:
    titles = [one.title or "" for one in all_patterns()["municipal"].build(world.office, AcademicYear(YEAR)).measures]
    assert [title.split(". ")[1] for title in titles if "Заседание" in title] == [
        f"Заседание {number}" for number in (1, 2, 3, 4)
    ]
    assert "Итоговый мониторинг" in titles


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[а-яa-z0-9]+", text.lower().replace("ё", "е"))
    return set(zip(*(words[place:] for place in range(5)), strict=False))


def words_of(pattern: Pattern) -> list[str]:
    source = tomllib.loads((FOLDER / f"{pattern.code}.toml").read_text())
    texts = [source["title"], source["label"], source["description"]]
    for stage in source["stage"]:
        texts.append(stage["title"])
        for row in stage["row"]:
            texts += [row.get(key, "") for key in ("title", "content", "result", "document")]
            texts += row.get("items", [])
    return texts


def test_shingles_find_a_borrowed_phrase() -> None:
    own = shingles("Проводить встречи пар раз в неделю")
    assert own & shingles("…важно проводить встречи: пар — раз в год") == {("проводить", "встречи", "пар", "раз", "в")}
    assert own & shingles("проводить встречи раз в неделю") == set()


@each
def test_no_phrase_of_ours_is_of_another_document(pattern: Pattern, other_documents: str) -> None:
    foreign = shingles(other_documents)
    assert foreign
    borrowed = {" ".join(one) for text in words_of(pattern) for one in shingles(text) & foreign}
    assert borrowed == set()


def test_no_sentence_stands_in_two_patterns() -> None:
    """Of long texts: the same advice in other words, or not at all."""
    contents = Counter(text for one in PATTERNS for text in words_of(one) if len(text) > 60)
    assert [text for text, times in contents.items() if times > 1] == []


@each
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_printed_it_reads_again_as_the_same_plan(pattern: Pattern, ending: str, world: World) -> None:
    read = built(pattern, world)
    assert again(read, ending).as_json() == read.as_json()
