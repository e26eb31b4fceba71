import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from schools.access.services import accept_as, accept_new, cancel_invitation, invite, invite_head
from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Enrolment, Membership, Person, User
from tests.world import build, person

PASSWORD = "сирень-цветёт-7"


@pytest.fixture
def nina(world) -> Person:
    return person(world.school, "Дронина Таисия Николаевна", "учитель химии", email="dronina@example.org")


@pytest.fixture
def slip(world, nina):
    return invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)[0][0]


def address(slip) -> str:
    return reverse("invitation", args=[slip.token])


def fill(client, slip, username="dronina-tn", password=PASSWORD, again=None):
    values = {"how": "new", "username": username, "password": password, "again": again or password}
    return client.post(address(slip), values)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("сира-7", "Пароль слишком короткий. Нужно не меньше 8 символов."),
        ("password", "Такой пароль подбирают первым. Придумайте другой."),
        ("8305172946", "В пароле одни цифры. Добавьте буквы."),
    ],
)
def test_a_weak_password_is_refused_in_our_words(world, slip, client, password, said):
    assert said in fill(client, slip, password=password).content.decode().replace("\u00a0", " ")
    assert not User.objects.filter(username="dronina-tn").exists()


def test_the_term_of_a_role_ends_with_one_full_stop(world, nina, client):
    [slip] = invite(world.school, [nina], Role.PARTICIPANT, by=world.anna, ends=date(2027, 8, 31))[0]
    page = client.get(address(slip)).content.decode().replace("\u00a0", " ")
    assert ["по 31 августа 2027 г.</p>" in page, "г.." in page] == [True, False]


def test_a_pupil_is_invited_in_plain_words(world, nina, slip, client):
    """The word for the role says nothing to a child."""
    for_adults = client.get(address(slip)).content.decode()
    assert ["Ваша роль — участник" in for_adults, "школьное наставничество" in for_adults] == [True, False]
    pupil = Person.objects.create(organisation=world.school, surname="Мороз", name="Алиса", name_key="мороз алиса")
    Enrolment.objects.create(person=pupil, year=2026, grade="7А")
    [slip] = invite(world.school, [pupil], Role.PARTICIPANT, by=world.anna)[0]
    page = client.get(address(slip)).content.decode()
    assert ["Ваша роль" in page, "с кем вы в паре и до какого дня" in page] == [False, True]


def test_reading_the_link_consumes_nothing(world, slip, client):
    for _ in range(3):
        response = client.get(address(slip))
        assert response.status_code == 200
    html = response.content.decode()
    assert "Дронина Таисия Николаевна" in html
    assert "МБОУ «Лесная СОШ № 1» приглашает вас" in html
    assert 'value="dronina-tn"' in html
    assert not User.objects.filter(username="dronina-tn").exists()
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_a_password_makes_the_account_the_role_and_opens_the_desk(world, slip, nina, client):
    response = fill(client, slip)
    account = User.objects.get(username="dronina-tn")
    assert response.url == "/o/lesnaya/"
    assert client.get(response.url).status_code == 200
    nina.refresh_from_db()
    assert nina.user == account
    assert (account.full_name, account.email) == ("Дронина Таисия Николаевна", "")
    assert list(Membership.objects.filter(user=account).values_list("organisation", "role")) == [
        (world.school.pk, Role.PARTICIPANT)
    ]
    assert Entry.objects.filter(deed="принято приглашение", user=account).count() == 1


def test_used_cancelled_expired_and_wrong_links_say_so_kindly(world, slip, nina, client):
    accept_new(slip.token, username="dronina-tn", password=PASSWORD)
    assert "уже воспользовались" in client.get(address(slip)).content.decode()
    assert client.get(address(slip)).status_code == 410
    guest = person(world.school, "Гость Иван Иванович", "учитель")
    (second,), _ = invite(world.school, [guest], Role.PARTICIPANT, by=world.anna)
    cancel_invitation(second.invitation, by=world.anna)
    assert "отозвали" in client.get(address(second)).content.decode()
    (third,), _ = invite(world.school, [guest], Role.PARTICIPANT, by=world.anna)
    third.invitation.expires_at = timezone.now() - timedelta(seconds=1)
    third.invitation.save()
    assert "Срок приглашения вышел" in client.get(address(third)).content.decode()
    assert fill(client, third, "guest").status_code == 410
    wrong = client.get(reverse("invitation", args=["aaaa-bbbb"]))
    assert wrong.status_code == 404
    assert "Такого приглашения нет" in wrong.content.decode()
    assert not User.objects.filter(username="guest").exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"password": "12345678"}, "одни цифры"),
        ({"password": "абв1"}, "короткий"),
        ({"password": "dronina-tn"}, "Пароль повторяет ваше имя"),
        ({"again": "другой-пароль-1"}, "Пароли не совпали"),
        ({"username": "Дронина"}, "Логин состоит из латинских букв"),
        ({"username": "BORIS"}, "Логин состоит из латинских букв"),
        ({"username": "boris"}, "Такой логин уже занят"),
    ],
)
def test_bad_answers_are_refused_in_russian_and_the_link_still_works(world, slip, client, values, sentence):
    response = fill(client, slip, **values)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert fill(client, slip).status_code == 302


def test_one_human_joins_a_second_organisation_with_the_same_account(world, client, enter):
    card = person(world.foreign, "Заяц Борис Фомич", "учитель физики")
    (slip,), _ = invite(world.foreign, [card], Role.PARTICIPANT, by=world.vera)
    client = enter(world.boris)
    assert "Сейчас вы вошли как Заяц Борис Фомич." in client.get(address(slip)).content.decode()
    assert client.post(address(slip), {"how": "mine"}).url == "/o/polevaya/"
    card.refresh_from_db()
    assert card.user == world.boris
    assert client.get("/o/polevaya/").status_code == 200
    assert client.get("/o/lesnaya/").status_code == 200


