"""What nobody has begun is taken back; what a school made its own stays."""

from datetime import date

import pytest

from roadmaps.enums import MeasureStatus
from roadmaps.models import Measure, Occasion, Roadmap
from roadmaps.services.editing import edit_measure, set_dates, set_responsible
from roadmaps.services.handing import take_back
from roadmaps.services.refusals import RoadmapRefused
from roadmaps.services.removing import remove_roadmap
from tests.roadmaps.services.handing.cast import hand, municipal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_what_nobody_has_begun_is_taken_back(world):
    roadmap = municipal(world)
    copies = hand(world, roadmap).copies
    first, second, third = Measure.objects.filter(roadmap__organisation=world.school).order_by("position")
    Occasion.objects.filter(measure=first).update(status=MeasureStatus.UNDER_WAY)
    Occasion.objects.filter(measure=second).update(comment="Обсудили на совете")
    done = take_back(roadmap, copies, by=world.oleg)
    assert done.measures == 1
    assert len(done.kept) == 1
    assert world.school.short_name in done.kept[0]
    assert list(Measure.objects.filter(roadmap__organisation=world.school).order_by("position")) == [first, second]
    assert not Measure.objects.filter(pk=third.pk).exists()


def test_a_school_may_not_throw_away_what_came_down(world):
    hand(world, municipal(world))
    own = Roadmap.objects.get(organisation=world.school)
    with pytest.raises(RoadmapRefused, match="спущенные из управления"):
        remove_roadmap(own, world.anna)
    assert Roadmap.objects.filter(pk=own.pk).exists()


def test_taking_back_touches_only_what_that_deed_made(world):
    roadmap = municipal(world)
    earlier = hand(world, roadmap, count=2).copies
    later = hand(world, roadmap).copies
    assert len(later) == 1
    assert take_back(roadmap, later, by=world.oleg).measures == 1
    assert set(Measure.objects.filter(roadmap__organisation=world.school).values_list("pk", flat=True)) == set(earlier)


def test_what_a_school_made_its_own_is_not_taken_back(world):
    roadmap = municipal(world)
    copies = hand(world, roadmap).copies
    words, dates, people = Measure.objects.filter(pk__in=copies).order_by("position")
    edit_measure(words, words.version, {"content": "Сделаем по-своему"}, world.anna)
    occasion = dates.occasions.get()
    set_dates(occasion, occasion.version, [(date(2026, 10, 5), date(2026, 10, 6))], world.anna)
    set_responsible(people, people.version, [world.boris_card], [], world.anna)
    done = take_back(roadmap, copies, by=world.oleg)
    assert done.measures == 0
    assert len(done.kept) == 1
    assert Measure.objects.filter(pk__in=copies).count() == 3
