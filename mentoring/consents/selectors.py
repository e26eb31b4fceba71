"""Reading consents: what is required of whom, what is missing, what a withdrawal leads to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from schools.models import Employment, Person
from schools.years import AcademicYear

from .enums import ConsentStatus, Purpose
from .models import Consent

# 152-ФЗ names no age of self-consent; practice takes the age of majority (domain, section 4).
ADULT_AGE = 18
# From this age a teenager is asked to sign beside the representative.
OWN_SIGNATURE_AGE = 14


def required_purposes(is_mentor: bool, is_mentee: bool) -> tuple[Purpose, ...]:
    """What a participant has to sign: processing of data for everybody, then the part that he or she takes."""
    required: list[Purpose] = []
    if is_mentor or is_mentee:
        required.append(Purpose.PROCESSING)
    if is_mentor:
        required.append(Purpose.MENTOR_DUTIES)
    if is_mentee:
        required.append(Purpose.MENTEE_PART)
    return tuple(required)


@dataclass(frozen=True)
class Owed:
    """A consent that a person has not given by the day. `prepared` is the printed sheet that waits, if any."""

    person_id: int
    purpose: Purpose
    prepared: Consent | None = None
    # The last sheet that was signed and no longer counts: withdrawn, or past its term.
    lapsed: Consent | None = None

    @property
    def state(self) -> str:
        if self.prepared is not None:
            return "напечатано, не подписано"
        if self.lapsed is not None and self.lapsed.status == ConsentStatus.WITHDRAWN:
            return "отозвано"
        if self.lapsed is not None:
            return "срок истёк"
        return "не печаталось"


def owed(people: Mapping[int, Iterable[Purpose]], day: date) -> list[Owed]:
    """Everything that these people owe on the day, in the order of `people`, in one query.

    `people` maps a person's id to the purposes required of him or her (`required_purposes`).
    """
    if not people:
        return []
    by_key: dict[tuple[int, str], list[Consent]] = defaultdict(list)
    for consent in (
        Consent.objects.filter(person__in=list(people)).exclude(status=ConsentStatus.REPLACED).order_by("pk")
    ):
        by_key[consent.person_id, consent.purpose].append(consent)
    found = []
    for person_id, purposes in people.items():
        for purpose in purposes:
            known = by_key[person_id, purpose]
            if any(is_in_force(consent, day) for consent in known):
                continue
            found.append(
                Owed(
                    person_id,
                    purpose,
                    prepared=next((one for one in known if one.status == ConsentStatus.PREPARED), None),
                    lapsed=next((one for one in reversed(known) if one.status != ConsentStatus.PREPARED), None),
                )
            )
    return found


def missing_for(people: Mapping[int, Iterable[Purpose]], day: date) -> dict[int, list[Purpose]]:
    """Who lacks which consent on the day; those who lack nothing are left out. One query."""
    missing: dict[int, list[Purpose]] = {}
    for debt in owed(people, day):
        missing.setdefault(debt.person_id, []).append(debt.purpose)
    return missing


def is_in_force(consent: Consent, day: date) -> bool:
    """The same rule as `Consent.objects.in_force`, for a row already read."""
    return (
        consent.status == ConsentStatus.SIGNED
        and consent.signed_on is not None
        and consent.signed_on <= day
        and (consent.valid_until is None or consent.valid_until >= day)
    )


def age_on(person: Person, day: date) -> int | None:
    """Full years on the day; None when the birth date is not known."""
    born = person.birth_date
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_minor(person: Person, day: date) -> bool:
    """Whether a representative has to sign on the day.

    A pupil whose birth date nobody wrote down is taken for a minor, the stricter reading. A pupil is who was in a class, of
    whatever year: in August the new classes are not entered yet, and nobody grows up for the summer. A post that holds on
    the day outweighs an old class: a former pupil came back to work. Reads posts and classes as fetched beforehand, if they were.
    """
    age = age_on(person, day)
    if age is not None:
        return age < ADULT_AGE
    return bool(person.enrolments.all()) and not any(_holds(post, day) for post in person.employments.all())


def _holds(post: Employment, day: date) -> bool:
    return (post.starts is None or post.starts <= day) and (post.ends is None or post.ends >= day)


def signing_note(person: Person, day: date) -> str:
    """Who puts a signature, when it is not simply the person; empty for adults."""
    if not is_minor(person, day):
        return ""
    age = age_on(person, day)
    if age is not None and age >= OWN_SIGNATURE_AGE:
        return "Подписывает законный представитель; с 14 лет рядом подписывается и сам подросток."
    return "Подписывает законный представитель."


def year_of_sheet(day: date) -> AcademicYear:
    """The academic year that a sheet printed on the day is for: a summer sheet is for the year ahead."""
    year = AcademicYear.of(day)
    return year.next if day.month in (6, 7, 8) else year


def term_of(purpose: str, day: date) -> date | None:
    """Until when a consent printed on the day holds: processing until withdrawn, the rest to the year's end."""
    return None if purpose == Purpose.PROCESSING else year_of_sheet(day).end


def consequences_of_withdrawal(consent: Consent) -> list[str]:
    """What happens when the person takes the consent back, said before it is recorded."""
    name = consent.person.short_name
    match consent.purpose:
        case Purpose.PROCESSING:
            return [
                f"Карточку {name} придётся закрыть, а данные уничтожить за 30 дней (152-ФЗ, статья 21, часть 5).",
                "Новые документы с этим человеком составить будет нельзя; изданные приказы остаются.",
                "Пары, в которых он состоит, нужно завершить приказом.",
            ]
        case Purpose.MENTOR_DUTIES:
            return [
                "Наставник досрочно отказывается от обязанностей (ТК РФ, статья 351.8).",
                "Его пары нужно завершить приказом.",
                "В новые приказы о закреплении пар он не войдёт, пока не подпишет новый лист.",
            ]
        case _:
            return [
                "Наставляемый выходит из наставничества: его пары нужно завершить приказом.",
                "В новые приказы о закреплении пар он не войдёт, пока не подпишет новый лист.",
            ]
