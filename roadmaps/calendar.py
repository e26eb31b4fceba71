"""What of a roadmap has dates, as a calendar for any program (RFC 5545): whole days, one event for each stretch of days."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from .enums import MeasureStatus
from .models import Occasion, Roadmap
from .selectors.plan import spans_of

LINE = 75  # octets, section 3.1
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def calendar_of(roadmap: Roadmap, year: int | None = None) -> bytes:
    """All occasions with dates, or those of one academic year. The same plan gives the same bytes."""
    occasions = (
        Occasion.objects.filter(measure__roadmap=roadmap, starts__isnull=False)
        .select_related("measure__stage")
        .order_by("starts", "measure__position", "pk")
    )
    if year is not None:
        occasions = occasions.filter(year=year)
    stamp = roadmap.updated_at.astimezone(UTC)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//roadmap//RU", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(roadmap.title)}")
    for occasion in occasions:
        for number, (first, last) in enumerate(spans_of(occasion), 1):
            lines += _event(occasion, number, first, last, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def has_dates(roadmap: Roadmap) -> bool:
    """Whether there is anything to put into a calendar."""
    return Occasion.objects.filter(measure__roadmap=roadmap, starts__isnull=False).exists()


def _event(occasion: Occasion, number: int, first: date, last: date, stamp: datetime) -> Iterator[str]:
    measure = occasion.measure
    told = [
        f"{label}: {text}" if label else text
        for label, text in (
            ("", measure.content if measure.title else ""),
            ("Срок", measure.due_text),
            ("Ответственные", _in_a_row(measure.responsible_text)),
            ("Ожидаемый результат", measure.expected_result),
        )
        if text
    ]
    yield "BEGIN:VEVENT"
    yield f"UID:{measure.uid}-{occasion.year}-{number}"
    yield f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    # The end of a day-long event is the day after (section 3.6.1).
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(str(measure))}"
    if told:
        yield f"DESCRIPTION:{escaped('\n'.join(told))}"
    if measure.stage.title:
        yield f"CATEGORIES:{escaped(measure.stage.title)}"
    if occasion.status == MeasureStatus.NOT_HELD:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _in_a_row(text: str) -> str:
    """Lines of a cell as one list: what parted them there («директор;») does not stand beside the comma."""
    return ", ".join(line for one in text.split("\n") if (line := one.strip(" ,;")))


def escaped(text: str) -> str:
    """A value of the type TEXT (section 3.3.11)."""
    text = _CONTROL.sub(" ", text.replace("\r\n", "\n"))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets; each further one begins with a space, no letter is cut in two."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE:
            yield part
            part, size = " ", 1
        part += sign
        size += octets
    yield part
