"""Names of files in the archive of a year: fit for any system, short enough to be unpacked anywhere, nothing said twice."""

WITHOUT_NUMBER = "Листы"
# Signs of a path inside the archive, and of a folder of sheets: unpacked into «Документы» of a school's Windows it stays within
# what the system takes. Of that go « (скан)», a count and the ending.
LONGEST, LONGEST_FOLDER, _ENDINGS = 119, 45, 17


def sheets_folder(label: str) -> str:
    """Where sheets of a kind lie."""
    return f"{WITHOUT_NUMBER}/{safe(shortened(safe(capitalised(label)), LONGEST_FOLDER))}"


def without_repeating(title: str, label: str) -> str:
    """The title without the words that its folder says already, if something is left of it."""
    if not title.casefold().startswith(label.casefold()):
        return title
    return title[len(label) :].lstrip(" :,;.—–-") or title


def placed(folder: str, name: str, tail: str = "") -> str:
    """The path without its ending, short enough; the tail (day, marks) is never cut."""
    room = LONGEST - _ENDINGS - len(folder) - 1 - len(tail)
    # The dot of initials stays before the tail; nothing but an ending may follow it else.
    return f"{folder}/{safe(shortened(safe(name, dotted=bool(tail)), room) + tail)}"


def shortened(words: str, room: int) -> str:
    """Cut at the end of a word."""
    return words if len(words) <= room else words[:room].rsplit(" ", 1)[0].rstrip(" ,;.—")


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def safe(name: str, *, dotted: bool = False) -> str:
    """One name fit for any system: no signs that name folders or devices. `dotted`: it goes on, so that it may end with a
    dot.
    """
    tidy = "".join(" " if sign in '\\/:*?"<>|\r\n\t' else sign for sign in name)
    tidy = " ".join(tidy.split())
    return (tidy.lstrip(". ") if dotted else tidy.strip(". ")[:120].rstrip(". ")) or "документ"
