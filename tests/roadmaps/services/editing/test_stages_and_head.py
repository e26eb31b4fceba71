"""Stages, title, years, marks."""

from datetime import date

import pytest

from roadmaps.models import Occasion, Roadmap
from roadmaps.selectors.plan import read_of
from roadmaps.services.editing import (
    RoadmapRefused,
    add_stage,
    edit_head,
    edit_stage,
    move_stage,
    remove_measure,
    remove_stage,
)
from tests.roadmaps.cast import big, laid_out, measure_of, stage_of
from tests.roadmaps.services.editing.looking import everything, order

pytestmark = pytest.mark.usefixtures("today")


def test_stages(roadmap, world):
    add_stage(roadmap, stage_of(roadmap, "1"), {"number": "1а", "title": "Банк\nнаставников"}, world.anna)
    assert list(order(roadmap)) == ["1", "1а", "2"]
    assert (stage_of(roadmap, "1а").title, stage_of(roadmap, "1а").across) == ("Банк наставников", True)
    move_stage(stage_of(roadmap, "2"), stage_of(roadmap, "1"), world.anna)
    assert order(roadmap) == {"2": ["2.1", "2.2"], "1": ["1.1", "1.2.1", "1.2.2"], "1а": []}
    assert [one.number for one in read_of(roadmap).measures] == ["2.1", "2.2", "1.1", "1.2.1", "1.2.2"]
    edit_stage(stage_of(roadmap, "1"), 1, {"title": "Начало"}, world.anna)
    assert (stage_of(roadmap, "1").title, stage_of(roadmap, "1").printed) == ("Начало", "")
    with pytest.raises(RoadmapRefused, match="Сначала перенесите"):
        remove_stage(stage_of(roadmap, "2"), 1, world.anna)
    remove_stage(stage_of(roadmap, "1а"), 1, world.anna)
    assert list(order(roadmap)) == ["2", "1"]


def test_the_only_stage_stays(world):
    roadmap = laid_out(world, big(1, 1))
    remove_measure(measure_of(roadmap, ""), 1, world.anna)
    with pytest.raises(RoadmapRefused, match="единственный этап"):
        remove_stage(stage_of(roadmap, "1"), 1, world.anna)


def test_head_is_saved_and_other_years_give_other_dates(roadmap, world):
    edit_head(
        roadmap,
        1,
        {"title": " План ", "begins": 2027, "years": 2, "approval": {"post": "Директор", "name": ""}, "agreement": {}},
        world.anna,
    )
    fresh = Roadmap.objects.get(pk=roadmap.pk)
    assert (fresh.title, fresh.version, fresh.agreement) == ("План", 2, {})
    assert fresh.approval == {"post": "Директор", "name": None, "order_number": None, "order_date": None}
    held = Occasion.objects.filter(measure__number="2.2").order_by("year")
    assert [(one.year, one.starts) for one in held] == [(2027, date(2028, 5, 1)), (2028, date(2029, 5, 1))]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": " "}, "Напишите название дорожной карты."),
        ({"years": 11}, "Дорожную карту составляют на срок от одного года до десяти лет."),
        ({"begins": 20}, "Выберите первый учебный год дорожной карты."),
        ({"school_year": "2" * 21}, f"«{'2' * 21}» длиннее 20 знаков. Сократите."),
        ({"approval_form": "x"}, "Выберите гриф утверждения из списка."),
        ({"columns": []}, "Столбцы таблицы изменились. Обновите страницу и повторите."),
    ],
)
def test_a_bad_head_is_refused_in_words(roadmap, world, values, sentence):
    before = everything()
    with pytest.raises(RoadmapRefused) as refused:
        edit_head(roadmap, 1, values, world.anna)
    assert (refused.value.messages, everything()) == ([sentence], before)
