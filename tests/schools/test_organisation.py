import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from schools.enums import Role
from schools.forms.fields import NOT_AN_ADDRESS
from schools.journal.models import Entry
from schools.models import Enrolment, Headship, Membership, Organisation, Person, Representation
from schools.russian import Case
from schools.selectors.headship import signer_on
from schools.selectors.organisation import letterhead_lacks, name_in
from schools.services.organisation import save_headship, save_letterhead, save_name_cases
from tests.world import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def page(world, name, **kwargs) -> str:
    return reverse(f"schools:{name}", kwargs={"organisation": world.school.slug, **kwargs})


@pytest.fixture
def letterhead(world) -> dict[str, str]:
    return {
        "founder_lines": "Администрация района\n\n  Управление   образования ",
        "full_name": "Муниципальное бюджетное общеобразовательное учреждение «Лесная СОШ № 1»",
        "short_name": "МБОУ «Лесная СОШ № 1»",
        "address": "600000, с. Лесное, ул. Школьная, д. 1",
        "phone": "8 (900) 000-00-00",
        "email": "school@example.org",
        "site": "",
        "place": "с. Лесное",
        "inn": "1234 567894",
        "ogrn": "",
        "timezone": "Asia/Irkutsk",
    }


def test_the_letterhead_is_tidied_saved_and_journaled(world, enter, letterhead):
    response = enter(world.anna).post(page(world, "letterhead_edit"), letterhead)
    assert response.url == page(world, "organisation_settings")
    place = Organisation.objects.get(pk=world.school.pk)
    assert place.founder_lines == "Администрация района\nУправление образования"
    assert place.inn == "1234567894"
    entry = Entry.objects.get()
    assert (entry.deed, entry.organisation, entry.user) == ("изменены сведения об организации", place, world.anna)
    assert entry.after["ИНН"] == "1234567894"
    assert set(entry.after) == {"учредитель", "полное наименование", "адрес", "электронная почта", "ИНН"}


def test_the_public_page_is_kept_as_it_will_be_printed(world, enter, letterhead):
    url = "https://lesnaya.example/deyatelnost/nastavnichestvo/index.html"
    enter(world.anna).post(page(world, "letterhead_edit"), letterhead | {"public_page": url})
    assert Organisation.objects.get(pk=world.school.pk).public_page == url
    html = enter(world.anna).get(page(world, "organisation_settings")).content.decode()
    assert url in html
    wrong = enter(world.anna).post(page(world, "letterhead_edit"), letterhead | {"public_page": "страница"})
    assert NOT_AN_ADDRESS in wrong.content.decode()


def test_saving_the_same_writes_nothing(world, letterhead):
    save_letterhead(world.school, letterhead, by=world.anna)
    save_letterhead(world.school, letterhead, by=world.anna)
    assert Entry.objects.count() == 1


def test_mistakes_are_named_in_russian_and_nothing_typed_is_lost(world, enter, letterhead):
    html = (
        enter(world.anna)
        .post(page(world, "letterhead_edit"), letterhead | {"inn": "12", "full_name": ""})
        .content.decode()
    )
    assert "ИНН состоит из 10 цифр." in html
    assert "Заполните это поле." in html
    assert 'href="#id_inn"' in html
    assert "Управление   образования" in html
    assert Organisation.objects.get(pk=world.school.pk).inn == ""


@pytest.mark.parametrize(
    ("field", "wrong", "right"), [("inn", "1234567890", "1234567894"), ("ogrn", "1020300000006", "1020300000005")]
)
def test_a_slip_in_a_number_of_the_letterhead_is_told(world, enter, letterhead, field, wrong, right):
    client = enter(world.anna)
    refused = client.post(page(world, "letterhead_edit"), letterhead | {field: wrong})
    assert "Последняя цифра не сходится с остальными" in refused.content.decode()
    assert client.post(page(world, "letterhead_edit"), letterhead | {field: right}).status_code == 302
    # What stands there since long does not hinder another correction.
    Organisation.objects.filter(pk=world.school.pk).update(**{field: wrong})
    assert client.post(page(world, "letterhead_edit"), letterhead | {field: wrong}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("83013341032", "8 (3013) 34-10-32"),
        ("+79021110203", "8 (902) 111-02-03"),
        ("88001110203", "8 (800) 111-02-03"),
        ("8 (30137) 2-15-32, доб. 5", "8 (30137) 2-15-32, доб. 5"),
        ("8 3013 34 10 32", "8 3013 34 10 32"),
        ("", ""),
    ],
)
def test_a_telephone_typed_in_one_run_is_parted_for_the_letterhead(world, enter, letterhead, typed, kept):
    enter(world.anna).post(page(world, "letterhead_edit"), letterhead | {"phone": typed})
    assert Organisation.objects.get(pk=world.school.pk).phone == kept


