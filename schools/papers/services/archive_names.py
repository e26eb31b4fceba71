"""Names of files in the archive of a year: fit for any system, short enough to be unpacked anywhere, nothing said twice."""

import re

from schools.russian import capitalised

WITHOUT_NUMBER = "Листы"
# Signs of a path inside the archive, and of a folder of sheets: unpacked into «Документы» of a school's Windows it stays within
# what the system takes. Of that go « (скан)», a count and the ending.
LONGEST, LONGEST_FOLDER, _ENDINGS = 130, 54, 17
# Words that lead on: a name that is cut does not end with one.
_LEADING = re.compile(
    r"а|без|был|была|были|во?|для|до|за|и|из|или|ко?|как|кто|котор\w+|на|не|но|о|об|от|по|под|при|про|со?|сво[а-яё]+|тех|то|у|"
    r"что|чтобы|№|",
    re.IGNORECASE,
)
# «МБОУ», «ГБПОУ»: says nothing without the name in quotes.
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,}")
_INITIALS = re.compile(r"\b[А-ЯЁA-Z]\.$")


def sheets_folder(label: str) -> str:
    """Where sheets of a kind lie."""
    return f"{WITHOUT_NUMBER}/{safe(shortened(safe(capitalised(label)), LONGEST_FOLDER))}"


def without_repeating(title: str, label: str) -> str:
    """The title without the words that its folder says already, if something is left of it; whole, where what is left goes on
    the same phrase («Дорожная карта наставничества…»).
    """
    if not title.casefold().startswith(label.casefold()):
        return title
    left = title[len(label) :].lstrip(" :,;.—–-")
    return title if not left or left[0].islower() else left


def placed(folder: str, name: str, tail: str = "") -> str:
    """The path without its ending, short enough; the tail (day, marks) is never cut."""
    room = LONGEST - _ENDINGS - len(folder) - 1 - len(tail)
    path = shortened(safe(name, dotted=True), room) + tail
    # The dot of initials stays: an ending always follows. Any other would look like a misprint before it.
    return f"{folder}/{safe(path, dotted=_INITIALS.search(path) is not None)}"


def shortened(words: str, room: int) -> str:
    """Cut at the end of a word, and of one that a name may end with; never inside a name in quotes."""
    if len(words) <= room:
        return words
    kept = words[: room + 1].rsplit(" ", 1)[0][:room].split(" ")
    if (opened := max((at for at, word in enumerate(kept) if "«" in word), default=0)) and "»" not in "".join(
        kept[opened:]
    ):
        kept = kept[:opened]
        while len(kept) > 1 and _ABBREVIATION.fullmatch(kept[-1]):
            kept.pop()
    while len(kept) > 1 and _LEADING.fullmatch(kept[-1].strip(",;:—–-")):
        kept.pop()
    tidy = " ".join(kept).rstrip(" ,;:—–-")
    return tidy if _INITIALS.search(tidy) else tidy.rstrip(".")


def safe(name: str, *, dotted: bool = False) -> str:
    """One name fit for any system: no signs that name folders or devices. `dotted`: it goes on, so that it may end with a
    dot.
    """
    tidy = "".join(" " if sign in '\\/:*?"<>|\r\n\t' else sign for sign in name)
    tidy = " ".join(tidy.split())
    return (tidy.lstrip(". ") if dotted else tidy.strip(". ")[:120].rstrip(". ")) or "документ"
