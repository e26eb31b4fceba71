"""Filling the banks: from the list of people, and from last year."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from mentoring.consents.selectors import taken_back
from schools.journal.services import record
from schools.models import Organisation, Person, User
from schools.years import AcademicYear

from ..enums import BankStatus
from ..models import Mentee, MenteeRequest, Mentor, MentorStrength

Entry = Mentor | Mentee


@dataclass
class BulkResult[E: Entry]:
    """What a bulk deed did: entries it made or changed, people it left out and why, and what deserves a look."""

    added: list[E] = field(default_factory=list)
    skipped: list[tuple[Person, str]] = field(default_factory=list)
    warnings: list[tuple[Person, str]] = field(default_factory=list)


def add_mentors(organisation: Organisation, year: int, people: Iterable[Person], by: User | None) -> BulkResult[Mentor]:
    """Put people into the bank of mentors of the year as candidates."""
    return _add(Mentor, Mentee, organisation, year, people, by)


def add_mentees(organisation: Organisation, year: int, people: Iterable[Person], by: User | None) -> BulkResult[Mentee]:
    """Put people into the bank of mentees of the year as candidates."""
    return _add(Mentee, Mentor, organisation, year, people, by)


@transaction.atomic
def copy_mentors(
    organisation: Organisation, year: int, entries: Iterable[Mentor], by: User | None
) -> BulkResult[Mentor]:
    """Bring last year's mentors over with strengths, forms, kinds, places and hours; they are candidates again."""
    rows = _last_year(Mentor, organisation, year, entries).prefetch_related("forms", "kinds", "strengths__topic")
    old = {entry.person_id: entry for entry in rows}
    result = add_mentors(organisation, year, [entry.person for entry in old.values()], by)
    for entry in result.added:
        former = old[entry.person_id]
        entry.capacity = former.capacity
        entry.hours_per_week = former.hours_per_week
        entry.achievements = former.achievements
        entry.interests = former.interests
        entry.wished_age = former.wished_age
        entry.note = former.note
        entry.save(update_fields=["capacity", "hours_per_week", "achievements", "interests", "wished_age", "note"])
        entry.forms.set(form for form in former.forms.all() if form.is_active)
        entry.kinds.set(kind for kind in former.kinds.all() if kind.is_active)
        MentorStrength.objects.bulk_create(
            MentorStrength(mentor=entry, topic_id=line.topic_id, detail=line.detail, detail_key=line.detail_key)
            for line in former.strengths.all()
            if line.topic.is_active
        )
        _record_copy(entry, former, by)
    return result


@transaction.atomic
def copy_mentees(
    organisation: Organisation, year: int, entries: Iterable[Mentee], by: User | None
) -> BulkResult[Mentee]:
    """Bring last year's mentees over with their requests; a year is added to the experience."""
    rows = _last_year(Mentee, organisation, year, entries).prefetch_related("requests__topic")
    old = {entry.person_id: entry for entry in rows}
    result = add_mentees(organisation, year, [entry.person for entry in old.values()], by)
    for entry in result.added:
        former = old[entry.person_id]
        entry.experience_years = None if former.experience_years is None else former.experience_years + 1
        entry.note = former.note
        entry.save(update_fields=["experience_years", "note"])
        MenteeRequest.objects.bulk_create(
            MenteeRequest(
                mentee=entry,
                topic_id=line.topic_id,
                detail=line.detail,
                detail_key=line.detail_key,
                priority=line.priority,
                source=line.source,
            )
            for line in former.requests.all()
            if line.topic.is_active
        )
        _record_copy(entry, former, by)
    return result


@transaction.atomic
def _add[E: Entry](
    model: type[E],
    other: type[Entry],
    organisation: Organisation,
    year: int,
    people: Iterable[Person],
    by: User | None,
) -> BulkResult[E]:
    """Lock the people, so that a form sent twice adds each once, then add those who may be added."""
    result: BulkResult[E] = BulkResult()
    asked = {person.pk: person for person in people}
    # In order of keys: two bulk deeds over the same people wait for each other instead of locking crosswise.
    locked = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=asked).order_by("pk")
    present = {entry.person_id: entry for entry in model._default_manager.filter(person__in=asked, year=year)}
    opposite = set(
        other._default_manager.filter(person__in=asked, year=year)
        .exclude(status=BankStatus.WITHDRAWN)
        .values_list("person", flat=True)
    )
    today = organisation.today()
    gone = taken_back(asked, today)
    for person in sorted(locked, key=lambda one: (one.name_key, one.pk)):
        if reason := _why_not(person, organisation, present.get(person.pk)):
            result.skipped.append((person, reason))
            continue
        if person.pk in gone:
            result.skipped.append((person, f"согласие на обработку данных отозвано {gone[person.pk]:%d.%m.%Y}"))
            continue
        entry = model(organisation=organisation, person=person, year=year, entered_on=today)
        entry.save()
        result.added.append(entry)
        if person.pk in opposite:
            result.warnings.append((person, _both_sides(model)))
        record(_deed(model), entry, organisation=organisation, user=by, after={"учебный год": str(AcademicYear(year))})
    return result


@transaction.atomic
def remove_entry(entry: Entry, by: User | None) -> None:
    """Take out a candidate put into the bank by mistake, whom nothing refers to. The journal keeps the deed."""
    entry = type(entry)._default_manager.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    name = entry.person.short_name
    if entry.status != BankStatus.CANDIDATE:
        raise ValidationError(f"{name} сейчас «{entry.get_status_display()}»: убрать можно только кандидата.")
    deed = "убран из банка наставников" if isinstance(entry, Mentor) else "убран из банка наставляемых"
    record(deed, entry, organisation=entry.organisation, user=by, reason="внесён по ошибке")
    try:
        entry.delete()
    except ProtectedError as refusal:
        raise ValidationError(f"{name} уже стоит в паре: выведите из банка с причиной.") from refusal


def _why_not(person: Person, organisation: Organisation, present: Entry | None) -> str:
    if person.organisation_id != organisation.pk:
        return "карточка другой организации"
    if present is not None and present.status == BankStatus.WITHDRAWN:
        return "выбыл из банка в этом году; верните его из карточки"
    if present is not None:
        return "уже в банке"
    if person.archived_on is not None or person.destroyed_at is not None:
        return "карточка в архиве"
    return ""


def _both_sides(model: object) -> str:
    """Reverse mentoring: lawful, yet worth a look."""
    other = "наставляемых" if model is Mentor else "наставников"
    return f"стоит и в банке {other}: будет и учить, и учиться"


def _deed(model: object) -> str:
    return "внесён в банк наставников" if model is Mentor else "внесён в банк наставляемых"


def _last_year[E: (Mentor, Mentee)](
    model: type[E], organisation: Organisation, year: int, entries: Iterable[E]
) -> QuerySet[E]:
    """The entries reread: what is copied is what stands there now, and only of the organisation's last year."""
    chosen = [entry.pk for entry in entries]
    return model._default_manager.filter(pk__in=chosen, organisation=organisation, year=year - 1).select_related(
        "person"
    )


def _record_copy(entry: Entry, former: Entry, by: User | None) -> None:
    record(
        "сведения перенесены с прошлого года",
        entry,
        organisation=entry.organisation,
        user=by,
        after={"откуда": str(former.academic_year)},
    )
