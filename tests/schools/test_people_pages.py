"""The list of people, cards and their forms in the browser's eyes."""

from datetime import date

import pytest
from django.urls import reverse

from schools.enums import OrganisationLevel
from schools.journal.models import Entry
from schools.models import Employment, Organisation, Person, Representation
from schools.selectors.kinship import child_words
from schools.workbooks.people import read_file
from tests import world as cast
from tests.schools.staff_files import plan_of
from tests.world import TODAY, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def url(name: str, *args, place="lesnaya", **query) -> str:
    return reverse(f"schools:{name}", args=[place, *args], query=query or None)


def names(response) -> list[str]:
    return [found.full_name for found in response.context["page_obj"]]


@pytest.fixture
def anna(enter, world):
    return enter(world.anna)


STAFF = ["Ветров Глеб Ильич", "Заяц Борис Фомич", "Черных Софья Павловна", "Швец Ирина Львовна", "Ясная Анна Петровна"]


def test_each_tab_has_its_own(anna, world):
    mother = person(world.school, "Лебедева Анна Львовна")
    Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    person(world.school, "Гостев Ким Ильич")
    person(world.school, "Ушедшая Зоя Ильинична", archived_on=TODAY)
    found = {
        name: names(anna.get(url(name)))
        for name in ("person_list", "person_pupils", "person_representatives", "person_others", "person_archived")
    }
    assert found == {
        "person_list": STAFF,
        "person_pupils": ["Лебедев Михаил Иванович"],
        "person_representatives": ["Лебедева Анна Львовна"],
        "person_others": ["Гостев Ким Ильич"],
        "person_archived": ["Ушедшая Зоя Ильинична"],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "ЧЕРНЫХ"}, ["Черных Софья Павловна"]),
        ({"q": "физики заяц"}, ["Заяц Борис Фомич"]),
        ({"q": "Львовна"}, ["Швец Ирина Львовна"]),
        ({"post": "учитель физики"}, ["Заяц Борис Фомич"]),
        ({"subject": "Физика"}, ["Заяц Борис Фомич"]),
        ({"department": "ШМО"}, ["Заяц Борис Фомич"]),
        ({"access": "no"}, []),
        ({"missing": "birth_date"}, ["Ветров Глеб Ильич", "Швец Ирина Львовна", "Ясная Анна Петровна"]),
        ({"missing": "gender"}, []),
        ({"sort": "-name"}, STAFF[::-1]),
        ({"sort": "birth"}, ["Заяц Борис Фомич", "Черных Софья Павловна"]),
        ({"post": "такой нет"}, STAFF),
    ],
)
def test_filters(anna, world, query, expected):
    Employment.objects.filter(person=world.boris_card).update(subjects=["Физика"], department="ШМО")
    response = anna.get(url("person_list", **query))
    found = names(response)
    assert ([name for name in found if name in expected] if query.get("sort") == "birth" else found) == expected


def test_search_forgives_yo_and_case(anna, world):
    person(world.school, "Мельник Алла Фёдоровна", "учитель")
    for typed in ("фёдоровна", "ФЕДОРОВНА", "Мельник Федоровна"):
        assert names(anna.get(url("person_list", q=typed))) == ["Мельник Алла Фёдоровна"]


