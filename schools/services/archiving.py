"""The archive of cards. Restoring takes back exactly what archiving did, as far as nobody has changed it since."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from schools.access.services.inviting import cancel_open
from schools.journal.services import record
from schools.models import Employment, Headship, Invitation, Membership, Person, User
from schools.objections import objections_to_archiving

# `Person.closed_by_archive`: {"posts": [Closed…], "roles": [Closed…]}, where Closed is
# {"id": key, "was": the former last day, "now": the last day that archiving wrote}, days as ISO text or None.
# A role that had not begun has no "now": it is gone, and {"role", "starts", "was"} make it again.
Closed = dict[str, Any]


def reason_not_to_archive(person: Person, day: date, by: User | None = None) -> str:
    """Why the card may not go to the archive now, in a sentence; '' when it may.

    What the ground cannot know is asked of the rooms above (`schools.objections`).
    """
    if person.archived_on is not None:
        return "Карточка уже в архиве."
    if Headship.objects.filter(person=person).on(day).exists():
        return (
            f"{person.full_name} сейчас подписывает документы организации. "
            "Сначала укажите в настройках последний день и нового руководителя."
        )
    if by is not None and person.user_id is not None and person.user_id == by.pk:
        return "Собственную карточку отправить в архив нельзя: это делает другой куратор."
    if objection := objections_to_archiving([person.pk]).get(person.pk):
        return f"{person.full_name}. {objection}"
    return ""


@transaction.atomic
def archive_person(person: Person, by: User, *, on: date | None = None) -> None:
    """Put the card away: the person left on the day. Open posts and roles in the organisation end with that day.

    Raises ValidationError with the reason when the card is needed (`reason_not_to_archive`).
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    day = on or person.organisation.today()
    if reason := reason_not_to_archive(person, day, by):
        raise ValidationError(reason)
    set_archived(person, day, by)
    record("отправлена в архив", person, organisation=person.organisation, user=by, after={"archived_on": day})


def set_archived(person: Person, day: date, by: User | None = None) -> None:
    """The rows behind `archive_person`, without guard and journal: imports archive many at once.

    Open links to the person, and those that the person made here, go out: who left keeps no door.
    """
    links = Invitation.objects.filter(organisation=person.organisation)
    cancel_open(links.filter(person=person), by)
    if person.user_id is not None and not _has_other_card(person):
        cancel_open(links.filter(created_by=person.user_id), by)
    open_still = Q(ends__isnull=True) | Q(ends__gt=day)
    posts, closed = list(Employment.objects.filter(open_still, person=person).order_by("pk")), []
    for post in posts:
        ends = day if post.starts is None else max(day, post.starts)
        closed.append({"id": post.pk, "was": _text(post.ends), "now": _text(ends)})
        post.ends = ends
    if posts:
        Employment.objects.bulk_update(posts, ["ends"])
    person.closed_by_archive = {"posts": closed, "roles": _close_roles(person, day, open_still)}
    person.archived_on = day
    person.save(update_fields=["archived_on", "closed_by_archive", "updated_at"])


def _close_roles(person: Person, day: date, open_still: Q) -> list[Closed]:
    if person.user_id is None or _has_other_card(person):
        return []
    closed = []
    roles = Membership.objects.select_for_update(no_key=True).filter(
        open_still, user=person.user_id, organisation=person.organisation
    )
    for role in roles.order_by("pk"):
        known = {"id": role.pk, "was": _text(role.ends)}
        if role.starts is not None and role.starts > day:
            closed.append(known | {"role": role.role, "starts": _text(role.starts)})
            role.delete()
        else:
            closed.append(known | {"now": _text(day)})
            role.ends = day
            role.save(update_fields=["ends"])
    return closed


def _has_other_card(person: Person) -> bool:
    others = Person.objects.present().filter(user=person.user_id, organisation=person.organisation)
    return others.exclude(pk=person.pk).exists()


@transaction.atomic
def restore_person(person: Person, by: User) -> None:
    """Take the card out of the archive; the posts and roles that archiving ended go on to their former last days."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.archived_on is None:
        raise ValidationError("Карточка не в архиве.")
    if person.destroyed_at is not None:
        raise ValidationError("Данные этого человека уничтожены, вернуть карточку нельзя.")
    set_restored(person)
    record("возвращена из архива", person, organisation=person.organisation, user=by)


def set_restored(person: Person) -> None:
    """The rows behind `restore_person`, without guard and journal. What was changed since is left as it is now."""
    for post in person.closed_by_archive.get("posts", []):
        rows = Employment.objects.filter(_begun_by(post["was"]), pk=post["id"], person=person, ends=post["now"])
        rows.update(ends=post["was"])
    reopen_roles(person, person.closed_by_archive.get("roles", []))
    person.archived_on, person.closed_by_archive = None, {}
    person.save(update_fields=["archived_on", "closed_by_archive", "updated_at"])


def reopen_roles(person: Person, closed: Iterable[Closed]) -> None:
    """Give the roles their former last days, unless somebody has changed them or taken them away."""
    for role in closed if person.user_id is not None else ():
        own = Membership.objects.filter(user=person.user_id, organisation=person.organisation_id)
        if "now" in role:
            own.filter(_begun_by(role["was"]), pk=role["id"], ends=role["now"]).update(ends=role["was"])
        elif not own.filter(role=role["role"], starts=role["starts"]).exists():
            Membership.objects.create(
                pk=role["id"],
                user_id=person.user_id,
                organisation_id=person.organisation_id,
                role=role["role"],
                starts=role["starts"],
                ends=role["was"],
            )


def close_roles_again(person: Person, closed: Iterable[Closed]) -> None:
    """The reverse of `reopen_roles`: an import that had taken the card out of the archive is undone."""
    for role in closed if person.user_id is not None else ():
        own = Membership.objects.filter(user=person.user_id, organisation=person.organisation_id, pk=role["id"])
        own = own.filter(ends=role["was"]) if role["was"] else own.filter(ends__isnull=True)
        if "now" in role:
            own.update(ends=role["now"])
        else:
            own.filter(starts=role["starts"]).delete()


def _begun_by(last_day: str | None) -> Q:
    """Rows that may end on the day: none that begins later, since the database would refuse it."""
    return Q(starts__isnull=True) | Q(starts__lte=last_day) if last_day else Q()


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
