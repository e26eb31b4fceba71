"""How long consents hold."""

from datetime import date

from schools.years import AcademicYear

from ..enums import Purpose

# Held until taken back; everything else is for the academic year that its sheet names.
WITHOUT_TERM = frozenset({Purpose.PROCESSING, Purpose.REPRESENTATIVE})


def year_of_sheet(day: date) -> AcademicYear:
    """The academic year that a sheet printed on the day is for: a summer sheet is for the year ahead."""
    year = AcademicYear.of(day)
    return year.next if day.month in (6, 7, 8) else year


def term_of(purpose: str, day: date) -> date | None:
    """Until when a consent printed on the day holds: processing until withdrawn, the rest to the year's end."""
    return None if purpose in WITHOUT_TERM else year_of_sheet(day).end
