"""Taking an import back whole, while nobody has touched what it wrote."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from schools.enums import ImportStatus
from schools.journal.services import prepare, record_many
from schools.models import (
    Employment,
    Enrolment,
    ImportedCard,
    Organisation,
    Person,
    Representation,
    StaffImport,
    User,
)
from schools.selectors.cards import POST_FIELDS, CardState, dates_in, load_cards
from schools.selectors.people import search_extras

from .archiving import close_roles_again, reopen_roles
from .import_writer import PERSON_VALUES, overwrite
from .staff_import import move_import

# Rows that belong to a card and are compared by its state, or that are the import's own.
OWN = (Employment, Enrolment, Representation, ImportedCard)
SHOWN = 5


@transaction.atomic
def undo_import(staff_import: StaffImport, by: User) -> None:
    """Delete the cards that the import made and give the others their former state.

    Raises ValidationError that names who and what prevents; then nothing is taken back.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=staff_import.organisation_id)
    current = StaffImport.objects.select_for_update().get(pk=staff_import.pk)
    if current.status == ImportStatus.UNDONE:
        staff_import.refresh_from_db()
        return
    cards = list(current.cards.select_related("person"))
    list(
        # Whole, unlike other locks of cards: some of these are deleted below, so nobody may begin to refer to them.
        Person.objects.select_for_update()
        .filter(pk__in=[card.person_id for card in cards])
        .order_by("pk")
        .values_list("pk")
    )
    if problems := reasons_not_to_undo(current, cards, organisation):
        more = f" И ещё: {len(problems) - SHOWN}." if len(problems) > SHOWN else ""
        raise ValidationError(f"Отменить загрузку нельзя. {' '.join(problems[:SHOWN])}{more}")
    _take_back(organisation, current, cards, by)
    move_import(current, ImportStatus.UNDONE, deed="отменена загрузка списка", by=by, told={"cards": len(cards)})
    staff_import.refresh_from_db()


def reasons_not_to_undo(
    staff_import: StaffImport, cards: Iterable[ImportedCard] | None = None, organisation: Organisation | None = None
) -> list[str]:
    """Sentences that say who was touched since, and how. The number of queries does not depend on the number of cards."""
    if staff_import.status != ImportStatus.APPLIED:
        return [f"Загрузка в состоянии «{staff_import.get_status_display()}»."]
    kept = list(cards) if cards is not None else list(staff_import.cards.select_related("person"))
    now = load_cards(organisation or staff_import.organisation, [card.person_id for card in kept])
    touched = {card.person_id for card in kept if _is_touched(card, now.get(card.person_id))}
    reasons = [
        f"{card.person.full_name}: карточку изменили после загрузки." for card in kept if card.person_id in touched
    ]
    made = [card for card in kept if card.created and card.person_id not in touched]
    names = {card.person_id: card.person.full_name for card in made}
    reasons += _references(Person, names)
    posts, links = {}, {}
    for card in kept:
        name = card.person.full_name
        old_posts = {post["id"] for post in card.before.get("posts", [])}
        posts |= {post["id"]: name for post in card.after["posts"] if post["id"] not in old_posts}
        old_links = {link["id"] for link in card.before.get("representatives", [])}
        links |= {link["id"]: name for link in card.after["representatives"] if link["id"] not in old_links}
    reasons += _references(Employment, posts)
    reasons += _references(Representation, links)
    made_ids = set(names)
    for link in (
        Representation.objects.filter(representative__in=made_ids).exclude(pk__in=links).select_related("pupil")
    ):
        reasons.append(f"{names[link.representative_id]}: стал представителем ({link.pupil.full_name}).")
    return reasons


def _is_touched(card: ImportedCard, now: CardState | None) -> bool:
    """Compared by what the import remembers: a record older than a column says nothing of it."""
    if now is None:
        return True
    state = now.as_json()
    return any(state.get(name) != value for name, value in card.after.items())


