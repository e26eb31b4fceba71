import re
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from schools.access.services import cancel_invitation, end_role, invite, invite_head, mail_slips
from schools.access.tokens import hash_of
from schools.enums import Role
from schools.journal.models import Entry
from schools.models import Invitation, Membership, Person, Representation
from schools.services.archiving import archive_person
from tests.world import person

pytestmark = pytest.mark.django_db
REFUSAL = "Эту роль выдаёт руководитель организации или администратор установки."


@pytest.fixture
def nina(world) -> Person:
    return person(world.school, "Дронина Таисия Николаевна", "учитель химии", email="dronina@example.org")


def page(organisation, name="schools:invitation_list", **kwargs) -> str:
    return reverse(name, kwargs={"organisation": organisation.slug, **kwargs})


def test_a_link_is_kept_only_as_a_hash_and_for_thirty_days(world, nina):
    (slip,), passed = invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)
    stored = Invitation.objects.get()
    assert passed == []
    assert (stored.token_hash, stored.person, stored.role, stored.email) == (
        hash_of(slip.token),
        nina,
        Role.PARTICIPANT,
        "dronina@example.org",
    )
    assert slip.login == "dronina-tn"
    assert abs(stored.expires_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)
    assert Entry.objects.get().deed == "выдано приглашение"
    assert slip.token not in str(list(Entry.objects.values()) + list(Invitation.objects.values()))


@pytest.mark.parametrize("role", [Role.CURATOR, Role.HEAD, Role.ACTING_HEAD, Role.COORDINATOR])
def test_a_curator_gives_no_role_above_participant(world, nina, role):
    with pytest.raises(ValidationError) as refused:
        invite(world.school, [nina], role, by=world.anna, starts=date(2027, 1, 1), ends=date(2027, 2, 1))
    assert refused.value.messages == [REFUSAL]
    assert not Invitation.objects.exists()


def test_the_head_gives_every_role_but_the_coordinators(world, nina):
    for role in (Role.PARTICIPANT, Role.CURATOR, Role.HEAD):
        assert len(invite(world.school, [nina], role, by=world.gleb)[0]) == 1
    with pytest.raises(ValidationError):
        invite(world.school, [nina], Role.COORDINATOR, by=world.gleb)
    with pytest.raises(ValidationError):
        invite(world.school, [nina], Role.ACTING_HEAD, by=world.gleb)


def test_people_of_another_school_and_those_who_enter_already_are_passed_over_with_a_reason(world, nina):
    slips, passed = invite(world.school, [nina, world.foreign_card, world.boris_card], Role.PARTICIPANT, by=world.anna)
    assert [slip.name for slip in slips] == ["Дронина Таисия Николаевна"]
    assert passed == [
        (world.foreign_card, "нет среди действующих карточек организации"),
        (world.boris_card, "уже входит с этой ролью"),
    ]


def test_a_renewed_link_cancels_the_old_one(world, nina):
    (first,), _ = invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)
    (second,), _ = invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)
    first.invitation.refresh_from_db()
    assert first.invitation.cancelled_at is not None
    assert second.invitation.cancelled_at is None
    assert first.token != second.token


def test_a_curator_makes_no_password_link_for_the_head(world):
    slips, passed = invite(
        world.school, [world.gleb_card, world.boris_card], Role.PARTICIPANT, by=world.anna, again=True
    )
    assert [(slip.name, slip.login) for slip in slips] == [("Заяц Борис Фомич", "boris")]
    assert passed == [(world.gleb_card, "новую ссылку этому человеку выдаёт руководитель или администратор")]


def test_letters_go_to_those_who_have_an_address_when_a_server_is_set(world, nina, settings):
    slips, _ = invite(world.school, [nina, world.misha_card], Role.PARTICIPANT, by=world.anna)
    assert mail_slips(slips, ["http://x/1", "http://x/2"]) == []
    settings.MAIL_HOST = "smtp.example.org"
    assert mail_slips(slips, ["http://x/1", "http://x/2"]) == slips[:1]
    (letter,) = mail.outbox
    assert letter.to == ["dronina@example.org"]
    assert letter.subject == "Приглашение: МБОУ «Лесная СОШ № 1»"
    assert "http://x/1" in letter.body


def test_a_silent_mail_server_loses_nothing(world, nina, settings, monkeypatch):
    settings.MAIL_HOST = "smtp.example.org"
    slips, _ = invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError()))
    assert mail_slips(slips, ["http://x/1"]) == []


def test_the_administrator_invites_the_first_head_of_an_organisation_without_cards(world):
    slip = invite_head(world.kindergarten, "  Рашид кызы  Айнур ", Role.HEAD, by=world.admin)
    assert (slip.name, slip.login, slip.invitation.person) == ("Рашид кызы Айнур", "rashid-ka", None)
    with pytest.raises(ValidationError):
        invite_head(world.school, "Кто-то Ещё", Role.HEAD, by=world.anna)


