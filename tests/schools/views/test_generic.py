from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import RequestFactory

from schools.models import User
from schools.templatetags.shell import chip, lower_first, sentence, short_account, short_person
from schools.views.generic import attachment, attempt, back, say
from tests.world import person


def request_of(world, method="get", **data):
    request = getattr(RequestFactory(), method)("/", data)
    for middleware in (SessionMiddleware, MessageMiddleware):
        middleware(lambda request: None).process_request(request)
    request.organisation = world.school
    return request


def test_one_returns_only_to_addresses_of_ours(world):
    for wanted, address in (
        ("/o/lesnaya/people/?q=а", "/o/lesnaya/people/?q=%D0%B0"),
        ("https://evil.example/", "/o/lesnaya/settings/"),
        ("//evil.example/", "/o/lesnaya/settings/"),
        ("javascript:alert(1)", "/o/lesnaya/settings/"),
        ("", "/o/lesnaya/settings/"),
    ):
        assert back(request_of(world, "post", next=wanted), "schools:organisation_settings").url == address


def test_a_refusal_becomes_sentences_and_a_deed_its_words_with_undo(world):
    request = request_of(world)

    def refused():
        raise ValidationError(["Первое.", "Второе."])

    assert attempt(request, refused, "Готово.") is None
    assert attempt(request, lambda: 3, lambda n: f"Сделано: {n}.", undo="/o/lesnaya/undo/") == 3
    say(request, "Просто так.")
    shown = list(get_messages(request))
    assert [(message.level_tag, str(message)) for message in shown] == [
        ("error", "Первое."),
        ("error", "Второе."),
        ("success", "Сделано: 3."),
        ("success", "Просто так."),
    ]
    html = Template('{% include "components/messages.html" %}').render(Context({"messages": shown}))
    assert html.count("<form") == 1
    assert 'action="/o/lesnaya/undo/"' in html


def test_a_download_may_have_a_russian_name_without_breaking_the_header():
    header = attachment('МБОУ «Лесная»: "список"/\r\n.xlsx')
    assert header.startswith("attachment; filename*=UTF-8''%D0%9C")
    assert "\n" not in header
    assert "%22" not in header


def test_short_names_and_chips():
    assert short_person("Дронина Таисия Николаевна") == "Дронина Т. Н.".replace(" ", "\N{NO-BREAK SPACE}")
    assert short_person("Администратор") == "Администратор"
    assert short_person("") == ""
    assert short_account("Дронина Таисия Николаевна") == short_person("Дронина Таисия Николаевна")
    assert short_account("Мамедов Рашид Ахмед оглы") == short_person("Мамедов Рашид Ахмед оглы")
    for name in ("Администратор установки", "Администратор установки главный", "Дронина Таисия", "admin", ""):
        assert short_account(name) == name
    assert [sentence(text) for text in ("ошибка в дате", "ошибка. ", "«Почему?»", "")] == [
        "ошибка в дате.",
        "ошибка.",
        "«Почему?»",
        "",
    ]
    assert "&lt;b&gt;" in chip("owed", "<b>")


def names(response) -> list[str]:
    return [one.surname for one in response.context["page_obj"]]


def test_a_list_is_found_sorted_and_never_runs_out_of_pages(world, enter):
    client = enter(world.anna)
    address = "/o/lesnaya/access/invite/"
    for number in range(60):
        person(world.school, f"Ёлкин{number:02} Иван", "учитель")
    everyone = client.get(address)
    assert (everyone.context["total"], len(names(everyone))) == (60, 50)
    assert names(client.get(address, {"page": "999"})) == names(client.get(address, {"page": "2"}))
    assert names(client.get(address, {"page": "абв"})) == names(everyone)
    assert names(client.get(address, {"q": "ЕЛКИН07"})) == ["Ёлкин07"]
    assert names(client.get(address, {"sort": "-name"}))[0] == "Ёлкин59"
    assert names(client.get(address, {"sort": "; drop"})) == names(everyone)
    nothing = client.get(address, {"q": "нет такого"})
    assert "ничего не нашлось" in nothing.content.decode()
    assert "из 60" in nothing.content.decode()


def test_everything_found_is_picked_across_pages(world, enter):
    from schools.models import Invitation

    for number in range(55):
        person(world.school, f"Ёлкин{number:02} Иван", "учитель")
    client = enter(world.anna)
    client.post("/o/lesnaya/access/invite/", {"role": "participant", "all": "1", "query": "q=елкин"})
    assert Invitation.objects.count() == 55
    assert set(Invitation.objects.values_list("person__name", flat=True)) == {"Иван"}


def test_the_bar_names_an_account_that_is_no_person_as_it_is(world, enter):
    User.objects.filter(pk=world.oleg.pk).update(full_name="Координатор округа")
    assert '<span class="who-name">Координатор округа</span>' in enter(world.oleg).get("/", follow=True).text


def test_a_post_inside_a_sentence_begins_small_and_an_abbreviation_stays():
    posts = {"Директор": "директор", "И.о. директора": "и.о. директора", "куратор": "куратор", "ВРИО": "ВРИО", "": ""}
    assert {post: lower_first(post) for post in posts} == posts
