"""Sign-in with a code: on, off, asked for, required, lost."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from mentoring.settings import ACCOUNT_RATE_LIMITS as OURS
from schools.access.second_factor import is_on, require, requiring
from schools.access.services import invite
from schools.enums import Role
from schools.journal.models import Entry
from tests.world import user

pytestmark = pytest.mark.django_db
PASSWORD = "Поле-Ромашка-27"


@pytest.fixture
def client_of():
    """Another browser each time."""
    return Client


@pytest.fixture(autouse=True)
def no_attempts_yet():
    cache.clear()


def code(secret: str, step: int = 0) -> str:
    """The code of the moment; `step` for the next ones, as one code opens once."""
    counter = list(auth.yield_hotp_counters_from_time())[1]
    return auth.format_hotp_value(auth.hotp_value(secret, counter + step))


def with_password(someone):
    someone.set_password(PASSWORD)
    someone.save()
    return someone


def signed_in(client, someone):
    with_password(someone)
    client.post(reverse("account_login"), {"login": someone.username, "password": PASSWORD})
    return client


def switched_on(client, someone) -> str:
    """Switch it on through the pages; returns the key as the telephone keeps it."""
    return switch_on(signed_in(client, someone))


def switch_on(client) -> str:
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code(secret, -1)}, follow=True)
    assert answer.status_code == 200
    return secret


def test_switched_on_it_is_asked_for_after_the_password(world, client):
    secret = switched_on(client, world.anna)
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login"), {"login": world.anna.username, "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/o/lesnaya/").status_code == 302, "the password alone opens nothing"
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Код не подходит" in wrong.content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).status_code == 302
    assert client.get("/o/lesnaya/").status_code == 200


def test_a_code_opens_once(world, client, client_of):
    secret = switched_on(client, world.anna)
    once = code(secret)
    for fresh, status in ((client_of(), 302), (client_of(), 200)):
        fresh.post(reverse("account_login"), {"login": world.anna.username, "password": PASSWORD})
        assert fresh.post(reverse("mfa_authenticate"), {"code": once}).status_code == status


def test_a_spare_code_opens_once(world, client, client_of):
    switched_on(client, world.anna)
    page = client.get(reverse("mfa_view_recovery_codes"))
    spare = re.findall(r"<code>(\d{8})</code>", page.content.decode())
    assert len(spare) == 10
    for fresh, status in ((client_of(), 302), (client_of(), 200)):
        fresh.post(reverse("account_login"), {"login": world.anna.username, "password": PASSWORD})
        assert fresh.post(reverse("mfa_authenticate"), {"code": spare[0]}).status_code == status


def test_guessing_is_throttled(world, client, client_of, settings):
    settings.ACCOUNT_RATE_LIMITS = OURS
    switched_on(client, world.anna)
    thief = client_of()
    thief.post(reverse("account_login"), {"login": world.anna.username, "password": PASSWORD})
    pages = [thief.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).content.decode() for n in range(8)]
    assert "Слишком много попыток" in pages[-1]


def test_the_key_is_not_in_the_database_as_it_is(world, client):
    secret = switched_on(client, world.anna)
    kept = Authenticator.objects.get(user=world.anna, type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)


def test_a_changed_installation_key_still_opens_with_the_former_one(world, client, client_of, settings):
    secret = switched_on(client, world.anna)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 60
    fresh = client_of()
    fresh.post(reverse("account_login"), {"login": world.anna.username, "password": PASSWORD})
    assert fresh.post(reverse("mfa_authenticate"), {"code": code(secret)}).status_code == 302


def test_switching_off_and_on_is_in_the_journal_of_the_school(world, client):
    switched_on(client, world.anna)
    client.post(reverse("mfa_deactivate_totp"))
    assert not is_on(world.anna)
    assert not Authenticator.objects.filter(user=world.anna).exists(), "spare codes go with it"
    deeds = (
        Entry.objects.filter(organisation=world.school, user=world.anna).order_by("pk").values_list("deed", flat=True)
    )
    assert list(deeds)[-2:] == ["включён вход с кодом", "выключен вход с кодом"]


def test_a_link_from_the_curator_renews_the_password_and_does_not_pass_by_the_code(world, client, client_of):
    switched_on(client, world.boris)
    (slip,), _ = invite(world.school, [world.boris_card], Role.PARTICIPANT, by=world.gleb, again=True)
    fresh = client_of()
    answer = fresh.post(
        reverse("invitation", args=[slip.token]),
        {"how": "new", "password": "Сирень-Дорога-41", "again": "Сирень-Дорога-41"},
    )
    assert (answer.status_code, answer.url) == (302, reverse("account_login"))
    assert "_auth_user_id" not in fresh.session


def test_required_it_stands_before_every_page_of_those_who_see_all(world, client, enter):
    head = world.gleb
    switched_on(client, head)
    assert client.post("/o/lesnaya/settings/second-factor/", {"required": "1"}).status_code == 302
    world.school.refresh_from_db()
    assert world.school.second_factor_required
    assert client.get("/o/lesnaya/").status_code == 200
    curator = enter(world.anna)
    assert curator.get("/o/lesnaya/").url == reverse("mfa_activate_totp")
    assert curator.post("/o/lesnaya/people/new/", {"surname": "Новая"}).url == reverse("mfa_activate_totp")
    assert enter(world.boris).get("/o/lesnaya/").status_code == 200, "participants are not asked"
    assert enter(world.vera).get(f"/o/{world.foreign.slug}/").status_code == 200, "nor another school"


def test_only_the_head_requires_it_and_only_with_a_code_of_his_own(world):
    with pytest.raises(ValidationError, match="решает руководитель"):
        require(world.school, True, world.anna)
    with pytest.raises(ValidationError, match="у себя"):
        require(world.school, True, world.gleb)
    world.school.refresh_from_db()
    assert not world.school.second_factor_required


def test_required_it_is_not_switched_off(world, client):
    switched_on(client, world.anna)
    world.school.second_factor_required = True
    world.school.save()
    assert requiring(world.anna) == [world.school]
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "выключить его нельзя" in page.content.decode()
    assert is_on(world.anna)


def test_lost_with_the_spare_codes_it_is_reset_by_the_administrator(world, client, capsys):
    switched_on(client, world.anna)
    call_command("reset_second_factor", world.anna.username.upper(), "--json")
    assert '"switched_off": true' in capsys.readouterr().out
    assert not is_on(world.anna)
    call_command("reset_second_factor", world.anna.username)
    assert "и не был включён" in capsys.readouterr().out


def test_an_administrator_may_use_it_too(client, db):
    admin = user("root", "Управ Ян Янович")
    admin.is_superuser = admin.is_staff = True
    admin.save()
    switched_on(client, admin)
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_login") + "?next=/admin/", {"login": "root", "password": PASSWORD})
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert client.get("/admin/").status_code == 302


def test_switching_it_on_ends_the_other_sessions_of_this_person_only(world, client_of):
    with_password(world.anna)
    thief, hers, others = client_of(), client_of(), client_of()
    for one, someone in ((thief, world.anna), (hers, world.anna), (others, world.gleb)):
        one.force_login(someone)
        assert one.get("/o/lesnaya/").status_code == 200
    switch_on(hers)
    assert thief.get("/o/lesnaya/").url.startswith(reverse("account_login"))
    assert [one.get("/o/lesnaya/").status_code for one in (hers, others)] == [200, 200]


def test_a_session_that_never_gave_a_code_gives_one_first(world, client_of):
    """Begun by the password alone, it outlived the switching on: a command did that, or another machine."""
    old = signed_in(client_of(), world.anna)
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(world.anna, secret)
    asked = reverse("mfa_reauthenticate")
    assert old.get("/o/lesnaya/people/?q=1").url == f"{asked}?next=/o/lesnaya/people/%3Fq%3D1"
    assert old.post("/o/lesnaya/people/new/", {"surname": "Новая"}).url.startswith(asked)
    assert old.get("/o/lesnaya/", headers={"HX-Request": "true"}).status_code == 401
    assert old.post(f"{asked}?next=/o/lesnaya/people/", {"code": "000000"}).status_code == 200
    assert old.get("/o/lesnaya/").status_code == 302
    given = old.post(f"{asked}?next=/o/lesnaya/people/", {"code": code(secret)})
    assert (given.status_code, given.url) == (302, "/o/lesnaya/people/")
    assert old.get("/o/lesnaya/").status_code == 200
