"""From words to rows and back: nothing lost, dates and persons found, each form once."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Measure, Occasion, Responsible, Roadmap, Stage
from roadmaps.reading import read_file
from roadmaps.reading.structure import RoadmapRead, StageRead
from roadmaps.selectors.plan import read_of
from roadmaps.services import recognising
from roadmaps.services.laying import lay_out
from roadmaps.services.refusals import RoadmapRefused
from schools.journal.models import Entry
from tests.roadmaps.cast import big, expectations, from_expected, laid_out, measure, measure_of, occasion_of, small
from tests.world import YEAR

pytestmark = pytest.mark.usefixtures("today")


def test_every_expectation_comes_back_from_the_database_word_for_word(world, shared):
    wanted = expectations(shared)
    assert len(wanted) >= 2
    for one in wanted:
        roadmap = laid_out(world, from_expected(one))
        assert read_of(Roadmap.objects.get(pk=roadmap.pk)).as_json() == one


def test_what_printing_needs_comes_back_too(world):
    read = small()
    back = read_of(laid_out(world, read))
    keys = {measure.key: "" for measure in back.measures} | {stage.key: "" for stage in back.stages}
    assert len(keys) == 7
    for one in (read, back):
        one.doubts = []
        for part in (*one.stages, *one.measures):
            part.key = ""
    assert back.to_dict() == read.to_dict()


def test_dates_and_persons_are_found(world):
    roadmap = laid_out(world)
    assert (roadmap.status, roadmap.begins, roadmap.years, roadmap.created_by) == ("draft", YEAR, 1, world.anna)
    rows = [
        (one.measure.number, one.year, one.status, one.starts, one.ends)
        for one in Occasion.objects.select_related("measure").order_by("measure__position")
    ]
    assert rows == [
        ("1.1", YEAR, "planned", date(2026, 9, 1), date(2026, 9, 30)),
        ("1.2.1", YEAR, "planned", date(2026, 10, 1), date(2026, 10, 31)),
        ("1.2.2", YEAR, "planned", date(2026, 10, 1), date(2026, 10, 31)),
        ("2.1", YEAR, "planned", None, None),
        ("2.2", YEAR, "planned", date(2027, 5, 1), date(2027, 5, 31)),
    ]
    assert occasion_of(roadmap, "1.1").spans == [["2026-09-01", "2026-09-30"]]
    people = [
        (one.measure.number, one.person, one.role, one.by_hand)
        for one in Responsible.objects.select_related("measure", "person").order_by("measure__position", "pk")
    ]
    assert people == [
        ("1.1", world.gleb_card, "", False),
        ("1.2.1", None, "curator", False),
        ("1.2.2", None, "curator", False),
        ("2.1", world.boris_card, "", False),
        ("2.1", None, "curator", False),
    ]


def test_nobody_of_another_organisation_and_nobody_who_left_is_found(world):
    read = RoadmapRead(
        columns=[], stages=[StageRead("s1", measures=[measure("m1", "x", responsible_text="Тайный П.Л., Заяц Б.Ф.")])]
    )
    world.boris_card.archived_on = date(2026, 9, 1)
    world.boris_card.save()
    laid_out(world, read)
    assert list(Responsible.objects.all()) == []


def test_doubts_stay_with_their_measures_and_those_of_a_stage_with_its_first(world):
    roadmap = laid_out(world)
    assert {one.number: one.doubts for one in Measure.objects.filter(roadmap=roadmap) if one.doubts} == {
        "1.1": [{"place": "responsible", "original": "Ветров Г.И.", "message": "Проверьте, кто отвечает."}],
        "2.1": [{"place": "stage", "original": "2 этап", "message": "Проверьте, что это этап."}],
    }


def test_each_year_has_its_occasion(world):
    roadmap = laid_out(world, years=3)
    rows = Occasion.objects.filter(measure__roadmap=roadmap, measure__number="2.2").order_by("year")
    assert [(one.year, one.starts) for one in rows] == [
        (2026, date(2027, 5, 1)),
        (2027, date(2028, 5, 1)),
        (2028, date(2029, 5, 1)),
    ]


def test_a_named_year_has_an_occasion_only_there_and_no_year_at_all_is_doubted(world):
    read = RoadmapRead(
        stages=[
            StageRead(
                "s1",
                measures=[
                    measure("m1", "a", number="1", due_text="октябрь 2027"),
                    measure("m2", "b", number="2", due_text="октябрь 2019"),
                ],
            )
        ]
    )
    roadmap = laid_out(world, read, years=2)
    rows = Occasion.objects.filter(measure__roadmap=roadmap).order_by("measure__position", "year")
    assert [(one.measure.number, one.year, one.starts) for one in rows] == [
        ("1", 2027, date(2027, 10, 1)),
        ("2", 2026, None),
        ("2", 2027, None),
    ]
    assert [(one["place"], one["original"]) for one in measure_of(roadmap, "2").doubts] == [("due", "октябрь 2019")]
    assert measure_of(roadmap, "1").doubts == []


def test_dates_understood_without_certainty_are_doubted(world, monkeypatch):
    days = ((date(2026, 9, 5), date(2026, 9, 5)), (date(2026, 10, 1), date(2026, 10, 9)))
    monkeypatch.setattr(recognising, "read_due", lambda text, year: recognising.Due(days, False, False))
    roadmap = laid_out(world)
    assert measure_of(roadmap, "2.2").doubts == [
        {
            "place": "due",
            "original": "май",
            "message": "Срок понят как 05.09.2026, 01.10.2026–09.10.2026. Проверьте даты.",
        }
    ]
    occasion = occasion_of(roadmap, "2.2")
    assert (occasion.starts, occasion.ends) == (date(2026, 9, 5), date(2026, 10, 9))
    assert occasion.spans == [["2026-09-05", "2026-09-05"], ["2026-10-01", "2026-10-09"]]


def test_the_same_form_twice_makes_one_roadmap(world):
    nonce = uuid4()
    first, second = laid_out(world, nonce=nonce), laid_out(world, nonce=nonce)
    assert first == second
    assert (Roadmap.objects.count(), Measure.objects.count(), Entry.objects.count()) == (1, 5, 1)


def test_a_nonce_of_another_organisation_opens_nothing(world):
    nonce = uuid4()
    laid_out(world, nonce=nonce)
    with pytest.raises(RoadmapRefused):
        lay_out(small(), world.foreign, begins=YEAR, years=1, by=world.vera, nonce=nonce)
    assert Roadmap.objects.count() == 1


def test_only_the_curator_and_the_coordinator_of_an_office_lay_out(world):
    for user in (world.gleb, world.boris, world.vera, world.oleg):
        with pytest.raises(PermissionDenied):
            lay_out(small(), world.school, begins=YEAR, years=1, by=user)
    assert Roadmap.objects.count() == 0
    municipal = lay_out(small(), world.office, begins=YEAR, years=1, by=world.oleg)
    assert (municipal.organisation, municipal.is_municipal) == (world.office, True)


def test_the_journal_says_who_and_how_many(world):
    roadmap = laid_out(world)
    entry = Entry.objects.get()
    assert (entry.deed, entry.user, entry.on_behalf, entry.subject_id) == (
        "составлена дорожная карта",
        world.anna,
        "куратор",
        roadmap.pk,
    )
    assert entry.after["содержит"] == "5 мероприятий"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"begins": 1}, "Выберите первый учебный год дорожной карты."),
        ({"years": 0}, "Дорожную карту составляют на срок от одного года до десяти лет."),
        ({"years": 11}, "Дорожную карту составляют на срок от одного года до десяти лет."),
        ({"read": RoadmapRead()}, "В дорожной карте нет ни одного мероприятия. Добавьте хотя бы одно."),
    ],
)
def test_what_cannot_be_a_roadmap_is_refused_in_words(world, change, sentence):
    with pytest.raises(RoadmapRefused) as refused:
        laid_out(world, **change)
    assert refused.value.messages == [sentence]
    assert Roadmap.objects.count() == 0


def test_a_number_longer_than_its_column_is_refused_in_words(world):
    read = small()
    read.stages[0].number = "н" * 41
    read.stages[0].measures[0].marker = "м" * 41
    read.school_year = "2" * 21
    with pytest.raises(RoadmapRefused) as refused:
        laid_out(world, read)
    assert refused.value.messages == [
        f"Номер «{'н' * 41}» длиннее 40 знаков. Сократите его.",
        f"Номер «{'м' * 41}» длиннее 40 знаков. Сократите его.",
        "Учебный год в названии записан слишком длинно. Напишите его как 2026-2027.",
    ]


def test_nothing_remains_of_one_that_broke(world, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("roadmaps.services.laying.record", broken)
    with pytest.raises(RuntimeError):
        laid_out(world)
    assert [model.objects.count() for model in (Roadmap, Stage, Measure, Occasion, Responsible)] == [0] * 5


def test_a_long_plan_is_laid_out_in_as_many_queries_as_a_short_one(world):
    counts = []
    for measures in (15, 150):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            laid_out(world, big(measures))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_file_read_and_laid_out_comes_back_as_it_was_read(world, shared):
    """With the samples where they are at hand; a plan of every kind of column and row in any case."""
    files = (
        sorted((shared / "roadmaps").glob("*.docx")) + sorted((shared / "roadmaps").glob("*.xlsx")) if shared else []
    )
    for read in [small(), big(40), *(read_file(path.read_bytes(), path.name) for path in files)]:
        back = read_of(laid_out(world, read))
        for one in (read, back):
            one.doubts = []
            for part in (*one.stages, *one.measures):
                part.key = ""
        assert back.to_dict() == read.to_dict()


def test_a_day_that_no_calendar_has_is_told(world):
    read = small()
    read.stages[1].measures[1].due_text = "31 февраля 2026 года"
    [doubt] = measure_of(laid_out(world, read), "2.2").doubts
    assert doubt["message"] == "Такого дня не бывает: 31 февраля 2026. Поправьте срок."
