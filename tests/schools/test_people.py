"""Cards: saving, tidying, archive, cases, representatives."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from schools.enums import OrganisationLevel, Role
from schools.journal.models import Entry
from schools.models import Employment, Membership, Organisation, Person
from schools.selectors.organisation import own_units
from schools.selectors.people import grade_order, likely_duplicates, with_grades, with_posts
from schools.selectors.person_card import case_table
from schools.services.archiving import archive_person, restore_person
from schools.services.people import save_cases, save_person, version_of
from schools.services.representatives import add_representative, remove_representative
from schools.years import AcademicYear
from tests.world import TODAY, YEAR, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def fresh(world, **values) -> Person:
    return Person(
        organisation=world.school, **({"surname": "Дронина", "name": "Таисия", "patronymic": "Николаевна"} | values)
    )


def test_a_card_is_tidied_on_saving(world):
    card = fresh(world, surname=" ДРОНИНА ", name="Тaисия", phone="8-902-111-02-05", email=" Dronina@School.example ")
    post = Employment(post="Учитель  Начальных классов ", subjects=["Музыка", " Музыка", ""], is_main=True)
    save_person(card, by=world.anna, employments=[post])
    card.refresh_from_db()
    assert (card.surname, card.name, card.gender, card.phone, card.email) == (
        "Дронина",
        "Таисия",
        "ж",
        "+79021110205",
        "dronina@school.example",
    )
    assert [(row.post, row.subjects) for row in card.employments.all()] == [("учитель Начальных классов", ["Музыка"])]
    assert "начальных классов" in card.search_text
    assert "9021110205" in card.search_text


def test_a_wrong_telephone_is_refused_in_words(world):
    with pytest.raises(ValidationError) as refusal:
        save_person(fresh(world, phone="12"), by=world.anna)
    assert refusal.value.message_dict["phone"] == [
        "Это не номер телефона. Напишите, например, 8 902 111-02-03 или оставьте пустым."
    ]
    assert not Person.objects.filter(surname="Дронина").exists()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"birth_date": date(1899, 1, 1)}, "Возраст по этой дате: 127. Может быть от 3 до 100, проверьте год."),
        ({"birth_date": TODAY}, "Возраст по этой дате: 0. Может быть от 3 до 100, проверьте год."),
        (
            {"birth_date": date(2999, 1, 1)},
            "Дата рождения 01.01.2999 ещё не наступила. Проверьте год.",
        ),
        (
            {"surname": "<b>Дронина"},
            "Знака «<» в имени быть не может. Оставьте буквы, пробел, дефис, апостроф, точку и скобки.",
        ),
        (
            {"patronymic": "Петровна2"},
            "Знака «2» в имени быть не может. Оставьте буквы, пробел, дефис, апостроф, точку и скобки.",
        ),
    ],
)
def test_impossible_birth_dates_and_names_are_refused_in_words(world, value, sentence):
    with pytest.raises(ValidationError) as refusal:
        save_person(fresh(world, **value), by=world.anna)
    assert refusal.value.message_dict == {next(iter(value)): [sentence]}
    assert not Person.objects.filter(name="Таисия").exists()


def test_unusual_names_are_taken_and_what_stood_there_may_stay(world):
    card = save_person(fresh(world, surname="д'Артаньян-Лосева (Котик)", name="Ж. Анна"), by=world.anna)
    Person.objects.filter(pk=card.pk).update(surname="Лосева 2", birth_date=date(1899, 1, 1))
    card.refresh_from_db()
    card.note = "позвонить"
    save_person(card, by=world.anna)
    card.refresh_from_db()
    assert (card.surname, card.note) == ("Лосева 2", "позвонить")


def test_saving_is_journaled_with_what_changed(world):
    card = save_person(fresh(world), by=world.anna)
    card.phone = "89021110205"
    save_person(card, by=world.anna)
    entries = list(Entry.objects.filter(subject_id=card.pk, subject_type="schools.person").order_by("pk"))
    assert [entry.deed for entry in entries] == ["создана карточка", "изменена карточка"]
    assert (entries[1].before, entries[1].after) == ({"phone": ""}, {"phone": "+79021110205"})
    save_person(card, by=world.anna)
    assert Entry.objects.filter(subject_id=card.pk, subject_type="schools.person").count() == 2


def test_one_main_post(world):
    card = save_person(
        fresh(world),
        by=world.anna,
        employments=[Employment(post="учитель"), Employment(post="методист"), Employment(post="вожатый")],
    )
    assert sorted(card.employments.values_list("post", "is_main")) == [
        ("вожатый", False),
        ("методист", False),
        ("учитель", True),
    ]
    main = card.employments.get(is_main=True)
    save_person(card, by=world.anna, employments=[], removed=[main])
    assert sorted(card.employments.values_list("post", "is_main")) == [("вожатый", False), ("методист", True)]


def test_nobody_is_a_superior_of_oneself(world):
    card = save_person(fresh(world), by=world.anna)
    with pytest.raises(ValidationError, match="руководителем самому себе"):
        save_person(card, by=world.anna, employments=[Employment(post="учитель", reports_to=card)])


def test_saving_a_form_leaves_alone_what_came_meanwhile(world):
    card = save_person(fresh(world), by=world.anna, employments=[Employment(post="учитель")])
    read, post = Person.objects.get(pk=card.pk), card.employments.get()
    account = world.sofya
    save_cases(card, by=world.anna, names={"gent": "Дрониной Таи"}, posts={post.pk: {"datv": "учительнице"}})
    Person.objects.filter(pk=card.pk).update(user=account, archived_on=TODAY)
    read.phone, post.category = "89021110205", "первая"
    save_person(read, by=world.anna, employments=[post])
    card.refresh_from_db()
    post.refresh_from_db()
    assert (card.phone, card.user, card.archived_on, card.case_overrides) == (
        "+79021110205",
        account,
        TODAY,
        {"gent": "Дрониной Таи"},
    )
    assert (post.category, post.post_cases) == ("первая", {"datv": "учительнице"})


def test_a_card_written_since_the_form_was_read_refuses_under_the_lock(world):
    card = save_person(fresh(world), by=world.anna)
    shown = version_of(card)
    save_person(Person.objects.get(pk=card.pk), by=world.anna, version=shown)
    card.phone = "89021110205"
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        save_person(card, by=world.anna, version=shown)
    card.refresh_from_db()
    assert card.phone == ""


def test_a_post_taken_away_meanwhile_is_named(world):
    card = save_person(fresh(world), by=world.anna, employments=[Employment(post="учитель")])
    post = card.employments.get()
    Employment.objects.filter(pk=post.pk).delete()
    with pytest.raises(ValidationError, match="Должность «учитель» тем временем убрали"):
        save_person(card, by=world.anna, employments=[post])


def test_units_and_superiors_of_another_organisation_are_refused(world):
    theirs = Organisation.objects.create(
        slug="polevaya-filial", parent=world.foreign, level=OrganisationLevel.BRANCH, full_name="Филиал", short_name="Ф"
    )
    card = save_person(fresh(world), by=world.anna)
    for unit in (theirs, world.foreign, world.office):
        with pytest.raises(ValidationError, match="Такого филиала или подразделения в организации нет"):
            save_person(card, by=world.anna, employments=[Employment(post="учитель", unit=unit)])
    with pytest.raises(ValidationError, match="работает в другой организации"):
        save_person(card, by=world.anna, employments=[Employment(post="учитель", reports_to=world.foreign_card)])
    assert not card.employments.exists()


def test_own_units_are_branches_and_their_units_but_no_other_legal_entity(world):
    branch, unit = (
        Organisation(slug=slug, level=level, full_name=slug, short_name=slug)
        for slug, level in (("filial", OrganisationLevel.BRANCH), ("sad", OrganisationLevel.UNIT))
    )
    branch.parent = world.school
    branch.save()
    unit.parent = branch
    unit.save()
    assert (own_units(world.school), own_units(world.office), own_units(world.foreign)) == ([branch, unit], [], [])
    save_person(fresh(world), by=world.anna, employments=[Employment(post="учитель", unit=unit)])
    assert Employment.objects.get(unit=unit).person.surname == "Дронина"


def test_ё_and_a_guessed_gender_keep_the_corrected_cases(world):
    card = save_person(fresh(world, surname="Королева", gender=""), by=world.anna)
    save_cases(card, by=world.anna, names={"gent": "Королевой Таи"})
    Person.objects.filter(pk=card.pk).update(gender="")
    card.refresh_from_db()
    card.surname = "Королёва"
    save_person(card, by=world.anna)
    card.refresh_from_db()
    assert (card.surname, card.gender, card.case_overrides) == ("Королёва", "ж", {"gent": "Королевой Таи"})


def test_a_new_name_or_post_drops_the_corrected_cases(world):
    card = save_person(fresh(world), by=world.anna, employments=[Employment(post="учитель")])
    post = card.employments.get()
    save_cases(
        card, by=world.anna, names={"gent": "Дрониной Таи"}, posts={post.pk: {"datv": "учительнице", "nonsense": "х"}}
    )
    card.refresh_from_db()
    post.refresh_from_db()
    assert (card.case_overrides, post.post_cases) == ({"gent": "Дрониной Таи"}, {"datv": "учительнице"})
    table = {prefix: kept for prefix, _, kept in case_table(card, [post])}
    assert (table["full"]["gent"], table[f"post-{post.pk}"]["datv"]) == ("Дрониной Таи", "учительнице")
    card.surname, post.post = "Швец", "методист"
    save_person(card, by=world.anna, employments=[post])
    card.refresh_from_db()
    post.refresh_from_db()
    assert (card.case_overrides, post.post_cases) == ({}, {})


def test_the_archive_ends_posts_and_roles_and_gives_them_back(world):
    card = world.boris_card
    archive_person(card, world.anna)
    card.refresh_from_db()
    assert (card.archived_on, card.employments.get().ends) == (TODAY, TODAY)
    assert Membership.objects.get(user=world.boris).ends == TODAY
    assert not Person.objects.present().filter(pk=card.pk).exists()
    restore_person(card, world.anna)
    card.refresh_from_db()
    assert (card.archived_on, card.employments.get().ends, Membership.objects.get(user=world.boris).ends) == (
        None,
        None,
        None,
    )
    with pytest.raises(ValidationError, match="не в архиве"):
        restore_person(card, world.anna)


def test_restoring_takes_back_what_archiving_did_and_nothing_else(world):
    """Dated posts and roles get their former last days, what had ended or was changed since stays."""
    card, account = world.boris_card, world.boris
    Membership.objects.filter(user=account).delete()
    day = timedelta(days=1)
    for role, starts, ends in (
        (Role.PARTICIPANT, None, None),
        (Role.ACTING_HEAD, TODAY - day, TODAY + 10 * day),
        (Role.ACTING_HEAD, TODAY + 20 * day, TODAY + 30 * day),
        (Role.CURATOR, None, TODAY),
        (Role.HEAD, None, TODAY + 5 * day),
    ):
        Membership.objects.create(user=account, organisation=world.school, role=role, starts=starts, ends=ends)
    for post, starts, ends in (
        ("вожатый", None, TODAY),
        ("лаборант", TODAY + day, None),
        ("методист", None, TODAY + 9 * day),
        ("тьютор", None, None),
    ):
        Employment.objects.create(person=card, post=post, starts=starts, ends=ends, is_main=False)

    def state():
        roles = Membership.objects.filter(user=account).order_by("pk").values_list("pk", "role", "starts", "ends")
        return list(roles), list(card.employments.order_by("pk").values_list("post", "starts", "ends"))

    before = state()
    archive_person(card, world.anna)
    assert {ends for _, _, _, ends in state()[0]} == {TODAY}
    assert [starts for _, _, starts, _ in state()[0]] == [None, TODAY - day, None, None]
    assert {post: ends for post, _, ends in state()[1]} == {
        "учитель физики": TODAY,
        "вожатый": TODAY,
        "лаборант": TODAY + day,
        "методист": TODAY,
        "тьютор": TODAY,
    }
    restore_person(card, world.anna)
    assert state() == before
    archive_person(card, world.anna)
    Employment.objects.filter(post="тьютор").update(ends=TODAY - day)
    Membership.objects.filter(user=account, role=Role.HEAD).update(ends=TODAY - day)
    Membership.objects.filter(user=account, role=Role.PARTICIPANT).delete()
    restore_person(card, world.anna)
    kept = {role: ends for _, role, _, ends in state()[0]}
    assert (kept[Role.HEAD], Role.PARTICIPANT in kept) == (TODAY - day, False)
    assert card.employments.get(post="тьютор").ends == TODAY - day


def test_who_signs_papers_and_oneself_stay_out_of_the_archive(world):
    with pytest.raises(ValidationError, match="сейчас подписывает документы"):
        archive_person(world.gleb_card, world.anna)
    with pytest.raises(ValidationError, match="Собственную карточку"):
        archive_person(Person.objects.get(user=world.anna), world.anna)
    assert not Person.objects.filter(archived_on__isnull=False).exists()


def test_posts_of_a_day(world):
    card = world.boris_card
    Employment.objects.create(person=card, post="лаборант", is_main=False, starts=date(2026, 9, 20))
    loaded = with_posts(Person.objects.filter(pk=card.pk), date(2026, 9, 21)).get()
    assert [post.post for post in loaded.posts_now] == ["учитель физики", "лаборант"]
    assert loaded.current_post.post == "учитель физики"
    assert with_posts(Person.objects.filter(pk=world.misha_card.pk), TODAY).get().current_post is None


def test_class_of_a_year(world):
    def grade(year):
        return with_grades(Person.objects.filter(pk=world.misha_card.pk), AcademicYear(year)).get().grade_now

    assert (grade(YEAR), grade(YEAR + 1)) == ("6А", None)
    save_person(world.misha_card, by=world.anna, grade="7 а", year=AcademicYear(YEAR + 1))
    assert (grade(YEAR), grade(YEAR + 1)) == ("6А", "7А")
    assert sorted(["10А", "9Б", "Солнышко", "9А"], key=grade_order) == ["9А", "9Б", "10А", "Солнышко"]


def test_namesakes_are_found_unless_born_on_other_days(world):
    twin = person(world.school, "Заяц Борис Фомич", "вожатый")
    other = person(world.school, "Заяц Борис Фомич", "сторож", birth_date=date(1999, 1, 1))
    assert likely_duplicates(world.boris_card) == [twin]
    assert likely_duplicates(other) == [twin]


def test_a_representative_of_two_children_is_one_card(world):
    brother = person(world.school, "Лебедев Пётр Иванович", grade="1А")
    for pupil in (world.misha_card, brother):
        add_representative(
            pupil, full_name="лебедева анна львовна", relation="мать", phone="8 902 555-01-08", by=world.anna
        )
    mother = Person.objects.get(surname="Лебедева")
    assert (mother.name, mother.gender, mother.represents.count()) == ("Анна", "ж", 2)
    with pytest.raises(ValidationError, match="уже записан"):
        add_representative(
            brother, full_name="Лебедева Анна Львовна", relation="мать", phone="89025550108", by=world.anna
        )
    remove_representative(mother.represents.get(pupil=brother), world.anna)
    assert [link.pupil for link in mother.represents.all()] == [world.misha_card]


@pytest.mark.parametrize(
    ("name", "phone", "field"), [("Лебедева А.Л.", "", "full_name"), ("Лебедева Анна Львовна", "12", "phone")]
)
def test_a_representative_that_cannot_be_read(world, name, phone, field):
    with pytest.raises(ValidationError) as refusal:
        add_representative(world.misha_card, full_name=name, relation="", phone=phone, by=world.anna)
    assert list(refusal.value.message_dict) == [field]
    assert not world.misha_card.represented_by.exists()
