"""Doubtful things: shown to the curator and the head, and allowed."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from mentoring.banks.enums import Side
from mentoring.consents.selectors import is_minor
from schools.russian import Case, count
from schools.years import AcademicYear

from .draft import Draft, Facts, Finding
from .people import posts_of
from .terms import add_months
from .words import minor_word, no_consents, without

# The letter АЗ-1128/08: a programme lasts from three months to a year; shorter or longer is doubtful, not forbidden.
SHORTEST_MONTHS = 3
# More mentees than this at one mentor is doubtful: regions pay for two at most (domain, section 3).
HIGH_LOAD = 2


def find_warnings(draft: Draft, facts: Facts) -> Iterator[Finding]:
    return chain(
        _relation_warnings(draft, facts),
        _consent_warnings(draft, facts),
        _term_warnings(draft),
        _load_warnings(draft, facts),
    )


def _relation_warnings(draft: Draft, facts: Facts) -> Iterator[Finding]:
    mentor, day = draft.mentor, facts.day
    employed = [
        m for m in draft.mentees if Side.EMPLOYEE in facts.sides[m.person_id] or Side.HEAD in facts.sides[m.person_id]
    ]
    for mentee in employed:
        if any(post.reports_to_id == mentor.person_id for post in posts_of(mentee.person, day)):
            yield Finding(
                "superior",
                f"{mentor.person.short_name} — непосредственный руководитель: {mentee.person.short_name} подчиняется наставнику.",
            )
        elif Side.HEAD in facts.sides[mentor.person_id]:
            yield Finding(
                "superior",
                f"{mentor.person.short_name} входит в руководство организации, {mentee.person.short_name} — в подчинении.",
            )
    for mentee in draft.mentees:
        fit = facts.fits[mentor.pk, mentee.pk]
        if fit.answers_nothing:
            yield Finding(
                "no_fit", f"{mentee.person.short_name}: ни одна сильная сторона наставника не отвечает на запросы."
            )


def _consent_warnings(draft: Draft, facts: Facts) -> Iterator[Finding]:
    missing = facts.missing_in(draft)
    for person in (*(mentee.person for mentee in draft.mentees), draft.mentor.person):
        # Once they are all signed there is nothing to be reminded of.
        if person.pk in missing and is_minor(person, facts.day):
            words = f"{person.short_name} — {minor_word(person)}: нужны согласия законного представителя."
            yield Finding("minor", words)
    for person in draft.people:
        if purposes := missing.get(person.pk):
            words = f"{no_consents(purposes)}. {without(purposes).capitalize()} приказ не издать."
            yield Finding("consent", f"{person.short_name}: {words}")


def _term_warnings(draft: Draft) -> Iterator[Finding]:
    if draft.ends < draft.starts:
        return
    short = any(kind.is_short for kind in draft.kinds)
    if not short and draft.ends < add_months(draft.starts, SHORTEST_MONTHS) - timedelta(days=1):
        yield Finding(
            "short",
            "Срок меньше трёх месяцев. Так бывает у краткосрочных видов; для остальных рекомендовано от трёх месяцев до года.",
        )
    if draft.ends >= add_months(draft.starts, 12):
        yield Finding("long", "Срок больше года. Рекомендовано от трёх месяцев до года.")
    year = AcademicYear(draft.mentor.year)
    if draft.starts not in year or draft.ends not in year:
        yield Finding("outside_year", f"Срок выходит за учебный год {year} (1 сентября — 31 августа).")


def _load_warnings(draft: Draft, facts: Facts) -> Iterator[Finding]:
    mentor = draft.mentor
    if draft.load_after > HIGH_LOAD:
        noun = count(draft.load_after, "наставляемый", "наставляемых", "наставляемых")
        yield Finding("load", f"Большая нагрузка: у наставника {mentor.person.short_in(Case.GENT)} будет {noun}.")
    names = {mentee.person_id: mentee.person.short_name for mentee in draft.mentees}
    for seat in facts.others(draft):
        if draft.replaces is not None and seat.pair_id == draft.replaces.pk:
            continue
        if seat.mentee.person_id in names and seat.mentor.person_id != mentor.person_id:
            yield Finding(
                "other_pair",
                f"{names[seat.mentee.person_id]}: уже есть другой наставник ({seat.mentor.person.short_name}).",
            )
        if seat.mentee.person_id == mentor.person_id:
            yield Finding(
                "mentor_is_mentee",
                f"{mentor.person.short_name} — наставник и при этом наставляемый ({seat.mentor.person.short_name}).",
            )
