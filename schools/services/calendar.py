"""The production calendar, kept by the administrator of the installation: each change is journaled and can be taken back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from schools.journal.models import Entry
from schools.journal.services import prepare
from schools.models import CalendarDay, User
from schools.russian import count
from schools.working_days import SATURDAY, Calendar, by_law

WORKING, OFF = "рабочий", "нерабочий"
# Day → (is it a working one, ground); None is a day that follows from the rule.
Days = Mapping[date, tuple[bool, str] | None]


def set_day(day: date, is_working: bool, ground: str, by: User) -> Entry | None:
    """Enter one day, or change what stands; None when it stands so already. Raises ValidationError, PermissionDenied."""
    return _apply("внесён день календаря", f"{day:%d.%m.%Y}", {day: (is_working, _told(ground))}, by)


def remove_day(day: date, reason: str, by: User) -> Entry | None:
    """The day follows from the rule again."""
    if not reason.strip():
        raise ValidationError("Напишите, почему день убирается.")
    return _apply("убран день календаря", f"{day:%d.%m.%Y}", {day: None}, by, reason=reason.strip())


def enter_year(year: int, off: Collection[date], working: Collection[date], ground: str, by: User) -> Entry | None:
    """Days off and working days of a whole year, as the decree lists them. Days that the week alone makes so are passed
    over: a list copied from a ready calendar names plain Saturdays and Sundays too.
    """
    _check(year, [*off, *working])
    if both := sorted(set(off) & set(working)):
        raise ValidationError(
            f"{both[0]:%d.%m.%Y} стоит и среди нерабочих, и среди рабочих дней. Оставьте в одном списке."
        )
    ground, rule = _told(ground), Calendar()
    days = {day: (False, ground) for day in off if day.weekday() < SATURDAY}
    days |= {day: (True, ground) for day in working if not rule.is_working(day)}
    if not days:
        raise ValidationError("Все эти дни и без календаря такие: записывать нечего. Впишите перенесённые дни.")
    return _apply("внесён год календаря", f"{year} год", days, by)


def fill_year(year: int, by: User) -> Entry | None:
    """The days off that the law itself names; what was entered for the year stays. None when all of them stand."""
    _check(year, [])
    standing = set(CalendarDay.objects.filter(date__year=year).values_list("date", flat=True))
    days = {day: (False, ground) for day, ground in by_law(year).items() if day not in standing}
    return _apply("внесены праздники года", f"{year} год", days, by)


def undo_change(entry: Entry, by: User) -> Entry | None:
    """Take one change of the calendar back. Raises ValidationError when a day of it was changed since."""
    if entry.subject_type != CalendarDay._meta.label_lower:
        raise ValidationError("Это запись не о календаре.")
    days = {_day_of(key) for key in (*entry.before, *entry.after)}
    standing = {row.date: words_of(row.is_working, row.ground) for row in CalendarDay.objects.filter(date__in=days)}
    changed = sorted(day for day in days if standing.get(day) != entry.after.get(f"{day:%d.%m.%Y}"))
    if changed:
        raise ValidationError(f"{changed[0]:%d.%m.%Y} с тех пор изменили. Поправьте день сами.")
    wanted = {day: _read(entry.before.get(f"{day:%d.%m.%Y}")) for day in days}
    return _apply("отменено изменение календаря", entry.subject_name, wanted, by)


def told_of(entry: Entry) -> str:
    """What the change did, for the message after it."""
    days = count(len({*entry.before, *entry.after}), "день", "дня", "дней")
    return f"Календарь изменён: {entry.subject_name}, {days}."


def words_of(is_working: bool, ground: str) -> str:
    """«нерабочий: постановление …», as the journal keeps a day."""
    return f"{WORKING if is_working else OFF}: {ground}"


def _read(words: str | None) -> tuple[bool, str] | None:
    if words is None:
        return None
    state, _, ground = words.partition(": ")
    return state == WORKING, ground


def _day_of(key: str) -> date:
    return datetime.strptime(key, "%d.%m.%Y").date()  # a plain day has no time zone


def _told(ground: str) -> str:
    ground = " ".join(ground.split())
    if not ground:
        raise ValidationError({"ground": "Впишите основание: постановление Правительства или закон региона."})
    return ground


def _check(year: int, days: Collection[date]) -> None:
    if strangers := sorted(day for day in days if day.year != year):
        raise ValidationError(f"{strangers[0]:%d.%m.%Y} — день другого года. Здесь вписывают {year} год.")


@transaction.atomic
def _apply(deed: str, named: str, wanted: Days, by: User, reason: str = "") -> Entry | None:
    if not by.is_superuser:
        raise PermissionDenied("Календарь ведёт администратор системы.")
    rows = {row.date: row for row in CalendarDay.objects.select_for_update().filter(date__in=wanted)}
    standing = {day: (row.is_working, row.ground) for day, row in rows.items()}
    changed = {day: fact for day, fact in sorted(wanted.items()) if standing.get(day) != fact}
    if not changed:
        return None
    CalendarDay.objects.filter(date__in=[day for day, fact in changed.items() if fact is None]).delete()
    kept = [CalendarDay(date=day, is_working=fact[0], ground=fact[1]) for day, fact in changed.items() if fact]
    for row in kept:
        row.clean_fields()
    # Two administrators who enter one day at once leave the later of the two, not an error.
    CalendarDay.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["date"], update_fields=["is_working", "ground"]
    )
    entry = prepare(
        deed,
        rows.get(min(changed)) or CalendarDay(date=min(changed)),
        organisation=None,
        user=by,
        before={f"{day:%d.%m.%Y}": words_of(*standing[day]) for day in changed if day in standing},
        after={f"{day:%d.%m.%Y}": words_of(*fact) for day, fact in changed.items() if fact is not None},
        reason=reason,
    )
    entry.subject_name = named
    entry.save()
    return entry