def test_cancelling_is_for_those_who_may_give_the_role(world, nina):
    (slip,), _ = invite(world.school, [nina], Role.CURATOR, by=world.gleb)
    with pytest.raises(ValidationError):
        cancel_invitation(slip.invitation, by=world.anna)
    cancel_invitation(slip.invitation, by=world.gleb)
    slip.invitation.refresh_from_db()
    assert slip.invitation.cancelled_at is not None


def test_a_role_is_taken_away_by_those_who_may_give_it_and_never_ones_own(world):
    boris = Membership.objects.get(user=world.boris)
    anna = Membership.objects.get(user=world.anna)
    gleb = Membership.objects.get(user=world.gleb)
    for membership, by in ((anna, world.anna), (gleb, world.anna), (gleb, world.gleb), (boris, world.vera)):
        with pytest.raises(ValidationError):
            end_role(membership, by=by)
    end_role(boris, by=world.anna)
    end_role(anna, by=world.gleb)
    assert not Membership.objects.filter(user__in=[world.boris, world.anna]).exists()
    assert [entry.deed for entry in Entry.objects.order_by("pk")] == ["снята роль", "снята роль"]


def test_slips_are_shown_once_right_after_creation(world, nina, enter):
    response = enter(world.anna).post(
        page(world.school, "schools:invitation_create"), {"ids": [nina.pk, world.misha_card.pk], "role": "participant"}
    )
    html = response.content.decode()
    links = re.findall(r'class="slip-link">(http://testserver/i/[a-z0-9-]+/)<', html)
    assert len(links) == 2
    assert html.count("<svg xmlns") >= 2
    assert "style=" not in html
    assert response["Cache-Control"] == "no-store"
    assert {hash_of(link.split("/")[-2]) for link in links} == set(
        Invitation.objects.values_list("token_hash", flat=True)
    )
    again = enter(world.anna).get(page(world.school)).content.decode()
    assert "/i/" not in again
    assert "Дронина Таисия Николаевна" in again


def test_from_the_list_of_people_the_role_is_asked_first(world, nina, enter):
    response = enter(world.gleb).post(page(world.school, "schools:invitation_create"), {"ids": [nina.pk]})
    html = response.content.decode()
    assert "Пригласить 1 человека" in html
    assert re.findall(r'<option value="(\w+)"', html) == ["participant", "curator", "acting_head", "head"]
    html = enter(world.anna).post(page(world.school, "schools:invitation_create"), {"ids": [nina.pk]}).content.decode()
    assert re.findall(r'<option value="(\w+)"', html) == ["participant"]
    assert not Invitation.objects.exists()


def test_a_role_beyond_ones_right_is_not_smuggled_in_by_the_form(world, nina, enter):
    response = enter(world.anna).post(
        page(world.school, "schools:invitation_create"), {"ids": [nina.pk], "role": "head"}
    )
    assert "Выберите из предложенного" in response.content.decode()
    renewed = enter(world.anna).post(page(world.school, "schools:invitation_renew", pk=nina.pk), {"role": "head"})
    assert renewed.status_code == 302
    assert not Invitation.objects.exists()


def shown(client, world, query: str = "") -> tuple[list[str], str]:
    """Names of the section that is shown, and the page."""
    response = client.get(page(world.school, "schools:invitation_create") + query)
    return [card.surname for card in response.context["page_obj"]], response.content.decode()


def test_whom_to_invite_comes_in_sections_with_post_or_class(world, nina, enter):
    mother = person(world.school, "Лебедева Анна Львовна")
    Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    client = enter(world.anna)
    staff, html = shown(client, world)
    assert ["Дронина" in staff, "Лебедева" in staff, "Лебедев" in staff] == [True, False, False]
    assert "учитель химии" in html
    pupils, html = shown(client, world, "?who=pupils")
    assert (pupils, '<td class="c-sub">6А</td>' in html) == (["Лебедев"], True)
    parents, html = shown(client, world, "?who=representatives")
    assert (parents, "Лебедев М. И." in html.replace("\u00a0", " ")) == (["Лебедева"], True)
    assert shown(client, world, "?who=representatives&q=Дронина")[0] == []


def test_all_found_are_those_of_the_section(world, nina, enter):
    mother = person(world.school, "Лебедева Анна Львовна")
    Representation.objects.create(representative=mother, pupil=world.misha_card, relation="мать")
    sent = {"all": "1", "query": "who=representatives", "role": "participant"}
    enter(world.anna).post(page(world.school, "schools:invitation_create"), sent)
    assert [one.person for one in Invitation.objects.all()] == [mother]


def test_nobody_ticked_is_said(world, enter):
    response = enter(world.anna).post(
        page(world.school, "schools:invitation_create"), {"role": "participant"}, follow=True
    )
    assert "Никто не отмечен" in response.content.decode()