def _references(model: type[models.Model], names: dict[int, str]) -> list[str]:
    """Who of `names` {pk: name} is referred to by rows of other rooms: asked of the models themselves, whatever rooms there are."""
    found: dict[str, list[str]] = defaultdict(list)
    if not names:
        return []
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other in OWN and relation.field.name != "reports_to":
            continue
        field = relation.field.name
        if relation.many_to_many:
            rows = model._default_manager.filter(**{f"{relation.name}__isnull": False}, pk__in=names).values_list(
                "pk", flat=True
            )
        else:
            rows = other._base_manager.filter(**{f"{field}__in": list(names)}).values_list(f"{field}_id", flat=True)
        label = other._meta.verbose_name if field != "reports_to" else "руководитель другого сотрудника"
        for pk in sorted(set(rows)):
            if label not in found[names[pk]]:
                found[names[pk]].append(str(label))
    return [f"{name}: уже есть в программе ({', '.join(labels)})." for name, labels in found.items()]


def _take_back(organisation: Organisation, staff_import: StaffImport, cards: list[ImportedCard], by: User) -> None:
    made = [card.person_id for card in cards if card.created]
    changed = [card for card in cards if not card.created]
    entries = [
        prepare(
            "удалена отменой загрузки", card.person, organisation=organisation, user=by, before=_journaled(card.after)
        )
        for card in cards
        if card.created
    ]
    _restore_roles(changed)
    _restore_grades(changed)
    new_posts, new_links = [], []
    for card in changed:
        old = {post["id"] for post in card.before["posts"]}
        new_posts += [post["id"] for post in card.after["posts"] if post["id"] not in old]
        links = {link["id"] for link in card.before["representatives"]}
        new_links += [link["id"] for link in card.after["representatives"] if link["id"] not in links]
    Employment.objects.filter(pk__in=new_posts).delete()
    Representation.objects.filter(pk__in=new_links).delete()
    people = Person.objects.in_bulk([card.person_id for card in changed])
    posts = Employment.objects.in_bulk([post["id"] for card in changed for post in card.before["posts"]])
    day = organisation.today()
    for card in changed:
        person = people[card.person_id]
        state = dates_in(
            {key: value for key, value in card.before.items() if key not in ("posts", "grades", "representatives")}
        )
        for name, value in state.items():
            setattr(person, name, value)
        held = []
        for stored in card.before["posts"]:
            post = posts[stored["id"]]
            for name, value in dates_in(stored).items():
                setattr(post, name, value)
            if post.ends is None or post.ends >= day:
                held.append(post)
        grades = card.before["grades"]
        person.set_keys(*search_extras(held, [grades[max(grades)]] if grades else []))
        for link in card.before["representatives"]:
            Representation.objects.filter(pk=link["id"]).update(relation=link["relation"])
        entries.append(
            prepare(
                "возвращена отменой загрузки",
                person,
                organisation=organisation,
                user=by,
                before=_journaled(card.after),
                after=_journaled(card.before),
            )
        )
    overwrite(
        people.values(), [*PERSON_VALUES, "archived_on", "closed_by_archive", "name_key", "search_text", "updated_at"]
    )
    overwrite(posts.values(), [name.removesuffix("_id") for name in POST_FIELDS if name != "id"])
    Representation.objects.filter(pupil__in=made).delete()
    Representation.objects.filter(representative__in=made).delete()
    record_many(entries)
    Person.objects.filter(pk__in=made).delete()


def _journaled(state: dict[str, Any]) -> dict[str, Any]:
    """A card's state without what only the programme itself needs."""
    return {name: value for name, value in state.items() if name != "closed_by_archive"}


def _restore_grades(changed: list[ImportedCard]) -> None:
    """Classes as they were, in the same rows; those that the import added come off."""
    rows = []
    extra: dict[str, list[int]] = defaultdict(list)
    for card in changed:
        before: dict[str, Any] = card.before["grades"]
        if before == card.after["grades"]:
            continue
        rows += [Enrolment(person_id=card.person_id, year=int(year), grade=grade) for year, grade in before.items()]
        for year in card.after["grades"].keys() - before.keys():
            extra[year].append(card.person_id)
    Enrolment.objects.bulk_create(
        rows, batch_size=400, update_conflicts=True, unique_fields=["person", "year"], update_fields=["grade"]
    )
    for year, people in extra.items():
        Enrolment.objects.filter(person__in=people, year=int(year)).delete()


def _restore_roles(changed: list[ImportedCard]) -> None:
    """Roles that ended because the import archived the card go on; those that it reopened end again."""
    for card in changed:
        was, became = card.before["archived_on"], card.after["archived_on"]
        if became and not was:
            reopen_roles(card.person, card.after.get("closed_by_archive", {}).get("roles", []))
        elif was and not became:
            close_roles_again(card.person, card.before.get("closed_by_archive", {}).get("roles", []))