def test_an_invitation_on_another_name_is_questioned(world, slip, enter):
    assert "Приглашение выписано на другое имя" in enter(world.vera).get(address(slip)).content.decode()


def test_an_account_does_not_take_two_cards_of_one_organisation(world, slip, enter):
    response = enter(world.boris).post(address(slip), {"how": "mine"})
    assert response.status_code == 409
    assert "уже связана с карточкой «Заяц Борис Фомич»" in response.content.decode()


def test_a_card_with_an_account_is_not_taken_by_a_stranger(world, enter):
    (slip,), _ = invite(world.school, [world.boris_card], Role.PARTICIPANT, by=world.anna, again=True)
    with pytest.raises(ValidationError):
        accept_as(slip.token, world.vera)
    world.boris_card.refresh_from_db()
    assert world.boris_card.user == world.boris


def test_a_new_link_renews_the_password_and_keeps_the_login(world, client):
    (slip,), _ = invite(world.school, [world.boris_card], Role.PARTICIPANT, by=world.anna, again=True)
    html = client.get(address(slip)).content.decode()
    assert "логин <strong>boris</strong>" in html
    assert 'name="username"' not in html
    response = client.post(address(slip), {"how": "new", "password": PASSWORD, "again": PASSWORD})
    assert response.url == "/o/lesnaya/"
    world.boris.refresh_from_db()
    assert world.boris.check_password(PASSWORD)
    assert User.objects.count() == 9


def test_a_password_link_loses_its_force_when_its_bearer_rises(world, client):
    """A participant becomes curator elsewhere after the link was made: the link must not hand that over."""
    (slip,), _ = invite(world.school, [world.boris_card], Role.PARTICIPANT, by=world.anna, again=True)
    Membership.objects.create(user=world.boris, organisation=world.foreign, role=Role.CURATOR)
    response = client.post(address(slip), {"how": "new", "password": PASSWORD, "again": PASSWORD})
    assert "У вас уже есть вход" in response.content.decode()
    with pytest.raises(ValidationError):
        accept_new(slip.token, username="", password=PASSWORD)
    world.boris.refresh_from_db()
    assert not world.boris.check_password(PASSWORD)


def test_the_address_to_sign_in_with_is_only_what_the_person_types(world, slip, client):
    """The card's address is a curator's typing: its owner could renew the password and take the account over."""
    html = client.get(address(slip)).content.decode()
    assert "Почта для входа" in html
    assert "dronina@example.org" not in html
    values = {
        "how": "new",
        "username": "dronina-tn",
        "password": PASSWORD,
        "again": PASSWORD,
        "email": "Own@Example.org",
    }
    assert client.post(address(slip), values).status_code == 302
    assert User.objects.get(username="dronina-tn").email == "own@example.org"


def test_a_busy_address_is_not_given_to_a_second_account(world, slip, client):
    world.vera.email = "DRONINA@example.org"
    world.vera.save()
    values = {"how": "new", "username": "dronina-tn", "password": PASSWORD, "again": PASSWORD}
    response = client.post(address(slip), values | {"email": "dronina@Example.org"})
    assert "С этим адресом уже входит другая учётная запись" in response.content.decode()
    assert not User.objects.filter(username="dronina-tn").exists()
    assert client.post(address(slip), values | {"email": ""}).status_code == 302


def test_a_link_loses_its_force_with_the_power_of_whoever_made_it(world, nina, client):
    (curator,), _ = invite(world.school, [nina], Role.CURATOR, by=world.gleb)
    (mine,), _ = invite(world.school, [world.boris_card], Role.HEAD, by=world.gleb)
    # By whatever way the role went: the administrator's pages, a term that ended.
    Membership.objects.filter(user=world.gleb).delete()
    response = client.get(address(curator))
    assert response.status_code == 410
    assert "уже не вправе давать эту роль" in response.content.decode()
    with pytest.raises(ValidationError):
        accept_new(curator.token, username="dronina-tn", password=PASSWORD)
    with pytest.raises(ValidationError):
        accept_as(mine.token, world.boris)
    assert not User.objects.filter(username="dronina-tn").exists()
    assert not Membership.objects.filter(user=world.boris, role=Role.HEAD).exists()


def test_the_first_head_finds_the_own_card_among_those_made_meanwhile(world):
    slip = invite_head(world.foreign, "Горячая Зоя Саввична", Role.HEAD, by=world.admin)
    account = accept_new(slip.token, username="zoya", password=PASSWORD)
    assert list(account.people.values_list("surname", flat=True)) == ["Горячая"]
    other = invite_head(world.kindergarten, "Нет Такой Карточки", Role.HEAD, by=world.admin)
    assert accept_new(other.token, username="nobody", password=PASSWORD).people.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_link_opened_by_two_at_once_makes_one_account():
    world = build()
    card = person(world.school, "Дронина Таисия Николаевна", "учитель химии")
    (slip,), _ = invite(world.school, [card], Role.PARTICIPANT, by=world.anna)
    # The test database of SQLite lies in memory, where threads cannot wait for one another: there they go in turn.
    at_once = connection.vendor != "sqlite"
    barrier = threading.Barrier(2 if at_once else 1)
    results: list[object] = []

    def accept(username: str) -> None:
        try:
            barrier.wait()
            results.append(accept_new(slip.token, username=username, password=PASSWORD))
        except ValidationError as error:
            results.append(error.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
        if not at_once:
            thread.join()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(result, User) for result in results) == [False, True]
    assert "Этим приглашением уже воспользовались. Войдите с логином и паролем." in results
    assert User.objects.filter(username__in=["first", "second"]).count() == 1