def test_a_first_day_far_ahead_is_told_of(world, enter):
    Headship.objects.all().delete()
    client = enter(world.anna)
    sent = {"person": world.gleb_card.pk, "post": "Директор", "starts": "2027-09-01"}
    shown = client.post(page(world, "headship_create"), sent, follow=True).content.decode().replace("\u00a0", " ")
    assert (
        "Руководитель записан. Первый день ещё впереди: 1 сентября 2027 г. До него подписывать приказы некому" in shown
    )
    assert "Сегодня подписывать приказы некому: Ветров Глеб Ильич — только с 01.09.2027." in shown


def test_without_a_single_card_the_way_is_told_and_no_empty_list_is_shown(world, enter):
    world.klara.memberships.filter(organisation=world.village, role="head").delete()
    Headship.objects.filter(organisation=world.village).delete()
    Person.objects.filter(organisation=world.village).delete()
    address = reverse("schools:headship_create", kwargs={"organisation": "dalnyaya"})
    shown = enter(world.klara).get(address).content.decode()
    assert ["Выбирать пока не из кого" in shown, "<select" in shown, "/imports/new/" in shown] == [True, False, True]
    world.klara.memberships.filter(organisation=world.village).update(role="head")
    shown = enter(world.klara).get(address).content.decode()
    assert ["Список сотрудников загружает куратор" in shown, "/imports/new/" in shown] == [True, False]


def test_only_clocks_of_russia_are_offered_and_a_foreign_one_is_refused(world, enter, letterhead):
    html = enter(world.anna).get(page(world, "letterhead_edit")).content.decode()
    zones = re.findall(r'<option value="([A-Z]\w+/\w+)"', html)
    assert len(zones) == 11
    assert "Иркутск, Улан-Удэ (МСК+5)" in html
    html = (
        enter(world.anna)
        .post(page(world, "letterhead_edit"), letterhead | {"timezone": "Europe/Paris"})
        .content.decode()
    )
    assert "Такого в списке нет: Europe/Paris" in html


def test_what_an_order_needs_of_the_letterhead(world):
    assert letterhead_lacks(world.school) == []
    world.school.place = world.school.address = ""
    assert letterhead_lacks(world.school) == ["адрес", "место составления"]


def test_the_name_is_declined_and_a_correction_is_kept_until_the_name_changes(world, enter, letterhead):
    assert name_in(world.school, "short", Case.GENT) == "МБОУ «Лесная СОШ № 1»"
    client = enter(world.anna)
    form = client.get(page(world, "organisation_cases")).context["form"]
    proposed = {name: field.initial for name, field in form.fields.items()}
    client.post(page(world, "organisation_cases"), proposed | {"full_gent": "Лесной школы", "short_datv": ""})
    place = Organisation.objects.get(pk=world.school.pk)
    assert place.name_cases == {"full": {"gent": "Лесной школы"}}
    assert name_in(place, "full", Case.GENT) == "Лесной школы"
    assert "исправлен вручную" in client.get(page(world, "organisation_settings")).content.decode()
    save_letterhead(place, letterhead, by=world.anna)
    assert Organisation.objects.get(pk=place.pk).name_cases == {}


def test_a_cleared_correction_follows_the_rule_again(world):
    save_name_cases(world.school, {"full": {"gent": "Лесной школы"}}, by=world.anna)
    save_name_cases(world.school, {}, by=world.anna)
    place = Organisation.objects.get(pk=world.school.pk)
    assert name_in(place, "full", Case.GENT).startswith("Муниципального бюджетного учреждения")
    assert Entry.objects.filter(deed="исправлены падежи наименования").count() == 2


