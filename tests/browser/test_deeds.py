"""Shorter stories in the browser: the slip, two organisations, a wrong password too often, what can be taken back."""

import re

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from schools.access.services import invite
from schools.enums import Role
from schools.models import Person
from tests.browser.staff_files import workbook
from tests.browser.test_main_job import bring_staff, follow, press, said
from tests.mentoring.pairs.cast import consent, propose

pytestmark = pytest.mark.browser


def test_slip_password_desk(site, world):
    """The link of a slip leads to a password, the password to one's own desk; the link works once."""
    card = Person.objects.get(surname="Лебедев")
    slips, _ = invite(world.school, [card], Role.PARTICIPANT, by=world.gleb)
    page = site.enter()
    page.goto(f"/i/{slips[0].token}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Лебедев Михаил Иванович")
    page.locator("[name=password]").fill("сосна-7-берёза")
    page.locator("[name=again]").fill("сосна-7-берёза")
    press(page, "Войти")
    page.wait_for_url("**/o/lesnaya/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Что ждёт меня")
    page.goto(f"/i/{slips[0].token}/")
    said(page, "Этим приглашением уже воспользовались")
    # The browser itself reports the refused page.
    site.troubles[:] = [one for one in site.troubles if "410" not in one]


def test_two_organisations_without_signing_in_again(site, world):
    page = site.enter(world.klara)
    page.goto("/")
    follow(page, page.get_by_role("link", name=world.village.short_name))
    page.wait_for_url("**/o/dalnyaya/")
    page.locator("details.drop > summary", has_text="Дурново").click()
    page.get_by_role("link", name=re.compile("Сказка")).first.click()
    page.wait_for_url("**/o/skazka/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Что ждёт меня")


def test_wrong_password_too_often(site, world):
    """The sixth try within five minutes is stopped, even with the right password."""
    with override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "5/5m/key"}):
        page = site.enter()
        for password in ["не тот"] * 5 + ["пароль-anna"]:
            page.goto("/account/login/")
            page.fill("[name=login]", "anna")
            page.fill("[name=password]", password)
            press(page, "Войти")
            expect(page.locator(".error-summary")).to_be_visible()
        said(page, "Слишком много попыток подряд. Подождите пять минут и попробуйте снова.")


def test_import_is_taken_back(site, world, shared):
    page = site.enter(world.anna)
    before = Person.objects.count()
    bring_staff(page, *workbook("dirty", shared), ())
    assert Person.objects.count() > before
    press(page, "Отменить загрузку")
    said(page, "Загрузка отменена: карточки такие, какими были до неё.")
    assert Person.objects.count() == before


def test_pair_returned_decided_and_taken_back(site, world):
    """Back to the curator with a comment, corrected, approved, and the decision taken back by «Отменить»."""
    consent(world.boris_card)
    consent(world.sofya_card)
    pair = propose(world)
    curator, head = site.enter(world.anna), site.enter(world.gleb)

    def submit() -> None:
        curator.goto("/o/lesnaya/pairs/")
        curator.locator("input[name=ids]").first.check()
        press(curator, "Передать руководителю")
        press(curator, "Передать 1 пару")
        said(curator, "Передано руководителю: 1 пара.")

    submit()
    head.goto("/o/lesnaya/decisions/")
    head.locator("details.return > summary").click()
    head.get_by_label("Что поправить в отмеченных парах").fill("Уточните срок")
    press(head, "Вернуть 1 пару")
    said(head, "Возвращено с замечанием: 1 пара.")

    curator.goto(f"/o/lesnaya/pairs/{pair.pk}/")
    said(curator, "Уточните срок")
    submit()

    head.goto("/o/lesnaya/decisions/")
    head.locator("[data-tick-all]").uncheck()
    idle = head.get_by_role("button", name="Утвердить отмеченные пары")
    expect(idle).to_be_disabled()  # nothing is ticked
    head.locator("[data-tick-all]").check()
    press(head, "Утвердить 1 пару")
    said(head, "Утверждено: 1 пара.")
    press(head, "Отменить")
    said(head, "пара снова ждёт")
    pair.refresh_from_db()
    assert pair.status == "submitted"
