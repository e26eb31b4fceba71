import re

import pytest
from django.db import DatabaseError
from django.test import Client

from schools.models import Membership, Organisation
from tests.world import user

pytestmark = pytest.mark.django_db


def test_anonymous_people_are_asked_to_sign_in(client):
    assert client.get("/").url == "/account/login/?next=/"
    assert client.get("/o/lesnaya/").url == "/account/login/?next=/o/lesnaya/"


def test_one_organisation_is_entered_at_once(world, enter):
    assert enter(world.anna).get("/").url == "/o/lesnaya/"


def test_of_several_one_chooses_and_the_choice_is_remembered(world, enter):
    client = enter(world.klara)
    html = client.get("/").content.decode()
    assert re.findall(r'href="/o/(\w+)/switch/"', html) == ["skazka", "dalnyaya"]
    assert "руководитель, куратор" in html
    assert client.get("/o/dalnyaya/switch/").url == "/o/dalnyaya/"
    assert client.get("/").url == "/o/dalnyaya/"
    assert client.get("/o/skazka/").status_code == 200
    assert client.get("/").url == "/o/skazka/"
    assert "Дальняя" in client.get("/o/skazka/").content.decode()


def test_a_foreign_organisation_is_not_switched_to(world, enter):
    client = enter(world.anna)
    assert client.get("/o/polevaya/switch/").status_code == 404
    assert client.get("/").url == "/o/lesnaya/"


def test_without_roles_one_is_told_what_to_do(world, enter):
    assert "Перейти к управлению" in enter(world.admin).get("/").content.decode()
    Membership.objects.filter(user=world.boris).delete()
    html = enter(world.boris).get("/").content.decode()
    assert "Попросите куратора" in html
    assert "/admin/" not in html


def test_the_year_is_chosen_and_kept(world, enter):
    client = enter(world.anna)
    assert client.get("/o/lesnaya/?year=2025").context["year"].begins == 2025
    assert client.get("/o/lesnaya/").context["year"].begins == 2025
    client.get("/o/lesnaya/switch/")
    assert (
        client.get("/o/lesnaya/").context["year"].begins
        == Organisation.objects.get(slug="lesnaya").current_year().begins
    )


def test_another_organisation_opens_with_its_current_year(world, enter):
    client = enter(world.klara)
    assert client.get("/o/skazka/?year=2024").context["year"].begins == 2024
    assert client.get("/o/dalnyaya/").context["year"] == world.village.current_year()
    assert client.get("/o/skazka/").context["year"] == world.kindergarten.current_year()


STAFF_WORDS = ["Что ждёт меня", "Сотрудники", "Наставники", "Наставляемые", "Пары", "Документы", "Дорожная карта"]
STAFF_WORDS += ["Анкеты"]
OFFICE_SETTINGS = [
    "Сведения и бланк",
    "Нумерация документов",
    "Вид бумаг",
    "Правовые акты",
    "Приглашения и доступ",
    "Рабочие дни",
    "Журнал действий",
]
HEAD_SETTINGS = [*OFFICE_SETTINGS[:4], "Направления помощи", *OFFICE_SETTINGS[4:]]
SETTINGS_WORDS = {"anna": [*OFFICE_SETTINGS[:4], "Формулировки", *HEAD_SETTINGS[4:]], "gleb": HEAD_SETTINGS}
PARTICIPANT_WORDS = ["Что ждёт меня", "Моя пара", "Мои анкеты", "Мои согласия", "Мои документы", "Мои мероприятия"]


@pytest.mark.parametrize(
    ("who", "slug", "words"),
    [
        ("anna", "lesnaya", STAFF_WORDS),
        ("gleb", "lesnaya", STAFF_WORDS),
        ("boris", "lesnaya", PARTICIPANT_WORDS),
        ("oleg", "ozerny", ["Что ждёт меня", "Дорожная карта"]),
    ],
)
def test_each_role_finds_only_its_own_words_and_every_word_opens(world, enter, who, slug, words):
    client = enter(getattr(world, who))
    page = client.get(f"/o/{slug}/")
    assert [item.label for item in page.context["menu"]] == words
    items = [*page.context["menu"], *page.context["settings_menu"]]
    items += [child for item in page.context["menu"] for child in item.children]
    for item in items:
        assert client.get(item.url).status_code == 200, item.url
    assert [item.label for item in page.context["settings_menu"]] == SETTINGS_WORDS.get(who, [])


