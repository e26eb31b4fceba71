"""Deeds and forms of the banks' pages: what comes of them is said, nothing typed is lost."""

import pytest
from django.contrib.messages import get_messages

from mentoring.banks.enums import BankStatus, Priority
from mentoring.banks.models import Mentee, Mentor
from mentoring.banks.services import add_mentors, change_mentee_status
from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Membership
from tests.world import YEAR, mentee, person

from .cards import topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
HOME = "/o/lesnaya/"


def names(response) -> list[str]:
    return [entry.person.surname for entry in response.context["page_obj"]]


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_people_ticked_in_a_list_come_into_the_bank(world, enter):
    response = enter(world.anna).post(
        f"{HOME}mentors/add/",
        {"ids": [world.sofya_card.pk, world.boris_card.pk], "next": "https://example.org/"},
    )
    assert response.url == f"{HOME}mentors/"
    assert said(response) == [
        "Добавлено в банк: 1 наставник.",
        "Пропущены: Заяц\u00a0Б.\u00a0Ф. — уже в банке.",
        "Черных\u00a0С.\u00a0П. стоит и в банке наставляемых: будет и учить, и учиться.",
    ]
    enter(world.anna).post(undo_of(response))
    assert list(Mentor.objects.filter(organisation=world.school)) == [world.mentor]


def test_all_people_found_by_the_lists_filters_come_in(world, enter):
    response = enter(world.anna).post(f"{HOME}mentees/add/", {"all": "1", "who": "staff", "query": "q=заместитель"})
    assert said(response)[0] == "Добавлено в банк: 2 наставляемых."
    assert set(Mentee.objects.values_list("person__surname", flat=True)) == {"Черных", "Полева", "Ясная", "Швец"}


def test_a_status_is_changed_from_the_card_and_taken_back(world, enter):
    (entry,) = add_mentors(world.school, YEAR, [world.gleb_card], world.anna).added
    client = enter(world.anna)
    response = client.post(f"{HOME}mentors/{entry.pk}/status/", {"to": "confirmed"})
    assert response.url == f"{HOME}mentors/{entry.pk}/"
    client.post(undo_of(response))
    entry.refresh_from_db()
    assert entry.status == BankStatus.CANDIDATE


def test_a_refusal_is_a_sentence_not_an_error(world, enter):
    Mentor.objects.update(load=1)
    client = enter(world.anna)
    response = client.post(f"{HOME}mentors/{world.mentor.pk}/status/", {"to": "withdrawn", "reason": "отпуск"})
    assert [line.replace("\u00a0", " ") for line in said(response)] == [
        "Заяц Б. Ф. ведёт 1 наставляемого. Сначала завершите пару."
    ]
    response = client.post(f"{HOME}mentors/status/", {"ids": [world.mentor.pk], "to": "withdrawn"})
    assert said(response)[-1] == "Напишите, почему отмеченные выбывают, и нажмите «Вывести отмеченных» ещё раз."
    response = client.post(f"{HOME}mentors/{world.mentor.pk}/status/", {"to": "чушь"})
    assert response.status_code == 302


def test_ticked_entries_are_confirmed_together(world, enter):
    first = mentee(person(world.school, "Белый Ян Ильич"), status=BankStatus.CANDIDATE)
    second = mentee(person(world.school, "Агеев Лев Ильич"), status=BankStatus.CANDIDATE)
    response = enter(world.anna).post(
        f"{HOME}mentees/status/", {"ids": [first.pk, second.pk, world.mentee.pk], "to": "confirmed"}
    )
    assert said(response)[0] == "Подтверждено: 2 наставляемых."
    assert said(response)[1].replace("\u00a0", " ").startswith("Черных С. П. сейчас «подтверждён»")


def test_all_found_are_confirmed_by_their_filter(world, enter):
    for number in range(3):
        mentee(person(world.school, f"Белый{number} Ян Ильич"), status=BankStatus.CANDIDATE)
    mentee(person(world.school, "Агеев Лев Ильич"), status=BankStatus.CANDIDATE)
    enter(world.anna).post(f"{HOME}mentees/status/", {"all": "1", "query": "q=белый", "to": "confirmed"})
    assert Mentee.objects.filter(status=BankStatus.CANDIDATE).count() == 1


