"""Deeds on the organisation: its letterhead, its name in the cases, who heads it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.access.granting import give_role, grantable
from schools.access.roles import roles_in
from schools.enums import Role
from schools.journal.services import record
from schools.models import Headship, Membership, Organisation, Person, User
from schools.russian import tidy_spaces

LETTERHEAD = (
    "founder_lines",
    "full_name",
    "short_name",
    "address",
    "phone",
    "email",
    "site",
    "public_page",
    "place",
    "inn",
    "ogrn",
    "timezone",
)


@transaction.atomic
def save_letterhead(organisation: Organisation, values: dict[str, Any], *, by: User) -> Organisation:
    """Write the fields of `LETTERHEAD`. A new name drops cases corrected for the old one."""
    place = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.legal_entity.pk)
    before = {field: getattr(place, field) for field in LETTERHEAD}
    for field in LETTERHEAD:
        value = values.get(field, before[field])
        if field == "founder_lines":
            value = "\n".join(filter(None, (tidy_spaces(line) for line in value.splitlines())))
        elif field in ("inn", "ogrn"):
            value = "".join(value.split())
        else:
            value = tidy_spaces(value)
        setattr(place, field, value)
    changed = [field for field in LETTERHEAD if getattr(place, field) != before[field]]
    if not changed:
        return place
    for field, which in (("full_name", "full"), ("short_name", "short")):
        if field in changed:
            place.name_cases = {key: cases for key, cases in place.name_cases.items() if key != which}
    place.full_clean(exclude=["slug", "parent"])
    place.save()
    names = {field: str(Organisation._meta.get_field(field).verbose_name) for field in changed}
    record(
        "изменены сведения об организации",
        place,
        organisation=place,
        user=by,
        before={names[field]: before[field] for field in changed},
        after={names[field]: getattr(place, field) for field in changed},
    )
    return place


@transaction.atomic
def save_name_cases(organisation: Organisation, overrides: dict[str, dict[str, str]], *, by: User) -> Organisation:
    """Keep the corrected cases: `{"full": {"gent": "…"}, "short": {…}}`; what is absent follows the rule."""
    place = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.legal_entity.pk)
    before = place.name_cases
    if before != overrides:
        place.name_cases = overrides
        place.save(update_fields=["name_cases"])
        record("исправлены падежи наименования", place, organisation=place, user=by, before=before, after=overrides)
    return place


@transaction.atomic
def save_headship(
    organisation: Organisation,
    *,
    person: Person,
    post: str,
    is_acting: bool,
    starts: date,
    ends: date | None,
    ground: str = "",
    by: User,
    headship: Headship | None = None,
) -> Headship:
    """Record who signs and when; two heads, or two acting heads, do not stand at once.

    Recording decides whose name papers carry. It also gives the role of an acting head to the person's account for the
    term, and takes the former term's away, but only when `by` may give that role: a curator records, the head empowers.
    """
    place = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.legal_entity.pk)
    if not by.is_superuser and not roles_in(by, place) & {Role.CURATOR, Role.HEAD, Role.ACTING_HEAD}:
        raise ValidationError("Руководителя записывает куратор или сам руководитель.")
    if person.organisation_id != place.pk or person.archived_on or person.destroyed_at:
        raise ValidationError({"person": "Выберите человека из действующих карточек организации."})
    row = headship or Headship(organisation=place)
    before = _facts(row) if row.pk else {}
    former = (row.person_id, row.starts, row.ends) if row.pk and row.is_acting else None
    row.person, row.post, row.is_acting, row.ground = person, tidy_spaces(post), is_acting, tidy_spaces(ground)
    row.starts, row.ends = starts, ends
    row.full_clean(exclude=["organisation"])
    for other in Headship.objects.filter(organisation=place, is_acting=is_acting).exclude(pk=row.pk):
        if (other.ends is None or other.ends >= starts) and (ends is None or other.starts <= ends):
            last = f" по {other.ends:%d.%m.%Y}" if other.ends else ""
            raise ValidationError(
                {
                    "starts": f"В эти дни уже записан(а) {other.post.lower()} {other.person.full_name} "
                    f"с {other.starts:%d.%m.%Y}{last}. Сначала укажите там последний день."
                }
            )
    row.save()
    record(
        "изменено руководство" if before else "записан руководитель",
        row,
        organisation=place,
        user=by,
        before=before,
        after=_facts(row),
    )
    if Role.ACTING_HEAD in grantable(by, place):
        _empower(row, former, by)
    return row


def _empower(row: Headship, former: tuple[int, date, date | None] | None, by: User) -> None:
    if former is not None:
        person, starts, ends = former
        if (person, starts, ends) != (row.person_id, row.starts, row.ends) or not row.is_acting:
            lost = Membership.objects.filter(
                user__people=person,
                organisation=row.organisation,
                role=Role.ACTING_HEAD,
                starts=starts,
                ends=ends,
            )
            for held in lost.select_related("user"):
                record(
                    "снята роль",
                    held,
                    organisation=row.organisation,
                    user=by,
                    before={
                        "роль": held.get_role_display(),
                        "кто": held.user.get_full_name(),
                        "с": held.starts,
                        "по": held.ends,
                    },
                )
                held.delete()
    if row.is_acting and row.person.user is not None and row.person.user != by:
        held = give_role(row.person.user, row.organisation, Role.ACTING_HEAD, row.starts, row.ends)
        record(
            "дана роль",
            held,
            organisation=row.organisation,
            user=by,
            after={"роль": held.get_role_display(), **_term(row)},
        )


def _term(row: Headship) -> dict[str, Any]:
    return {"с": row.starts, "по": row.ends}


def _facts(row: Headship) -> dict[str, Any]:
    return {"кто": row.person.full_name, "должность": row.post, "исполняет обязанности": row.is_acting, **_term(row)}
