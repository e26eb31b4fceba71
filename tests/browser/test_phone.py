"""Small things that only a narrow screen shows: whole lines in the bar below, no sign alone on its line."""

import pytest
from playwright.sync_api import expect

from mentoring.pairs.enums import PairStatus
from tests.browser.conftest import PHONE
from tests.mentoring.pairs.cast import pair_in
from tests.roadmaps.cast import in_force
from tests.roadmaps.services.handing.cast import hand, municipal

pytestmark = pytest.mark.browser


def test_the_bar_of_decisions_cuts_no_line_in_half(site, world):
    pair_in(world, PairStatus.SUBMITTED)
    page = site.enter(world.gleb)
    page.set_viewport_size(PHONE)
    page.goto("/o/lesnaya/decisions/")
    names = page.locator(".verdict-names")
    expect(names).to_contain_text("1 пара")
    # As many pairs as a school has.
    names.evaluate("one => { one.textContent = '40 пар: ' + 'Пронина Т. Н. — Лось Я. И.; '.repeat(40) }")
    lines = names.evaluate("one => one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)")
    assert abs(lines - 2) < 0.1


def test_what_went_down_reads_on_a_phone(site, world):
    """The sign between crumbs stands before a word, no dot ends a line."""
    plan = municipal(world)
    hand(world, plan)
    own = world.school.roadmaps.get()
    own.measures.first().occasions.update(spans=[["2026-09-01", "2026-09-05"]], starts="2026-09-01", ends="2026-09-05")
    in_force(own)
    page = site.enter(world.oleg)
    page.set_viewport_size(PHONE)
    page.goto(f"/o/{world.office.slug}/roadmaps/{plan.pk}/handed/")
    page.locator(".crumbs li a").last.evaluate(
        "one => { one.textContent = 'Муниципальная дорожная карта района '.repeat(3) }"
    )
    sign, words = page.locator(".crumbs li").last.bounding_box(), page.locator(".crumbs li a").last.bounding_box()
    assert words["x"] > sign["x"]
    assert words["y"] - sign["y"] < 8
    late = page.locator("td.c-meta", has=page.locator("details"))
    expect(late).to_have_count(1)
    expect(late.locator("summary")).to_have_text("просрочили: 1 организация")
    assert late.evaluate("one => getComputedStyle(one, '::before').content") == "none"
