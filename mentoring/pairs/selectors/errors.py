"""Mistakes: each refuses the pair and says why and what to do."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mentoring.banks.enums import BankStatus, Side
from mentoring.banks.models import Mentee, Mentor
from schools.years import AcademicYear

from ..enums import PairStatus
from .draft import Draft, Facts, Finding

SETTLED = frozenset({PairStatus.APPROVED, PairStatus.ORDERED, PairStatus.ENDED})


def find_errors(draft: Draft, facts: Facts) -> Iterator[Finding]:
    mentor, mentees = draft.mentor, draft.mentees
    if not mentees:
        yield Finding("nobody", "Выберите хотя бы одного наставляемого.")
    if draft.ends < draft.starts:
        yield Finding("ends_before_start", "Пара заканчивается раньше, чем начинается. Поправьте даты.")
    yield from _term_errors(draft, facts.day)
    entries: list[Mentor | Mentee] = [mentor, *mentees]
    for entry in entries:
        yield from _entry_errors(draft, entry)
    for mentee in mentees:
        if mentee.person_id == mentor.person_id:
            yield Finding("self", f"{mentor.person.short_name}: человек не может быть наставником самому себе.")
    if len({mentee.pk for mentee in mentees}) < len(mentees):
        yield Finding("mentee_twice", "Один и тот же наставляемый выбран дважды.")
    if draft.load_after > mentor.capacity:
        free = max(mentor.capacity - mentor.load + draft.own_places, 0)
        yield Finding(
            "over_limit",
            f"{mentor.person.short_name}: мест для наставляемых {mentor.capacity}, свободно {free}, а выбрано {len(mentees)}. "
            "Увеличьте предел в карточке наставника или выберите другого.",
        )
    ids = {mentee.person_id for mentee in mentees}
    for seat in facts.others(draft):
        if seat.mentor.person_id == mentor.person_id and seat.mentee.person_id in ids:
            yield Finding(
                "twice",
                f"{mentor.person.short_name} и {seat.mentee.person.short_name} уже вместе в паре "
                f"с {seat.pair.starts:%d.%m.%Y} по {seat.pair.ends:%d.%m.%Y}.",
            )
    yield from _replacing_errors(draft)
    yield from _form_errors(draft, facts)
    for kind in draft.kinds:
        if kind.needs_group and len(mentees) < 2:
            yield Finding(
                "group_of_one",
                f"Вид «{kind.name}» — это двое наставляемых и больше. Добавьте ещё или выберите другой вид.",
            )


def _replacing_errors(draft: Draft) -> Iterator[Finding]:
    """Another mentor for the same people, and no day without one."""
    old = draft.replaces
    if old is None:
        return
    if {mentee.pk for mentee in draft.mentees} != {seat.mentee_id for seat in old.seats.all()}:
        yield Finding(
            "replaces_others",
            "При замене наставника наставляемые остаются теми же. Чтобы собрать других людей, отмените эту замену "
            "и составьте новую пару.",
        )
    if draft.starts > old.ends + timedelta(days=1):
        yield Finding(
            "replaced_too_late",
            f"Срок прежней пары кончается {old.ends:%d.%m.%Y}: новый наставник начинает не позже следующего дня.",
        )
    if draft.starts < old.starts:
        yield Finding(
            "replaced_too_early",
            f"Прежняя пара начинается {old.starts:%d.%m.%Y}: раньше этого дня заменять некого.",
        )


def _term_errors(draft: Draft, day: date) -> Iterator[Finding]:
    """Slips of the hand in the year: a term of centuries is not a doubt."""
    starts, ends = draft.starts, draft.ends
    earliest = AcademicYear.of(day).previous.start
    # A pair that was decided on grows old rightly: its order may be annulled and issued anew years later.
    settled = draft.pair is not None and draft.pair.status in SETTLED
    if starts < earliest and not settled:
        yield Finding("starts_long_ago", f"Проверьте годы: пара не может начинаться раньше {earliest:%d.%m.%Y}.")
    # Compared by parts: two years after the last years of the calendar there is no date.
    if (ends.year - 2, ends.month, ends.day) > (starts.year, starts.month, starts.day):
        yield Finding("ends_far_off", "Проверьте годы: пара не может длиться больше двух лет.")


def _entry_errors(draft: Draft, entry: Mentor | Mentee) -> Iterator[Finding]:
    name, bank = entry.person.short_name, "наставников" if isinstance(entry, Mentor) else "наставляемых"
    if entry.organisation_id != draft.organisation.pk:
        yield Finding("foreign", f"{name}: это человек другой организации.")
        return
    if entry.person.archived_on or entry.person.destroyed_at:
        yield Finding("archived", f"{name}: карточка в архиве. Верните её или выберите другого человека.")
    if entry.status == BankStatus.WITHDRAWN:
        yield Finding(
            "withdrawn", f"{name}: в банке {bank} отмечено выбытие. Верните в банк или выберите другого человека."
        )
    elif entry.status != BankStatus.CONFIRMED:
        yield Finding(
            "not_confirmed", f"{name}: участие в банке {bank} ещё не подтверждено. Подтвердите его и продолжайте."
        )
    if entry.year != draft.mentor.year:
        yield Finding("other_year", f"{name}: в банке {bank} другого учебного года ({AcademicYear(entry.year)}).")


def _form_errors(draft: Draft, facts: Facts) -> Iterator[Finding]:
    form = draft.form
    if form is None:
        yield Finding("no_form", "Выберите форму наставничества.")
        return
    if form.organisation_id not in (None, draft.organisation.pk):
        yield Finding("foreign_form", "Такой формы наставничества в организации нет. Выберите из списка.")
    if not facts.sides[draft.mentor.person_id] & set(form.mentor_sides):
        yield Finding(
            "form_mentor",
            f"Форма «{form.name}» не подходит: наставник в ней — {_sides(form.mentor_sides)}, "
            f"а {draft.mentor.person.short_name} — {_sides(facts.sides[draft.mentor.person_id])}.",
        )
    for mentee in draft.mentees:
        if not facts.sides[mentee.person_id] & set(form.mentee_sides):
            yield Finding(
                "form_mentee",
                f"Форма «{form.name}» не подходит: наставляемый в ней — {_sides(form.mentee_sides)}, "
                f"а {mentee.person.short_name} — {_sides(facts.sides[mentee.person_id])}.",
            )


def _sides(sides: Iterable[str]) -> str:
    return " или ".join(side.label for side in Side if side in set(sides)) or "без должности и класса"
