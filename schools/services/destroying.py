"""Destruction of a person's data, on request or at the end of their term (design: issued orders stay)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet

from schools.destruction import About, holdings
from schools.enums import DestructionReason, ImportStatus
from schools.journal.erasing import erase_entries, former_names
from schools.journal.services import record
from schools.models import Destruction, Employment, Organisation, Person, StaffImport, User
from schools.objections import objections_to_archiving
from schools.traces import Traces, traces_of

from .erasing import categories_on_card, erase_card

# What every act lists beside what the rooms tell.
JOURNAL = "прежние значения в журнале действий"


def gone_name(number: int) -> str:
    """What stands in place of the name ever after."""
    return f"Данные уничтожены № {number}"


def reasons_not_to_destroy(person: Person, by: User) -> list[str]:
    """Sentences that say what must be settled first; empty when the data may be destroyed."""
    return _obstacles(person, by, _traces(person, gone_name(0)))


def lists_in_preview(person: Person) -> QuerySet[StaffImport]:
    """Lists read and not loaded yet: any of them may name the person."""
    opened = StaffImport.objects.filter(organisation=person.organisation_id, status=ImportStatus.PREVIEW)
    return opened.order_by("pk")


def words_on_list(one: StaffImport) -> str:
    return f"Список «{one.filename}» ещё проверяется, и этот человек может быть в нём: загрузите или отмените его."


def categories_of(person: Person) -> list[str]:
    """Categories of the data that would vanish, as the act will list them."""
    found = categories_on_card(person)
    for holding in reversed(holdings()):
        found += holding.categories(person)
    return [*dict.fromkeys(found), JOURNAL]


@transaction.atomic
def destroy_person(person: Person, *, reason: str, ground_on: date, by: User) -> Destruction:
    """Destroy the data for good and draw up the act. Issued papers stay as they are.

    `ground_on`: the day on which the reason came about. Raises ValidationError with all that stands in the way.
    """
    place = Organisation.objects.select_for_update(no_key=True).get(pk=person.organisation_id)
    person = Person.objects.select_for_update(of=("self",)).select_related("user", "organisation").get(pk=person.pk)
    if reason not in DestructionReason.values:
        raise ValidationError({"reason": "Выберите причину из списка."})
    today = place.today()
    if ground_on > today:
        raise ValidationError({"ground_on": "Этот день ещё не наступил. Впишите день, когда появилась причина."})
    number = (Destruction.objects.filter(organisation=place).aggregate(last=Max("number"))["last"] or 0) + 1
    traces = _traces(person, gone_name(number))
    if reasons := _obstacles(person, by, traces):
        raise ValidationError(reasons)
    act = Destruction.objects.create(
        organisation=place,
        number=number,
        person=person,
        date=today,
        reason=reason,
        ground_on=ground_on,
        operator="\n".join(filter(None, [place.full_name, place.address])),
        categories=categories_of(person),
        done_by=by,
        done_by_name=by.get_full_name()[:250],
        done_by_post=_post_of(by, place),
    )
    about: list[About] = []
    for holding in holdings():
        about += holding.erase(person, traces, by)
    about += erase_card(person, traces)
    assert person.destroyed_at is not None
    erase_entries(about, place, traces, person.destroyed_at)
    record(
        "уничтожены персональные данные",
        person,
        organisation=place,
        user=by,
        after={"акт": str(act), "причина": act.get_reason_display()},
    )
    return act


def _traces(person: Person, instead: str) -> Traces:
    return traces_of(person, instead, former_names(Person._meta.label_lower, person.pk))


def _obstacles(person: Person, by: User, traces: Traces) -> list[str]:
    if person.destroyed_at is not None:
        return ["Данные этого человека уже уничтожены."]
    if person.user_id is not None and person.user_id == by.pk:
        return ["Собственные данные уничтожить нельзя: это делает другой куратор или руководитель."]
    if person.archived_on is None:
        return ["Карточка не в архиве. Сначала отправьте её в архив: так закончатся должности и закроется доступ."]
    found = [*_told(objections_to_archiving([person.pk]).get(person.pk, ""))]
    found += [words_on_list(one) for one in lists_in_preview(person)]
    for holding in reversed(holdings()):
        found += holding.objections(person, traces)
    return found


def _told(sentence: str) -> Iterable[str]:
    return [sentence] if sentence else []


def _post_of(by: User, place: Organisation) -> str:
    posts = Employment.objects.filter(person__user=by, person__organisation=place).active(place.today())
    first = posts.order_by("-is_main", "pk").first()
    return first.post[:250] if first else ""