@pytest.fixture
def acting(world):
    return {
        "person": world.boris_card,
        "post": "И.о. директора",
        "is_acting": True,
        "starts": date(2026, 10, 1),
        "ends": date(2026, 10, 14),
        "ground": "приказ от 28.09.2026 № 5-к",
    }


def test_the_head_names_an_acting_head_who_signs_and_decides_in_those_days(world, acting):
    save_headship(world.school, **acting, by=world.gleb)
    assert signer_on(world.school, date(2026, 9, 30)).person == world.gleb_card
    assert signer_on(world.school, date(2026, 10, 1)).person == world.boris_card
    assert signer_on(world.school, date(2026, 10, 15)).person == world.gleb_card
    held = Membership.objects.get(user=world.boris, role=Role.ACTING_HEAD)
    assert (held.organisation, held.starts, held.ends) == (world.school, date(2026, 10, 1), date(2026, 10, 14))
    assert [entry.deed for entry in Entry.objects.order_by("pk")] == ["записан руководитель", "дана роль"]


def test_a_curator_records_the_signature_but_gives_no_power(world, acting):
    save_headship(world.school, **acting, by=world.anna)
    assert signer_on(world.school, date(2026, 10, 1)).person == world.boris_card
    assert not Membership.objects.filter(user=world.boris, role=Role.ACTING_HEAD).exists()
    card = world.anna.people.get()
    save_headship(
        world.school, **acting | {"person": card, "starts": date(2026, 11, 1), "ends": date(2026, 11, 2)}, by=world.anna
    )
    assert not Membership.objects.filter(user=world.anna, role=Role.ACTING_HEAD).exists()


def test_others_record_nobody(world, acting):
    for stranger in (world.boris, world.vera, world.oleg):
        with pytest.raises(ValidationError):
            save_headship(world.school, **acting, by=stranger)


def test_a_moved_term_moves_the_power_with_it(world, acting):
    row = save_headship(world.school, **acting, by=world.gleb)
    save_headship(world.school, **acting | {"ends": date(2026, 10, 7)}, by=world.gleb, headship=row)
    assert list(Membership.objects.filter(user=world.boris, role=Role.ACTING_HEAD).values_list("ends", flat=True)) == [
        date(2026, 10, 7)
    ]
    save_headship(world.school, **acting | {"person": world.sofya_card}, by=world.gleb, headship=row)
    assert list(Membership.objects.filter(role=Role.ACTING_HEAD, starts__year=2026).values_list("user", flat=True)) == [
        world.sofya.pk
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends": None}, None),
        ({"ends": date(2026, 9, 30)}, None),
        ({"starts": date(2027, 2, 5), "ends": date(2027, 2, 6)}, "starts"),
    ],
)
def test_terms_that_cannot_be_are_refused(world, acting, change, field):
    with pytest.raises(ValidationError) as refused:
        save_headship(world.school, **acting | change, by=world.gleb)
    if field:
        assert list(refused.value.error_dict) == [field]
    assert Headship.objects.filter(organisation=world.school).count() == 2


def test_two_directors_do_not_sign_at_once(world):
    values = {
        "person": world.boris_card,
        "post": "Директор",
        "is_acting": False,
        "starts": date(2026, 9, 1),
        "ends": None,
    }
    with pytest.raises(ValidationError) as refused:
        save_headship(world.school, **values, by=world.gleb)
    assert refused.value.messages == [
        "В эти дни уже записан(а) директор Ветров Глеб Ильич с 01.09.2020. Сначала укажите там последний день."
    ]


def test_someone_of_another_school_does_not_head_this_one(world, acting, enter):
    with pytest.raises(ValidationError):
        save_headship(world.school, **acting | {"person": world.foreign_card}, by=world.gleb)
    form = {"person": world.foreign_card.pk, "post": "Директор", "starts": "01.10.2026", "ends": "02.10.2026"}
    html = enter(world.gleb).post(page(world, "headship_create"), form).content.decode()
    assert "Такого в списке уже нет" in html


