"""A protocol as papers name it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from schools.papers.numbers import tidy_number


def protocol_words(protocol: Mapping[str, Any]) -> str:
    """«протокол от 30.08.2026 № 1»."""
    day = date.fromisoformat(protocol["date"]) if protocol.get("date") else None
    return f"протокол {f'от {day:%d.%m.%Y} ' if day else ''}№ {tidy_number(protocol['number'])}"