def test_a_mentors_form_keeps_what_was_typed_and_says_what_is_wrong(world, enter):
    Mentor.objects.update(load=2)
    subject, method = topic("предмет"), topic("методика урока")
    data = {
        "capacity": "1",
        f"detail_{subject.pk}": "физика, астрономия",
        "topics": [method.pk],
        "interests": "шахматы",
    }
    client = enter(world.anna)
    page = client.post(f"{HOME}mentors/{world.mentor.pk}/edit/", data).content.decode()
    assert "сейчас 2 наставляемых: меньше предел сделать нельзя" in page
    assert "физика, астрономия" in page
    assert "шахматы" in page
    assert client.post(f"{HOME}mentors/{world.mentor.pk}/edit/", data | {"capacity": "2"}).status_code == 302
    assert [str(line) for line in world.mentor.strengths.all()] == [
        "предмет: физика",
        "предмет: астрономия",
        "методика урока",
    ]


@pytest.mark.parametrize(
    "wrong", [{"capacity": ""}, {"capacity": "щ"}, {"hours_per_week": "-1"}, {"topics": ["щ"]}, {"forms": ["0"]}]
)
def test_nonsense_in_a_mentors_form_is_answered_in_words(world, enter, wrong):
    response = enter(world.anna).post(f"{HOME}mentors/{world.mentor.pk}/edit/", {"capacity": "2"} | wrong)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


def test_two_curators_do_not_overwrite_each_others_mentor(world, enter):
    address, subject = f"{HOME}mentors/{world.mentor.pk}/edit/", topic("предмет")
    client = enter(world.anna)
    shown = client.get(address).context["form"]["version"].value()
    first = {"capacity": "2", "interests": "шахматы", "version": shown}
    assert client.post(address, first).status_code == 302
    second = {"capacity": "3", f"detail_{subject.pk}": "физика", "achievements": "премия", "version": shown}
    stale = client.post(address, second)
    assert stale.status_code == 200
    text = stale.content.decode()
    assert [words in text for words in ("изменил кто-то другой", "физика", "премия")] == [True, True, True]
    world.mentor.refresh_from_db()
    assert (world.mentor.interests, world.mentor.capacity) == ("шахматы", 2)
    again = second | {"version": stale.context["form"]["version"].value(), "interests": "шахматы"}
    assert client.post(address, again).status_code == 302
    world.mentor.refresh_from_db()
    assert (world.mentor.interests, world.mentor.achievements) == ("шахматы", "премия")


def test_two_curators_do_not_overwrite_each_others_mentee(world, enter):
    address = f"{HOME}mentees/{world.mentee.pk}/edit/"
    client = enter(world.anna)
    version = {"version": client.get(address).context["form"]["version"].value()}
    row = {"topic": topic("предмет").pk, "priority": "1", "source": "parent"}
    assert client.post(address, rows_data(row | {"detail": "физика"}) | version).status_code == 302
    second = rows_data(row | {"detail": "химия"}) | {"note": "важно"}
    stale = client.post(address, second | version)
    text = stale.content.decode()
    assert [words in text for words in ("изменил кто-то другой", "химия", "важно")] == [True, True, True]
    assert [str(line) for line in world.mentee.requests.all()] == ["предмет: физика"]
    now = {"version": stale.context["form"]["version"].value()}
    assert client.post(address, second | now).status_code == 302
    assert [str(line) for line in world.mentee.requests.all()] == ["предмет: химия"]


