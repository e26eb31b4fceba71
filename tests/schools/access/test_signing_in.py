import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

pytestmark = pytest.mark.django_db
LATIN_WORDS = re.compile(
    r">[^<]*\b(?:[Pp]lease|[Pp]assword|[Ll]og ?[io]n|[Ss]ign|[Uu]sername|email|field|required)\b[^<]*<"
)


def sign_in(client, login="anna", password="пароль-anna", **more):
    return client.post("/account/login/", {"login": login, "password": password, **more})


def test_the_login_of_the_slip_and_the_address_both_open_the_door(world, client):
    world.anna.email = "Anna@Example.org"
    world.anna.save()
    for login in ("anna", " ANNA ", "anna@example.org", "Anna@Example.ORG"):
        response = sign_in(client, login)
        assert (response.status_code, response.url) == (302, "/")
        client.post("/account/logout/")


def test_after_signing_in_one_comes_where_one_wanted(world, client):
    response = client.get("/o/lesnaya/people/")
    assert response.url == "/account/login/?next=/o/lesnaya/people/"
    response = sign_in(client, next="/o/lesnaya/people/")
    assert response.url == "/o/lesnaya/people/"
    client.post("/account/logout/")
    assert sign_in(client, next="https://evil.example/").url == "/"


def test_a_shared_computer_forgets_unless_asked_to_remember(world, client):
    sign_in(client)
    assert client.session.get_expire_at_browser_close() is True
    client.post("/account/logout/")
    sign_in(client, remember="on")
    assert client.session.get_expire_at_browser_close() is False


@pytest.mark.parametrize(("login", "password"), [("anna", "не тот"), ("никто", "пароль-anna"), ("no@example.org", "x")])
def test_a_wrong_pair_is_refused_in_the_same_russian_words(world, client, login, password):
    html = sign_in(client, login, password).content.decode()
    assert "Логин или пароль не подходит. Проверьте раскладку и клавишу Caps Lock." in html
    assert not LATIN_WORDS.search(html)


def test_too_many_attempts_are_stopped_in_russian(world, client, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "3/5m/key"}
    for _ in range(3):
        sign_in(client, password="не тот")
    html = sign_in(client).content.decode()
    assert "Слишком много попыток подряд. Подождите пять минут и попробуйте снова." in html
    assert "_auth_user_id" not in client.session
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    cache.clear()
    responses = [sign_in(client, password="не тот") for _ in range(3)]
    assert [response.status_code for response in responses] == [200, 200, 429]
    assert "Слишком много попыток" in responses[-1].content.decode()
    cache.clear()


def test_leaving_takes_a_post(world, enter):
    client = enter(world.anna)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_password_is_changed_and_the_session_goes_on(world, enter):
    client = enter(world.anna)
    wrong = client.post(
        "/account/password/", {"oldpassword": "не тот", "password1": "12345678", "password2": "12345679"}
    ).content.decode()
    assert "Нынешний пароль не подходит." in wrong
    assert not LATIN_WORDS.search(wrong)
    right = {"oldpassword": "пароль-anna", "password1": "сирень-цветёт-7", "password2": "сирень-цветёт-7"}
    response = client.post("/account/password/", right, follow=True)
    assert "Пароль изменён." in response.content.decode()
    world.anna.refresh_from_db()
    assert world.anna.check_password("сирень-цветёт-7")


def test_without_a_mail_server_the_curator_gives_a_new_link(world, client, settings):
    settings.MAIL_HOST = ""
    html = client.get("/account/forgotten/").content.decode()
    assert "Попросите куратора наставничества" in html
    assert "<form" not in html
    client.post("/account/forgotten/", {"email": "anna@example.org"})
    assert mail.outbox == []


def test_with_a_mail_server_a_link_comes_by_letter(world, client, settings):
    settings.MAIL_HOST = "smtp.example.org"
    world.anna.email = "anna@example.org"
    world.anna.save()
    assert client.post("/account/forgotten/", {"email": "anna@example.org"}).url == "/account/forgotten/sent/"
    (letter,) = mail.outbox
    assert letter.subject.endswith("Новый пароль в «Наставничестве»")
    assert "Ваш логин: anna" in letter.body
    link = re.search(r"http://[^/]+(/account/forgotten/key/\S+)", letter.body)[1]
    page = client.get(link, follow=True)
    values = {"password1": "сирень-цветёт-7", "password2": "сирень-цветёт-7"}
    done = client.post(page.request["PATH_INFO"], values, follow=True)
    assert "Теперь войдите с новым паролем" in done.content.decode()
    assert "Ссылка уже не действует" in client.get(link, follow=True).content.decode()
    assert sign_in(client, password="сирень-цветёт-7").status_code == 302


@pytest.mark.parametrize("fault", [OSError("timed out"), SMTPServerDisconnected("gone"), ValueError("header")])
def test_a_mail_server_that_fails_breaks_no_page(world, client, settings, monkeypatch, fault):
    settings.MAIL_HOST = "smtp.example.org"
    world.anna.email = "anna@example.org"
    world.anna.save()

    def refuse(self, **kwargs):
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    page = client.post("/account/forgotten/", {"email": "anna@example.org"}, follow=True)
    assert page.status_code == 200
    assert "попросите ссылку у куратора" in page.content.decode()


def test_a_stranger_gets_no_letter_and_the_page_tells_nothing(world, client, settings):
    settings.MAIL_HOST = "smtp.example.org"
    response = client.post("/account/forgotten/", {"email": "nobody@example.org"})
    assert response.url == "/account/forgotten/sent/"
    assert mail.outbox == []


def test_pages_of_allauth_that_make_no_sense_here_have_no_address(client):
    for name in ("account_signup", "account_email", "account_set_password", "mfa_list_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert client.get("/account/signup/").status_code == 404


def test_a_switched_off_account_does_not_enter(world, client):
    world.anna.is_active = False
    world.anna.save()
    response = sign_in(client)
    assert "_auth_user_id" not in client.session
    assert response.status_code in (200, 302)
