"""A real Chromium before a live server whose calendar stands still at `world.TODAY`."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from mentoring.banks.models import MentoringForm
from schools.models import User
from tests.world import World, build

# Playwright's synchronous interface runs a loop in the test's thread, where Django would refuse to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
WIDE, PHONE = {"width": 1280, "height": 768}, {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds: the machine may be busy


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@dataclass
class Site:
    """The product in a browser."""

    url: str
    browser: Browser
    contexts: list[BrowserContext]
    # What went wrong in the pages: scripts' errors and refusals of the content policy.
    troubles: list[str]

    def enter(self, user: User | None = None, *, javascript: bool = True, **more) -> Page:
        """A browser of one's own; with `user` already signed in."""
        context = self.browser.new_context(
            base_url=self.url, locale="ru-RU", viewport=WIDE, java_script_enabled=javascript, **more
        )
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}])
        context.on("weberror", lambda error: self.troubles.append(f"{error.page and error.page.url}: {error.error}"))
        context.on("console", self.hear)
        return context.new_page()

    def hear(self, message: ConsoleMessage) -> None:
        # htmx reports as an error that it gave up an outdated request for a newer one.
        outdated = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type == "error" and not outdated:
            self.troubles.append(f"{message.page and message.page.url}: {message.text}")


@pytest.fixture(autouse=True)
def reference(transactional_db) -> None:
    """Rows laid by migrations: a test that empties the tables takes them along, whatever ran before."""
    if not MentoringForm.objects.exists():
        import_module("mentoring.banks.migrations.0003_reference").load(apps, None)
        import_module("schools.papers.migrations.0003_federal_acts").add(apps, None)


@pytest.fixture
def site(chromium, transactional_db, django_db_serialized_rollback, today) -> Iterator[Site]:
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    assert thread.error is None
    found = Site(f"http://localhost:{thread.port}", chromium, [], [])
    yield found
    for context in found.contexts:
        context.close()
    thread.terminate()
    connections.close_all()
    assert found.troubles == []


@pytest.fixture
def world(site) -> World:
    return build()


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """By the form, as people do."""

    def enter(page: Page, login: str) -> None:
        page.goto("/account/login/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", f"пароль-{login}")
        page.get_by_role("button", name="Войти").click()
        page.wait_for_url("**/o/**")

    return enter
