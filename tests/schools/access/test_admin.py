import json
import re

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.text import capfirst

from schools.access.admin_site import InstallationSite
from schools.enums import Role
from schools.journal.models import Entry
from schools.journal.services import record
from schools.models import Invitation, Membership, Organisation, User

pytestmark = pytest.mark.django_db


def listed() -> dict[str, type]:
    return {model._meta.label: type(options) for model, options in admin.site._registry.items()}


def test_only_reference_data_and_accounts_are_kept_here():
    assert isinstance(admin.site, InstallationSite)
    assert set(listed()) == {
        "schools.Organisation",
        "schools.User",
        "schools.Membership",
        "schools.CalendarDay",
        "schools.Invitation",
        "journal.Entry",
        "papers.LegalAct",
        "banks.Topic",
        "banks.MentoringForm",
        "banks.MentoringKind",
    }


def test_nothing_with_a_status_is_editable_here():
    for model in admin.site._registry:
        assert "status" not in {field.name for field in model._meta.fields}, model


@pytest.mark.parametrize("who", ["anna", "gleb", "boris", "oleg"])
def test_only_the_administrator_enters(world, enter, who):
    assert enter(getattr(world, who)).get("/admin/", follow=True).status_code == 403
    User.objects.filter(username=who).update(is_staff=True)
    assert enter(getattr(world, who)).get("/admin/", follow=True).status_code == 403


