"""A pair whose order fell before its first day never worked: no page gives it a term, nobody counts it among those who did."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse

from mentoring.documents.selectors.paid import paid_pairs
from mentoring.home.selectors.coordinator import municipal_table
from mentoring.pairs.enums import EndReason, PairStatus
from mentoring.pairs.models import Pair
from mentoring.pairs.selectors.partners import of_mentors
from mentoring.pairs.services import end_pair
from schools.models import Organisation
from schools.papers.models import Document
from schools.papers.services.documents import annul_document
from schools.years import AcademicYear
from tests.mentoring.documents import kinds_driver
from tests.mentoring.documents.samples.orders import cancelling_of, issued_on
from tests.mentoring.documents.test_annexes import LATER, issue
from tests.world import TODAY

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)


@pytest.fixture
def fallen(world) -> SimpleNamespace:
    """A pair from 1 December, whose order is cancelled on 1 October."""
    place = kinds_driver.school(world, 2)
    base = issued_on(place, 1)
    Pair.objects.update(starts=FIRST)
    order = issue(cancelling_of(place, base), world.anna, "30", LATER)
    return SimpleNamespace(pair=Pair.objects.get(), order=order, place=place)


def test_the_day_of_the_end_is_the_order_s_own(fallen, world):
    pair = fallen.pair
    assert (pair.status, pair.ended_on, pair.never_began) == (PairStatus.ENDED, LATER, True)
    assert not any(pair.is_active(day) for day in (LATER, FIRST, pair.ends))
    annul_document(Document.objects.get(pk=fallen.order.pk), "отменили напрасно", world.gleb)
    pair.refresh_from_db()
    assert (pair.status, pair.ended_on, pair.never_began, pair.is_active(FIRST)) == ("ordered", None, False, True)


def test_it_is_counted_nowhere_among_those_that_worked(fallen, world):
    pair, year = fallen.pair, AcademicYear(2026)
    assert list(Pair.objects.begun()) == []
    [row] = municipal_table(world.school, year, Organisation.objects.filter(pk=pair.organisation_id))
    assert row.pairs_ended == 0
    probe = Document(organisation=pair.organisation, kind="order_payments", data={"year": 2026})
    assert list(paid_pairs(probe)) == []
    assert of_mentors([pair.mentor_id]) == {}


def test_no_page_gives_it_a_term(fallen, world, enter):
    slug, pair = fallen.pair.organisation.slug, fallen.pair
    client = enter(world.anna)
    listed = client.get(reverse("pairs:pair_list", args=[slug])).content.decode()
    assert '<span class="quiet">не начиналась</span>' in listed
    assert "01.12.2026" not in listed
    card = client.get(reverse("pairs:pair_detail", args=[slug, pair.pk])).content.decode().replace("\u00a0", " ")
    assert "Пара так и не начала работать: приказ о закреплении отменён (приказ № 30 от 01.10.2026)." in card
    person = pair.mentor.person
    person.user = world.boris
    person.save()
    for name in ("pairs:pair_list", "home:desk"):
        own = enter(world.boris).get(reverse(name, args=[slug])).content.decode().replace("\u00a0", " ").lower()
        assert ("работа так и не началась" in own, "1 декабря" in own, "01.12.2026" in own) == (True, False, False)


def test_a_pair_that_ended_on_its_first_day_has_that_day_alone(world, enter):
    place = kinds_driver.school(world, 2)
    issued_on(place, 1)
    pair = Pair.objects.get()
    end_pair(pair, pair.starts, EndReason.MUTUAL, world.anna)
    client = enter(world.anna)
    listed = client.get(reverse("pairs:pair_list", args=[pair.organisation.slug])).content.decode()
    assert (listed.count(f">{TODAY:%d.%m.%Y}</td>"), f"{TODAY:%d.%m.%Y} –" in listed) == (1, False)


def test_ends_noted_as_of_the_first_day_get_the_order_s_day(fallen):
    Pair.objects.update(ended_on=FIRST)
    import_module("mentoring.pairs.migrations.0008_days_of_ends_before_the_start").tell_the_day(apps, None)
    assert Pair.objects.get().ended_on == LATER
