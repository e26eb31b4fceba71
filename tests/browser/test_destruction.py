"""The way from a card in the archive to the act, looked at on every page: axe, and no wider than a phone."""

import pytest
from playwright.sync_api import expect

from schools.models import Person
from schools.services.archiving import archive_person
from tests import world as cast
from tests.browser.test_every_page import axe_source, look
from tests.browser.test_main_job import follow, press, said
from tests.world import build

pytestmark = pytest.mark.browser


def test_from_the_archive_to_the_act(site):
    world = build()
    left = cast.person(world.school, "Кравец Тарас Ильич", "сторож", phone="+79000000001")
    archive_person(left, world.anna)
    page, problems = site.enter(world.anna), []
    page.add_init_script(axe_source())
    page.goto("/o/lesnaya/people/archive/")
    look(page, "archive", problems)
    follow(page, page.get_by_role("link", name="Кравец Тарас Ильич"))
    look(page, "card", problems)
    follow(page, page.get_by_role("link", name="Уничтожить персональные данные"))
    look(page, "consequences", problems)
    press(page, "Уничтожить данные")
    said(page, "Поставьте отметку: уничтоженные данные не вернуть.")
    look(page, "errors", problems)
    page.get_by_label("Причина").select_option(label="истёк срок хранения")
    page.get_by_label("Когда она наступила").fill("2026-09-14")
    page.get_by_label("Понимаю, что вернуть данные будет нельзя").check()
    press(page, "Уничтожить данные")
    page.wait_for_url("**/destructions/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Акт об уничтожении персональных данных № 1")
    look(page, "act", problems)
    follow(page, page.get_by_role("link", name="Акты об уничтожении"))
    look(page, "acts", problems)
    page.goto(f"/o/lesnaya/people/{left.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Данные уничтожены № 1")
    look(page, "destroyed card", problems)
    assert problems == []
    assert Person.objects.get(pk=left.pk).phone == ""