def test_a_head_is_recorded_and_changed_on_a_page(world, enter):
    client = enter(world.gleb)
    form = {
        "person": world.boris_card.pk,
        "post": "И.о. директора",
        "is_acting": "on",
        "starts": "2026-10-01",
        "ends": "14.10.2026",
    }
    assert client.post(page(world, "headship_create"), form).url == page(world, "organisation_settings")
    row = Headship.objects.get(person=world.boris_card)
    assert row.ends == date(2026, 10, 14)
    html = client.get(page(world, "headship_edit", pk=row.pk)).content.decode()
    assert 'value="2026-10-14"' in html
    html = client.post(page(world, "headship_edit", pk=row.pk), form | {"ends": ""}).content.decode()
    assert "У исполняющего обязанности укажите последний день." in html


def test_pupils_and_representatives_are_not_offered_as_heads(world, enter):
    pupil = Enrolment.objects.filter(person__organisation=world.school).first().person
    mother = person(world.school, "Рябинина Ольга Петровна")
    Representation.objects.create(representative=mother, pupil=pupil, relation="мать")
    offered = set(enter(world.gleb).get(page(world, "headship_create")).context["form"].fields["person"].queryset)
    assert [one in offered for one in (world.boris_card, pupil, mother)] == [True, False, False]
    # A head whose post nobody has entered yet stays in the list of the own page.
    head = Headship.objects.get(organisation=world.school, is_acting=False)
    head.person.employments.all().delete()
    edit = enter(world.gleb).get(page(world, "headship_edit", pk=head.pk))
    assert head.person in edit.context["form"].fields["person"].queryset


def test_a_foreign_head_does_not_exist(world, enter):
    row = Headship.objects.get(organisation=world.foreign)
    assert enter(world.gleb).get(page(world, "headship_edit", pk=row.pk)).status_code == 404


@pytest.mark.parametrize(
    "name", ["organisation_settings", "letterhead_edit", "organisation_cases", "headship_create", "journal"]
)
def test_settings_and_journal_are_for_curator_and_heads(world, enter, name):
    statuses = {
        who: enter(getattr(world, who)).get(page(world, name)).status_code
        for who in ("anna", "gleb", "boris", "vera", "oleg", "klara", "admin")
    }
    assert statuses == {"anna": 200, "gleb": 200, "boris": 403, "vera": 404, "oleg": 404, "klara": 404, "admin": 404}


def test_a_branch_uses_the_legal_entitys_letterhead(world, enter, letterhead):
    Organisation.objects.create(
        slug="filial", short_name="Филиал в д. Малая", full_name="Филиал", parent=world.school, level="branch"
    )
    client = enter(world.anna)
    address = reverse("schools:letterhead_edit", kwargs={"organisation": "filial"})
    assert client.post(address, letterhead).status_code == 302
    assert Organisation.objects.get(slug="filial").inn == ""
    assert Organisation.objects.get(slug="lesnaya").inn == "1234567894"


def test_a_new_acting_head_may_have_no_account(world, acting):
    guest = person(world.school, "Гость Иван Иванович", "учитель")
    row = save_headship(world.school, **acting | {"person": guest}, by=world.gleb)
    assert row.person == guest


def test_a_name_in_a_hint_is_letters(world, enter):
    """The proposed case of the organisation's name stands in a hint; a curator writes the name, the head opens the page."""
    Organisation.objects.filter(pk=world.school.pk).update(
        full_name='Школа <b hx-post="/x" hx-trigger="load">', name_cases={"full": {"gent": "Школы"}}
    )
    html = enter(world.gleb).get(f"/o/{world.school.slug}/settings/cases/").content.decode()
    assert "Само: " in html
    assert "<b hx-post" not in html


def test_the_role_that_goes_with_other_days_of_acting_is_journaled(world):
    row = Headship.objects.get(organisation=world.school, is_acting=True)
    values = {"post": row.post, "is_acting": True, "starts": row.starts, "ground": row.ground, "by": world.gleb}
    save_headship(world.school, person=row.person, ends=date(2027, 2, 20), headship=row, **values)
    taken = Entry.objects.get(deed="снята роль")
    assert (taken.user, taken.before["кто"], taken.before["с"], taken.before["по"]) == (
        world.gleb,
        "Швец Ирина Львовна",
        "2027-02-01",
        "2027-02-10",
    )
    assert Membership.objects.get(user=world.irina).ends == date(2027, 2, 20)