def test_the_head_of_an_office_finds_the_words_of_an_office(world, enter):
    """No banks, no pairs, no search of a school; every word opens, in the desk's praise too."""
    irma = user("irma", "Лещинская Ирма Яновна", head=world.office)
    page = enter(irma).get(f"/o/{world.office.slug}/")
    assert [item.label for item in page.context["menu"]] == [
        "Что ждёт меня",
        "Дорожная карта",
        "Документы",
        "Сотрудники",
    ]
    assert [item.label for item in page.context["settings_menu"]] == OFFICE_SETTINGS
    for item in [*page.context["menu"], *page.context["settings_menu"]]:
        assert enter(irma).get(item.url).status_code == 200, item.label
    words = page.content.decode()
    assert "Найти сотрудника" not in words
    assert "Ни одна пара" not in words
    assert "Дорожная карта вашего решения не ждёт." in words


def test_health_tells_the_watchman_and_nobody_else_anything(db, client, monkeypatch):
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "migrations": "applied"},
    )
    monkeypatch.setattr(
        "mentoring.home.views.health.MigrationExecutor.migration_plan", lambda self, targets: ["0009_secret"]
    )
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (
        503,
        {"status": "fail", "database": "ok", "migrations": "waiting"},
    )

    def gone(*args):
        raise DatabaseError("password=secret")

    monkeypatch.setattr("mentoring.home.views.health.MigrationExecutor", gone)
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (503, {"status": "fail", "database": "unreachable"})


def test_the_letterhead_is_shown_as_it_will_be_printed(world, enter):
    html = enter(world.anna).get("/o/lesnaya/letterhead/").content.decode()
    assert "Управление образования Озёрного района" in html
    assert "Г.И.\N{NO-BREAK SPACE}Ветров" in html
    assert "style=" not in html
    assert enter(world.boris).get("/o/lesnaya/letterhead/").status_code == 403


@pytest.mark.parametrize("javascript_free", ["/account/login/", "/account/forgotten/", "/i/no-such-link/"])
def test_pages_keep_the_strict_policy(client, javascript_free):
    response = client.get(javascript_free)
    html = response.content.decode()
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert not re.search(r"<style|style=|<script>|\son\w+=|https?://(?!testserver)(?!www\.w3\.org)", html)


def test_errors_are_told_in_russian(world, settings):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(world.boris)
    assert "Такой страницы нет" in client.get("/no/such/page/").content.decode()
    assert "Здесь решает другой" in client.get("/o/lesnaya/journal/").content.decode()
    refused = client.post("/account/logout/")
    assert refused.status_code == 403
    assert "Страница устарела" in refused.content.decode()


def test_a_fault_of_ours_and_an_oversized_form_are_told_in_russian(world, settings, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(world.anna)

    def broken(*args):
        raise RuntimeError("secret")

    monkeypatch.setattr("mentoring.home.selectors.desk.curator_waits", broken)
    response = client.get("/o/lesnaya/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Ошибка на нашей стороне" in html
    assert "secret" not in html
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = client.post("/account/login/", {"login": "a" * 100, "password": "b"})
    assert response.status_code == 400
    assert "Запрос не понят" in response.content.decode()


def test_the_page_of_a_fault_leans_on_nothing_that_may_be_broken_too(world, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("no manifest")

    monkeypatch.setattr("django.contrib.staticfiles.storage.StaticFilesStorage.url", broken)
    client = Client(raise_request_exception=False)
    client.force_login(world.anna)
    response = client.get("/o/lesnaya/")
    assert response.status_code == 500
    assert "Ошибка на нашей стороне" in response.content.decode()