def test_the_door_is_the_same_as_everywhere(world, client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/account/login/?next=")
    response = client.post("/account/login/", {"login": "admin", "password": "пароль-admin", "next": "/admin/"})
    assert response.url == "/admin/"
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_every_page_of_the_admin_opens_and_speaks_russian(world, enter):
    record("первое", world.school, organisation=world.school, user=world.anna)
    client = enter(world.admin)
    for model, options in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        addresses = [reverse(f"{base}_changelist"), reverse(f"{base}_changelist") + "?q=лес"]
        request = client.get("/admin/").wsgi_request
        if options.has_add_permission(request):
            addresses.append(reverse(f"{base}_add"))
        row = model._default_manager.first()
        if row is not None:
            addresses.append(reverse(f"{base}_change", args=[row.pk]))
        for address in addresses:
            response = client.get(address)
            assert response.status_code == 200, address
            html = response.content.decode()
            assert "Select an option" not in html
            assert "Filter by" not in html


def test_lists_are_titled_and_headed_in_russian(world, enter):
    client = enter(world.admin)
    Invitation.objects.create(
        organisation=world.school, role=Role.HEAD, token_hash="x", expires_at="2030-01-01T00:00:00Z"
    )
    for model in admin.site._registry:
        page = client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        assert page.context["title"] == capfirst(model._meta.verbose_name_plural)
        headings = re.findall(r'<th scope="col".*?</th>', page.content.decode(), re.DOTALL)
        words = " ".join(re.sub(r"<[^>]*>", " ", heading) for heading in headings)
        assert re.findall(r"[A-Za-z]+", words) == [], model


def test_the_scripts_of_the_admin_warn_of_another_time_zone_in_russian(world, enter):
    catalog = json.loads(
        re.search(r"const newcatalog = (\{.*?\});?\n", enter(world.admin).get("/admin/jsi18n/").text, re.DOTALL)[1]
    )
    warnings = {key: value for key, value in catalog.items() if key.startswith("Note: ")}
    assert [len(forms) for forms in warnings.values()] == [4, 4]
    for forms in warnings.values():
        assert all(form.startswith("Указывайте время по часовому поясу %(timezone)s") for form in forms)


def test_search_forgives_capitals_and_yo(world, enter):
    client = enter(world.admin)
    Organisation.objects.filter(slug="polevaya").update(short_name="МБОУ «Берёзовая СОШ»")
    page = client.get(reverse("admin:schools_organisation_changelist"), {"q": "березовая мбоу"})
    assert [row.slug for row in page.context["cl"].queryset] == ["polevaya"]
    page = client.get(reverse("admin:schools_user_changelist"), {"q": "ЯСНАЯ"})
    assert [row.username for row in page.context["cl"].queryset] == ["anna"]


def test_the_journal_is_neither_added_to_nor_changed_nor_deleted(world, enter):
    entry = record("первое", world.school, organisation=world.school, user=world.anna)
    client = enter(world.admin)
    assert client.get(reverse("admin:journal_entry_add")).status_code == 403
    assert client.post(reverse("admin:journal_entry_change", args=[entry.pk]), {"deed": "иное"}).status_code == 403
    assert client.post(reverse("admin:journal_entry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"}
    client.post(reverse("admin:journal_entry_changelist"), delete)
    assert Entry.objects.get(pk=entry.pk).deed == "первое"


@pytest.mark.parametrize("name", ["schools_organisation", "schools_user", "schools_invitation", "banks_topic"])
def test_what_others_refer_to_is_not_deleted(world, enter, name):
    model = {f"{one._meta.app_label}_{one._meta.model_name}": one for one in admin.site._registry}[name]
    if name == "schools_invitation":
        Invitation.objects.create(
            organisation=world.school, role=Role.HEAD, token_hash="x", expires_at="2030-01-01T00:00:00Z"
        )
    row = model._default_manager.first()
    assert enter(world.admin).post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_a_new_organisation_gets_its_first_head_by_a_slip_shown_once(world, enter, client):
    client = enter(world.admin)
    values = {
        "slug": "novaya",
        "kind": "school",
        "level": "legal_entity",
        "parent": world.office.pk,
        "full_name": "Муниципальное учреждение «Новая СОШ»",
        "short_name": "МБОУ «Новая СОШ»",
        "timezone": "Asia/Omsk",
    }
    assert client.post(reverse("admin:schools_organisation_add"), values).status_code == 302
    place = Organisation.objects.get(slug="novaya")
    form = {"organisation": place.pk, "full_name": "Новикова Ева Игоревна", "role": "head"}
    response = client.post(reverse("admin:schools_invitation_add"), form)
    html = response.content.decode()
    assert "no-store" in response["Cache-Control"]
    (link,) = re.findall(r"http://testserver(/i/[a-z0-9-]+/)", html)
    assert "МБОУ «Новая СОШ» · «Наставничество»" in html
    assert "novikova-ei" in html
    assert Invitation.objects.get().created_by == world.admin
    client.logout()
    password = "сирень-цветёт-7"
    client.post(link, {"how": "new", "username": "novikova-ei", "password": password, "again": password})
    assert client.get("/").url == "/o/novaya/"
    assert "С чего начать" not in client.get("/o/novaya/").content.decode()
    assert Membership.objects.get(user__username="novikova-ei").role == Role.HEAD


def test_an_acting_head_without_dates_is_refused(world, enter):
    form = {"organisation": world.school.pk, "full_name": "Новикова Ева", "role": "acting_head"}
    html = enter(world.admin).post(reverse("admin:schools_invitation_add"), form).content.decode()
    assert "У исполняющего обязанности укажите первый и последний день." in html
    form = {"organisation": world.school.pk, "user": world.boris.pk, "role": "acting_head"}
    html = enter(world.admin).post(reverse("admin:schools_membership_add"), form).content.decode()
    assert "У исполняющего обязанности укажите первый и последний день." in html


def test_roles_given_and_taken_here_are_journaled(world, enter):
    client = enter(world.admin)
    form = {"organisation": world.school.pk, "user": world.boris.pk, "role": "curator"}
    client.post(reverse("admin:schools_membership_add"), form)
    held = Membership.objects.get(user=world.boris, role=Role.CURATOR)
    client.post(reverse("admin:schools_membership_delete", args=[held.pk]), {"post": "yes"})
    assert list(Entry.objects.order_by("pk").values_list("deed", "on_behalf")) == [
        ("дана роль", "администратор установки"),
        ("снята роль", "администратор установки"),
    ]


def test_an_organisation_does_not_stand_above_itself(world, enter):
    address = reverse("admin:schools_organisation_change", args=[world.office.pk])
    client = enter(world.admin)
    page = client.get(address)
    values = {name: field.value() or "" for name, field in ((f.name, f) for f in page.context["adminform"].form)}
    html = client.post(address, values | {"parent": world.school.pk}).content.decode()
    assert "Организация не может входить сама в себя." in html


def test_a_switched_off_account_keeps_its_rows(world, enter):
    client = enter(world.admin)
    address = reverse("admin:schools_user_change", args=[world.boris.pk])
    form = {"username": "boris", "full_name": "Заяц Борис Фомич", "email": "", "is_superuser": ""}
    assert client.post(address, form).status_code == 302
    world.boris.refresh_from_db()
    assert (world.boris.is_active, world.boris.is_staff) == (False, False)
    assert Membership.objects.filter(user=world.boris).exists()


def test_invitations_are_cancelled_from_the_list(world, enter):
    invitation = Invitation.objects.create(
        organisation=world.school,
        role=Role.HEAD,
        full_name="Новикова Ева",
        token_hash="x",
        expires_at="2030-01-01T00:00:00Z",
    )
    values = {"action": "cancel", "_selected_action": [invitation.pk]}
    response = enter(world.admin).post(reverse("admin:schools_invitation_changelist"), values, follow=True)
    assert "отозвано" in response.content.decode()
    invitation.refresh_from_db()
    assert invitation.cancelled_at is not None


def test_roles_are_given_in_legal_entities_only(world, enter):
    branch = Organisation.objects.create(
        slug="filial", short_name="Филиал", full_name="Филиал", parent=world.school, level="branch"
    )
    client = enter(world.admin)
    refusal = "Роль дают в самой организации"
    values = {"user": world.vera.pk, "organisation": branch.pk, "role": "curator"}
    assert refusal in client.post(reverse("admin:schools_membership_add"), values).content.decode()
    values = {"organisation": branch.pk, "full_name": "Новикова Ева Игоревна", "role": "head"}
    assert refusal in client.post(reverse("admin:schools_invitation_add"), values).content.decode()
    assert not Membership.objects.filter(organisation=branch).exists()
    assert not Invitation.objects.exists()


def test_an_organisation_with_roles_does_not_become_a_branch(world, enter):
    address = reverse("admin:schools_organisation_change", args=[world.school.pk])
    client = enter(world.admin)
    values = {
        name: value
        for name, value in client.get(address).context["adminform"].form.initial.items()
        if value is not None
    }
    response = client.post(address, {**values, "level": "branch"})
    assert "В этой организации выданы роли" in response.content.decode()
    world.school.refresh_from_db()
    assert world.school.level == "legal_entity"


def heading(page) -> str:
    return re.search(r"<h1>([^<]*)</h1>", page.content.decode())[1]


def test_pages_of_the_admin_are_titled_in_the_right_case(world, enter):
    entry = record("первое", world.school, organisation=world.school, user=world.anna)
    invitation = Invitation.objects.create(
        organisation=world.school, full_name="Тест Иван Ильич", role=Role.HEAD, token_hash="x", expires_at=entry.at
    )
    rows = {"Entry": entry, "Invitation": invitation, "User": world.anna, "Organisation": world.school}
    client, said = enter(world.admin), {}
    for model, options in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        added = client.get(reverse(f"{base}_add"))
        row = rows.get(model.__name__) or model.objects.first()
        changed = client.get(reverse(f"{base}_change", args=[row.pk]))
        if added.status_code == 200:
            assert '<li aria-current="page">Новая запись</li>' in added.content.decode(), model
        titles = [heading(page) for page in (added, changed) if page.status_code == 200]
        said[model.__name__] = titles
        listing = client.get(reverse(f"{base}_changelist")).content.decode()
        assert (f">Добавить {options.what}</a>" in listing) is (added.status_code == 200), model
    assert said == {
        "Topic": ["Добавить направление помощи", "Изменить направление помощи"],
        "MentoringForm": ["Добавить форму наставничества", "Изменить форму наставничества"],
        "MentoringKind": ["Добавить вид наставничества", "Изменить вид наставничества"],
        "LegalAct": ["Добавить правовой акт", "Изменить правовой акт"],
        "User": ["Изменить учётную запись"],
        "Membership": ["Добавить роль", "Изменить роль"],
        "CalendarDay": ["Показать день производственного календаря"],
        "Invitation": ["Добавить приглашение", "Показать приглашение"],
        "Entry": ["Показать запись журнала"],
        "Organisation": ["Добавить организацию", "Изменить организацию"],
    }


def test_what_was_saved_or_deleted_is_told_without_gender(world, enter):
    client = enter(world.admin)
    address = reverse("admin:schools_organisation_change", args=[world.school.pk])
    form = client.get(address).context["adminform"].form
    answers = {name: form[name].value() or "" for name in form.fields}
    page = client.post(address, answers, follow=True).content.decode()
    assert "Сохранено: организация «" in page
    role = Membership.objects.first()
    page = client.post(
        reverse("admin:schools_membership_delete", args=[role.pk]), {"post": "yes"}, follow=True
    ).content.decode()
    assert "Удалено: роль «" in page
