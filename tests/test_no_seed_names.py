"""No person and no school of the texts that this product was learnt from is named in it.

The names are kept here as hashes, so that a lone clone checks the same; beside the texts themselves the hashes are
first checked to be complete. A name is compared by the beginning of its surname and its initials, in any case and order.
"""

import hashlib
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PEOPLE = frozenset(
    [
        "09a11441493cced5",
        "1bdacc817ffb8f6c",
        "20fafa08188c4707",
        "7c8a9fe380475742",
        "846be54ac51ac4fc",
        "893d9ed9952f9bfc",
        "9a91a0c98afcfc0c",
        "a6636f65d432ed0f",
        "ce0e087609ba88d7",
        "ec441ea97e1b99c8",
    ]
)
PLACES = frozenset(
    [
        "135813c862faf572",
        "52ac6f6f823d9a1d",
        "5d85fa1aa91a174d",
        "be2ed9b65e0044ca",
        "c0502b24aa3ae3f9",
        "fa149ca7e50bf9fd",
    ]
)
# The interface's own description gives this invented card as its example; surname and initials are a coincidence.
OWN_EXAMPLE = "пронин тн"

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_BLANK = r"[\s~]|&nbsp;|\\u00a0|\\xa0|\{NBSP\}"
_NAMES = (
    re.compile(rf"(?P<surname>{_SURNAME})(?:{_BLANK})+(?P<first>[А-ЯЁ])\.(?:{_BLANK})*(?P<second>[А-ЯЁ])\."),
    re.compile(rf"(?P<first>[А-ЯЁ])\.(?:{_BLANK})*(?P<second>[А-ЯЁ])\.(?:{_BLANK})*(?P<surname>{_SURNAME})"),
    re.compile(
        rf"(?P<surname>{_SURNAME})\s+(?P<first>[А-ЯЁ])[а-яё]+\s+(?P<second>[А-ЯЁ])[а-яё]+(?:вич|вн|ичн)[а-яё]{{0,3}}\b"
    ),
)
# What distinguishes the schools and districts of the texts; «№ 1» and «№ 2» are everybody's.
_PLACE_NAMES = re.compile(
    r"(?:МБОУ|МКОУ|МБДОУ|[Шш]кола|СОШ|ОО)\s+«(?P<quoted>[А-ЯЁ][а-яё]{5,})|(?P<district>[А-ЯЁ][а-яё]{5,}(?:ский|ского|ском))\s+(?:район|муниципальн|округ)"
)
_NUMBERED = re.compile(r"(?P<kind>сад|СОШ)[а-я]*\s*№\s*(?P<number>\d{2,3})")
EVERYBODYS = frozenset({"Начальная"})
PLACE_LETTERS = 5
READABLE = frozenset(
    [
        ".py",
        ".html",
        ".md",
        ".txt",
        ".json",
        ".tsv",
        ".csv",
        ".js",
        ".css",
        ".toml",
        ".po",
        ".xml",
        ".svg",
        ".yml",
        ".yaml",
        ".sh",
        ".docx",
        ".xlsx",
        ".ods",
    ]
)
PACKED = frozenset((".docx", ".xlsx", ".ods"))


def hashed(key):
    return hashlib.sha256(f"seed:{key}".encode()).hexdigest()[:16]


def plain(text):
    return text.lower().replace("ё", "е")


def people_in(text):
    """Keys like «иванов ип»: six letters of the surname at most, the initials."""
    return {
        f"{plain(found['surname'])[:6]} {plain(found['first'] + found['second'])}"
        for pattern in _NAMES
        for found in pattern.finditer(text)
    }


def places_in(text):
    """Keys of all capitalised words, and of numbered schools and kindergartens."""
    words = {plain(word)[:PLACE_LETTERS] for word in re.findall(r"[А-ЯЁ][а-яё]{5,}", text)}
    return words | {plain(f"{found['kind']} {found['number']}") for found in _NUMBERED.finditer(text)}


def tracked():
    """Files of the project as git knows them; without git (an unpacked archive) all files outside of hidden folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 and listed.stdout else _all_files()
    return [ROOT / name for name in names if name and Path(name).suffix in READABLE and (ROOT / name).is_file()]


def _all_files():
    return [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts)
    ]


def text_of(path):
    if path.suffix not in PACKED:
        return path.read_text(errors="replace")
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            parts = [
                package.read(name).decode(errors="replace") for name in package.namelist() if name.endswith(".xml")
            ]
    except (zipfile.BadZipFile, RuntimeError):
        return ""
    return "\n".join(re.sub(r"<[^>]+>", " ", part) for part in parts)


def seed_texts():
    found = [*SHARED.glob("seeds/*"), *SHARED.glob("data/roadmaps/*.json")]
    return [path.read_text(errors="replace") for path in sorted(found)]


def test_hashes_hold_every_person_of_the_texts():
    """Nothing to compare in a lone clone; there the hashes stand for the texts."""
    keys = {key for text in seed_texts() for key in people_in(text)} - {OWN_EXAMPLE}
    assert {key for key in keys if hashed(key) not in PEOPLE} == set()


def test_hashes_hold_every_school_of_the_texts():
    found = [match for text in seed_texts() for match in _PLACE_NAMES.finditer(text)]
    names = {match["quoted"] or match["district"] for match in found} - EVERYBODYS
    keys = {plain(name)[:PLACE_LETTERS] for name in names}
    keys |= {plain(f"{match['kind']} {match['number']}") for text in seed_texts() for match in _NUMBERED.finditer(text)}
    assert {key for key in keys if hashed(key) not in PLACES} == set()


@pytest.mark.parametrize(
    "text",
    ["Иванова И.П.", "И. П. Ивановой", "И.П.Иванов", "Ивановой Ирине Петровне", "И.П.\\u00a0Иванова", "Иванову И.~П."],
)
def test_a_name_is_found_in_any_case_and_order(text):
    assert people_in(text) == {"иванов ип"}


def test_no_person_and_no_school_of_the_texts_is_named():
    faults = []
    for path in tracked():
        text = text_of(path)
        named = {key for key in people_in(text) if hashed(key) in PEOPLE}
        named |= {key for key in places_in(text) if hashed(key) in PLACES}
        faults += [f"{path.relative_to(ROOT)}: {key}" for key in sorted(named)]
    assert faults == []
