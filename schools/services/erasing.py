"""What the ground keeps of a person, emptied: the card and its rows, the account, links, imports, the administrator's log."""

from collections.abc import Iterator
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone

from schools.destruction import About
from schools.models import (
    Employment,
    Enrolment,
    Headship,
    ImportedCard,
    Invitation,
    Membership,
    Person,
    Representation,
    StaffImport,
    User,
)
from schools.traces import Traces, scrub_rows


def categories_on_card(person: Person) -> list[str]:
    """Categories of data that the card and its rows hold, as an act lists them."""
    written = {
        "фамилия, имя, отчество": True,
        "пол": person.gender,
        "дата рождения": person.birth_date,
        "телефон": person.phone,
        "адрес электронной почты": person.email,
        "примечание в карточке": person.note,
        "должности, предметы, категория, стаж": person.employments.exists(),
        "класс или группа": person.enrolments.exists(),
        "сведения о законных представителях": person.represented_by.exists(),
        "кого представляет": person.represents.exists(),
        "учётная запись": person.user_id,
    }
    return [name for name, is_there in written.items() if is_there]


def erase_card(person: Person, traces: Traces) -> Iterator[About]:
    """Empty the card; its rows go. The caller has locked it and saves nothing of it afterwards."""
    Employment.objects.filter(reports_to=person).update(reports_to=None)
    Employment.objects.filter(person=person).delete()
    Enrolment.objects.filter(person=person).delete()
    Representation.objects.filter(Q(representative=person) | Q(pupil=person)).delete()
    ImportedCard.objects.filter(person=person).delete()
    yield from _erase_account(person, traces)
    invitations = Invitation.objects.filter(person=person)
    yield About(Invitation, list(invitations.values_list("pk", flat=True)))
    invitations.update(full_name="", email="")
    scrub_rows(StaffImport.objects.filter(organisation=person.organisation), ["filename", "decisions"], traces)
    scrub_rows(Headship.objects.filter(organisation=person.organisation), ["ground"], traces)
    scrub_rows(Invitation.objects.filter(organisation=person.organisation), ["full_name", "email"], traces)
    scrub_rows(Person.objects.filter(organisation=person.organisation).exclude(pk=person.pk), ["note"], traces)
    scrub_rows(LogEntry.objects.all(), ["object_repr", "change_message"], traces)
    person.surname, person.name, person.patronymic = traces.instead, "", ""
    person.gender = person.email = person.phone = person.note = ""
    person.birth_date = person.user = None
    person.case_overrides, person.closed_by_archive = {}, {}
    person.set_keys()
    # Found by nothing.
    person.search_text = ""
    person.destroyed_at = timezone.now()
    person.save()
    yield About(Person, [person.pk])


def _erase_account(person: Person, traces: Traces) -> Iterator[About]:
    """Roles here end. The account goes dumb unless it is somebody's elsewhere: another card, a role, the administrator's."""
    if person.user_id is None:
        return
    user = User.objects.select_for_update().get(pk=person.user_id)
    other_cards = Person.objects.filter(user=user, destroyed_at__isnull=True).exclude(pk=person.pk)
    if not other_cards.filter(organisation=person.organisation).exists():
        _end_roles(user, person.organisation.today() - timedelta(1), organisation=person.organisation)
    elsewhere = Membership.objects.near().filter(user=user).exclude(organisation=person.organisation)
    if other_cards.exists() or elsewhere.exists() or user.is_staff or user.is_superuser:
        return
    _end_roles(user, person.organisation.today() - timedelta(1))
    EmailAddress.objects.filter(user=user).delete()
    LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)).update(
        object_repr=traces.instead, change_message=""
    )
    links = Invitation.objects.filter(accepted_by=user)
    yield About(Invitation, list(links.values_list("pk", flat=True)))
    links.update(full_name="", email="")
    user.full_name, user.username, user.email = traces.instead, f"destroyed-{user.pk}", ""
    user.last_login, user.is_active = None, False
    user.set_unusable_password()
    user.save()
    yield About(User, [user.pk])
    yield About(Membership, list(Membership.objects.filter(user=user).values_list("pk", flat=True)))


def _end_roles(user: User, day: date, **where: object) -> None:
    """No role holds after the day; those that had not begun by it are taken away."""
    roles = Membership.objects.filter(user=user, **where).filter(Q(ends__isnull=True) | Q(ends__gt=day))
    roles.filter(starts__gt=day).delete()
    roles.update(ends=day)
