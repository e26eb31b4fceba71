"""The calendar, parsed back by the rules of RFC 5545."""

import re
from datetime import date

import pytest

from roadmaps.calendar import LINE, calendar_of, escaped, folded
from roadmaps.models import Occasion
from roadmaps.services.doing import move_occasion
from tests.roadmaps.cast import laid_out, occasion_of, small
from tests.world import YEAR

pytestmark = pytest.mark.django_db


def parsed(content: bytes) -> list[dict[str, str]]:
    """Events: name with its parameters → value, unescaped."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(len(line) for line in content.split(b"\r\n")) <= LINE
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert lines[2].startswith("PRODID:")
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("END",):
            assert name not in events[-1], name
            events[-1][name] = re.sub(r"\\(.)", lambda sign: {"n": "\n", "N": "\n"}.get(sign[1], sign[1]), value)
    return events


def test_what_has_dates_is_there_and_nothing_else(world):
    roadmap = laid_out(world)
    events = parsed(calendar_of(roadmap))
    dated = list(Occasion.objects.filter(measure__roadmap=roadmap, starts__isnull=False).order_by("starts", "pk"))
    assert sum(len(one.spans) for one in dated) == len(events) == 4
    first = events[0]
    measure = occasion_of(roadmap, "1.1").measure
    assert first["UID"] == f"{measure.uid}-{YEAR}-1"
    assert first["SUMMARY"] == "Приказы"
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20260901", "20261001")
    assert first["DESCRIPTION"] == (
        "Издать приказ о наставничестве\nСрок: сентябрь\nОтветственные: Ветров Г.И.\nОжидаемый результат: Приказ"
    )
    assert first["CATEGORIES"] == "Подготовка"
    assert re.fullmatch(r"\d{8}T\d{6}Z", first["DTSTAMP"])
    assert len({event["UID"] for event in events}) == len(events)


def test_each_stretch_of_days_is_an_event_and_its_end_is_not_in_it(world):
    roadmap = laid_out(world)
    one = occasion_of(roadmap, "1.1")
    one.spans = [["2026-09-07", "2026-09-07"], ["2026-12-28", "2026-12-31"]]
    one.starts, one.ends = date(2026, 9, 7), date(2026, 12, 31)
    one.save()
    got = [
        (event["UID"][-1], event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"])
        for event in parsed(calendar_of(roadmap))
        if event["UID"].startswith(str(one.measure.uid))
    ]
    assert got == [("1", "20260907", "20260908"), ("2", "20261228", "20270101")]


def test_only_the_year_asked_for(world):
    read = small()
    read.stages[0].measures[0].due_text = "ежегодно сентябрь"
    roadmap = laid_out(world, read, years=2)
    years = [event["DTSTART;VALUE=DATE"][:4] for event in parsed(calendar_of(roadmap, YEAR + 1))]
    assert set(years) <= {"2027", "2028"}
    assert len(years) < len(parsed(calendar_of(roadmap)))


def test_what_was_not_held_is_cancelled(world):
    roadmap = laid_out(world)
    one = occasion_of(roadmap, "1.1")
    move_occasion(one, "not_held", version=one.version, by=world.anna, reason="карантин")
    events = parsed(calendar_of(roadmap))
    assert [event.get("STATUS", "") for event in events].count("CANCELLED") == 1


def test_hard_words_come_back_whole(world):
    read = small()
    words = "Совет; «наставник, пара» \\ школа" + "ё" * 200
    read.stages[0].measures[0].title = None
    read.stages[0].measures[0].content = words + "\nвторая строка"
    read.stages[0].measures[0].responsible_text = "Ветров Г.И.;\nКим Я.Р."
    event = parsed(calendar_of(laid_out(world, read)))[0]
    assert event["SUMMARY"] == words[:200]
    assert "Ответственные: Ветров Г.И., Ким Я.Р." in event["DESCRIPTION"]


def test_signs_that_a_calendar_cannot_hold_are_dropped():
    assert escaped("а\x00б\rв\r\nг;д,е\\ж") == "а б в\\nг\\;д\\,е\\\\ж"
    assert ["".join(folded(line)).replace(" ", "") for line in ("ё" * 100, "a" * 75)] == ["ё" * 100, "a" * 75]
    assert [len(part.encode()) for part in folded("a" * 150)] == [75, 75, 2]


def test_the_same_plan_gives_the_same_bytes(world):
    roadmap = laid_out(world)
    assert calendar_of(roadmap) == calendar_of(roadmap)


def test_names_of_a_cell_stand_in_a_row_without_what_parted_them(world):
    read = small()
    read.stages[0].measures[0].responsible_text = "директор;\nОгнева М.П., куратор;\n"
    assert (
        "Ответственные: директор, Огнева М.П., куратор\n"
        in parsed(calendar_of(laid_out(world, read)))[0]["DESCRIPTION"]
    )