def test_a_foreign_card_is_not_invited_from_here(world, enter):
    enter(world.anna).post(
        page(world.school, "schools:invitation_create"), {"ids": [world.foreign_card.pk], "role": "participant"}
    )
    renewed = enter(world.anna).post(
        page(world.school, "schools:invitation_renew", pk=world.foreign_card.pk), {"role": "participant"}
    )
    assert renewed.status_code == 404
    assert not Invitation.objects.exists()


def test_a_foreign_invitation_and_a_foreign_role_do_not_exist(world, enter):
    (slip,), _ = invite(world.foreign, [world.foreign_card], Role.PARTICIPANT, by=world.vera)
    vera = Membership.objects.get(user=world.vera)
    client = enter(world.gleb)
    assert client.post(page(world.school, "schools:invitation_cancel", pk=slip.invitation.pk)).status_code == 404
    assert client.post(page(world.school, "schools:role_end", pk=vera.pk)).status_code == 404
    assert Membership.objects.filter(pk=vera.pk).exists()


def test_participants_do_not_see_who_has_access(world, enter):
    assert enter(world.boris).get(page(world.school)).status_code == 403
    assert enter(world.vera).get(page(world.school)).status_code == 404


def test_the_page_of_access_costs_the_same_for_a_few_and_for_many(world, enter, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = enter(world.gleb)
    client.get(page(world.school))
    with CaptureQueriesContext(connection) as few:
        client.get(page(world.school))
    for number in range(12):
        from tests.world import user

        account = user(f"u{number}", f"Лишний Номер {number}", participant=world.school)
        person(world.school, f"Лишний Номер {number}", "учитель", account=account)
        invite(
            world.school, [person(world.school, f"Новый Гость {number}", "учитель")], Role.PARTICIPANT, by=world.anna
        )
    with CaptureQueriesContext(connection) as many:
        client.get(page(world.school))
    assert len(many) == len(few)


def _open() -> set[str]:
    return {str(one) for one in Invitation.objects.filter(cancelled_at=None)}


def test_with_a_role_go_the_links_that_it_made_and_those_that_would_give_it_back(world, nina):
    (back,), _ = invite(world.school, [world.gleb_card], Role.HEAD, by=world.admin, again=True)
    (made,), _ = invite(world.school, [nina], Role.CURATOR, by=world.gleb)
    (others,), _ = invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)
    end_role(Membership.objects.get(user=world.gleb), by=world.admin)
    assert _open() == {str(others.invitation)}
    assert Entry.objects.filter(deed="отозвано приглашение", user=world.admin).count() == 2
    for slip in (back, made):
        slip.invitation.refresh_from_db()
        assert slip.invitation.cancelled_at is not None


def test_what_another_role_still_allows_stays_open(world, nina):
    Membership.objects.create(user=world.gleb, organisation=world.school, role=Role.CURATOR)
    invite(world.school, [nina], Role.CURATOR, by=world.gleb)
    (plain,), _ = invite(world.school, [nina], Role.PARTICIPANT, by=world.gleb)
    end_role(Membership.objects.get(user=world.gleb, role=Role.HEAD), by=world.admin)
    assert _open() == {str(plain.invitation)}


def test_who_is_archived_keeps_no_open_links(world, nina):
    invite(world.school, [nina], Role.PARTICIPANT, by=world.anna)
    invite(world.school, [world.misha_card], Role.PARTICIPANT, by=world.gleb)
    anna_card = Person.objects.get(user=world.anna)
    archive_person(anna_card, world.gleb)
    assert [one.person for one in Invitation.objects.filter(cancelled_at=None)] == [world.misha_card]
    archive_person(world.misha_card, world.gleb)
    assert _open() == set()


def test_one_wrong_address_does_not_stop_the_other_letters(world, nina, settings, monkeypatch):
    settings.MAIL_HOST = "smtp.example.org"
    guest = person(world.school, "Гость Иван Иванович", "учитель", email="guest@example.org")
    last = person(world.school, "Яров Иван Иванович", "учитель", email="last@example.org")
    slips, _ = invite(world.school, [nina, guest, last], Role.PARTICIPANT, by=world.anna)
    faults = iter([SMTPRecipientsRefused({}), None, ValueError()])

    def send(letter) -> None:
        if fault := next(faults):
            raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    assert mail_slips(slips, ["http://x/1", "http://x/2", "http://x/3"]) == [slips[1]]


def test_a_letter_that_fails_leaves_the_invitation_and_its_slip(world, enter, settings, monkeypatch):
    settings.MAIL_HOST = "smtp.example.org"
    guest = person(world.school, "Гостева Ия Павловна", "учитель", email="gosteva@example.org")
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("timed out")))
    sent = {"ids": [guest.pk], "role": Role.PARTICIPANT}
    shown = enter(world.anna).post(page(world.school, "schools:invitation_create"), sent).content.decode()
    assert Invitation.objects.filter(person=guest, accepted_at=None, cancelled_at=None).count() == 1
    assert "Гостева Ия Павловна" in shown
    assert "Письмо не ушло — передайте листок." in shown
