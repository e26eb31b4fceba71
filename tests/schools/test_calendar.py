"""The page of the production calendar: who reads it, who keeps it, and that every change is told and can be taken back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ValidationError as Unread
from django.urls import reverse

from schools.forms.calendar import days_in
from schools.journal.models import Entry
from schools.models import CalendarDay
from schools.selectors.calendar import calendar_of
from schools.services.calendar import enter_year, fill_year, remove_day, set_day, undo_change
from schools.working_days import LAW, Calendar

pytestmark = pytest.mark.django_db
DECREE = "постановление Правительства РФ от 01.10.2026 № 1500"
NEW_YEAR_EVE = date(2027, 12, 31)


def entered(year: int = 2027) -> dict[date, tuple[bool, str]]:
    rows = CalendarDay.objects.filter(date__year=year)
    return {row.date: (row.is_working, row.ground) for row in rows}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("09.01.2027", [(1, 9)]),
        ("9 января, 31 декабря 2027 года", [(1, 9), (12, 31)]),
        ("1–3 января", [(1, 1), (1, 2), (1, 3)]),
        ("с 30.04 по 2 мая", [(4, 30), (5, 1), (5, 2)]),
        ("1, 2 и 5 марта\n\n 4 ноября;", [(3, 1), (3, 2), (3, 5), (11, 4)]),
        ("", []),
    ],
)
def test_a_pasted_list_is_read(text, days):
    assert days_in(text, 2027) == [date(2027, month, day) for month, day in days]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9 янвря", "Не удалось прочитать: «9 янвря»."),
        ("31.02", "Не удалось прочитать: «31.02»."),
        ("9", "Не удалось прочитать: «9»."),
        ("09.01.2026", "«09.01.2026» — день другого года. Здесь вписывают 2027 год."),
        ("5–1 января", "«5–1 января»: конец раньше начала."),
    ],
)
def test_what_cannot_be_read_is_named(text, said):
    with pytest.raises(Unread) as refusal:
        days_in(text, 2027)
    assert refusal.value.messages[0].startswith(said)


def test_a_year_is_entered_from_the_decree_at_once(world):
    off = [date(2027, 1, 2), date(2027, 2, 22), NEW_YEAR_EVE]  # the 2nd of January is a Saturday: nothing to keep
    enter_year(2027, off, [date(2027, 2, 20)], DECREE, world.admin)
    assert entered() == {
        date(2027, 2, 20): (True, DECREE),
        date(2027, 2, 22): (False, DECREE),
        NEW_YEAR_EVE: (False, DECREE),
    }
    calendar = Calendar.read()
    assert (calendar.is_working(date(2027, 2, 20)), calendar.is_working(NEW_YEAR_EVE)) == (True, False)
    assert calendar.unknown_years(NEW_YEAR_EVE, NEW_YEAR_EVE) == []


def test_holidays_of_the_law_alone_do_not_make_the_year_known(world):
    fill_year(2027, world.admin)
    law = entered()
    assert (len(law), law[date(2027, 5, 3)], law[date(2027, 1, 1)]) == (
        17,
        (False, f"{LAW}, часть 2"),
        (False, LAW),
    )
    shown = calendar_of(2027)
    assert (shown.is_known, shown.may_fill) == (False, False)
    assert Calendar.read().unknown_years(NEW_YEAR_EVE, NEW_YEAR_EVE) == [2027]
    assert fill_year(2027, world.admin) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda by: set_day(NEW_YEAR_EVE, False, DECREE, by),
        lambda by: set_day(date(2027, 3, 1), True, "закон региона", by),
        lambda by: remove_day(date(2027, 3, 1), "внесли по ошибке", by),
        lambda by: enter_year(2027, [NEW_YEAR_EVE, date(2027, 3, 1)], [], DECREE, by),
        lambda by: fill_year(2027, by),
    ],
)
def test_every_change_is_journaled_and_taken_back(world, change):
    CalendarDay.objects.create(date=date(2027, 3, 1), is_working=False, ground="закон")
    before = entered()
    entry = change(world.admin)
    after = entered()
    assert after != before
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.user, kept.organisation) == (world.admin, None)
    back = undo_change(kept, world.admin)
    assert entered() == before
    undo_change(Entry.objects.get(pk=back.pk), world.admin)
    assert entered() == after
    set_day(NEW_YEAR_EVE, True, "другое", world.admin)
    if f"{NEW_YEAR_EVE:%d.%m.%Y}" in kept.after:
        with pytest.raises(ValidationError, match=r"31\.12\.2027 с тех пор изменили"):
            undo_change(Entry.objects.get(pk=entry.pk), world.admin)


def test_nobody_else_keeps_the_calendar(world):
    for by in (world.anna, world.gleb):
        with pytest.raises(PermissionDenied):
            set_day(NEW_YEAR_EVE, False, DECREE, by)
    assert entered() == {}


def test_the_year_is_entered_and_a_day_removed_on_the_page(world, enter):
    client = enter(world.admin)
    page = client.get("/calendar/", {"of": "2027"}).content.decode()
    assert "Переносы 2027 года не внесены." in page
    asked = {"year": "2027", "off": "31 декабря", "working": "", "ground": DECREE}
    page = client.post("/calendar/year/", asked, follow=True).content.decode()
    assert ("Календарь изменён: 2027 год, 1 день." in page, "Переносы 2027 года не внесены." in page) == (True, False)
    row = CalendarDay.objects.get(date=NEW_YEAR_EVE)
    refused = client.post(f"/calendar/{row.pk}/remove/", {"reason": ""})
    assert (refused.status_code, list(entered())) == (200, [NEW_YEAR_EVE])
    client.post(f"/calendar/{row.pk}/remove/", {"reason": "отменили перенос"})
    assert entered() == {}
    entry = Entry.objects.latest("pk")
    assert (entry.reason, entry.before) == ("отменили перенос", {"31.12.2027": f"нерабочий: {DECREE}"})
    client.post(f"/calendar/changes/{entry.pk}/undo/")
    assert list(entered()) == [NEW_YEAR_EVE]


def test_what_was_typed_stays_when_it_is_refused(world, enter):
    asked = {"year": "2027", "off": "31 дикабря", "working": "", "ground": ""}
    page = enter(world.admin).post("/calendar/year/", asked).content.decode()
    assert "Не удалось прочитать: «31 дикабря»" in page
    assert ">31 дикабря</textarea>" in page.replace("\n", "")
    assert entered() == {}


def test_curator_and_head_read_it_from_the_settings(world, enter):
    address = reverse("schools:calendar", args=[world.school.slug])
    for user in (world.anna, world.gleb):
        page = enter(user).get(address, {"of": "2026"}).content.decode()
        assert "247 рабочих дней" in page.replace("\u00a0", " ")
        assert "постановление Правительства РФ от 24.09.2025 № 1466: выходной с 03.01" in page.replace("\u00a0", " ")
        assert "calendar/year/" not in page
    assert f'href="{address}"' in enter(world.anna).get(reverse("schools:organisation_settings", args=[world.school.slug])).content.decode()  # fmt: skip


def test_holidays_of_the_law_are_marked_on_week_ends_too(world):
    """In 2026 the 3rd and 4th of January, the 8th of March and the 9th of May are week-end days."""
    months = calendar_of(2026).months
    marks = {cell.day: cell.mark for month in months for week in month.weeks for cell in week if cell}
    on_week_ends = [date(2026, 1, 3), date(2026, 1, 4), date(2026, 3, 8), date(2026, 5, 9)]
    assert [marks[day] for day in on_week_ends] == ["holiday"] * 4
    assert (marks[date(2026, 3, 7)], marks[date(2026, 6, 12)]) == ("off", "holiday")


def test_the_page_costs_two_queries_however_full_the_year(world, django_assert_num_queries):
    fill_year(2027, world.admin)
    with django_assert_num_queries(2):
        calendar_of(2027)