def rows_data(*rows: dict) -> dict:
    data = {"requests-TOTAL_FORMS": len(rows), "requests-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"requests-{number}-{name}": value for name, value in row.items()}
    return data


def test_requests_are_typed_in_rows(world, enter):
    row = {"topic": topic("предмет").pk, "detail": "физика", "priority": "1", "source": "parent"}
    empty = {"topic": "", "detail": "", "priority": "2", "source": "self"}
    response = enter(world.anna).post(
        f"{HOME}mentees/{world.mentee.pk}/edit/", rows_data(row, empty) | {"experience_years": "3"}
    )
    assert response.url == f"{HOME}mentees/{world.mentee.pk}/"
    (saved,) = world.mentee.requests.all()
    assert (str(saved), saved.priority, saved.source) == ("предмет: физика", Priority.HIGH, "parent")
    more = enter(world.anna).post(f"{HOME}mentees/{world.mentee.pk}/edit/", rows_data(row) | {"more": "1"})
    assert more.url == f"{HOME}mentees/{world.mentee.pk}/edit/"


def test_a_request_is_taken_away_by_a_tick(world, enter):
    subject = topic("предмет")
    for detail in ("физика", "химия"):
        world.mentee.requests.create(topic=subject, detail=detail)
    address, client = f"{HOME}mentees/{world.mentee.pk}/edit/", enter(world.anna)
    assert client.get(address).content.decode().count("Убрать этот запрос") == 2
    row = {"topic": subject.pk, "priority": "2", "source": "self"}
    sent = rows_data(row | {"detail": "физика", "DELETE": "on"}, row | {"detail": "химия"})
    assert client.post(address, sent).status_code == 302
    assert [str(line) for line in world.mentee.requests.all()] == ["предмет: химия"]


def test_a_row_without_a_direction_is_refused_with_its_number(world, enter):
    page = enter(world.anna).post(f"{HOME}mentees/{world.mentee.pk}/edit/", rows_data({}, {"detail": "физика"}))
    assert "Запрос 2 «Направление»: Выберите направление для «физика» или сотрите эти слова." in page.content.decode()
    broken = enter(world.anna).post(f"{HOME}mentees/{world.mentee.pk}/edit/", {"experience_years": "1"})
    assert broken.status_code == 200


def test_last_years_people_are_ticked_and_brought_over(world, enter):
    client = enter(world.anna)
    page = client.get(f"{HOME}mentors/copy/?year={YEAR + 1}").content.decode()
    assert "Заяц Борис Фомич" in page
    response = client.post(f"{HOME}mentors/copy/", {"ids": [world.mentor.pk]})
    assert response.url == f"{HOME}mentors/"
    assert Mentor.objects.get(year=YEAR + 1).person == world.boris_card
    assert "Переносить некого" in client.get(f"{HOME}mentors/copy/").content.decode()


def test_a_topic_is_added_renamed_and_switched_off(world, enter):
    client = enter(world.anna)
    client.post(f"{HOME}topics/new/", {"name": "музей"})
    own = topic("музей")
    assert client.post(f"{HOME}topics/{own.pk}/edit/", {"name": "школьный музей"}).status_code == 302
    assert client.post(f"{HOME}topics/{own.pk}/switch/", {"to": "off"}).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.is_active) == ("школьный музей", False)
    assert client.post(f"{HOME}topics/{topic('предмет').pk}/switch/", {"to": "off"}).status_code == 404
    assert "уже есть" in client.post(f"{HOME}topics/new/", {"name": "Предмет"}).content.decode()
    assert enter(world.vera).post(f"/o/polevaya/topics/{own.pk}/edit/", {"name": "чужое"}).status_code == 404


def tags(response) -> list[str]:
    return [message.extra_tags for message in get_messages(response.wsgi_request)]


def undo_of(response) -> str:
    return next(tag.removeprefix("undo=") for line in tags(response) for tag in line.split() if tag.startswith("undo="))


def candidates(world, *surnames: str) -> list[Mentee]:
    return [mentee(person(world.school, f"{surname} Ян Ильич"), status=BankStatus.CANDIDATE) for surname in surnames]


def confirmed(client, entries):
    return client.post(f"{HOME}mentees/status/", {"ids": [entry.pk for entry in entries], "to": "confirmed"})


