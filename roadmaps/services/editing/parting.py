"""One measure into several: by its numbered list, else by its dashes, else by its lines."""

import re
from dataclasses import dataclass

_NUMBERED = re.compile(r"\d{1,3}[.)](?!\d)\s*")
_DASH = re.compile(r"[-–—•]\s+")
_INLINE = re.compile(r"(?:(?<=\s)|^)(\d{1,3})\)\s*")


@dataclass(frozen=True)
class Parts:
    """`lead` is what stands before the first item and holds for all of them («Подготовить:»)."""

    lead: str
    items: list[str]


def parts_of(content: str) -> Parts:
    """At least no word is lost: lead and items hold all of the content but the marks of the list."""
    lines = content.split("\n")
    for mark in (_NUMBERED, _DASH):
        if sum(bool(mark.match(line)) for line in lines) >= 2:
            return _by_mark(lines, mark)
    if found := _in_running_text(content):
        return found
    return Parts("", lines)


def _by_mark(lines: list[str], mark: re.Pattern[str]) -> Parts:
    lead: list[str] = []
    items: list[list[str]] = []
    for line in lines:
        if match := mark.match(line):
            items.append([line[match.end() :]])
        else:
            (items[-1] if items else lead).append(line)
    return Parts("\n".join(lead), ["\n".join(item) for item in items])


def _in_running_text(content: str) -> Parts | None:
    """«1) … 2) …», numbers in sequence."""
    marks = list(_INLINE.finditer(content))
    numbers = [int(mark[1]) for mark in marks]
    if len(marks) < 2 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(content)]
    items = [content[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return Parts(content[: marks[0].start()].strip(), items)


def shares(parts: Parts, title: str, has_title_column: bool) -> tuple[str, list[str]]:
    """The common title and the content of each part: what leads the list becomes the title where there is a column for it and
    it is empty, else it stands before each.
    """
    if parts.lead and not title and has_title_column:
        return " ".join(parts.lead.split("\n")).rstrip(":").rstrip(), parts.items
    return title, [f"{parts.lead} {item}" for item in parts.items] if parts.lead else parts.items
