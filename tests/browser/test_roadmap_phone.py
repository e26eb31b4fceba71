"""A plan on a phone: it begins on the first screen, its texts stand on lines of their own."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.roadmaps.cast import laid_out, measure_of

pytestmark = pytest.mark.browser


def test_the_plan_begins_early_and_its_words_do_not_stick_together(site, world):
    roadmap = laid_out(world)
    page = site.enter(world.gleb)
    page.goto(reverse("roadmaps:roadmap_detail", args=["lesnaya", roadmap.pk]))
    expect(page.locator(".rm-filters form")).to_be_visible()
    expect(page.locator(".rm-filters summary")).to_be_hidden()
    page.set_viewport_size(PHONE)
    expect(page.locator(".rm-filters form")).to_be_hidden()
    first = page.locator(f"#m-{measure_of(roadmap, '1.1').pk}")
    assert page.locator(".rm-plan tr.rm-stage").first.bounding_box()["y"] < PHONE["height"]
    assert first.inner_text().split("\n")[0].strip() == "1.1"
    boxes = [one.bounding_box() for one in first.locator("td.c-meta").all()]
    assert all(upper["y"] + upper["height"] <= lower["y"] + 1 for upper, lower in zip(boxes, boxes[1:], strict=False))
    signs = first.locator("td.c-meta").evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
    assert set(signs) == {"none"}
    page.locator(".rm-filters summary").click()
    expect(page.locator(".rm-filters form")).to_be_visible()