def test_fifty_rows_a_page_and_as_many_queries_for_thirty_as_for_one(anna, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as few:
        anna.get(url("person_list", q="Заяц"))
    for number in range(60):
        person(world.school, f"Сотрудникова{chr(1072 + number % 32)} Анна {chr(1040 + number // 32)}овна", "учитель")
    with django_assert_max_num_queries(len(few)):
        response = anna.get(url("person_list", q="Сотрудникова"))
    assert len(names(response)) == 50
    assert len(names(anna.get(url("person_list", q="Сотрудникова", page=2)))) == 10


def test_the_downloaded_list_changes_nothing_when_loaded_back(anna, world):
    card = person(
        world.school, "Швец Игорь Львович", "учитель физики", birth_date=date(1965, 12, 11), phone="+79021110208"
    )
    Employment.objects.filter(person=card).update(
        subjects=["Физика", "Астрономия"], category="высшая", teaching_years=36
    )
    Employment.objects.create(person=card, post="лаборант", is_main=False)
    response = anna.get(url("person_list", format="xlsx"))
    assert response["Content-Type"] == XLSX
    plan = plan_of(world.school, world.anna, response.content)
    assert [(row.person.full_name, row.verdict.value) for row in plan.rows] == [
        (name, "same") for name in [*STAFF[:3], "Швец Игорь Львович", *STAFF[3:]]
    ]
    assert plan.absent == []


def test_the_downloaded_pupils_change_nothing_when_loaded_back(anna, world):
    for name, relation, phone in (
        ("Лебедева Анна Львовна", "мать", "+79025550108"),
        ("Лебедев Иван Ильич", "отец", ""),
    ):
        parent = person(world.school, name, phone=phone)
        Representation.objects.create(representative=parent, pupil=world.misha_card, relation=relation)
    content = anna.get(url("person_pupils", format="xlsx")).content
    assert [len(found.representatives) for found in read_file(content).people] == [2]
    plan = plan_of(world.school, world.anna, content)
    assert [(row.verdict.value, row.changes) for row in plan.rows] == [("same", [])]


def test_the_head_reads_and_does_not_write(enter, world):
    head = enter(world.gleb)
    assert head.get(url("person_list")).status_code == 200
    assert head.get(url("person_detail", world.boris_card.pk)).status_code == 200
    for name in ("person_edit", "person_cases"):
        assert head.get(url(name, world.boris_card.pk)).status_code == 403
    assert head.post(url("person_archive"), {"ids": [world.boris_card.pk]}).status_code == 403


def test_a_participant_sees_only_the_own_card(enter, world):
    boris = enter(world.boris)
    page = boris.get(url("person_detail", world.boris_card.pk))
    assert page.status_code == 200
    assert "В архив" not in page.text
    assert boris.get(url("person_detail", world.sofya_card.pk)).status_code == 404
    assert boris.get(url("person_list")).status_code == 403


@pytest.mark.parametrize("name", ["person_detail", "person_edit", "person_cases", "representative_add"])
def test_a_foreign_card_does_not_exist(anna, world, name):
    assert anna.get(url(name, world.foreign_card.pk)).status_code == 404
    assert anna.get(url(name, world.foreign_card.pk, place="polevaya")).status_code == 404


def test_foreign_cards_do_not_go_to_the_archive(anna, world):
    anna.post(url("person_archive"), {"ids": [world.foreign_card.pk, world.boris_card.pk]})
    assert list(Person.objects.filter(archived_on__isnull=False)) == [world.boris_card]


def test_all_found_go_to_the_archive_together(anna, world):
    person(world.school, "Гостев Ким Ильич")
    person(world.school, "Гостев Ян Ильич")
    anna.post(url("person_archive"), {"all": "1", "who": "others", "query": "q=%D0%93%D0%BE%D1%81%D1%82%D0%B5%D0%B2"})
    assert sorted(Person.objects.filter(archived_on__isnull=False).values_list("name", flat=True)) == ["Ким", "Ян"]
    anna.post(url("person_restore", Person.objects.get(name="Ян").pk))
    assert Person.objects.get(name="Ян").archived_on is None


def posts(*rows: dict, initial: int = 0) -> dict:
    data = {"posts-TOTAL_FORMS": len(rows), "posts-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"posts-{number}-{name}": value for name, value in row.items()}
    return data


DRONINA = {"surname": "дронина", "name": "таисия", "patronymic": "николаевна", "phone": "89021110205"}


def test_a_new_employee_with_a_post(anna, world):
    response = anna.post(
        url("person_create"),
        DRONINA
        | posts(
            {"post": "Учитель музыки", "subjects": "Музыка, Хор", "is_main": "on", "reports_to": world.gleb_card.pk}
        ),
    )
    card = Person.objects.get(surname="Дронина")
    assert response.headers["Location"] == url("person_detail", card.pk)
    post = card.employments.get()
    assert (post.post, post.subjects, post.reports_to) == ("учитель музыки", ["Музыка", "Хор"], world.gleb_card)
    assert "руководитель" in anna.get(url("person_detail", card.pk)).text


def test_an_employee_without_a_post_is_no_error_and_the_list_is_named(anna, world):
    page = anna.post(url("person_create"), DRONINA | posts({"post": "", "is_main": "on"}), follow=True)
    card = Person.objects.get(surname="Дронина")
    assert not card.employments.exists()
    assert [str(one) for one in page.context["messages"]] == [
        "Сохранено. Должности на сегодня нет, поэтому карточка в списке «Остальные», а не «Сотрудники»."
    ]
    assert f'<a href="{url("person_others")}">Открыть «Остальные»</a>' in page.text
    assert names(anna.get(url("person_others"))) == ["Дронина Таисия Николаевна"]


def test_a_card_in_its_list_is_just_saved(anna, world):
    page = anna.post(url("person_create"), DRONINA | posts({"post": "Учитель музыки", "is_main": "on"}), follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Сохранено."]


def test_a_new_pupil_without_a_class_is_told_of_too(anna, world):
    data = {"surname": "Котик", "name": "Вера", "patronymic": "Ильинична", "grade": ""}
    page = anna.post(url("person_create", kind="pupils"), data, follow=True)
    assert [str(one) for one in page.context["messages"]] == [
        "Сохранено. Класса у обучающегося нет, поэтому карточка в списке «Остальные», а не «Обучающиеся»."
    ]


def test_a_new_pupil_with_a_class(anna, world):
    data = {"surname": "Котик", "name": "Вера", "patronymic": "Ильинична", "grade": "11 а"}
    anna.post(url("person_create", kind="pupils"), data)
    assert Person.objects.get(surname="Котик").enrolments.get().grade == "11А"
    assert (
        "подписать согласие за обучающегося некому"
        in anna.get(url("person_detail", Person.objects.get(surname="Котик").pk)).text
    )


def test_a_namesake_is_asked_about(anna, world):
    data = {"surname": "ЗАЯЦ", "name": "Борис", "patronymic": "Фомич"} | posts({"post": "вожатый"})
    page = anna.post(url("person_create"), data)
    assert page.context["namesakes"] == [world.boris_card]
    assert "Такой человек уже есть в списке" in page.text
    anna.post(url("person_create"), data | {"other_person": "on"})
    assert Person.objects.filter(surname="Заяц").count() == 2


def test_errors_lose_nothing(anna, world):
    page = anna.post(url("person_create"), DRONINA | {"phone": "12"} | posts({"post": "учитель", "starts": "вчера"}))
    assert page.status_code == 200
    assert 'value="дронина"' in page.text
    assert "Напишите дату так: 05.09.2026." in page.text
    page = anna.post(url("person_create"), DRONINA | {"phone": "12"} | posts({"post": "учитель"}))
    assert "Это не номер телефона. Напишите, например, 8 902 111-02-03" in page.text
    assert not Person.objects.filter(surname="Дронина").exists()


def test_an_impossible_birth_date_and_name_are_said_beside_their_fields(anna, world):
    data = DRONINA | {"surname": "<Дронина>", "birth_date": "01.01.1901"}
    page = anna.post(url("person_create"), data | posts({"post": "учитель"}))
    assert list(page.context["form"].errors) == ["surname", "birth_date"]
    assert not Person.objects.filter(name="Таисия").exists()


def test_editing_keeps_adds_and_removes_posts(anna, world):
    card = world.boris_card
    post = card.employments.get()
    page = anna.get(url("person_edit", card.pk))
    data = {
        "surname": "Заяц",
        "name": "Борис",
        "patronymic": "Фомич",
        "gender": "м",
        "version": page.context["form"]["version"].value(),
    }
    anna.post(
        url("person_edit", card.pk),
        data
        | posts(
            {"id": post.pk, "person": card.pk, "post": "учитель физики", "DELETE": "on"},
            {"person": card.pk, "post": "методист"},
            initial=1,
        ),
    )
    assert list(card.employments.values_list("post", "is_main")) == [("методист", True)]
    stale = anna.post(url("person_edit", card.pk), data | {"name": "Бронислав"} | posts(initial=0))
    assert "изменил кто-то другой" in stale.text
    assert stale.context["heading"] == "Заяц Борис Фомич"
    card.refresh_from_db()
    assert card.name == "Борис"


def test_numbers_of_another_organisation_are_no_choice(anna, world):
    own, theirs = (
        Organisation.objects.create(
            slug=f"filial-{place.slug}",
            parent=place,
            level=OrganisationLevel.BRANCH,
            full_name="Филиал",
            short_name="Филиал",
        )
        for place in (world.school, world.foreign)
    )
    card, post = world.boris_card, world.boris_card.employments.get()
    data = {"surname": "Заяц", "name": "Борис", "patronymic": "Фомич", "gender": "м"}

    def send(**chosen):
        row = {"id": post.pk, "person": card.pk, "post": "учитель физики", "is_main": "on"} | chosen
        return anna.post(url("person_edit", card.pk), data | posts(row, initial=1))

    for chosen in ({"unit": theirs.pk}, {"unit": world.school.pk}, {"reports_to": world.foreign_card.pk}):
        page = send(**chosen)
        assert page.status_code == 200
        assert len(page.context["problems"]) == 1
    assert send(unit=own.pk, reports_to=world.sofya_card.pk).status_code == 302
    post.refresh_from_db()
    assert (post.unit, post.reports_to) == (own, world.sofya_card)


def test_cases_are_corrected_and_reset(anna, world):
    card = world.boris_card
    address = url("person_cases", card.pk)
    page = anna.get(address)
    values = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert values["full-gent"] == "Зайца Бориса Фомича"
    anna.post(address, values)
    card.refresh_from_db()
    assert card.case_overrides == {}
    post = card.employments.get()
    anna.post(
        address,
        values | {"full-gent": "Заяца Бориса Фомича", "short-datv": "Заяцу Б.Ф.", f"post-{post.pk}-ablt": "физиком"},
    )
    card.refresh_from_db()
    post.refresh_from_db()
    assert card.case_overrides == {"gent": "Заяца Бориса Фомича", "datv_short": "Заяцу Б.Ф."}
    assert post.post_cases == {"ablt": "физиком"}
    assert "по правилам: Зайца Бориса Фомича" in anna.get(address).text
    anna.post(address, {"reset": "1"})
    card.refresh_from_db()
    post.refresh_from_db()
    assert (card.case_overrides, post.post_cases) == ({}, {})
    assert Entry.objects.filter(subject_id=card.pk, deed="исправлены падежи").count() == 2


def test_a_representative_is_added_and_taken_off_in_the_browser(anna, world):
    address = url("representative_add", world.misha_card.pk)
    page = anna.post(address, {"full_name": "Лебедева А.", "relation": "мать", "phone": ""})
    assert "Напишите фамилию, имя и отчество полностью" in page.text
    anna.post(address, {"full_name": "Лебедева Анна Львовна", "relation": "мать", "phone": "8 902 555-01-08"})
    link = world.misha_card.represented_by.get()
    assert "8\u00a0902\u00a0555-01-08" in anna.get(url("person_detail", world.misha_card.pk)).text
    anna.post(url("representative_remove", link.pk))
    assert not world.misha_card.represented_by.exists()


def test_a_foreign_representation_does_not_exist(anna, world):
    foreign = Representation.objects.create(
        representative=person(world.foreign, "Тайная Анна Львовна"),
        pupil=person(world.foreign, "Тайный Лев Ильич", grade="1А"),
    )
    assert anna.post(url("representative_remove", foreign.pk)).status_code == 404
    assert Representation.objects.filter(pk=foreign.pk).exists()


def test_a_superior_who_has_left_stays_in_the_form(anna, world):
    Employment.objects.filter(person=world.boris_card).update(reports_to=world.gleb_card)
    Person.objects.filter(pk=world.gleb_card.pk).update(archived_on=TODAY)
    form = anna.get(url("person_edit", world.boris_card.pk)).context["posts"].forms[0]
    assert form["reports_to"].value() == str(world.gleb_card.pk)
    assert dict(form.fields["reports_to"].choices)[str(world.gleb_card.pk)] == "Ветров Глеб Ильич (не работает)"
    other = anna.get(url("person_edit", world.sofya_card.pk)).context["posts"].forms[0]
    assert str(world.gleb_card.pk) not in dict(other.fields["reports_to"].choices)


def test_a_child_on_the_card_of_the_representative_is_told_as_the_child(anna, enter, world):
    nina = cast.user("nina", "Лебедева Нина Павловна", participant=world.school)
    kin = cast.person(world.school, "Лебедева Нина Павловна", account=nina)
    Representation.objects.create(representative=kin, pupil=world.misha_card, relation="мать")
    child = f"{world.misha_card.full_name} — сын"
    assert f">{child}</a>" in anna.get(url("person_detail", kin.pk)).text
    assert f">{child}; вы мать</span>" in enter(nina).get(url("person_detail", kin.pk)).text


@pytest.mark.parametrize(
    ("relation", "gender", "staff", "own"),
    [
        ("отец", "ж", " — дочь", " — дочь; вы отец"),
        ("Приёмная мать", "м", " — приёмный сын; представитель — приёмная мать", " — приёмный сын; вы приёмная мать"),
        ("бабушка (опекун)", "ж", " — внучка; представитель — бабушка (опекун)", " — внучка; вы бабушка (опекун)"),
        ("опекун", "м", " — подопечный", " — подопечный; вы опекун"),
        ("материнская школа", "м", "; представитель — материнская школа", "; вы материнская школа"),
        ("мать", "", "; представитель — мать", "; вы мать"),
        ("", "м", "", ""),
    ],
)
def test_who_the_child_is_to_the_representative(world, relation, gender, staff, own):
    world.misha_card.gender = gender
    link = Representation(pupil=world.misha_card, representative=world.boris_card, relation=relation)
    name = world.misha_card.full_name
    assert (child_words(link), child_words(link, own=True)) == (name + staff, name + own)
