"""The academic year, 1 September – 31 August."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class AcademicYear:
    """The year named by the calendar year in which it begins: `AcademicYear(2026)` is 2026/27."""

    begins: int

    @classmethod
    def of(cls, day: date) -> "AcademicYear":
        return cls(day.year if day.month >= 9 else day.year - 1)

    @property
    def start(self) -> date:
        return date(self.begins, 9, 1)

    @property
    def end(self) -> date:
        return date(self.begins + 1, 8, 31)

    @property
    def previous(self) -> "AcademicYear":
        return AcademicYear(self.begins - 1)

    @property
    def next(self) -> "AcademicYear":
        return AcademicYear(self.begins + 1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.begins}/{(self.begins + 1) % 100:02d}"

    @property
    def full(self) -> str:
        """As papers write it: «2026–2027»."""
        return f"{self.begins}–{self.begins + 1}"