def test_confirming_many_is_taken_back_whole(world, enter):
    entries, client = candidates(world, "Белый", "Агеев"), enter(world.anna)
    response = confirmed(client, entries)
    page = client.get(response.url).content.decode()
    assert "Дальше: составить пары</a>" in page
    assert f'href="{HOME}pairs/new/"' in page
    undone = client.post(undo_of(response))
    assert said(undone)[-1] == "Возвращено в кандидаты: 2 наставляемых."
    assert {Mentee.objects.get(pk=entry.pk).status for entry in entries} == {BankStatus.CANDIDATE}
    assert Mentee.objects.get(pk=world.mentee.pk).status == BankStatus.CONFIRMED
    deeds = Entry.objects.filter(subject_type="banks.mentee", subject_id=entries[0].pk).order_by("pk")
    assert [(row.deed, row.reason) for row in deeds] == [
        ("подтверждён в банке", ""),
        ("возвращён в кандидаты", "подтверждение отменено"),
    ]


def test_taking_back_says_who_was_moved_or_paired_meanwhile(world, enter):
    entries, client = candidates(world, "Белый", "Агеев", "Вольный"), enter(world.anna)
    response = confirmed(client, entries)
    for to in (BankStatus.CANDIDATE, BankStatus.CONFIRMED):
        change_mentee_status(entries[0], to, world.gleb)
    Mentee.objects.filter(pk=entries[1].pk).update(pairs_count=1)
    undone = client.post(undo_of(response))
    assert [line.replace("\u00a0", " ") for line in said(undone)[-3:]] == [
        "Возвращено в кандидаты: 1 наставляемый.",
        "Агеев Я. И. состоит в 1 паре. Сначала завершите пару.",
        "Белый Я. И.: состояние с тех пор меняли ещё раз. Поправьте в карточке.",
    ]
    assert Mentee.objects.filter(pk__in=[entries[0].pk, entries[1].pk], status=BankStatus.CONFIRMED).count() == 2
    assert said(client.post(f"{HOME}mentees/status/undo/?after=x&until=y"))[-1] == "Отменять нечего."


def test_a_confirmation_by_somebody_else_is_not_taken_back(world, enter):
    entries = candidates(world, "Белый")
    confirmed(enter(world.anna), entries)
    last = Entry.objects.order_by("-pk").first().pk
    Membership.objects.create(user=world.boris, organisation=world.school, role=Role.CURATOR)
    response = enter(world.boris).post(f"{HOME}mentees/status/undo/?after=0&until={last}")
    assert said(response)[-1] == "Отменять нечего."
    assert Mentee.objects.get(pk=entries[0].pk).status == BankStatus.CONFIRMED


def test_who_is_confirmed_with_nothing_to_match_by_is_warned_of(world, enter):
    entries, client = candidates(world, "Белый", "Агеев"), enter(world.anna)
    entries[1].requests.create(topic=topic("предмет"), detail="физика")
    response = confirmed(client, entries)
    assert said(response)[-1] == "Не записаны запросы: Белый\u00a0Я.\u00a0И. — без них пару не подобрать по делу."
    assert tags(response)[-1].endswith(f"|{HOME}mentees/{entries[0].pk}/edit/")
    page = client.get(f"{HOME}mentees/?bare=true")
    assert names(page) == ["Белый", "Черных"]
    (mentor,) = add_mentors(world.school, YEAR, [world.gleb_card], world.anna).added
    response = client.post(f"{HOME}mentors/{mentor.pk}/status/", {"to": "confirmed"})
    assert said(response)[-1].startswith("Не записаны сильные стороны: Ветров")
    (second,) = add_mentors(world.school, YEAR, [world.sofya_card], world.anna).added
    second.strengths.create(topic=topic("предмет"), detail="физика")
    response = client.post(f"{HOME}mentors/{second.pk}/status/", {"to": "confirmed"})
    assert "Не записаны" not in said(response)[-1]


def test_people_added_from_a_list_have_the_way_to_the_bank(world, enter):
    client = enter(world.anna)
    client.post(f"{HOME}mentees/add/", {"ids": [world.gleb_card.pk], "next": f"{HOME}people/"})
    page = client.get(f"{HOME}people/").content.decode()
    assert f'<a href="{HOME}mentees/">Открыть банк наставляемых</a>' in page
