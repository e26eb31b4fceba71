"""No page leads nowhere; no form takes a foreign row, whoever forges it; the administration is the administrator's."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import Resolver404, resolve, reverse

from schools.models import Organisation
from tests.sweeps.addresses import addresses, all_addresses
from tests.sweeps.answers import ask, body_of, leaks
from tests.sweeps.reading import Page
from tests.sweeps.table import TABLE
from tests.sweeps.test_words_and_junk import is_page

pytestmark = pytest.mark.usefixtures("undone")

IN_PLACE = [name for name, one in addresses().items() if one.in_place and name in TABLE]
DEEDS = [name for name in IN_PLACE if TABLE[name].post != 405]
OUR_ROOMS = ("schools", "mentoring", "roadmaps")
# So many pages of a kind are followed.
SAME = 4


@pytest.mark.parametrize("actor", ["куратор", "руководитель", "наставник", "координатор", "администратор"])
def test_links_lead_somewhere(ground, actor):
    """From one's desk along every link of every page: a page, a file, or on to another page; never a refusal."""
    client, seen, dead, kinds = ground.clients[actor], set(), {}, Counter()
    start = "/o/ozerny/" if actor == "координатор" else "/" if actor == "администратор" else "/o/lesnaya/"
    ahead = [(start, "start")]
    while ahead:
        url, whence = ahead.pop()
        # A link per row and a variant per filter: of one kind of page a few are enough.
        try:
            kind = resolve(url.split("?")[0]).view_name
        except Resolver404:
            kind = "no such address"
        if url in seen or kinds[kind] >= SAME:
            continue
        kinds[kind] += 1
        seen.add(url)
        response = ask(client, "get", url)
        if response.status_code not in (200, 302):
            dead[url] = (response.status_code, whence)
            continue
        if response.status_code == 302:
            ahead.append((response["Location"], url))
        if not is_page(response):
            continue
        assert leaks(response) == [], url
        page = Page(body_of(response).decode())
        for href in page.links:
            if href.startswith("?"):
                href = url.split("?")[0] + href
            if href.startswith("/") and not href.startswith(("/static/", "/admin/")):
                ahead.append((href.split("#")[0], url))
        for action in page.actions:
            if action.startswith("/"):
                try:
                    resolve(action.split("?")[0])
                except Resolver404:
                    dead[action] = ("no such address", url)
    assert dead == {}
    assert len(seen) > (60 if actor == "куратор" else 1)


def references() -> Iterator[tuple[type[models.Model], models.ForeignKey]]:
    """Every reference of a row that belongs to an organisation to another row that belongs to one."""
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in OUR_ROOMS or not hasattr(model, "organisation"):
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            if isinstance(field, models.ForeignKey) and target is not Organisation and hasattr(target, "organisation"):
                yield model, field


def crossings() -> list[str]:
    """Rows of one organisation that refer to a row of another."""
    found = []
    for model, field in references():
        own = f"{field.name}__organisation"
        rows = model._default_manager.filter(**{f"{own}__isnull": False}).exclude(**{own: models.F("organisation")})
        found += [f"{model._meta.label} {pk}.{field.name}" for pk in rows.values_list("pk", flat=True)]
    return found


def state_of(place: Organisation) -> dict[str, list]:
    """All that a foreign organisation holds."""
    held = {}
    for model in apps.get_models():
        if model.__module__.split(".")[0] in OUR_ROOMS and hasattr(model, "organisation"):
            held[model._meta.label] = list(model._default_manager.filter(organisation=place).order_by("pk").values())
    return held


@pytest.fixture(scope="module")
def untouched(ground, django_db_blocker) -> dict[str, list]:
    with django_db_blocker.unblock():
        return state_of(ground.theirs.organisation)


def test_references_are_checked():
    """The check has teeth: it knows the references that matter."""
    known = {f"{model._meta.label}.{field.name}" for model, field in references()}
    assert {"pairs.Pair.mentor", "pairs.Pair.order", "consents.Consent.person", "banks.Mentor.person"} <= known


@pytest.mark.parametrize("name", DEEDS)
def test_foreign_rows_in_forms(ground, untouched, name):
    """Each form as the page has it, but every number in it is a foreign row's: nothing crosses over, nothing is told."""
    client, address = ground.clients[ground.actor_for(TABLE[name])], addresses()[name]
    place = ground.place_for(TABLE[name])
    pk = place.pks[TABLE[name].noun][0] if TABLE[name].noun else None
    url = address.url(place, pk)
    body: dict[str, object] = {"to": "confirmed", "action": "approve", "contingent": "teachers", "role": "participant"}
    if TABLE[name].get == 200:
        body |= Page(body_of(ask(client, "get", url)).decode()).fields()
    foreign = sorted({number for numbers in ground.theirs.pks.values() for number in numbers})
    choices = {
        "ids",
        "pairs",
        "mentor",
        "mentees",
        "mentee",
        "person",
        "curator",
        "control",
        "executor",
        "acts",
        "removed",
        "kept",
        "topics",
        "unit",
        "sheets",
        "measures",
        "schools",
    }
    for key in list(body) + list(choices):
        if key.rsplit("-", 1)[-1] in choices or key in choices:
            body[key] = [*foreign, *(f"{number}:processing" for number in foreign)]
    response = client.post(url, data=body)
    assert response.status_code in (200, 302, 404, 409)
    assert leaks(response) == []
    if response.status_code == 302 and response["Location"].startswith("/o/lesnaya/"):
        assert leaks(client.get(response["Location"])) == []
    assert crossings() == []
    assert state_of(ground.theirs.organisation) == untouched


def test_administration_is_closed(ground):
    """Every address of Django admin sends everybody but the administrator away, and says nothing."""
    names = {one.name: one for one in all_addresses() if one.name.startswith("admin:") and one.name != "admin:None"}
    given = {"object_id": "1", "content_type_id": "1", "app_label": "schools", "url": "x", "id": "1"}
    answers, told = {}, {}
    for name, one in names.items():
        url = reverse(name, kwargs={key: given[key] for key in one.arguments})
        for actor, client in ground.clients.items():
            if actor == "администратор":
                continue
            for method in ("get", "post"):
                response = ask(client, method, url)
                answers.setdefault(
                    (response.status_code, response.headers.get("Location", "").split("?")[0]), set()
                ).add(name)
                if found := leaks(response):
                    told[name, actor] = found
    assert told == {}
    assert {code for code, _ in answers} <= {302, 403}
    assert {where for code, where in answers if code == 302} <= {"/admin/login/", "/account/login/", "/admin/"}


def test_administration_opens_no_way_round_the_door(ground):
    """No page of the administration edits a status or deletes what papers refer to."""
    request = type("Request", (), {"user": ground.world.admin, "method": "GET", "GET": {}, "POST": {}})()
    editable = {}
    for model, page in admin.site._registry.items():
        names = {field.name for field in model._meta.fields}
        assert "status" not in names or not page.has_change_permission(request), model
        fields = page.get_form(request).base_fields if page.has_add_permission(request) else {}
        editable[model._meta.label] = "status" in fields
    assert set(editable.values()) == {False}


def test_administrator_reads_every_list(ground):
    client = ground.clients["администратор"]
    answers = {}
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        answers[base] = ask(client, "get", reverse(f"{base}_changelist")).status_code
        answers[f"{base} search"] = ask(client, "get", reverse(f"{base}_changelist") + "?q=%D1%91%00").status_code
        answers[f"{base} junk"] = ask(client, "get", reverse(f"{base}_changelist") + "?q=x&p=999&o=99.-99").status_code
    assert {key: code for key, code in answers.items() if code not in (200, 302)} == {}
